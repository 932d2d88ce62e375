package ccrnn.model.cortex;

/**
 * How a sequence falls into truncations, and the order of "stacked rows" that puts the same step of
 * all truncations side by side.
 *
 * <p>Truncation i covers the steps iT .. min((i + 1) T, S) - 1; only the last may be shorter. The
 * state that ends truncation i starts truncation i + 1, so there are N + 1 boundary states, the
 * first of them zero. Stacked rows order the steps by their offset within the truncation first,
 * then by truncation: for S = 5, T = 2 the steps lie as 0 2 4 1 3. Predicted feedback decouples the
 * truncations, so their backward passes run together, one product per offset.
 */
public final class Truncations {
  private final int steps;
  private final int horizon;
  private final int count;
  private final int[] positions;
  private final int[] firstPositions;

  /**
   * Cuts a sequence.
   *
   * @param steps S, 1 or more
   * @param horizon T, 1 or more; more than S means S
   * @throws IllegalArgumentException if a number is not positive
   */
  public Truncations(int steps, int horizon) {
    if (steps < 1 || horizon < 1) {
      throw new IllegalArgumentException(steps + " steps, horizon " + horizon);
    }
    this.steps = steps;
    this.horizon = Math.min(horizon, steps);
    this.count = (steps - 1) / this.horizon + 1;
    this.positions = new int[steps];
    this.firstPositions = new int[this.horizon + 1];
    int position = 0;
    for (int offset = 0; offset < this.horizon; offset++) {
      firstPositions[offset] = position;
      for (int step = offset; step < steps; step += this.horizon) {
        positions[step] = position++;
      }
    }
    firstPositions[this.horizon] = position;
  }

  /**
   * Counts the steps.
   *
   * @return S
   */
  public int steps() {
    return steps;
  }

  /**
   * Tells the length of all truncations but the last.
   *
   * @return T, at most S
   */
  public int horizon() {
    return horizon;
  }

  /**
   * Counts the truncations.
   *
   * @return N
   */
  public int count() {
    return count;
  }

  /**
   * Finds a step's truncation.
   *
   * @param step t
   * @return i
   */
  public int truncationOf(int step) {
    return step / horizon;
  }

  /**
   * Finds a step among the stacked rows.
   *
   * @param step t
   * @return its place; its rows begin at place x B
   */
  public int position(int step) {
    return positions[step];
  }

  /**
   * Finds an offset among the stacked rows.
   *
   * @param offset step within the truncation, 0 .. T - 1
   * @return the place of that step of truncation 0; those of truncations 1, 2, ... follow
   */
  public int firstPosition(int offset) {
    return firstPositions[offset];
  }

  /**
   * Counts the truncations that are long enough.
   *
   * @param offset step within the truncation, 0 .. T - 1
   * @return how many truncations have that step: N or N - 1
   */
  public int countWith(int offset) {
    return firstPositions[offset + 1] - firstPositions[offset];
  }

  /**
   * Tells whether a step is the last of its truncation.
   *
   * @param step t
   * @return true where a boundary state follows
   */
  public boolean endsTruncation(int step) {
    return step + 1 == steps || (step + 1) % horizon == 0;
  }
}
