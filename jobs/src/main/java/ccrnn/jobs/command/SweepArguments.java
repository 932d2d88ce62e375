package ccrnn.jobs.command;

import ccrnn.pipeline.Locations;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.plan.Sharing;
import ccrnn.pipeline.run.DataCheck;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.SweepSource;
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

  @Option(
      names = "--sent",
      hidden = true,
      description = "What --send printed where the command was given.")
  private Optional<String> sent = Optional.empty();

  Sweep sweep() {
    Sweep sweep = SweepReader.parse(source(), overrides(), DataLocation.identities());
    DataCheck.require(sweep);
    return sweep;
  }

  private SweepSource source() {
    return sent().map(parcel -> parcel.ask().source()).orElseGet(() -> SweepSource.read(file));
  }

  private Optional<Parcel> sent() {
    return sent.map(Parcel::unpack);
  }

  /** What the folder remembers of the sweep. */
  Journal.Ask ask(Sweep sweep) {
    return Journal.Ask.of(sweep, source(), overrides());
  }

  /** What a driver on another machine needs to do the same. */
  Parcel parcel(Sweep sweep) {
    List<String> there =
        new ArrayList<>(overrides.stream().filter(each -> !each.startsWith("data=")).toList());
    sweep.data().ifPresent(data -> there.add("data=" + Locations.absolute(data)));
    return new Parcel(Journal.Ask.of(sweep, source(), there), Locations.absolute(folder(sweep)));
  }

  List<String> overrides() {
    return sent().map(parcel -> parcel.ask().overrides()).orElse(overrides);
  }

  String folder(Sweep sweep) {
    return sent().map(Parcel::folder).or(() -> out).orElse(RESULTS + "/" + sweep.name());
  }

  Sharing sharing() {
    return fromScratch ? Sharing.NONE : Sharing.FORKS;
  }

  Retry retry() {
    return retryFailed ? Retry.FAILED_TOO : Retry.MISSING_ONLY;
  }
}
