package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The least that a trainee can be: no rate, no norm, no measures, no end of its own. */
class RateLessTest extends TraineeContract {
  private static final class Counter implements Trainee {
    private long updates;

    @Override
    public int batches(int epoch) {
      return 3;
    }

    @Override
    public void update(int epoch, int batch, Tally tally) {
      updates++;
      tally.loss(2, 1.0 / updates);
    }

    @Override
    public Evaluation validate(int epoch, Runnable beforeEachBatch) {
      beforeEachBatch.run();
      return Evaluation.of(1, 1.0 / (1 + updates));
    }

    @Override
    public Evaluation test(int epoch, Runnable beforeEachBatch) {
      return validate(epoch, beforeEachBatch);
    }

    @Override
    public Memory memory() {
      return Memory.writer().count(updates).end();
    }

    @Override
    public void restore(Memory memory) {
      Memory.Reader reader = memory.reader();
      updates = reader.count();
      reader.end();
    }
  }

  @Override
  protected Trainee trainee() {
    return new Counter();
  }

  @Test
  void aPlateauOfNoRateIsRefused() {
    var plateau =
        new Schedule(Optional.of(new ReduceOnPlateau.Settings(0.5, 0, 0)), OptionalInt.empty());
    assertThatThrownBy(() -> new Trainer<>(new Counter(), plateau, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no learning rate to lower");
  }
}
