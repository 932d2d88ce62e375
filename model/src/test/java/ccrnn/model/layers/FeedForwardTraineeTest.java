package ccrnn.model.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Reaching;
import ccrnn.model.trainee.Diverged;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;
import ccrnn.model.training.TrialState;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Epochs of feed-forward networks on reaching. */
class FeedForwardTraineeTest {
  private static final Adam.Settings ADAM = new Adam.Settings(1e-3, 0.9, 0.98, 1e-9);

  private static FeedForwardSettings settings(Decoupling decoupling) {
    return SmallFeedForward.settings(decoupling, HiddenActivation.TANH, 1);
  }

  private static Trainer<FeedForwardTrainee> trainer(Decoupling decoupling) {
    return SmallFeedForward.trainer(settings(decoupling), Kernel.PLAIN);
  }

  private static List<EpochRecord> train(Trainer<FeedForwardTrainee> trainer, int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  /** The published sizes of line drawing, from which those of reaching are inferred. */
  private static Trainer<FeedForwardTrainee> published(
      Decoupling decoupling, double scale, HiddenActivation activation, int batches) {
    var settings =
        new FeedForwardSettings(decoupling, 2, 50, activation, 100, 1, scale, ADAM, 1, 50, 1);
    var sizes =
        new Reaching.Settings(Reaching.CueCode.AMPLITUDE, 7, 10, 0, 0, batches, 200, 10_000);
    Reaching task = new Reaching(sizes, 50, new Streams(1));
    return SmallFeedForward.trainer(settings, task, Kernel.best(), () -> false);
  }

  /** Mean validation loss of epochs 90 to 99 of 100. */
  private static double lateLoss(Decoupling decoupling, double scale) {
    Trainer<FeedForwardTrainee> trainer = published(decoupling, scale, HiddenActivation.TANH, 16);
    return train(trainer, 100).subList(90, 100).stream()
        .mapToDouble(record -> record.validation().loss())
        .average()
        .orElseThrow();
  }

  @Test
  void everyKindLearnsToReach() {
    // An idle output has a loss of 85.7; the best guess without a cue, the origin, the same.
    assertThat(lateLoss(Decoupling.NONE, 1)).isLessThan(10);
    assertThat(lateLoss(Decoupling.PREDICTED_FEEDBACK, 1)).isLessThan(10);
    assertThat(lateLoss(Decoupling.PREDICTED_FEEDBACK, 0.1)).isLessThan(10);
    assertThat(lateLoss(Decoupling.PREDICTED_ACTIVITY, 1)).isLessThan(40);
    assertThat(lateLoss(Decoupling.BOTH, 1)).isLessThan(60);
    // Without feedback to the hidden layers, only the output layer learns.
    assertThat(lateLoss(Decoupling.PREDICTED_FEEDBACK, 0)).isGreaterThan(60);
  }

  @Test
  void kindsOfDecouplingStartEqual() {
    Trainer<FeedForwardTrainee> alone = trainer(Decoupling.NONE);
    float[] values = alone.trainee().network().parameters().values();
    assertThat(alone.trainee().network().cerebellaOffset()).isEqualTo(values.length);
    Trainer<FeedForwardTrainee> both = trainer(Decoupling.BOTH);
    for (Decoupling decoupling : Decoupling.values()) {
      Trainer<FeedForwardTrainee> other = trainer(decoupling);
      assertThat(Arrays.copyOf(other.trainee().network().parameters().values(), values.length))
          .isEqualTo(values);
      for (var block : other.trainee().network().parameters().layout().blocks()) {
        assertThat(other.trainee().network().parameters().copyOfValues(block.name()))
            .isEqualTo(both.trainee().network().parameters().copyOfValues(block.name()));
      }
      assertThat(other.test()).isEqualTo(alone.test());
    }
  }

  @Test
  void withoutScaleNoHiddenLayerLearns() {
    var silent =
        new FeedForwardSettings(
            Decoupling.PREDICTED_FEEDBACK, 3, 8, HiddenActivation.TANH, 10, 1, 0, ADAM, 1, 6, 9);
    Trainer<FeedForwardTrainee> trainer = SmallFeedForward.trainer(silent, Kernel.PLAIN);
    var parameters = trainer.trainee().network().parameters();
    float[] hidden = parameters.copyOfValues("layer.3.weight");
    float[] top = parameters.copyOfValues("layer.4.weight");
    float[] cerebellum = parameters.copyOfValues("feedback.3.layer.1.weight");
    train(trainer, 2);
    assertThat(parameters.copyOfValues("layer.3.weight")).isEqualTo(hidden);
    assertThat(parameters.copyOfValues("layer.4.weight")).isNotEqualTo(top);
    assertThat(parameters.copyOfValues("feedback.3.layer.1.weight")).isNotEqualTo(cerebellum);
  }

  @ParameterizedTest
  @EnumSource(Decoupling.class)
  void bothKernelsTrainToTheSameBits(Decoupling decoupling) {
    for (HiddenActivation activation : HiddenActivation.values()) {
      var settings = SmallFeedForward.settings(decoupling, activation, 2);
      Trainer<FeedForwardTrainee> plain = SmallFeedForward.trainer(settings, Kernel.PLAIN);
      Trainer<FeedForwardTrainee> vector = SmallFeedForward.trainer(settings, Kernel.VECTOR);
      assertThat(train(vector, 3)).isEqualTo(train(plain, 3));
      assertThat(vector.state().toBytes()).isEqualTo(plain.state().toBytes());
    }
  }

  @ParameterizedTest
  @EnumSource(Decoupling.class)
  void trainingOnFromASnapshotChangesNoBit(Decoupling decoupling) {
    Trainer<FeedForwardTrainee> straight = trainer(decoupling);
    List<EpochRecord> six = train(straight, 6);
    Trainer<FeedForwardTrainee> first = trainer(decoupling);
    assertThat(train(first, 3)).isEqualTo(six.subList(0, 3));
    byte[] stored = first.state().toBytes();
    Trainer<FeedForwardTrainee> second = trainer(decoupling);
    second.restore(TrialState.fromBytes(stored));
    assertThat(second.epochs()).isEqualTo(3);
    assertThat(train(second, 3)).isEqualTo(six.subList(3, 6));
    assertThat(second.state().toBytes()).isEqualTo(straight.state().toBytes());
    assertThat(second.test()).isEqualTo(straight.test());
    if (decoupling != Decoupling.NONE) {
      Trainer<FeedForwardTrainee> smaller = trainer(Decoupling.NONE);
      assertThatThrownBy(() -> smaller.restore(TrialState.fromBytes(stored)))
          .hasMessageContaining("parameters for a network of");
    }
  }

  @Test
  void anOutputOfZeroMissesByTheLength() {
    Trainer<FeedForwardTrainee> trainer = published(Decoupling.NONE, 1, HiddenActivation.RELU, 1);
    Arrays.fill(trainer.trainee().network().parameters().values(), 0f);
    trainer.trainee().network().pack();
    Evaluation zero = trainer.test();
    assertThat(zero.sequences()).isEqualTo(10_000);
    // Six cues of seven are 10 away from the origin.
    assertThat(zero.loss()).isCloseTo(600.0 / 7, within(1.5));
  }

  @ParameterizedTest
  @EnumSource(Decoupling.class)
  void theBatchLoopAllocatesNothingThatGrowsWithTheNetwork(Decoupling decoupling) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Trainer<FeedForwardTrainee> trainer = trainer(decoupling);
    train(trainer, 3);
    long before = threads.getCurrentThreadAllocatedBytes();
    train(trainer, 100);
    long perBatch = (threads.getCurrentThreadAllocatedBytes() - before) / 400;
    // A batch opens streams, and the epoch leaves a record.
    assertThat(perBatch).isLessThan(1000);
  }

  @Test
  void aDivergingTrialSaysWhenAndWhat() {
    var steep = new Adam.Settings(1e38, 0.9, 0.98, 1e-9);
    var wild =
        new FeedForwardSettings(
            Decoupling.NONE, 3, 8, HiddenActivation.RELU, 10, 1, 1, steep, 0, 6, 9);
    Trainer<FeedForwardTrainee> trainer = SmallFeedForward.trainer(wild, Kernel.PLAIN);
    assertThatThrownBy(() -> train(trainer, 5))
        .isInstanceOf(Diverged.class)
        .hasMessageMatching(
            "(training loss|gradient norm|validation loss) (NaN|Infinity) in epoch 1");
  }

  @Test
  void theStopSignalEndsTraining() {
    int[] polls = {0};
    var trainer =
        SmallFeedForward.trainer(
            settings(Decoupling.BOTH),
            SmallFeedForward.task(9, 0.1),
            Kernel.PLAIN,
            () -> ++polls[0] > 2);
    assertThatThrownBy(trainer::trainEpoch)
        .isInstanceOf(CancellationException.class)
        .hasMessage("stopped in epoch 1");
    assertThat(polls[0]).isEqualTo(3);
  }

  @Test
  void aTaskOfSeveralStepsIsRefused() {
    assertThatThrownBy(
            () ->
                SmallFeedForward.trainer(
                    settings(Decoupling.NONE), SmallNetworks.task(1), Kernel.PLAIN, () -> false))
        .hasMessage(
            "a feed-forward network answers with one point, not with TRAJECTORY of 10 steps");
  }
}
