package ccrnn.jobs;

import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.plan.Sharing;
import ccrnn.pipeline.run.DataCheck;
import ccrnn.pipeline.run.DataLocation;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code plan} and {@code run} have in common: a sweep, its overrides and a results folder.
 */
final class SweepArguments {
  /** Where results go when nobody says: a folder of the sweep's name in here. */
  private static final String RESULTS = "results";

  @Parameters(index = "0", paramLabel = "SWEEP.yaml", description = "The sweep file.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Results folder, a path or any Hadoop URI (default: results/<name of the sweep>).")
  private Optional<String> out = Optional.empty();

  @Option(
      names = {"-o", "--override"},
      paramLabel = "key=value",
      description =
          "Replace a setting or an axis of the sweep, such as -o epochs=20 or -o seed=1..3."
              + " May be given several times.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--retry-failed",
      description = "Train trials again that failed or diverged before.")
  private boolean retryFailed;

  @Option(
      names = "--from-scratch",
      description =
          "Train every trial from its beginning, also where it shares epochs with others or could"
              + " go on from a snapshot. Changes no result.")
  private boolean fromScratch;

  Sweep sweep() {
    Sweep sweep = SweepReader.read(file, overrides, DataLocation.identities());
    DataCheck.require(sweep);
    return sweep;
  }

  Path file() {
    return file;
  }

  List<String> overrides() {
    return overrides;
  }

  String folder(Sweep sweep) {
    return out.orElse(RESULTS + "/" + sweep.name());
  }

  Sharing sharing() {
    return fromScratch ? Sharing.NONE : Sharing.FORKS;
  }

  Retry retry() {
    return retryFailed ? Retry.FAILED_TOO : Retry.MISSING_ONLY;
  }
}
