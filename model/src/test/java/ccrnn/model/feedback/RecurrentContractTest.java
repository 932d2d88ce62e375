package ccrnn.model.feedback;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.random.Streams;
import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.CaptionTask;
import ccrnn.model.task.Scenes;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Contract.Fork;
import ccrnn.model.training.TraineeContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;

/** The ccRNN, of every kind of answer, keeps to the contract of a trainee. */
class RecurrentContractTest {
  private static final long SEED = 9;

  /** A large rate, so that a plateau comes early. */
  private static RecurrentTrainee trainee(
      Task task, CortexKind cortex, boolean words, boolean cerebellum, Lesion lesion) {
    NetworkShape shape =
        SmallNetworks.shape(
            cortex,
            task,
            5,
            cerebellum
                ? Optional.of(
                    new CerebellumShape(6, 1, OptionalInt.of(3), CerebellumShape.Context.NONE))
                : Optional.empty());
    LearningSettings learning =
        new LearningSettings(
            new FeedbackSettings(
                3,
                2,
                0.1,
                FeedbackSettings.TerminalFeedback.PREDICTED,
                words ? FeedbackSettings.Update.PER_TRUNCATION : FeedbackSettings.Update.PER_BATCH,
                words ? FeedbackSettings.HiddenState.KEEP : FeedbackSettings.HiddenState.RESET),
            new Adam.Settings(0.05, 0.9, 0.98, 1e-9),
            new ClipSettings(1, ClipSettings.Scope.ALL),
            words ? ForgetGate.FORCED : ForgetGate.FREE,
            words ? 0.2 : 0);
    return new RecurrentTrainee(
        new TrialSettings(shape, learning, lesion, SmallNetworks.BATCH, SEED),
        task,
        Kernel.PLAIN,
        EnumSet.allOf(Probe.class));
  }

  @Nested
  class Lines extends TraineeContract {
    private static RecurrentTrainee lines(Lesion lesion) {
      return RecurrentContractTest.trainee(
          SmallNetworks.task(SEED, 0.1), CortexKind.LSTM, false, true, lesion);
    }

    @Override
    protected Trainee trainee() {
      return lines(Lesion.NONE);
    }

    @Override
    protected List<Fork> forks() {
      List<Fork> forks = new ArrayList<>();
      for (Lesion.Kind kind : Lesion.Kind.values()) {
        for (int onset = 2; onset <= 3 && kind != Lesion.Kind.NONE; onset++) {
          Lesion lesion = new Lesion(kind, onset);
          forks.add(new Fork(lesion.toString(), onset, () -> lines(lesion)));
        }
      }
      Lesion half = new Lesion(Lesion.Kind.CEREBELLUM, 2, 0.5);
      forks.add(new Fork(half.toString(), 2, () -> lines(half)));
      return forks;
    }
  }

  @Nested
  class LinesOfACortexAlone extends TraineeContract {
    @Override
    protected Trainee trainee() {
      return RecurrentContractTest.trainee(
          SmallNetworks.task(SEED, 0.1), CortexKind.TANH, false, false, Lesion.NONE);
    }
  }

  @Nested
  class Classes extends TraineeContract {
    @Override
    protected Trainee trainee() {
      Task task = new TinyClasses(SmallNetworks.BATCH, SEED);
      return RecurrentContractTest.trainee(task, CortexKind.TANH, false, true, Lesion.NONE);
    }
  }

  @Nested
  class Sentences extends TraineeContract {
    @Override
    protected Trainee trainee() {
      Task task = new TinySentences(SmallNetworks.BATCH, SEED);
      return RecurrentContractTest.trainee(task, CortexKind.LSTM, true, true, Lesion.NONE);
    }
  }

  @Nested
  class CaptionsOfScenes extends TraineeContract {
    private static final CaptionSet DATA = Scenes.set(new Scenes.Sizes(12, 4, 4));

    @Override
    protected Trainee trainee() {
      var settings = new CaptionTask.Settings(11, 13, CaptionTask.Balance.NONE, 2, 5);
      Task task = new CaptionTask(DATA, settings, SmallNetworks.BATCH, new Streams(SEED));
      return RecurrentContractTest.trainee(task, CortexKind.LSTM, true, true, Lesion.NONE);
    }
  }
}
