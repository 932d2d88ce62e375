package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that fail while a run of this machine writes to them. A shell in a mount namespace of its
 * own mounts them, so that nothing is mounted for anybody else and nothing stays; where a system
 * does not let us, the tests are skipped.
 */
@EnabledOnOs(OS.LINUX)
@Tag("cluster")
class DiskFaultsIT {
  /** Runs the program, arguments from the third on, and says how it ended. */
  private static final String RUN = "run() { \"${@:3}\" >\"$2/out$1\" 2>\"$2/err$1\"; echo $?; }\n";

  @TempDir private Path temp;

  @Test
  void aFullDiskEndsTheRunAndWithRoomItGoesOn() throws Exception {
    // Room for the probes and some of the 12 trials, whose three files take about 40 kB.
    List<String> ends =
        shell(
            """
            mount -t tmpfs -o size=200k none "$2/disk"
            run 1 "$2" "${@:3}"
            ls "$2/disk/trials" | wc -l
            mount -o remount,size=100m "$2/disk"
            run 2 "$2" "${@:3}"
            cp -r "$2/disk" "$2/copy"
            """);
    assertThat(ends.get(0)).isEqualTo("2");
    assertThat(Integer.parseInt(ends.get(1).strip())).isBetween(1, 11);
    assertThat(ends.get(2)).isEqualTo("0");
    requireOneLine("No space left on device");
    requireEqual();
  }

  @Test
  void aFolderThatTurnsReadOnlyEndsTheRunAndWritableItGoesOn() throws Exception {
    List<String> ends =
        shell(
            """
            mount -t tmpfs -o size=100m none "$2/disk"
            run 1 "$2" "${@:3}" >"$2/end1" &
            until [ "$(ls "$2/disk/trials" 2>/dev/null | wc -l)" -ge 2 ]; do sleep 0.02; done
            until mount -o remount,ro "$2/disk" 2>/dev/null; do sleep 0.001; done
            wait
            cat "$2/end1"
            ls "$2/disk/trials" | wc -l
            mount -o remount,rw "$2/disk"
            run 2 "$2" "${@:3}"
            cp -r "$2/disk" "$2/copy"
            """);
    assertThat(ends.get(0)).isEqualTo("2");
    assertThat(Integer.parseInt(ends.get(1).strip())).isBetween(2, 11);
    assertThat(ends.get(2)).isEqualTo("0");
    requireOneLine("Read-only file system");
    requireEqual();
  }

  private List<String> shell(String script) throws Exception {
    Path sweep = Files.writeString(temp.resolve("small.yaml"), ClusterIT.SWEEP);
    Path disk = Files.createDirectory(temp.resolve("disk"));
    assumeTrue(canMount(disk), "this system does not let us mount");
    List<String> command =
        new ArrayList<>(
            List.of("unshare", "-m", "bash", "-c", RUN + script, "bash", "", temp + ""));
    AssembledProject project = AssembledProject.in(temp);
    command.addAll(
        project.command(
            List.of(
                "run", sweep.toString(), "--out", disk.toString(), "--", "--master", "local[2]")));
    Path said = temp.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command);
    AssembledProject.prepare(builder);
    Process process =
        builder
            .redirectOutput(said.toFile())
            .redirectError(temp.resolve("shell-errors").toFile())
            .start();
    try (project) {
      assertThat(process.waitFor(ClusterIT.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readAllLines(said);
  }

  private static boolean canMount(Path disk) throws Exception {
    Process process =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "none", disk.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private void requireOneLine(String reason) throws Exception {
    String error = Files.readString(temp.resolve("err1"));
    assertThat(error.lines().filter(line -> line.startsWith("ccrnn:")).toList())
        .singleElement()
        .asString()
        .startsWith("ccrnn: the run broke off: cannot commit ")
        .contains(reason)
        .endsWith("; finished trials are kept, run again to go on");
    assertThat(error).endsWith("run again to go on\n").doesNotContainPattern(STACK);
  }

  private static final Pattern STACK = Pattern.compile("(?m)^\\s+at ccrnn");

  private void requireEqual() throws Exception {
    Path sweep = temp.resolve("small.yaml");
    Rows.requireEqual(temp.resolve("copy"), ClusterIT.undisturbed(temp, sweep));
  }
}
