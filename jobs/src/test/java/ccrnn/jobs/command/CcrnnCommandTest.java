package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class CcrnnCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine program =
      CcrnnCommand.commandLine()
          .addSubcommand(new Mistaken())
          .addSubcommand(new Broken())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err));

  @Test
  void versionNamesProjectCommitAndJvm() {
    assertThat(program.execute("--version")).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .matches("(?s)ccrnn \\d+\\.\\d+\\.\\d+ \\((unknown|[0-9a-f]+(-dirty)?)\\)\\R.*VM.*");
  }

  @Test
  void helpHidesTheLaunchersOwnCommand() {
    assertThat(program.execute("--help")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("Usage: ccrnn").doesNotContain("warm-up");
  }

  /** A list of commands shows only the first; where one ends early, so does its line. */
  @Test
  void everyLineOfHelpIsWholeSentences() {
    List<CommandLine> commands = new ArrayList<>(List.of(CcrnnCommand.commandLine()));
    for (int i = 0; i < commands.size(); i++) {
      commands.addAll(commands.get(i).getSubcommands().values());
      List<String> lines = List.of(commands.get(i).getCommandSpec().usageMessage().description());
      assertThat(lines).as(commands.get(i).getCommandName()).isNotEmpty();
      assertThat(lines.get(0)).endsWith(".").doesNotContain("\n");
      assertThat(lines).allMatch(line -> line.startsWith("  ") || line.endsWith("."));
    }
    assertThat(commands).hasSizeGreaterThan(15);
  }

  @Test
  void unknownOptionIsOneLineWithTheNearestName() {
    assertThat(program.execute("--verson")).isEqualTo(Exit.USER_ERROR);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("ccrnn: unknown option --verson; did you mean --version?\n");
  }

  @Test
  void unknownCommandIsOneLineWithTheNearestName() {
    assertThat(program.execute("mistakn")).isEqualTo(Exit.USER_ERROR);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("ccrnn: unknown command mistakn; did you mean mistaken?\n");
  }

  @Test
  void unknownCommandWithoutLikenessPointsToHelp() {
    assertThat(program.execute("frobnicate")).isEqualTo(Exit.USER_ERROR);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("ccrnn: unknown command frobnicate; see ccrnn --help\n");
  }

  @Test
  void usersMistakeIsOneLine() {
    assertThat(program.execute("mistaken")).isEqualTo(Exit.USER_ERROR);
    assertThat(err.toString()).isEqualToNormalizingNewlines("ccrnn: no such file: x.yaml\n");
  }

  @Test
  void usersMistakeHasItsTraceWithVerbose() {
    assertThat(program.execute("mistaken", "--verbose")).isEqualTo(Exit.USER_ERROR);
    assertThat(err.toString())
        .startsWith("ccrnn: no such file")
        .contains("at ccrnn.jobs.command.CcrnnCommandTest");
  }

  @Test
  void ourMistakeAlwaysHasItsTrace() {
    assertThat(program.execute("broken")).isEqualTo(Exit.INTERNAL_ERROR);
    assertThat(err.toString())
        .contains("unexpected error")
        .contains("at ccrnn.jobs.command.CcrnnCommandTest");
  }

  @Command(name = "mistaken")
  static final class Mistaken implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new UserError("no such file: x.yaml");
    }
  }

  @Command(name = "broken")
  static final class Broken implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("a bug");
    }
  }
}
