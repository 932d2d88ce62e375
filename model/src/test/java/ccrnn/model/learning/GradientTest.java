package ccrnn.model.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.CortexKind;
import ccrnn.model.Network;
import ccrnn.model.NetworkShape;
import ccrnn.model.SmallNetworks;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.lesion.CerebellumFunction;
import ccrnn.model.parameter.Block;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gradient against finite differences of a 64-bit reference, over kinds of cortex, depths of
 * the cerebellum, horizons (also such that do not divide the sequence) and intervals. Checks 4 and
 * 5 of the acceptance list for the algorithm.
 */
class GradientTest {
  private static final int BATCH = 2;
  private static final double STEP = 1e-5;

  /** 32-bit rounding over sums of some hundred terms. */
  private static final double TOLERANCE = 3e-6;

  record Case(
      CortexKind cortex,
      int layers,
      int horizon,
      int interval,
      FeedbackSettings.TerminalFeedback end) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    var predicted = FeedbackSettings.TerminalFeedback.PREDICTED;
    for (CortexKind cortex : CortexKind.values()) {
      for (int layers = 0; layers <= 2; layers++) {
        cases.add(new Case(cortex, layers, 1, 2, predicted));
        cases.add(new Case(cortex, layers, 3, 2, predicted));
        cases.add(new Case(cortex, layers, 4, 1, FeedbackSettings.TerminalFeedback.NONE));
        cases.add(new Case(cortex, layers, 10, 3, predicted));
      }
    }
    cases.add(new Case(CortexKind.LSTM, 1, 2, 5, predicted));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheSurrogate(Case c) {
    new Check(c).run();
  }

  @Test
  void aSilentCerebellumLeavesTruncatedBackpropagation() {
    var c = new Case(CortexKind.LSTM, 1, 3, 2, FeedbackSettings.TerminalFeedback.PREDICTED);
    Check check = new Check(c);
    check.function = CerebellumFunction.SILENT;
    check.run();
  }

  /** One network on one batch; the same objective twice, ours and by finite differences. */
  private static final class Check {
    private final Case c;
    private final Network network;
    private final FeedbackDecoupling decoupling;
    private final DoubleReference reference;
    private final Batch batch;
    private final int width;
    private CerebellumFunction function = CerebellumFunction.INTACT;

    /** By truncation and sequence: start state, cotangent of the end state; held constant. */
    private final FeedbackSettings settings;

    private double[][][] starts;

    private double[][][] cotangents;

    Check(Case c) {
      this.c = c;
      NetworkShape shape = SmallNetworks.ccrnn(c.cortex(), 3, 5, c.layers());
      LineDrawing task = SmallNetworks.task(3, 0.5);
      Truncations truncations = new Truncations(task.steps(), c.horizon());
      network = SmallNetworks.speaking(shape, truncations, BATCH);
      width = shape.stateWidth();
      settings = new FeedbackSettings(c.horizon(), c.interval(), 0.1, c.end());
      decoupling = SmallNetworks.decoupling(network, settings, BATCH);
      reference = new DoubleReference(network);
      batch = new Batch(BATCH, task);
      task.validation(1).next(batch);
    }

    void run() {
      float[] gradients = network.parameters().gradients();
      SmallNetworks.gradients(decoupling, network, settings, batch, function);
      freeze();
      double size = 0;
      for (float g : gradients) {
        size = Math.max(size, Math.abs(g));
      }
      int checked = 0;
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
          double expected = (above - below) / (2 * STEP);
          assertThat((double) gradients[block.offset() + i])
              .as("%s of %s[%d]", c, block.name(), i)
              .isCloseTo(expected, within(TOLERANCE * (1 + size)));
          checked++;
        }
      }
      assertThat(checked).isEqualTo(gradients.length);
    }

    /** Runs forward once and fixes what the algorithm holds constant. */
    private void freeze() {
      Truncations truncations = network.truncations();
      int n = truncations.count();
      starts = new double[n][BATCH][];
      cotangents = new double[n][BATCH][];
      for (int b = 0; b < BATCH; b++) {
        double[] state = new double[width];
        for (int i = 0; i < n; i++) {
          starts[i][b] = state;
          for (int t = i * c.horizon(); t < end(i); t++) {
            state = reference.step(state, input(t, b));
          }
          boolean last = i == n - 1;
          boolean none = last && c.end() == FeedbackSettings.TerminalFeedback.NONE;
          cotangents[i][b] = new double[width];
          if (!none && function != CerebellumFunction.SILENT) {
            double[] predicted = reference.cerebellum(state);
            for (int j = 0; j < width; j++) {
              cotangents[i][b][j] = 0.1 * predicted[j];
            }
          }
        }
      }
    }

    private int end(int truncation) {
      return Math.min((truncation + 1) * c.horizon(), network.truncations().steps());
    }

    private double[] input(int t, int b) {
      return new double[] {batch.input().data[t * BATCH + b]};
    }

    /** Loss of one truncation of one sequence plus cotangent . end state, from a given start. */
    private double surrogate(int i, int b, double[] start) {
      double loss = 0;
      int observed = 0;
      double[] state = start;
      for (int t = i * c.horizon(); t < end(i); t++) {
        state = reference.step(state, input(t, b));
        if (t % c.interval() == 0) {
          observed++;
          double[] y = reference.readout(state);
          for (int j = 0; j < y.length; j++) {
            double error = y[j] - batch.target().data[(t * BATCH + b) * y.length + j];
            loss += error * error / (BATCH * y.length);
          }
        }
      }
      double sum = observed == 0 ? 0 : loss / observed;
      for (int j = 0; j < width; j++) {
        sum += cotangents[i][b][j] * state[j];
      }
      return sum;
    }

    private double cortexObjective() {
      double sum = 0;
      for (int i = 0; i < starts.length; i++) {
        for (int b = 0; b < BATCH; b++) {
          sum += surrogate(i, b, starts[i][b]);
        }
      }
      return sum;
    }

    private double[][][] targets;

    /** Gradient of the surrogate at the start states, by finite differences. */
    private double[][][] targets() {
      if (targets == null) {
        targets = new double[starts.length][BATCH][width];
        for (int i = 0; i < starts.length; i++) {
          for (int b = 0; b < BATCH; b++) {
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
        for (int b = 0; b < BATCH; b++) {
          for (int j = 0; j < width; j++) {
            assertThat((double) ours[(i * BATCH + b) * width + j])
                .as("%s target feedback of truncation %d", c, i)
                .isCloseTo(targets[i][b][j], within(TOLERANCE));
          }
        }
      }
    }

    private double cerebellarObjective() {
      if (function == CerebellumFunction.SILENT) {
        return 0;
      }
      double sum = 0;
      for (int i = 0; i < starts.length; i++) {
        for (int b = 0; b < BATCH; b++) {
          double[] predicted = reference.cerebellum(starts[i][b]);
          for (int j = 0; j < width; j++) {
            double error = predicted[j] - targets()[i][b][j];
            sum += error * error;
          }
        }
      }
      return sum;
    }
  }
}
