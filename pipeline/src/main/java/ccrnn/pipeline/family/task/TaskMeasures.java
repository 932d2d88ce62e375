package ccrnn.pipeline.family.task;

import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Evaluation.Movement;
import ccrnn.pipeline.analysis.Amount;
import ccrnn.pipeline.analysis.Amount.Words;
import ccrnn.pipeline.analysis.ValidationLoss;
import ccrnn.pipeline.sweep.TaskWord;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the numbers of the shared tasks are called, and the measures that figures compare. */
public final class TaskMeasures {
  private static final ValidationLoss PATH =
      new ValidationLoss(
          "squared distance to the target over all steps", "squared distance to target");
  private static final ValidationLoss POINT =
      new ValidationLoss("squared distance to the target", "squared distance to target");
  private static final ValidationLoss CLASS =
      new ValidationLoss("negative log-likelihood in nats", "nats");
  private static final ValidationLoss WORDS =
      new ValidationLoss(
          "negative log-likelihood in nats per word", "nats per word", Optional.of("bits/word"));

  private static final Words LINE_RESIDUAL = new Words("line residual", "squared distance");
  private static final Words PATH_DISTANCE = new Words("path distance", "distance");
  private static final Words UNCERTAINTY = new Words("uncertainty", "probability");

  /**
   * What a task measures.
   *
   * @param loss in validation
   * @param dysmetria in the test
   * @param measured the number that is called so
   */
  private record Measures(
      ValidationLoss loss, Words dysmetria, Function<Evaluation, OptionalDouble> measured) {}

  private static final Map<String, Measures> BY_TASK =
      Map.ofEntries(
          of(TaskWords.LINE_DRAWING, PATH, LINE_RESIDUAL, moved(Movement::lineResidual)),
          of(TaskWords.DIGIT_LINE_DRAWING, PATH, LINE_RESIDUAL, moved(Movement::lineResidual)),
          of(TaskWords.DIGIT_DRAWING, PATH, PATH_DISTANCE, moved(Movement::pathDistance)),
          of(TaskWords.DIGIT_RECOGNITION, CLASS, UNCERTAINTY, TaskMeasures::uncertainty),
          of(TaskWords.CAPTIONING, WORDS, UNCERTAINTY, answer -> OptionalDouble.empty()),
          of(TaskWords.POINT_REACHING, POINT, UNCERTAINTY, answer -> OptionalDouble.empty()));

  /** Loss in validation, at the last epoch. */
  public static final Amount VALIDATION_LOSS =
      new Amount(
          "validation_loss",
          "validation_loss",
          task -> new Words("validation loss", validationLoss(task).label()));

  /** Loss in training, as published. */
  public static final Amount TRAIN_LOSS =
      new Amount(
          "train_loss",
          "train_loss",
          task -> new Words("training loss as published", validationLoss(task).label()));

  /** Irregularity of what is done. */
  public static final Amount DYSMETRIA =
      new Amount("dysmetria", "dysmetria", task -> BY_TASK.get(task).dysmetria());

  /** Loss of words in bits. */
  public static final Amount BITS_PER_WORD =
      Amount.of("bits_per_word", "bits_per_word", "validation loss", "bits per word");

  /** Likeness of written captions to those of people. */
  public static final Amount CAPTION_F =
      Amount.of("", "caption_f", "score of captions", "F, 0 to 1");

  private TaskMeasures() {}

  private static Map.Entry<String, Measures> of(
      TaskWord task,
      ValidationLoss loss,
      Words dysmetria,
      Function<Evaluation, OptionalDouble> measured) {
    return Map.entry(task.word(), new Measures(loss, dysmetria, measured));
  }

  private static Function<Evaluation, OptionalDouble> moved(ToDoubleFunction<Movement> measure) {
    return answer ->
        answer.movement().isPresent()
            ? OptionalDouble.of(measure.applyAsDouble(answer.movement().get()))
            : OptionalDouble.empty();
  }

  /**
   * How unsure a network is of its classes.
   *
   * @param answer over any set
   * @return 1 minus its certainty, a probability; empty where there are no classes
   */
  public static OptionalDouble uncertainty(Evaluation answer) {
    return answer.certainty().isPresent()
        ? OptionalDouble.of(1 - answer.certainty().getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * Tells what a task's loss is.
   *
   * @param task word of one of {@link TaskWords}
   * @return its loss
   */
  public static ValidationLoss validationLoss(String task) {
    return BY_TASK.get(task).loss();
  }

  /**
   * Tells whether a task is among those that families share.
   *
   * @param task any word
   * @return whether it is of {@link TaskWords}
   */
  public static boolean knows(String task) {
    return BY_TASK.containsKey(task);
  }

  /**
   * The irregularity of what is done, by the definition of the task (papers: line residual, path
   * distance, uncertainty).
   *
   * @param task any word
   * @param answer what a network does
   * @return see {@link #DYSMETRIA}; empty where the task has no such measure
   */
  public static OptionalDouble dysmetria(String task, Evaluation answer) {
    return knows(task) ? BY_TASK.get(task).measured().apply(answer) : OptionalDouble.empty();
  }
}
