package ccrnn.jobs.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project folder, with a space in its path, in which the launcher finds what this build has
 * assembled and so builds nothing itself.
 */
final class AssembledProject implements AutoCloseable {
  private final Path home;
  private final List<Path> links = new ArrayList<>();

  private AssembledProject(Path home) {
    this.home = home;
  }

  /** Makes one below a folder. */
  static AssembledProject in(Path folder) throws IOException {
    AssembledProject made = new AssembledProject(folder.resolve("a project"));
    Path project = Path.of("..").toAbsolutePath().normalize();
    Path jar =
        Path.of(System.getProperty("ccrnn.jar", "target/ccrnn-jobs-0.1.0-app.jar"))
            .toAbsolutePath();
    Path target = made.home.resolve("jobs/target");
    Files.createDirectories(target.resolve("quick"));
    Files.createDirectories(target.resolve("launch"));
    Files.createDirectories(made.home.resolve("jobs/src/main"));
    Files.createFile(made.home.resolve("pom.xml"));
    Files.createFile(made.home.resolve("jobs/pom.xml"));
    Files.copy(project.resolve("ccrnn"), made.home.resolve("ccrnn"));
    made.link(made.home.resolve("conf"), project.resolve("conf"));
    made.link(target.resolve("spark-home"), project.resolve("jobs/target/spark-home"));
    made.link(target.resolve("lib"), project.resolve("jobs/target/lib"));
    made.link(target.resolve("quick/ccrnn-jobs-app.jar"), jar);
    Files.createFile(target.resolve("launch/built"));
    return made;
  }

  private void link(Path link, Path target) throws IOException {
    links.add(Files.createSymbolicLink(link, target));
  }

  /** The command line of the launcher. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("ccrnn").toString());
    command.addAll(arguments);
    return command;
  }

  /** Sets the environment as if Spark and this program had never been spoken of. */
  static void prepare(ProcessBuilder builder) {
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(SPARK|CCRNN|HADOOP|YARN)_.*|JAVA_TOOL_OPTIONS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
  }

  /** Removes the links, which JUnit would speak of. */
  @Override
  public void close() {
    try {
      for (Path link : links) {
        Files.deleteIfExists(link);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
