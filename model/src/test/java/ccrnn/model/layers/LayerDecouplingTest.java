package ccrnn.model.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Reaching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of every kind of decoupling against finite differences, and what zero means. */
class LayerDecouplingTest {
  private static final double STEP = 1e-5;

  /** 32-bit rounding over sums of some ten terms. */
  private static final double TOLERANCE = 3e-6;

  record Case(Decoupling decoupling, HiddenActivation activation, int cerebellumLayers) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (HiddenActivation activation : HiddenActivation.values()) {
      cases.add(new Case(Decoupling.NONE, activation, 0));
      for (int layers = 0; layers <= 2; layers++) {
        cases.add(new Case(Decoupling.PREDICTED_FEEDBACK, activation, layers));
        cases.add(new Case(Decoupling.PREDICTED_ACTIVITY, activation, layers));
        cases.add(new Case(Decoupling.BOTH, activation, layers));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheEquations(Case c) {
    new Check(SmallFeedForward.settings(c.decoupling(), c.activation(), c.cerebellumLayers()))
        .run();
  }

  @ParameterizedTest
  @EnumSource(Decoupling.class)
  void mergedCopiesOfASequenceCountLikeTheCopies(Decoupling decoupling) {
    var settings = SmallFeedForward.settings(decoupling, HiddenActivation.TANH, 1);
    Reaching task = SmallFeedForward.task(3, 0);
    FeedForwardNetwork network = SmallFeedForward.speaking(settings, task);
    var learning = new LayerDecoupling(network, task.outputs());
    var merged = new Batch(SmallFeedForward.BATCH, task);
    task.training(1, 0, merged);
    assertThat(merged.size()).isLessThan(merged.total());
    double loss = learning.gradients(merged);
    float[] expected = network.parameters().gradients().clone();

    var copies = new Batch(SmallFeedForward.BATCH, task);
    copies.resize(merged.total());
    int row = 0;
    for (int b = 0; b < merged.size(); b++) {
      for (int i = 0; i < merged.multiplicities()[b]; i++, row++) {
        copyRow(merged.input().data, b, copies.input().data, row, task.inputs());
        copyRow(merged.target().data, b, copies.target().data, row, task.outputs());
      }
    }
    assertThat(learning.gradients(copies)).isCloseTo(loss, within(1e-5 * loss));
    assertThat(network.parameters().gradients()).containsExactly(expected, within(2e-6f));
  }

  private static void copyRow(float[] from, int row, float[] to, int toRow, int width) {
    System.arraycopy(from, row * width, to, toRow * width, width);
  }

  @ParameterizedTest
  @EnumSource(HiddenActivation.class)
  void newForwardModelsPredictNoFeedback(HiddenActivation activation) {
    for (int layers = 0; layers <= 2; layers++) {
      Reaching task = SmallFeedForward.task(3, 0.1);
      var batch = new Batch(SmallFeedForward.BATCH, task);
      task.training(1, 0, batch);
      FeedForwardNetwork locked =
          fresh(SmallFeedForward.settings(Decoupling.NONE, activation, layers), task);
      FeedForwardNetwork unlocked =
          fresh(SmallFeedForward.settings(Decoupling.PREDICTED_FEEDBACK, activation, layers), task);
      double lockedLoss = new LayerDecoupling(locked, task.outputs()).gradients(batch);
      double unlockedLoss = new LayerDecoupling(unlocked, task.outputs()).gradients(batch);

      assertThat(unlockedLoss).isEqualTo(lockedLoss);
      int topLayer = locked.parameters().layout().block("layer.4.weight").offset();
      int end = locked.cerebellaOffset();
      assertThat(Arrays.copyOf(unlocked.parameters().gradients(), topLayer)).containsOnly(0f);
      assertThat(Arrays.copyOfRange(unlocked.parameters().gradients(), topLayer, end))
          .isEqualTo(Arrays.copyOfRange(locked.parameters().gradients(), topLayer, end));
      String bias = "feedback.3.layer." + layers + ".bias";
      assertThat(unlocked.parameters().copyOfGradients(bias)).doesNotContain(0f);
    }
  }

  @Test
  void newInverseModelsPredictNoActivity() {
    Reaching task = SmallFeedForward.task(3, 0.1);
    var batch = new Batch(SmallFeedForward.BATCH, task);
    task.training(1, 0, batch);
    FeedForwardNetwork network =
        fresh(
            SmallFeedForward.settings(Decoupling.PREDICTED_ACTIVITY, HiddenActivation.TANH, 1),
            task);
    new LayerDecoupling(network, task.outputs()).gradients(batch);
    assertThat(network.parameters().copyOfGradients("layer.4.weight")).containsOnly(0f);
    assertThat(network.parameters().copyOfGradients("layer.4.bias")).doesNotContain(0f);
    assertThat(network.parameters().copyOfGradients("activity.1.layer.1.bias")).doesNotContain(0f);
  }

  private static FeedForwardNetwork fresh(FeedForwardSettings settings, Reaching task) {
    return new FeedForwardNetwork(settings, task.inputs(), task.outputs(), Kernel.PLAIN);
  }

  /**
   * One network on one batch: ours against finite differences of one objective, whose constants are
   * frozen beforehand. The equations once more, in 64 bits and straight loops, sharing no code.
   */
  private static final class Check {
    private static final int ROWS = 3;

    private final FeedForwardSettings settings;
    private final Decoupling kind;
    private final int boundaries;
    private final FeedForwardNetwork network;
    private final Batch batch;
    private final Map<String, double[]> blocks = new HashMap<>();

    // By boundary or layer and row; layers count from 1, index 0 of received is the input.
    private final double[][][] received;
    private final double[][][] hidden;
    private final double[][][] feedback;
    private final double[][][] arriving;

    Check(FeedForwardSettings settings) {
      this.settings = settings;
      kind = settings.decoupling();
      boundaries = settings.hiddenLayers();
      Reaching task = SmallFeedForward.task(3, 0.5);
      network = SmallFeedForward.speaking(settings, task);
      batch = new Batch(ROWS, task);
      task.validation(1).next(batch);
      for (Block block : network.parameters().layout().blocks()) {
        float[] floats = network.parameters().copyOfValues(block.name());
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
          doubles[i] = floats[i];
        }
        blocks.put(block.name(), doubles);
      }
      received = new double[boundaries + 1][ROWS][];
      hidden = new double[boundaries + 1][ROWS][];
      feedback = new double[boundaries + 1][ROWS][];
      arriving = new double[boundaries + 1][ROWS][settings.hiddenUnits()];
    }

    void run() {
      new LayerDecoupling(network, 2).gradients(batch);
      freeze();
      float[] gradients = network.parameters().gradients();
      double size = 0;
      for (float g : gradients) {
        size = Math.max(size, Math.abs(g));
      }
      int checked = 0;
      for (Block block : network.parameters().layout().blocks()) {
        double[] values = blocks.get(block.name());
        for (int i = 0; i < values.length; i++) {
          double expected = derivative(values, i, this::objective);
          assertThat((double) gradients[block.offset() + i])
              .as("%s[%d]", block.name(), i)
              .isCloseTo(expected, within(TOLERANCE * (1 + size)));
          checked++;
        }
      }
      assertThat(checked).isEqualTo(gradients.length);
    }

    private interface Objective {
      double value();
    }

    private static double derivative(double[] values, int i, Objective objective) {
      double value = values[i];
      values[i] = value + STEP;
      double above = objective.value();
      values[i] = value - STEP;
      double below = objective.value();
      values[i] = value;
      return (above - below) / (2 * STEP);
    }

    private void freeze() {
      for (int b = 0; b < ROWS; b++) {
        received[0][b] = input(b);
        for (int i = 1; i <= boundaries; i++) {
          hidden[i][b] = layer(i, received[i - 1][b]);
          received[i][b] = kind.predictsActivity() ? activity(i, b) : hidden[i][b];
          if (kind.predictsFeedback()) {
            feedback[i][b] = predictor("feedback", i, hidden[i][b]);
            for (int j = 0; j < feedback[i][b].length; j++) {
              feedback[i][b][j] *= settings.feedbackScale();
            }
          }
        }
        if (kind.predictsFeedback()) {
          for (int i = 1; i <= boundaries; i++) {
            double[] u = received[i][b].clone();
            int above = i + 1;
            int row = b;
            for (int j = 0; j < u.length; j++) {
              arriving[i][b][j] = derivative(u, j, () -> surrogate(above, row, u));
            }
          }
        }
      }
    }

    /** What layer i tries to reduce: the loss, or its predicted feedback times its output. */
    private double surrogate(int i, int b, double[] u) {
      double[] h = layer(i, u);
      if (i > boundaries) {
        return loss(b, h);
      }
      double sum = 0;
      for (int j = 0; j < h.length; j++) {
        sum += feedback[i][b][j] * h[j];
      }
      return sum;
    }

    private double objective() {
      double sum = 0;
      for (int b = 0; b < ROWS; b++) {
        if (kind.predictsFeedback()) {
          for (int i = 1; i <= boundaries + 1; i++) {
            sum += surrogate(i, b, received[i - 1][b]);
          }
        } else {
          sum += lockedBackward(b);
        }
        for (int i = 1; i <= boundaries; i++) {
          if (kind.predictsFeedback()) {
            double[] predicted = predictor("feedback", i, received[i][b]);
            sum += squares(predicted, arriving[i][b]) / ROWS;
          }
          if (kind.predictsActivity()) {
            sum += squares(activity(i, b), hidden[i][b]) / (ROWS * hidden[i][b].length);
          }
        }
      }
      return sum;
    }

    /** Predicted activity gets no gradient, and hands its own on to the true one. */
    private double lockedBackward(int b) {
      double[] u = input(b);
      for (int i = 1; i <= boundaries; i++) {
        u = layer(i, u);
        for (int j = 0; kind.predictsActivity() && j < u.length; j++) {
          u[j] += received[i][b][j] - hidden[i][b][j];
        }
      }
      return loss(b, layer(boundaries + 1, u));
    }

    private static double squares(double[] x, double[] y) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += (x[j] - y[j]) * (x[j] - y[j]);
      }
      return sum;
    }

    private double[] input(int b) {
      double[] x = new double[batch.input().numCols];
      for (int j = 0; j < x.length; j++) {
        x[j] = batch.input().get(b, j);
      }
      return x;
    }

    private double loss(int b, double[] y) {
      double[] target = {batch.target().get(b, 0), batch.target().get(b, 1)};
      return squares(y, target) / (ROWS * 2);
    }

    private double[] activity(int boundary, int b) {
      return predictor("activity", boundary, input(b));
    }

    private double[] predictor(String message, int boundary, double[] trigger) {
      double[] a = trigger;
      for (int k = 0; k <= settings.cerebellumLayers(); k++) {
        a = product(message + "." + boundary + ".layer." + k, a);
        for (int j = 0; k < settings.cerebellumLayers() && j < a.length; j++) {
          a[j] = Math.max(0, a[j]);
        }
      }
      return a;
    }

    private double[] layer(int i, double[] x) {
      double[] h = product("layer." + i, x);
      for (int j = 0; i <= boundaries && j < h.length; j++) {
        h[j] = settings.activation() == HiddenActivation.RELU ? Math.max(0, h[j]) : Math.tanh(h[j]);
      }
      return h;
    }

    private double[] product(String name, double[] x) {
      double[] w = blocks.get(name + ".weight");
      double[] y = blocks.get(name + ".bias").clone();
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < x.length; j++) {
          y[i] += w[i * x.length + j] * x[j];
        }
      }
      return y;
    }
  }
}
