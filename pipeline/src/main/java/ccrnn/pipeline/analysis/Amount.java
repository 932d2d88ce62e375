package ccrnn.pipeline.analysis;

/**
 * A measure that figures compare.
 *
 * @param curve its column in {@code paired_curves} after the network's name
 * @param result its column in {@code paired_results} after the network's name; empty for none
 */
record Amount(String curve, String result) {
  static final Amount VALIDATION_LOSS = new Amount("validation_loss", "validation_loss");
  static final Amount TRAIN_LOSS = new Amount("train_loss", "train_loss");
  static final Amount DYSMETRIA = new Amount("dysmetria", "dysmetria");
  static final Amount BITS_PER_WORD = new Amount("bits_per_word", "validation_loss");
  static final Amount CAPTION_F = new Amount("", "caption_f");

  /** With its unit, for an axis. */
  String label(String task) {
    return switch (curve) {
      case "validation_loss" -> "validation loss (" + ValidationLoss.of(task).label() + ")";
      case "train_loss" -> "training loss as published (" + ValidationLoss.of(task).label() + ")";
      case "bits_per_word" -> "validation loss (bits per word)";
      case "dysmetria" -> dysmetria(task);
      default -> "score of captions (F, 0 to 1)";
    };
  }

  private static String dysmetria(String task) {
    return switch (task) {
      case "line-drawing", "digit-line-drawing" -> "line residual (squared distance)";
      case "digit-drawing" -> "path distance (distance)";
      default -> "uncertainty (probability)";
    };
  }
}
