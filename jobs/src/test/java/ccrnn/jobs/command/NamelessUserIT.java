package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user id that has no name, as in containers, and an install that belongs to another. Needs root,
 * util-linux, and a project that everybody may read: else it is left out.
 */
class NamelessUserIT {
  private static final String ID = "54321";

  @TempDir private Path folder;

  private static List<String> asNobodyKnown(List<String> command) {
    List<String> all =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups", "env"));
    all.add("HOME=/nonexistent");
    all.addAll(command);
    return all;
  }

  private int exit(List<String> command, Path output) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(asNobodyKnown(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    AssembledProject.prepare(builder);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean isPossible(List<String> command) throws InterruptedException {
    String jars = Path.of("target", "spark-home", "jars").toAbsolutePath().toString();
    try {
      return exit(List.of("test", "-x", command.get(0), "-a", "-x", jars), folder.resolve("none"))
          == 0;
    } catch (IOException e) {
      return false; // no setpriv
    }
  }

  @Test
  void trainsAndIsAskedInBothEngines() throws Exception {
    for (Path each : List.of(folder, Files.createDirectory(folder.resolve("theirs")))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.setPosixFilePermissions(results, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path sweep =
        Files.writeString(
            folder.resolve("tiny.yaml"),
            """
            name: tiny
            settings: {epochs: 1, batches: 2, test-size: 10, cortex-units: 4, network: crnn}
            """);
    try (AssembledProject project = AssembledProject.in(folder.resolve("theirs"))) {
      assumeTrue(
          isPossible(project.command(List.of())),
          "only root can be somebody else, and only where all may read the project");
      List<String> run = List.of("run", sweep.toString(), "--out", "results", "--kernel", "plain");
      assertThat(ccrnn(project, run)).contains("100 %  1 of 1 trial ");
      List<String> sql =
          List.of("sql", "results", "SELECT count(*) AS n FROM trials", "--engine", "spark");
      assertThat(ccrnn(project, sql)).contains("1 row");
    }
  }

  private String ccrnn(AssembledProject project, List<String> arguments) throws Exception {
    Path output = folder.resolve("output.txt");
    int exit = exit(project.command(arguments), output);
    String said = Files.readString(output);
    assertThat(exit).as(said).isZero();
    return said;
  }
}
