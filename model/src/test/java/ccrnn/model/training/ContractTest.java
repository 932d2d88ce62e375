package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Contract.Fork;
import ccrnn.model.training.Contract.Rule;
import ccrnn.model.training.Contract.Subject;
import ccrnn.model.training.Contract.Twin;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule is broken by somebody, and the honest keep to all. */
class ContractTest {
  /** A way to break a rule, with a piece of its name and of what it says. */
  private enum Fault {
    NONE("", ""),
    FINISHED_AT_ONCE("finite validation loss", "finished before the first epoch"),
    LOSS_IS_NAN("finite validation loss", "validation loss NaN"),
    NOTHING_VALIDATED("finite validation loss", "epoch 1: no sequences validated"),
    THROWS("finite validation loss", "it throws java.lang.ArithmeticException: no olive"),

    STATE_IS_SHARED("equal settings", "alone and again: epoch 1"),
    STATE_IS_SHARED_UNSEEN("equal settings", "alone and again: the states differ at byte "),
    ODD_TRAINING("equal settings", "alone and in turn: epoch 1"),
    ODD_TEST("equal settings", "test alone and in turn: loss "),
    ODD_MEASURES("equal settings", "measures alone and in turn: "),

    TWIN_DIFFERS("twins", "another kernel: epoch 1"),
    TWIN_DIFFERS_UNSEEN("twins", "another kernel: the states differ"),
    TWIN_DIFFERS_IN_TEST("twins", "another kernel, test: "),

    STATE_LACKS_A_NUMBER("any epoch goes on", "from the state after epoch 3: epoch 4, trainLoss "),
    RESTORING_LOSES("any epoch goes on", "from the state after epoch 4, restored: the states"),
    RESTORED_COUNTS_TWICE("any epoch goes on", "from the state after epoch 3: the states differ"),
    RESTORED_GOES_ON("any epoch goes on", "after epoch 4, finished: true, then false"),
    RESTORED_TESTS_OTHERWISE("any epoch goes on", "after epoch 4, test: "),
    RESTORED_MEASURES_OTHERWISE("any epoch goes on", "after epoch 4, measures: "),

    STATE_IS_LIVE("a copy", "kept while training goes on: the states differ"),
    RESTORED_STATE_IS_LIVE("a copy", "restored from, while training goes on: the states differ"),

    ANY_STATE_IS_TAKEN("another form", "one array more is taken"),
    COUNTS_ARE_IGNORED("another form", "one count more is taken"),
    NUMBERS_ARE_IGNORED("another form", "one number more is taken"),
    NOTHING_IS_TAKEN("another form", "nothing at all is taken"),

    MEASURES_COUNT("measuring", "measures after epoch 0, once and again"),
    MEASURES_GROW("measuring", "measures after epoch 0, once and again: 1 of them, then 2"),
    TESTS_COUNT("measuring", "test after epoch 0, once and again"),
    VALIDATIONS_COUNT("measuring", "validation after epoch 0, once and again"),
    MEASURING_IS_KEPT("measuring", "measured after epoch 0, once and again: the states differ"),
    MEASURING_TEACHES("measuring", "not measured, and measured: epoch 1"),
    MEASURING_TEACHES_UNSEEN("measuring", "not measured, and measured: the states differ"),

    MEASURES_SHARE_A_NAME("names of their own", "two measures are called unit first value"),
    MEASURES_HAVE_ODD_NAMES("names of their own", "'First Unit'"),
    EPOCHS_HAVE_ODD_NAMES("names of their own", "'Each Epoch'"),
    VALIDATION_HAS_ODD_NAMES("names of their own", "'Validated Unit'"),
    LATER_MEASURES_HAVE_ODD_NAMES("names of their own", "'Later Unit'"),
    TEST_HAS_ODD_NAMES("names of their own", "'Tested Unit'"),

    RATE_DRIFTS("rate", "left alone, and set again: epoch 1"),
    RATE_IS_COUNTED("rate", "left alone, and set again: the states differ"),

    VALIDATION_IS_DEAF("stop signal", "not run in validation"),
    VALIDATION_GOES_ON("stop signal", "not stopped at poll 4 of 4"),
    VALIDATION_ASKS_AGAIN("stop signal", "polls until it stopped: 4, then 5"),
    TEST_IS_DEAF("stop signal", "not run in the test"),

    UPDATES_ALLOCATE("allocates", "bytes in an update"),

    FORK_IS_TOO_LATE("differ later", "switch: epochs before: 2, then 1"),
    FORK_ACTS_EARLY("differ later", "switch, before: epoch 2"),
    FORK_ACTS_EARLY_UNSEEN("differ later", "switch, before: the states differ"),
    FORK_ENDS_AT_ONCE("differ later", "switch: no epochs after"),
    FORK_COUNTS_ITS_OWN_EPOCHS("differ later", "switch, alone and forked: epoch 3"),
    FORK_KEEPS_COUNT_UNSEEN("differ later", "switch, alone and forked: the states differ"),
    FORK_DOES_NOTHING("differ later", "nothing differs");

    private final String rule;
    private final String said;

    Fault(String rule, String said) {
      this.rule = rule;
      this.said = said;
    }
  }

  /** What all trainees of one fault share, as a static variable would be. */
  private static final class Shared {
    private long updates;
    private int made;
  }

  /** Which of the trainees of a rule one is. */
  private enum Role {
    PLAIN,
    /** Of a twin. */
    TWIN,
    /** Of a fork. */
    FORK
  }

  /** One weight that climbs by its rate, with momentum. */
  private static final class Climber implements Trainee {
    /** Trainer, then its schedule: the third trainer's is the fifth that is made. */
    private static final int THIRD_TRAINER = 5;

    private static final int ONSET = 3;

    private final Fault fault;
    private final Shared shared;
    private final Role role;
    private final boolean odd;
    private double rate = 0.5;
    private double weight;
    private double momentum;
    private double unseen; // in the state, and nowhere else
    private long measured;
    private long tested;
    private long validated;
    private int epochsHere;
    private boolean restored;
    private float[] scratch = new float[0];
    private float[] kept = new float[1];
    private final double[] live = new double[4];

    Climber(Fault fault, Shared shared, Role role) {
      this.fault = fault;
      this.shared = shared;
      this.role = role;
      this.odd = ++shared.made == THIRD_TRAINER;
    }

    private boolean is(Fault other) {
      return fault == other;
    }

    @Override
    public int batches(int epoch) {
      return 3;
    }

    @Override
    public boolean finished() {
      return is(Fault.FINISHED_AT_ONCE)
          || (is(Fault.RESTORED_GOES_ON) && epochsHere >= 4)
          || (is(Fault.FORK_IS_TOO_LATE) && epochsHere >= 1)
          || (is(Fault.FORK_ENDS_AT_ONCE) && role == Role.FORK && epochsHere >= ONSET - 1);
    }

    /** What a fork, a twin or a slip adds to the weight in an update. */
    private double push(int epoch, int batch) {
      if (role == Role.TWIN) {
        return is(Fault.TWIN_DIFFERS) ? 1e-9 : 0;
      }
      if (role == Role.FORK && !is(Fault.FORK_DOES_NOTHING)) {
        int now = is(Fault.FORK_COUNTS_ITS_OWN_EPOCHS) ? epochsHere + 1 : epoch;
        return now >= (is(Fault.FORK_ACTS_EARLY) ? ONSET - 1 : ONSET) ? 1 : 0;
      }
      if (is(Fault.STATE_IS_SHARED)) {
        return ++shared.updates;
      }
      if (is(Fault.MEASURING_TEACHES) && batch == 0) {
        return measured;
      }
      return is(Fault.ODD_TRAINING) && odd ? 1 : 0;
    }

    private void countUnseen() {
      switch (fault) {
        case STATE_IS_SHARED_UNSEEN -> unseen += ++shared.updates;
        case TWIN_DIFFERS_UNSEEN -> unseen += role == Role.TWIN ? 1 : 0;
        case RESTORING_LOSES -> unseen++;
        case RESTORED_COUNTS_TWICE -> unseen += restored ? 2 : 1;
        case MEASURING_TEACHES_UNSEEN -> unseen += measured;
        case FORK_ACTS_EARLY_UNSEEN -> unseen += role == Role.FORK ? 1 : 0;
        case FORK_KEEPS_COUNT_UNSEEN -> unseen += role == Role.FORK && restored ? 1 : 0;
        default -> {}
      }
    }

    @Override
    public void update(int epoch, int batch, Tally tally) {
      if (is(Fault.THROWS)) {
        throw new ArithmeticException("no olive");
      }
      if (is(Fault.UPDATES_ALLOCATE)) {
        scratch = new float[2000 + (scratch.length + 1) % 7];
      }
      momentum = momentum / 2 + rate / (1 + weight * weight);
      weight += momentum + push(epoch, batch);
      countUnseen();
      live[0] = weight;
      kept[0] = batch;
      tally.loss(2, 1 / (1 + weight));
    }

    @Override
    public Evaluation validate(int epoch, Runnable beforeEachBatch) {
      switch (fault) {
        case VALIDATION_IS_DEAF -> {}
        case VALIDATION_GOES_ON, VALIDATION_ASKS_AGAIN -> {
          try {
            beforeEachBatch.run();
          } catch (CancellationException e) {
            if (is(Fault.VALIDATION_ASKS_AGAIN)) {
              beforeEachBatch.run();
            }
          }
        }
        default -> beforeEachBatch.run();
      }
      double loss = is(Fault.LOSS_IS_NAN) ? Double.NaN : 1 / (1 + weight);
      if (is(Fault.VALIDATIONS_COUNT)) {
        loss += ++validated;
      }
      Evaluation evaluation = Evaluation.of(is(Fault.NOTHING_VALIDATED) ? 0 : 4, loss);
      return is(Fault.VALIDATION_HAS_ODD_NAMES)
          ? evaluation.with(List.of(Measure.of("unit", "Validated Unit", "value", 1)))
          : evaluation;
    }

    @Override
    public List<Measure> endEpoch(int epoch, Evaluation validation) {
      epochsHere++;
      return is(Fault.EPOCHS_HAVE_ODD_NAMES)
          ? List.of(Measure.of("unit", "Each Epoch", "value", 1))
          : List.of();
    }

    @Override
    public Evaluation test(int epoch, Runnable beforeEachBatch) {
      if (!is(Fault.TEST_IS_DEAF)) {
        beforeEachBatch.run();
      }
      boolean other =
          (is(Fault.ODD_TEST) && odd)
              || (is(Fault.TWIN_DIFFERS_IN_TEST) && role == Role.TWIN)
              || (is(Fault.RESTORED_TESTS_OTHERWISE) && restored);
      double more = is(Fault.TESTS_COUNT) ? ++tested : 0;
      Evaluation evaluation = Evaluation.of(4, 2 / (1 + weight) + (other ? 1 : 0) + more);
      return is(Fault.TEST_HAS_ODD_NAMES)
          ? evaluation.with(List.of(Measure.of("unit", "Tested Unit", "value", 1)))
          : evaluation;
    }

    @Override
    public List<Measure> measures(int epoch, Runnable beforeEachBatch) {
      measured++;
      if (is(Fault.MEASURING_IS_KEPT)) {
        unseen++;
      }
      String part =
          is(Fault.MEASURES_HAVE_ODD_NAMES) && epoch == 0
              ? "First Unit"
              : is(Fault.LATER_MEASURES_HAVE_ODD_NAMES) && epoch > 0 ? "Later Unit" : "first";
      boolean other =
          (is(Fault.ODD_MEASURES) && odd) || (is(Fault.RESTORED_MEASURES_OTHERWISE) && restored);
      double value = is(Fault.MEASURES_COUNT) ? measured : weight + (other ? 1 : 0);
      Measure first = Measure.of("unit", part, "value", value);
      if (is(Fault.MEASURES_GROW)) {
        return Collections.nCopies((int) measured, first);
      }
      return is(Fault.MEASURES_SHARE_A_NAME) ? List.of(first, first) : List.of(first);
    }

    @Override
    public OptionalDouble learningRate() {
      return OptionalDouble.of(rate);
    }

    @Override
    public void learningRate(double changed) {
      rate = is(Fault.RATE_DRIFTS) ? changed + 1e-6 : changed;
      if (is(Fault.RATE_IS_COUNTED)) {
        unseen++;
      }
    }

    @Override
    public Memory memory() {
      if (is(Fault.STATE_IS_LIVE)) {
        return new Memory(new long[0], List.of(), live);
      }
      Memory.Writer writer = Memory.writer().number(weight).number(rate).number(unseen);
      if (is(Fault.RESTORED_STATE_IS_LIVE)) {
        writer.array(kept.clone());
      }
      return is(Fault.STATE_LACKS_A_NUMBER) ? writer.end() : writer.number(momentum).end();
    }

    /** Whether the memory is taken without a look at it, or without one at a part of it. */
    private boolean isIgnored(Memory memory) {
      boolean noArrays = memory.arrays().isEmpty();
      boolean noCounts = memory.counts().length == 0;
      boolean usual = memory.numbers().length == 4;
      return switch (fault) {
        case COUNTS_ARE_IGNORED -> noArrays && usual && !noCounts;
        case NUMBERS_ARE_IGNORED -> noArrays && noCounts && memory.numbers().length == 5;
        case NOTHING_IS_TAKEN -> noArrays && noCounts && memory.numbers().length == 0;
        default -> false;
      };
    }

    @Override
    public void restore(Memory memory) {
      if (isIgnored(memory)) {
        return;
      }
      restored = true;
      Memory.Reader reader = memory.reader();
      weight = reader.number();
      rate = reader.number();
      double before = reader.number();
      unseen = is(Fault.RESTORING_LOSES) ? 0 : before;
      if (!is(Fault.STATE_LACKS_A_NUMBER)) {
        momentum = reader.number();
      }
      if (is(Fault.RESTORED_STATE_IS_LIVE)) {
        kept = memory.arrays().get(0);
      } else if (!is(Fault.ANY_STATE_IS_TAKEN)) {
        reader.end();
      }
    }
  }

  private static Subject subject(Fault fault) {
    Shared shared = new Shared();
    return new Subject(
        () -> new Climber(fault, shared, Role.PLAIN),
        4,
        List.of(new Fork("switch", Climber.ONSET, () -> new Climber(fault, shared, Role.FORK))),
        List.of(new Twin("another kernel", () -> new Climber(fault, shared, Role.TWIN))),
        TraineeContract.allocatedBytes());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whoBreaksARuleIsTold(Fault fault) {
    List<Rule> meant =
        Contract.rules().stream().filter(rule -> rule.name().contains(fault.rule)).toList();
    assertThat(meant).hasSize(1);
    assertThat(meant.get(0).broken(subject(fault)).orElse("kept")).contains(fault.said);
  }

  @Test
  void everyRuleIsBrokenBySomebody() {
    assertThat(Contract.rules())
        .allMatch(
            rule -> Stream.of(Fault.values()).skip(1).anyMatch(f -> rule.name().contains(f.rule)));
  }

  @Test
  void theHonestKeepToAllRules() {
    for (Rule rule : Contract.rules()) {
      assertThat(rule.broken(subject(Fault.NONE))).as(rule.name()).isEmpty();
    }
  }

  @Test
  void rulesHaveNamesAndNeedThreeEpochs() {
    assertThat(Contract.rules()).allMatch(rule -> rule.toString().equals(rule.name()));
    Subject usual = subject(Fault.NONE);
    assertThat(
            new Subject(usual.trainee(), 3, usual.forks(), usual.twins(), usual.allocatedBytes())
                .epochs())
        .isEqualTo(3);
    assertThatThrownBy(
            () ->
                new Subject(
                    usual.trainee(), 2, usual.forks(), usual.twins(), usual.allocatedBytes()))
        .hasMessage("rules need 3 epochs, not 2");
  }
}
