package ccrnn.model.task;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.Arrays;

/**
 * Sequences of which each belongs to a cue, drawn uniformly. Without noise those of the same cue
 * are equal and merged, in ascending order of the cues, unless the batch wants copies apart.
 * Training and validation sequences are drawn afresh for every batch and epoch.
 */
final class CuedSequences {
  private final int cues;
  private final Cue cue;
  private final Streams streams;
  private final int[] occurrences; // by cue, scratch
  private final Stream trainingData; // opened anew for each batch
  private final Stream trainingNoise;

  /** What a task makes of a cue. */
  interface Cue {
    /** Writes the inputs and targets of a cue, without noise, as sequence b of a batch. */
    void place(int cue, Batch into, int b);

    /** Adds noise of some standard deviation to the inputs of sequence b. */
    void disturb(Batch into, int b, double deviation, Stream noise);
  }

  CuedSequences(int cues, Cue cue, Streams streams) {
    this.cues = cues;
    this.cue = cue;
    this.streams = streams;
    this.occurrences = new int[cues];
    this.trainingData = streams.stream(Purpose.TRAINING_DATA, 0);
    this.trainingNoise = streams.stream(Purpose.TRAINING_NOISE, 0);
  }

  /** Draws the batch of some number since the first epoch. */
  void training(int size, long index, double deviation, Batch into) {
    streams.reopen(trainingData, Purpose.TRAINING_DATA, index);
    streams.reopen(trainingNoise, Purpose.TRAINING_NOISE, index);
    draw(size, into, trainingData, trainingNoise, deviation);
  }

  Task.Sequences validation(int size, int epoch, double deviation) {
    return new Drawn(
        size,
        streams.stream(Purpose.VALIDATION_DATA, epoch),
        streams.stream(Purpose.VALIDATION_NOISE, epoch),
        deviation);
  }

  Task.Sequences test(int size, double deviation) {
    return new Drawn(
        size,
        streams.stream(Purpose.TEST_DATA, 0),
        streams.stream(Purpose.TEST_NOISE, 0),
        deviation);
  }

  /** The sequences of one stream. */
  private final class Drawn implements Task.Sequences {
    private final Stream data;
    private final Stream noise;
    private final double deviation;
    private int left;

    Drawn(int size, Stream data, Stream noise, double deviation) {
      this.left = size;
      this.data = data;
      this.noise = noise;
      this.deviation = deviation;
    }

    @Override
    public int next(Batch into) {
      boolean fits = isMerged(deviation, into) && cues <= into.capacity();
      int sequences = fits ? left : Math.min(left, into.capacity());
      left -= sequences;
      draw(sequences, into, data, noise, deviation);
      return into.size();
    }
  }

  private static boolean isMerged(double deviation, Batch into) {
    return deviation == 0 && into.copies() == Batch.Copies.MERGED;
  }

  private void draw(int sequences, Batch into, Stream data, Stream noise, double deviation) {
    if (isMerged(deviation, into)) {
      drawMerged(sequences, into, data);
      return;
    }
    into.resize(sequences);
    for (int b = 0; b < sequences; b++) {
      cue.place(data.nextInt(cues), into, b);
      if (deviation > 0) {
        cue.disturb(into, b, deviation, noise);
      }
    }
  }

  private void drawMerged(int sequences, Batch into, Stream data) {
    Arrays.fill(occurrences, 0);
    int distinct = 0;
    for (int i = 0; i < sequences; i++) {
      distinct += occurrences[data.nextInt(cues)]++ == 0 ? 1 : 0;
    }
    into.resize(distinct);
    int b = 0;
    for (int i = 0; i < cues; i++) {
      if (occurrences[i] > 0) {
        into.multiplicities()[b] = occurrences[i];
        cue.place(i, into, b++);
      }
    }
  }
}
