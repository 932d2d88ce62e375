package ccrnn.model.kernel;

/**
 * Fused multiply-adds that depend on nothing but registers: what one core can do at most, the
 * measure that the speed of a trainer is held against.
 */
public interface Peak {
  /**
   * Runs the loop.
   *
   * @param rounds passes, 1 or more
   * @return a number that depends on all of them, so that no compiler can leave them out
   */
  float run(int rounds);

  /**
   * Counts the work.
   *
   * @return floating-point operations of a pass; a fused multiply-add is two
   */
  int operationsPerRound();
}
