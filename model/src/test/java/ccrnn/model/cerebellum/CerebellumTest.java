package ccrnn.model.cerebellum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Streams;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Predictions against the class comment, written out in 64 bits, over one batch after another. */
class CerebellumTest {
  private static final int WIDTH = 6;
  private static final int GRANULES = 5;
  private static final int CLASSES = 4;
  private static final int MOST_ROWS = 12;

  private final SplittableRandom random = new SplittableRandom(17);

  private float[] random(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  private static CerebellumShape shape(int layers, CerebellumShape.Context context) {
    return new CerebellumShape(GRANULES, layers, OptionalInt.empty(), context);
  }

  /** The second batch has other classes and fewer states, the third as many as the first. */
  @ParameterizedTest
  @EnumSource
  void predictsWhatTheClassCommentSaysOfEveryBatch(CerebellumShape.Context context) {
    boolean told = context == CerebellumShape.Context.TARGET;
    for (int layers = 0; layers <= 3; layers++) {
      CerebellumShape shape = shape(layers, context);
      Layout.Builder builder = Layout.builder();
      Cerebellum.declare(builder, WIDTH, shape, CLASSES);
      Parameters parameters = new Parameters(builder.build());
      float[] drawn = random(parameters.values().length);
      System.arraycopy(drawn, 0, parameters.values(), 0, drawn.length);
      Cerebellum cerebellum =
          new Cerebellum(parameters, Kernel.PLAIN, MOST_ROWS, shape, Optional.empty());
      cerebellum.pack();
      assertThat(cerebellum.hasContext()).isEqualTo(told);

      int[][] batches = {{0, 1, 2}, {3, 3}, {2, 3, 0}};
      for (int[] classes : batches) {
        int rows = 4 * classes.length;
        FMatrixRMaj states = new FMatrixRMaj(rows, WIDTH);
        states.data = random(rows * WIDTH);
        if (told) {
          cerebellum.context(rows, classes.length, classes);
        }
        FMatrixRMaj predicted = cerebellum.forward(rows, states);
        for (int row = 0; row < rows; row++) {
          int right = told ? classes[row % classes.length] : -1;
          double[] found = new double[WIDTH];
          for (int j = 0; j < WIDTH; j++) {
            found[j] = predicted.get(row, j);
          }
          assertThat(found)
              .as("%d layers, row %d", layers, row)
              .containsExactly(byHand(parameters, layers, states, row, right), within(1e-5));
        }
      }
    }
  }

  private static double[] byHand(
      Parameters parameters, int layers, FMatrixRMaj states, int row, int right) {
    double[] below = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      below[i] = states.get(row, i);
    }
    double[] above = layer(parameters, "cerebellum.input", below);
    if (right >= 0) {
      double[] oneHot = new double[CLASSES];
      oneHot[right] = 1;
      double[] context = layer(parameters, "cerebellum.context", oneHot);
      for (int j = 0; j < above.length; j++) {
        above[j] += context[j];
      }
    }
    for (int k = 0; k < layers; k++) {
      for (int j = 0; j < above.length; j++) {
        above[j] = Math.max(0, above[j]);
      }
      above = layer(parameters, "cerebellum.hidden." + k, above);
    }
    return above;
  }

  private static double[] layer(Parameters parameters, String name, double[] below) {
    Block weight = parameters.layout().block(name + ".weight");
    Block bias = parameters.layout().block(name + ".bias");
    double[] above = new double[weight.rows()];
    for (int j = 0; j < above.length; j++) {
      above[j] = parameters.values()[bias.offset() + j];
      for (int i = 0; i < weight.columns(); i++) {
        above[j] += parameters.values()[weight.offset() + j * weight.columns() + i] * below[i];
      }
    }
    return above;
  }

  @Test
  void theGranuleActivityIsThatAfterTheReluOfEachLayer() {
    CerebellumShape shape = shape(2, CerebellumShape.Context.NONE);
    Layout.Builder builder = Layout.builder();
    Cerebellum.declare(builder, WIDTH, shape, CLASSES);
    Parameters parameters = new Parameters(builder.build());
    float[] drawn = random(parameters.values().length);
    System.arraycopy(drawn, 0, parameters.values(), 0, drawn.length);
    Cerebellum cerebellum =
        new Cerebellum(parameters, Kernel.PLAIN, MOST_ROWS, shape, Optional.empty());
    cerebellum.pack();
    FMatrixRMaj states = new FMatrixRMaj(1, WIDTH);
    states.data = random(WIDTH);
    cerebellum.forward(1, states);
    double[] state = new double[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      state[i] = states.data[i];
    }
    double[] first = layer(parameters, "cerebellum.input", state);
    for (int j = 0; j < GRANULES; j++) {
      first[j] = Math.max(0, first[j]);
      assertThat((double) cerebellum.granuleActivity(0).data[j]).isCloseTo(first[j], within(1e-6));
    }
    double[] second = layer(parameters, "cerebellum.hidden.0", first);
    for (int j = 0; j < GRANULES; j++) {
      assertThat((double) cerebellum.granuleActivity(1).data[j])
          .isCloseTo(Math.max(0, second[j]), within(1e-6));
    }
  }

  /** Results depend on which stream draws which block: pinned for every shape. */
  @Test
  void everyBlockIsDrawnFromAStreamOfItsOwnWithinItsBound() {
    for (int layers = 0; layers <= 2; layers++) {
      for (CerebellumShape.Context context : CerebellumShape.Context.values()) {
        for (Cerebellum.OutputLayer output : Cerebellum.OutputLayer.values()) {
          CerebellumShape shape = shape(layers, context);
          Layout.Builder builder = Layout.builder();
          Cerebellum.declare(builder, WIDTH, shape, CLASSES);
          Parameters parameters = new Parameters(builder.build());
          Streams streams = new Streams(9);
          new Cerebellum(parameters, Kernel.PLAIN, 1, shape, Optional.empty())
              .initialise(output, streams);
          boolean zero = output == Cerebellum.OutputLayer.ZERO;
          for (int k = 0; k <= layers; k++) {
            String name = k == 0 ? "cerebellum.input" : "cerebellum.hidden." + (k - 1);
            int in = k == 0 ? WIDTH : GRANULES;
            boolean silent = zero && k == layers;
            check(parameters, name + ".weight", streams, 2L * k, in, silent);
            check(parameters, name + ".bias", streams, 2L * k + 1, in, silent && k > 0);
          }
          if (context == CerebellumShape.Context.TARGET) {
            String name = "cerebellum.context";
            long index = 2L * (layers + 1);
            boolean silent = zero && layers == 0;
            check(parameters, name + ".weight", streams, index, CLASSES, silent);
            check(parameters, name + ".bias", streams, index + 1, CLASSES, false);
          }
        }
      }
    }
  }

  private static void check(
      Parameters parameters, String block, Streams streams, long index, int in, boolean silent) {
    float[] expected = new float[parameters.layout().block(block).length()];
    if (!silent) {
      streams.stream(Purpose.CEREBELLUM_WEIGHTS, index)
          .fillUniform(expected, 0, expected.length, 1 / Math.sqrt(in));
    }
    assertThat(parameters.copyOfValues(block)).as(block).isEqualTo(expected);
  }
}
