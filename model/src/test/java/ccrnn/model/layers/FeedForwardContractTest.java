package ccrnn.model.layers;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.TraineeContract;
import org.junit.jupiter.api.Nested;

/** Layers, locked and unlocked, keep to the contract of a trainee. */
class FeedForwardContractTest {
  private static Trainee trainee(Decoupling decoupling, HiddenActivation activation) {
    var settings = SmallFeedForward.settings(decoupling, activation, 1);
    return new FeedForwardTrainee(
        settings, SmallFeedForward.task(settings.seed(), 0.1), Kernel.PLAIN);
  }

  @Nested
  class Locked extends TraineeContract {
    @Override
    protected Trainee trainee() {
      return FeedForwardContractTest.trainee(Decoupling.NONE, HiddenActivation.RELU);
    }
  }

  @Nested
  class Unlocked extends TraineeContract {
    @Override
    protected Trainee trainee() {
      return FeedForwardContractTest.trainee(Decoupling.BOTH, HiddenActivation.TANH);
    }
  }
}
