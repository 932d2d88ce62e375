package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.task.LineDrawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the validation loss decides over a trial. */
class ScheduleTest {
  private static final double RATE = 0.05;
  private static final int PATIENCE = 4;
  private static final ReduceOnPlateau.Settings PLATEAU = new ReduceOnPlateau.Settings(0.5, 0, 0);
  private static final Schedule BOTH = new Schedule(Optional.of(PLATEAU), OptionalInt.of(PATIENCE));

  /** A rate so large that the loss does not fall in every epoch. */
  private static Trainer<RecurrentTrainee> trainer(Schedule schedule) {
    LearningSettings small = SmallNetworks.learning(2, 2);
    LearningSettings learning =
        new LearningSettings(
            small.feedback(), new Adam.Settings(RATE, 0.9, 0.98, 1e-9), small.clip());
    TrialSettings settings =
        new TrialSettings(
            SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, 1),
            learning,
            Lesion.NONE,
            SmallNetworks.BATCH,
            9);
    LineDrawing task = SmallNetworks.task(9, 0.1);
    return new Trainer<>(new RecurrentTrainee(settings, task, Kernel.PLAIN), schedule, () -> false);
  }

  private static List<EpochRecord> train(Trainer<RecurrentTrainee> trainer, int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  @Test
  void aPlateauLowersTheRateOfTheNextEpoch() {
    Trainer<RecurrentTrainee> trainer =
        trainer(new Schedule(Optional.of(PLATEAU), OptionalInt.empty()));
    Trainer<RecurrentTrainee> byHand = trainer(Schedule.NONE);
    double rate = RATE;
    double best = Double.POSITIVE_INFINITY;
    for (int epoch = 1; epoch <= 25; epoch++) {
      EpochRecord record = trainer.trainEpoch();
      assertThat(record.learningRate()).hasValue(rate);
      byHand.trainee().learner().optimizer().learningRate(rate);
      assertThat(byHand.trainEpoch()).isEqualTo(record);
      double loss = record.validation().loss();
      rate = loss < best * (1 - 1e-4) ? rate : rate / 2;
      best = Math.min(best, loss);
      assertThat(trainer.trainee().learner().optimizer().learningRate()).isEqualTo(rate);
    }
    assertThat(rate).isLessThan(RATE / 2);
  }

  @Test
  void withoutAScheduleTheRateStays() {
    assertThat(train(trainer(Schedule.NONE), 25))
        .allMatch(r -> r.learningRate().getAsDouble() == RATE);
    assertThat(trainer(Schedule.NONE).finished()).isFalse();
  }

  @Test
  void trainingIsStoppedAfterPatienceEpochsWithoutALowerLoss() {
    Trainer<RecurrentTrainee> trainer =
        trainer(new Schedule(Optional.empty(), OptionalInt.of(PATIENCE)));
    double best = Double.POSITIVE_INFINITY;
    int bad = 0;
    while (bad < PATIENCE) {
      assertThat(trainer.finished()).isFalse();
      double loss = trainer.trainEpoch().validation().loss();
      bad = loss < best ? 0 : bad + 1;
      best = Math.min(best, loss);
      assertThat(trainer.epochs()).isLessThan(300);
    }
    assertThat(trainer.epochs()).isGreaterThan(PATIENCE + 1);
    assertThat(trainer.finished()).isTrue();
  }

  @Test
  void aRestoredScheduleGoesOnBitForBit() {
    Trainer<RecurrentTrainee> straight = trainer(BOTH);
    List<EpochRecord> all = new ArrayList<>();
    while (!straight.finished()) {
      all.add(straight.trainEpoch());
    }
    assertThat(all).hasSizeGreaterThan(PATIENCE + 3);
    for (int cut : new int[] {0, 1, all.size() - 2, all.size() - 1, all.size()}) {
      Trainer<RecurrentTrainee> first = trainer(BOTH);
      train(first, cut);
      Trainer<RecurrentTrainee> second = trainer(BOTH);
      second.restore(TrialState.fromBytes(first.state().toBytes()));
      assertThat(second.finished()).isEqualTo(cut == all.size());
      assertThat(second.trainee().learner().optimizer().learningRate())
          .isEqualTo(first.trainee().learner().optimizer().learningRate());
      assertThat(train(second, all.size() - cut)).isEqualTo(all.subList(cut, all.size()));
      assertThat(second.finished()).isTrue();
      assertThat(second.state().toBytes()).isEqualTo(straight.state().toBytes());
    }
  }

  @Test
  void theStateOfAnotherScheduleIsRefused() {
    Trainer<RecurrentTrainee> both = trainer(BOTH);
    train(both, 1);
    assertThat(both.state().schedule()).hasSize(ReduceOnPlateau.MEMORY + EarlyStopping.MEMORY);
    for (Schedule other :
        List.of(
            Schedule.NONE,
            new Schedule(Optional.of(PLATEAU), OptionalInt.empty()),
            new Schedule(Optional.empty(), OptionalInt.of(PATIENCE)))) {
      Trainer<RecurrentTrainee> trainer = trainer(other);
      assertThatThrownBy(() -> trainer.restore(both.state()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("state of a trial with another schedule");
      assertThatThrownBy(() -> both.restore(trainer.state()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("state of a trial with another schedule");
    }
  }
}
