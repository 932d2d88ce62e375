package ccrnn.model.benchmark;

import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.training.EpochRecord;
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

/** One epoch: 16 updates and the validation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {Jvm.VECTOR_API, Jvm.SERIAL_GC})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EpochBenchmark {
  /** Carrier of the loops. */
  @Param public Kernel kernel;

  /** Trial. */
  @Param("LINE_DRAWING")
  public Preset preset;

  private Trainer<RecurrentTrainee> trainer;

  /** Starts a trial. */
  @Setup
  public void start() {
    trainer = preset.trainer(kernel);
  }

  /**
   * The next epoch of the trial.
   *
   * @return what it left
   */
  @Benchmark
  public EpochRecord epoch() {
    return trainer.trainEpoch();
  }
}
