package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every bound of the tasks: what lies on it is taken, what lies beyond it is refused. */
class TaskBoundsTest {
  private static final double BELOW_ZERO = -Double.MIN_VALUE;
  private static final double ABOVE_ZERO = Double.MIN_VALUE;

  private static void refused(String message, Supplier<?> made) {
    assertThatIllegalArgumentException().isThrownBy(made::get).withMessageContaining(message);
  }

  /** At its least value each number is taken, one below it is refused. */
  private static void least(String message, int value, IntFunction<?> made) {
    assertThat(made.apply(value)).isNotNull();
    refused(message, () -> made.apply(value - 1));
  }

  @Test
  void lineDrawing() {
    least("with 1 steps", 2, n -> new LineDrawing.Settings(n, 1, 1, 0, 0, 1, 1, 1));
    least("0 cues", 1, n -> new LineDrawing.Settings(2, n, 1, 0, 0, 1, 1, 1));
    least("0 batches", 1, n -> new LineDrawing.Settings(2, 1, 1, 0, 0, n, 1, 1));
    least("0 validation", 1, n -> new LineDrawing.Settings(2, 1, 1, 0, 0, 1, n, 1));
    least("0 test", 1, n -> new LineDrawing.Settings(2, 1, 1, 0, 0, 1, 1, n));
    assertThat(new LineDrawing.Settings(2, 1, ABOVE_ZERO, 0, 0, 1, 1, 1).length()).isPositive();
    for (double[] row :
        new double[][] {
          {0, 0, 0},
          {Double.NaN, 0, 0},
          {1, BELOW_ZERO, 0},
          {1, Double.NaN, 0},
          {1, 0, BELOW_ZERO},
          {1, 0, Double.NaN}
        }) {
      refused(
          "line drawing of length",
          () -> new LineDrawing.Settings(2, 1, row[0], row[1], row[2], 1, 1, 1));
      refused(
          "reaching of length",
          () ->
              new Reaching.Settings(
                  Reaching.CueCode.AMPLITUDE, 1, row[0], row[1], row[2], 1, 1, 1));
    }
  }

  @Test
  void reaching() {
    var code = Reaching.CueCode.AMPLITUDE;
    least("0 cues", 1, n -> new Reaching.Settings(code, n, 1, 0, 0, 1, 1, 1));
    least("0 batches", 1, n -> new Reaching.Settings(code, 1, 1, 0, 0, n, 1, 1));
    least("0 validation", 1, n -> new Reaching.Settings(code, 1, 1, 0, 0, 1, n, 1));
    least("0 test", 1, n -> new Reaching.Settings(code, 1, 1, 0, 0, 1, 1, n));
    assertThat(new Reaching.Settings(code, 1, ABOVE_ZERO, 0, 0, 1, 1, 1).length()).isPositive();
  }

  private static Digits digits(int count) {
    return new Digits(new byte[count * Digits.PIXELS], new byte[count]);
  }

  @Test
  void digits() {
    assertThat(digits(0).count()).isZero();
    refused("784 pixels for 2 labels", () -> new Digits(new byte[Digits.PIXELS], new byte[2]));
    byte[] pixels = new byte[Digits.PIXELS];
    assertThat(new Digits(pixels, new byte[] {9}).label(0)).isEqualTo(9);
    refused("label 10 is no digit", () -> new Digits(pixels, new byte[] {10}));
    refused("label -1 is no digit", () -> new Digits(pixels, new byte[] {-1}));

    Stream stream = new Streams(1).stream(Purpose.IMAGE_CHOICE, 0);
    Digits three = digits(3);
    assertThat(three.chosen(3, stream)).isSameAs(three);
    assertThat(three.chosen(0, stream).count()).isZero();
    assertThat(three.chosen(2, stream).pixels()).hasSize(2 * Digits.PIXELS);
    refused("4 images of 3", () -> three.chosen(4, stream));
    refused("-1 images of 3", () -> three.chosen(-1, stream));
  }

  @Test
  void digitTasks() {
    var kind = DigitTask.Kind.DIGIT_DRAWING;
    var order = DigitTask.Order.FIXED;
    least("input size 0", 1, n -> new DigitTask.Settings(kind, n, order));
    assertThat(new DigitTask.Settings(kind, 784, order).steps()).isEqualTo(1);
    refused("input size 3", () -> new DigitTask.Settings(kind, 3, order));
    var line = DigitTask.Kind.LINE_DRAWING;
    assertThat(new DigitTask.Settings(line, 392, order).steps()).isEqualTo(2);
    refused("a line needs 2 steps", () -> new DigitTask.Settings(line, 784, order));

    var settings = new DigitTask.Settings(kind, 28, order);
    Streams streams = new Streams(1);
    least("in batches of 0", 1, n -> new DigitTask(settings, digits(5), digits(1), n, streams));
    least("4 images", 5, n -> new DigitTask(settings, digits(n), digits(1), 1, streams));
    least("0 for the test", 1, n -> new DigitTask(settings, digits(5), digits(n), 1, streams));
    var task = new DigitTask(settings, digits(5), digits(1), 4, streams);
    assertThat(task.trainingCount()).isEqualTo(4);
    assertThat(task.validationCount()).isEqualTo(1);
    assertThat(task.batches()).isEqualTo(1);
    assertThat(new DigitTask(settings, digits(7), digits(1), 4, streams).batches()).isEqualTo(2);
    refused(
        "recognition asks for no path",
        () -> DigitTask.trajectory(DigitTask.Kind.RECOGNITION, 1, 28));
  }

  private static Captions captions(int width, int vocabulary) {
    return new Captions(
        width, new float[width], vocabulary, new int[] {1, 2}, new int[] {0, 2}, new int[] {0});
  }

  @Test
  void captions() {
    // The shortest caption has no word of its own.
    assertThat(captions(1, 4).length(0)).isEqualTo(2);
    float[] one = new float[1];
    int[] ofFirst = {0};
    refused(
        "0 numbers are no features of width 0",
        () -> new Captions(0, new float[0], 4, new int[] {1, 2}, new int[] {0, 2}, ofFirst));
    refused(
        "1 offsets for 1 captions",
        () -> new Captions(1, one, 4, new int[0], new int[] {0}, ofFirst));
    refused(
        "2 offsets for 1 captions",
        () -> new Captions(1, one, 4, new int[] {1, 1, 2}, new int[] {1, 3}, ofFirst));
    refused(
        "offsets end at 2 of 3 words",
        () -> new Captions(1, one, 4, new int[] {1, 2, 2}, new int[] {0, 2}, ofFirst));
    refused(
        "caption 0 is of image -1 of 1",
        () -> new Captions(1, one, 4, new int[] {1, 2}, new int[] {0, 2}, new int[] {-1}));
    refused(
        "caption 0 is of image 1 of 1",
        () -> new Captions(1, one, 4, new int[] {1, 2}, new int[] {0, 2}, new int[] {1}));
    // Between two others an empty one would begin as the next does and end as the one before.
    refused(
        "caption 1 ",
        () ->
            new Captions(
                1, one, 4, new int[] {1, 2, 1, 2}, new int[] {0, 2, 2, 4}, new int[] {0, 0, 0}));
    for (int[] words :
        new int[][] {
          {1}, {2, 2}, {1, 1}, {1, 0, 2}, {1, 1, 2}, {1, 2, 2}, {1, 5, 2}, {1, 3, 0, 2}, {1, -1, 2}
        }) {
      refused(
          "caption 0 is no run of words",
          () -> new Captions(1, one, 5, words, new int[] {0, words.length}, ofFirst));
    }
    for (int word : new int[] {Captions.UNKNOWN, 4}) {
      var taken = new Captions(1, one, 5, new int[] {1, word, 2}, new int[] {0, 3}, ofFirst);
      assertThat(taken.length(0)).isEqualTo(3);
    }
    // Offsets that go back or beyond the words.
    int[] two = {0, 0};
    for (int[] offsets : new int[][] {{0, -1, 4}, {0, 5, 4}, {0, 4, 4}, {0, 3, 4}}) {
      refused(
          "is no run of words",
          () -> new Captions(1, one, 4, new int[] {1, 2, 1, 2}, offsets, two));
    }
  }

  @Test
  void captionsOfAnImage() {
    Captions captions = captions(1, 4);
    assertThat(captions.captionOf(0, 0)).isZero();
    for (int i : new int[] {-1, 1}) {
      org.assertj.core.api.Assertions.assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> captions.captionOf(0, i))
          .withMessage("image 0 has 1 captions, not a caption " + i);
    }
  }

  @Test
  void captionSets() {
    List<String> words = new ArrayList<>(CaptionSet.SPECIAL);
    Captions part = captions(2, 4);
    CaptionSet set = new CaptionSet(part, part, part, words);
    assertThat(set.vocabulary()).hasSize(4);
    assertThat(set.words(new int[] {1, 0, 3, 3, 2, 3})).isEqualTo("<unk> <unk>");
    assertThat(set.words(new int[] {1, 2})).isEmpty();
    refused(
        "the vocabulary does not begin with",
        () -> new CaptionSet(part, part, part, words.subList(0, 3)));
    refused(
        "the vocabulary does not begin with",
        () -> new CaptionSet(part, part, part, List.of("<pad>", "<end>", "<start>", "<unk>")));
    for (Captions other : List.of(captions(3, 4), captions(2, 5))) {
      refused("captions of", () -> new CaptionSet(part, other, part, words));
      refused("captions of", () -> new CaptionSet(part, part, other, words));
    }
  }

  @Test
  void captionTasks() {
    var none = CaptionTask.Balance.NONE;
    least("captions of 1 to 3", 2, n -> new CaptionTask.Settings(n, 3, none, 1, 1));
    least("captions of 4 to 3", 4, n -> new CaptionTask.Settings(4, n, none, 1, 1));
    least("-1 validation", 0, n -> new CaptionTask.Settings(2, 3, none, n, 1));
    least("batches of 0", 1, n -> new CaptionTask.Settings(2, 3, none, 1, n));
    Captions part = captions(2, 4);
    CaptionSet set = new CaptionSet(part, part, part, CaptionSet.SPECIAL);
    var settings = new CaptionTask.Settings(2, 2, none, CaptionTask.WHOLE, 1);
    least("batches of 0", 1, n -> new CaptionTask(set, settings, n, new Streams(1)));
    assertThat(new CaptionTask(set, settings, 1, new Streams(1)).inputs()).isEqualTo(2);
    assertThat(new CaptionTask(set, settings, 1, new Streams(1)).outputs()).isEqualTo(4);
  }

  @Test
  void scenes() {
    int most = 1 << 24;
    least("0 training", 1, n -> new Scenes.Sizes(n, 1, 1));
    least("0 validation", 1, n -> new Scenes.Sizes(1, n, 1));
    least("0 test", 1, n -> new Scenes.Sizes(1, 1, n));
    assertThat(new Scenes.Sizes(most, most, most).test()).isEqualTo(most);
    refused("training", () -> new Scenes.Sizes(most + 1, 1, 1));
    refused("validation", () -> new Scenes.Sizes(1, most + 1, 1));
    refused("test", () -> new Scenes.Sizes(1, 1, most + 1));
  }

  @Test
  void batches() {
    Batch batch = new Batch(3, SmallNetworks.task(1));
    assertThat(batch.capacity()).isEqualTo(3);
    assertThat(batch.copies()).isEqualTo(Batch.Copies.MERGED);
    batch.multiplicities()[1] = 4;
    assertThat(batch.total()).isEqualTo(6);
    batch.resize(2, 1);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.steps()).isEqualTo(1);
    assertThat(batch.total()).as("each occurs once again").isEqualTo(2);
    assertThat(batch.input().numRows).isEqualTo(2);
    assertThat(batch.target().numRows).isEqualTo(2);
    batch.resize(3, 10);
    assertThat(batch.input().numRows).isEqualTo(30);
    assertThat(batch.target().numRows).isEqualTo(30);
    batch.resize(0);
    assertThat(batch.total()).isZero();
    refused("4 sequences where 3 fit", () -> resized(batch, 4, 10));
    refused("-1 sequences where 3 fit", () -> resized(batch, -1, 10));
    refused("0 steps where 10 fit", () -> resized(batch, 1, 0));
    refused("11 steps where 10 fit", () -> resized(batch, 1, 11));
  }

  private static Batch resized(Batch batch, int sequences, int steps) {
    batch.resize(sequences, steps);
    return batch;
  }

  /** What a task does not fill takes no memory. */
  @Test
  void aBatchHoldsWhatItsAnswerNeeds() {
    Batch path = new Batch(2, SmallNetworks.task(1));
    assertThat(path.classes()).isEmpty();
    assertThat(path.input().data).hasSize(20);
    assertThat(path.target().data).hasSize(40);
    Batch ofClasses = new Batch(2, new TinyClasses(2, 1));
    assertThat(ofClasses.classes()).hasSize(2);
    assertThat(ofClasses.target().data).isEmpty();
    assertThat(ofClasses.target().numRows).isZero();
    Batch words = new Batch(2, new TinySentences(2, 1));
    assertThat(words.classes()).hasSize(2 * TinySentences.LONGEST);
    assertThat(words.target().data).isEmpty();
    assertThat(words.input().data).hasSize(2 * TinySentences.INPUTS);
    words.resize(1, 4);
    assertThat(words.input().numRows).isEqualTo(1);
    assertThat(new Batch(2, SmallNetworks.task(1), Batch.Copies.APART).copies())
        .isEqualTo(Batch.Copies.APART);
  }
}
