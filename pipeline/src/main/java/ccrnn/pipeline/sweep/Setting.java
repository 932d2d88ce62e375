package ccrnn.pipeline.sweep;

import static ccrnn.pipeline.sweep.SettingDraft.choice;
import static ccrnn.pipeline.sweep.SettingDraft.content;
import static ccrnn.pipeline.sweep.SettingDraft.integer;
import static ccrnn.pipeline.sweep.SettingDraft.number;
import static ccrnn.pipeline.sweep.SettingDraft.words;
import static ccrnn.pipeline.sweep.When.ADAM;
import static ccrnn.pipeline.sweep.When.CAPTIONS;
import static ccrnn.pipeline.sweep.When.CEREBELLUM;
import static ccrnn.pipeline.sweep.When.CLIPPED;
import static ccrnn.pipeline.sweep.When.CUED;
import static ccrnn.pipeline.sweep.When.DIGITS;
import static ccrnn.pipeline.sweep.When.DIGIT_DRAWINGS;
import static ccrnn.pipeline.sweep.When.EMBEDDED;
import static ccrnn.pipeline.sweep.When.FEEDBACK_PREDICTOR;
import static ccrnn.pipeline.sweep.When.FEEDFORWARD;
import static ccrnn.pipeline.sweep.When.LESIONED;
import static ccrnn.pipeline.sweep.When.LINES;
import static ccrnn.pipeline.sweep.When.LSTM;
import static ccrnn.pipeline.sweep.When.NO_CAPTIONS;
import static ccrnn.pipeline.sweep.When.PATHS;
import static ccrnn.pipeline.sweep.When.PLATEAU;
import static ccrnn.pipeline.sweep.When.PREDICTOR;
import static ccrnn.pipeline.sweep.When.PROBED;
import static ccrnn.pipeline.sweep.When.REACHING;
import static ccrnn.pipeline.sweep.When.RECOGNITION;
import static ccrnn.pipeline.sweep.When.RECURRENT;
import static ccrnn.pipeline.sweep.When.SILENCED;
import static ccrnn.pipeline.sweep.When.TRUNCATED;
import static ccrnn.pipeline.sweep.When.WITH_DATA;
import static ccrnn.pipeline.sweep.When.WITH_MOMENTUM;

import ccrnn.pipeline.sweep.SettingDraft.SpecialDefault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every setting that a sweep file may name, in the order in which help, tables and the canonical
 * text of a trial list them. The one place where a default, its unit and its source are written.
 *
 * <p>A row reads: default, defaults of single tasks ({@code in}), values, meaning, source, and when
 * it means something at all ({@code only}). Both may depend on earlier rows only. A {@code neutral}
 * default is the absence of a feature; it is left out of the canonical text. So a new row changes
 * the id of no trial that makes no use of it, if its default is neutral or none, or if it means
 * something for new trials only.
 *
 * <p>Sources: "code" is the published implementation (neuralml/ccDNI), "paper" is Boven et al.,
 * Nature Communications 14 (2023), "ours" is neither. Keys are kebab-case; the Parquet column is
 * the key in snake_case, a word that SQL has not reserved.
 */
public enum Setting {
  /** What the network learns to do. */
  TASK(
      choice("line-drawing")
          .word("line-drawing", "a cue at the start, a straight line to be drawn")
          .word("digit-line-drawing", "a digit row by row, a line in its direction to be drawn")
          .word("digit-drawing", "a digit row by row, its shape to be drawn meanwhile")
          .word("digit-recognition", "a digit row by row, to be named at the end")
          .word("captions", "the features of an image, to be described word by word")
          .word("reaching", "a cue, its end point to be reached in one step")
          .about("task to learn")),
  /** What the data are, whatever path they come from. */
  DATA(
      content("embedded")
          .about(
              "what the path given as 'data' of the sweep holds: mnist, or the hash of other data;"
                  + " embedded is drawn by the program itself")
          .only(WITH_DATA)),
  /** What kind of network, and how far its backpropagation reaches. */
  NETWORK(
      choice("ccrnn")
          .in(REACHING, "feedforward")
          .word("crnn", "cortex alone")
          .word("ccrnn", "cortex with a cerebellum that predicts its feedback")
          .word("bptt", "cortex alone, backpropagation through the whole sequence")
          .word("feedforward", "layers without recurrence; for task reaching only")
          .about("kind of network")),
  /** What the cerebella of a feed-forward network predict. */
  DECOUPLING(
      choice("none")
          .word("none", "nothing: ordinary backpropagation")
          .word("predicted-activity", "activity of a layer (inverse model, forward unlocking)")
          .word("predicted-feedback", "feedback to a layer (forward model, backward unlocking)")
          .word("both", "activity and feedback (full unlocking)")
          .about("what the cerebella of a feed-forward network predict")
          .only(FEEDFORWARD)),
  /** Kind of recurrent network. */
  CORTEX(choice("lstm").of("lstm", "tanh").about("kind of recurrent network").only(RECURRENT)),
  /** Origin of every random number of the trial. */
  SEED(
      integer(1)
          .range(0, 1L << 53)
          .about("origin of every random number; equal seeds make a true pair")),
  /** What is switched off. */
  LESION(
      choice("none")
          .word("none", "nothing")
          .word("cerebellum", "its predicted feedback and its learning")
          .word("inferior-olive", "the learning of the cerebellum, which goes on predicting")
          .word("fixed", "the same as inferior-olive, its name as a control")
          .about(
              "what is switched off; fixed from epoch 1 on needs cerebellum-output: random to be"
                  + " more than no cerebellum")
          .only(CEREBELLUM)),
  /** First epoch of the lesion. */
  LESION_EPOCH(
      integer()
          .range(1, 1_000_000)
          .unit("epoch, 1-based")
          .about("the lesion acts from the start of this epoch; needed with every lesion")
          .only(LESIONED)),
  /** How much of the cerebellum is switched off. */
  LESION_FRACTION(
      number(1)
          .neutral()
          .range(0.0001, 1)
          .about("share of the Purkinje outputs that the lesion silences, drawn at random")
          .source("ours: the code has whole lesions only")
          .only(SILENCED)),
  /** Mossy-fibre inputs per granule cell. */
  FIBRES(
      integer()
          .range(1, 65_536)
          .unit("inputs per granule cell")
          .about("mossy-fibre inputs per granule cell; all when absent")
          .source("code: dense; 4 in the sparse variant")
          .absent("all")
          .only(CEREBELLUM)),
  /** What the cerebellum is told beside the state of the cortex. */
  CEREBELLUM_CONTEXT(
      choice("none")
          .neutral()
          .word("none", "the state of the cortex alone")
          .word("target", "the true class too (cDNI)")
          .about("what the cerebellum is told; a target needs cortex lstm")
          .source("code: none")
          .only(CEREBELLUM)
          .only(RECOGNITION)),
  /** Length of a truncation. */
  FEEDBACK_HORIZON(
      integer(1)
          .in(DIGITS, 3)
          .in(CAPTIONS, 5)
          .range(1, 10_000)
          .unit("time steps")
          .about(
              "steps that backpropagation reaches back (length of a truncation); beyond the end of"
                  + " a sequence it is that of the sequence")
          .source("code: bptt, the 10 % horizon of line drawing and of digits; 5 for captions")
          .only(TRUNCATED)),
  /** Distance between observed targets. */
  FEEDBACK_INTERVAL(
      integer(2)
          .in(DIGIT_DRAWINGS, 4)
          .range(1, 10_000)
          .unit("time steps")
          .about("targets are seen at every n-th step, from step 0; 1 is every step")
          .source("code: spars_int")
          .only(PATHS)),
  /** Scale of the predicted feedback. */
  FEEDBACK_SCALE(
      number(0.1)
          .in(REACHING, 1)
          .range(0, 1)
          .about("factor on the predicted feedback")
          .source("code: sg_factor 0.1, after Jaderberg et al. 2017; 1 between layers")
          .only(FEEDBACK_PREDICTOR)),
  /** Predicted feedback at the end of the sequence. */
  TERMINAL_FEEDBACK(
      choice("predicted")
          .of("predicted", "none")
          .about("predicted feedback into the last state, where no future is left")
          .source("code: predicted; none is the finite-sequence form of Jaderberg et al. 2017")
          .only(CEREBELLUM)),
  /** Size of the cortex. */
  CORTEX_UNITS(
      integer(50)
          .in(DIGITS, 30)
          .in(CAPTIONS, 256)
          .range(1, 8_192)
          .unit("units")
          .about("recurrent units of the cortex")
          .source("code: nhid")
          .only(RECURRENT)),
  /** Width of the granule layers. */
  CEREBELLUM_UNITS(
      integer(400)
          .in(DIGITS, 300)
          .in(CAPTIONS, 1_024)
          .in(REACHING, 100)
          .range(1, 65_536)
          .unit("units")
          .about("granule cells in each hidden layer of the cerebellum")
          .source("code: synth_nhid; ours for reaching")
          .only(PREDICTOR)),
  /** Hidden layers of the cerebellum. */
  CEREBELLUM_LAYERS(
      integer(1)
          .in(CAPTIONS, 2)
          .range(0, 16)
          .unit("layers")
          .about("hidden layers of the cerebellum; 0 is a linear cerebellum")
          .source("paper: one hidden layer; code: two for captions")
          .only(PREDICTOR)),
  /** Initial weights of the Purkinje outputs. */
  CEREBELLUM_OUTPUT(
      choice("zero")
          .neutral()
          .of("zero", "random")
          .about("initial output layer of the cerebellum; zero predicts nothing until it learns")
          .source("code: zero")
          .only(CEREBELLUM)),
  /** Width of the hidden layers of a feed-forward network. */
  HIDDEN_UNITS(
      integer(50)
          .range(1, 8_192)
          .unit("units")
          .about("units of each hidden layer")
          .source("ours: as many as the cortex has for line drawing")
          .only(FEEDFORWARD)),
  /** Depth of a feed-forward network. */
  HIDDEN_LAYERS(
      integer(2)
          .range(1, 64)
          .unit("layers")
          .about("hidden layers, each decoupled from the next")
          .source("ours")
          .only(FEEDFORWARD)),
  /** Activation function of the hidden layers. */
  HIDDEN_ACTIVATION(
      choice("tanh")
          .of("tanh", "relu")
          .about("activation function of the hidden layers")
          .source("ours")
          .only(FEEDFORWARD)),
  /** How initial weights are drawn. */
  WEIGHT_INIT(
      choice("uniform")
          .neutral()
          .of("uniform", "xavier", "orthogonal", "kaiming")
          .about("initial weights of cortex and readout")
          .source("code: uniform, the default of PyTorch")
          .only(RECURRENT)),
  /** Strength of the cortex's initial weights. */
  CORTEX_WEIGHT_SCALE(
      number(1)
          .neutral()
          .range(0.0001, 1_000)
          .about(
              "factor on the initial weights and biases of the cortex; changes how correlated the"
                  + " inputs of the cerebellum are")
          .source("code: 1, the bias of its recording scripts")
          .only(RECURRENT)),
  /** Whether the LSTM may remember. */
  FORGET_GATE(
      choice("free")
          .neutral()
          .of("free", "forced")
          .about("forced holds the forget gates of the LSTM near closed")
          .source("code: free; forced is force_forget of its captions")
          .only(LSTM)),
  /** Where a batch starts. */
  HIDDEN_STATE(
      choice("reset")
          .neutral()
          .of("reset", "keep")
          .about("state in which a training batch starts: zero, or the last of the batch before")
          .source("code: reset")
          .only(RECURRENT)
          .only(NO_CAPTIONS)),
  /** Length of training. */
  EPOCHS(
      integer(100)
          .in(DIGITS, 40)
          .in(CAPTIONS, 10)
          .range(1, 1_000_000)
          .unit("epochs")
          .about("training sessions")
          .source("code")),
  /** When training ends before its last epoch. */
  EARLY_STOPPING(
      integer()
          .range(1, 1_000_000)
          .unit("epochs")
          .about("training ends after so many epochs in a row without a better validation loss")
          .source("code: none")
          .absent("none")),
  /** When parameters change. */
  UPDATES(
      choice("per-batch")
          .neutral()
          .in(CAPTIONS, "per-truncation")
          .of("per-batch", "per-truncation")
          .about("when parameters change: after the whole sequence, or after every truncation")
          .source("code")
          .only(TRUNCATED)),
  /** Kind of optimizer. */
  OPTIMIZER(
      choice("adam")
          .neutral()
          .of("adam", "rmsprop", "sgd", "adamax", "adagrad", "adadelta")
          .about("kind of optimizer, by the definitions of PyTorch")
          .source("code: adam")),
  /** Step size. */
  LEARNING_RATE(
      number(0.001)
          .in(DIGITS, 0.0001)
          .range(1e-12, 10)
          .about("step size of the optimizer")
          .source("code: those for adam")),
  /** How the step size changes. */
  LEARNING_RATE_SCHEDULE(
      choice("constant")
          .neutral()
          .of("constant", "plateau")
          .about("plateau lowers the learning rate when the validation loss stops to fall")
          .source("code: constant")),
  /** How much lower the learning rate gets. */
  PLATEAU_FACTOR(
      number(0.1)
          .range(0.000_001, 0.999_999)
          .about("factor on the learning rate at a plateau")
          .source("code")
          .only(PLATEAU)),
  /** How long a plateau is. */
  PLATEAU_PATIENCE(
      integer(10)
          .range(0, 1_000_000)
          .unit("epochs")
          .about("epochs without a better validation loss that are let pass")
          .source("code")
          .only(PLATEAU)),
  /** Inertia of the updates. */
  MOMENTUM(
      number(0.9)
          .range(0, 0.999_999_999)
          .about("momentum of sgd and rmsprop")
          .source("code")
          .only(WITH_MOMENTUM)),
  /** L2 penalty. */
  WEIGHT_DECAY(
      number(0)
          .neutral()
          .range(0, 1e3)
          .about("L2 penalty: this times each parameter is added to its gradient, after clipping")
          .source("code: 0")),
  /** Sequences per update. */
  BATCH_SIZE(
      integer(50)
          .in(CAPTIONS, 100)
          .range(1, 100_000)
          .unit("sequences")
          .about("sequences per update")
          .source("code")),
  /** Updates per epoch. */
  BATCHES(
      integer(16)
          .range(1, 1_000_000)
          .unit("updates")
          .about("updates per epoch, each on fresh sequences")
          .source("code: 800 of 1000 sequences train, in batches of 50")
          .only(CUED)),
  /** Images to learn from. */
  IMAGES(
      integer()
          .in(EMBEDDED, 6_000)
          .range(5, 1_000_000)
          .unit("images")
          .about("training images, one in five of which is for validation; all of the data's")
          .source("code: all 60000; ours: a tenth of that drawn by the program")
          .absent("all")
          .only(DIGITS)),
  /** Images of the test. */
  TEST_IMAGES(
      integer()
          .in(EMBEDDED, 1_000)
          .range(1, 1_000_000)
          .unit("images")
          .about("images of the test after the last epoch; all of the data's")
          .source("code: all 10000; ours: a tenth of that drawn by the program")
          .absent("all")
          .only(DIGITS)),
  /** Order of the batches. */
  BATCH_ORDER(
      choice("fixed")
          .of("fixed", "shuffled")
          .about("whether every epoch has the same batches in the same order")
          .source("code: fixed")
          .only(DIGITS)),
  /** Validation sequences. */
  VALIDATION_SIZE(
      integer(200)
          .range(1, 10_000_000)
          .unit("sequences")
          .about("sequences drawn afresh for each epoch's validation")
          .source("code: 200 of 1000")
          .only(CUED)),
  /** Validation batches. */
  VALIDATION_BATCHES(
      integer(50)
          .range(0, 1_000_000)
          .unit("batches")
          .about("validation batches of 256, the same in all trials; 0 is the whole set")
          .source("code: 50")
          .only(CAPTIONS)),
  /** Test sequences. */
  TEST_SIZE(
      integer(10_000)
          .range(1, 10_000_000)
          .unit("sequences")
          .about("sequences of the test after the last epoch")
          .source("code: 10000")
          .only(CUED)),
  /** First moment decay. */
  ADAM_BETA1(
      number(0.9)
          .range(0, 0.999_999_999)
          .about("decay of the mean of adam and adamax")
          .source("code")
          .only(ADAM)),
  /** Second moment decay. */
  ADAM_BETA2(
      number(0.98)
          .in(CAPTIONS, 0.999)
          .range(0, 0.999_999_999)
          .about("decay of the mean square of adam, of the largest of adamax")
          .source("code")
          .only(ADAM)),
  /** Adam's epsilon. */
  ADAM_EPSILON(
      number(1e-9)
          .in(CAPTIONS, 1e-8)
          .range(1e-30, 1)
          .about("added to the root of adam's mean square, to the largest of adamax")
          .source("code")
          .only(ADAM)),
  /** Bound on the gradient. */
  CLIP_NORM(
      number(1.0)
          .in(CAPTIONS, 0)
          .range(0, 1e9)
          .about("bound on the norm of the whole gradient; 0 is no clipping")
          .source("code")),
  /** What the clipping norm counts. */
  CLIP_SCOPE(
      choice("all")
          .of("all", "learning")
          .about("the norm counts all parameters, or only those that still learn")
          .source("code: all")
          .only(CEREBELLUM)
          .only(CLIPPED)),
  /** Length of a sequence. */
  STEPS(
      integer(10)
          .range(2, 10_000)
          .unit("time steps")
          .about("length of a line")
          .source("code: 10")
          .only(LINES)),
  /** Number of cues. */
  CUES(
      integer(7)
          .range(1, 1_001)
          .unit("cues")
          .about("cues, one of which means stay at the origin")
          .source("code: npoints 7")
          .only(CUED)),
  /** How a cue is shown. */
  CUE_CODE(
      choice("amplitude")
          .of("amplitude", "one-of-n")
          .about("a cue is the amplitude of one input, or an input of its own")
          .source("ours: as for line drawing")
          .only(REACHING)),
  /** Distance of the end points. */
  LINE_LENGTH(
      number(10.0)
          .range(1e-6, 1e6)
          .about("distance of the end points")
          .source("code: 10")
          .only(CUED)),
  /** Input noise in training. */
  NOISE(
      number(0.0)
          .range(0, 1e3)
          .about(
              "standard deviation of the input noise, after the cue (reaching: on it), training"
                  + " and validation")
          .source("code: 0 (its noise variance is a standard deviation)")
          .only(CUED)),
  /** Input noise in the test. */
  TEST_NOISE(
      number(0.0)
          .range(0, 1e3)
          .about("standard deviation of the input noise in the test")
          .source("code: 0")
          .only(CUED)),
  /** Pixels per step. */
  INPUT_SIZE(
      integer(28)
          .of(1, 2, 4, 7, 8, 14, 16, 28, 49, 56, 98, 112, 196, 392, 784)
          .unit("pixels, a divisor of 784")
          .about("pixels of a digit that are shown at a step; 28 is a row")
          .source("code: 28")
          .only(DIGITS)),
  /** Width of the input of captions. */
  EMBEDDING_UNITS(
      integer(256)
          .range(1, 8_192)
          .unit("units")
          .about("width of the input: embedded words and image features")
          .source("code: 256")
          .only(CAPTIONS)),
  /** Dropout on the input of captions. */
  INPUT_DROPOUT(
      number(0.5)
          .range(0, 0.99)
          .about("share of the inputs that are zero in training")
          .source("code: 0.5 in its runs")
          .only(CAPTIONS)),
  /** Shortest caption. */
  MIN_LENGTH(
      integer(11)
          .range(2, 1_000)
          .unit("words")
          .about("shortest caption that takes part, with start and end")
          .source("code")
          .only(CAPTIONS)),
  /** Longest caption. */
  MAX_LENGTH(
      integer(15)
          .range(2, 1_000)
          .unit("words")
          .about("longest caption that takes part, with start and end")
          .source("code")
          .only(CAPTIONS)),
  /** How often each length is learned from. */
  LENGTH_BALANCE(
      choice("none")
          .neutral()
          .of("none", "equal")
          .about("equal gives every length of captions the same number of batches")
          .source("code: optional")
          .only(CAPTIONS)),
  /** What is looked at in training. */
  PROBES(
      words()
          .word("gradients", "norms of the gradients of cortex and cerebellum, before clipping")
          .word("similarity", "cosine of predicted, target and true feedback", CEREBELLUM)
          .word("correlations", "pair correlations of cortex with granule and feedback", CEREBELLUM)
          .word("population", "population correlation, coding space, sparsity of activity")
          .word("weights", "statistics of the weights")
          .word("examples", "trajectories or captions of some sequences")
          .about(
              "what is recorded beside loss and accuracy, several as [gradients, weights]; changes"
                  + " no other result. What asks for a cerebellum is left out without one")
          .absent("none")
          .only(RECURRENT)),
  /** How often it is looked at. */
  PROBE_INTERVAL(
      integer(1)
          .range(1, 1_000_000)
          .unit("epochs")
          .about("the probes look at every n-th epoch")
          .source("ours")
          .only(PROBED));

  /** How a value is written and stored. */
  public enum Kind {
    /** One of {@link Setting#choices()}; a {@link String}. */
    CHOICE,
    /** A whole number; a {@link Long}. */
    INTEGER,
    /** A finite number; a {@link Double}. */
    NUMBER,
    /** Some of {@link Setting#choices()}, in that order, with commas between; a {@link String}. */
    WORDS,
    /** What {@link Setting#DATA} holds; a {@link String}. */
    TEXT
  }

  /**
   * A default.
   *
   * @param where the tasks or data that it is for, in a word; empty for all others
   * @param value of the type that {@link #kind()} names
   */
  public record Default(String where, Object value) {}

  private static final Pattern IDENTITY =
      Pattern.compile("[a-z][a-z0-9-]{0,40}|sha256:[0-9a-f]{16}");

  private final String key;
  private final String column;
  private final SettingDraft draft;
  private final String usualLine;

  Setting(SettingDraft draft) {
    this.draft = draft;
    column = name().toLowerCase(Locale.ROOT);
    key = column.replace('_', '-');
    usualLine = draft.usual.map(value -> line(key, value)).orElse("");
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
    return draft.kind;
  }

  /**
   * The default beside other settings.
   *
   * @param values settings that were declared before this one, resolved
   * @return the default, of the type that {@link #kind()} names; empty where there is none
   */
  public Optional<Object> defaultValue(Map<Setting, Object> values) {
    for (SpecialDefault special : draft.specials) {
      if (special.when().holds(values)) {
        return Optional.of(special.value());
      }
    }
    return draft.usual;
  }

  /**
   * @return all defaults, the usual one first; empty where there is none
   */
  public List<Default> defaults() {
    List<Default> defaults = new ArrayList<>();
    draft.usual.ifPresent(value -> defaults.add(new Default("", value)));
    draft.specials.forEach(
        special -> defaults.add(new Default(special.when().name(), special.value())));
    return defaults;
  }

  /**
   * @return the allowed words of a {@link Kind#CHOICE} or {@link Kind#WORDS}, else empty
   */
  public List<String> choices() {
    return List.copyOf(draft.meanings.keySet());
  }

  /**
   * @param word one of {@link #choices()}
   * @return what it means, a phrase, or an empty string where the word says it
   */
  public String meaning(String word) {
    return draft.meanings.getOrDefault(word, "");
  }

  /**
   * @return the allowed numbers of a {@link Kind#INTEGER} of which only some are, ascending; else
   *     empty
   */
  public List<Long> numbers() {
    return draft.numbers;
  }

  /**
   * @return the smallest allowed number, inclusive
   */
  public double min() {
    return draft.min;
  }

  /**
   * @return the largest allowed number, inclusive
   */
  public double max() {
    return draft.max;
  }

  /**
   * @return the unit, or an empty string
   */
  public String unit() {
    return draft.unit;
  }

  /**
   * @return what the setting means, a phrase
   */
  public String about() {
    return draft.about;
  }

  /**
   * @return where the defaults come from, or an empty string
   */
  public String source() {
    return draft.source;
  }

  /**
   * @return the word that sweep files and tables write for the absence of a value, where absence
   *     means something of its own; else empty
   */
  public Optional<String> absentWord() {
    return draft.absentWord;
  }

  /**
   * @return what a sweep has to say for this setting to mean something, for example {@code network:
   *     ccrnn} or {@code task: digits}; all of it is needed
   */
  public List<String> needs() {
    return draft.conditions.stream().map(When::brief).toList();
  }

  /**
   * @param task one of the words of {@link #TASK}
   * @return {@link #needs} beside this task
   */
  public List<String> needs(String task) {
    return draft.conditions.stream()
        .filter(when -> !when.governors().equals(EnumSet.of(TASK)))
        .map(When::brief)
        .toList();
  }

  /**
   * @param task one of the words of {@link #TASK}
   * @return whether the setting means something in some trial of the task
   */
  public boolean isPossible(String task) {
    return draft.conditions.stream().allMatch(when -> when.possible(task));
  }

  List<When> conditions() {
    return draft.conditions;
  }

  /** The settings that decide whether this one means something, and what its default is. */
  Set<Setting> governors() {
    return Stream.of(
            draft.conditions.stream(),
            draft.specials.stream().map(SpecialDefault::when),
            draft.wordConditions.values().stream())
        .flatMap(whens -> whens)
        .flatMap(when -> when.governors().stream())
        .collect(Collectors.toSet());
  }

  /** Whether the value is the absence of a feature, see {@link SettingDraft#neutral()}. */
  boolean isNeutral(Object value) {
    return draft.neutral && draft.usual.filter(value::equals).isPresent();
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
   * @param values settings that were declared before this one, resolved
   * @return false for example for a cerebellar setting of a cortex alone
   */
  public boolean applies(Map<Setting, Object> values) {
    for (When when : draft.conditions) {
      if (!when.holds(values)) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param value anything
   * @return whether it is a value of this setting: of the right type, in range, one of the words
   */
  boolean accepts(Object value) {
    return switch (draft.kind) {
      case CHOICE -> value instanceof String word && draft.meanings.containsKey(word);
      case INTEGER ->
          value instanceof Long number
              && number >= draft.min
              && number <= draft.max
              && (draft.numbers.isEmpty() || draft.numbers.contains(number));
      case NUMBER -> value instanceof Double number && number >= draft.min && number <= draft.max;
      case WORDS ->
          value instanceof String text && !text.isEmpty() && text.equals(join(split(text)));
      case TEXT -> value instanceof String text && IDENTITY.matcher(text).matches();
    };
  }

  /**
   * The part of a value that means something.
   *
   * @param value a value of this setting
   * @param values settings that were declared before this one, resolved
   * @return the value, of a set without the words that mean nothing; empty if none is left
   */
  Optional<Object> meaningful(Object value, Map<Setting, Object> values) {
    if (value instanceof Double number) {
      // adding zero turns -0.0 into 0.0: one number, one id
      return Optional.of(number + 0.0);
    }
    if (draft.wordConditions.isEmpty()) {
      return Optional.of(value);
    }
    List<String> left = new ArrayList<>(split((String) value));
    left.removeIf(
        word ->
            draft.wordConditions.containsKey(word)
                && !draft.wordConditions.get(word).holds(values));
    return left.isEmpty() ? Optional.empty() : Optional.of(join(left));
  }

  /**
   * @param words some of {@link #choices()}
   * @return the value of a {@link Kind#WORDS} that holds them
   */
  String join(Collection<String> words) {
    return draft.meanings.keySet().stream()
        .filter(words::contains)
        .collect(Collectors.joining(","));
  }

  /** The words of a value of a {@link Kind#WORDS}. */
  static List<String> split(String value) {
    return List.of(value.split(",", -1));
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
   * A line of {@link Trial#canonicalText()}, or nothing for the absence of a feature. The lines of
   * usual defaults are kept, as most lines of most trials are such.
   */
  String canonicalLine(Object value) {
    if (isNeutral(value)) {
      return "";
    }
    return draft.usual.filter(value::equals).isPresent() ? usualLine : line(key, value);
  }

  private static String line(String key, Object value) {
    return key + "=" + (value instanceof Double d ? Double.toHexString(d) : value) + "\n";
  }
}
