package ccrnn.model.training;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the validation loss decides between epochs.
 *
 * @param plateau how the learning rate is lowered; empty for a constant rate
 * @param earlyStopping epochs without a better loss that end training; empty for never
 */
public record Schedule(Optional<ReduceOnPlateau.Settings> plateau, OptionalInt earlyStopping) {
  /** Nothing, as published. */
  public static final Schedule NONE = new Schedule(Optional.empty(), OptionalInt.empty());
}
