package ccrnn.model.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the updates of an epoch come to. */
class TallyTest {
  @Test
  void lossesAreWeightedNormsAreNot() {
    Tally tally = new Tally(4);
    tally.loss(3, 10, 1);
    tally.norm(3);
    tally.loss(1, 20, 9);
    tally.norm(4);
    tally.loss(4, 5);
    assertThat(tally.loss()).hasValue((3 * 10 + 20 + 4 * 5) / 8.0);
    assertThat(tally.meanLoss()).hasValue((3 + 9 + 4 * 5) / 8.0);
    assertThat(tally.norm()).hasValue(3.5);
  }

  @Test
  void whatWasNotToldIsNotThere() {
    Tally tally = new Tally(1);
    assertThat(tally.loss()).isEmpty();
    assertThat(tally.meanLoss()).isEmpty();
    assertThat(tally.norm()).isEmpty();
    tally.norm(0);
    assertThat(tally.norm()).hasValue(0);
    assertThat(tally.loss()).isEmpty();
  }

  @Test
  void whatIsNotFiniteEndsTheTrial() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Tally(7).loss(1, value, 1))
          .isInstanceOf(Diverged.class)
          .hasMessage("training loss " + value + " in epoch 7");
      assertThatThrownBy(() -> new Tally(7).norm(value))
          .isInstanceOf(Diverged.class)
          .hasMessage("gradient norm " + value + " in epoch 7");
    }
  }
}
