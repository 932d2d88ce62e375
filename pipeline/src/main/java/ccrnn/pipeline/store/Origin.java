package ccrnn.pipeline.store;

import java.util.Objects;
import java.util.Optional;

/**
 * Which epochs of a trial another trial has trained. They are the same, bit for bit, as if the
 * trial had trained them itself: this tells where time went, as a {@link Provenance} does.
 *
 * @param trial id of the trial whose epochs were taken over; empty for none
 * @param epochs how many were taken over, the first ones; 0 for none
 */
public record Origin(Optional<String> trial, int epochs) {
  /** A trial that trained all its epochs itself. */
  public static final Origin ITSELF = new Origin(Optional.empty(), 0);

  /** Checks that epochs come from a trial. */
  public Origin {
    Objects.requireNonNull(trial, "trial");
    if (epochs < 0 || (trial.isEmpty() && epochs > 0)) {
      throw new IllegalArgumentException(epochs + " epochs of " + trial);
    }
  }
}
