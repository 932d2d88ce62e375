package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Contract.Fork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A trainee that needs all that the seam has to offer keeps to the contract and gets it. */
class ManyNeedsTest extends TraineeContract {
  private static final ManyNeeds.Settings USUAL = ManyNeeds.Settings.USUAL;

  @Override
  protected Trainee trainee() {
    return new ManyNeeds(USUAL);
  }

  @Override
  protected int epochs() {
    return 10;
  }

  @Test
  void theContractIsHeldToAcrossALevel() {
    var plateau = new ReduceOnPlateau.Settings(0.5, 0, 0);
    Trainer<ManyNeeds> trainer =
        new Trainer<>(
            new ManyNeeds(USUAL),
            new Schedule(Optional.of(plateau), OptionalInt.of(epochs())),
            () -> false);
    for (int i = 1; i < epochs(); i++) {
      trainer.trainEpoch();
    }
    assertThat(level(trainer.trainEpoch())).isGreaterThan(USUAL.firstLevel());
  }

  @Override
  protected List<Fork> forks() {
    return List.of(
        new Fork("sleep from epoch 3", 3, () -> new ManyNeeds(USUAL.asleepFrom(3))),
        new Fork("sleep from epoch 6", 6, () -> new ManyNeeds(USUAL.asleepFrom(6))));
  }

  private static Trainer<ManyNeeds> trainer(ManyNeeds.Settings settings) {
    return new Trainer<>(new ManyNeeds(settings), Schedule.NONE, () -> false);
  }

  private static List<EpochRecord> toItsEnd(Trainer<ManyNeeds> trainer) {
    List<EpochRecord> records = new ArrayList<>();
    while (!trainer.finished()) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  private static int level(EpochRecord record) {
    return (int) record.measures().get(0).value();
  }

  @Test
  void itsCurriculumGoesOnAndEndsTheTrial() {
    Trainer<ManyNeeds> trainer = trainer(USUAL);
    List<EpochRecord> records = toItsEnd(trainer);
    int last = records.size() - 1;
    assertThat(records).hasSizeBetween(10, USUAL.budget() - 1);
    assertThat(level(records.get(0))).isEqualTo(USUAL.firstLevel());
    assertThat(level(records.get(last))).isEqualTo(USUAL.cap());
    for (int i = 1; i <= last; i++) {
      boolean good = records.get(i - 1).validation().loss() < ManyNeeds.GOOD_ENOUGH;
      assertThat(level(records.get(i)) - level(records.get(i - 1))).isEqualTo(good ? 1 : 0);
    }
    assertThatThrownBy(trainer::trainEpoch)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("training has ended with epoch " + records.size());

    Trainer<ManyNeeds> restored = trainer(USUAL);
    restored.restore(TrialState.fromBytes(trainer.state().toBytes()));
    assertThat(restored.finished()).isTrue();
    assertThat(restored.test()).isEqualTo(trainer.test());
  }

  @Test
  void itsBudgetEndsTheTrialToo() {
    var settings = new ManyNeeds.Settings(3, 2, 4, 5, Integer.MAX_VALUE);
    assertThat(toItsEnd(trainer(settings))).isEqualTo(toItsEnd(trainer(USUAL)).subList(0, 5));
    assertThat(trainer(new ManyNeeds.Settings(3, 2, 4, 0, 9)).finished()).isTrue();
  }

  @Test
  void anEpochOfSleepHasNeitherLossNorGradientButAValidation() {
    Trainer<ManyNeeds> trainer = trainer(USUAL.asleepFrom(2));
    EpochRecord awake = trainer.trainEpoch();
    assertThat(awake.trainLoss()).isPresent();
    assertThat(awake.gradientNorm()).isPresent();
    EpochRecord asleep = trainer.trainEpoch();
    assertThat(asleep.trainLoss()).isEmpty();
    assertThat(asleep.trainLossMean()).isEmpty();
    assertThat(asleep.gradientNorm()).isEmpty();
    assertThat(asleep.validation().loss()).isPositive();
  }

  @Test
  void anAblatedEvaluationStandsBesideTheIntactOne() {
    EpochRecord record = trainer(USUAL).trainEpoch();
    assertThat(record.validation().more()).hasSize(1);
    assertThat(record.validation().more().get(0).value())
        .isPositive()
        .isNotEqualTo(record.validation().loss());
  }

  @Test
  void theTestIsOfTheBestParameters() {
    Trainer<ManyNeeds> trainer = trainer(new ManyNeeds.Settings(3, 4, 4, 40, Integer.MAX_VALUE));
    double best = Double.POSITIVE_INFINITY;
    double testOfBest = 0;
    int later = 0;
    for (int i = 0; i < 12 && !trainer.finished(); i++) {
      double loss = trainer.trainEpoch().validation().loss();
      if (loss < best) {
        best = loss;
        testOfBest = trainer.test().loss();
      } else {
        assertThat(trainer.test().loss()).isEqualTo(testOfBest);
        later++;
      }
    }
    assertThat(later).isPositive();
  }

  @Test
  void aPlateauLowersTheRateOfBothGroups() {
    var plateau = new ReduceOnPlateau.Settings(0.5, 0, 0);
    Trainer<ManyNeeds> trainer =
        new Trainer<>(
            new ManyNeeds(USUAL),
            new Schedule(Optional.of(plateau), OptionalInt.empty()),
            () -> false);
    double ratio = trainer.trainee().readoutRate() / 0.02;
    for (int i = 0; i < 8; i++) {
      trainer.trainEpoch();
      double rate = trainer.trainee().learningRate().getAsDouble();
      assertThat(trainer.trainee().readoutRate()).isEqualTo(0.005 * (rate / 0.02));
    }
    assertThat(trainer.trainee().learningRate().getAsDouble()).isLessThan(0.02);
    assertThat(ratio).isEqualTo(0.25);
  }

  @Test
  void itsStateIsWrittenAsVersionTwo() {
    assertThat(ByteBuffer.wrap(trainer(USUAL).state().toBytes()).getInt(4)).isEqualTo(2);
  }
}
