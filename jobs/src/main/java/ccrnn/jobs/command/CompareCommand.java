package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.figure.Plain;
import ccrnn.jobs.report.CommonClaims;
import ccrnn.jobs.report.CommonTrials;
import ccrnn.jobs.report.ComparisonPage;
import ccrnn.jobs.report.FolderComparison;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts one question to two results folders. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compare two results folders, trial by trial and condition by condition.",
      "Trials that are in both are compared bit by bit; then settings, for each condition the mean"
          + " difference over pairs of the same seed, and what both say to the papers' claims. Exit"
          + " code 1 if a trial in both differs."
    })
final class CompareCommand implements Callable<Integer> {
  private static final int MOST_DIFFERENCES = 20;

  @Parameters(index = "0", paramLabel = "DIR1", description = "The first results folder.")
  private String first;

  @Parameters(index = "1", paramLabel = "DIR2", description = "The second results folder.")
  private String second;

  @Option(
      names = "--measure",
      paramLabel = "COLUMN",
      defaultValue = FolderComparison.MEASURE_DEFAULT,
      description = "Column of trials to compare (default: ${DEFAULT-VALUE}).")
  private String measure;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the same as a page, too.")
  private Optional<Path> html = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    FolderComparison comparison;
    try (QueryEngine one = QueryEngines.forManyQuestions(ResultsFolder.open(first));
        QueryEngine other = QueryEngines.forManyQuestions(ResultsFolder.open(second))) {
      PlanCommand.warnOfUnreadable(one.unreadable(), err);
      PlanCommand.warnOfUnreadable(other.unreadable(), err);
      OwnNetworks.requireAll(one.families());
      OwnNetworks.requireAll(other.families());
      comparison = FolderComparison.of(one, other, measure);
    }
    out.println("first:  " + first);
    out.println("second: " + second);
    comparison.sentences().forEach(out::println);
    differences(comparison.trials(), out);
    settings(comparison, out);
    conditions(comparison, out);
    claims(comparison, out);
    html.ifPresent(file -> write(comparison, file, out));
    out.flush();
    return comparison.trials().differences().isEmpty() ? Exit.OK : Exit.CHECK_FAILED;
  }

  private static void differences(CommonTrials trials, PrintWriter out) {
    List<CommonTrials.Difference> all = trials.differences();
    if (all.isEmpty()) {
      return;
    }
    out.println();
    out.println(
        Text.table(
            List.of("trial", "first difference", "first", "second"),
            List.of(Text.Side.LEFT, Text.Side.LEFT, Text.Side.RIGHT, Text.Side.RIGHT),
            all.stream()
                .limit(MOST_DIFFERENCES)
                .map(
                    each ->
                        List.of(Text.id(each.trial()), each.where(), each.first(), each.second()))
                .toList()));
    if (all.size() > MOST_DIFFERENCES) {
      out.println("and " + (all.size() - MOST_DIFFERENCES) + " more");
    }
  }

  private static void settings(FolderComparison comparison, PrintWriter out) {
    if (comparison.settings().isEmpty()) {
      return;
    }
    out.println();
    out.println(
        Text.table(
            List.of("setting", "first", "second"),
            List.of(Text.Side.LEFT, Text.Side.LEFT, Text.Side.LEFT),
            comparison.settings().stream()
                .map(
                    each ->
                        List.of(
                            each.setting().key(),
                            String.join(", ", each.first()),
                            String.join(", ", each.second())))
                .toList()));
  }

  private static void conditions(FolderComparison comparison, PrintWriter out) {
    if (comparison.conditions().isEmpty()) {
      return;
    }
    List<Text.Side> sides = new ArrayList<>(List.of(Text.Side.LEFT));
    for (int i = 0; i < 6; i++) {
      sides.add(Text.Side.RIGHT);
    }
    out.println();
    out.println(
        Text.table(
            List.of(
                "condition", "pairs", "first", "second", "second - first", "95 % interval", "p"),
            sides,
            comparison.conditions().stream()
                .map(
                    each ->
                        List.of(
                            each.label(),
                            String.valueOf(each.n()),
                            number(each.first()),
                            number(each.second()),
                            number(each.difference()),
                            Double.isNaN(each.lower())
                                ? ""
                                : number(each.lower()) + " to " + number(each.upper()),
                            Double.isNaN(each.p())
                                ? ""
                                : String.format(Locale.ROOT, "%.4f", each.p())))
                .toList()));
    out.println(
        comparison.measure() + ": means over pairs; p of the paired t-test, interval by bootstrap");
  }

  private static void claims(FolderComparison comparison, PrintWriter out) {
    if (comparison.claims().isEmpty()) {
      return;
    }
    out.println();
    out.println("claims of the papers, difference [95 % interval]:");
    for (CommonClaims.Answers each : comparison.claims()) {
      out.println(" " + each.figure() + ": " + each.claim());
      out.println("   first:  " + each.first());
      out.println("   second: " + each.second());
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Text.number(value);
  }

  private void write(FolderComparison comparison, Path file, PrintWriter out) {
    try {
      Files.write(file, ComparisonPage.of(comparison, Plain.text(first), Plain.text(second)));
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + e, e);
    }
    out.println("page: " + file);
  }
}
