package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.FeedbackSettings.HiddenState;
import ccrnn.model.feedback.FeedbackSettings.TerminalFeedback;
import ccrnn.model.feedback.FeedbackSettings.Update;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Diverged;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
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
    Parameters parameters = trainer.trainee().network().parameters();
    Arrays.fill(parameters.values(), 0f);
    Block bias = parameters.layout().block("readout.bias");
    System.arraycopy(biases, 0, parameters.values(), bias.offset(), biases.length);
    trainer.trainee().network().pack();
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
        assertThat(record.trainLoss().orElseThrow())
            .as("%s", feedback)
            .isCloseTo(2.0 / 5 * squares / (7 * 2), within(1e-6));
        assertThat(record.trainLossMean().orElseThrow())
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
      assertThat(record.trainLoss().orElseThrow())
          .as("%s", feedback)
          .isCloseTo(bits * ln2, within(1e-6));
      assertThat(record.trainLossMean().orElseThrow())
          .as("%s", feedback)
          .isCloseTo(bits * ln2, within(1e-6));
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
      assertThat(record.trainLoss().orElseThrow())
          .as("%s", feedback)
          .isCloseTo(bits * ln2, within(1e-6));
      assertThat(record.trainLossMean().orElseThrow())
          .as("%s", feedback)
          .isCloseTo(bits * ln2, within(1e-6));
    }
  }

  /** What a trainee tells of each update and evaluation is laid down beforehand. */
  private static final class Scripted implements Trainee {
    private final double[][] updates; // loss, mean loss, norm
    private final double[] validations;
    private final List<String> calls = new ArrayList<>();
    private double rate = 0.5;
    private int updated;
    private int evaluated;

    Scripted(double[][] updates, double... validations) {
      this.updates = updates;
      this.validations = validations;
    }

    Trainer<Scripted> trainer(Schedule schedule) {
      return new Trainer<>(this, schedule, () -> false);
    }

    @Override
    public int batches(int epoch) {
      return 2;
    }

    @Override
    public void startEpoch(int epoch) {
      calls.add("start " + epoch);
    }

    @Override
    public void update(int epoch, int batch, Tally tally) {
      int sequences = 3 + batch; // the second batch is the larger
      calls.add("update " + sequences);
      double[] told = updates[updated++];
      tally.loss(sequences, told[0], told[1]);
      tally.norm(told[2]);
    }

    @Override
    public Evaluation validate(int epoch, Runnable beforeEachBatch) {
      calls.add("evaluate");
      return Evaluation.of(1, validations[evaluated++]);
    }

    @Override
    public Evaluation test(int epoch, Runnable beforeEachBatch) {
      return Evaluation.of(1, 0);
    }

    @Override
    public OptionalDouble learningRate() {
      return OptionalDouble.of(rate);
    }

    @Override
    public void learningRate(double changed) {
      rate = changed;
    }

    @Override
    public Memory memory() {
      return Memory.writer().count(updated).end();
    }

    @Override
    public void restore(Memory memory) {
      updated = Math.toIntExact(memory.reader().count());
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
    assertThat(first.trainLoss().orElseThrow()).isCloseTo((3 * 10 + 4 * 20) / 7.0, within(1e-12));
    assertThat(first.trainLossMean().orElseThrow()).isCloseTo((3 * 1 + 4 * 8) / 7.0, within(1e-12));
    assertThat(first.gradientNorm()).hasValue(3.5);
    assertThat(first.learningRate()).hasValue(0.5);
    assertThat(first.validation().loss()).isEqualTo(7);

    EpochRecord second = trainer.trainEpoch();
    assertThat(second.epoch()).isEqualTo(2);
    assertThat(second.trainLoss().orElseThrow()).isCloseTo((3 * 30 + 4 * 50) / 7.0, within(1e-12));
    assertThat(second.trainLossMean().orElseThrow())
        .isCloseTo((3 * 2 + 4 * 9) / 7.0, within(1e-12));
    assertThat(second.gradientNorm()).hasValue(6.5);
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
    assertThat(trainer.trainee().learningRate()).hasValue(0.5);
    assertThat(trainer.finished()).isFalse();
  }
}
