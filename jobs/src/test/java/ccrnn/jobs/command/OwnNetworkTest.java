package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The page docs/your-own-network.md as a new user takes it: its sources are compiled and packed,
 * its commands run, each in a process of its own with the jar on the class path, where the launcher
 * puts it.
 */
@Execution(ExecutionMode.CONCURRENT) // each test waits for processes of its own
class OwnNetworkTest {
  private static final Path PAGE = Path.of("..", "docs", "your-own-network.md");
  private static final Pattern BLOCK =
      Pattern.compile("```(\\w*)\n(?:(?://|#) (\\S+)\n)?(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String SERVICE = "META-INF/services/ccrnn.pipeline.family.Family";
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private static Path home;
  private static final Map<String, String> FILES = new LinkedHashMap<>();
  private static final List<List<String>> COMMANDS = new ArrayList<>();

  /** How a command ended. */
  private record Ended(int exit, String output) {}

  @BeforeAll
  static void takeThePage() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      if (block.group(2) != null) {
        FILES.put(block.group(2), block.group(3));
      } else if (block.group(1).equals("sh")) {
        block
            .group(3)
            .lines()
            .filter(line -> line.startsWith("./ccrnn "))
            .forEach(
                line -> {
                  List<String> words = new ArrayList<>();
                  Matcher word = WORD.matcher(line.substring("./ccrnn ".length()));
                  while (word.find()) {
                    words.add(word.group(1) == null ? word.group(2) : word.group(1));
                  }
                  COMMANDS.add(words);
                });
      }
    }
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    compile(home.resolve("leaky"), home.resolve("classes"));
    pack("leaky.jar", FILES.get(SERVICE));
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    Files.createDirectories(classes);
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(java).hasSize(2);
      List<String> options =
          List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp", classPath());
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(done).as("%s", said).isTrue();
    }
  }

  /** A jar of the classes, whose services file says this, or that has none. */
  private static void pack(String name, String service) throws IOException {
    pack(name, home.resolve("classes"), service);
  }

  private static void pack(String name, Path classes, String service) throws IOException {
    try (OutputStream out = Files.newOutputStream(home.resolve(name));
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        entry(
            jar, classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
      if (service != null) {
        entry(jar, SERVICE, service.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(0); // the same bytes at every packing
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static Ended run(List<String> arguments, String... jars)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "output", ".txt");
    Process process =
        new ProcessBuilder(RunProcess.command(arguments, jars))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void thePageGoesAsItSays() throws Exception {
    assertThat(COMMANDS).hasSize(6);
    List<String> outputs = new ArrayList<>();
    for (List<String> command : COMMANDS) {
      Ended ended = run(command, "leaky.jar");
      assertThat(ended.exit()).as("%s%n%s", command, ended.output()).isZero();
      outputs.add(ended.output());
    }
    assertThat(outputs.get(0)).contains("state-noise").contains("leak ").doesNotContain("fibres");
    assertThat(outputs.get(1)).contains("6 trials").contains("6 to train");
    assertThat(outputs.get(2)).contains("6 of 6 trials");
    assertThat(outputs.get(3)).containsPattern("0\\.0 +3 ").containsPattern("0\\.1 +3 ");
    assertThat(outputs.get(4)).contains("equal in every bit");

    assertThat(outputs.get(5)).contains("12 rules kept, 0 broken, by 2 conditions");

    // Without the jar the rows are there, and what is lacking has a name.
    Ended status = run(List.of("status", "results/leaky"));
    assertThat(status.exit()).isZero();
    assertThat(status.output()).contains("leaky, version 1.0").contains("--with JAR");
    Ended sql = run(List.of("sql", "results/leaky", "SELECT count(*) AS n FROM epochs"));
    assertThat(sql.exit()).isZero();
    assertThat(sql.output()).contains("60").contains("leaky, version 1.0");
    Ended report = run(List.of("report", "results/leaky"));
    assertThat(report.exit()).isEqualTo(2);
    assertThat(report.output()).contains("leaky, version 1.0").doesNotContain("\tat ");
  }

  @Test
  void aJarWithoutAFamilySaysSo() throws Exception {
    pack("nothing.jar", null);
    Ended ended = run(List.of("settings", "--with", "nothing.jar"), "nothing.jar");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output())
        .contains("--with nothing.jar: it offers no network")
        .doesNotContain("\tat ");
  }

  @Test
  void aServiceThatIsNoFamilyIsOneLine() throws Exception {
    pack("wrong.jar", "leaky.LeakyTrainee\n");
    Ended ended = run(List.of("settings", "--with", "wrong.jar"), "wrong.jar");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.output())
        .contains("a jar offers a family that cannot be had")
        .doesNotContain("\tat ");
  }

  /** A jar like the page's in which a piece of one source is another. */
  private static String changed(String name, String file, String piece, String other)
      throws IOException {
    Path sources = Files.createDirectories(home.resolve(name));
    for (String source : List.of("leaky/LeakyFamily.java", "leaky/LeakyTrainee.java")) {
      String text = FILES.get(source);
      if (source.endsWith(file)) {
        assertThat(text).contains(piece);
        text = text.replace(piece, other);
      }
      Files.writeString(sources.resolve(Path.of(source).getFileName()), text);
    }
    Path classes = home.resolve(name + "-classes");
    compile(sources, classes);
    pack(name + ".jar", classes, FILES.get(SERVICE));
    return name + ".jar";
  }

  private static void requireOneLine(String jar, String... said) throws Exception {
    Ended ended = run(List.of("run", "leaky.yaml", "--out", "none", "--with", jar), jar);
    assertThat(ended.exit()).as(ended.output()).isEqualTo(2);
    // What the JVM says of its own options, which the launcher keeps it from.
    String output = ended.output().replaceFirst("(?m)^WARNING: Using incubator modules.*\\R", "");
    assertThat(output).startsWith("ccrnn: ").contains(said).hasLineCount(1);
    assertThat(home.resolve("none")).doesNotExist();
  }

  @Test
  void aNetworkThatIsThereAlreadyIsOneLine() throws Exception {
    String jar =
        changed(
            "claims",
            "LeakyFamily.java",
            "        new NetworkWord(\n            \"leaky\"",
            "        new NetworkWord(\n            \"crnn\"");
    requireOneLine(jar, "network 'crnn' is claimed by the families feedback and leaky");
  }

  @Test
  void aFamilyThatThrowsIsOneLine() throws Exception {
    String jar =
        changed(
            "throws",
            "LeakyFamily.java",
            "  public List<Use> settings() {\n",
            "  public List<Use> settings() {\n    Integer.parseInt(\"seven\");\n");
    requireOneLine(jar, "throws.jar: its family throws", "seven");
  }

  /** What it calls is not there, as where a method has got another name since. */
  @Test
  void aFamilyOfAnotherVersionIsOneLine() throws Exception {
    String jar =
        changed(
            "linked",
            "LeakyFamily.java",
            "  @Override\n  public List<Use> settings() {\n",
            """
              static final class Gone {
                static void go() {}
              }

              @Override
              public List<Use> settings() {
                Gone.go();
            """);
    Files.delete(home.resolve("linked-classes/leaky/LeakyFamily$Gone.class"));
    pack(jar, home.resolve("linked-classes"), FILES.get(SERVICE));
    requireOneLine(jar, "leaky", "another version");
  }

  @Test
  void whatThrowsInATrialIsAFailedTrial() throws Exception {
    String jar =
        changed(
            "fails",
            "LeakyTrainee.java",
            "    return task.batches();",
            "    throw new ArithmeticException(\"no olive\");");
    Ended ended =
        run(List.of("run", "leaky.yaml", "--out", "failed", "-o", "seed=1", "--with", jar), jar);
    assertThat(ended.exit()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output()).contains("no olive").doesNotContain("\tat ");
    Ended sql =
        run(List.of("sql", "failed", "SELECT status, message FROM trials", "--with", jar), jar);
    assertThat(sql.output()).contains("failed").contains("no olive");
  }

  @Test
  void aRuleThatIsBrokenIsTold() throws Exception {
    String jar =
        changed(
            "breaks",
            "LeakyTrainee.java",
            "    reader.array(readout);\n",
            "    reader.array(readout.clone());\n");
    Ended ended =
        run(
            List.of("check", "leaky.yaml", "-o", "seed=1", "-o", "state-noise=0", "--with", jar),
            jar);
    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.output())
        .containsPattern("a state of any epoch goes on bit for bit +BROKEN")
        .containsPattern(
            "else trials that were .* end elsewhere:\\R  \\w{12}  from the state after")
        .contains("11 rules kept, 1 broken, by 1 condition")
        .doesNotContain("\tat ");
  }
}
