package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines by hand; which stream draws which sequence; merged copies and batches of any capacity. */
class LineDrawingTest {
  private static final int STEPS = 4;
  private static final int BATCHES = 3;
  private static final long SEED = 8;

  private static LineDrawing task(int cues, double noise, double testNoise, int batchSize) {
    var settings = new LineDrawing.Settings(STEPS, cues, 10, noise, testNoise, BATCHES, 20, 33);
    return new LineDrawing(settings, batchSize, new Streams(SEED));
  }

  /** End points: on a circle of 10 around the origin, clockwise from the top for falling cues. */
  private static final double[][] SEVEN_ENDS = {
    {-8.660254, 5}, {-8.660254, -5}, {0, -10}, {0, 0}, {8.660254, -5}, {8.660254, 5}, {0, 10}
  };

  private static final double[][] FOUR_ENDS = {{-8.660254, -5}, {0, 0}, {8.660254, -5}, {0, 10}};

  private static void lines(double[][] ends, double lowestCue) {
    LineDrawing task = task(ends.length, 0, 0, 5);
    assertThat(task.answer()).isEqualTo(Answer.TRAJECTORY);
    assertThat(task.inputs()).isEqualTo(1);
    assertThat(task.outputs()).isEqualTo(2);
    assertThat(task.steps()).isEqualTo(STEPS);
    assertThat(task.batches()).isEqualTo(BATCHES);
    int cues = ends.length;
    Batch batch = new Batch(cues, task);
    Task.Sequences every = task.everyCue();
    assertThat(every.next(batch)).isEqualTo(cues);
    for (int t = 0; t < STEPS; t++) {
      for (int cue = 0; cue < cues; cue++) {
        int row = t * cues + cue;
        double shown = t == 0 ? 0.1 * (lowestCue + cue) : 0;
        assertThat((double) batch.input().data[row]).isCloseTo(shown, within(1e-7));
        for (int axis = 0; axis < 2; axis++) {
          assertThat((double) batch.target().get(row, axis))
              .as("cue %d, step %d, axis %d", cue, t, axis)
              .isCloseTo(ends[cue][axis] * t / (STEPS - 1), within(1e-5));
        }
      }
    }
    assertThat(every.next(batch)).isZero();
  }

  @Test
  void linesGoAtConstantSpeedToPointsOnACircleAndCueZeroStays() {
    lines(SEVEN_ENDS, -3);
    lines(FOUR_ENDS, -1);
    lines(new double[][] {{0, 0}}, 0);
  }

  @Test
  void everyCueComesOnceWhateverTheCapacity() {
    LineDrawing task = task(7, 0.5, 0.5, 5);
    Batch batch = new Batch(3, task);
    Task.Sequences every = task.everyCue();
    List<Integer> sizes = new ArrayList<>();
    List<Float> shown = new ArrayList<>();
    while (every.next(batch) > 0) {
      sizes.add(batch.size());
      for (int b = 0; b < batch.size(); b++) {
        shown.add(batch.input().data[b]);
      }
    }
    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(shown).containsExactly(-0.3f, -0.2f, -0.1f, 0f, 0.1f, 0.2f, 0.3f);
  }

  /** What is expected of a noisy batch, sequence by sequence, from the streams themselves. */
  private static void drawn(Batch batch, Stream data, Stream noise, double deviation) {
    for (int b = 0; b < batch.size(); b++) {
      int cue = data.nextInt(7);
      assertThat(batch.multiplicities()[b]).isEqualTo(1f);
      assertThat((double) batch.input().data[b]).isCloseTo(0.1 * (cue - 3), within(1e-7));
      for (int t = 1; t < STEPS; t++) {
        int row = t * batch.size() + b;
        float expected = deviation > 0 ? (float) (deviation * noise.nextGaussian()) : 0f;
        assertThat(batch.input().data[row]).isEqualTo(expected);
      }
      int last = (STEPS - 1) * batch.size() + b;
      for (int axis = 0; axis < 2; axis++) {
        assertThat((double) batch.target().get(last, axis))
            .isCloseTo(SEVEN_ENDS[cue][axis], within(1e-5));
      }
    }
  }

  private static Stream stream(Purpose purpose, long index) {
    return new Streams(SEED).stream(purpose, index);
  }

  /** A batch is known by its number since the first epoch, so no two of them share a stream. */
  @Test
  void everyTrainingBatchHasAStreamOfItsOwn() {
    LineDrawing task = task(7, 0.25, 0, 6);
    Batch batch = new Batch(6, task);
    for (int epoch : new int[] {3, 1, 2, 70_000}) {
      for (int i = BATCHES - 1; i >= 0; i--) {
        long number = (epoch - 1L) * BATCHES + i;
        task.training(epoch, i, batch);
        assertThat(batch.size()).isEqualTo(6);
        drawn(
            batch,
            stream(Purpose.TRAINING_DATA, number),
            stream(Purpose.TRAINING_NOISE, number),
            0.25);
      }
    }
  }

  @Test
  void validationIsDrawnForEveryEpochAndTheTestOnceWithItsOwnNoise() {
    LineDrawing task = task(7, 0.25, 0.75, 6);
    Batch batch = new Batch(33, task);
    for (int epoch : new int[] {1, 2, 9}) {
      assertThat(task.validation(epoch).next(batch)).isEqualTo(20);
      drawn(
          batch,
          stream(Purpose.VALIDATION_DATA, epoch),
          stream(Purpose.VALIDATION_NOISE, epoch),
          0.25);
    }
    assertThat(task.test().next(batch)).isEqualTo(33);
    drawn(batch, stream(Purpose.TEST_DATA, 0), stream(Purpose.TEST_NOISE, 0), 0.75);
  }

  private static int[] occurrences(Task.Sequences sequences, Batch batch) {
    int[] cues = new int[7];
    while (sequences.next(batch) > 0) {
      for (int b = 0; b < batch.size(); b++) {
        int cue = Math.round(10 * batch.input().data[b]) + 3;
        cues[cue] += (int) batch.multiplicities()[b];
        boolean ascends = b == 0 || batch.input().data[b - 1] < batch.input().data[b];
        assertThat(ascends || batch.copies() == Batch.Copies.APART).isTrue();
      }
    }
    return cues;
  }

  @Test
  void copiesAreMergedWithoutChangingWhatIsDrawn() {
    LineDrawing task = task(7, 0, 0, 6);
    int[] expected = new int[7];
    Stream data = stream(Purpose.VALIDATION_DATA, 4);
    for (int i = 0; i < 20; i++) {
      expected[data.nextInt(7)]++;
    }
    for (int capacity : new int[] {1, 2, 6, 7, 8, 20, 30}) {
      assertThat(occurrences(task.validation(4), new Batch(capacity, task)))
          .as("merged, capacity %d", capacity)
          .isEqualTo(expected);
      assertThat(occurrences(task.validation(4), new Batch(capacity, task, Batch.Copies.APART)))
          .as("apart, capacity %d", capacity)
          .isEqualTo(expected);
    }
    // All at once where every cue has a place.
    Batch seven = new Batch(7, task);
    task.validation(4).next(seven);
    assertThat(seven.total()).isEqualTo(20);
    Batch six = new Batch(6, task);
    task.validation(4).next(six);
    assertThat(six.total()).isEqualTo(6);
    assertThat(six.size()).isLessThan(6);
    Batch apart = new Batch(6, task, Batch.Copies.APART);
    task.training(1, 0, apart);
    assertThat(apart.size()).isEqualTo(6);
    drawn(apart, stream(Purpose.TRAINING_DATA, 0), stream(Purpose.TRAINING_NOISE, 0), 0);
    Batch merged = new Batch(6, task);
    task.training(1, 0, merged);
    assertThat(merged.total()).isEqualTo(6);
  }
}
