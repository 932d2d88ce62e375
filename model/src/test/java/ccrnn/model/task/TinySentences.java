package ccrnn.model.task;

import java.util.SplittableRandom;

/** Random sentences of 4 to 6 words, told from random features; for tests. */
public final class TinySentences implements Task {
  public static final int SHORTEST = 4;
  public static final int LONGEST = 6;
  public static final int INPUTS = 3;
  public static final int WORDS = 9;

  /** Sentences of each length in a validation. */
  private static final int VALIDATION = 5;

  private final int batchSize;
  private final long seed;

  public TinySentences(int batchSize, long seed) {
    this.batchSize = batchSize;
    this.seed = seed;
  }

  @Override
  public Answer answer() {
    return Answer.WORDS;
  }

  @Override
  public int steps() {
    return LONGEST;
  }

  @Override
  public int inputs() {
    return INPUTS;
  }

  @Override
  public int outputs() {
    return WORDS;
  }

  /** One of each length. */
  @Override
  public int batches() {
    return LONGEST - SHORTEST + 1;
  }

  @Override
  public void training(int epoch, int batch, Batch into) {
    fill(SHORTEST + batch, 0, batchSize, into);
  }

  /** The first sentence of each length occurs twice. */
  @Override
  public Sequences validation(int epoch) {
    int[] at = {SHORTEST, 0};
    return into -> {
      if (at[1] == VALIDATION) {
        at[0]++;
        at[1] = 0;
      }
      if (at[0] > LONGEST) {
        return 0;
      }
      int count = Math.min(into.capacity(), VALIDATION - at[1]);
      fill(at[0], 100 + at[1], count, into);
      if (at[1] == 0) {
        into.multiplicities()[0] = 2;
      }
      at[1] += count;
      return count;
    };
  }

  @Override
  public Sequences test() {
    return validation(1);
  }

  private void fill(int length, int from, int count, Batch into) {
    into.resize(count, length);
    for (int b = 0; b < count; b++) {
      var random = new SplittableRandom(seed * 10_000 + length * 1000L + from + b);
      for (int j = 0; j < INPUTS; j++) {
        into.input().set(b, j, (float) (2 * random.nextDouble() - 1));
      }
      for (int t = 0; t < length; t++) {
        into.classes()[t * count + b] = random.nextInt(WORDS);
      }
    }
  }
}
