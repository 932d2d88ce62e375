package ccrnn.pipeline.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting that a sweep file may name, in the order in which help, tables and the canonical
 * text of a trial list them. The one place where a default, its unit and its source are written.
 *
 * <p>Sources: "code" is the published implementation (neuralml/ccDNI), "paper" is Boven et al.,
 * Nature Communications 14 (2023). Keys are kebab-case; the Parquet column is the key in
 * snake_case.
 */
public enum Setting {
  /** What the network learns to do. */
  TASK(choice("line-drawing").of("line-drawing").about("task to learn")),
  /** Cortex alone, or with a cerebellum. */
  NETWORK(
      choice("ccrnn")
          .of("crnn", "ccrnn")
          .about("cortex alone (crnn) or cortex with cerebellum (ccrnn)")),
  /** Kind of recurrent network. */
  CORTEX(choice("lstm").of("lstm", "tanh").about("kind of recurrent network")),
  /** Origin of every random number of the trial. */
  SEED(
      integer(1)
          .range(0, 1L << 53)
          .about("origin of every random number; equal seeds make a true pair")),
  /** What is switched off. */
  LESION(
      choice("none")
          .of("none", "cerebellum", "inferior-olive", "fixed")
          .about(
              "what is switched off: the cerebellum's feedback, or its learning (inferior-olive;"
                  + " fixed is its name as a control)")
          .onlyWithCerebellum()),
  /** First epoch of the lesion. */
  LESION_EPOCH(
      integer(null)
          .range(1, 1_000_000)
          .unit("epoch, 1-based")
          .about("the lesion acts from the start of this epoch; needed with every lesion")
          .onlyWithCerebellum()),
  /** Mossy-fibre inputs per granule cell. */
  FIBRES(
      integer(null)
          .range(1, 65_536)
          .unit("inputs per granule cell")
          .about("mossy-fibre inputs per granule cell; all when absent")
          .source("code: dense for line drawing; 4 in the sparse variant")
          .absent("all")
          .onlyWithCerebellum()),
  /** Length of a truncation. */
  FEEDBACK_HORIZON(
      integer(1)
          .range(1, 10_000)
          .unit("time steps")
          .about("steps that backpropagation reaches back (length of a truncation)")
          .source("code: bptt 1, the 10 % horizon of line drawing")),
  /** Distance between observed targets. */
  FEEDBACK_INTERVAL(
      integer(2)
          .range(1, 10_000)
          .unit("time steps")
          .about("targets are seen at every n-th step, from step 0; 1 is every step")
          .source("code: spars_int 2")),
  /** Scale of the predicted feedback. */
  FEEDBACK_SCALE(
      number(0.1)
          .range(0, 1)
          .about("factor on the predicted feedback")
          .source("code: sg_factor 0.1, after Jaderberg et al. 2017")
          .onlyWithCerebellum()),
  /** Predicted feedback at the end of the sequence. */
  TERMINAL_FEEDBACK(
      choice("predicted")
          .of("predicted", "none")
          .about("predicted feedback into the last state, where no future is left")
          .source("code: predicted; none is the finite-sequence form of Jaderberg et al. 2017")
          .onlyWithCerebellum()),
  /** Size of the cortex. */
  CORTEX_UNITS(
      integer(50)
          .range(1, 8_192)
          .unit("units")
          .about("recurrent units of the cortex")
          .source("code: nhid 50")),
  /** Width of the granule layers. */
  CEREBELLUM_UNITS(
      integer(400)
          .range(1, 65_536)
          .unit("units")
          .about("granule cells in each hidden layer of the cerebellum")
          .source("code: synth_nhid 400")
          .onlyWithCerebellum()),
  /** Hidden layers of the cerebellum. */
  CEREBELLUM_LAYERS(
      integer(1)
          .range(0, 16)
          .unit("layers")
          .about("hidden layers of the cerebellum; 0 is a linear cerebellum")
          .source("paper: one hidden layer; later scripts of the code default to 2")
          .onlyWithCerebellum()),
  /** Length of training. */
  EPOCHS(
      integer(100)
          .range(1, 1_000_000)
          .unit("epochs")
          .about("training sessions")
          .source("code: 100")),
  /** Step size. */
  LEARNING_RATE(
      number(0.001)
          .range(1e-12, 10)
          .about("step size of Adam")
          .source("code: 1e-3 for line drawing")),
  /** Sequences per update. */
  BATCH_SIZE(
      integer(50).range(1, 100_000).unit("sequences").about("sequences per update").source("code")),
  /** Updates per epoch. */
  BATCHES(
      integer(16)
          .range(1, 1_000_000)
          .unit("updates")
          .about("updates per epoch, each on fresh sequences")
          .source("code: 800 of 1000 sequences train, in batches of 50")),
  /** Validation sequences. */
  VALIDATION_SIZE(
      integer(200)
          .range(1, 10_000_000)
          .unit("sequences")
          .about("sequences drawn afresh for each epoch's validation")
          .source("code: 200 of 1000")),
  /** Test sequences. */
  TEST_SIZE(
      integer(10_000)
          .range(1, 10_000_000)
          .unit("sequences")
          .about("sequences of the test after the last epoch")
          .source("code: 10000")),
  /** First moment decay. */
  ADAM_BETA1(number(0.9).range(0, 0.999_999_999).about("decay of Adam's mean").source("code")),
  /** Second moment decay. */
  ADAM_BETA2(
      number(0.98).range(0, 0.999_999_999).about("decay of Adam's mean square").source("code")),
  /** Adam's epsilon. */
  ADAM_EPSILON(
      number(1e-9).range(1e-30, 1).about("added to the root of Adam's mean square").source("code")),
  /** Bound on the gradient. */
  CLIP_NORM(
      number(1.0)
          .range(0, 1e9)
          .about("bound on the norm of the whole gradient; 0 is no clipping")
          .source("code")),
  /** What the clipping norm counts. */
  CLIP_SCOPE(
      choice("all")
          .of("all", "learning")
          .about("the norm counts all parameters, or only those that still learn")
          .source("code: all")
          .onlyWithCerebellum()),
  /** Length of a sequence. */
  STEPS(
      integer(10).range(2, 10_000).unit("time steps").about("length of a line").source("code: 10")),
  /** Number of cues. */
  CUES(
      integer(7)
          .range(1, 1_001)
          .unit("cues")
          .about("cues, one of which means stay at the origin")
          .source("code: npoints 7")),
  /** Distance of the end points. */
  LINE_LENGTH(number(10.0).range(1e-6, 1e6).about("distance of the end points").source("code: 10")),
  /** Input noise in training. */
  NOISE(
      number(0.0)
          .range(0, 1e3)
          .about("standard deviation of the input noise from step 1 on, training and validation")
          .source("code: 0 (its noise variance is a standard deviation)")),
  /** Input noise in the test. */
  TEST_NOISE(
      number(0.0)
          .range(0, 1e3)
          .about("standard deviation of the input noise in the test")
          .source("code: 0"));

  /** How a value is written and stored. */
  public enum Kind {
    /** One of {@link Setting#choices()}; a {@link String}. */
    CHOICE,
    /** A whole number; a {@link Long}. */
    INTEGER,
    /** A finite number; a {@link Double}. */
    NUMBER
  }

  private final String key;
  private final String column;
  private final Kind kind;
  private final Object defaultValue;
  private final String defaultLine;
  private final List<String> choices;
  private final double min;
  private final double max;
  private final String unit;
  private final String about;
  private final String source;
  private final String absentWord;
  private final boolean onlyWithCerebellum;

  Setting(Draft draft) {
    column = name().toLowerCase(Locale.ROOT);
    key = column.replace('_', '-');
    kind = draft.kind;
    defaultValue = draft.defaultValue;
    defaultLine = defaultValue == null ? "" : line(key, defaultValue);
    choices = Collections.unmodifiableList(new ArrayList<>(draft.choices));
    min = draft.min;
    max = draft.max;
    unit = draft.unit;
    about = draft.about;
    source = draft.source;
    absentWord = draft.absentWord;
    onlyWithCerebellum = draft.onlyWithCerebellum;
  }

  /**
   * @return the name in sweep files and overrides, kebab-case
   */
  public String key() {
    return key;
  }

  /**
   * @return the name of the Parquet column, snake_case
   */
  public String column() {
    return column;
  }

  /**
   * @return how a value is written and stored
   */
  public Kind kind() {
    return kind;
  }

  /**
   * @return the default, of the type that {@link #kind()} names; empty where there is none
   */
  public Optional<Object> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /**
   * @return the allowed words of a {@link Kind#CHOICE}, else empty
   */
  public List<String> choices() {
    return choices;
  }

  /**
   * @return the smallest allowed number, inclusive
   */
  public double min() {
    return min;
  }

  /**
   * @return the largest allowed number, inclusive
   */
  public double max() {
    return max;
  }

  /**
   * @return the unit, or an empty string
   */
  public String unit() {
    return unit;
  }

  /**
   * @return what the setting means, a phrase
   */
  public String about() {
    return about;
  }

  /**
   * @return where the default comes from, or an empty string
   */
  public String source() {
    return source;
  }

  /**
   * @return the word that sweep files and tables write for the absence of a value, where absence
   *     means something of its own; else empty
   */
  public Optional<String> absentWord() {
    return Optional.ofNullable(absentWord);
  }

  /**
   * Writes a value the way a sweep file would: words as they are, numbers in the shortest decimal
   * form that reads back as the same value.
   *
   * @param value a value of the type that {@link #kind()} names
   * @return the text
   */
  public String text(Object value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    boolean readable = decimal.scale() <= 6 && decimal.precision() - decimal.scale() <= 15;
    return readable
        ? decimal.toPlainString()
        : decimal.toString().toLowerCase(Locale.ROOT).replace("e+", "e");
  }

  /**
   * Whether the setting means something beside the others. A setting that means nothing is left out
   * of the trial (a null column), so that trials that differ only in it are one trial.
   *
   * @param values the other settings of the trial, resolved; {@link #NETWORK} and {@link #LESION}
   *     are read
   * @return false for a cerebellar setting of a cortex alone, and for a lesion epoch without lesion
   */
  public boolean applies(Map<Setting, Object> values) {
    if (onlyWithCerebellum && !"ccrnn".equals(values.get(NETWORK))) {
      return false;
    }
    return this != LESION_EPOCH || !"none".equals(values.get(LESION));
  }

  /**
   * @param key a name as written in a sweep file
   * @return the setting of that name, if there is one
   */
  public static Optional<Setting> of(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /**
   * A line of {@link Trial#canonicalText()}. The lines of defaults are kept, as most lines of most
   * trials are such.
   */
  String canonicalLine(Object value) {
    return value.equals(defaultValue) ? defaultLine : line(key, value);
  }

  private static String line(String key, Object value) {
    return key + "=" + (value instanceof Double d ? Double.toHexString(d) : value) + "\n";
  }

  private static Draft choice(String defaultValue) {
    return new Draft(Kind.CHOICE, defaultValue);
  }

  private static Draft integer(Integer defaultValue) {
    return new Draft(Kind.INTEGER, defaultValue == null ? null : Long.valueOf(defaultValue));
  }

  private static Draft number(double defaultValue) {
    return new Draft(Kind.NUMBER, defaultValue);
  }

  /** Collects what describes one setting, so that the list above reads as a table. */
  private static final class Draft {
    private final Kind kind;
    private final Object defaultValue;
    private List<String> choices = List.of();
    private double min;
    private double max;
    private String unit = "";
    private String about = "";
    private String source = "";
    private String absentWord;
    private boolean onlyWithCerebellum;

    Draft(Kind kind, Object defaultValue) {
      this.kind = kind;
      this.defaultValue = defaultValue;
    }

    Draft of(String... words) {
      choices = List.of(words);
      return this;
    }

    Draft range(double least, double most) {
      min = least;
      max = most;
      return this;
    }

    Draft unit(String text) {
      unit = text;
      return this;
    }

    Draft about(String text) {
      about = text;
      return this;
    }

    Draft source(String text) {
      source = text;
      return this;
    }

    Draft absent(String word) {
      absentWord = word;
      return this;
    }

    Draft onlyWithCerebellum() {
      onlyWithCerebellum = true;
      return this;
    }
  }
}
