package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Trainee} keeps to; extend it and say how yours is made. Small settings will do:
 * each test trains a few epochs, some of them a few times.
 */
public abstract class TraineeContract {
  /** Small objects that the JIT compiler would take out are let pass, arrays of a batch are not. */
  private static final int MOST_BYTES = 1000;

  /** The first epochs may ask for scratch memory. */
  private static final int MOST_EPOCHS = 50;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Settings that share their first epochs with the contract's.
   *
   * @param name for messages
   * @param onset first epoch in which they differ, 2 or more
   * @param trainee makes one that has not been trained
   */
  public record Fork(String name, int onset, Supplier<Trainee> trainee) {}

  /**
   * Makes a trainee that measures all that it can; a batch of it should take more than a thousand
   * bytes.
   *
   * @return one that has not been trained, each time of the same settings
   */
  protected abstract Trainee trainee();

  /**
   * Tells how far tests train.
   *
   * @return epochs, 3 or more; fewer are trained if the trainee ends before
   */
  protected int epochs() {
    return 4;
  }

  /**
   * Tells which settings share epochs with those of {@link #trainee}.
   *
   * @return none unless overridden
   */
  protected List<Fork> forks() {
    return List.of();
  }

  /** An early stop and, where there is a rate to lower, a plateau. */
  private Schedule schedule() {
    return new Schedule(
        trainee().learningRate().isPresent()
            ? Optional.of(new ReduceOnPlateau.Settings(0.5, 0, 0))
            : Optional.empty(),
        OptionalInt.of(epochs()));
  }

  private Trainer<Trainee> trainer() {
    return trainer(() -> false);
  }

  private Trainer<Trainee> trainer(BooleanSupplier stop) {
    return new Trainer<>(trainee(), schedule(), stop);
  }

  private List<EpochRecord> train(Trainer<Trainee> trainer, int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    while (records.size() < epochs && !trainer.finished()) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  private static byte[] bytes(Trainer<Trainee> trainer) {
    return trainer.state().toBytes();
  }

  @Test
  final void anEpochHasALossThatIsFinite() {
    List<EpochRecord> records = train(trainer(), epochs());
    assertThat(records).isNotEmpty();
    assertThat(records).allMatch(record -> Double.isFinite(record.validation().loss()));
    assertThat(records).allMatch(record -> record.validation().sequences() > 0);
  }

  @Test
  final void equalSettingsGiveEqualBitsEvenInTurn() {
    Trainer<Trainee> alone = trainer();
    List<EpochRecord> records = train(alone, epochs());
    Trainer<Trainee> first = trainer();
    Trainer<Trainee> second = trainer();
    for (EpochRecord record : records) {
      assertThat(first.trainEpoch()).isEqualTo(record);
      assertThat(second.trainEpoch()).isEqualTo(record);
    }
    assertThat(bytes(first)).isEqualTo(bytes(alone));
    assertThat(second.test()).isEqualTo(alone.test());
    assertThat(second.measures()).isEqualTo(alone.measures());
  }

  @Test
  final void aStateOfAnyEpochGoesOnBitForBit() {
    Trainer<Trainee> straight = trainer();
    List<byte[]> states = new ArrayList<>(List.of(bytes(straight)));
    List<EpochRecord> records = new ArrayList<>();
    while (records.size() < epochs() && !straight.finished()) {
      records.add(straight.trainEpoch());
      states.add(bytes(straight));
    }
    Evaluation test = straight.test();
    List<Measure> measures = straight.measures();
    Trainer<Trainee> used = trainer();
    for (int cut = records.size(); cut >= 0; cut--) {
      for (Trainer<Trainee> other : List.of(trainer(), used)) {
        other.restore(TrialState.fromBytes(states.get(cut)));
        assertThat(other.epochs()).isEqualTo(cut);
        assertThat(bytes(other)).as("restored after epoch %d", cut).isEqualTo(states.get(cut));
        assertThat(train(other, records.size() - cut))
            .as("from epoch %d on", cut + 1)
            .isEqualTo(records.subList(cut, records.size()));
        assertThat(bytes(other)).isEqualTo(bytes(straight));
        assertThat(other.finished()).isEqualTo(straight.finished());
        assertThat(other.test()).isEqualTo(test);
        assertThat(other.measures()).isEqualTo(measures);
      }
    }
  }

  @Test
  final void aStateIsACopy() {
    Trainer<Trainee> trainer = trainer();
    TrialState state = trainer.state();
    byte[] before = state.toBytes();
    trainer.trainEpoch();
    assertThat(state.toBytes()).isEqualTo(before);
    trainer.restore(state);
    trainer.trainEpoch();
    assertThat(state.toBytes()).isEqualTo(before);
  }

  @Test
  final void aStateOfAnotherFormIsRefused() {
    TrialState state = trainer().state();
    Memory memory = state.memory();
    List<float[]> more = new ArrayList<>(memory.arrays());
    more.add(new float[2]);
    long[] counts = new long[memory.counts().length + 1];
    double[] numbers = new double[memory.numbers().length + 1];
    for (Memory other :
        List.of(
            new Memory(memory.counts(), more, memory.numbers()),
            new Memory(counts, memory.arrays(), memory.numbers()),
            new Memory(memory.counts(), memory.arrays(), numbers),
            new Memory(new long[0], List.of(), new double[0]))) {
      Trainer<Trainee> trainer = trainer();
      assertThatThrownBy(
              () -> trainer.restore(new TrialState(state.epochs(), other, state.schedule())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  final void measuringAndEvaluatingChangeNoResult() {
    Trainer<Trainee> plain = trainer();
    Trainer<Trainee> watched = trainer();
    List<EpochRecord> records = train(plain, epochs());
    for (EpochRecord record : records) {
      byte[] state = bytes(watched);
      int epoch = watched.epochs();
      List<Measure> measures = watched.measures();
      Evaluation test = watched.test();
      Evaluation validation = watched.trainee().validate(epoch + 1, () -> {});
      assertThat(watched.measures()).isEqualTo(measures);
      assertThat(watched.test()).isEqualTo(test);
      assertThat(watched.trainee().validate(epoch + 1, () -> {})).isEqualTo(validation);
      assertThat(bytes(watched)).as("state after epoch %d", epoch).isEqualTo(state);
      assertThat(watched.trainEpoch()).isEqualTo(record);
    }
    assertThat(bytes(watched)).isEqualTo(bytes(plain));
  }

  @Test
  final void measuresHaveNamesOfTheirOwn() {
    Trainer<Trainee> trainer = trainer();
    requireNames(trainer.measures());
    for (EpochRecord record : train(trainer, epochs())) {
      List<Measure> all = new ArrayList<>(record.validation().more());
      all.addAll(record.measures());
      requireNames(all);
    }
    requireNames(trainer.measures());
    requireNames(trainer.test().more());
  }

  private static void requireNames(List<Measure> measures) {
    Set<String> names = new HashSet<>();
    for (Measure m : measures) {
      for (String name : List.of(m.probe(), m.part(), m.statistic())) {
        assertThat(name).matches("[a-z0-9][a-z0-9._-]*");
      }
      String name = m.probe() + " " + m.part() + " " + m.statistic() + " " + m.step();
      assertThat(names.add(name)).as(name).isTrue();
    }
  }

  @Test
  final void theRateThatIsSetAgainChangesNothing() {
    Trainer<Trainee> plain = trainer();
    Trainer<Trainee> same = trainer();
    if (plain.trainee().learningRate().isEmpty()) {
      assertThatThrownBy(() -> plain.trainee().learningRate(1))
          .isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    for (int i = 0; i < 2; i++) {
      same.trainee().learningRate(same.trainee().learningRate().getAsDouble());
      assertThat(same.trainEpoch()).isEqualTo(plain.trainEpoch());
    }
    assertThat(bytes(same)).isEqualTo(bytes(plain));
  }

  @Test
  final void theStopSignalIsHeardBeforeEveryBatch() {
    int[] polls = {0};
    Trainer<Trainee> free =
        trainer(
            () -> {
              polls[0]++;
              return false;
            });
    free.trainEpoch();
    int training = trainee().batches(1);
    int all = polls[0];
    assertThat(all).as("polls of an epoch of %d batches", training).isGreaterThan(training);
    for (int at : new int[] {1, Math.max(1, training), training + 1, all}) {
      int[] asked = {0};
      Trainer<Trainee> stopped = trainer(() -> ++asked[0] >= at);
      assertThatThrownBy(stopped::trainEpoch).isInstanceOf(CancellationException.class);
      assertThat(asked[0]).isEqualTo(at);
    }
    boolean[] stop = {false};
    Trainer<Trainee> trained = trainer(() -> stop[0]);
    trained.trainEpoch();
    stop[0] = true;
    assertThatThrownBy(trained::test).isInstanceOf(CancellationException.class);
  }

  @Test
  final void anUpdateAllocatesNothingThatGrowsWithTheNetwork() {
    double least = Double.POSITIVE_INFINITY;
    Trainee trainee = trainee();
    int epoch = 0;
    for (int i = 0; i < MOST_EPOCHS && least >= MOST_BYTES; i++) {
      if (trainee.finished()) {
        trainee = trainee();
        epoch = 0;
      }
      epoch++;
      Tally tally = new Tally(epoch);
      trainee.startEpoch(epoch);
      int batches = trainee.batches(epoch);
      for (int batch = 0; batch < Math.min(1, batches); batch++) {
        trainee.update(epoch, batch, tally); // the first of an epoch may look up its data
      }
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int batch = 1; batch < batches; batch++) {
        trainee.update(epoch, batch, tally);
      }
      double bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, bytes / Math.max(1, batches - 1));
      trainee.endEpoch(epoch, trainee.validate(epoch, () -> {}));
    }
    assertThat(least).as("bytes of an update").isLessThan(MOST_BYTES);
  }

  @Test
  final void settingsThatDifferLaterShareTheEpochsBefore() {
    for (Fork fork : forks()) {
      Trainer<Trainee> trunk = trainer();
      List<EpochRecord> shared = train(trunk, fork.onset() - 1);
      assertThat(shared).as("epochs before %s", fork.name()).hasSize(fork.onset() - 1);

      Trainer<Trainee> straight = new Trainer<>(fork.trainee().get(), schedule(), () -> false);
      assertThat(train(straight, fork.onset() - 1)).as(fork.name()).isEqualTo(shared);
      assertThat(bytes(straight)).as(fork.name()).isEqualTo(bytes(trunk));

      Trainer<Trainee> forked = new Trainer<>(fork.trainee().get(), schedule(), () -> false);
      forked.restore(TrialState.fromBytes(bytes(trunk)));
      List<EpochRecord> after = train(straight, 2);
      assertThat(after).as(fork.name()).isNotEmpty();
      assertThat(train(forked, 2)).as(fork.name()).isEqualTo(after);
      assertThat(bytes(forked)).as(fork.name()).isEqualTo(bytes(straight));
      assertThat(after).as("%s shows", fork.name()).isNotEqualTo(train(trunk, 2));
    }
  }
}
