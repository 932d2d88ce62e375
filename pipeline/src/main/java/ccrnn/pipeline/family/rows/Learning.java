package ccrnn.pipeline.family.rows;

import static ccrnn.pipeline.family.rows.TrialValues.constant;
import static ccrnn.pipeline.family.rows.TrialValues.integer;
import static ccrnn.pipeline.family.rows.TrialValues.is;

import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.Adamax;
import ccrnn.model.optimizer.OptimizerKind;
import ccrnn.model.optimizer.OptimizerSettings;
import ccrnn.model.optimizer.RmsProp;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.training.ReduceOnPlateau;
import ccrnn.model.training.Schedule;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.util.Optional;
import java.util.OptionalInt;

/** From the settings of {@link LearningRows} to optimizers and schedules. */
public final class Learning {
  /** A plateau does not lower the learning rate below this; source: the published code. */
  private static final double LOWEST_RATE = 1e-9;

  private Learning() {}

  /**
   * Tells how parameters change.
   *
   * @param trial of a family that uses all of {@link LearningRows}
   * @return settings of its optimizer
   */
  public static OptimizerSettings optimizer(Trial trial) {
    double rate = trial.number(LearningRows.LEARNING_RATE);
    double l2 = trial.number(LearningRows.WEIGHT_DECAY);
    OptimizerKind kind = OptimizerKind.valueOf(constant(trial.word(LearningRows.OPTIMIZER)));
    return switch (kind) {
      case ADAM ->
          new Adam.Settings(
              rate,
              trial.number(LearningRows.ADAM_BETA1),
              trial.number(LearningRows.ADAM_BETA2),
              trial.number(LearningRows.ADAM_EPSILON),
              l2);
      case ADAMAX ->
          new Adamax.Settings(
              rate,
              trial.number(LearningRows.ADAM_BETA1),
              trial.number(LearningRows.ADAM_BETA2),
              trial.number(LearningRows.ADAM_EPSILON),
              l2);
      case SGD -> new Sgd.Settings(rate, trial.number(LearningRows.MOMENTUM), l2);
      case RMSPROP -> {
        RmsProp.Settings published = (RmsProp.Settings) kind.published(rate, l2);
        yield new RmsProp.Settings(
            rate, published.alpha(), trial.number(LearningRows.MOMENTUM), published.epsilon(), l2);
      }
      case ADAGRAD, ADADELTA -> kind.published(rate, l2);
    };
  }

  /**
   * Tells what the validation loss decides. What a trial has no setting for is not done.
   *
   * @param trial any trial
   * @return its schedule
   */
  public static Schedule schedule(Trial trial) {
    Optional<ReduceOnPlateau.Settings> plateau = Optional.empty();
    if (is(trial, LearningRows.LEARNING_RATE_SCHEDULE, "plateau")) {
      plateau =
          Optional.of(
              new ReduceOnPlateau.Settings(
                  trial.number(LearningRows.PLATEAU_FACTOR),
                  integer(trial, LearningRows.PLATEAU_PATIENCE),
                  LOWEST_RATE));
    }
    return new Schedule(
        plateau,
        trial.find(CommonRows.EARLY_STOPPING).isPresent()
            ? OptionalInt.of(integer(trial, CommonRows.EARLY_STOPPING))
            : OptionalInt.empty());
  }
}
