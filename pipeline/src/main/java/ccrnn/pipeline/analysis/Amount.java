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
  static final Amount BITS_PER_WORD = new Amount("bits_per_word", "bits_per_word");
  static final Amount CAPTION_F = new Amount("", "caption_f");

  /** With its unit, for an axis. */
  String label(String task) {
    return name(task) + " (" + unit(task) + ")";
  }

  /** Of one in percent of another, for an axis. */
  String ratioLabel(String task, String ratio) {
    return name(task) + ", " + ratio + " (%)";
  }

  private String name(String task) {
    return switch (curve) {
      case "validation_loss", "bits_per_word" -> "validation loss";
      case "train_loss" -> "training loss as published";
      case "dysmetria" ->
          switch (task) {
            case "line-drawing", "digit-line-drawing" -> "line residual";
            case "digit-drawing" -> "path distance";
            default -> "uncertainty";
          };
      default -> "score of captions";
    };
  }

  private String unit(String task) {
    return switch (curve) {
      case "validation_loss", "train_loss" -> ValidationLoss.of(task).label();
      case "bits_per_word" -> "bits per word";
      case "dysmetria" ->
          switch (task) {
            case "line-drawing", "digit-line-drawing" -> "squared distance";
            case "digit-drawing" -> "distance";
            default -> "probability";
          };
      default -> "F, 0 to 1";
    };
  }
}
