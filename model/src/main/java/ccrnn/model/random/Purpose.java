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
  /** Order of training captions; index: 0 which share a batch, then epoch: order of the batches. */
  CAPTION_ORDER(14),
  /** The embedded captions; index: 0 the projection to features, then scene + 1. */
  SCENES(15);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
