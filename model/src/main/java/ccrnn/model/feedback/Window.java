package ccrnn.model.feedback;

import ccrnn.model.cortex.Truncations;
import ccrnn.model.task.Answer;
import java.util.Arrays;

/** A run of steps of a sequence whose gradients are computed together, and where it is observed. */
public final class Window {
  private final int first;
  private final Truncations truncations;
  private final int[] observedSteps; // absolute, ascending
  private final int[] observedWith; // how many are observed in the truncation of each

  /**
   * Finds the observed steps: for trajectories, every n-th of the sequence counted from its
   * beginning; for a class, the last of the sequence; for words, all.
   *
   * @param first first step, in the sequence
   * @param truncations of the window's steps
   * @param steps S of the sequence
   * @param answer what is asked for
   * @param interval n
   */
  public Window(int first, Truncations truncations, int steps, Answer answer, int interval) {
    this.first = first;
    this.truncations = truncations;
    int end = first + truncations.steps();
    int[] found = new int[truncations.steps()];
    int count = 0;
    for (int step = first; step < end; step++) {
      boolean observed =
          switch (answer) {
            case TRAJECTORY -> step % interval == 0;
            case CLASS -> step == steps - 1;
            case WORDS -> true;
          };
      if (observed) {
        found[count++] = step;
      }
    }
    observedSteps = Arrays.copyOf(found, count);
    observedWith = new int[count];
    for (int i = 0; i < count; i++) {
      for (int other : observedSteps) {
        boolean together =
            truncations.truncationOf(other - first)
                == truncations.truncationOf(observedSteps[i] - first);
        observedWith[i] += together ? 1 : 0;
      }
    }
  }

  /**
   * Tells where it begins.
   *
   * @return first step, in the sequence
   */
  public int first() {
    return first;
  }

  /**
   * Tells how its steps are cut.
   *
   * @return truncations, which count from the window's first step
   */
  public Truncations truncations() {
    return truncations;
  }

  /**
   * Counts the observed steps.
   *
   * @return 0 or more
   */
  public int observed() {
    return observedSteps.length;
  }

  /**
   * Finds an observed step.
   *
   * @param i 0 .. observed - 1
   * @return its number in the sequence
   */
  int observedStep(int i) {
    return observedSteps[i];
  }

  /**
   * Finds an observed step among the stacked rows.
   *
   * @param i 0 .. observed - 1
   * @return its place; its rows begin at place x B
   */
  int position(int i) {
    return truncations.position(observedSteps[i] - first);
  }

  /**
   * Counts the observed steps of the same truncation.
   *
   * @param i 0 .. observed - 1
   * @return 1 or more
   */
  int observedWith(int i) {
    return observedWith[i];
  }
}
