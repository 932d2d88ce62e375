package ccrnn.model.benchmark;

import ccrnn.model.kernel.Activation;
import ccrnn.model.kernel.AdamRates;
import ccrnn.model.kernel.Elementwise;
import ccrnn.model.kernel.Kernel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Activation functions and the optimizer: nanoseconds per element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {Jvm.VECTOR_API, Jvm.SERIAL_GC})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {
  /** The gates of two steps of line drawing; they stay in the nearest cache but one. */
  private static final int ELEMENTS = 20_000;

  /** About the parameters of line drawing. */
  private static final int PARAMETERS = 90_000;

  /** The sizes of Adam's published rates, far from its start. */
  private static final AdamRates RATES = new AdamRates(0.9f, 0.1f, 0.98f, 0.02f, 1e-9f);

  /** Carrier of the loops. */
  @Param public Kernel kernel;

  private Activation activation;
  private Elementwise elementwise;
  private float[] x;
  private float[] y;
  private float[] values;
  private float[] gradients;
  private float[] mean;
  private float[] meanSquare;

  /** Fills the arrays with standard normal numbers. */
  @Setup
  public void fill() {
    activation = kernel.activation();
    elementwise = kernel.elementwise();
    x = random(ELEMENTS);
    y = new float[ELEMENTS];
    values = random(PARAMETERS);
    gradients = random(PARAMETERS);
    mean = new float[PARAMETERS];
    meanSquare = new float[PARAMETERS];
  }

  private static float[] random(int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /**
   * The logistic function.
   *
   * @return its values
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public float[] sigmoid() {
    activation.sigmoid(ELEMENTS, x, 0, y, 0);
    return y;
  }

  /**
   * The hyperbolic tangent.
   *
   * @return its values
   */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public float[] tanh() {
    activation.tanh(ELEMENTS, x, 0, y, 0);
    return y;
  }

  /**
   * One step of Adam.
   *
   * @return the parameters
   */
  @Benchmark
  @OperationsPerInvocation(PARAMETERS)
  public float[] adam() {
    elementwise.adam(PARAMETERS, values, gradients, mean, meanSquare, RATES, 1e-3f, 1f);
    return values;
  }
}
