package ccrnn;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sweeps of conf/paper, and what docs/paper-sweeps.md says of them. */
class PaperSweepsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path FOLDER = HOME.resolve("conf/paper");
  private static final String SMALL = "-small.yaml";
  private static final Set<String> FIGURES =
      Set.of(
          "natcomm-2",
          "natcomm-3b",
          "natcomm-3c",
          "natcomm-3d",
          "natcomm-4",
          "natcomm-5",
          "natcomm-6",
          "natcomm-7",
          "natcomm-8b",
          "natcomm-8d",
          "natcomm-8e",
          "neurips-2",
          "neurips-s3",
          "iclr-reaching",
          "iclr-sparsity",
          "supp-size",
          "supp-depth",
          "supp-tanh");
  private static final Pattern FIGURE =
      Pattern.compile("\\b(?:natcomm|neurips|iclr|supp)-[a-z0-9]+\\b(?!-)");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| \\[([^]]+)]\\(\\.\\./conf/paper/([^)]+)\\) \\| ([^|]+) \\| [^|]+ \\| ([0-9,]+) \\|"
              + " ([0-9,]+) \\| ([0-9.]+) \\| ([0-9,]+) \\| ([0-9.]+) \\|");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  static List<Path> publishedFiles() throws IOException {
    return files().stream().filter(file -> !file.toString().endsWith(SMALL)).toList();
  }

  static List<Path> smallFiles() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(SMALL)).toList();
  }

  private static Sweep read(Path file, String... overrides) {
    return SweepReader.read(file, List.of(overrides), (path, kind) -> "mnist");
  }

  private static Plan plan(Path file) {
    return Plan.of(read(file), Inventory.empty(), Retry.MISSING_ONLY);
  }

  private static Path small(Path file) {
    return FOLDER.resolve(file.getFileName().toString().replace(".yaml", SMALL));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isASweepOfItsOwnName(Path file) {
    Sweep sweep = read(file);
    assertThat(file).hasFileName(sweep.name() + ".yaml");
    assertThat(sweep.about()).endsWith(sweep.about().contains("?") ? "?" : ".");
    assertThat(plan(file).coreMinutes()).isPositive();
    assertThat(sweep.data()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("publishedFiles")
  void everyValueHasItsSource(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    boolean inSettings = false;
    String before = "";
    for (String line : lines) {
      inSettings =
          line.equals("settings:") || (inSettings && (line.isEmpty() || line.startsWith(" ")));
      if (inSettings && line.startsWith("  ") && !line.strip().startsWith("#")) {
        assertThat(line).as("%s", file).containsPattern("# (code|paper|inferred|ours)\\b");
      }
      if (line.contains("seed:")) {
        assertThat(before + line).as("%s", file).containsPattern("# (code|paper|inferred)\\b");
      }
      assertThat(line).as("%s", file).hasSizeLessThanOrEqualTo(120);
      before = line;
    }
  }

  /** The seeds are the published ones, and a seed has the same conditions as any other. */
  @ParameterizedTest
  @MethodSource("files")
  void everySeedHasEveryCondition(Path file) {
    Sweep sweep = read(file);
    Set<Object> seeds = new HashSet<>();
    Set<Object> conditions = new HashSet<>();
    for (Trial trial : sweep.trials()) {
      seeds.add(trial.integer(CommonRows.SEED));
      conditions.add(sweep.condition(trial));
    }
    assertThat(sweep.trials()).hasSize(seeds.size() * conditions.size());
    boolean small = file.toString().endsWith(SMALL);
    boolean ofThree = small || file.toString().contains("neurips-figs3");
    assertThat(seeds).hasSize(ofThree ? 3 : 10);
  }

  @ParameterizedTest
  @MethodSource("smallFiles")
  void aSmallOneIsLikeTheOtherAndTakesMinutes(Path file) throws IOException {
    String whole = file.getFileName().toString().replace(SMALL, ".yaml");
    assertThat(Files.readString(file)).contains("\nlike: " + whole + "\n");
    // Two cores halve it; probes, which the prediction leaves out, do not double it.
    assertThat(plan(file).coreMinutes()).isLessThan(10);
    Sweep sweep = read(file);
    Sweep other = read(FOLDER.resolve(whole));
    assertThat(sweep.about()).isEqualTo(other.about());
    assertThat(sweep.trials()).hasSizeLessThan(other.trials().size());
    for (Setting setting : List.of(CommonRows.TASK, CommonRows.NETWORK, CerebellumRows.LESION)) {
      assertThat(words(sweep, setting)).as(setting.key()).isEqualTo(words(other, setting));
    }
    assertThat(sweep.varying()).containsExactlyInAnyOrderElementsOf(other.varying());
  }

  private static Set<String> words(Sweep sweep, Setting setting) {
    Set<String> words = new TreeSet<>();
    sweep
        .trials()
        .forEach(trial -> trial.find(setting).ifPresent(word -> words.add(word.toString())));
    return words;
  }

  /** Where line drawing is small, its trials are some of the published ones. */
  @Test
  void smallLinesArePublishedTrials() throws IOException {
    int compared = 0;
    for (Path file : publishedFiles()) {
      Sweep whole = read(file);
      if (words(whole, CommonRows.TASK).equals(Set.of("line-drawing"))) {
        assertThat(whole.trials()).containsAll(read(small(file)).trials());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(6);
  }

  @Test
  void digitsMayBeMnist() throws IOException {
    int compared = 0;
    for (Path file : publishedFiles()) {
      if (words(read(file), CommonRows.TASK).toString().contains("digit")) {
        Sweep mnist = read(file, "data=some/folder");
        assertThat(words(mnist, CommonRows.DATA)).containsExactly("mnist");
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(3);
  }

  @Test
  void everyFigureHasItsSweep() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path file : publishedFiles()) {
      Set<String> here = new LinkedHashSet<>();
      for (String line : Files.readAllLines(file)) {
        Matcher figure = FIGURE.matcher(line);
        while (line.startsWith("# Figure") && figure.find()) {
          here.add(figure.group());
        }
      }
      assertThat(here).as("figures of %s", file).isNotEmpty();
      named.addAll(here);
    }
    assertThat(named).isEqualTo(new TreeSet<>(FIGURES));
  }

  /** The table names every file; its counts are right and its prices about right. */
  @Test
  void theTableSaysWhatIsThere() throws IOException {
    Matcher row = ROW.matcher(Files.readString(HOME.resolve("docs/paper-sweeps.md")));
    Set<Path> rows = new TreeSet<>();
    Set<String> figures = new TreeSet<>();
    while (row.find()) {
      Path file = FOLDER.resolve(row.group(2));
      rows.add(file);
      assertThat(file).hasFileName(row.group(1) + ".yaml");
      Matcher figure = FIGURE.matcher(row.group(3));
      while (figure.find()) {
        figures.add(figure.group());
        assertThat(Files.readString(file)).contains(figure.group());
      }
      Plan plan = plan(file);
      assertThat(number(row.group(4))).as("trials of %s", file).isEqualTo((double) plan.asked());
      assertThat(number(row.group(5)))
          .as("epochs of %s", file)
          .isEqualTo(
              read(file).trials().stream().mapToDouble(t -> t.integer(CommonRows.EPOCHS)).sum());
      // A plan that shares epochs among trials may ask for less.
      assertThat(plan.coreMinutes() / 60)
          .as("core-hours of %s", file)
          .isBetween(0.3 * number(row.group(6)), 1.5 * number(row.group(6)));
      Plan ofSmall = plan(small(file));
      assertThat(number(row.group(7))).isEqualTo((double) ofSmall.asked());
      assertThat(ofSmall.coreMinutes())
          .as("core-minutes, small, of %s", file)
          .isBetween(0.3 * number(row.group(8)) - 0.1, 1.5 * number(row.group(8)) + 0.1);
    }
    assertThat(rows).containsExactlyElementsOf(publishedFiles());
    assertThat(figures).isEqualTo(new TreeSet<>(FIGURES));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }
}
