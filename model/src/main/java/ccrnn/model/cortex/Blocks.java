package ccrnn.model.cortex;

import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Initializer;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import org.ejml.data.FMatrixRMaj;

/** What the kinds of cortex share: their blocks, their initial values, the order of their rows. */
final class Blocks {
  static final String WEIGHT_INPUT = "cortex.weight_ih";
  static final String WEIGHT_STATE = "cortex.weight_hh";
  static final String BIAS_INPUT = "cortex.bias_ih";
  static final String BIAS_STATE = "cortex.bias_hh";

  private Blocks() {}

  static void declare(Layout.Builder layout, int inputs, int units, int gates) {
    layout
        .add(WEIGHT_INPUT, gates * units, inputs)
        .add(WEIGHT_STATE, gates * units, units)
        .add(BIAS_INPUT, gates * units, 1)
        .add(BIAS_STATE, gates * units, 1);
  }

  static void initialise(
      Parameters parameters, Initializer weights, double scale, Streams streams, int units) {
    double bound = 1 / StrictMath.sqrt(units);
    int index = 0;
    for (String name : new String[] {WEIGHT_INPUT, WEIGHT_STATE, BIAS_INPUT, BIAS_STATE}) {
      Block block = parameters.layout().block(name);
      Initializer kind = name.contains("weight") ? weights : Initializer.UNIFORM;
      Stream stream = streams.stream(Purpose.CORTEX_WEIGHTS, index++);
      kind.fill(parameters.values(), block, stream, bound);
      float[] values = parameters.values();
      for (int i = block.offset(); i < block.offset() + block.length(); i++) {
        values[i] = (float) (values[i] * scale);
      }
    }
  }

  /** Copies time-major rows S x B to stacked rows. */
  static void stack(
      Truncations truncations, int batch, FMatrixRMaj timeMajor, FMatrixRMaj stacked) {
    int block = batch * timeMajor.numCols;
    for (int t = 0; t < truncations.steps(); t++) {
      int position = truncations.position(t);
      System.arraycopy(timeMajor.data, t * block, stacked.data, position * block, block);
    }
  }
}
