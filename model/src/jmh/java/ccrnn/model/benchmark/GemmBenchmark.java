package ccrnn.model.benchmark;

import ccrnn.model.kernel.Gemm;
import ccrnn.model.kernel.Kernel;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The three products of a layer, as {@link ccrnn.model.parameter.Linear} calls them. The column
 * {@code gflop} is GFLOP/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(
    value = 1,
    jvmArgs = {Jvm.VECTOR_API, Jvm.SERIAL_GC})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
  /** Carrier of the loops. */
  @Param public Kernel kernel;

  /** Sizes. */
  @Param public Layer layer;

  private Gemm gemm;
  private Gemm.Packed forward;
  private Gemm.Packed backward;
  private Gemm.Packed inputs;
  private float[] bias;
  private float[] zeros;
  private float[] x;
  private float[] y;
  private float[] dy;
  private float[] dx;
  private float[] dWeight;

  /** Counts the work, so that JMH reports it per second. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Work {
    /** Billions of operations of the products so far. */
    public double gflop;
  }

  /** Fills the matrices; the weights are packed once per update, not once per product. */
  @Setup
  public void fill() {
    gemm = kernel.gemm();
    float[] weight = random(layer.out * layer.in);
    forward = gemm.allocate(layer.in, layer.out);
    gemm.packTransposed(weight, 0, layer.in, forward);
    backward = gemm.allocate(layer.out, layer.in);
    gemm.pack(layer.out, weight, 0, layer.in, backward);
    inputs = gemm.allocate(layer.rows, layer.in);
    bias = random(layer.out);
    zeros = new float[layer.in];
    x = random(layer.rows * layer.in);
    y = new float[layer.rows * layer.out];
    dy = random(layer.rows * layer.out);
    dx = new float[layer.rows * layer.in];
    dWeight = new float[layer.out * layer.in];
  }

  private static float[] random(int length) {
    SplittableRandom random = new SplittableRandom(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return values;
  }

  private void count(Work work) {
    work.gflop += 2e-9 * layer.rows * layer.in * layer.out;
  }

  /**
   * y = x Wᵀ + b.
   *
   * @param work counts it
   * @return y
   */
  @Benchmark
  public float[] forward(Work work) {
    gemm.multiply(layer.rows, x, 0, layer.in, forward, bias, 0, 0, y, 0, layer.out);
    count(work);
    return y;
  }

  /**
   * dx = dy W.
   *
   * @param work counts it
   * @return dx
   */
  @Benchmark
  public float[] backward(Work work) {
    gemm.multiply(layer.rows, dy, 0, layer.out, backward, zeros, 0, 0, dx, 0, layer.in);
    count(work);
    return dx;
  }

  /**
   * dW = dyᵀ x, with the packing of x.
   *
   * @param work counts it
   * @return dW
   */
  @Benchmark
  public float[] weightGradient(Work work) {
    gemm.pack(layer.rows, x, 0, layer.in, inputs);
    gemm.multiplyTransposed(layer.out, dy, 0, layer.out, inputs, zeros, 0, 0, dWeight, 0, layer.in);
    count(work);
    return dWeight;
  }
}
