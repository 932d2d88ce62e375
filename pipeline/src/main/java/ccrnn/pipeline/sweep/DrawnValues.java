package ccrnn.pipeline.sweep;

import ccrnn.pipeline.UserError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Values of an axis that are drawn instead of listed: {@code {sample: log-uniform, from: 1e-4, to:
 * 1e-2, n: 20, seed: 3}}. They are points of a Sobol sequence, shifted by a random number, so that
 * few of them cover a range as evenly as many would. What is drawn depends on what the map says and
 * on nothing else, and is a value like any other from then on.
 */
final class DrawnValues {
  private static final String SAMPLE = "sample";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String OF = "of";
  private static final String NUMBER = "n";
  private static final String SEED = "seed";

  private static final List<String> KINDS = List.of("uniform", "log-uniform", "integers", "choice");

  /** Digits of a drawn number: what a person would still write down. */
  private static final MathContext DIGITS = new MathContext(6);

  private final Setting setting;
  private final Node.Mapping map;
  private final String kind;

  private DrawnValues(Setting setting, Node.Mapping map) {
    this.setting = setting;
    this.map = map;
    Node.Scalar word = scalar(SAMPLE);
    kind = word.text();
    if (!KINDS.contains(kind)) {
      throw word.place()
          .error("unknown sample %s; %s".formatted(Names.quote(kind), Names.advice(kind, KINDS)));
    }
    Set<String> known = new TreeSet<>(Set.of(SAMPLE, NUMBER, SEED));
    known.addAll(kind.equals("choice") ? Set.of(OF) : Set.of(FROM, TO));
    map.entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                throw entry
                    .place()
                    .error(
                        "unknown key %s of a sample; a %s sample has %s"
                            .formatted(Names.quote(key), kind, String.join(", ", known)));
              }
            });
  }

  /**
   * Draws the values of an axis.
   *
   * @return as many as the map asks for; where few are possible, some of them more than once
   * @throws UserError if the map is no sample, or the setting does not take its values
   */
  static List<Object> draw(Setting setting, Node.Mapping map) {
    return new DrawnValues(setting, map).draw();
  }

  private List<Object> draw() {
    int n = Math.toIntExact(whole(NUMBER, 1, Sweep.MAX_COMBINATIONS));
    double shift = new Random(whole(SEED, 0, Long.MAX_VALUE)).nextDouble();
    DoubleFunction<Object> range = range();
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(1);
    sequence.skipTo(1); // the first point is 0
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double point = sequence.nextVector()[0] + shift;
      values.add(range.apply(point - Math.floor(point)));
    }
    return values;
  }

  /** What is drawn from, from its beginning at 0 to its end at 1. */
  private DoubleFunction<Object> range() {
    if (kind.equals("choice")) {
      List<Object> choices = Values.several(setting, entry(OF).value());
      return share -> choices.get((int) (share * choices.size()));
    }
    double from = bound(FROM);
    double to = bound(TO);
    if (from >= to) {
      throw entry(TO).place().error("a sample goes from a smaller number to a larger one");
    }
    if (kind.equals("integers")) {
      requireKind(Setting.Kind.INTEGER, "takes any number; sample uniform or log-uniform");
      return share -> read(String.valueOf((long) (from + Math.floor(share * (to - from + 1)))));
    }
    requireKind(Setting.Kind.NUMBER, "takes whole numbers; sample integers");
    if (kind.equals("uniform")) {
      return share -> between(from, to, mix(from, to, share));
    }
    if (from <= 0) {
      throw entry(FROM).place().error("a log-uniform sample begins above 0");
    }
    double first = StrictMath.log(from);
    double last = StrictMath.log(to);
    return share -> between(from, to, StrictMath.exp(mix(first, last, share)));
  }

  private void requireKind(Setting.Kind wanted, String advice) {
    if (setting.kind() != wanted) {
      throw entry(SAMPLE).place().error(setting.key() + " " + advice);
    }
  }

  private static double mix(double from, double to, double share) {
    return from + share * (to - from);
  }

  private Object between(double from, double to, double value) {
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    return read(String.valueOf(Math.max(from, Math.min(to, rounded))));
  }

  /** As if it had been written in the list of the axis. */
  private Object read(String value) {
    return Values.one(setting, new Node.Scalar(map.place(), value));
  }

  private double bound(String key) {
    Object value = Values.one(setting, scalar(key));
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw entry(key)
        .place()
        .error("%s of a sample is a number; sample a choice of words".formatted(key));
  }

  private long whole(String key, long least, long most) {
    Node.Scalar scalar = scalar(key);
    try {
      long value = new BigDecimal(scalar.text()).longValueExact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // told below
    }
    throw scalar
        .place()
        .error(
            "%s of a sample is a whole number from %d to %d, not %s"
                .formatted(key, least, most, scalar.description()));
  }

  private Node.Scalar scalar(String key) {
    Node value = entry(key).value();
    if (value instanceof Node.Scalar scalar) {
      return scalar;
    }
    throw value
        .place()
        .error("%s of a sample is one value, not %s".formatted(key, value.description()));
  }

  private Node.Entry entry(String key) {
    Node.Entry entry = map.entries().get(key);
    if (entry == null) {
      throw map.place()
          .error(
              "a sample of %s needs %s, as in {sample: uniform, from: 0.1, to: 0.5, n: 20, seed: 1}"
                  .formatted(setting.key(), key));
    }
    return entry;
  }
}
