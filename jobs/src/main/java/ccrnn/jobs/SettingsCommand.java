package ccrnn.jobs;

import ccrnn.pipeline.sweep.Setting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what a sweep file may say. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "List every setting of a sweep file with its default, its range and its source.")
final class SettingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      String fallback =
          setting.defaultValue().map(setting::text).orElse(setting.absentWord().orElse("-"));
      rows.add(
          List.of(setting.key(), fallback, allowed(setting), setting.about(), setting.source()));
    }
    List<Text.Side> sides = java.util.Collections.nCopies(5, Text.Side.LEFT);
    out.println(
        Text.table(List.of("setting", "default", "allowed", "meaning", "source"), sides, rows));
    out.flush();
    return Exit.OK;
  }

  private static String allowed(Setting setting) {
    return switch (setting.kind()) {
      case CHOICE -> String.join(", ", setting.choices());
      case INTEGER -> String.format(Locale.ROOT, "%.0f..%.0f", setting.min(), setting.max());
      case NUMBER -> setting.text(setting.min()) + " to " + setting.text(setting.max());
    };
  }
}
