package ccrnn.pipeline.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.layers.LayerRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostTest {
  private static Cost cost(Trial trial) {
    return Families.of(trial).cost(trial);
  }

  private static Cost cost(Object... settings) {
    // With noise, so that no sequences are equal
    Map<Setting, Object> values = new HashMap<>();
    values.put(CuedRows.NOISE, 0.1);
    values.put(CuedRows.TEST_NOISE, 0.1);
    for (int i = 0; i < settings.length; i += 2) {
      values.put((Setting) settings[i], settings[i + 1]);
    }
    return cost(Trial.of(values));
  }

  private static double perUpdate(Object... settings) {
    Object[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = CuedRows.BATCHES;
    all[settings.length + 1] = 17L;
    return cost(all).perEpoch() - cost(settings).perEpoch();
  }

  /** Two layers of 400: 501 states forward, 451 backward, plus the optimizer's share. */
  @Test
  void cerebellumOnStackedStatesIsCountedByHand() {
    double cerebellum =
        perUpdate(CerebellumRows.CEREBELLUM_LAYERS, 2L) - perUpdate(CommonRows.NETWORK, "crnn");
    double weights = 100 * 400 + 400 * 400 + 400 * 100;
    double products = 2 * (501 * weights + 451 * (weights + weights - 100 * 400));
    assertThat(cerebellum).isCloseTo(products + 150 * weights, within(1.0));
  }

  @Test
  void withoutNoiseOnlyDifferentSequencesCount() {
    Cost published = cost(Trial.of(Map.of()));
    Cost seven =
        cost(CommonRows.BATCH_SIZE, 7L, CuedRows.VALIDATION_SIZE, 7L, CuedRows.TEST_SIZE, 7L);
    assertThat(published.operations()).isCloseTo(seven.operations(), within(1.0));
    assertThat(published.operations()).isLessThan(cost().operations() / 4);
  }

  /** Sequences that go on where others ended are not equal. */
  @Test
  void withAKeptHiddenStateAllSequencesCount() {
    assertThat(cost(Trial.of(Map.of(FeedbackRows.HIDDEN_STATE, "keep")))).isEqualTo(cost());
  }

  @Test
  void cortexIsCountedByHand() {
    // forward and weight gradients 4 gates x 50 x 51, state gradients 4 x 50 x 50, in 500 rows
    double cortex = 500.0 * 2 * 4 * 50 * (51 + 51 + 50);
    double readout = 500.0 * 2 * 50 * 2 + 250.0 * 4 * 50 * 2;
    double activations = 500.0 * 5 * 50 * 20;
    double optimizer = 150.0 * (4 * 50 * 53 + 2 * 51);
    assertThat(perUpdate(CommonRows.NETWORK, "crnn"))
        .isCloseTo(cortex + readout + activations + optimizer, within(1.0));
  }

  @Test
  void longerHorizonsNeedFewerCerebellarRows() {
    double one = perUpdate(FeedbackRows.FEEDBACK_HORIZON, 1L);
    double three = perUpdate(FeedbackRows.FEEDBACK_HORIZON, 3L);
    double ten = perUpdate(FeedbackRows.FEEDBACK_HORIZON, 10L);
    double weights = 2 * 100 * 400;
    assertThat(one - three).isCloseTo(50 * 2 * 6 * (weights + weights + weights / 2), within(1.0));
    assertThat(ten).isLessThan(three);
  }

  @Test
  void aLesionSavesWorkFromItsEpochOn() {
    double intact = cost().operations();
    double early = lesioned("cerebellum", 11L).operations();
    double late = lesioned("cerebellum", 91L).operations();
    double alone = cost(CommonRows.NETWORK, "crnn").operations();
    assertThat(alone).isLessThan(early);
    assertThat(early).isLessThan(late);
    assertThat(late).isLessThan(intact);
    assertThat(intact - early).isCloseTo(9 * (intact - late), within(1e-6 * intact));
    assertThat(lesioned("cerebellum", 1L).operations()).isCloseTo(alone, within(1.0));
  }

  @Test
  void aFrozenCerebellumStillPredicts() {
    double all = lesioned("inferior-olive", 1L).operations();
    double learning =
        cost(
                CerebellumRows.LESION,
                "inferior-olive",
                CerebellumRows.LESION_EPOCH,
                1L,
                FeedbackRows.CLIP_SCOPE,
                "learning")
            .operations();
    assertThat(learning)
        .isLessThan(all)
        .isGreaterThan(cost(CommonRows.NETWORK, "crnn").operations());
    assertThat(all).isLessThan(cost().operations());
  }

  private static Cost lesioned(String lesion, long epoch) {
    return cost(CerebellumRows.LESION, lesion, CerebellumRows.LESION_EPOCH, epoch);
  }

  @ParameterizedTest
  @CsvSource({
    "epochs, 200",
    "batches, 32",
    "batch-size, 100",
    "steps, 20",
    "cortex-units, 60",
    "cerebellum-units, 500",
    "cerebellum-layers, 2",
    "validation-size, 1000",
    "test-size, 20000"
  })
  void moreOfItCostsMore(String key, long value) {
    Setting setting = Setting.of(key).orElseThrow();
    assertThat(cost(setting, value).operations()).isGreaterThan(cost().operations());
    assertThat(cost(setting, value).seconds()).isGreaterThan(cost().seconds());
  }

  @ParameterizedTest
  @CsvSource({"cortex, tanh", "network, crnn", "terminal-feedback, none"})
  void lessOfItCostsLess(String key, String word) {
    assertThat(cost(Setting.of(key).orElseThrow(), word).operations())
        .isLessThan(cost().operations());
  }

  @Test
  void aLinearCerebellumHasOneLayerOfWeights() {
    double linear =
        perUpdate(CerebellumRows.CEREBELLUM_LAYERS, 0L) - perUpdate(CommonRows.NETWORK, "crnn");
    assertThat(linear).isCloseTo(2.0 * 1e4 * (501 + 451) + 150e4, within(1.0));
  }

  private static Cost of(String task, Object... settings) {
    Map<Setting, Object> values = new HashMap<>();
    values.put(CommonRows.TASK, task);
    for (int i = 0; i < settings.length; i += 2) {
      values.put((Setting) settings[i], settings[i + 1]);
    }
    return cost(Trial.of(values));
  }

  /** 96 updates of 50 digits, 28 rows of 28 pixels each, and 1200 digits forward. */
  @Test
  void digitsAreCountedByHand() {
    double cortex = 2.0 * 28 * 4 * 30 * (28 + 30);
    double backward = 2.0 * 28 * 4 * 30 * (28 + 30 + 30);
    double activations = 28.0 * 20 * 5 * 30;
    double drawn = cortex + activations + 28.0 * 2 * 30 * 2;
    double parameters = 150.0 * (4 * 30 * (28 + 30 + 2) + 2 * 31);
    double update = 50 * (drawn + backward + 7.0 * 4 * 30 * 2) + parameters;
    Cost drawing = of("digit-drawing", CommonRows.NETWORK, "crnn");
    assertThat(drawing.perEpoch()).isCloseTo(96 * update + 1200 * drawn, within(1.0));
    assertThat(drawing.once()).isCloseTo(1000 * drawn, within(1.0));

    double named = cortex + activations + 2.0 * 30 * 10;
    assertThat(of("digit-recognition", CommonRows.NETWORK, "crnn").once())
        .as("the class is read once")
        .isCloseTo(1000 * named, within(1.0));
  }

  /** Of 13 words, with a vocabulary of 100: its readout and its embedding learn at every step. */
  @Test
  void captionsAreCountedByHand() {
    double cortex = 2.0 * 13 * 4 * 256 * (256 + 256) + 13.0 * 20 * 5 * 256;
    double readout = 13.0 * (2 * 256 * 100 + 20 * 100);
    double backward = 2.0 * 13 * 4 * 256 * (2 * 256 + 2 * 256) + 13.0 * 4 * 256 * 100;
    double parameters = 4 * 256 * (256 + 256 + 2) + 100 * 257 + 100 * 256;
    double each = 100 * (cortex + readout + backward);
    Cost truncated = of("captions", CommonRows.NETWORK, "crnn");
    Cost perBatch = of("captions", CommonRows.NETWORK, "crnn", FeedbackRows.UPDATES, "per-batch");
    assertThat(truncated.once()).isCloseTo(2500 * (cortex + readout), within(1.0));
    assertThat(perBatch.perEpoch())
        .isCloseTo(
            200 * (each + 150 * parameters) + 2500 * (cortex + readout), within(1e-9 * 1e15));
    assertThat(truncated.perEpoch() - perBatch.perEpoch())
        .as("three truncations, two more steps of the optimizer")
        .isCloseTo(200 * 2 * 150 * parameters, within(1e3));
  }

  @Test
  void dataOfAUserCountAsMnistOrCoco() {
    assertThat(of("digit-drawing", CommonRows.DATA, "mnist").perEpoch())
        .isCloseTo(10 * of("digit-drawing").perEpoch(), within(1e6));
    assertThat(of("captions", CommonRows.DATA, "sha256:0123456789abcdef").operations())
        .isGreaterThan(50 * of("captions").operations());
    assertThat(of("digit-drawing", CommonRows.DATA, "mnist", DigitRows.IMAGES, 6000L).perEpoch())
        .isEqualTo(of("digit-drawing").perEpoch());
  }

  /** 16 updates of the seven cues that there are. */
  @Test
  void reachingIsCountedByHand() {
    double layers = 50 + 50 * 50 + 50 * 2;
    double forward = 2 * layers + 20 * 2 * 50;
    double plain = 7 * (forward + 4 * layers) + 150 * layers;
    Cost none = of("reaching");
    assertThat(none.perEpoch()).isCloseTo(16 * plain + 7 * forward, within(1e-3));
    assertThat(none.once()).isCloseTo(7 * forward, within(1e-3));
    double inverse = 2 * (100 + 100 * 50);
    double forwardModels = 2 * (50 * 100 + 100 * 50);
    Cost both = of("reaching", LayerRows.DECOUPLING, "both");
    assertThat(both.perEpoch() - none.perEpoch())
        .isCloseTo(16 * (7 * 6 + 150) * (inverse + forwardModels), within(1e-3));
  }

  /** Of two hidden layers of 50: from the one input, and from the 50 units that follow. */
  @ParameterizedTest
  @CsvSource({
    "predicted-activity, 0, 50",
    "predicted-activity, 1, 5100",
    "predicted-activity, 2, 15100",
    "predicted-feedback, 0, 2500",
    "predicted-feedback, 1, 10000",
    "predicted-feedback, 2, 20000"
  })
  void aCerebellumBetweenLayersIsCountedByHand(String decoupling, long layers, double weights) {
    Cost decoupled =
        of("reaching", LayerRows.DECOUPLING, decoupling, CerebellumRows.CEREBELLUM_LAYERS, layers);
    assertThat(decoupled.perEpoch() - of("reaching").perEpoch())
        .isCloseTo(16 * (7 * 6 + 150) * 2 * weights, within(1e-3));
  }

  @Test
  void noUpdateTakesMoreDigitsThanThereAre() {
    // a fifth of the 100 is for validation
    assertThat(of("digit-drawing", DigitRows.IMAGES, 100L, CommonRows.BATCH_SIZE, 200L))
        .isEqualTo(of("digit-drawing", DigitRows.IMAGES, 100L, CommonRows.BATCH_SIZE, 80L));
  }

  @Test
  void validationOfCaptionsIsOfSomeBatchesOrOfAll() {
    String coco = "sha256:0123456789abcdef";
    Cost some = of("captions", CommonRows.DATA, coco);
    Cost all = of("captions", CommonRows.DATA, coco, CaptionRows.VALIDATION_BATCHES, 0L);
    double each = some.once() / 150_000;
    assertThat(all.perEpoch() - some.perEpoch())
        .isCloseTo((150_000 - 50 * 256) * each, within(1e-9 * all.perEpoch()));
  }

  @Test
  void wholeBackpropagationCostsWhatACortexAloneCosts() {
    assertThat(cost(CommonRows.NETWORK, "bptt")).isEqualTo(cost(CommonRows.NETWORK, "crnn"));
  }

  @Test
  void aPartialLesionSavesNothing() {
    Cost partial =
        cost(
            CerebellumRows.LESION,
            "cerebellum",
            CerebellumRows.LESION_EPOCH,
            1L,
            CerebellumRows.LESION_FRACTION,
            0.5);
    assertThat(partial.operations()).isCloseTo(cost().operations(), within(1.0));
  }

  @Test
  void contextWidensTheFirstLayer() {
    double more =
        of("digit-recognition", FeedbackRows.CEREBELLUM_CONTEXT, "target").perEpoch()
            - of("digit-recognition").perEpoch();
    double rows = (1 + 10 * 50) + (1 + 9 * 50); // forward, weight gradients
    assertThat(more).isCloseTo(96 * (2 * rows + 150) * 10 * 300, within(1e3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digit-line-drawing",
        "digit-drawing",
        "digit-recognition",
        "captions",
        "reaching"
      })
  void everyTaskHasACost(String task) {
    Cost cost = of(task);
    assertThat(cost.perEpoch()).isPositive().isFinite();
    assertThat(cost.once()).isPositive().isFinite();
    assertThat(of(task, CommonRows.BATCH_SIZE, 1L).operations()).isPositive().isFinite();
  }

  @Test
  void secondsAreOperationsAtTheAssumedSpeedAndAFixedPart() {
    Cost cost = Cost.even(3, 40e9, 20e9);
    assertThat(cost.operations()).isEqualTo(140e9);
    assertThat(cost.seconds())
        .isCloseTo(140e9 / Cost.OPERATIONS_PER_SECOND + Cost.SECONDS_PER_TRIAL, within(1e-12));
  }

  @Test
  void epochsCountAtThePriceOfTheirStretch() {
    Cost cost =
        new Cost(
            List.of(new Cost.Stretch(4, 10), new Cost.Stretch(0, 1000), new Cost.Stretch(2, 100)),
            7);
    assertThat(cost.epochs()).isEqualTo(6);
    assertThat(cost.operationsUntil(3)).isEqualTo(30);
    assertThat(cost.operationsUntil(5)).isEqualTo(140);
    assertThat(cost.operationsAfter(5)).isEqualTo(100 + 7);
    assertThat(cost.operations()).isEqualTo(247);
    assertThat(cost.perEpoch()).isEqualTo(40);
  }

  @Test
  void theStretchesAreTheEpochsOfTheTrial() {
    assertThat(lesioned("cerebellum", 31L).stretches())
        .extracting(Cost.Stretch::epochs)
        .containsExactly(30L, 70L);
    assertThat(cost().epochs()).isEqualTo(100);
    assertThat(of("reaching").epochs()).isEqualTo(100);
  }
}
