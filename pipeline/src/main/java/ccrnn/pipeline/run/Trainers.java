package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.training.Trainer;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.util.function.BooleanSupplier;

/** From the settings of a trial to its trainer, by way of its family. */
public final class Trainers {
  private Trainers() {}

  /**
   * Makes a trainer that has not trained yet.
   *
   * @param trial its settings
   * @param data where the data are that it may learn from
   * @param kernel carrier of the hot loops; changes no result
   * @param stop polled before every batch; training ends when it tells true
   * @return the trainer
   * @throws UserError if the data are not those of the trial, or its family is of another jar
   * @throws RuntimeException if the sizes are beyond what an array holds
   */
  public static Trainer<?> of(Trial trial, DataLocation data, Kernel kernel, BooleanSupplier stop) {
    trial.find(CommonRows.FAMILY).ifPresent(Trainers::requireJar);
    Family family = Families.of(trial);
    return new Trainer<>(family.trainee(trial, data, kernel), family.schedule(trial), stop);
  }

  private static void requireJar(Object wanted) {
    if (!Families.jars().containsValue((String) wanted)) {
      throw new UserError(
          "the trial is of family %s, and here is %s: start with its jar"
              .formatted(wanted, String.join(", ", Families.jars().values())));
    }
  }
}
