package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.CortexKind;
import ccrnn.model.NetworkShape;
import ccrnn.model.SmallNetworks;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.learning.ClipSettings;
import ccrnn.model.learning.FeedbackSettings;
import ccrnn.model.learning.FeedbackSettings.HiddenState;
import ccrnn.model.learning.FeedbackSettings.TerminalFeedback;
import ccrnn.model.learning.FeedbackSettings.Update;
import ccrnn.model.learning.LearningSettings;
import ccrnn.model.learning.Optimizer;
import ccrnn.model.learning.ReduceOnPlateau;
import ccrnn.model.learning.Schedule;
import ccrnn.model.learning.Sgd;
import ccrnn.model.lesion.Lesion;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The numbers of an epoch by hand, and which of them end a trial when they are not finite. */
class EpochLossesTest {
  /** So small that an update leaves every output where it was. */
  private static final double STANDSTILL = 1e-30;

  /** Five sequences, the last of them three times: batches of 3 and of 2, which stand for 4. */
  private static final int[][] BATCHES = {{0, 1, 2}, {3, 4}};

  private static final float[] COPIES = {1, 1, 1, 1, 3};

  /** Sequences of known targets in batches of known sizes; inputs are 1 throughout. */
  private record KnownTask(Answer answer, int steps, int outputs) implements Task {
    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public int batches() {
      return BATCHES.length;
    }

    @Override
    public void training(int epoch, int batch, Batch into) {
      int[] sequences = BATCHES[batch];
      int size = sequences.length;
      into.resize(size, answer == Answer.WORDS ? batch + 2 : steps);
      Arrays.fill(into.input().data, 1f);
      for (int b = 0; b < size; b++) {
        int sequence = sequences[b];
        into.multiplicities()[b] = COPIES[sequence];
        for (int t = 0; t < into.steps(); t++) {
          switch (answer) {
            case TRAJECTORY -> {
              into.target().set(t * size + b, 0, sequence + 1);
              into.target().set(t * size + b, 1, t);
            }
            case CLASS -> into.classes()[b] = sequence % 3;
            case WORDS -> into.classes()[t * size + b] = (sequence + t) % 3;
          }
        }
      }
    }

    @Override
    public Sequences validation(int epoch) {
      boolean[] done = {false};
      return into -> {
        if (done[0]) {
          return 0;
        }
        done[0] = true;
        training(epoch, 0, into);
        return into.size();
      };
    }

    @Override
    public Sequences test() {
      return validation(1);
    }
  }

  /** An epoch of a network whose outputs are its readout's biases, whatever comes in. */
  private static EpochRecord epoch(KnownTask task, FeedbackSettings feedback, float... biases) {
    LearningSettings learning =
        new LearningSettings(
            feedback, new Sgd.Settings(STANDSTILL, 0, 0), new ClipSettings(0, ALL_PARAMETERS));
    NetworkShape shape =
        SmallNetworks.shape(CortexKind.LSTM, task, 3, Optional.of(SmallNetworks.cerebellum(4, 1)));
    TrialSettings settings = new TrialSettings(shape, learning, Lesion.NONE, 3, 1);
    Trainer<RecurrentTrainee> trainer =
        SmallNetworks.trainer(settings, task, Kernel.PLAIN, () -> false);
    Parameters parameters = trainer.trainee().parameters();
    Arrays.fill(parameters.values(), 0f);
    Block bias = parameters.layout().block("readout.bias");
    System.arraycopy(biases, 0, parameters.values(), bias.offset(), biases.length);
    trainer.trainee().pack();
    return trainer.trainEpoch();
  }

  private static final ClipSettings.Scope ALL_PARAMETERS = ClipSettings.Scope.ALL;

  private static List<FeedbackSettings> everyCut(int interval) {
    List<FeedbackSettings> cuts = new ArrayList<>();
    for (int horizon : new int[] {1, 2, 5}) {
      for (Update update : Update.values()) {
        for (HiddenState state : HiddenState.values()) {
          cuts.add(
              new FeedbackSettings(
                  horizon, interval, 0.1, TerminalFeedback.PREDICTED, update, state));
        }
      }
    }
    return cuts;
  }

  /**
   * The first batch has squares of 1 + 4 + 9 = 14 in the first coordinate of a step, the second of
   * 16 + 3 x 25 = 91; t² in the other coordinate, for 7 sequences.
   */
  @Test
  void theLossesOfPathsCountEverySequenceOfAShortLastBatchOnce() {
    KnownTask task = new KnownTask(Answer.TRAJECTORY, 5, 2);
    double[][] sparse = {
      // interval, observed steps, sum of their t²
      {1, 5, 30}, {2, 3, 20}, {3, 2, 9}, {4, 2, 16}, {5, 1, 0}, {9, 1, 0}
    };
    for (double[] row : sparse) {
      double squares = (14 + 91) * row[1] + 7 * row[2];
      for (FeedbackSettings feedback : everyCut((int) row[0])) {
        EpochRecord record = epoch(task, feedback);
        // 2 / S times the mean squared error of a coordinate, summed over observed steps
        assertThat(record.trainLoss())
            .as("%s", feedback)
            .isCloseTo(2.0 / 5 * squares / (7 * 2), within(1e-6));
        assertThat(record.trainLossMean())
            .as("%s", feedback)
            .isCloseTo(squares / (7 * row[1]), within(1e-6));
      }
    }
  }

  /** Probabilities 1/2, 1/4, 1/4 of the classes 0, 1, 2: bits 1, 2, 2. */
  @Test
  void theLossesOfClassesCountEverySequenceOfAShortLastBatchOnce() {
    KnownTask task = new KnownTask(Answer.CLASS, 5, 3);
    float ln2 = (float) StrictMath.log(2);
    for (FeedbackSettings feedback : everyCut(2)) {
      EpochRecord record = epoch(task, feedback, ln2, 0, 0);
      // classes 0 1 2 | 0 1 1 1
      double bits = (1 + 2 + 2 + 1 + 3 * 2) / 7.0;
      assertThat(record.trainLoss()).as("%s", feedback).isCloseTo(bits * ln2, within(1e-6));
      assertThat(record.trainLossMean()).as("%s", feedback).isCloseTo(bits * ln2, within(1e-6));
    }
  }

  @Test
  void theLossesOfWordsAreMeansOfABatchWeightedByItsSentences() {
    KnownTask task = new KnownTask(Answer.WORDS, 3, 3);
    float ln2 = (float) StrictMath.log(2);
    for (FeedbackSettings feedback : everyCut(2)) {
      EpochRecord record = epoch(task, feedback, ln2, 0, 0);
      // words 01 12 20 | 012 and three times 120
      double first = (1 + 2 + 2 + 2 + 2 + 1) / 6.0;
      double second = (5 + 3 * 5) / 12.0;
      double bits = (3 * first + 4 * second) / 7;
      assertThat(record.trainLoss()).as("%s", feedback).isCloseTo(bits * ln2, within(1e-6));
      assertThat(record.trainLossMean()).as("%s", feedback).isCloseTo(bits * ln2, within(1e-6));
    }
  }

  /** What a trainee tells of each update and evaluation is laid down beforehand. */
  private static final class Scripted implements Trainee {
    private final double[][] updates; // loss, mean loss, norm
    private final double[] validations;
    private final Optimizer optimizer = new Sgd.Settings(0.5, 0, 0).create(1, Kernel.PLAIN);
    private final Parameters parameters =
        new Parameters(Layout.builder().add("only", 1, 1).build());
    private final List<String> calls = new ArrayList<>();
    private int updated;
    private int evaluated;

    Scripted(double[][] updates, double... validations) {
      this.updates = updates;
      this.validations = validations;
    }

    Trainer<Scripted> trainer(Schedule schedule) {
      KnownTask task = new KnownTask(Answer.CLASS, 1, 3);
      return new Trainer<>(this, task, new Batch(3, task), schedule, () -> false);
    }

    @Override
    public void startEpoch(int epoch) {
      calls.add("start " + epoch);
    }

    @Override
    public void update(Batch batch) {
      calls.add("update " + batch.total());
      updated++;
    }

    @Override
    public double loss() {
      return updates[updated - 1][0];
    }

    @Override
    public double meanLoss() {
      return updates[updated - 1][1];
    }

    @Override
    public double norm() {
      return updates[updated - 1][2];
    }

    @Override
    public Evaluation evaluate(Task.Sequences sequences, Batch batch, Runnable beforeEachBatch) {
      calls.add("evaluate");
      return new Evaluation(
          1,
          validations[evaluated++],
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          List.of());
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public Optimizer optimizer() {
      return optimizer;
    }

    @Override
    public void pack() {
      calls.add("pack");
    }
  }

  private static double[][] twoEpochs() {
    return new double[][] {{10, 1, 3}, {20, 8, 4}, {30, 2, 5}, {50, 9, 8}};
  }

  @Test
  void anEpochWeighsLossesBySequencesAndNormsByUpdates() {
    Scripted trainee = new Scripted(twoEpochs(), 7, 6);
    Trainer<Scripted> trainer = trainee.trainer(Schedule.NONE);

    EpochRecord first = trainer.trainEpoch();
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.trainLoss()).isCloseTo((3 * 10 + 4 * 20) / 7.0, within(1e-12));
    assertThat(first.trainLossMean()).isCloseTo((3 * 1 + 4 * 8) / 7.0, within(1e-12));
    assertThat(first.gradientNorm()).isEqualTo(3.5);
    assertThat(first.learningRate()).isEqualTo(0.5);
    assertThat(first.validation().loss()).isEqualTo(7);

    EpochRecord second = trainer.trainEpoch();
    assertThat(second.epoch()).isEqualTo(2);
    assertThat(second.trainLoss()).isCloseTo((3 * 30 + 4 * 50) / 7.0, within(1e-12));
    assertThat(second.trainLossMean()).isCloseTo((3 * 2 + 4 * 9) / 7.0, within(1e-12));
    assertThat(second.gradientNorm()).isEqualTo(6.5);
    assertThat(second.validation().loss()).isEqualTo(6);
    assertThat(trainee.calls)
        .containsExactly(
            "start 1",
            "update 3",
            "update 4",
            "evaluate",
            "start 2",
            "update 3",
            "update 4",
            "evaluate");
  }

  @Test
  void aValidationLossThatAloneIsNotFiniteEndsTheTrial() {
    for (double loss :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Trainer<Scripted> trainer = new Scripted(twoEpochs(), 7, loss).trainer(Schedule.NONE);
      trainer.trainEpoch();
      assertDiverges(trainer, "validation loss " + loss);
    }
  }

  @Test
  void aTrainingLossOrANormThatAloneIsNotFiniteEndsTheTrial() {
    for (int update : new int[] {2, 3}) {
      double[][] loss = twoEpochs();
      loss[update][0] = Double.NaN;
      Trainer<Scripted> trainer = new Scripted(loss, 7, 6).trainer(Schedule.NONE);
      trainer.trainEpoch();
      assertDiverges(trainer, "training loss NaN");

      double[][] norm = twoEpochs();
      norm[update][2] = Double.POSITIVE_INFINITY;
      trainer = new Scripted(norm, 7, 6).trainer(Schedule.NONE);
      trainer.trainEpoch();
      assertDiverges(trainer, "gradient norm Infinity");
    }
  }

  /** In epoch 2, with no epoch and no plateau counted for it. */
  private static void assertDiverges(Trainer<Scripted> trainer, String what) {
    assertThatThrownBy(trainer::trainEpoch)
        .isInstanceOf(Diverged.class)
        .hasMessage(what + " in epoch 2")
        .satisfies(e -> assertThat(((Diverged) e).epoch()).isEqualTo(2));
    assertThat(trainer.epochs()).isEqualTo(1);
  }

  @Test
  void aDivergedEpochLeavesTheScheduleAlone() {
    ReduceOnPlateau.Settings plateau = new ReduceOnPlateau.Settings(0.5, 0, 0);
    Trainer<Scripted> trainer =
        new Scripted(twoEpochs(), 7, Double.NaN)
            .trainer(new Schedule(Optional.of(plateau), OptionalInt.of(1)));
    trainer.trainEpoch();
    assertDiverges(trainer, "validation loss NaN");
    assertThat(trainer.trainee().optimizer().learningRate()).isEqualTo(0.5);
    assertThat(trainer.stoppedEarly()).isFalse();
  }
}
