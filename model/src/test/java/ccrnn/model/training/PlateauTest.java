package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Learning-rate reduction and early stopping, by hand-counted epochs. */
class PlateauTest {
  private static ReduceOnPlateau plateau(int patience, double smallest) {
    return new ReduceOnPlateau(new ReduceOnPlateau.Settings(0.1, patience, smallest), 1e-3);
  }

  @Test
  void theRateFallsAfterMoreThanPatienceEpochsWithoutABetterLoss() {
    ReduceOnPlateau plateau = plateau(2, 0);
    double[] losses = {5, 4, 4, 4, 3.9997, 3, 3, Double.NaN, 3.1, 2};
    double[] rates = {1e-3, 1e-3, 1e-3, 1e-3, 1e-4, 1e-4, 1e-4, 1e-4, 1e-5, 1e-5};
    for (int epoch = 0; epoch < losses.length; epoch++) {
      assertThat(plateau.after(losses[epoch]))
          .as("after epoch %d", epoch + 1)
          .isCloseTo(rates[epoch], Percentage.withPercentage(1e-9));
    }
    assertThat(plateau.learningRate()).isCloseTo(1e-5, within(1e-15));
  }

  @Test
  void theRateStopsAtTheSmallestAndWhereAChangeWouldBeTiny() {
    ReduceOnPlateau bounded = plateau(0, 2e-4);
    ReduceOnPlateau free = plateau(0, 0);
    for (int epoch = 0; epoch < 20; epoch++) {
      bounded.after(1);
      free.after(1);
    }
    assertThat(bounded.learningRate()).isEqualTo(2e-4);
    // From 1e-8 on, a tenth is no change worth making: PyTorch's eps.
    assertThat(free.learningRate()).isCloseTo(1e-8, Percentage.withPercentage(1e-6));
  }

  @Test
  void aRestoredPlateauGoesOn() {
    ReduceOnPlateau plateau = plateau(1, 0);
    plateau.after(2);
    plateau.after(2);
    ReduceOnPlateau other = plateau(1, 0);
    other.restore(plateau.memory());
    assertThat(other.after(2)).isEqualTo(plateau.after(2)).isLessThan(1e-3);
    assertThat(other.memory()).isEqualTo(plateau.memory());
    assertThatThrownBy(() -> other.restore(new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 numbers for a plateau of 3");
  }

  @Test
  void trainingStopsAfterPatienceEpochsWithoutALowerLoss() {
    EarlyStopping stopping = new EarlyStopping(2);
    assertThat(stopping.after(3)).isFalse();
    assertThat(stopping.after(3)).isFalse();
    assertThat(stopping.after(2.999)).isFalse();
    assertThat(stopping.after(Double.NaN)).isFalse();
    EarlyStopping other = new EarlyStopping(2);
    other.restore(stopping.memory());
    assertThat(other.stopped()).isFalse();
    assertThat(stopping.after(2.999)).isTrue();
    assertThat(other.after(4)).isTrue();
    assertThat(other.stopped()).isTrue();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new ReduceOnPlateau.Settings(1, 10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learning rate times 1.0");
    assertThatThrownBy(() -> new ReduceOnPlateau.Settings(0.1, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EarlyStopping(0)).hasMessage("patience of 0 epochs");
  }

  @Test
  void aLossOnTheBoundIsNoBetterAndAChangeOnTheBoundIsNotMade() {
    ReduceOnPlateau plateau = plateau(0, 0);
    plateau.after(1);
    assertThat(plateau.after(Math.nextDown(1 - 1e-4))).as("below the bound").isEqualTo(1e-3);
    plateau = plateau(0, 0);
    plateau.after(1);
    assertThat(plateau.after(1 - 1e-4)).as("on the bound").isLessThan(1e-3);

    var half = new ReduceOnPlateau.Settings(0.5, 0, 0);
    ReduceOnPlateau tiny = new ReduceOnPlateau(half, 2e-8);
    tiny.after(1);
    assertThat(tiny.after(1)).as("a change of 1e-8").isEqualTo(2e-8);
    ReduceOnPlateau larger = new ReduceOnPlateau(half, 2.1e-8);
    larger.after(1);
    assertThat(larger.after(1)).as("a change of more").isLessThan(2e-8);
  }
}
