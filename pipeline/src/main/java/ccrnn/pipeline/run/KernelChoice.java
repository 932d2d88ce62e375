package ccrnn.pipeline.run;

import ccrnn.model.kernel.Gemm;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.training.Trainer;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.sweep.Trial;
import java.util.Optional;

/**
 * The faster kernel of this JVM, found once by timing both on a small product. Where the Vector API
 * is there it should win several times over, but on Java 17 its kernels have been seen to run a
 * hundred times slower than they should when other code of the JVM had spoilt the compiler's
 * profiles. The choice changes no result.
 *
 * <p>Before it is timed, the vector kernel rehearses on a network of almost nothing. Until the
 * compiler has got to a method of the Vector API, every operation of it makes an object, and the
 * compiler gets to a method after so many calls, however much each of them does: small products
 * bring it there sooner.
 */
public final class KernelChoice {
  /** Enough for the compiler; the last of them take about a millisecond. */
  private static final int REHEARSALS = 150;

  private static final int M = 50;
  private static final int K = 100;
  private static final int N = 128;

  /** Long enough for the compiler, at most; a kernel that is fast sooner is done sooner. */
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  private static final int TIMINGS = 20;

  /**
   * From this speed on, in multiplications and additions per nanosecond, a kernel is not spoilt.
   */
  private static final double FAST_ENOUGH = 30;

  private KernelChoice() {}

  /** Chosen when first asked for, once per JVM. */
  private static final class Chosen {
    private static final Kernel KERNEL = choose();
  }

  /**
   * Tells which kernel to train with.
   *
   * @return the faster of the available kernels
   */
  public static Kernel fastest() {
    return Chosen.KERNEL;
  }

  private static Kernel choose() {
    if (!Kernel.VECTOR.available()) {
      return Kernel.PLAIN;
    }
    Families.all().stream()
        .map(Family::rehearsal)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(trial -> rehearse(trial, Kernel.VECTOR));
    double vector = speed(Kernel.VECTOR);
    // Only a spoilt vector kernel is worth the time of measuring the other.
    return vector >= FAST_ENOUGH || vector >= speed(Kernel.PLAIN) ? Kernel.VECTOR : Kernel.PLAIN;
  }

  private static void rehearse(Trial trial, Kernel kernel) {
    long start = System.nanoTime();
    Trainer<?> trainer = Trainers.of(trial, DataLocation.EMBEDDED, kernel, () -> false);
    while (trainer.epochs() < REHEARSALS && System.nanoTime() - start < WARM_UP_NANOS) {
      trainer.trainEpoch();
    }
  }

  /** Best speed seen, in operations per nanosecond. */
  static double speed(Kernel kernel) {
    Gemm gemm = kernel.gemm();
    Gemm.Packed b = gemm.allocate(K, N);
    gemm.pack(K, new float[K * N], 0, N, b);
    float[] a = new float[M * K];
    float[] c = new float[M * N];
    double operations = 2.0 * M * K * N;
    double best = 0;
    long start = System.nanoTime();
    int timings = 0;
    while (timings < TIMINGS || (best < FAST_ENOUGH && System.nanoTime() - start < WARM_UP_NANOS)) {
      long before = System.nanoTime();
      gemm.multiply(M, a, 0, K, b, c, 0, N, c, 0, N);
      best = Math.max(best, operations / Math.max(1, System.nanoTime() - before));
      timings++;
    }
    return best;
  }
}
