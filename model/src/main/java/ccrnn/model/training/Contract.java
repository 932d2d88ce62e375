package ccrnn.model.training;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What every {@link Trainee} keeps to, as rules that can be put to any of them. Small settings will
 * do: each rule trains a few epochs, some of them a few times.
 */
public final class Contract {
  /** Small objects that the JIT compiler would take out are let pass, arrays of a batch are not. */
  private static final int MOST_BYTES = 1000;

  /** The first epochs may ask for scratch memory. */
  private static final int MOST_EPOCHS = 50;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private Contract() {}

  /**
   * Settings that share their first epochs with the subject's.
   *
   * @param name for messages
   * @param onset first epoch in which they differ, 2 or more
   * @param trainee makes one that has not been trained
   */
  public record Fork(String name, int onset, Supplier<Trainee> trainee) {}

  /**
   * What has to come to the same bits as the subject, for example with another kernel.
   *
   * @param name for messages
   * @param trainee makes one that has not been trained
   */
  public record Twin(String name, Supplier<Trainee> trainee) {}

  /**
   * Who is put to the rules.
   *
   * @param trainee makes one that has not been trained, each time of the same settings; it should
   *     measure all that it can, and a batch of it take more than a thousand bytes
   * @param epochs how far rules train, 3 or more; fewer are trained if it ends before
   * @param forks of its settings
   * @param twins of it
   * @param allocatedBytes tells how many bytes the current thread has allocated since it began
   */
  public record Subject(
      Supplier<Trainee> trainee,
      int epochs,
      List<Fork> forks,
      List<Twin> twins,
      LongSupplier allocatedBytes) {
    /** Copies the lists and checks the epochs. */
    public Subject {
      forks = List.copyOf(forks);
      twins = List.copyOf(twins);
      if (epochs < 3) {
        throw new IllegalArgumentException("rules need 3 epochs, not " + epochs);
      }
    }

    private Trainee fresh() {
      return trainee.get();
    }

    /** An early stop and, where there is a rate to lower, a plateau. */
    private Schedule schedule() {
      return new Schedule(
          fresh().learningRate().isPresent()
              ? Optional.of(new ReduceOnPlateau.Settings(0.5, 0, 0))
              : Optional.empty(),
          OptionalInt.of(epochs));
    }

    private Trainer<Trainee> trainer() {
      return trainer(() -> false);
    }

    private Trainer<Trainee> trainer(BooleanSupplier stop) {
      return new Trainer<>(fresh(), schedule(), stop);
    }

    private Trainer<Trainee> trainer(Supplier<Trainee> other) {
      return new Trainer<>(other.get(), schedule(), () -> false);
    }
  }

  /**
   * One thing to keep to.
   *
   * @param name what is so where it is kept, in a few words
   * @param because what goes wrong where it is not
   * @param check throws what is broken
   */
  public record Rule(String name, String because, Consumer<Subject> check) {
    /**
     * Puts somebody to the rule.
     *
     * @param subject not changed; new trainees are made of it
     * @return what is broken, in a line; empty if the rule is kept
     */
    public Optional<String> broken(Subject subject) {
      try {
        check.accept(subject);
        return Optional.empty();
      } catch (Broken e) {
        return Optional.of(e.getMessage());
      } catch (RuntimeException | LinkageError | AssertionError e) {
        return Optional.of("it throws " + e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A rule that is not kept. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * All rules.
   *
   * @return in the order in which they are best read
   */
  public static List<Rule> rules() {
    return List.of(
        new Rule(
            "an epoch has a finite validation loss",
            "the trial fails as diverged",
            Contract::finite),
        new Rule(
            "equal settings give equal bits, also in turn with another trial",
            "a trial that is repeated is another one",
            Contract::repeatable),
        new Rule(
            "twins give equal bits", "results depend on the machine that trains", Contract::twins),
        new Rule(
            "a state of any epoch goes on bit for bit",
            "trials that were interrupted or forked end elsewhere",
            Contract::resumable),
        new Rule(
            "a state is a copy",
            "what is kept of an epoch changes with the next",
            Contract::copies),
        new Rule(
            "a state of another form is refused",
            "a snapshot of other sizes is taken for its own",
            Contract::refusesOthers),
        new Rule(
            "measuring and evaluating change no result",
            "a trial with a probe ends elsewhere than one without",
            Contract::undisturbed),
        new Rule(
            "measures have names of their own", "one hides another in the table", Contract::named),
        new Rule(
            "the rate that is set again changes nothing",
            "a schedule that lowers nothing changes results",
            Contract::rates),
        new Rule(
            "the stop signal is heard before every batch",
            "a run that is stopped goes on for long",
            Contract::stoppable),
        new Rule(
            "an update allocates nothing that grows with the network",
            "the garbage collector takes the time of training",
            Contract::frugal),
        new Rule(
            "settings that differ later share the epochs before",
            "forks end elsewhere than trials that were trained alone",
            Contract::forks));
  }

  private static void require(boolean kept, String said) {
    if (!kept) {
      throw new Broken(said);
    }
  }

  private static void requireEqual(String what, Object first, Object other) {
    if (!Objects.equals(first, other)) {
      throw new Broken(what + ": " + difference(first, other));
    }
  }

  /** The first part of two records that differs. */
  private static String difference(Object first, Object other) {
    if (first instanceof Record && first.getClass() == other.getClass()) {
      for (RecordComponent part : first.getClass().getRecordComponents()) {
        Object one = part(first, part);
        Object two = part(other, part);
        if (!Objects.equals(one, two)) {
          String of = first instanceof EpochRecord record ? "epoch " + record.epoch() + ", " : "";
          return of + part.getName() + " " + difference(one, two);
        }
      }
    }
    if (first instanceof List<?> ones && other instanceof List<?> twos) {
      for (int i = 0; i < Math.min(ones.size(), twos.size()); i++) {
        if (!Objects.equals(ones.get(i), twos.get(i))) {
          return difference(ones.get(i), twos.get(i));
        }
      }
      return ones.size() + " of them, then " + twos.size();
    }
    return first + ", then " + other;
  }

  private static Object part(Object whole, RecordComponent part) {
    try {
      return part.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a public record of this project is read", e);
    }
  }

  private static void requireState(
      String what, Trainer<? extends Trainee> first, Trainer<? extends Trainee> other) {
    requireState(what, bytes(first), bytes(other));
  }

  private static void requireState(String what, byte[] first, byte[] other) {
    int at = Arrays.mismatch(first, other);
    require(at < 0, "%s: the states differ at byte %d of %d".formatted(what, at, first.length));
  }

  private static byte[] bytes(Trainer<? extends Trainee> trainer) {
    return trainer.state().toBytes();
  }

  private static List<EpochRecord> train(Trainer<Trainee> trainer, int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    while (records.size() < epochs && !trainer.finished()) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  private static void finite(Subject subject) {
    List<EpochRecord> records = train(subject.trainer(), subject.epochs());
    require(!records.isEmpty(), "it is finished before the first epoch");
    for (EpochRecord record : records) {
      Evaluation validation = record.validation();
      require(
          validation.sequences() > 0, "epoch %d: no sequences validated".formatted(record.epoch()));
    }
  }

  private static void repeatable(Subject subject) {
    Trainer<Trainee> alone = subject.trainer();
    List<EpochRecord> records = train(alone, subject.epochs());
    Trainer<Trainee> first = subject.trainer();
    Trainer<Trainee> second = subject.trainer();
    for (EpochRecord record : records) {
      requireEqual("alone and again", record, first.trainEpoch());
      requireEqual("alone and in turn", record, second.trainEpoch());
    }
    requireState("alone and again", alone, first);
    requireEqual("test alone and in turn", alone.test(), second.test());
    requireEqual("measures alone and in turn", alone.measures(), second.measures());
  }

  private static void twins(Subject subject) {
    for (Twin twin : subject.twins()) {
      Trainer<Trainee> one = subject.trainer();
      Trainer<Trainee> other = subject.trainer(twin.trainee());
      requireEqual(twin.name(), train(one, subject.epochs()), train(other, subject.epochs()));
      requireState(twin.name(), one, other);
      requireEqual(twin.name() + ", test", one.test(), other.test());
    }
  }

  private static void resumable(Subject subject) {
    Trainer<Trainee> straight = subject.trainer();
    List<byte[]> states = new ArrayList<>(List.of(bytes(straight)));
    List<EpochRecord> records = new ArrayList<>();
    while (records.size() < subject.epochs() && !straight.finished()) {
      records.add(straight.trainEpoch());
      states.add(bytes(straight));
    }
    Evaluation test = straight.test();
    List<Measure> measures = straight.measures();
    Trainer<Trainee> used = subject.trainer();
    for (int cut = records.size(); cut >= 0; cut--) {
      String from = "from the state after epoch " + cut;
      for (Trainer<Trainee> other : List.of(subject.trainer(), used)) {
        other.restore(TrialState.fromBytes(states.get(cut)));
        requireState(from + ", restored", states.get(cut), bytes(other));
        requireEqual(
            from, records.subList(cut, records.size()), train(other, records.size() - cut));
        requireState(from, straight, other);
        requireEqual(from + ", finished", straight.finished(), other.finished());
        requireEqual(from + ", test", test, other.test());
        requireEqual(from + ", measures", measures, other.measures());
      }
    }
  }

  private static void copies(Subject subject) {
    Trainer<Trainee> trainer = subject.trainer();
    TrialState state = trainer.state();
    byte[] before = state.toBytes();
    trainer.trainEpoch();
    requireState("kept while training goes on", before, state.toBytes());
    trainer.restore(state);
    trainer.trainEpoch();
    requireState("restored from, while training goes on", before, state.toBytes());
  }

  private static void refusesOthers(Subject subject) {
    TrialState state = subject.trainer().state();
    Memory memory = state.memory();
    List<float[]> more = new ArrayList<>(memory.arrays());
    more.add(new float[2]);
    long[] counts = new long[memory.counts().length + 1];
    double[] numbers = new double[memory.numbers().length + 1];
    requireRefusal(
        subject, state, "one array more", new Memory(memory.counts(), more, memory.numbers()));
    requireRefusal(
        subject, state, "one count more", new Memory(counts, memory.arrays(), memory.numbers()));
    requireRefusal(
        subject, state, "one number more", new Memory(memory.counts(), memory.arrays(), numbers));
    requireRefusal(
        subject, state, "nothing at all", new Memory(new long[0], List.of(), new double[0]));
  }

  private static void requireRefusal(
      Subject subject, TrialState state, String what, Memory memory) {
    Trainer<Trainee> trainer = subject.trainer();
    try {
      trainer.restore(new TrialState(state.epochs(), memory, state.schedule()));
    } catch (IllegalArgumentException e) {
      return;
    }
    throw new Broken("a state with " + what + " is taken; end the reading with end()");
  }

  private static void undisturbed(Subject subject) {
    Trainer<Trainee> plain = subject.trainer();
    Trainer<Trainee> watched = subject.trainer();
    for (EpochRecord record : train(plain, subject.epochs())) {
      byte[] state = bytes(watched);
      int epoch = watched.epochs();
      String after = " after epoch " + epoch + ", once and again";
      List<Measure> measures = watched.measures();
      Evaluation test = watched.test();
      Evaluation validation = watched.trainee().validate(epoch + 1, () -> {});
      requireEqual("measures" + after, measures, watched.measures());
      requireEqual("test" + after, test, watched.test());
      requireEqual(
          "validation" + after, validation, watched.trainee().validate(epoch + 1, () -> {}));
      requireState("measured" + after, state, bytes(watched));
      requireEqual("not measured, and measured", record, watched.trainEpoch());
    }
    requireState("not measured, and measured", plain, watched);
  }

  private static void named(Subject subject) {
    Trainer<Trainee> trainer = subject.trainer();
    requireNames(trainer.measures());
    for (EpochRecord record : train(trainer, subject.epochs())) {
      List<Measure> all = new ArrayList<>(record.validation().more());
      all.addAll(record.measures());
      requireNames(all);
    }
    requireNames(trainer.measures());
    requireNames(trainer.test().more());
  }

  private static void requireNames(List<Measure> measures) {
    Set<String> names = new TreeSet<>();
    for (Measure m : measures) {
      for (String name : List.of(m.probe(), m.part(), m.statistic())) {
        require(
            NAME.matcher(name).matches(),
            "'%s': a name is small letters, digits and '.', '_', '-'".formatted(name));
      }
      String name = m.probe() + " " + m.part() + " " + m.statistic() + " " + m.step();
      require(names.add(name), "two measures are called %s".formatted(name));
    }
  }

  private static void rates(Subject subject) {
    Trainer<Trainee> plain = subject.trainer();
    Trainer<Trainee> same = subject.trainer();
    if (plain.trainee().learningRate().isEmpty()) {
      try {
        plain.trainee().learningRate(1);
      } catch (UnsupportedOperationException e) {
        return;
      }
      throw new Broken("it has no learning rate, but takes one");
    }
    for (int i = 0; i < 2 && !plain.finished(); i++) {
      same.trainee().learningRate(same.trainee().learningRate().getAsDouble());
      requireEqual("left alone, and set again", plain.trainEpoch(), same.trainEpoch());
    }
    requireState("left alone, and set again", plain, same);
  }

  private static void stoppable(Subject subject) {
    int[] polls = {0};
    Trainer<Trainee> free =
        subject.trainer(
            () -> {
              polls[0]++;
              return false;
            });
    free.trainEpoch();
    int training = subject.fresh().batches(1);
    int all = polls[0];
    require(
        all > training,
        "beforeEachBatch was not run in validation: %d polls in an epoch of %d batches"
            .formatted(all, training));
    for (int at : new int[] {1, Math.max(1, training), training + 1, all}) {
      int[] asked = {0};
      Trainer<Trainee> stopped = subject.trainer(() -> ++asked[0] >= at);
      require(isCancelled(stopped::trainEpoch), "not stopped at poll %d of %d".formatted(at, all));
      requireEqual("polls until it stopped", at, asked[0]);
    }
    boolean[] stop = {false};
    Trainer<Trainee> trained = subject.trainer(() -> stop[0]);
    trained.trainEpoch();
    stop[0] = true;
    require(isCancelled(trained::test), "beforeEachBatch was not run in the test");
  }

  private static boolean isCancelled(Runnable work) {
    try {
      work.run();
      return false;
    } catch (CancellationException e) {
      return true;
    }
  }

  private static void frugal(Subject subject) {
    double least = Double.POSITIVE_INFINITY;
    Trainee trainee = subject.fresh();
    int epoch = 0;
    for (int i = 0; i < MOST_EPOCHS && least >= MOST_BYTES; i++) {
      if (trainee.finished()) {
        trainee = subject.fresh();
        epoch = 0;
      }
      epoch++;
      Tally tally = new Tally(epoch);
      trainee.startEpoch(epoch);
      int batches = trainee.batches(epoch);
      if (batches > 0) {
        trainee.update(epoch, 0, tally); // the first of an epoch may look up its data
      }
      long before = subject.allocatedBytes().getAsLong();
      for (int batch = 1; batch < batches; batch++) {
        trainee.update(epoch, batch, tally);
      }
      double bytes = subject.allocatedBytes().getAsLong() - before;
      least = Math.min(least, bytes / Math.max(1, batches - 1));
      trainee.endEpoch(epoch, trainee.validate(epoch, () -> {}));
    }
    require(least < MOST_BYTES, "%.0f bytes in an update, every time".formatted(least));
  }

  private static void forks(Subject subject) {
    for (Fork fork : subject.forks()) {
      String name = fork.name();
      Trainer<Trainee> trunk = subject.trainer();
      List<EpochRecord> shared = train(trunk, fork.onset() - 1);
      requireEqual(name + ": epochs before", fork.onset() - 1, shared.size());

      Trainer<Trainee> straight = subject.trainer(fork.trainee());
      requireEqual(name + ", before", shared, train(straight, fork.onset() - 1));
      requireState(name + ", before", trunk, straight);

      Trainer<Trainee> forked = subject.trainer(fork.trainee());
      forked.restore(TrialState.fromBytes(bytes(trunk)));
      List<EpochRecord> after = train(straight, 2);
      require(!after.isEmpty(), "%s: no epochs after".formatted(name));
      requireEqual(name + ", alone and forked", after, train(forked, 2));
      requireState(name + ", alone and forked", straight, forked);
      require(
          !after.equals(train(trunk, 2)), "%s: nothing differs after its onset".formatted(name));
    }
  }
}
