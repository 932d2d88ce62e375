package ccrnn.model.benchmark;

import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.training.Trainer;
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

  private Trainer<RecurrentTrainee> trainer;
  private Batch batch;
  private int updates;

  /** Starts a trial. */
  @Setup
  public void start() {
    trainer = preset.trainer(kernel);
    batch = new Batch(Preset.BATCH, trainer.task());
    updates = 0;
  }

  /**
   * The next update of the trial.
   *
   * @return norm of its gradients
   */
  @Benchmark
  public double update() {
    Task task = trainer.task();
    task.training(1 + updates / task.batches(), updates % task.batches(), batch);
    updates++;
    trainer.trainee().update(batch);
    return trainer.trainee().norm();
  }
}
