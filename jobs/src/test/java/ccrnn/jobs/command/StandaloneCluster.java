package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Spark master with workers as real processes, started by the launcher as a user starts them,
 * from what this build has assembled. Workers have hosts of their own (127.0.0.1, 127.0.0.2 and so
 * on), because Spark treats a host as one place to fail. All processes end with {@link #close}, and
 * also if this JVM is killed. Linux only.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private final Path folder;
  private final AssembledProject project;
  private final Path pids;
  private final Process watchdog;
  private final List<Running> started = new ArrayList<>();
  private final Thread atExit = new Thread(this::killAll, "kill-cluster");
  private String master = "";
  private int workers;

  private StandaloneCluster(Path folder) throws IOException {
    this.folder = folder;
    this.project = AssembledProject.in(folder);
    this.pids = Files.createFile(folder.resolve("pids"));
    // Its standard input ends when this JVM does, however it does.
    this.watchdog =
        new ProcessBuilder(
                "bash",
                "-c",
                "read -r; while read -r pid; do kill -9 $pid; done <\"$0\"",
                pids.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** A process with what it says. */
  record Running(Process process, Path out, Path err) {
    String outText() {
      return read(out);
    }

    String errText() {
      return read(err);
    }

    /** Waits for its end and returns its exit code. */
    int end(Duration patience) throws InterruptedException {
      assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
          .as("%s ends; it says %s", out, errText())
          .isTrue();
      return process.exitValue();
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Starts a master without workers. */
  static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(folder);
    try {
      Running process =
          cluster.launch(
              List.of(),
              "127.0.0.1",
              List.of(
                  "spark", "master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
      await("a master", START, () -> cluster.findMaster(process));
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private boolean findMaster(Running process) {
    assertThat(process.process().isAlive()).as(process.errText()).isTrue();
    Matcher said = MASTER.matcher(process.errText());
    if (!said.find()) {
      return false;
    }
    master = said.group(1);
    return process.errText().contains("I have been elected leader");
  }

  /** The master's address. */
  String master() {
    return master;
  }

  /**
   * Starts one more worker and waits until the master knows it.
   *
   * @param cores of the worker
   * @param before a command that starts it, such as unshare
   */
  Running worker(int cores, String... before) throws IOException, InterruptedException {
    Running worker = launchWorker(cores, List.of(before));
    awaitWorker(worker);
    return worker;
  }

  /** Starts two workers at once. */
  void twoWorkers(int cores) throws IOException, InterruptedException {
    List<Running> both = List.of(launchWorker(cores, List.of()), launchWorker(cores, List.of()));
    for (Running worker : both) {
      awaitWorker(worker);
    }
  }

  private Running launchWorker(int cores, List<String> before) throws IOException {
    workers++;
    return launch(
        before,
        "127.0.0." + workers,
        List.of(
            "spark",
            "worker",
            master,
            "--host",
            "127.0.0." + workers,
            "--cores",
            String.valueOf(cores),
            "--memory",
            "1500m",
            "--webui-port",
            "0"));
  }

  private static void awaitWorker(Running process) throws InterruptedException {
    await(
        "a worker",
        START,
        () -> {
          assertThat(process.process().isAlive()).as(process.errText()).isTrue();
          return process.errText().contains("Successfully registered with master");
        });
  }

  /**
   * Runs a sweep on the cluster as a user does, with executors that are small enough for tests.
   *
   * @param ours the command line up to {@code --}
   * @param theirs more options of spark-submit
   */
  Running submit(List<String> ours, String... theirs) throws IOException {
    List<String> all = new ArrayList<>(ours);
    all.addAll(List.of("--", "--master", master));
    all.addAll(List.of("--executor-memory", "512m", "--driver-memory", "512m"));
    all.addAll(List.of("--conf", "spark.ui.enabled=false"));
    all.addAll(Arrays.asList(theirs));
    return launch(List.of(), "127.0.0.1", all);
  }

  private Running launch(List<String> before, String host, List<String> arguments)
      throws IOException {
    Path place = Files.createDirectory(folder.resolve("process-" + started.size()));
    List<String> command = new ArrayList<>(before);
    command.addAll(project.command(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
    AssembledProject.prepare(builder);
    builder.environment().put("SPARK_LOCAL_IP", host);
    builder.environment().put("SPARK_LOCAL_HOSTNAME", host);
    builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
    builder.environment().put("SPARK_LOCAL_DIRS", place.resolve("local").toString());
    builder.environment().put("SPARK_WORKER_DIR", place.resolve("work").toString());
    Path out = place.resolve("out");
    Path err = place.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    Files.writeString(pids, process.pid() + "\n", StandardOpenOption.APPEND);
    Running running = new Running(process, out, err);
    started.add(running);
    return running;
  }

  /** The executors that run now, of all workers. */
  List<ProcessHandle> executors() {
    return processes("org.apache.spark.executor.CoarseGrainedExecutorBackend");
  }

  /** The drivers that run in workers now. */
  List<ProcessHandle> drivers() {
    return processes("org.apache.spark.deploy.worker.DriverWrapper");
  }

  private List<ProcessHandle> processes(String mainClass) {
    Predicate<ProcessHandle> runs =
        handle -> {
          try {
            String line = Files.readString(Path.of("/proc/" + handle.pid() + "/cmdline"));
            return List.of(line.split("\0", -1)).contains(mainClass);
          } catch (IOException gone) {
            return false;
          }
        };
    return started.stream()
        .filter(running -> running.process().isAlive())
        .flatMap(running -> running.process().descendants())
        .filter(runs)
        .toList();
  }

  /** What executors and drivers in workers have said on standard error. */
  List<String> saidInWorkers() throws IOException {
    List<String> all = new ArrayList<>();
    for (Running running : started) {
      Path work = running.out().resolveSibling("work");
      if (Files.isDirectory(work)) {
        try (Stream<Path> files = Files.walk(work)) {
          for (Path file : files.filter(path -> path.endsWith("stderr")).sorted().toList()) {
            all.add(Files.readString(file, StandardCharsets.UTF_8));
          }
        }
      }
    }
    return all;
  }

  /** kill -9, and waits until it is gone. */
  static void kill(ProcessHandle handle) {
    handle.destroyForcibly();
    handle.onExit().join();
  }

  /** Waits until something is so. */
  static void await(String what, Duration patience, BooleanSupplier isSo)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime() < end).as("%s within %s", what, patience).isTrue();
      Thread.sleep(20);
    }
  }

  private void killAll() {
    for (Running running : started) {
      running.process().descendants().forEach(ProcessHandle::destroyForcibly);
      running.process().destroyForcibly();
    }
    watchdog.destroyForcibly();
  }

  @Override
  public void close() {
    // What a killed worker has left behind is no descendant any more, so executors come first.
    Stream.concat(executors().stream(), drivers().stream()).forEach(ProcessHandle::destroyForcibly);
    killAll();
    for (Running running : started) {
      running.process().onExit().join();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    project.close();
  }
}
