package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.random.Streams;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What {@link Task} promises, asked of every task. */
class TaskContractTest {
  private static final int BATCH = 7;

  private static final Digits DIGITS = DrawnDigits.draw(DrawnDigits.Part.TRAINING, 43);
  private static final CaptionSet SCENES = Scenes.set(new Scenes.Sizes(20, 9, 8));

  private static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    Streams streams = new Streams(3);
    for (DigitTask.Kind kind : DigitTask.Kind.values()) {
      for (DigitTask.Order order : DigitTask.Order.values()) {
        tasks.add(
            new DigitTask(new DigitTask.Settings(kind, 56, order), DIGITS, DIGITS, BATCH, streams));
      }
    }
    for (double noise : new double[] {0, 0.2}) {
      tasks.add(
          new LineDrawing(
              new LineDrawing.Settings(6, 5, 10, noise, noise, 3, 23, 16), BATCH, streams));
      for (Reaching.CueCode code : Reaching.CueCode.values()) {
        tasks.add(
            new Reaching(
                new Reaching.Settings(code, 5, 10, noise, noise, 3, 23, 16), BATCH, streams));
      }
    }
    for (CaptionTask.Balance balance : CaptionTask.Balance.values()) {
      for (int validation : new int[] {CaptionTask.WHOLE, 3}) {
        tasks.add(
            new CaptionTask(
                SCENES, new CaptionTask.Settings(11, 15, balance, validation, 4), BATCH, streams));
      }
    }
    return tasks;
  }

  /** All that a batch holds; unused memory does not count. */
  private static List<Object> content(Batch batch, Answer answer) {
    int size = batch.size();
    int classes =
        switch (answer) {
          case TRAJECTORY -> 0;
          case CLASS -> size;
          case WORDS -> size * batch.steps();
        };
    return List.of(
        size,
        batch.steps(),
        used(batch.input()),
        used(batch.target()),
        IntBuffer.wrap(Arrays.copyOf(batch.classes(), classes)),
        FloatBuffer.wrap(Arrays.copyOf(batch.multiplicities(), size)));
  }

  private static FloatBuffer used(FMatrixRMaj matrix) {
    return FloatBuffer.wrap(Arrays.copyOf(matrix.data, matrix.getNumElements()));
  }

  private static int check(Task task, Task.Sequences sequences, Batch batch) {
    int total = 0;
    for (int size = sequences.next(batch); size > 0; size = sequences.next(batch)) {
      assertThat(batch.size()).isEqualTo(size).isLessThanOrEqualTo(batch.capacity());
      assertThat(batch.steps()).isBetween(1, task.steps());
      total += batch.total();
    }
    assertThat(batch.size()).as("%s after the last", task).isZero();
    assertThat(sequences.next(batch)).as("%s after the last", task).isZero();
    return total;
  }

  @Test
  void sequencesComeToAnEndAndAreAsManyWhateverTheCapacity() {
    for (Task task : tasks()) {
      int validation = check(task, task.validation(1), new Batch(50, task));
      int test = check(task, task.test(), new Batch(50, task));
      assertThat(validation).isPositive();
      for (int capacity : new int[] {1, 3, BATCH}) {
        Batch batch = new Batch(capacity, task);
        assertThat(check(task, task.validation(1), batch)).isEqualTo(validation);
        assertThat(check(task, task.test(), batch)).isEqualTo(test);
      }
    }
  }

  /** Neither other epochs nor evaluations nor what the batch held before change a batch. */
  @Test
  void aTrainingBatchIsThatOfItsEpochAndNumberWhateverCameBefore() {
    List<Task> all = tasks();
    for (int i = 0; i < all.size(); i++) {
      Task used = all.get(i);
      Batch batch = new Batch(BATCH, used);
      for (int[] asked : new int[][] {{2, used.batches() - 1}, {1, 0}, {3, 1}, {2, 0}}) {
        Arrays.fill(batch.input().data, 9f);
        Arrays.fill(batch.target().data, 9f);
        Arrays.fill(batch.classes(), 3);
        Arrays.fill(batch.multiplicities(), 9f);
        used.training(asked[0], asked[1], batch);
        List<Object> found = content(batch, used.answer());
        used.validation(asked[0]).next(new Batch(3, used));
        used.test().next(batch);
        Task fresh = tasks().get(i);
        Batch other = new Batch(BATCH, fresh);
        fresh.training(asked[0], asked[1], other);
        assertThat(found.equals(content(other, fresh.answer())))
            .as("%s, epoch %d, batch %d", used, asked[0], asked[1])
            .isTrue();
        assertThat(other.input().numCols).isEqualTo(fresh.inputs());
        assertThat(other.target().numCols).isEqualTo(fresh.outputs());
        assertThat(other.total()).isBetween(1, BATCH);
      }
    }
  }

  @Test
  void tasksTellTheirSizes() {
    for (Task task : tasks()) {
      assertThat(task.batches()).isPositive();
      Batch batch = new Batch(BATCH, task);
      for (int number = 0; number < task.batches(); number++) {
        task.training(1, number, batch);
        int last = task.answer() == Answer.TRAJECTORY ? 0 : batch.size();
        for (int b = 0; b < last; b++) {
          assertThat(batch.classes()[b]).isBetween(0, task.outputs() - 1);
        }
      }
    }
    Streams streams = new Streams(1);
    var reaching = new Reaching.Settings(Reaching.CueCode.ONE_OF_N, 5, 10, 0, 0, 3, 23, 16);
    assertThat(new Reaching(reaching, 4, streams).batches()).isEqualTo(3);
    assertThat(new Reaching(reaching, 4, streams).inputs()).isEqualTo(5);
    assertThat(new Reaching(reaching, 4, streams).steps()).isEqualTo(1);
  }
}
