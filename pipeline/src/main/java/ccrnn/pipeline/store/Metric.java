package ccrnn.pipeline.store;

/** What an epoch measures, in the order of the columns of {@code epochs}. */
public enum Metric implements Quantity {
  /** Loss of the updates, as the published code reports it. */
  TRAIN_LOSS(
      "train_loss",
      Units.LOSS,
      "loss of the epoch's updates as published, before each of them; trajectories: 2 / steps times"
          + " the sum over observed steps",
      "code: training loop"),
  /** Loss of the updates without that weighting. */
  TRAIN_LOSS_MEAN(
      "train_loss_mean",
      Units.LOSS,
      "loss of the epoch's updates, plain mean over observed steps",
      "ours"),
  /** Loss on the validation set. */
  VALIDATION_LOSS(
      "validation_loss",
      Units.LOSS,
      "loss of sequences that are not trained on, over all steps, without cerebellum",
      "code: training loop"),
  /** Share of right answers. */
  VALIDATION_ACCURACY(
      "validation_accuracy",
      Units.SHARE,
      "right classes or words; none for trajectories",
      "code: loss.py"),
  /** Trust in the likeliest class. */
  CERTAINTY(
      "certainty",
      Units.PROBABILITY,
      "mean probability of the likeliest class or word; none for trajectories",
      "code: loss.py"),
  /** What is left of it. */
  UNCERTAINTY(
      "uncertainty",
      Units.PROBABILITY,
      "1 - certainty",
      "Boven et al. 2023, Fig. 3c; formula inferred"),
  /** Loss of captions in bits. */
  BITS_PER_WORD(
      "bits_per_word",
      "bits",
      "validation loss / ln 2; captions only",
      "Boven et al. 2023, Fig. 8; conversion inferred"),
  /** Irregularity by the definition of the task. */
  DYSMETRIA(
      "dysmetria",
      Units.DYSMETRIA,
      "lines: line_residual; drawn digits: path_distance; digit recognition: uncertainty; others:"
          + " none",
      "Boven et al. 2023, Fig. 3c; formulas are ours"),
  /** Irregularity around a line. */
  LINE_RESIDUAL(
      "line_residual",
      Units.SQUARED_DISTANCE,
      "mean squared distance from the straight line that fits a trajectory best",
      "ours"),
  /** Distance from the ideal path. */
  PATH_DISTANCE(
      "path_distance",
      Units.DISTANCE,
      "mean distance from the path through the targets, whenever a point is reached",
      "ours"),
  /** Roughness. */
  SECOND_DIFFERENCE(
      "second_difference",
      Units.SQUARED_DISTANCE,
      "mean squared second difference of the deviation from the target",
      "ours"),
  /** Deviation without its fast part. */
  SMOOTHED_DEVIATION(
      "smoothed_deviation",
      Units.DISTANCE,
      "mean deviation from the target, smoothed over three steps",
      "ours"),
  /** Size of the updates' gradients. */
  GRADIENT_NORM("gradient_norm", "", "mean norm of the updates' gradients before clipping", "ours"),
  /** Step size. */
  LEARNING_RATE("learning_rate", "", "step size throughout the epoch", "ours");

  private final String column;
  private final String unit;
  private final String about;
  private final String source;

  Metric(String column, String unit, String about, String source) {
    this.column = column;
    this.unit = unit;
    this.about = about;
    this.source = source;
  }

  @Override
  public String column() {
    return column;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public String source() {
    return source;
  }

  /** Units that several quantities share. */
  static final class Units {
    static final String LOSS = "trajectories: squared distance; classes and words: nats";
    static final String DYSMETRIA = "that of its definition";
    static final String SHARE = "share, 0 to 1";
    static final String PROBABILITY = "probability, 0 to 1";
    static final String DISTANCE = "distance";
    static final String SQUARED_DISTANCE = "squared distance";

    private Units() {}
  }
}
