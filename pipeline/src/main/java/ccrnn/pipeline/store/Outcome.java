package ccrnn.pipeline.store;

import java.util.Objects;
import java.util.OptionalInt;

/** How a trial ended, and what only that ending has. */
public sealed interface Outcome {
  /**
   * @return the word for it
   */
  TrialStatus status();

  /**
   * All epochs were trained, or training was stopped early as asked.
   *
   * @param test what was measured on the test set
   */
  record Complete(Measured<TestMetric> test) implements Outcome {
    /** Checks that nothing is null. */
    public Complete {
      Objects.requireNonNull(test, "test");
    }

    @Override
    public TrialStatus status() {
      return TrialStatus.COMPLETE;
    }
  }

  /**
   * Numbers left the finite range; the rows up to that epoch are kept.
   *
   * @param epoch the epoch in which it happened, 1-based
   * @param message what was not finite, one line
   */
  record Diverged(int epoch, String message) implements Outcome {
    /** Checks that nothing is null. */
    public Diverged {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public TrialStatus status() {
      return TrialStatus.DIVERGED;
    }
  }

  /**
   * An exception ended the trial; the rows up to that epoch are kept.
   *
   * @param epoch the epoch in which it happened, 1-based; empty before the first
   * @param message what went wrong, one line
   * @param stack the stack trace
   */
  record Failed(OptionalInt epoch, String message, String stack) implements Outcome {
    /** Checks that nothing is null. */
    public Failed {
      Objects.requireNonNull(epoch, "epoch");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(stack, "stack");
    }

    @Override
    public TrialStatus status() {
      return TrialStatus.FAILED;
    }
  }
}
