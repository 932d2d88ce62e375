package ccrnn.model.task;

import java.util.Optional;

/** What the network learns: sequences for training, validation and test. */
public interface Task {
  /**
   * Tells what is asked for.
   *
   * @return kind of answer
   */
  Answer answer();

  /**
   * Tells the length of a sequence; where lengths differ, that of the longest.
   *
   * @return S
   */
  int steps();

  /**
   * Tells the width of the input.
   *
   * @return I
   */
  int inputs();

  /**
   * Tells the width of the output: coordinates, classes, or words of the vocabulary.
   *
   * @return O
   */
  int outputs();

  /**
   * Tells which captions the words are from, so that what a network writes can be read and scored.
   *
   * @return the captions of all parts; empty unless overridden
   */
  default Optional<CaptionSet> captions() {
    return Optional.empty();
  }

  /**
   * Tells the length of an epoch.
   *
   * @return updates per epoch
   */
  int batches();

  /**
   * Fills a training batch; copies of a sequence may be merged.
   *
   * @param epoch 1-based
   * @param batch 0 .. batches() - 1
   * @param into modified
   */
  void training(int epoch, int batch, Batch into);

  /**
   * Opens the validation sequences of an epoch.
   *
   * @param epoch 1-based
   * @return the sequences from their beginning
   */
  Sequences validation(int epoch);

  /**
   * Opens the test sequences.
   *
   * @return the sequences from their beginning
   */
  Sequences test();

  /** A finite run of sequences. */
  interface Sequences {
    /**
     * Fills a batch with the next sequences; how they are split into batches does not change them.
     * Copies of a sequence may be merged.
     *
     * @param into modified, resized to the number of sequences
     * @return that number, copies not counted; 0 after the last sequence
     */
    int next(Batch into);
  }
}
