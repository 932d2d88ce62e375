package ccrnn.jobs.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program in a process of its own, which dies with the test. */
final class RunProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Path LOGGING =
      Path.of("..", "conf", "spark", "log4j2.properties").toAbsolutePath().normalize();

  private final Process process;
  private final Path output;

  private RunProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * The command that starts it with what this JVM was started with, whatever its working folder. It
   * lives for seconds, so the compiler that takes time to save more of it is left out.
   *
   * @param jars on the class path behind what this JVM has there
   */
  static List<String> command(List<String> arguments, String... jars) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j2.configurationFile=" + LOGGING); // as the launcher does
    String[] here = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    String path =
        Stream.concat(
                Stream.of(here).map(each -> Path.of(each).toAbsolutePath().toString()),
                Stream.of(jars))
            .collect(Collectors.joining(File.pathSeparator));
    command.addAll(List.of("-cp", path, "ccrnn.jobs.Main"));
    command.addAll(arguments);
    return command;
  }

  /** Starts it. Its output goes to a file in a folder. */
  static RunProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = command(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new RunProcess(process, output);
  }

  /** Both streams so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds, while the process lives. */
  void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError(
            (process.isAlive() ? "not in time: " : "ended before: ") + what + "\n" + output());
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** Waits for the end and tells the exit code. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end\n" + output());
    }
    return process.exitValue();
  }

  /** Sends a signal such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    int exit = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("kill -" + name + " " + pid + " ended with " + exit);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Ends it with kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
