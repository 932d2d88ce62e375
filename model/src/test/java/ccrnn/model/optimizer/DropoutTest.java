package ccrnn.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.ForgetGate;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinySentences;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** The masks; that gradients follow them is in {@code AnswerGradientTest}. */
class DropoutTest {
  private static final int SIZE = 9;
  private static final int INPUTS = 11;

  private static float[] masked(double probability, int steps, long update, long seed) {
    int rows = steps * SIZE;
    FMatrixRMaj ones = new FMatrixRMaj(rows, INPUTS);
    Arrays.fill(ones.data, 1f);
    var dropout = new Dropout(probability, rows * INPUTS + 5, new Streams(seed));
    FMatrixRMaj x = new FMatrixRMaj(rows, INPUTS);
    return dropout.forward(SIZE, steps, ones, x, update).data;
  }

  @Test
  void theShareIsDroppedAndTheRestScaled() {
    for (double probability : new double[] {0.1, 0.4, 0.5, 0.9}) {
      double[] dropped = new double[2]; // of inputs at even and at odd places
      double[] all = new double[2];
      for (int update = 0; update < 60; update++) {
        float[] x = masked(probability, 3, update, 1); // an odd number of inputs
        for (int i = 0; i < x.length; i++) {
          all[i % 2]++;
          dropped[i % 2] += x[i] == 0 ? 1 : 0;
          assertThat(x[i]).isIn(0f, (float) (1 / (1 - probability)));
        }
      }
      for (int half = 0; half < 2; half++) {
        double error = Math.sqrt(probability * (1 - probability) / all[half]);
        assertThat(dropped[half] / all[half]).isCloseTo(probability, within(4 * error));
      }
    }
  }

  @Test
  void theMaskIsThatOfSeedAndUpdate() {
    assertThat(masked(0.5, 4, 7, 1)).isEqualTo(masked(0.5, 4, 7, 1));
    assertThat(masked(0.5, 4, 7, 1)).isNotEqualTo(masked(0.5, 4, 8, 1));
    assertThat(masked(0.5, 4, 7, 1)).isNotEqualTo(masked(0.5, 4, 7, 2));
  }

  /** A mask that is just long enough for an odd number of inputs. */
  @Test
  void aSingleInputNeedsAMaskOfOne() {
    FMatrixRMaj one = new FMatrixRMaj(1, 1);
    one.data[0] = 3;
    double sum = 0;
    for (int update = 0; update < 64; update++) {
      FMatrixRMaj x = new FMatrixRMaj(1, 1);
      new Dropout(0.5, 1, new Streams(1)).forward(1, 1, one, x, update);
      assertThat(x.data[0]).isIn(0f, 6f);
      sum += x.data[0];
    }
    assertThat(sum).isBetween(16.0 * 6, 48.0 * 6);
  }

  @Test
  void theInputMayBeMaskedInPlace() {
    float[] expected = masked(0.3, 4, 2, 1);
    FMatrixRMaj x = new FMatrixRMaj(4 * SIZE, INPUTS);
    Arrays.fill(x.data, 1f);
    new Dropout(0.3, x.data.length, new Streams(1)).forward(SIZE, 4, x, x, 2);
    assertThat(x.data).isEqualTo(expected);
  }

  @Test
  void theGradientPassesWhereTheInputDidInStackedOrder() {
    int steps = 5;
    FMatrixRMaj x = new FMatrixRMaj(steps * SIZE, INPUTS);
    Arrays.fill(x.data, 1f);
    var dropout = new Dropout(0.3, x.data.length, new Streams(1));
    dropout.forward(SIZE, steps, x, x, 2);
    FMatrixRMaj dX = new FMatrixRMaj(steps * SIZE, INPUTS);
    Arrays.fill(dX.data, 2f);
    Truncations truncations = new Truncations(steps, 2);
    dropout.backward(SIZE, truncations, dX);
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < SIZE; b++) {
        for (int j = 0; j < INPUTS; j++) {
          assertThat(dX.get(truncations.position(t) * SIZE + b, j))
              .isEqualTo(2 * x.get(t * SIZE + b, j));
        }
      }
    }
  }

  @Test
  void noneIsRefused() {
    for (double probability : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new Dropout(probability, 10, new Streams(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("dropout of " + probability);
    }
  }

  private static Trainer<RecurrentTrainee> trainer(Task task, double dropout) {
    LearningSettings plain = SmallNetworks.learning(2, 2);
    LearningSettings learning =
        new LearningSettings(
            plain.feedback(), plain.optimizer(), plain.clip(), ForgetGate.FREE, dropout);
    TrialSettings settings =
        new TrialSettings(
            SmallNetworks.shape(CortexKind.LSTM, task, 6, Optional.empty()),
            learning,
            Lesion.NONE,
            SmallNetworks.BATCH,
            4);
    return SmallNetworks.trainer(settings, task, Kernel.PLAIN, () -> false);
  }

  @Test
  void inputsAreDroppedInTrainingOnly() {
    List<Task> tasks =
        List.of(SmallNetworks.task(4, 0.3), new TinySentences(SmallNetworks.BATCH, 4));
    for (Task task : tasks) {
      Trainer<RecurrentTrainee> without = trainer(task, 0);
      Trainer<RecurrentTrainee> with = trainer(task, 0.5);
      assertThat(with.trainee().evaluate(task.test(), () -> {}))
          .isEqualTo(without.trainee().evaluate(task.test(), () -> {}));
      EpochRecord record = with.trainEpoch();
      assertThat(record.trainLoss()).isNotEqualTo(without.trainEpoch().trainLoss());

      // With the same parameters both are the same again.
      without.restore(with.state());
      assertThat(with.trainee().evaluate(task.test(), () -> {}))
          .isEqualTo(without.trainee().evaluate(task.test(), () -> {}));
      assertThat(with.trainee().evaluate(task.validation(1), () -> {}))
          .isEqualTo(record.validation());
    }
  }

  @Test
  void aRestoredTrialGoesOnWithTheMasksItWouldHaveHad() {
    Task task = new TinySentences(SmallNetworks.BATCH, 4);
    Trainer<RecurrentTrainee> straight = trainer(task, 0.5);
    straight.trainEpoch();
    Trainer<RecurrentTrainee> second = trainer(task, 0.5);
    second.restore(straight.state());
    assertThat(second.trainEpoch()).isEqualTo(straight.trainEpoch());
    assertThat(second.state().toBytes()).isEqualTo(straight.state().toBytes());
  }
}
