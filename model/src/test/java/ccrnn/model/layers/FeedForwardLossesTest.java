package ccrnn.model.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The losses of an epoch by hand, with a short last batch and copies. */
class FeedForwardLossesTest {
  /** Points at (1, 2), (2, 2) and (3, 2), then (4, 2) and three times (5, 2). */
  private static final class Points implements Task {
    @Override
    public Answer answer() {
      return Answer.TRAJECTORY;
    }

    @Override
    public int steps() {
      return 1;
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public int batches() {
      return 2;
    }

    @Override
    public void training(int epoch, int batch, Batch into) {
      into.resize(batch == 0 ? 3 : 2);
      Arrays.fill(into.input().data, 1f);
      for (int b = 0; b < into.size(); b++) {
        into.target().set(b, 0, 3 * batch + b + 1);
        into.target().set(b, 1, 2);
      }
      if (batch == 1) {
        into.multiplicities()[1] = 3;
      }
    }

    /** Both batches. */
    @Override
    public Sequences validation(int epoch) {
      int[] next = {0};
      return into -> {
        into.resize(0);
        if (next[0] < batches()) {
          training(epoch, next[0]++, into);
        }
        return into.size();
      };
    }

    @Override
    public Sequences test() {
      return validation(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLossesOfAnIdleNetworkAreMeanSquaredDistances(Decoupling decoupling) {
    var settings =
        new FeedForwardSettings(
            decoupling,
            2,
            4,
            HiddenActivation.TANH,
            5,
            1,
            1,
            new Sgd.Settings(1e-30, 0, 0),
            0,
            3,
            1);
    Trainer<FeedForwardTrainee> trainer =
        SmallFeedForward.trainer(settings, new Points(), Kernel.PLAIN, () -> false);
    Arrays.fill(trainer.trainee().network().parameters().values(), 0f);
    trainer.trainee().network().pack();
    EpochRecord record = trainer.trainEpoch();
    double squares = 1 + 4 + 9 + 16 + 3 * 25 + 7 * 4;
    assertThat(record.trainLoss().orElseThrow()).isCloseTo(squares / 7, within(1e-6));
    assertThat(record.trainLossMean().orElseThrow()).isCloseTo(squares / 7, within(1e-6));
    assertThat(record.validation().loss()).isCloseTo(squares / 7, within(1e-6));
    assertThat(record.validation().sequences()).isEqualTo(7);
  }
}
