package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.StageMeter;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.store.Compacted;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges the many small files of a results folder into few big ones. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    description = {
      "Merge the small files of complete trials in a results folder into few big ones.",
      "A run may write and every ccrnn command may read meanwhile. Killed at any moment, it loses"
          + " nothing: run it again."
    })
final class CompactCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ResultsFolder folder = ResultsFolder.open(location);
    StageMeter meter =
        new StageMeter(
            spec.commandLine().getErr(), Terminal.surface(), Terminal.columns(), System::nanoTime);
    Compacted compacted;
    try {
      compacted =
          folder.compact(Instant.now(), (done, total) -> meter.show("merging trials", done, total));
    } finally {
      meter.end();
    }
    for (var skipped : compacted.skipped()) {
      spec.commandLine().getErr().println("ccrnn: not merged " + skipped);
    }
    spec.commandLine().getErr().flush();
    out.printf(
        "%s merged: %s before, %s after%n",
        Text.count(compacted.merged(), "trial"), size(compacted.before()), size(compacted.after()));
    if (compacted.failed() > 0) {
      out.printf(
          "%s that failed keep their own files, because --retry-failed may replace them%n",
          Text.count(compacted.failed(), "trial"));
    }
    out.flush();
    return Exit.OK;
  }

  private static String size(Compacted.Size size) {
    return String.format(
        Locale.ROOT, "%s of %.1f MB", Text.count(size.files(), "file"), size.bytes() / 1e6);
  }
}
