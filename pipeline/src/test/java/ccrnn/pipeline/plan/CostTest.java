package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostTest {
  private static Cost cost(Object... settings) {
    // With noise, so that no sequences are equal
    Map<Setting, Object> values = new HashMap<>();
    values.put(Setting.NOISE, 0.1);
    values.put(Setting.TEST_NOISE, 0.1);
    for (int i = 0; i < settings.length; i += 2) {
      values.put((Setting) settings[i], settings[i + 1]);
    }
    return Cost.of(Trial.of(values));
  }

  private static double perUpdate(Object... settings) {
    Object[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = Setting.BATCHES;
    all[settings.length + 1] = 17L;
    return cost(all).perEpoch() - cost(settings).perEpoch();
  }

  /** Two layers of 400: 501 states forward, 451 backward, plus the optimizer's share. */
  @Test
  void cerebellumOnStackedStatesIsCountedByHand() {
    double cerebellum =
        perUpdate(Setting.CEREBELLUM_LAYERS, 2L) - perUpdate(Setting.NETWORK, "crnn");
    double weights = 100 * 400 + 400 * 400 + 400 * 100;
    double products = 2 * (501 * weights + 451 * (weights + weights - 100 * 400));
    assertThat(cerebellum).isCloseTo(products + 150 * weights, within(1.0));
  }

  @Test
  void withoutNoiseOnlyDifferentSequencesCount() {
    Cost published = Cost.of(Trial.of(Map.of()));
    Cost seven = cost(Setting.BATCH_SIZE, 7L, Setting.VALIDATION_SIZE, 7L, Setting.TEST_SIZE, 7L);
    assertThat(published.operations()).isCloseTo(seven.operations(), within(1.0));
    assertThat(published.operations()).isLessThan(cost().operations() / 4);
  }

  @Test
  void cortexIsCountedByHand() {
    // forward and weight gradients 4 gates x 50 x 51, state gradients 4 x 50 x 50, in 500 rows
    double cortex = 500.0 * 2 * 4 * 50 * (51 + 51 + 50);
    double readout = 500.0 * 2 * 50 * 2 + 250.0 * 4 * 50 * 2;
    double activations = 500.0 * 5 * 50 * 20;
    double optimizer = 150.0 * (4 * 50 * 53 + 2 * 51);
    assertThat(perUpdate(Setting.NETWORK, "crnn"))
        .isCloseTo(cortex + readout + activations + optimizer, within(1.0));
  }

  @Test
  void longerHorizonsNeedFewerCerebellarRows() {
    double one = perUpdate(Setting.FEEDBACK_HORIZON, 1L);
    double three = perUpdate(Setting.FEEDBACK_HORIZON, 3L);
    double ten = perUpdate(Setting.FEEDBACK_HORIZON, 10L);
    double weights = 2 * 100 * 400;
    assertThat(one - three).isCloseTo(50 * 2 * 6 * (weights + weights + weights / 2), within(1.0));
    assertThat(ten).isLessThan(three);
  }

  @Test
  void aLesionSavesWorkFromItsEpochOn() {
    double intact = cost().operations();
    double early = lesioned("cerebellum", 11L).operations();
    double late = lesioned("cerebellum", 91L).operations();
    double alone = cost(Setting.NETWORK, "crnn").operations();
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
                Setting.LESION,
                "inferior-olive",
                Setting.LESION_EPOCH,
                1L,
                Setting.CLIP_SCOPE,
                "learning")
            .operations();
    assertThat(learning).isLessThan(all).isGreaterThan(cost(Setting.NETWORK, "crnn").operations());
    assertThat(all).isLessThan(cost().operations());
  }

  private static Cost lesioned(String lesion, long epoch) {
    return cost(Setting.LESION, lesion, Setting.LESION_EPOCH, epoch);
  }

  @ParameterizedTest
  @CsvSource({
    "EPOCHS, 200",
    "BATCHES, 32",
    "BATCH_SIZE, 100",
    "STEPS, 20",
    "CORTEX_UNITS, 60",
    "CEREBELLUM_UNITS, 500",
    "CEREBELLUM_LAYERS, 2",
    "VALIDATION_SIZE, 1000",
    "TEST_SIZE, 20000"
  })
  void moreOfItCostsMore(Setting setting, long value) {
    assertThat(cost(setting, value).operations()).isGreaterThan(cost().operations());
    assertThat(cost(setting, value).seconds()).isGreaterThan(cost().seconds());
  }

  @ParameterizedTest
  @CsvSource({"CORTEX, tanh", "NETWORK, crnn", "TERMINAL_FEEDBACK, none"})
  void lessOfItCostsLess(Setting setting, String word) {
    assertThat(cost(setting, word).operations()).isLessThan(cost().operations());
  }

  @Test
  void aLinearCerebellumHasOneLayerOfWeights() {
    double linear = perUpdate(Setting.CEREBELLUM_LAYERS, 0L) - perUpdate(Setting.NETWORK, "crnn");
    assertThat(linear).isCloseTo(2.0 * 1e4 * (501 + 451) + 150e4, within(1.0));
  }

  @Test
  void secondsAreOperationsAtTheAssumedSpeedAndAFixedPart() {
    Cost cost = new Cost(40e9, 3, 20e9);
    assertThat(cost.operations()).isEqualTo(140e9);
    assertThat(cost.seconds()).isCloseTo(140e9 / Cost.OPERATIONS_PER_SECOND + 0.1, within(1e-12));
  }
}
