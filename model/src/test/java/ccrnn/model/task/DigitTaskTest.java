package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import ccrnn.model.task.DigitTask.Kind;
import ccrnn.model.task.DigitTask.Order;
import ccrnn.model.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitTaskTest {
  private static final int TRAINING = 104;
  private static final int TEST = 17;
  private static final int BATCH = 10;

  /** Image i can be told by its pixels 0 and 1 and shows digit i % 10. */
  private static Digits numbered(int count) {
    byte[] pixels = new byte[count * Digits.PIXELS];
    byte[] labels = new byte[count];
    Stream stream = new Streams(1).stream(Purpose.TRAINING_DATA, 0);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) stream.nextInt(256);
    }
    for (int i = 0; i < count; i++) {
      pixels[i * Digits.PIXELS] = (byte) (i >> 8);
      pixels[i * Digits.PIXELS + 1] = (byte) i;
      labels[i] = (byte) (i % 10);
    }
    return new Digits(pixels, labels);
  }

  private static DigitTask task(Kind kind, int inputSize, Order order, long seed) {
    return new DigitTask(
        new DigitTask.Settings(kind, inputSize, order),
        numbered(TRAINING),
        numbered(TEST),
        BATCH,
        new Streams(seed));
  }

  private static DigitTask task(Kind kind, Order order, long seed) {
    return task(kind, 28, order, seed);
  }

  private static void add(Batch batch, List<Integer> images) {
    for (int b = 0; b < batch.size(); b++) {
      assertThat(batch.multiplicities()[b]).isEqualTo(1);
      float[] input = batch.input().data;
      int at = b * batch.input().numCols;
      images.add(256 * Math.round(255 * input[at]) + Math.round(255 * input[at + 1]));
    }
  }

  private static List<Integer> epoch(DigitTask task, int epoch) {
    Batch batch = new Batch(BATCH, task);
    List<Integer> images = new ArrayList<>();
    for (int i = 0; i < task.batches(); i++) {
      task.training(epoch, i, batch);
      add(batch, images);
    }
    return images;
  }

  private static List<Integer> all(DigitTask task, Task.Sequences sequences, int capacity) {
    Batch batch = new Batch(capacity, task);
    List<Integer> images = new ArrayList<>();
    while (sequences.next(batch) > 0) {
      add(batch, images);
    }
    return images;
  }

  @Test
  void aFifthValidatesAndTheRestTrains() {
    DigitTask task = task(Kind.RECOGNITION, Order.FIXED, 5);
    assertThat(task.trainingCount()).isEqualTo(84);
    assertThat(task.validationCount()).isEqualTo(20);
    assertThat(task.batches()).isEqualTo(9); // the last has 4
    List<Integer> images = epoch(task, 1);
    assertThat(images).hasSize(84);
    List<Integer> validated = all(task, task.validation(1), BATCH);
    assertThat(validated).hasSize(20).doesNotContainAnyElementsOf(images);
    images.addAll(validated);
    assertThat(images).doesNotHaveDuplicates().hasSize(TRAINING);
    assertThat(all(task, task.test(), BATCH)).hasSize(TEST).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void howSequencesAreSplitIntoBatchesDoesNotChangeThem() {
    DigitTask task = task(Kind.RECOGNITION, Order.FIXED, 5);
    assertThat(all(task, task.validation(1), 3))
        .isEqualTo(all(task, task.validation(2), 20))
        .hasSize(20);
  }

  @Test
  void epochsAreAlikeUnlessShuffled() {
    DigitTask fixed = task(Kind.RECOGNITION, Order.FIXED, 5);
    assertThat(epoch(fixed, 1)).isEqualTo(epoch(fixed, 2)).isEqualTo(epoch(fixed, 9));
    DigitTask shuffled = task(Kind.RECOGNITION, Order.SHUFFLED, 5);
    List<Integer> first = epoch(shuffled, 1);
    List<Integer> second = epoch(shuffled, 2);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    // An epoch is the same whatever came before it.
    assertThat(epoch(shuffled, 1)).isEqualTo(first);
    assertThat(epoch(task(Kind.RECOGNITION, Order.SHUFFLED, 5), 2)).isEqualTo(second);
    // The split does not depend on the order.
    assertThat(first).containsExactlyInAnyOrderElementsOf(epoch(fixed, 1));
  }

  @Test
  void theSeedDecidesTheSplit() {
    assertThat(epoch(task(Kind.LINE_DRAWING, Order.FIXED, 5), 1))
        .isEqualTo(epoch(task(Kind.RECOGNITION, Order.FIXED, 5), 1))
        .isNotEqualTo(epoch(task(Kind.RECOGNITION, Order.FIXED, 6), 1));
  }

  /** Results depend on these streams: the split is one shuffle, an epoch's order another. */
  @Test
  void splitAndOrderAreDrawnFromStreamsOfTheirOwn() {
    Streams streams = new Streams(5);
    int[] images = java.util.stream.IntStream.range(0, TRAINING).toArray();
    shuffle(images, streams.stream(Purpose.DATA_SPLIT, 0));
    List<Integer> validated = new ArrayList<>();
    List<Integer> trained = new ArrayList<>();
    for (int i = 0; i < TRAINING; i++) {
      (i < 20 ? validated : trained).add(images[i]);
    }
    DigitTask fixed = task(Kind.RECOGNITION, Order.FIXED, 5);
    assertThat(all(fixed, fixed.validation(1), BATCH)).isEqualTo(validated);
    assertThat(epoch(fixed, 1)).isEqualTo(trained);
    DigitTask shuffled = task(Kind.RECOGNITION, Order.SHUFFLED, 5);
    for (int epoch : new int[] {2, 1}) {
      int[] order = trained.stream().mapToInt(Integer::intValue).toArray();
      shuffle(order, streams.stream(Purpose.BATCH_ORDER, epoch));
      assertThat(epoch(shuffled, epoch)).isEqualTo(java.util.Arrays.stream(order).boxed().toList());
    }
  }

  /** Fisher and Yates, from the end. */
  private static void shuffle(int[] values, Stream stream) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = stream.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {28, 7, 56, 784})
  void rowsAreShownOneAfterTheOther(int inputSize) {
    DigitTask task = task(Kind.RECOGNITION, inputSize, Order.FIXED, 5);
    int steps = 784 / inputSize;
    assertThat(task.steps()).isEqualTo(steps);
    assertThat(task.inputs()).isEqualTo(inputSize);
    Batch batch = new Batch(4, task);
    assertThat(task.test().next(batch)).isEqualTo(4);
    Digits digits = numbered(TEST);
    for (int b = 0; b < 4; b++) {
      assertThat(batch.classes()[b]).isEqualTo(b);
      for (int pixel = 0; pixel < 784; pixel++) {
        int step = pixel / inputSize;
        float expected = (digits.pixels()[b * 784 + pixel] & 0xFF) / 255f;
        assertThat(batch.input().get(step * 4 + b, pixel % inputSize)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"LINE_DRAWING", "DIGIT_DRAWING"})
  void targetsAreThePathsOfTheLabels(Kind kind) {
    DigitTask task = task(kind, Order.FIXED, 5);
    assertThat(task.answer()).isEqualTo(Answer.TRAJECTORY);
    assertThat(task.outputs()).isEqualTo(2);
    Batch batch = new Batch(TEST, task);
    assertThat(task.test().next(batch)).isEqualTo(TEST);
    for (int b = 0; b < TEST; b++) {
      float[] path = DigitTask.trajectory(kind, b % 10, 28);
      for (int t = 0; t < 28; t++) {
        assertThat(batch.target().get(t * TEST + b, 0)).isEqualTo(path[2 * t]);
        assertThat(batch.target().get(t * TEST + b, 1)).isEqualTo(path[2 * t + 1]);
      }
    }
  }

  @Test
  void linesArePublishedOnes() {
    // Points of the recorded targets; all of them are compared in the parity tests.
    assertPoint(Kind.LINE_DRAWING, 0, 13, 0, 4.814815044403076);
    assertPoint(Kind.LINE_DRAWING, 1, 27, 5.877852439880371, 8.090169906616211);
    assertPoint(Kind.LINE_DRAWING, 2, 1, 0.3522431552410126, 0.11445073783397675);
  }

  @Test
  void drawingsArePublishedOnes() {
    assertPoint(Kind.DIGIT_DRAWING, 0, 13, 0.6666666865348816, 0);
    assertPoint(Kind.DIGIT_DRAWING, 1, 9, 0.5, 1);
    assertPoint(Kind.DIGIT_DRAWING, 2, 13, 0.699999988079071, 0.699999988079071);
    assertPoint(Kind.DIGIT_DRAWING, 7, 1, 0.0714285746216774, 1);
    assertPoint(Kind.DIGIT_DRAWING, 9, 22, 0.75, 1);
    assertPoint(Kind.DIGIT_DRAWING, 9, 27, 1, 0);
  }

  private static void assertPoint(Kind kind, int digit, int step, double x, double y) {
    float[] path = DigitTask.trajectory(kind, digit, 28);
    assertThat(path).hasSize(56);
    assertThat((double) path[2 * step]).isCloseTo(x, within(1e-6));
    assertThat((double) path[2 * step + 1]).isCloseTo(y, within(1e-6));
  }

  @Test
  void pathsFillAnyNumberOfSteps() {
    for (int steps : new int[] {1, 2, 7, 8, 10, 16, 28, 56, 784}) {
      for (int digit = 0; digit < 10; digit++) {
        float[] path = DigitTask.trajectory(Kind.DIGIT_DRAWING, digit, steps);
        int last = DigitTemplates.points(digit) - 1;
        assertThat(path).hasSize(2 * steps);
        assertThat((double) path[2 * steps - 1]).isEqualTo(DigitTemplates.y(digit, last));
      }
    }
  }

  /** Squared distance from the origin, or from the mean path, over steps, mean over digits. */
  private static double squares(Kind kind, boolean fromMean, int interval) {
    float[] mean = new float[56];
    if (fromMean) {
      for (int digit = 0; digit < 10; digit++) {
        float[] path = DigitTask.trajectory(kind, digit, 28);
        for (int i = 0; i < 56; i++) {
          mean[i] += path[i] / 10;
        }
      }
    }
    double sum = 0;
    for (int digit = 0; digit < 10; digit++) {
      float[] path = DigitTask.trajectory(kind, digit, 28);
      for (int t = 0; t < 28; t += interval) {
        double x = path[2 * t] - mean[2 * t];
        double y = path[2 * t + 1] - mean[2 * t + 1];
        sum += (x * x + y * y) / (28 * 10);
      }
    }
    return sum;
  }

  @Test
  void lossesOfIdleOutputsAreThePublishedAnchors() {
    assertThat(squares(Kind.LINE_DRAWING, false, 1)).isCloseTo(33.95, within(0.005));
    assertThat(squares(Kind.LINE_DRAWING, false, 4)).isCloseTo(7.13, within(0.005));
    // These anchors were taken over MNIST, whose labels are not quite balanced.
    assertThat(100 * squares(Kind.DIGIT_DRAWING, false, 1)).isCloseTo(82.73, within(0.8));
    assertThat(100 * squares(Kind.DIGIT_DRAWING, false, 4)).isCloseTo(21.66, within(0.3));
    assertThat(100 * squares(Kind.DIGIT_DRAWING, true, 1)).isCloseTo(18.62, within(0.3));
    assertThat(100 * squares(Kind.DIGIT_DRAWING, true, 4)).isCloseTo(4.38, within(0.1));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> new DigitTask.Settings(Kind.RECOGNITION, 27, Order.FIXED))
        .hasMessage("input size 27 does not divide the 784 pixels");
    assertThatThrownBy(() -> new DigitTask.Settings(Kind.LINE_DRAWING, 784, Order.FIXED))
        .hasMessageContaining("a line needs 2 steps");
    var settings = new DigitTask.Settings(Kind.RECOGNITION, 28, Order.FIXED);
    assertThatThrownBy(() -> new DigitTask(settings, numbered(4), numbered(1), 1, new Streams(1)))
        .hasMessageContaining("4 images for training");
    assertThatThrownBy(() -> DigitTask.trajectory(Kind.RECOGNITION, 1, 28))
        .hasMessageContaining("no path");
  }

  @Test
  void batchesTakeNoMemory() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    DigitTask task = task(Kind.DIGIT_DRAWING, Order.FIXED, 5);
    Batch batch = new Batch(BATCH, task);
    task.training(1, 0, batch);
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      task.training(2, i % task.batches(), batch);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }

  @Test
  void aNetworkLearnsItIncludingTheSmallerLastBatch() {
    Digits training = DrawnDigits.draw(DrawnDigits.Part.TRAINING, 1005);
    Digits test = DrawnDigits.draw(DrawnDigits.Part.TEST, 50);
    var settings = new DigitTask.Settings(Kind.LINE_DRAWING, 28, Order.SHUFFLED);
    DigitTask task = new DigitTask(settings, training, test, 20, new Streams(3));
    assertThat(task.batches()).isEqualTo(41);
    NetworkShape shape =
        new NetworkShape(
            CortexKind.LSTM,
            Answer.TRAJECTORY,
            28,
            10,
            2,
            Optional.of(SmallNetworks.cerebellum(20, 1)));
    LearningSettings learning =
        new LearningSettings(
            new FeedbackSettings(3, 4, 0.1, FeedbackSettings.TerminalFeedback.PREDICTED),
            new Adam.Settings(1e-2, 0.9, 0.98, 1e-9),
            new ClipSettings(1, ClipSettings.Scope.ALL));
    TrialSettings trial = new TrialSettings(shape, learning, Lesion.NONE, 20, 3);
    Trainer<?> trainer = SmallNetworks.trainer(trial, task, Kernel.PLAIN, () -> false);
    // Five of each digit: the anchor of an idle output, which an untrained network nearly is.
    assertThat(trainer.test().loss()).isCloseTo(33.95, within(1.0));
    for (int epoch = 0; epoch < 20; epoch++) {
      trainer.trainEpoch();
    }
    assertThat(trainer.test().sequences()).isEqualTo(50);
    assertThat(trainer.test().loss()).isLessThan(25);
  }
}
