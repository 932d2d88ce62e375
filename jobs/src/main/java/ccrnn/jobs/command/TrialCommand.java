package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Reasons;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one trial. */
@Command(
    name = "trial",
    mixinStandardHelpOptions = true,
    description = "Show a trial's settings, provenance and curve, and the command that replays it.")
final class TrialCommand implements Callable<Integer> {
  private static final int CURVE_ROWS = 12;
  private static final int BAR = 40;
  private static final int BEFORE_BAR = 3;

  /** Columns that are printed on their own below. */
  private static final Set<String> LONG = Set.of("settings_text", "stack");

  @Parameters(index = "0", paramLabel = "DIR", description = "The results folder.")
  private String location;

  @Parameters(
      index = "1",
      paramLabel = "TRIAL_ID",
      description = "The first digits of its id, four or more.")
  private String id;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ResultsFolder folder = ResultsFolder.open(location);
    OwnNetworks.requireAll(folder.inventory().families());
    Optional<Trial> missing = missing(folder);
    if (missing.isPresent()) {
      showMissing(missing.get(), folder, out);
      return Exit.OK;
    }
    StoredTrial trial = folder.trial(id);
    out.println(Names.printable("trial " + trial.id()));
    out.println();
    settings(trial.settings(), out);
    others(trial, out);
    curve(trial.epochs(), out);
    Object stack = trial.columns().get("stack");
    if (stack != null) {
      out.println();
      stack
          .toString()
          .lines()
          .map(line -> line.replace("\t", "    "))
          .map(Names::printable)
          .forEach(out::println);
    }
    out.println();
    out.println("would a run train it again? " + again(trial));
    out.println();
    out.println("train it again here and compare every bit:");
    out.println("  ccrnn verify " + location + " --trial " + Names.printable(Text.id(trial.id())));
    out.flush();
    return Exit.OK;
  }

  /** The trial that a sweep asks for and that is not stored, if the id means one. */
  private Optional<Trial> missing(ResultsFolder folder) {
    if (!id.matches("[0-9a-f]{%d,}".formatted(ResultsFolder.SHORTEST_PREFIX))) {
      return Optional.empty(); // the folder says what is wrong with it
    }
    Set<Trial> asked = new LinkedHashSet<>();
    for (Journal.Ask ask : new Journal(folder).asks()) {
      trials(ask).stream().filter(trial -> isIt(trial.id())).forEach(asked::add);
    }
    if (asked.size() != 1 || folder.inventory().trials().keySet().stream().anyMatch(this::isIt)) {
      return Optional.empty();
    }
    return asked.stream().findFirst();
  }

  /** What a sweep asks for; nothing in this version if it is of another one. */
  private static List<Trial> trials(Journal.Ask ask) {
    try {
      return ask.sweep().trials();
    } catch (UserError e) {
      return List.of();
    }
  }

  private boolean isIt(String fullId) {
    return fullId.startsWith(id);
  }

  private static void showMissing(Trial trial, ResultsFolder folder, PrintWriter out) {
    out.println("trial " + trial.id());
    try (QueryEngine engine = QueryEngines.of(folder)) {
      out.println("is not stored; a run would train it: " + Reasons.of(trial, engine));
    }
    out.println();
    settings(trial.values(), out);
    out.flush();
  }

  private static String again(StoredTrial stored) {
    if (!stored.trial().id().equals(stored.id())) {
      return "yes: its settings have another id in this version (result version %s there, %d here)"
          .formatted(stored.columns().get("result_version"), stored.trial().resultVersion());
    }
    String status = Names.printable(String.valueOf(stored.columns().get("status")));
    return status.equals("complete")
        ? "no: it is complete, and of this result version (%d)"
            .formatted(stored.trial().resultVersion())
        : "only with --retry-failed: it "
            + status
            + " in epoch "
            + stored.columns().get("failed_epoch");
  }

  private static void settings(Map<Setting, Object> settings, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    settings.forEach(
        (setting, value) -> {
          boolean published = setting.defaultValue(settings).filter(value::equals).isPresent();
          rows.add(
              List.of(
                  setting.key(), setting.text(value), setting.unit(), published ? "default" : ""));
        });
    out.println(
        Text.table(
            List.of("setting", "value", "unit", ""),
            List.of(Text.Side.LEFT, Text.Side.RIGHT, Text.Side.LEFT, Text.Side.LEFT),
            rows));
  }

  private static void others(StoredTrial trial, PrintWriter out) {
    Set<String> settings = Setting.all().stream().map(Setting::column).collect(Collectors.toSet());
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Object> column : trial.columns().entrySet()) {
      boolean shown = settings.contains(column.getKey()) || LONG.contains(column.getKey());
      if (!shown && column.getValue() != null) {
        rows.add(List.of(column.getKey(), column.getValue().toString()));
      }
    }
    out.println();
    out.println(
        Text.table(List.of("result", "value"), List.of(Text.Side.LEFT, Text.Side.LEFT), rows));
  }

  private static void curve(List<EpochRow> epochs, PrintWriter out) {
    if (epochs.isEmpty()) {
      return;
    }
    double most =
        epochs.stream()
            .map(epoch -> epoch.value(Metric.VALIDATION_LOSS))
            .flatMapToDouble(OptionalDouble::stream)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    boolean accuracy =
        epochs.stream().anyMatch(epoch -> epoch.value(Metric.VALIDATION_ACCURACY).isPresent());
    List<String> head = new ArrayList<>(List.of("epoch", "train loss", "validation loss", ""));
    List<Text.Side> sides =
        new ArrayList<>(List.of(Text.Side.RIGHT, Text.Side.RIGHT, Text.Side.RIGHT, Text.Side.LEFT));
    if (accuracy) {
      head.add(BEFORE_BAR, "validation accuracy");
      sides.add(BEFORE_BAR, Text.Side.RIGHT);
    }
    List<List<String>> rows = new ArrayList<>();
    int last = epochs.size() - 1;
    int shown = Math.min(CURVE_ROWS, epochs.size());
    for (int i = 0; i < shown; i++) {
      EpochRow epoch =
          epochs.get(shown == 1 ? 0 : (int) Math.round((double) i * last / (shown - 1)));
      OptionalDouble loss = epoch.value(Metric.VALIDATION_LOSS);
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(epoch.epoch()));
      row.add(text(epoch.value(Metric.TRAIN_LOSS)));
      row.add(text(loss));
      if (accuracy) {
        row.add(text(epoch.value(Metric.VALIDATION_ACCURACY)));
      }
      row.add(bar(loss, most));
      rows.add(row);
    }
    out.println();
    out.println(Text.table(head, sides, rows));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Text.number(value.getAsDouble()) : "";
  }

  private static String bar(OptionalDouble value, double most) {
    double share = value.orElse(0) / most;
    return share > 0 && share <= 1 ? "▇".repeat((int) Math.round(share * BAR)) : "";
  }
}
