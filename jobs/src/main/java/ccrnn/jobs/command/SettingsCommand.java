package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Names;
import ccrnn.pipeline.sweep.Scope;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
      names = "--network",
      paramLabel = "NETWORK",
      description = "Only what means something for this network, with its defaults.")
  private Optional<String> network = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or markdown (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    task.ifPresent(word -> requireWord(CommonRows.TASK, word));
    network.ifPresent(word -> requireWord(CommonRows.NETWORK, word));
    Scope scope = new Scope(task, network);
    requireAble(scope);
    PrintWriter out = spec.commandLine().getOut();
    Optional<Map<Setting, Object>> usual = usual(scope);
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    for (Setting setting : Setting.all()) {
      if (setting.isPossible(scope)) {
        rows.add(
            List.of(
                setting.key(),
                defaults(setting, usual),
                allowed(setting),
                String.join("; ", setting.needs(scope)),
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

  private static void requireWord(Setting setting, String word) {
    List<String> words = setting.choices();
    if (!words.contains(word)) {
      throw new UserError(
          "unknown %s '%s'; %s"
              .formatted(
                  setting.key(),
                  word,
                  Names.nearest(word, words)
                      .map(near -> "did you mean '%s'?".formatted(near))
                      .orElse("valid: " + String.join(", ", words))));
    }
  }

  private static void requireAble(Scope scope) {
    if (Catalogue.installed().networks(scope).isEmpty()) {
      throw new UserError(
          "network %s cannot learn task %s; that takes network: %s"
              .formatted(
                  scope.network().orElseThrow(),
                  scope.task().orElseThrow(),
                  String.join(
                      ", ",
                      Catalogue.installed().networks(new Scope(scope.task(), Optional.empty())))));
    }
  }

  /** The usual trial of what is asked for; empty where nothing is. */
  private static Optional<Map<Setting, Object>> usual(Scope scope) {
    Map<Setting, Object> said = new HashMap<>();
    scope.network().ifPresent(word -> said.put(CommonRows.NETWORK, word));
    scope
        .task()
        .or(() -> scope.network().map(word -> Catalogue.installed().tasks(scope).get(0)))
        .ifPresent(word -> said.put(CommonRows.TASK, word));
    return said.isEmpty() ? Optional.empty() : Optional.of(Trial.of(said).values());
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

  private static String defaults(Setting setting, Optional<Map<Setting, Object>> usual) {
    String absent = setting.absentWord().orElse("-");
    if (usual.isPresent()) {
      return setting == CommonRows.TASK || setting == CommonRows.NETWORK
          ? (String) usual.get().get(setting)
          : setting.defaultValue(usual.get()).map(setting::text).orElse(absent);
    }
    List<String> parts = new ArrayList<>();
    for (Setting.Default each : setting.defaults()) {
      String where = each.where().isEmpty() ? "" : each.where() + " ";
      parts.add(where + setting.text(each.value()));
    }
    boolean always = setting.defaults().stream().anyMatch(each -> each.where().isEmpty());
    Stream<String> all = always ? parts.stream() : Stream.concat(Stream.of(absent), parts.stream());
    return all.collect(Collectors.joining("; "));
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
