package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.DigitRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepReaderTest {
  private static final String LESIONS =
      """
      name: lesions
      about: When does a lesion hurt?
      task: line-drawing
      settings:
        epochs: 60
      axes:
        network: [crnn, ccrnn]
        seed: 1..3
      cases:
        - lesion: none
        - lesion: [cerebellum, inferior-olive]
          lesion-epoch: 10..50 step 20
      exclude:
        - network: crnn
          lesion: [cerebellum, inferior-olive]
      """;

  private static Sweep parse(String text, String... overrides) {
    return SweepReader.parse(text, "test.yaml", List.of(overrides));
  }

  private static List<Object> values(Sweep sweep, Setting setting) {
    return sweep.trials().stream().map(trial -> trial.find(setting).orElse("-")).toList();
  }

  @Test
  void aNameIsEnough() {
    Sweep sweep = parse("name: one\n");
    assertThat(sweep.trials()).containsExactly(Trial.of(Map.of()));
    assertThat(sweep.name()).isEqualTo("one");
    assertThat(sweep.about()).isEmpty();
    assertThat(sweep.varying()).isEmpty();
    assertThat(sweep.conditions()).extracting(Condition::label).containsExactly("network=ccrnn");
  }

  @Test
  void crossesAxesAndCases() {
    Sweep sweep = parse(LESIONS);
    assertThat(sweep.combinations()).isEqualTo(2 * 3 * (1 + 2 * 3));
    assertThat(sweep.excluded()).isEqualTo(3 * 6);
    assertThat(sweep.duplicates()).isZero();
    assertThat(sweep.trials()).hasSize(3 + 3 * 7);
    assertThat(sweep.varying())
        .containsExactly(
            CommonRows.NETWORK,
            CommonRows.SEED,
            CerebellumRows.LESION,
            CerebellumRows.LESION_EPOCH);
    assertThat(sweep.about()).isEqualTo("When does a lesion hurt?");
  }

  @Test
  void namesConditions() {
    Sweep sweep = parse(LESIONS);
    assertThat(sweep.conditionSettings())
        .containsExactly(CommonRows.NETWORK, CerebellumRows.LESION, CerebellumRows.LESION_EPOCH);
    assertThat(sweep.conditions())
        .extracting(Condition::label)
        .containsExactly(
            "network=crnn",
            "network=ccrnn, lesion=none",
            "network=ccrnn, lesion=cerebellum, lesion-epoch=10",
            "network=ccrnn, lesion=cerebellum, lesion-epoch=30",
            "network=ccrnn, lesion=cerebellum, lesion-epoch=50",
            "network=ccrnn, lesion=inferior-olive, lesion-epoch=10",
            "network=ccrnn, lesion=inferior-olive, lesion-epoch=30",
            "network=ccrnn, lesion=inferior-olive, lesion-epoch=50");
    Condition first = sweep.condition(sweep.trials().get(0));
    assertThat(first.values()).containsExactly(Map.entry(CommonRows.NETWORK, "crnn"));
    assertThat(first.text(CerebellumRows.LESION)).isEqualTo("-");
    for (Condition condition : sweep.conditions()) {
      assertThat(sweep.trials().stream().map(sweep::condition).filter(condition::equals))
          .hasSize(3);
    }
  }

  @Test
  void lastAxisChangesFastestThenCases() {
    Sweep sweep =
        parse(
            """
            name: order
            cases: [{epochs: 5}, {epochs: 6}]
            axes:
              seed: [2, 1]
              cortex: [tanh, lstm]
            """);
    assertThat(values(sweep, CommonRows.SEED)).containsExactly(2L, 2L, 2L, 2L, 1L, 1L, 1L, 1L);
    assertThat(values(sweep, CommonRows.EPOCHS)).containsExactly(5L, 6L, 5L, 6L, 5L, 6L, 5L, 6L);
    assertThat(values(sweep, CortexRows.CORTEX))
        .containsExactly("tanh", "tanh", "lstm", "lstm", "tanh", "tanh", "lstm", "lstm");
  }

  @Test
  void aKeyMissingFromACaseHasItsDefault() {
    Sweep sweep = parse("name: x\ncases:\n  - {}\n  - cerebellum-units: 40\n");
    assertThat(values(sweep, CerebellumRows.CEREBELLUM_UNITS)).containsExactly(400L, 40L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed          | 1..3                    | 1,2,3",
        "seed          | [1..3, 7, 10..30 step 10] | 1,2,3,7,10,20,30",
        "seed          | 1..10 step 4            | 1,5,9",
        "seed          | 5..5                    | 5",
        "seed          | 1 .. 2                  | 1,2",
        "seed          | '[1, 1e1, \"100\", 1_000, 2.0]' | 1,10,100,1000,2",
        "learning-rate | 0.1..0.5 step 0.1       | 0.1,0.2,0.3,0.4,0.5",
        "noise         | .1...3 step .1          | 0.1,0.2,0.3",
        "fibres        | [1, 4, all]             | 1,4,-",
        "lesion        | [none]                  | none"
      })
  void readsListsAndRanges(String key, String written, String expected) {
    Sweep sweep = parse("name: x\naxes:\n  " + key + ": " + written + "\n");
    Setting setting = Setting.of(key).orElseThrow();
    assertThat(values(sweep, setting))
        .extracting(value -> setting.text(value))
        .containsExactly(expected.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "+20", "2e1", "20.0", "'20'", "\"20\"", "2_0", "020"})
  void idIsIndependentOfHowAValueIsWritten(String written) {
    Sweep sweep = parse("name: x\nsettings:\n  epochs: " + written + "\n");
    assertThat(sweep.trials()).containsExactly(Samples.trial(CommonRows.EPOCHS, 20L));
  }

  @Test
  void flowStyleAndBlockStyleAreTheSame() {
    Sweep flow =
        parse("{name: x, axes: {network: [crnn, ccrnn], seed: 1..2}, settings: {epochs: 5}}");
    Sweep block =
        parse(
            """
            settings:
              epochs: 5
            axes:
              network:
                - crnn
                - ccrnn
              seed:
                - 1
                - 2
            name: x
            """);
    assertThat(flow).isEqualTo(block);
  }

  @Test
  void mergesAndCountsEqualTrials() {
    Sweep sweep =
        parse("name: x\naxes:\n  network: [crnn, ccrnn]\n  fibres: [4, all]\n  seed: [1, 1, 2]\n");
    assertThat(sweep.combinations()).isEqualTo(12);
    assertThat(sweep.trials()).hasSize(2 + 4).doesNotHaveDuplicates();
    assertThat(sweep.duplicates()).isEqualTo(6);
    assertThat(sweep.conditions())
        .extracting(Condition::label)
        .containsExactly("network=crnn", "network=ccrnn, fibres=4", "network=ccrnn, fibres=all");
  }

  @Test
  void whatOnlyOneConditionHasDoesNotNameIt() {
    Sweep sweep = parse("name: x\naxes:\n  network: [crnn, ccrnn]\n  fibres: [4]\n");
    assertThat(sweep.varying()).containsExactly(CommonRows.NETWORK);
  }

  @Test
  void excludesByDefaultsListsAndAbsence() {
    String axes = "name: x\naxes:\n  fibres: [2, 4, all]\n  seed: 1..4\nexclude:\n";
    assertThat(parse(axes + "  - {fibres: all, seed: 2..3}\n").excluded()).isEqualTo(2);
    assertThat(parse(axes + "  - {seed: [1, 4], cortex: lstm}\n").excluded()).isEqualTo(6);
    assertThat(parse(axes + "  - seed: 1\n  - fibres: [2, 4]\n").trials()).hasSize(3);
  }

  @Test
  void emptySectionsAreNoMistake() {
    assertThat(parse("name: x\nsettings:\naxes:\ncases:\nexclude:\n").trials()).hasSize(1);
  }

  @Test
  void aSingleLesionEpochNeedsALesionInSomeTrialOnly() {
    Sweep sweep = parse("name: x\nsettings: {lesion-epoch: 5}\naxes: {lesion: [none, fixed]}\n");
    assertThat(values(sweep, CerebellumRows.LESION_EPOCH)).containsExactly("-", 5L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs=55        | epochs: 60     | epochs: 55",
        "seed=7..9        | seed: 1..3     | seed: 7..9",
        "seed=7,9         | seed: 1..3     | seed: [7, 9]",
        "seed=[7, 9]      | seed: 1..3     | seed: [7, 9]",
        "seed = 4         | seed: 1..3     | seed: [4]",
        "name=other       | name: lesions  | name: other",
        "about=a, b = c   | about: When does a lesion hurt? | about: 'a, b = c'",
        "lesion-epoch=3   | lesion-epoch: 10..50 step 20 | lesion-epoch: 3"
      })
  void overrideEqualsEditingTheFile(String override, String before, String after) {
    assertThat(LESIONS).contains(before);
    Sweep edited = parse(LESIONS.replace(before, after));
    Sweep overridden = parse(LESIONS, override);
    assertThat(overridden.trials()).containsExactlyInAnyOrderElementsOf(edited.trials());
    assertThat(overridden.name()).isEqualTo(edited.name());
    assertThat(overridden.about()).isEqualTo(edited.about());
    assertThat(overridden.varying()).containsExactlyInAnyOrderElementsOf(edited.varying());
  }

  @Test
  void overrideTurnsASettingIntoAnAxisAndBack() {
    Sweep sweep = parse(LESIONS, "epochs=60,70", "seed=5");
    assertThat(sweep.varying())
        .containsExactly(
            CommonRows.NETWORK,
            CommonRows.EPOCHS,
            CerebellumRows.LESION,
            CerebellumRows.LESION_EPOCH);
    assertThat(sweep.trials()).hasSize(2 * (1 + 7));
    assertThat(values(sweep, CommonRows.SEED)).containsOnly(5L);
  }

  @Test
  void overrideReplacesASettingInEveryCase() {
    Sweep sweep = parse(LESIONS, "lesion=none");
    assertThat(sweep.trials()).hasSize(6);
    assertThat(sweep.duplicates()).isEqualTo(2 * 3 * 3);
    assertThat(sweep.excluded()).isZero();
    assertThat(values(sweep, CerebellumRows.LESION)).containsOnly("none", "-");
  }

  @Test
  void overrideMayMakeAnExclusionPointless() {
    Sweep sweep = parse(LESIONS, "network=ccrnn");
    assertThat(sweep.excluded()).isZero();
    assertThat(sweep.trials()).hasSize(3 * 7);
  }

  @Test
  void overrideMayMakeALesionEpochPointless() {
    String text = "name: x\nsettings: {lesion: fixed, lesion-epoch: 5}\n";
    assertThat(parse(text, "lesion=none").trials()).containsExactly(Trial.of(Map.of()));
    assertThat(parse(text, "lesion=none", "network=crnn").trials()).hasSize(1);
  }

  @Test
  void overrideOfAnUnnamedSettingJustAddsIt() {
    assertThat(values(parse("name: x\n", "cortex=tanh"), CortexRows.CORTEX))
        .containsExactly("tanh");
    assertThat(values(parse("name: x\n", "task=line-drawing"), CommonRows.TASK)).hasSize(1);
    assertThat(parse("about: x\n", "name=y").name()).isEqualTo("y");
  }

  @Test
  void defaultsFollowTheTaskOfEachTrial() {
    Sweep sweep =
        parse(
            """
            name: x
            axes:
              task: [line-drawing, digit-drawing, captions]
              network: [crnn, ccrnn]
            exclude:
              - {cortex-units: 256, network: crnn}
            """);
    assertThat(values(sweep, CortexRows.CORTEX_UNITS)).containsExactly(50L, 50L, 30L, 30L, 256L);
    assertThat(values(sweep, CerebellumRows.CEREBELLUM_UNITS))
        .containsExactly("-", 400L, "-", 300L, 1024L);
    assertThat(values(sweep, FeedbackRows.FEEDBACK_INTERVAL)).containsExactly(2L, 2L, 4L, 4L, "-");
    assertThat(values(sweep, CommonRows.DATA))
        .containsExactly("-", "-", "embedded", "embedded", "embedded");
    assertThat(sweep.trials()).contains(Samples.usual("digit-drawing"), Samples.usual("captions"));
  }

  @Test
  void reachingTakesItsNetworkByDefault() {
    Sweep sweep = parse("name: x\ntask: reaching\naxes: {decoupling: [none, both], seed: 1..2}\n");
    assertThat(values(sweep, CommonRows.NETWORK)).containsOnly("feedforward");
    assertThat(sweep.conditions())
        .extracting(Condition::label)
        .containsExactly("decoupling=none", "decoupling=both");
  }

  @Test
  void whatMeansNothingToOneNetworkIsLeftOutOfItsTrials() {
    Sweep sweep =
        parse("name: x\naxes: {network: [crnn, ccrnn, bptt], feedback-horizon: [1, 3]}\n");
    assertThat(sweep.trials()).hasSize(2 + 2 + 1);
    assertThat(sweep.conditions())
        .extracting(Condition::label)
        .contains("network=bptt", "network=crnn, feedback-horizon=3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "settings: {probes: weights}                         | weights",
        "settings: {probes: [weights, gradients]}            | gradients,weights",
        "settings: {probes: [weights, weights]}              | weights",
        "settings: {probes: none}                            | -",
        "axes: {probes: [none, weights]}                     | -;weights",
        "axes: {probes: [weights, [weights, gradients]]}     | weights;gradients,weights",
        "'cases: [{probes: [weights, examples]}, {seed: 1}]' | weights,examples;-"
      })
  void readsSetsOfWords(String yaml, String expected) {
    Sweep sweep = parse("name: x\n" + yaml + "\n");
    assertThat(values(sweep, CommonRows.PROBES)).containsExactly((Object[]) expected.split(";"));
  }

  @Test
  void overridesAndExclusionsTakeAListOfWordsForOneSet() {
    String axes = "name: x\naxes: {probes: [none, weights, [gradients, weights]]}\n";
    Sweep sweep = parse(axes + "exclude: [{probes: [weights, gradients]}]\n");
    assertThat(values(sweep, CommonRows.PROBES)).containsExactly("-", "weights");
    assertThat(values(parse(axes, "probes=examples,weights"), CommonRows.PROBES))
        .containsExactly("weights,examples");
    assertThat(values(parse(axes, "probes=[weights]"), CommonRows.PROBES))
        .containsExactly("weights");
    assertThat(values(parse(axes, "probes=none"), CommonRows.PROBES)).containsExactly("-");
  }

  private static final DataIdentity MNIST =
      (path, kind) -> {
        assertThat(kind).isEqualTo(DataIdentity.Kind.DIGITS);
        return path.equals("my/mnist") ? "mnist" : "sha256:0123456789abcdef";
      };

  private static Sweep withData(String text, String... overrides) {
    return SweepReader.parse(text, "test.yaml", List.of(overrides), MNIST);
  }

  @Test
  void trialsDependOnTheDataAndNotOnTheirPath() {
    String text = "name: x\ndata: my/mnist\naxes: {task: [line-drawing, digit-drawing]}\n";
    Sweep sweep = withData(text);
    assertThat(sweep.data()).contains("my/mnist");
    assertThat(values(sweep, CommonRows.DATA)).containsExactly("-", "mnist");
    assertThat(values(sweep, DigitRows.IMAGES)).containsExactly("-", "-");
    Sweep moved = withData(text, "data=s3a://elsewhere/mnist");
    assertThat(moved.data()).contains("s3a://elsewhere/mnist");
    assertThat(values(moved, CommonRows.DATA)).containsExactly("-", "sha256:0123456789abcdef");
    assertThat(moved.trials().get(0)).isEqualTo(sweep.trials().get(0));
    Sweep embedded = withData(text, "data=embedded");
    assertThat(embedded.data()).isEmpty();
    assertThat(values(embedded, DigitRows.IMAGES)).containsExactly("-", 6000L);
    assertThat(embedded.trials()).contains(Samples.usual("digit-drawing"));
  }

  @Test
  void imagesMayBeAllOfTheDataOrFewer() {
    String text = "name: x\ntask: digit-recognition\ndata: my/mnist\naxes: {images: [500, all]}\n";
    assertThat(values(withData(text), DigitRows.IMAGES)).containsExactly(500L, "-");
  }

  @Test
  void dataIsNotLookedAtWhereAnOverrideLeavesNoUseForIt() {
    String text = "name: x\ntask: digit-drawing\ndata: my/mnist\n";
    DataIdentity none =
        (path, kind) -> {
          throw new AssertionError(path);
        };
    Sweep sweep = SweepReader.parse(text, "test.yaml", List.of("task=line-drawing"), none);
    assertThat(sweep.trials()).containsExactly(Trial.of(Map.of()));
    assertThat(sweep.data()).isEmpty();
  }

  @Test
  void readsAFileWithAByteOrderMark(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a b.yaml"), "\uFEFFname: x\n");
    assertThat(SweepReader.read(file, List.of()).name()).isEqualTo("x");
  }

  @Test
  void quickstartAsksForBothNetworksAndFiveSeeds() {
    Sweep sweep = SweepReader.read(Path.of("..", "conf", "quickstart.yaml"), List.of());
    assertThat(sweep.name()).isEqualTo("quickstart");
    assertThat(sweep.trials()).hasSize(10);
    assertThat(sweep.trials()).contains(Trial.of(Map.of()));
    assertThat(sweep.conditions())
        .extracting(Condition::label)
        .containsExactly("network=crnn", "network=ccrnn");
  }
}
