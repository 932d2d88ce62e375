package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.CerebellumFunction;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.Learner;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.parameter.Block;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Diverged;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Memory;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Epochs: pairs, lesions, fibres, snapshots, anchors (acceptance checks 2, 6, 9 and 10). */
class TrainerTest {
  private static final NetworkShape CRNN = SmallNetworks.crnn(CortexKind.LSTM, 7);
  private static final NetworkShape CCRNN = SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, 1);
  private static final LearningSettings LEARNING = SmallNetworks.learning(1, 2);

  private static List<EpochRecord> train(Trainer<RecurrentTrainee> trainer, int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  private static float[] cortexAndReadout(Trainer<RecurrentTrainee> trainer) {
    return Arrays.copyOf(
        trainer.trainee().network().parameters().values(),
        trainer.trainee().network().shape().cerebellumOffset());
  }

  private static float[] cerebellum(Trainer<RecurrentTrainee> trainer) {
    float[] values = trainer.trainee().network().parameters().values();
    return Arrays.copyOfRange(
        values, trainer.trainee().network().shape().cerebellumOffset(), values.length);
  }

  @Test
  void crnnAndCcrnnOfASeedStartEqual() {
    for (CortexKind kind : CortexKind.values()) {
      Trainer<RecurrentTrainee> alone =
          SmallNetworks.trainer(SmallNetworks.crnn(kind, 7), LEARNING, Lesion.NONE, 9);
      Trainer<RecurrentTrainee> both =
          SmallNetworks.trainer(SmallNetworks.ccrnn(kind, 7, 12, 2), LEARNING, Lesion.NONE, 9);
      assertThat(cortexAndReadout(both)).isEqualTo(cortexAndReadout(alone));
      Trainer<RecurrentTrainee> otherSeed =
          SmallNetworks.trainer(SmallNetworks.crnn(kind, 7), LEARNING, Lesion.NONE, 10);
      assertThat(cortexAndReadout(otherSeed)).isNotEqualTo(cortexAndReadout(alone));
    }
  }

  @Test
  void aCcrnnLesionedFromTheStartIsItsCrnn() {
    Lesion lesion = new Lesion(Lesion.Kind.CEREBELLUM, 1);
    for (int horizon : new int[] {1, 2, 3, 10}) {
      LearningSettings learning = SmallNetworks.learning(horizon, 2);
      Trainer<RecurrentTrainee> alone = SmallNetworks.trainer(CRNN, learning, Lesion.NONE, 9);
      Trainer<RecurrentTrainee> lesioned = SmallNetworks.trainer(CCRNN, learning, lesion, 9);
      assertThat(train(lesioned, 4)).isEqualTo(train(alone, 4));
      assertThat(cortexAndReadout(lesioned)).isEqualTo(cortexAndReadout(alone));
    }
  }

  @Test
  void epochsBeforeALesionAreUntouchedAndTheEpochOfItsOnsetIsNot() {
    List<EpochRecord> intact = train(SmallNetworks.trainer(CCRNN, LEARNING, Lesion.NONE, 9), 5);
    for (Lesion.Kind kind : Lesion.Kind.values()) {
      if (kind != Lesion.Kind.NONE) {
        Trainer<RecurrentTrainee> trainer =
            SmallNetworks.trainer(CCRNN, LEARNING, new Lesion(kind, 4), 9);
        List<EpochRecord> records = train(trainer, 5);
        assertThat(records.subList(0, 3)).isEqualTo(intact.subList(0, 3));
        assertThat(records.get(3)).as("%s", kind).isNotEqualTo(intact.get(3));
      }
    }
  }

  @Test
  void anOliveLesionFreezesTheCerebellumWhichGoesOnPredicting() {
    Lesion olive = new Lesion(Lesion.Kind.INFERIOR_OLIVE, 3);
    Trainer<RecurrentTrainee> lesioned = SmallNetworks.trainer(CCRNN, LEARNING, olive, 9);
    train(lesioned, 2);
    float[] frozen = cerebellum(lesioned);
    float[] cortex = cortexAndReadout(lesioned);
    train(lesioned, 2);
    assertThat(cerebellum(lesioned)).isEqualTo(frozen);
    assertThat(cortexAndReadout(lesioned)).isNotEqualTo(cortex);

    Trainer<RecurrentTrainee> silenced =
        SmallNetworks.trainer(CCRNN, LEARNING, new Lesion(Lesion.Kind.CEREBELLUM, 3), 9);
    train(silenced, 4);
    assertThat(cortexAndReadout(silenced)).isNotEqualTo(cortexAndReadout(lesioned));
  }

  @Test
  void fixedActsLikeAnOliveLesion() {
    Trainer<RecurrentTrainee> olive =
        SmallNetworks.trainer(CCRNN, LEARNING, new Lesion(Lesion.Kind.INFERIOR_OLIVE, 2), 9);
    Trainer<RecurrentTrainee> fixed =
        SmallNetworks.trainer(CCRNN, LEARNING, new Lesion(Lesion.Kind.FIXED, 2), 9);
    assertThat(train(fixed, 4)).isEqualTo(train(olive, 4));
  }

  @Test
  void theClipScopeDecidesWhetherAFrozenCerebellumCounts() {
    LearningSettings learningOnly =
        new LearningSettings(
            LEARNING.feedback(),
            LEARNING.optimizer(),
            new ClipSettings(1, ClipSettings.Scope.LEARNING));
    Lesion olive = new Lesion(Lesion.Kind.INFERIOR_OLIVE, 2);
    EpochRecord all = train(SmallNetworks.trainer(CCRNN, LEARNING, olive, 9), 2).get(1);
    EpochRecord some = train(SmallNetworks.trainer(CCRNN, learningOnly, olive, 9), 2).get(1);
    assertThat(some.gradientNorm().getAsDouble()).isLessThan(all.gradientNorm().getAsDouble());
    EpochRecord first = train(SmallNetworks.trainer(CCRNN, learningOnly, olive, 9), 1).get(0);
    assertThat(first).isEqualTo(train(SmallNetworks.trainer(CCRNN, LEARNING, olive, 9), 1).get(0));
  }

  @Test
  void afterALesionTheCortexGoesOnAsACrnnWithTheSameState() {
    Lesion lesion = new Lesion(Lesion.Kind.CEREBELLUM, 3);
    Trainer<RecurrentTrainee> lesioned = SmallNetworks.trainer(CCRNN, LEARNING, lesion, 9);
    train(lesioned, 2);
    TrialState state = lesioned.state();
    int plastic = CCRNN.cerebellumOffset();
    Trainer<RecurrentTrainee> alone = SmallNetworks.trainer(CRNN, LEARNING, Lesion.NONE, 9);
    alone.restore(
        new TrialState(
            state.epochs(),
            new Memory(
                state.memory().counts(),
                state.memory().arrays().stream().map(m -> Arrays.copyOf(m, plastic)).toList(),
                state.memory().numbers()),
            state.schedule()));
    assertThat(train(lesioned, 2)).isEqualTo(train(alone, 2));
    assertThat(cortexAndReadout(lesioned)).isEqualTo(cortexAndReadout(alone));
  }

  @Test
  void everyGranuleCellKeepsItsFibresAndGetsNoOthers() {
    NetworkShape sparse =
        new NetworkShape(
            CortexKind.LSTM,
            Answer.TRAJECTORY,
            1,
            7,
            2,
            Optional.of(
                new CerebellumShape(12, 1, OptionalInt.of(4), CerebellumShape.Context.NONE)));
    Trainer<RecurrentTrainee> trainer = SmallNetworks.trainer(sparse, LEARNING, Lesion.NONE, 9);
    Block weight =
        trainer.trainee().network().parameters().layout().block("cerebellum.input.weight");
    String before = present(trainer, weight);
    train(trainer, 3);
    assertThat(present(trainer, weight)).isEqualTo(before);
    assertThat(before.lines().map(cell -> cell.replace(".", ""))).containsOnly("xxxx");
    assertThat(before.lines().distinct().count()).isGreaterThan(6);
  }

  private static String present(Trainer<RecurrentTrainee> trainer, Block weight) {
    StringBuilder cells = new StringBuilder();
    for (int i = weight.offset(); i < weight.end(); i++) {
      cells.append(trainer.trainee().network().parameters().values()[i] == 0 ? '.' : 'x');
      if ((i + 1 - weight.offset()) % weight.columns() == 0) {
        cells.append('\n');
      }
    }
    return cells.toString();
  }

  @Test
  void trainingOnFromASnapshotChangesNoBit() {
    for (CortexKind kind : CortexKind.values()) {
      NetworkShape shape = SmallNetworks.ccrnn(kind, 7, 12, 2);
      Lesion olive = new Lesion(Lesion.Kind.INFERIOR_OLIVE, 5);
      Trainer<RecurrentTrainee> straight = SmallNetworks.trainer(shape, LEARNING, olive, 9);
      List<EpochRecord> six = train(straight, 6);

      Trainer<RecurrentTrainee> first = SmallNetworks.trainer(shape, LEARNING, olive, 9);
      train(first, 3);
      byte[] stored = first.state().toBytes();
      Trainer<RecurrentTrainee> second = SmallNetworks.trainer(shape, LEARNING, olive, 9);
      second.restore(TrialState.fromBytes(stored));
      assertThat(second.epochs()).isEqualTo(3);
      assertThat(train(second, 3)).isEqualTo(six.subList(3, 6));
      assertThat(second.state().toBytes()).isEqualTo(straight.state().toBytes());
    }
  }

  @Test
  void bothKernelsTrainToTheSameBits() {
    TrialSettings settings = new TrialSettings(CCRNN, LEARNING, Lesion.NONE, 6, 9);
    Trainer<RecurrentTrainee> plain =
        SmallNetworks.trainer(settings, SmallNetworks.task(9, 0.1), Kernel.PLAIN, () -> false);
    Trainer<RecurrentTrainee> vector =
        SmallNetworks.trainer(settings, SmallNetworks.task(9, 0.1), Kernel.VECTOR, () -> false);
    assertThat(train(vector, 3)).isEqualTo(train(plain, 3));
    assertThat(vector.state().toBytes()).isEqualTo(plain.state().toBytes());
  }

  @Test
  void anOutputOfZeroGivesTheAnalyticLosses() {
    var settings = new LineDrawing.Settings(10, 7, 10, 0, 0, 1, 7, 7);
    LineDrawing task = new LineDrawing(settings, 7, new Streams(1));
    TrialSettings trial = new TrialSettings(CRNN, LEARNING, Lesion.NONE, 7, 1);
    Trainer<RecurrentTrainee> trainer =
        SmallNetworks.trainer(trial, task, Kernel.PLAIN, () -> false);
    Arrays.fill(trainer.trainee().network().parameters().values(), 0f);
    trainer.trainee().network().pack();
    Evaluation zero = trainer.trainee().evaluate(task.everyCue(), () -> {});
    assertThat(zero.sequences()).isEqualTo(7);
    assertThat(zero.loss()).isCloseTo(30.16, within(0.005));
    assertThat(zero.movement().orElseThrow().lineResidual()).isZero();

    var batch = new Batch(7, task);
    task.everyCue().next(batch);
    var learner =
        new Learner(trainer.trainee().network(), LEARNING, 7, Optional.empty(), Optional.empty());
    double loss = learner.gradients(batch, 0, CerebellumFunction.INTACT);
    assertThat(loss).isCloseTo(12.70, within(0.005));
  }

  @Test
  void theFirstEpochOfLineDrawingIsNearTheLossesOfAnIdleOutput() {
    var settings = new LineDrawing.Settings(10, 7, 10, 0, 0, 16, 200, 200);
    double train = 0;
    double validation = 0;
    int seeds = 8;
    for (int seed = 1; seed <= seeds; seed++) {
      TrialSettings trial =
          new TrialSettings(
              SmallNetworks.ccrnn(CortexKind.LSTM, 50, 40, 1), LEARNING, Lesion.NONE, 50, seed);
      LineDrawing task = new LineDrawing(settings, 50, new Streams(seed));
      EpochRecord record =
          SmallNetworks.trainer(trial, task, Kernel.best(), () -> false).trainEpoch();
      train += record.trainLoss().getAsDouble() / seeds;
      validation += record.validation().loss() / seeds;
    }
    assertThat(train).isCloseTo(12.70, within(0.02 * 12.70));
    assertThat(validation).isCloseTo(30.16, within(0.02 * 30.16));
  }

  @Test
  void aDivergingTrialSaysWhenAndWhat() {
    LearningSettings wild =
        new LearningSettings(
            LEARNING.feedback(),
            new Adam.Settings(1e38, 0.9, 0.98, 1e-9),
            new ClipSettings(0, ClipSettings.Scope.ALL));
    Trainer<RecurrentTrainee> trainer = SmallNetworks.trainer(CRNN, wild, Lesion.NONE, 9);
    assertThatThrownBy(() -> train(trainer, 5))
        .isInstanceOf(Diverged.class)
        .hasMessageMatching(
            "(training loss|gradient norm|validation loss) (NaN|Infinity) in epoch 1");
  }

  @Test
  void theStopSignalEndsTraining() {
    int[] polls = {0};
    TrialSettings settings = new TrialSettings(CRNN, LEARNING, Lesion.NONE, 6, 9);
    Trainer<RecurrentTrainee> trainer =
        SmallNetworks.trainer(settings, SmallNetworks.task(9), Kernel.PLAIN, () -> ++polls[0] > 2);
    assertThatThrownBy(trainer::trainEpoch)
        .isInstanceOf(CancellationException.class)
        .hasMessage("stopped in epoch 1");
    assertThat(polls[0]).isEqualTo(3);
  }

  /** A trial that goes on from a snapshot has no state to keep, so no epoch may have one. */
  @Test
  void aKeptHiddenStateEndsWithItsEpoch() {
    FeedbackSettings feedback =
        new FeedbackSettings(
            3,
            2,
            0.1,
            FeedbackSettings.TerminalFeedback.PREDICTED,
            FeedbackSettings.Update.PER_BATCH,
            FeedbackSettings.HiddenState.KEEP);
    LearningSettings keep = new LearningSettings(feedback, LEARNING.optimizer(), LEARNING.clip());
    Trainer<RecurrentTrainee> straight = SmallNetworks.trainer(CCRNN, keep, Lesion.NONE, 9);
    EpochRecord first = straight.trainEpoch();
    Trainer<RecurrentTrainee> second = SmallNetworks.trainer(CCRNN, keep, Lesion.NONE, 9);
    second.restore(straight.state());
    assertThat(second.trainEpoch()).isEqualTo(straight.trainEpoch());
    assertThat(second.state().toBytes()).isEqualTo(straight.state().toBytes());
    // Within an epoch the state is kept: with all batches of one size it makes a difference.
    EpochRecord reset = SmallNetworks.trainer(CCRNN, RESET, Lesion.NONE, 9).trainEpoch();
    assertThat(first.trainLoss()).isNotEqualTo(reset.trainLoss());
  }

  private static final LearningSettings RESET = SmallNetworks.learning(3, 2);

  /** Four batches of training, then the validation's own: it is polled before each. */
  @Test
  void theStopSignalEndsAnEvaluationToo() {
    for (int last : new int[] {4, 5, 6}) {
      int[] polls = {0};
      TrialSettings settings = new TrialSettings(CRNN, LEARNING, Lesion.NONE, 6, 9);
      Trainer<RecurrentTrainee> trainer =
          SmallNetworks.trainer(
              settings, SmallNetworks.task(9, 0.1), Kernel.PLAIN, () -> ++polls[0] > last);
      assertThatThrownBy(trainer::trainEpoch)
          .isInstanceOf(CancellationException.class)
          .hasMessage("stopped in epoch 1");
      assertThat(polls[0]).isEqualTo(last + 1);
      assertThat(trainer.epochs()).isZero();
    }
    int[] polls = {0};
    TrialSettings settings = new TrialSettings(CRNN, LEARNING, Lesion.NONE, 6, 9);
    Trainer<RecurrentTrainee> trainer =
        SmallNetworks.trainer(
            settings, SmallNetworks.task(9, 0.1), Kernel.PLAIN, () -> ++polls[0] < 0);
    trainer.trainEpoch();
    // 20 validation sequences come in batches of 6, 6, 6 and 2.
    assertThat(polls[0]).isEqualTo(4 + 4);
    trainer.test();
    assertThat(polls[0]).isEqualTo(4 + 4 + 4);
  }

  @Test
  void evaluationsInBetweenChangeNothing() {
    Trainer<RecurrentTrainee> looked = SmallNetworks.trainer(CCRNN, LEARNING, Lesion.NONE, 9);
    Trainer<RecurrentTrainee> trainer = SmallNetworks.trainer(CCRNN, LEARNING, Lesion.NONE, 9);
    for (int epoch = 1; epoch <= 3; epoch++) {
      looked.test();
      looked.trainee().evaluate(looked.trainee().task().validation(7), () -> {});
      EpochRecord record = looked.trainEpoch();
      assertThat(record).isEqualTo(trainer.trainEpoch());
      assertThat(record.epoch()).isEqualTo(epoch);
      assertThat(looked.epochs()).isEqualTo(epoch);
      assertThat(looked.trainee().evaluate(looked.trainee().task().validation(epoch), () -> {}))
          .isEqualTo(record.validation());
      assertThat(looked.test()).isNotEqualTo(record.validation());
    }
    assertThat(looked.state().toBytes()).isEqualTo(trainer.state().toBytes());
  }

  @Test
  void theBatchLoopAllocatesNothingThatGrowsWithTheNetwork() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    NetworkShape shape = SmallNetworks.ccrnn(CortexKind.LSTM, 20, 60, 1);
    Trainer<RecurrentTrainee> trainer = SmallNetworks.trainer(shape, LEARNING, Lesion.NONE, 9);
    train(trainer, 3);
    long before = threads.getCurrentThreadAllocatedBytes();
    train(trainer, 100);
    long perBatch = (threads.getCurrentThreadAllocatedBytes() - before) / 400;
    // A batch opens streams, and the epoch leaves a record; one matrix would be 20 times as much.
    assertThat(perBatch).isLessThan(1000);
  }

  @Test
  void stateThatIsNoStateIsRefused() {
    Trainer<RecurrentTrainee> trainer = SmallNetworks.trainer(CRNN, LEARNING, Lesion.NONE, 9);
    train(trainer, 1);
    byte[] stored = trainer.state().toBytes();
    byte[] damaged = stored.clone();
    damaged[60] ^= 1;
    assertThatThrownBy(() -> TrialState.fromBytes(damaged))
        .hasMessage("state is damaged: its checksum differs");
    byte[] cut = Arrays.copyOf(stored, stored.length - 3);
    assertThatThrownBy(() -> TrialState.fromBytes(cut)).hasMessageContaining("cut short");
    assertThatThrownBy(() -> TrialState.fromBytes(new byte[2])).hasMessageContaining("cut short");
    assertThatThrownBy(
            () ->
                TrialState.fromBytes(
                    "no state at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .hasMessage("not the state of a trial");
    byte[] newer = stored.clone();
    newer[7] = 9;
    assertThatThrownBy(() -> TrialState.fromBytes(newer))
        .hasMessage("state of version 9, this program reads versions 1 and 2");
    Trainer<RecurrentTrainee> larger = SmallNetworks.trainer(CCRNN, LEARNING, Lesion.NONE, 9);
    assertThatThrownBy(() -> larger.restore(TrialState.fromBytes(stored)))
        .hasMessageContaining("parameters for a network of");
  }

  @Test
  void theSizeOfEvaluationBatchesChangesNoSequence() {
    LineDrawing task = SmallNetworks.task(9, 0.3);
    var whole = new Batch(20, task);
    task.validation(2).next(whole);
    var pieces = new Batch(6, task);
    Task.Sequences sequences = task.validation(2);
    int seen = 0;
    while (sequences.next(pieces) > 0) {
      for (int b = 0; b < pieces.size(); b++) {
        for (int t = 0; t < 10; t++) {
          assertThat(pieces.input().data[t * pieces.size() + b])
              .isEqualTo(whole.input().data[t * 20 + seen]);
        }
        seen++;
      }
    }
    assertThat(seen).isEqualTo(20);
  }
}
