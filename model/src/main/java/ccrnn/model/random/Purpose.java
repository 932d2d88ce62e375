package ccrnn.model.random;

/**
 * What random numbers are for. Purposes never share a stream, so that two conditions of one seed
 * differ only in what their settings say. The codes are part of every result: never change one.
 */
public enum Purpose {
  /** Initial weights of the cortex; index: block within the cortex. */
  CORTEX_WEIGHTS(1),
  /** Initial weights of the readout; index: block within the readout. */
  READOUT_WEIGHTS(2),
  /** Initial weights of the cerebellum; index: block within the cerebellum. */
  CEREBELLUM_WEIGHTS(3),
  /** Which mossy fibres reach which granule cell; index: granule cell. */
  MOSSY_FIBRES(4),
  /** Training sequences; index: batch since the first epoch. */
  TRAINING_DATA(5),
  /** Validation sequences; index: epoch. */
  VALIDATION_DATA(6),
  /** Test sequences; index 0. */
  TEST_DATA(7),
  /** Input noise of training sequences; index: batch since the first epoch. */
  TRAINING_NOISE(8),
  /** Input noise of validation sequences; index: epoch. */
  VALIDATION_NOISE(9),
  /** Input noise of test sequences; index 0. */
  TEST_NOISE(10),
  /**
   * Which of given data train; index 0: training against validation, 1: training against test where
   * the data come in one piece.
   */
  DATA_SPLIT(11),
  /** Order of given training data; index: epoch. */
  BATCH_ORDER(12),
  /** The drawn digits; index 0: order of the labels, then 1 + image. */
  DIGIT_DRAWING(13),
  /** Order of training captions; index: 0 which share a batch, then epoch: order of the batches. */
  CAPTION_ORDER(14),
  /** The embedded captions; index: 0 the projection to features, then scene + 1. */
  SCENES(15),
  /** Initial weights of a feed-forward network; index: block within it. */
  FEEDFORWARD_WEIGHTS(16),
  /** Initial weights of a feed-forward network's cerebella; index: block within them. */
  FEEDFORWARD_CEREBELLUM(17),
  /** Initial embedding of words; index 0. */
  EMBEDDING_WEIGHTS(18),
  /** Dropout of inputs; index: update since the first epoch. */
  INPUT_DROPOUT(19),
  /** Which Purkinje outputs a partial lesion silences; index 0. */
  PURKINJE_LESION(20),
  /** Which images are taken where there are more; index 0: training and validation, 1: test. */
  IMAGE_CHOICE(21);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
