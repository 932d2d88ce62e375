package ccrnn.model.feedback;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.metric.FeedbackSimilarity;
import ccrnn.model.metric.PairCorrelations;
import ccrnn.model.metric.PopulationStatistics;
import ccrnn.model.metric.WeightStatistics;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Measure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;

/**
 * Measures a recurrent network on the first batch of an epoch's validation sequences. Has a network
 * and memory of its own.
 */
final class Probes {
  /** Most sequences that are shown as examples. */
  static final int EXAMPLES = 10;

  private final EnumSet<Probe> chosen;
  private final Task task;
  private final TrialSettings settings;
  private final Network network; // its memory suffices for a boundary after every step
  private final FeedbackDecoupling decoupling;
  private final SilencedOutputs silenced; // by a partial lesion; null for none
  private final Batch batch;
  private final List<Measure> measures = new ArrayList<>();

  /**
   * Allocates memory.
   *
   * @param chosen what is measured, not empty
   * @param settings of the trial
   * @param task of the trial
   * @param kernel carrier of the hot loops; changes no bit
   */
  Probes(Set<Probe> chosen, TrialSettings settings, Task task, Kernel kernel) {
    this.chosen = EnumSet.copyOf(chosen);
    this.settings = settings;
    this.task = task;
    Streams streams = new Streams(settings.seed());
    int batchSize = settings.batchSize();
    network =
        Network.initialised(
            settings.network(),
            new Truncations(task.steps(), 1),
            batchSize,
            settings.weights(),
            streams,
            kernel);
    FeedbackSettings feedback = settings.learning().feedback();
    double fraction = settings.lesion().fraction();
    silenced =
        fraction < 1
            ? SilencedOutputs.draw(settings.network().stateWidth(), fraction, streams)
            : null;
    // The network that is measured starts each sequence anew and is not updated on the way.
    decoupling =
        new FeedbackDecoupling(
            network,
            new FeedbackSettings(
                feedback.horizon(), feedback.interval(), feedback.scale(), feedback.terminal()),
            batchSize,
            Optional.ofNullable(silenced),
            Optional.empty());
    batch = new Batch(batchSize, task);
  }

  /**
   * Measures.
   *
   * @param parameters of the network under training, not modified
   * @param epoch number of the last epoch; 0 before training
   * @return a new list, in a fixed order
   */
  List<Measure> measure(Parameters parameters, int epoch) {
    float[] values = parameters.values();
    System.arraycopy(values, 0, network.parameters().values(), 0, values.length);
    network.pack();
    measures.clear();
    task.validation(Math.max(epoch, 1)).next(batch);
    CerebellumFunction function = settings.lesion().functionIn(Math.max(epoch, 1));
    boolean speaks = network.cerebellum().isPresent() && function != CerebellumFunction.SILENT;
    if (chosen.contains(Probe.GRADIENTS) || (speaks && chosen.contains(Probe.SIMILARITY))) {
      feedback(function, speaks);
    }
    if (chosen.contains(Probe.CORRELATIONS) || chosen.contains(Probe.POPULATION)) {
      activity(function, speaks);
    }
    if (chosen.contains(Probe.WEIGHTS)) {
      weights();
    }
    if (chosen.contains(Probe.EXAMPLES)) {
      examples();
    }
    return List.copyOf(measures);
  }

  /** Gradients of the batch, and what the cerebellum predicts where truncations start. */
  private void feedback(CerebellumFunction function, boolean speaks) {
    FeedbackSettings feedback = settings.learning().feedback();
    Truncations truncations = new Truncations(batch.steps(), feedback.horizon());
    Window whole =
        new Window(0, truncations, batch.steps(), network.shape().answer(), feedback.interval());
    decoupling.gradients(
        batch, whole, null, function, ClipSettings.Scope.ALL, FeedbackDecoupling.NO_UPDATE);
    if (chosen.contains(Probe.GRADIENTS)) {
      gradientNorms();
    }
    if (speaks && chosen.contains(Probe.SIMILARITY)) {
      FMatrixRMaj predicted = predictedAtStarts(truncations);
      cosines("target-feedback", truncations, predicted, decoupling.targetFeedback());
      cosines(
          "true-feedback",
          truncations,
          predicted,
          decoupling.trueFeedback(batch, whole, truncations.count()));
    }
  }

  private void gradientNorms() {
    float[] gradients = network.parameters().gradients();
    String part = "";
    double squares = 0;
    for (Block block : network.parameters().layout().blocks()) {
      String of = block.name().substring(0, block.name().indexOf('.'));
      if (!of.equals(part)) {
        addNorm(part, squares);
        part = of;
        squares = 0;
      }
      for (int i = block.offset(); i < block.end(); i++) {
        squares += (double) gradients[i] * gradients[i];
      }
    }
    addNorm(part, squares);
  }

  private void addNorm(String part, double squares) {
    if (!part.isEmpty()) {
      measures.add(
          Measure.of(Probe.GRADIENTS.word(), part, "gradient-norm", StrictMath.sqrt(squares)));
    }
  }

  /** Predicted feedback to the state at the start of each truncation: rows N x B, D. */
  private FMatrixRMaj predictedAtStarts(Truncations truncations) {
    int size = batch.size();
    int width = network.shape().stateWidth();
    FMatrixRMaj predicted = decoupling.predictedFeedback();
    FMatrixRMaj starts = new FMatrixRMaj(truncations.count() * size, width);
    int shared = decoupling.startRows();
    for (int b = 0; b < size; b++) {
      int row = shared == size ? b : 0;
      System.arraycopy(predicted.data, row * width, starts.data, b * width, width);
    }
    int rest = (truncations.count() - 1) * size * width;
    System.arraycopy(predicted.data, shared * width, starts.data, size * width, rest);
    return starts;
  }

  private void cosines(
      String statistic, Truncations truncations, FMatrixRMaj predicted, FMatrixRMaj reference) {
    double[] sums = new double[truncations.count()];
    double[] counts = new double[truncations.count()];
    FeedbackSimilarity.addCosines(
        truncations.count(),
        batch.size(),
        predicted,
        reference,
        batch.multiplicities(),
        sums,
        counts);
    for (int i = 0; i < sums.length; i++) {
      measures.add(
          Measure.at(
              Probe.SIMILARITY.word(),
              "feedback",
              "cosine-with-" + statistic,
              i * truncations.horizon(),
              sums[i] / counts[i]));
    }
  }

  /** Activity after every step. */
  private void activity(CerebellumFunction function, boolean speaks) {
    int size = batch.size();
    int rows = batch.steps() * size;
    network.run(batch);
    FMatrixRMaj states = withoutFirst(network.cortex().boundaries(), rows);
    population("cortex", rows, states);
    if (!speaks) {
      return;
    }
    Cerebellum cerebellum = network.cerebellum().orElseThrow();
    cerebellum.silence(function == CerebellumFunction.PARTIAL ? silenced : null);
    if (cerebellum.hasContext()) {
      cerebellum.context(rows, size, batch.classes());
    }
    FMatrixRMaj feedback = cerebellum.forward(rows, states);
    if (settings.network().cerebellum().orElseThrow().hiddenLayers() > 0) {
      FMatrixRMaj granules = cerebellum.granuleActivity(0);
      population("granule", rows, granules);
      correlations("cortex-granule", rows, states, granules);
    }
    population("feedback", rows, feedback);
    correlations("cortex-feedback", rows, states, feedback);
  }

  /** The boundary rows but that of the zero state. */
  private static FMatrixRMaj withoutFirst(FMatrixRMaj boundaries, int rows) {
    int width = boundaries.numCols;
    FMatrixRMaj states = new FMatrixRMaj(rows, width);
    System.arraycopy(boundaries.data, width, states.data, 0, rows * width);
    return states;
  }

  private void population(String part, int rows, FMatrixRMaj activity) {
    if (!chosen.contains(Probe.POPULATION)) {
      return;
    }
    PopulationStatistics found =
        PopulationStatistics.of(rows, batch.size(), activity, batch.multiplicities());
    add(part, "population-correlation-as-coded", found.populationCorrelationAsCoded());
    add(part, "population-correlation", found.populationCorrelation());
    add(part, "mean-absolute-pearson", found.meanAbsolutePearson());
    add(part, "coding-space", found.codingSpace());
    add(part, "sparsity", found.sparsity());
  }

  private void add(String part, String statistic, double value) {
    measures.add(Measure.of(Probe.POPULATION.word(), part, statistic, value));
  }

  private void correlations(String part, int rows, FMatrixRMaj first, FMatrixRMaj second) {
    if (!chosen.contains(Probe.CORRELATIONS)) {
      return;
    }
    PairCorrelations found =
        PairCorrelations.of(rows, batch.size(), first, second, batch.multiplicities());
    String[] names = {
      "pairs",
      "undefined",
      "mean",
      "mean-absolute",
      "standard-deviation",
      "quantile-05",
      "quantile-25",
      "median",
      "quantile-75",
      "quantile-95"
    };
    double[] numbers = {
      found.pairs(),
      found.undefined(),
      found.mean(),
      found.meanAbsolute(),
      found.standardDeviation(),
      found.quantile05(),
      found.quantile25(),
      found.median(),
      found.quantile75(),
      found.quantile95()
    };
    for (int i = 0; i < names.length; i++) {
      measures.add(Measure.of(Probe.CORRELATIONS.word(), part, names[i], numbers[i]));
    }
  }

  private void weights() {
    for (Block block : network.parameters().layout().blocks()) {
      WeightStatistics found = WeightStatistics.of(network.parameters().values(), block);
      String part = block.name();
      measures.add(Measure.of(Probe.WEIGHTS.word(), part, "mean", found.mean()));
      measures.add(Measure.of(Probe.WEIGHTS.word(), part, "mean-absolute", found.meanAbsolute()));
      measures.add(
          Measure.of(
              Probe.WEIGHTS.word(),
              part,
              "mean-absolute-of-non-zeros",
              found.meanAbsoluteOfNonZeros()));
      measures.add(
          Measure.of(Probe.WEIGHTS.word(), part, "standard-deviation", found.standardDeviation()));
    }
  }

  private void examples() {
    int shown = Math.min(EXAMPLES, batch.size());
    switch (task.answer()) {
      case TRAJECTORY -> paths(shown);
      case CLASS -> choices(shown);
      case WORDS -> sentences(shown);
    }
  }

  private void paths(int shown) {
    int size = batch.size();
    int width = task.outputs();
    FMatrixRMaj output = new FMatrixRMaj(batch.steps() * size, width);
    network.predict(batch, output);
    String[] axes = {"x", "y"};
    for (int b = 0; b < shown; b++) {
      for (int t = 0; t < batch.steps(); t++) {
        for (int axis = 0; axis < Math.min(width, axes.length); axis++) {
          int at = (t * size + b) * width + axis;
          example(b, axes[axis], t, output.data[at]);
          example(b, "target-" + axes[axis], t, batch.target().data[at]);
        }
      }
    }
  }

  private void choices(int shown) {
    FMatrixRMaj output = new FMatrixRMaj(batch.size(), task.outputs());
    network.run(batch);
    network.readOut(batch.steps(), batch.steps() - 1, output, 0);
    for (int b = 0; b < shown; b++) {
      int best = 0;
      for (int j = 1; j < output.numCols; j++) {
        best = output.get(b, j) > output.get(b, best) ? j : best;
      }
      example(b, "class", batch.steps() - 1, best);
      example(b, "target-class", batch.steps() - 1, batch.classes()[b]);
    }
  }

  private void sentences(int shown) {
    int length = batch.steps();
    int[] words = new GreedyWords(network, shown).write(shown, batch.input(), length);
    for (int b = 0; b < shown; b++) {
      for (int t = 0; t < length; t++) {
        word(b, "word", t, words[b * length + t]);
        word(b, "target-word", t, batch.classes()[t * batch.size() + b]);
      }
    }
  }

  private void word(int number, String statistic, int step, int word) {
    Measure found = of(number, statistic, step, word);
    measures.add(
        task.captions()
            .map(captions -> found.saying(captions.vocabulary().get(word)))
            .orElse(found));
  }

  private void example(int number, String statistic, int step, double value) {
    measures.add(of(number, statistic, step, value));
  }

  private static Measure of(int number, String statistic, int step, double value) {
    return Measure.at(Probe.EXAMPLES.word(), "example-" + number, statistic, step, value);
  }
}
