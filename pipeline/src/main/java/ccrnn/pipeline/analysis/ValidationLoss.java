package ccrnn.pipeline.analysis;

import ccrnn.pipeline.sweep.CommonRows;

/** What the validation loss of a task is; the same as the model's {@code Evaluation.loss}. */
public enum ValidationLoss {
  /** Of a trajectory. */
  PATH("squared distance to the target over all steps", "squared distance to target"),
  /** Of a single point. */
  POINT("squared distance to the target", "squared distance to target"),
  /** Of a class. */
  CLASS("negative log-likelihood in nats", "nats"),
  /** Of a sentence. */
  WORDS("negative log-likelihood in nats per word", "nats per word");

  private final String meaning;
  private final String label;

  ValidationLoss(String meaning, String label) {
    this.meaning = meaning;
    this.label = label;
  }

  /**
   * Tells what a task's loss is.
   *
   * @param task one of the words of {@link CommonRows#TASK}
   * @return its loss
   */
  public static ValidationLoss of(String task) {
    return switch (task) {
      case "line-drawing", "digit-line-drawing", "digit-drawing" -> PATH;
      case "reaching" -> POINT;
      case "digit-recognition" -> CLASS;
      case "captions" -> WORDS;
      default -> throw new IllegalArgumentException("task " + task);
    };
  }

  /**
   * @return a phrase with its unit
   */
  public String meaning() {
    return meaning;
  }

  /**
   * @return a shorter phrase, for the axis of a figure
   */
  public String label() {
    return label;
  }
}
