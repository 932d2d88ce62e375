package ccrnn.stores;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, as a user starts it. */
final class Ccrnn implements AutoCloseable {
  private static final List<String> OF_A_USER =
      List.of("AWS_", "HADOOP_", "SPARK_", "CCRNN_", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private final Process process;
  private final Path out;
  private final Path err;

  private Ccrnn(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it with these variables on top of a clean environment; what it prints goes to files. */
  static Ccrnn start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ccrnn.jobs.Main"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> OF_A_USER.stream().anyMatch(name::startsWith));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(environment);
    return new Ccrnn(builder.start(), out, err);
  }

  /** Starts it and waits for its end. */
  static Ccrnn run(Path folder, Map<String, String> environment, String... arguments)
      throws Exception {
    try (Ccrnn program = start(folder, environment, arguments)) {
      if (!program.process.waitFor(3, TimeUnit.MINUTES)) {
        throw new IllegalStateException(String.join(" ", arguments) + " does not end");
      }
      return program;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exit() {
    return process.exitValue();
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** Kills it, as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
