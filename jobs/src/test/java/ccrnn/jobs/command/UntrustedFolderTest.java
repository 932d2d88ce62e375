package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A results folder may come from anyone: looking at it must harm neither terminal nor files. */
@ResourceLock(Program.SPARK)
class UntrustedFolderTest {
  private static final String ESCAPE = "\u001b]0;owned\u0007\u009b2J";

  @TempDir private Path scratch;
  private Path results;

  @BeforeEach
  void makeFolder() {
    results = scratch.resolve("results");
    ResultsFolder.create(results.toString());
  }

  private void note(String name, String text) throws IOException {
    Path file = results.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void isHarmless(Program program) {
    assertThat(program.out() + program.err())
        .matches(text -> text.chars().allMatch(c -> c == '\n' || !Character.isISOControl(c)));
  }

  @Test
  void namesAndMessagesDoNotReachTheTerminalRaw() throws IOException {
    String text = "\\u001b]0;owned\\u0007\\u009b2J";
    Files.writeString(results.resolve("trials/" + ESCAPE + ".parquet"), "junk");
    note(
        "sweeps/a.json",
        "{\"name\":\"%s\",\"file\":\"%s\",\"text\":\"name: a\",\"overrides\":[\"about=%s\"]}"
            .formatted(text, text, text));
    note("sweeps/b.json", "{\"name\":\"%s\",\"text\":\"%s\"}".formatted(text, text));
    note(
        "runs/r.json", "{\"sweep\":\"%s\",\"host\":\"%s\",\"machine\":\"\"}".formatted(text, text));
    note(
        "certificates/c.json",
        "{\"when\":\"%s\",\"host\":\"%s\",\"trials\":[]}".formatted(text, text));
    Program status = Program.run("status", results.toString(), "--patience", "1");
    assertThat(status.exit()).isZero();
    assertThat(status.out()).contains("?]0;owned??2J");
    isHarmless(status);
    isHarmless(Program.run("sql", results.toString(), "SELECT chr(27) || '[2J' AS x"));
    isHarmless(Program.run("sql", results.toString(), "SELECT * FROM \"" + ESCAPE + "\""));
    isHarmless(Program.run("trial", results.toString(), ESCAPE));
    note("runs/s.json", "{\"" + text);
    Program damaged = Program.run("status", results.toString());
    assertThat(damaged.exit()).isEqualTo(Exit.USER_ERROR);
    isHarmless(damaged);
  }

  @Test
  void notesThatNestOrNameForeignClassesAreNoDanger() throws IOException {
    note("sweeps/a.json", "[".repeat(100_000));
    Program deep = Program.run("status", results.toString());
    assertThat(deep.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(deep.err()).contains("sweeps/a.json is not what it should be").hasLineCount(1);
    note("sweeps/a.json", "[\"javax.script.ScriptEngineManager\", {}]");
    assertThat(Program.run("status", results.toString()).exit()).isEqualTo(Exit.USER_ERROR);
    note("sweeps/a.json", "{\"@class\":\"javax.script.ScriptEngineManager\",\"name\":\"a\"}");
    assertThat(Program.run("status", results.toString()).exit()).isZero();
  }

  @Test
  void aSweepCannotLeaveItsFolder() throws IOException {
    Path sweep = Files.writeString(scratch.resolve("s.yaml"), "name: ../../x\n");
    Program plan = Program.run("plan", sweep.toString());
    assertThat(plan.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(plan.err()).contains("name '../../x' cannot name a folder");
    Files.writeString(sweep, "name: x\n");
    Program tooLong =
        Program.run("run", sweep.toString(), "--out", scratch + "/" + "x".repeat(300));
    assertThat(tooLong.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(tooLong.err()).startsWith("ccrnn: results folder ").hasLineCount(1);
    Program nul = Program.run("run", sweep.toString(), "--out", scratch + "/a\0b");
    assertThat(nul.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(nul.err()).contains("is no valid path of a results folder").hasLineCount(1);
  }
}
