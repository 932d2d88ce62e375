package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.parameter.Block;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * One network on one window of one batch; the same objective twice, ours and by finite differences
 * of a 64-bit reference.
 */
final class GradientCheck {
  private static final double STEP = 1e-5;

  /** 32-bit rounding over sums of some hundred terms. */
  private static final double TOLERANCE = 3e-6;

  private final Object name;
  private final Network network;
  private final FeedbackSettings settings;
  private final Batch batch;
  private final DoubleReference reference;
  private final int size;
  private final int width;
  private Window window;
  private FMatrixRMaj start;
  private CerebellumFunction function = CerebellumFunction.INTACT;
  private Optional<SilencedOutputs> silenced = Optional.empty();
  private double[] open; // by output of the cerebellum: 1, or 0 where it is silenced
  private Optional<Dropout> dropout = Optional.empty();
  private FMatrixRMaj mask; // rows steps x B, I
  private long update;

  /** By truncation and sequence: start state, cotangent of the end state; held constant. */
  private double[][][] starts;

  private double[][][] cotangents;
  private double[][][] targets;
  private FeedbackDecoupling decoupling;

  GradientCheck(Object name, Network network, FeedbackSettings settings, Batch batch) {
    this.name = name;
    this.network = network;
    this.settings = settings;
    this.batch = batch;
    this.reference = new DoubleReference(network);
    this.size = batch.size();
    this.width = network.shape().stateWidth();
    this.open = new double[width];
    Arrays.fill(open, 1);
    window(0, network.truncations(batch.steps()));
  }

  GradientCheck window(int first, Truncations truncations) {
    window =
        new Window(
            first, truncations, batch.steps(), network.shape().answer(), settings.interval());
    return this;
  }

  GradientCheck start(FMatrixRMaj states) {
    start = states;
    return this;
  }

  GradientCheck silent() {
    function = CerebellumFunction.SILENT;
    return this;
  }

  /** Outputs whose weights are not zero, but which predict zero, are the silenced ones. */
  GradientCheck partial(SilencedOutputs outputs) {
    function = CerebellumFunction.PARTIAL;
    silenced = Optional.of(outputs);
    network.cerebellum().orElseThrow().silence(outputs);
    FMatrixRMaj predicted =
        network.cerebellum().orElseThrow().forward(1, new FMatrixRMaj(1, width));
    for (int j = 0; j < width; j++) {
      open[j] = predicted.data[j] == 0 ? 0 : 1;
    }
    network.cerebellum().orElseThrow().silence(null);
    assertThat(Arrays.stream(open).sum()).isEqualTo(width - outputs.count());
    return this;
  }

  GradientCheck dropout(double probability, long update) {
    int inputs = network.shape().inputs();
    int rows = window.truncations().steps() * size;
    dropout = Optional.of(new Dropout(probability, rows * inputs, new Streams(3)));
    FMatrixRMaj ones = new FMatrixRMaj(rows, inputs);
    Arrays.fill(ones.data, 1f);
    mask = new FMatrixRMaj(rows, inputs);
    new Dropout(probability, rows * inputs, new Streams(3))
        .forward(size, window.truncations().steps(), ones, mask, update);
    this.update = update;
    return this;
  }

  void run() {
    float[] gradients = network.parameters().gradients();
    Arrays.fill(gradients, 7f); // none of it may stay
    decoupling = new FeedbackDecoupling(network, settings, batch.capacity(), silenced, dropout);
    double loss =
        decoupling.gradients(batch, window, start, function, ClipSettings.Scope.ALL, update);
    freeze();
    double[] truth = gradientsOfReference();
    double largest = 0;
    for (double g : truth) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertThat(truth).hasSameSizeAs(gradients);
    for (Block block : network.parameters().layout().blocks()) {
      for (int i = block.offset(); i < block.end(); i++) {
        assertThat((double) gradients[i])
            .as("%s of %s[%d]", name, block.name(), i - block.offset())
            .isCloseTo(truth[i], within(TOLERANCE * (1 + largest)));
      }
    }
    if (network.shape().answer() != Answer.TRAJECTORY) {
      assertThat(loss).isCloseTo(lossOfAll(), within(1e-5)).isEqualTo(decoupling.meanLoss());
    }
  }

  /** The true feedback against finite differences of the loss of some truncations to come. */
  void runTrueFeedback(int rounds) {
    decoupling = new FeedbackDecoupling(network, settings, batch.capacity(), silenced, dropout);
    float[] ours = decoupling.trueFeedback(batch, window, rounds).data;
    freeze();
    for (int i = 0; i < starts.length; i++) {
      for (int b = 0; b < size; b++) {
        for (int j = 0; j < width; j++) {
          double expected =
              batch.multiplicities()[b]
                  * (lossToCome(i, rounds, b, j, STEP) - lossToCome(i, rounds, b, j, -STEP))
                  / (2 * STEP);
          assertThat((double) ours[(i * size + b) * width + j])
              .as("%s true feedback of truncation %d", name, i)
              .isCloseTo(expected, within(TOLERANCE));
        }
      }
    }
  }

  /** Loss of truncation i and those after it, all in all so many, from a perturbed start. */
  private double lossToCome(int i, int truncations, int b, int unit, double change) {
    double[][] state = {starts[i][b].clone()};
    state[0][unit] += change;
    double sum = 0;
    for (int k = i; k < Math.min(starts.length, i + truncations); k++) {
      sum += loss(k, b, state);
    }
    return sum;
  }

  private double[] gradientsOfReference() {
    double[] truth = new double[network.parameters().gradients().length];
    for (Block block : network.parameters().layout().blocks()) {
      boolean cerebellar = block.offset() >= network.shape().cerebellumOffset();
      double[] values = reference.block(block.name());
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        values[i] = value + STEP;
        double above = cerebellar ? cerebellarObjective() : cortexObjective();
        values[i] = value - STEP;
        double below = cerebellar ? cerebellarObjective() : cortexObjective();
        values[i] = value;
        truth[block.offset() + i] = (above - below) / (2 * STEP);
      }
    }
    return truth;
  }

  /** Runs forward once and fixes what the algorithm holds constant. */
  private void freeze() {
    int n = window.truncations().count();
    starts = new double[n][size][];
    cotangents = new double[n][size][width];
    for (int b = 0; b < size; b++) {
      double[] state = new double[width];
      for (int j = 0; start != null && j < width; j++) {
        state[j] = start.get(b, j);
      }
      for (int i = 0; i < n; i++) {
        starts[i][b] = state;
        for (int t = begin(i); t < end(i); t++) {
          state = reference.step(state, input(t, b));
        }
        boolean none =
            end(i) == batch.steps()
                && settings.terminal() == FeedbackSettings.TerminalFeedback.NONE;
        if (!none && speaks()) {
          double[] predicted = predict(state, b);
          for (int j = 0; j < width; j++) {
            cotangents[i][b][j] = settings.scale() * predicted[j];
          }
        }
      }
    }
  }

  private boolean speaks() {
    return network.cerebellum().isPresent() && function != CerebellumFunction.SILENT;
  }

  private double[] predict(double[] state, int b) {
    boolean context = network.cerebellum().orElseThrow().hasContext();
    double[] predicted = reference.cerebellum(state, context ? batch.classes()[b] : -1);
    for (int j = 0; j < width; j++) {
      predicted[j] *= open[j];
    }
    return predicted;
  }

  private int begin(int truncation) {
    return window.first() + truncation * window.truncations().horizon();
  }

  private int end(int truncation) {
    int last = window.first() + window.truncations().steps();
    return Math.min(begin(truncation) + window.truncations().horizon(), last);
  }

  private double[] input(int t, int b) {
    int inputs = network.shape().inputs();
    boolean word = network.shape().answer() == Answer.WORDS && t > 0;
    double[] x = new double[inputs];
    for (int j = 0; j < inputs; j++) {
      x[j] =
          word
              ? reference.embedding(batch.classes()[(t - 1) * size + b])[j]
              : batch.input().get(t * size + b, j);
      x[j] *= mask == null ? 1 : mask.get((t - window.first()) * size + b, j);
    }
    return x;
  }

  /** Loss of one truncation of one copy of a sequence, from a given start; state: [end]. */
  private double loss(int i, int b, double[][] state) {
    double loss = 0;
    int observed = 0;
    for (int t = begin(i); t < end(i); t++) {
      state[0] = reference.step(state[0], input(t, b));
      switch (network.shape().answer()) {
        case TRAJECTORY -> {
          if (t % settings.interval() == 0) {
            observed++;
            double[] y = reference.readout(state[0]);
            for (int j = 0; j < y.length; j++) {
              double error = y[j] - batch.target().get(t * size + b, j);
              loss += error * error / (batch.total() * y.length);
            }
          }
        }
        case CLASS -> {
          if (t == batch.steps() - 1) {
            loss += surprise(state[0], batch.classes()[b]) / batch.total();
          }
        }
        case WORDS -> {
          double words = (double) batch.total() * window.truncations().steps();
          loss += surprise(state[0], batch.classes()[t * size + b]) / words;
        }
      }
    }
    return observed == 0 ? loss : loss / observed;
  }

  private double surprise(double[] state, int right) {
    double[] y = reference.readout(state);
    double sum = 0;
    for (double score : y) {
      sum += Math.exp(score - y[right]);
    }
    return Math.log(sum);
  }

  /** Loss of one truncation plus cotangent . end state. */
  private double surrogate(int i, int b, double[] from) {
    double[][] state = {from};
    double sum = loss(i, b, state);
    for (int j = 0; j < width; j++) {
      sum += cotangents[i][b][j] * state[0][j];
    }
    return sum;
  }

  private double lossOfAll() {
    double sum = 0;
    for (int i = 0; i < starts.length; i++) {
      for (int b = 0; b < size; b++) {
        sum += batch.multiplicities()[b] * loss(i, b, new double[][] {starts[i][b]});
      }
    }
    return sum;
  }

  private double cortexObjective() {
    double sum = 0;
    for (int i = 0; i < starts.length; i++) {
      for (int b = 0; b < size; b++) {
        sum += batch.multiplicities()[b] * surrogate(i, b, starts[i][b]);
      }
    }
    return sum;
  }

  /** Gradient of the surrogate at the start states, by finite differences. */
  private double[][][] targets() {
    if (targets == null) {
      targets = new double[starts.length][size][width];
      for (int i = 0; i < starts.length; i++) {
        for (int b = 0; b < size; b++) {
          for (int j = 0; j < width; j++) {
            double[] above = starts[i][b].clone();
            double[] below = starts[i][b].clone();
            above[j] += STEP;
            below[j] -= STEP;
            targets[i][b][j] = (surrogate(i, b, above) - surrogate(i, b, below)) / (2 * STEP);
          }
        }
      }
      compareTargets();
    }
    return targets;
  }

  private void compareTargets() {
    float[] ours = decoupling.targetFeedback().data;
    for (int i = 0; i < starts.length; i++) {
      for (int b = 0; b < size; b++) {
        for (int j = 0; j < width; j++) {
          assertThat((double) ours[(i * size + b) * width + j])
              .as("%s target feedback of truncation %d", name, i)
              .isCloseTo(batch.multiplicities()[b] * targets[i][b][j], within(TOLERANCE));
        }
      }
    }
  }

  private double cerebellarObjective() {
    if (!speaks()) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < starts.length; i++) {
      for (int b = 0; b < size; b++) {
        double[] predicted = predict(starts[i][b], b);
        for (int j = 0; j < width; j++) {
          double error = predicted[j] - targets()[i][b][j];
          sum += batch.multiplicities()[b] * error * error;
        }
      }
    }
    return sum;
  }
}
