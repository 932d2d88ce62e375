package ccrnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code ccrnn}, in a project folder that looks built: what it would start
 * (CCRNN_DRY_RUN), what it notices, and what it says.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class LauncherTest {
  /** What the script may use: no Maven, wherever this machine has it. */
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cksum",
          "dirname",
          "find",
          "ls",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "rmdir");

  /** Lets the program add the Vector API, of which the JVM says nothing then. */
  private static final String ADDS_VECTOR_API =
      "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

  /** Stands in for a java that dumps an archive. */
  private static final String WRITES_ARCHIVE =
      "for a in \"$@\"; do case $a in -XX:SharedArchiveFile=*)"
          + " echo classes > \"${a#-XX:SharedArchiveFile=}\" ;; esac; done";

  @TempDir private Path temp;
  private Path home;
  private Path jdk;
  private Path bin;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeAProjectThatLooksBuilt() throws Exception {
    home = temp.toRealPath().resolve("a project");
    jdk = temp.toRealPath().resolve("jdk");
    bin = Files.createDirectory(temp.resolve("bin"));
    for (String tool : TOOLS) {
      Path found = Path.of("/usr/bin", tool);
      Path real = Files.exists(found) ? found : Path.of("/bin", tool);
      Files.createSymbolicLink(bin.resolve(tool), real);
    }
    for (String module : List.of("model", "pipeline", "jobs")) {
      write(module + "/pom.xml", "");
      write(module + "/src/main/java/" + module + ".java", "");
    }
    write("pom.xml", "");
    write("jobs/target/spark-home/jars/spark-b.jar", "");
    write("jobs/target/spark-home/jars/spark-a.jar", "");
    write(
        "jobs/target/spark-home/jvm-options",
        "--add-modules=jdk.incubator.vector\n  --add-opens=java.base/java.io=ALL-UNNAMED\n  -Dlast");
    write("jobs/target/lib/duckdb.jar", "");
    write("conf/spark/local.conf", "# a reason\n\nspark.ui.enabled   false\n");
    write("jobs/target/quick/ccrnn-jobs-1-app.jar", "");
    java("17.0.1", "exit 0");
    Files.copy(Path.of("..", "ccrnn"), home.resolve("ccrnn"));
    Instant now = Instant.now();
    FileTime minuteAgo = FileTime.from(now.minusSeconds(60));
    try (Stream<Path> paths = Files.walk(home)) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, minuteAgo);
      }
    }
    write("jobs/target/launch/built", "");
    Path stamp = home.resolve("jobs/target/launch/built");
    Files.setLastModifiedTime(stamp, FileTime.from(now.minusSeconds(30)));
  }

  @Test
  void shortCommandStartsWithTheQuickCompilerAndNoVectorModule() throws Exception {
    Outcome outcome = ccrnn("plan", "my sweep.yaml");

    assertThat(outcome.error).isEmpty();
    assertThat(outcome.lines)
        .startsWith(jdk + "/bin/java")
        .contains("-XX:TieredStopAtLevel=1", "--add-opens=java.base/java.io=ALL-UNNAMED", "-Dlast")
        .doesNotContain("--add-modules=jdk.incubator.vector", ADDS_VECTOR_API)
        .endsWith("ccrnn.jobs.Main", "plan", "my sweep.yaml");
  }

  @Test
  void trainingStartsWithAllCompilersAndAddsTheVectorModuleItself() throws Exception {
    assertThat(ccrnn("--verbose", "run", "x.yaml").lines)
        .contains(ADDS_VECTOR_API)
        .doesNotContain("--add-modules=jdk.incubator.vector")
        .anyMatch(line -> line.startsWith("-XX:CompileCommand=CompileThresholdScaling,ccrnn"))
        .doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @Test
  void checkingTrainsToo() throws Exception {
    assertThat(ccrnn("check", "x.yaml").lines).contains(ADDS_VECTOR_API, "-XX:+UseParallelGC");
  }

  /** A JVM does not start with two of them. */
  @ParameterizedTest
  @ValueSource(strings = {"CCRNN_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
  void theUsersCollectorIsTheOnlyOne(String variable) throws Exception {
    environment.put(variable, "-Dx=1 -XX:+UseG1GC");
    assertThat(ccrnn("plan", "x.yaml").lines)
        .contains("-XX:TieredStopAtLevel=1")
        .doesNotContain("-XX:+UseSerialGC");
    assertThat(ccrnn("run", "x.yaml").lines)
        .contains("-XX:CompileCommand=quiet")
        .doesNotContain("-XX:+UseParallelGC");
    environment.put(variable, "-Dx=-XX:+UseG1GCs");
    assertThat(ccrnn("run", "x.yaml").lines).contains("-XX:+UseParallelGC");
  }

  @Test
  void aJavaThatWasNotTriedAddsTheVectorModuleAtItsStart() throws Exception {
    java("26", WRITES_ARCHIVE);

    assertThat(ccrnn("run", "x.yaml").lines)
        .contains("--add-modules=jdk.incubator.vector")
        .doesNotContain(ADDS_VECTOR_API);
  }

  @Test
  void classPathIsSortedAndEndsWithTheAppJar() throws Exception {
    List<String> lines = ccrnn("plan").lines;

    Path target = home.resolve("jobs/target");
    assertThat(lines.get(lines.indexOf("-cp") + 1).split(":", -1))
        .containsExactly(
            target + "/spark-home/jars/spark-a.jar",
            target + "/spark-home/jars/spark-b.jar",
            target + "/lib/duckdb.jar",
            target + "/quick/ccrnn-jobs-1-app.jar");
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    Files.createSymbolicLink(temp.resolve("first"), Path.of("a project", "ccrnn"));
    Path second = Files.createSymbolicLink(bin.resolve("second"), Path.of("..", "first"));

    assertThat(start(List.of(second.toString(), "plan")).lines)
        .anyMatch(line -> line.endsWith("/a project/jobs/target/quick/ccrnn-jobs-1-app.jar"));
  }

  @Test
  void changedSourceIsBuilt() throws Exception {
    write("model/src/main/java/model.java", "changed");

    assertThatItWantsToBuild("sources have changed");
  }

  @Test
  void deletedSourceIsBuilt() throws Exception {
    Files.delete(home.resolve("pipeline/src/main/java/pipeline.java"));

    assertThatItWantsToBuild("sources have changed");
  }

  @Test
  void changedTestIsNotBuilt() throws Exception {
    write("model/src/test/java/ModelTest.java", "");

    assertThat(ccrnn("plan").error).isEmpty();
  }

  @Test
  void newCommitIsBuilt() throws Exception {
    write(".git/logs/HEAD", "");

    assertThatItWantsToBuild("sources have changed");
  }

  @Test
  void interruptedBuildIsDoneAgain() throws Exception {
    Files.delete(home.resolve("jobs/target/spark-home/jvm-options"));

    assertThat(ccrnn("plan").error)
        .isEqualTo(
            "ccrnn: not built yet, and there is no mvn to build with: install Maven 3.6.3 or"
                + " newer\n");
    assertThatItWantsToBuild("not built yet");
  }

  @Test
  void archiveIsUsedWhileItIsNewerThanTheLibraries() throws Exception {
    java("25.0.1", WRITES_ARCHIVE);
    assertThat(ccrnn("plan").error).startsWith("ccrnn: preparing quick starts for this Java");

    Outcome second = ccrnn("plan");
    assertThat(second.error).isEmpty();
    assertThat(second.lines).anyMatch(line -> line.startsWith("-XX:SharedArchiveFile="));
  }

  @Test
  void failedArchiveIsToldOnceAndDoneWithout() throws Exception {
    java("25.0.1", "exit 1");
    assertThat(ccrnn("plan").error).contains("quick starts could not be prepared");

    Outcome second = ccrnn("plan");
    assertThat(second.error).isEmpty();
    assertThat(second.lines).noneMatch(line -> line.startsWith("-XX:SharedArchiveFile="));
  }

  @Test
  void oldJavaIsRefused() throws Exception {
    java("11.0.2", "exit 0");

    Outcome outcome = ccrnn("plan");
    assertThat(outcome.code).isEqualTo(2);
    assertThat(outcome.error).contains("is Java 11, but 17 or newer is needed").hasLineCount(1);
  }

  @Test
  void localMasterStaysInThisProcess() throws Exception {
    assertThat(ccrnn("run", "x.yaml", "--", "--master", "local[2,4]").lines)
        .endsWith("ccrnn.jobs.Main", "run", "x.yaml", "--", "--master", "local[2,4]");
  }

  @Test
  void localSettingsArePropertiesOfARunAndOfNothingElse() throws Exception {
    assertThat(ccrnn("run", "x.yaml").lines).contains("-Dspark.ui.enabled=false");
    assertThat(ccrnn("plan", "x.yaml").lines).noneMatch(line -> line.startsWith("-Dspark."));
  }

  /** Stands in for Spark's launcher, which prints a command for the arguments that it is given. */
  private static final String PRINTS_COMMAND =
      "case \" $* \" in *' --send '*) printf parcel; exit 0 ;; esac;"
          + " printf '\\0\\njava\\0--add-modules=jdk.incubator.vector\\0'; seen=; for a in \"$@\"; do"
          + " case $a in org.apache.spark.deploy.*) seen=1 ;; esac;"
          + " [ -z \"$seen\" ] || printf '%s\\0' \"$a\"; done";

  @Test
  void clusterMasterGoesToSparkSubmitAndTheUsersOptionsComeLast() throws Exception {
    java("17.0.1", PRINTS_COMMAND);

    List<String> lines =
        ccrnn("run", "my sweep.yaml", "--", "--master", "spark://h:1", "--conf", "a=b c").lines;
    assertThat(lines)
        .containsExactly(
            "java",
            ADDS_VECTOR_API,
            "org.apache.spark.deploy.SparkSubmit",
            "--load-spark-defaults",
            "--properties-file",
            home + "/conf/spark/standalone.conf",
            "--driver-class-path",
            home + "/jobs/target/lib/*",
            "--master",
            "spark://h:1",
            "--conf",
            "a=b c",
            "--class",
            "ccrnn.jobs.Main",
            home + "/jobs/target/quick/ccrnn-jobs-1-app.jar",
            "run",
            "my sweep.yaml");
  }

  @Test
  void aDriverOnTheClusterGetsTheSweepWithItsCommand() throws Exception {
    java("17.0.1", PRINTS_COMMAND);

    Outcome outcome =
        ccrnn(
            "run",
            "x.yaml",
            "--",
            "--conf=spark.master=spark://h:1",
            "--conf",
            "spark.submit.deployMode=cluster");
    assertThat(outcome.lines)
        .endsWith("run", "x.yaml", "--sent", "parcel")
        .doesNotContain("--driver-class-path");
    assertThat(outcome.error).contains("see how far it is with: ccrnn status DIR").hasLineCount(1);
  }

  @Test
  void anInstalledSparkSubmitsItself() throws Exception {
    Path spark = Files.createDirectories(temp.resolve("my spark"));
    environment.put("SPARK_HOME", spark.toString());
    assertThat(ccrnn("run", "x.yaml", "--", "--master", "spark://h:1").error)
        .isEqualTo(
            "ccrnn: SPARK_HOME is "
                + spark
                + ", but there is no jars/spark-core_2.13-4.*.jar in it: set it to a Spark 4, or"
                + " unset it for the one that Maven brought\n");

    Files.createDirectories(spark.resolve("jars"));
    Files.createFile(spark.resolve("jars/spark-core_2.13-4.1.0.jar"));
    Files.createFile(spark.resolve("jars/spark-yarn_2.13-4.1.0.jar"));
    Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
    assertThat(Files.createFile(submit).toFile().setExecutable(true)).isTrue();
    assertThat(ccrnn("run", "x.yaml", "--", "--master=yarn").lines)
        .startsWith(submit.toString())
        .contains(home + "/conf/spark/yarn.conf");
    assertThat(ccrnn("plan", "x.yaml").lines).startsWith(jdk + "/bin/java");
  }

  @Test
  void mastersThatNeedAnInstalledSparkSaySo() throws Exception {
    assertThat(ccrnn("run", "x.yaml", "--", "--master", "k8s://https://h:1").error)
        .startsWith("ccrnn: --master k8s://https://h:1 needs an installed Spark 4 for it")
        .hasLineCount(1);
    assertThat(ccrnn("run", "x.yaml", "--", "--master", "mesos://h").error)
        .isEqualTo(
            "ccrnn: --master mesos://h: write local[N], spark://HOST:PORT, yarn or k8s://URL\n");
  }

  @Test
  void aClusterToTryOutIsStartedFromMavensSpark() throws Exception {
    java("17.0.1", PRINTS_COMMAND);

    assertThat(ccrnn("spark", "worker", "spark://h:1", "--cores", "2").lines)
        .containsExactly(
            "java",
            ADDS_VECTOR_API,
            "org.apache.spark.deploy.worker.Worker",
            "--properties-file",
            home + "/conf/spark/standalone.conf",
            "spark://h:1",
            "--cores",
            "2");
    assertThat(ccrnn("spark", "--help").lines).endsWith("ccrnn.jobs.Main", "spark", "--help");
    assertThat(ccrnn("spark", "cluster").error).startsWith("ccrnn: write: ccrnn spark master ");
  }

  @Test
  void failingSparkLauncherIsOneMoreLine() throws Exception {
    java("17.0.1", "echo 'bad option' >&2; exit 1");

    Outcome outcome = ccrnn("run", "x.yaml", "--", "--master=spark://h:1", "--bad");
    assertThat(outcome.code).isEqualTo(2);
    assertThat(outcome.error)
        .startsWith("bad option")
        .contains("ccrnn: spark-submit does not understand what follows --");
  }

  @Test
  void withoutALocaleLettersBeyondAsciiAreLetters() throws Exception {
    java("17.0.1", "printf '[%s]' \"$LC_ALL\"");
    environment.put("CCRNN_DRY_RUN", "");
    assertThat(ccrnn("plan").lines).containsExactly("[C.UTF-8]");
    environment.put("LC_ALL", "POSIX");
    assertThat(ccrnn("plan").lines).containsExactly("[C.UTF-8]");
    environment.put("LC_ALL", "de_DE.ISO-8859-1");
    assertThat(ccrnn("plan").lines).containsExactly("[de_DE.ISO-8859-1]");
    environment.remove("LC_ALL");
    environment.put("LANG", "de_DE.UTF-8");
    assertThat(ccrnn("plan").lines).as("LC_ALL stays unset").containsExactly("[]");
  }

  @Test
  void librariesOfMachineCodeUnpackInTheProject() throws Exception {
    String folder = home + "/jobs/target/launch/native";
    assertThat(ccrnn("plan").lines)
        .contains("-Dorg.xerial.snappy.tempdir=" + folder, "-DZstdTempFolder=" + folder);
    assertThat(Path.of(folder)).isDirectory();
  }

  /** A copy has new times in any order, and whoever built it had Maven. */
  @Test
  void aCopyWithNewTimesRunsWhereThereIsNoMaven() throws Exception {
    Path source = home.resolve("model/src/main/java/model.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    Outcome outcome = ccrnn("plan");
    assertThat(outcome.lines).endsWith("ccrnn.jobs.Main", "plan");
    assertThat(outcome.error)
        .isEqualTo(
            "ccrnn: sources are newer than what was built, as after a copy, and there is no mvn to"
                + " build with: this is the last build\n");
  }

  /** Of another user, or on a place that is mounted to be read only. */
  @Test
  void anInstallThatIsNotOursRuns() throws Exception {
    Path launch = home.resolve("jobs/target/launch");
    assumeTrue(launch.toFile().setWritable(false) && !Files.isWritable(launch), "root may write");
    try {
      Outcome outcome = ccrnn("plan");
      assertThat(outcome.code).isZero();
      assertThat(outcome.lines).endsWith("ccrnn.jobs.Main", "plan");
      assertThat(outcome.error)
          .isEqualTo(
              "ccrnn: "
                  + launch
                  + " is not yours to write, so starts of this Java take longer; everything"
                  + " works\n");

      Files.delete(home.resolve("jobs/target/quick/ccrnn-jobs-1-app.jar"));
      Outcome unbuilt = ccrnn("plan");
      assertThat(unbuilt.code).isEqualTo(2);
      assertThat(unbuilt.error)
          .hasLineCount(1)
          .contains("jobs/target is " + Files.getOwner(launch).getName() + "'s and not yours");
    } finally {
      assertThat(launch.toFile().setWritable(true)).isTrue();
    }
  }

  /** With a Maven and a JDK that come to no good end. */
  private void assertThatItWantsToBuild(String why) throws Exception {
    for (Path tool : List.of(bin.resolve("mvn"), jdk.resolve("bin/javac"))) {
      Files.writeString(tool, "#!/bin/sh\necho no build here; exit 1\n");
      assertThat(tool.toFile().setExecutable(true)).isTrue();
    }
    for (String name : List.of("head", "sed", "tail", "touch", "grep")) {
      Path found = Path.of("/usr/bin", name);
      Files.createSymbolicLink(
          bin.resolve(name), Files.exists(found) ? found : Path.of("/bin", name));
    }
    Outcome outcome = ccrnn("plan");
    assertThat(outcome.code).isEqualTo(2);
    assertThat(outcome.error)
        .startsWith("ccrnn: " + why + ": building, ")
        .contains("no build here\nccrnn: the build failed; all of it is in ");
  }

  private Outcome ccrnn(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("ccrnn").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Outcome start(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("CCRNN_DRY_RUN", "1");
    builder.environment().putAll(environment);
    Path out = temp.resolve("out");
    Path error = temp.resolve("error");
    Process process = builder.redirectOutput(out.toFile()).redirectError(error.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readString(error));
  }

  /** A JDK of that version whose java does what the script says. */
  private void java(String version, String script) throws IOException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = jdk.resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private void write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private record Outcome(int code, List<String> lines, String error) {}
}
