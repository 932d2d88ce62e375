package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Contract.Fork;
import ccrnn.model.training.Contract.Rule;
import ccrnn.model.training.Contract.Subject;
import ccrnn.model.training.Contract.Twin;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule is broken by somebody, and the honest keep to all. */
class ContractTest {
  /** A way to break a rule, with a piece of its name and of what it says. */
  private enum Fault {
    NONE("", ""),
    LOSS_IS_NAN("finite validation loss", "validation loss NaN"),
    NOTHING_VALIDATED("finite validation loss", "no sequences validated"),
    STATE_IS_SHARED("equal settings", "alone and again"),
    TWIN_DIFFERS("twins", "another kernel"),
    STATE_LACKS_A_NUMBER("any epoch goes on", "from the state after epoch 3: epoch 4, trainLoss "),
    STATE_IS_LIVE("a copy", "kept while training goes on: the states differ"),
    ANY_STATE_IS_TAKEN("another form", "one array more is taken"),
    MEASURES_COUNT("measuring", "measures after epoch 0, once and again"),
    MEASURES_SHARE_A_NAME("names of their own", "two measures are called unit first value"),
    MEASURES_HAVE_ODD_NAMES("names of their own", "'First Unit'"),
    RATE_DRIFTS("rate", "left alone, and set again"),
    VALIDATION_IS_DEAF("stop signal", "not run in validation"),
    TEST_IS_DEAF("stop signal", "not run in the test"),
    UPDATES_ALLOCATE("allocates", "bytes in an update"),
    FORK_ACTS_EARLY("differ later", "switch, before"),
    FORK_DOES_NOTHING("differ later", "nothing differs"),
    THROWS("finite validation loss", "it throws java.lang.ArithmeticException: no olive");

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
  }

  /** One weight that climbs by its rate, with momentum. */
  private static final class Climber implements Trainee {
    private final Fault fault;
    private final Shared shared;
    private final double push;
    private final int pushedFrom;
    private double rate = 0.5;
    private double weight;
    private double momentum;
    private long measured;
    private float[] scratch = new float[0];
    private final double[] live = new double[3];

    Climber(Fault fault, Shared shared, double push, int pushedFrom) {
      this.fault = fault;
      this.shared = shared;
      this.push = push;
      this.pushedFrom = pushedFrom;
    }

    @Override
    public int batches(int epoch) {
      return 3;
    }

    @Override
    public void update(int epoch, int batch, Tally tally) {
      if (fault == Fault.THROWS) {
        throw new ArithmeticException("no olive");
      }
      if (fault == Fault.UPDATES_ALLOCATE) {
        scratch = new float[2000 + (scratch.length + 1) % 7];
      }
      momentum = momentum / 2 + rate / (1 + weight * weight);
      weight += momentum + (epoch >= pushedFrom ? push : 0);
      if (fault == Fault.STATE_IS_SHARED) {
        weight += ++shared.updates;
      }
      live[0] = weight;
      tally.loss(2, 1 / (1 + weight));
    }

    @Override
    public Evaluation validate(int epoch, Runnable beforeEachBatch) {
      if (fault != Fault.VALIDATION_IS_DEAF) {
        beforeEachBatch.run();
      }
      double loss = fault == Fault.LOSS_IS_NAN ? Double.NaN : 1 / (1 + weight);
      return Evaluation.of(fault == Fault.NOTHING_VALIDATED ? 0 : 4, loss);
    }

    @Override
    public Evaluation test(int epoch, Runnable beforeEachBatch) {
      if (fault != Fault.TEST_IS_DEAF) {
        beforeEachBatch.run();
      }
      return Evaluation.of(4, 2 / (1 + weight));
    }

    @Override
    public List<Measure> measures(int epoch, Runnable beforeEachBatch) {
      measured++;
      String part = fault == Fault.MEASURES_HAVE_ODD_NAMES ? "First Unit" : "first";
      double value = fault == Fault.MEASURES_COUNT ? measured : weight;
      Measure first = Measure.of("unit", part, "value", value);
      return fault == Fault.MEASURES_SHARE_A_NAME ? List.of(first, first) : List.of(first);
    }

    @Override
    public OptionalDouble learningRate() {
      return OptionalDouble.of(rate);
    }

    @Override
    public void learningRate(double changed) {
      rate = fault == Fault.RATE_DRIFTS ? changed + 1e-6 : changed;
    }

    @Override
    public Memory memory() {
      if (fault == Fault.STATE_IS_LIVE) {
        return new Memory(new long[0], List.of(), live);
      }
      return fault == Fault.STATE_LACKS_A_NUMBER
          ? Memory.writer().number(weight).number(rate).end()
          : Memory.writer().number(weight).number(rate).number(momentum).end();
    }

    @Override
    public void restore(Memory memory) {
      Memory.Reader reader = memory.reader();
      weight = reader.number();
      rate = reader.number();
      if (fault != Fault.STATE_LACKS_A_NUMBER) {
        momentum = reader.number();
      }
      if (fault != Fault.ANY_STATE_IS_TAKEN) {
        reader.end();
      }
    }
  }

  private static Subject subject(Fault fault) {
    Shared shared = new Shared();
    int onset = 3;
    int acts = fault == Fault.FORK_ACTS_EARLY ? 2 : onset;
    double push = fault == Fault.FORK_DOES_NOTHING ? 0 : 1;
    double other = fault == Fault.TWIN_DIFFERS ? 1e-9 : 0;
    return new Subject(
        () -> new Climber(fault, shared, 0, 1),
        4,
        List.of(new Fork("switch", onset, () -> new Climber(fault, shared, push, acts))),
        List.of(new Twin("another kernel", () -> new Climber(fault, shared, other, 1))),
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
}
