package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.random.Streams;
import ccrnn.model.task.LineDrawing;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a trial allocates: some megabytes, then what an epoch leaves and nothing for a batch. */
class AllocationTest {
  /**
   * Most bytes of an epoch, however many batches it has: its record, its evaluation and the streams
   * of its validation are about 500. An object for each of 64 batches would be 1024 at least.
   */
  private static final long MOST_PER_EPOCH = 1200;

  /**
   * The Vector API allocates until the JIT compiler has compiled every loop, which takes longer the
   * busier the machine is.
   */
  private static final int MOST_EPOCHS = 5000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Case(Kernel kernel, CortexKind cortex, boolean cerebellum, double noise) {
    LineDrawing.Settings drawing(int batches) {
      return new LineDrawing.Settings(10, 7, 10, noise, noise, batches, 6, 6);
    }

    Trainer<RecurrentTrainee> trainer(int batches) {
      NetworkShape shape =
          cerebellum ? SmallNetworks.ccrnn(cortex, 17, 33, 1) : SmallNetworks.crnn(cortex, 17);
      TrialSettings settings =
          new TrialSettings(
              shape, SmallNetworks.learning(1, 2), Lesion.NONE, SmallNetworks.BATCH, 9);
      LineDrawing task = new LineDrawing(drawing(batches), SmallNetworks.BATCH, new Streams(9));
      return SmallNetworks.trainer(settings, task, kernel, () -> false);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(Kernel.values())
        .flatMap(
            kernel ->
                Stream.of(CortexKind.values())
                    .flatMap(
                        cortex ->
                            Stream.of(
                                new Case(kernel, cortex, true, 0),
                                new Case(kernel, cortex, true, 0.1),
                                new Case(kernel, cortex, false, 0.1))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEpochAllocatesLittleHoweverManyBatchesItHas(Case settings) {
    for (int batches : new int[] {16, 64}) {
      Trainer<RecurrentTrainee> trainer = settings.trainer(batches);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < MOST_EPOCHS && least > MOST_PER_EPOCH; i++) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        trainer.trainEpoch();
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least).as("bytes of an epoch of %d batches", batches).isLessThan(MOST_PER_EPOCH);
    }
  }

  /** The sizes of the paper: 91 202 parameters with one granule layer, 251 602 with two. */
  private static long bytesOfATrial(Kernel kernel, int layers) {
    int batch = 50;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var task =
        new LineDrawing(
            new LineDrawing.Settings(10, 7, 10, 0.1, 0.1, 1, 6, 6), batch, new Streams(9));
    NetworkShape shape = SmallNetworks.ccrnn(CortexKind.LSTM, 50, 400, layers);
    TrialSettings settings =
        new TrialSettings(shape, SmallNetworks.learning(1, 2), Lesion.NONE, batch, 9);
    Trainer<RecurrentTrainee> trainer = SmallNetworks.trainer(settings, task, kernel, () -> false);
    if (kernel == Kernel.PLAIN) { // its products ask for scratch memory when they are first made
      trainer.trainEpoch();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Measured: 10.0 and 16.8 million bytes of the plain kernel, 8.6 and 15.3 of the vector one. */
  @ParameterizedTest
  @EnumSource
  void aTrialOfLineDrawingTakesSomeMegabytes(Kernel kernel) {
    assertThat(bytesOfATrial(kernel, 1)).isBetween(7_000_000L, 11_000_000L);
    assertThat(bytesOfATrial(kernel, 2)).isBetween(14_000_000L, 18_000_000L);
  }
}
