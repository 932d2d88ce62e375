package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what a sweep file may say. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = {
      "List every setting of a sweep file: default, range, source.",
      "Then follows every word with a meaning: tasks, networks, lesions, probes."
    })
final class SettingsCommand implements Callable<Integer> {
  /** How the tables are printed. */
  enum Format {
    TABLE,
    MARKDOWN
  }

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "Only what means something for this task, with its defaults.")
  private Optional<String> task = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or markdown (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    task.ifPresent(SettingsCommand::requireTask);
    PrintWriter out = spec.commandLine().getOut();
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (task.map(setting::isPossible).orElse(true)) {
        rows.add(
            List.of(
                setting.key(),
                defaults(setting),
                allowed(setting),
                needs(setting),
                setting.about(),
                setting.source()));
        for (String word : setting.choices()) {
          if (!setting.meaning(word).isEmpty()) {
            words.add(List.of(setting.key(), word, setting.meaning(word)));
          }
        }
      }
    }
    print(List.of("setting", "default", "allowed", "needs", "meaning", "source"), rows, out);
    out.println();
    print(List.of("setting", "word", "meaning"), words, out);
    out.flush();
    return Exit.OK;
  }

  private static void requireTask(String name) {
    List<String> tasks = Setting.TASK.choices();
    if (!tasks.contains(name)) {
      throw new UserError(
          Names.nearest(name, tasks)
              .map(near -> "unknown task '%s'; did you mean '%s'?".formatted(name, near))
              .orElse("unknown task '%s'; valid: %s".formatted(name, String.join(", ", tasks))));
    }
  }

  private void print(List<String> head, List<List<String>> rows, PrintWriter out) {
    if (format == Format.TABLE) {
      out.println(Text.table(head, Collections.nCopies(head.size(), Text.Side.LEFT), rows));
      return;
    }
    out.println(line(head));
    out.println(line(Collections.nCopies(head.size(), "---")));
    rows.forEach(row -> out.println(line(row)));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String defaults(Setting setting) {
    String absent = setting.absentWord().orElse("-");
    if (task.isPresent()) {
      Map<Setting, Object> usual = Trial.of(Map.of(Setting.TASK, task.get())).values();
      return setting == Setting.TASK
          ? task.get()
          : setting.defaultValue(usual).map(setting::text).orElse(absent);
    }
    List<String> parts = new ArrayList<>();
    for (Setting.Default each : setting.defaults()) {
      String where = each.where().isEmpty() ? "" : each.where() + " ";
      parts.add(where + setting.text(each.value()));
    }
    boolean usual = setting.defaults().stream().anyMatch(each -> each.where().isEmpty());
    Stream<String> all = usual ? parts.stream() : Stream.concat(Stream.of(absent), parts.stream());
    return all.collect(Collectors.joining("; "));
  }

  private String needs(Setting setting) {
    return String.join("; ", task.map(setting::needs).orElseGet(setting::needs));
  }

  private static String allowed(Setting setting) {
    String absent = setting.absentWord().map(word -> ", " + word).orElse("");
    return switch (setting.kind()) {
      case CHOICE -> String.join(", ", setting.choices());
      case WORDS -> "some of " + String.join(", ", setting.choices()) + absent;
      case TEXT -> "";
      case NUMBER -> setting.text(setting.min()) + " to " + setting.text(setting.max());
      case INTEGER ->
          setting.numbers().isEmpty()
              ? String.format(Locale.ROOT, "%.0f..%.0f", setting.min(), setting.max()) + absent
              : setting.numbers().stream().map(String::valueOf).collect(Collectors.joining(", "));
    };
  }
}
