package ccrnn.model.benchmark;

import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Tally;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One batch: its data, its gradients, clipping and Adam. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {Jvm.VECTOR_API, Jvm.SERIAL_GC})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBenchmark {
  /** Carrier of the loops. */
  @Param public Kernel kernel;

  /** Trial. */
  @Param public Preset preset;

  private RecurrentTrainee trainee;
  private Tally tally;
  private int updates;

  /** Starts a trial. */
  @Setup
  public void start() {
    trainee = preset.trainer(kernel).trainee();
    tally = new Tally(1);
    updates = 0;
  }

  /**
   * The next update of the trial.
   *
   * @return norm of its gradients
   */
  @Benchmark
  public double update() {
    int batches = trainee.batches(1);
    trainee.update(1 + updates / batches, updates % batches, tally);
    updates++;
    return trainee.learner().norm();
  }
}
