package ccrnn.model.task;

import java.util.SplittableRandom;

/** Random sequences of 7 steps with a random class of 4 each; for tests. */
public final class TinyClasses implements Task {
  public static final int STEPS = 7;
  public static final int INPUTS = 2;
  public static final int CLASSES = 4;

  private static final int BATCHES = 3;
  private static final int VALIDATION = 11;

  private final int batchSize;
  private final long seed;

  public TinyClasses(int batchSize, long seed) {
    this.batchSize = batchSize;
    this.seed = seed;
  }

  @Override
  public Answer answer() {
    return Answer.CLASS;
  }

  @Override
  public int steps() {
    return STEPS;
  }

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int outputs() {
    return CLASSES;
  }

  @Override
  public int batches() {
    return BATCHES;
  }

  @Override
  public void training(int epoch, int batch, Batch into) {
    fill(batch * batchSize, batchSize, into);
  }

  /** The first sequence occurs twice. */
  @Override
  public Sequences validation(int epoch) {
    int[] done = {0};
    return into -> {
      int count = Math.min(into.capacity(), VALIDATION - done[0]);
      fill(1000 + done[0], count, into);
      if (count > 0 && done[0] == 0) {
        into.multiplicities()[0] = 2;
      }
      done[0] += count;
      return count;
    };
  }

  @Override
  public Sequences test() {
    return validation(1);
  }

  private void fill(int from, int count, Batch into) {
    into.resize(count);
    for (int b = 0; b < count; b++) {
      var random = new SplittableRandom(seed * 10_000 + from + b);
      for (int t = 0; t < STEPS; t++) {
        for (int j = 0; j < INPUTS; j++) {
          into.input().set(t * count + b, j, (float) (2 * random.nextDouble() - 1));
        }
      }
      into.classes()[b] = random.nextInt(CLASSES);
    }
  }
}
