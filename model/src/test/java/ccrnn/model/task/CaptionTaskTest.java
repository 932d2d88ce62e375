package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.random.Streams;
import ccrnn.model.task.CaptionTask.Balance;
import ccrnn.model.task.CaptionTask.Settings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CaptionTaskTest {
  private static final int BATCH = 7;
  private static final Settings WHOLE = new Settings(11, 15, Balance.NONE, CaptionTask.WHOLE, 1);

  private static final CaptionSet DATA = Scenes.set(new Scenes.Sizes(60, 20, 10));

  private static CaptionTask task(Settings settings, long seed) {
    return new CaptionTask(DATA, settings, BATCH, new Streams(seed));
  }

  /** One line for each sequence: features, then words. */
  private static List<String> lines(Batch batch) {
    List<String> lines = new ArrayList<>();
    int width = batch.input().numCols;
    for (int b = 0; b < batch.size(); b++) {
      float[] row = Arrays.copyOfRange(batch.input().data, b * width, (b + 1) * width);
      int column = b;
      int[] words =
          IntStream.range(0, batch.steps())
              .map(t -> batch.classes()[t * batch.size() + column])
              .toArray();
      lines.add(Arrays.hashCode(row) + " " + Arrays.toString(words));
    }
    return lines;
  }

  private static List<String> lines(Captions captions) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < captions.count(); i++) {
      int width = captions.featureWidth();
      int image = captions.image(i);
      float[] row = Arrays.copyOfRange(captions.features(), image * width, (image + 1) * width);
      int[] words =
          Arrays.copyOfRange(
              captions.words(), captions.offset(i), captions.offset(i) + captions.length(i));
      lines.add(Arrays.hashCode(row) + " " + Arrays.toString(words));
    }
    return lines;
  }

  private static List<List<String>> epoch(CaptionTask task, int epoch) {
    Batch batch = new Batch(BATCH, task);
    List<List<String>> batches = new ArrayList<>();
    for (int i = 0; i < task.batches(); i++) {
      task.training(epoch, i, batch);
      batches.add(lines(batch));
    }
    return batches;
  }

  private static List<String> all(Task.Sequences sequences, Batch batch) {
    List<String> lines = new ArrayList<>();
    while (sequences.next(batch) > 0) {
      lines.addAll(lines(batch));
    }
    return lines;
  }

  @Test
  void everyCaptionIsLearnedFromOnceAnEpoch() {
    CaptionTask task = task(WHOLE, 1);
    List<String> seen = epoch(task, 3).stream().flatMap(List::stream).toList();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(lines(DATA.training()));
  }

  @Test
  void batchesAreOfOneLengthAndFullButForTheLastOfEach() {
    CaptionTask task = task(WHOLE, 1);
    Batch batch = new Batch(BATCH, task);
    TreeMap<Integer, Integer> smaller = new TreeMap<>();
    for (int i = 0; i < task.batches(); i++) {
      task.training(1, i, batch);
      assertThat(batch.steps()).isBetween(11, 15);
      assertThat(Arrays.copyOf(batch.classes(), batch.size())).containsOnly(Captions.START);
      int last = (batch.steps() - 1) * batch.size();
      assertThat(Arrays.copyOfRange(batch.classes(), last, last + batch.size()))
          .containsOnly(Captions.END);
      if (batch.size() < BATCH) {
        smaller.merge(batch.steps(), 1, Integer::sum);
      }
    }
    assertThat(smaller.values()).allMatch(count -> count == 1);
  }

  @Test
  void orderChangesWithTheEpochAndMembersWithTheSeed() {
    CaptionTask task = task(WHOLE, 1);
    List<List<String>> first = epoch(task, 1);
    List<List<String>> second = epoch(task, 2);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    assertThat(epoch(task, 1)).as("asked again, after another epoch").isEqualTo(first);
    assertThat(epoch(task(WHOLE, 1), 1)).isEqualTo(first);
    assertThat(epoch(task(WHOLE, 2), 1)).doesNotContainAnyElementsOf(first.subList(0, 3));
  }

  @Test
  void equalLengthsHaveEquallyManyBatches() {
    CaptionTask task = task(new Settings(11, 15, Balance.EQUAL_LENGTHS, CaptionTask.WHOLE, 1), 1);
    Batch batch = new Batch(BATCH, task);
    TreeMap<Integer, Integer> batches = new TreeMap<>();
    for (int i = 0; i < task.batches(); i++) {
      task.training(2, i, batch);
      batches.merge(batch.steps(), 1, Integer::sum);
    }
    assertThat(batches).hasSize(5);
    assertThat(batches.values()).containsOnly(task.batches() / 5);
    assertThat(task.batches()).isLessThanOrEqualTo(task(WHOLE, 1).batches());
  }

  @Test
  void equallyManyBatchesOfEachLengthAreThereInEveryEpoch() {
    Settings settings = new Settings(11, 15, Balance.EQUAL_LENGTHS, CaptionTask.WHOLE, 1);
    CaptionTask used = task(settings, 1);
    for (int epoch : new int[] {1, 2, 5, 1}) {
      assertThat(epoch(used, epoch)).isEqualTo(epoch(task(settings, 1), epoch));
    }
    // The length with the fewest batches has all of them in every epoch, the others only some.
    assertThat(epoch(used, 1)).isNotEqualTo(epoch(used, 2));
    assertThat(used.batches() % 5).isZero();
  }

  @Test
  void otherLengthsTakeNoPart() {
    CaptionTask task = task(new Settings(12, 13, Balance.NONE, CaptionTask.WHOLE, 1), 1);
    assertThat(task.steps()).isEqualTo(13);
    Batch batch = new Batch(BATCH, task);
    for (int i = 0; i < task.batches(); i++) {
      task.training(1, i, batch);
      assertThat(batch.steps()).isBetween(12, 13);
    }
    assertThatThrownBy(() -> task(new Settings(20, 21, Balance.NONE, 1, 1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("none of the 300 training captions has 20 to 21 words with start and end");
  }

  @Test
  void validationAndTestDoNotDependOnCapacityEpochOrSeed() {
    CaptionTask task = task(WHOLE, 1);
    List<String> whole = all(task.validation(1), new Batch(1000, task));
    assertThat(whole).containsExactlyInAnyOrderElementsOf(lines(DATA.validation()));
    assertThat(all(task.validation(9), new Batch(3, task))).isEqualTo(whole);
    assertThat(all(task(WHOLE, 5).validation(1), new Batch(100, task))).isEqualTo(whole);
    assertThat(all(task.test(), new Batch(4, task)))
        .containsExactlyInAnyOrderElementsOf(lines(DATA.test()));
  }

  @Test
  void validationMayBeSomeRandomBatches() {
    CaptionTask task = task(new Settings(11, 15, Balance.NONE, 3, 4), 1);
    List<String> some = all(task.validation(1), new Batch(100, task));
    assertThat(some).hasSizeBetween(9, 12).doesNotHaveDuplicates();
    assertThat(lines(DATA.validation())).containsAll(some);
    CaptionTask other = task(new Settings(11, 15, Balance.NONE, 3, 4), 2);
    assertThat(all(other.validation(7), new Batch(2, other))).isEqualTo(some);
    CaptionTask many = task(new Settings(11, 15, Balance.NONE, 1000, 4), 1);
    assertThat(all(many.validation(1), new Batch(100, many))).hasSize(100);
  }

  /** Results depend on who shares a batch with whom, and when: recorded numbers. */
  @Test
  void membersOrderAndSampleAreFixedForEver() {
    CaptionTask whole = task(WHOLE, 1);
    assertThat(epoch(whole, 1).hashCode()).isEqualTo(23065117);
    assertThat(epoch(whole, 2).hashCode()).isEqualTo(-921001811);
    CaptionTask equal = task(new Settings(11, 15, Balance.EQUAL_LENGTHS, CaptionTask.WHOLE, 1), 1);
    assertThat(epoch(equal, 2).hashCode()).isEqualTo(-1299375911);
    CaptionTask sampled = task(new Settings(11, 15, Balance.NONE, 3, 4), 1);
    assertThat(all(sampled.validation(1), new Batch(100, sampled)).hashCode()).isEqualTo(158750875);
    assertThat(all(whole.validation(1), new Batch(100, whole)).hashCode()).isEqualTo(1428541192);
    assertThat(all(whole.test(), new Batch(100, whole)).hashCode()).isEqualTo(-275563414);
  }

  @Test
  void trainingBatchesAllocateNothing() {
    CaptionTask task = task(WHOLE, 1);
    Batch batch = new Batch(BATCH, task);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < task.batches(); i++) {
      task.training(1, i, batch);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < task.batches(); i++) {
      task.training(1, i, batch);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(200);
  }

  @Test
  void captionsRefuseWhatDoesNotFit() {
    int[] words = {1, 4, 2};
    int[] offsets = {0, 3};
    int[] images = {0};
    assertThat(new Captions(2, new float[4], 5, words, offsets, images).images()).isEqualTo(2);
    assertThatThrownBy(() -> new Captions(3, new float[4], 5, words, offsets, images))
        .hasMessage("4 numbers are no features of width 3");
    assertThatThrownBy(() -> new Captions(2, new float[4], 4, words, offsets, images))
        .hasMessage("caption 0 is no run of words");
    assertThatThrownBy(() -> new Captions(2, new float[4], 5, new int[] {1, 2, 2}, offsets, images))
        .hasMessage("caption 0 is no run of words");
    assertThatThrownBy(() -> new Captions(2, new float[4], 5, words, offsets, new int[] {2}))
        .hasMessage("caption 0 is of image 2 of 2");
    assertThatThrownBy(() -> new Captions(2, new float[4], 5, words, new int[] {0, 2}, images))
        .hasMessage("offsets end at 2 of 3 words");
  }

  @Test
  void captionsOfAnImageAreFound() {
    Captions captions =
        new Captions(
            1,
            new float[3],
            6,
            new int[] {1, 4, 2, 1, 5, 2, 1, 4, 5, 2},
            new int[] {0, 3, 6, 10},
            new int[] {2, 0, 2});
    assertThat(captions.captionsOf(0)).isEqualTo(1);
    assertThat(captions.captionOf(0, 0)).isEqualTo(1);
    assertThat(captions.captionsOf(1)).isZero();
    assertThat(captions.captionsOf(2)).isEqualTo(2);
    assertThat(captions.captionOf(2, 1)).isEqualTo(2);
  }
}
