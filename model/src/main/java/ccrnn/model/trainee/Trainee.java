package ccrnn.model.trainee;

import ccrnn.model.parameter.Parameters;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A network with all that belongs to its learning: its task and the memory of a batch, its losses,
 * its optimizers, what can be measured of it. A {@code Trainer} leads it through its epochs and
 * asks for nothing else, so whatever is not said here is the trainee's own affair: how long the
 * sequences of a batch are and where they come from, how many losses, readouts and groups of
 * parameters there are, whether anything has a gradient, what a time step is.
 *
 * <h2>Order of calls</h2>
 *
 * <pre>
 * [restore] [measures(0)]
 * for epoch = 1, 2, ... until finished() or a schedule ends training:
 *   startEpoch(epoch)
 *   learningRate()                          what the epoch's record says
 *   batches(epoch)
 *   update(epoch, 0) ... update(epoch, batches - 1)
 *   validate(epoch)
 *   endEpoch(epoch, validation)
 *   [learningRate(rate)]                    where a plateau lowers it
 *   [measures(epoch)] [memory()] [test(epoch)]
 * </pre>
 *
 * What stands in brackets may be called or not, once or several times. {@code memory}, {@code
 * measures} and {@code test} come between epochs only, {@code restore} before the first epoch or
 * between epochs; epochs then go on after that of the memory. All calls come from one thread.
 *
 * <h2>Who may change what</h2>
 *
 * Only {@code startEpoch}, {@code update}, {@code endEpoch}, {@code learningRate(rate)} and {@code
 * restore} change what the trainee has learnt or decided. {@code validate}, {@code test}, {@code
 * measures} and {@code memory} may use the same working memory, but whether they were called, and
 * how often, changes no later number: an evaluation with a part switched off or with the best
 * parameters so far puts back what it found. What a caller hands in is not kept; what is handed out
 * shares nothing with the trainee.
 *
 * <h2>Same bits again</h2>
 *
 * Everything is a pure function of the settings: no clock, no file, no thread, no hash order, no
 * statics that change. Random numbers come from {@link ccrnn.model.random.Streams} by seed, purpose
 * and index, where the index is found from epoch and batch; evaluations that draw (an initial
 * state, say) open a stream by epoch too. So there is no random state to remember. All memory is
 * allocated in the constructor: {@code update} allocates nothing.
 *
 * <h2>Phases, lesions and forks</h2>
 *
 * What comes after training (another task, a cerebellum switched, sleep without a target) is epochs
 * of another phase: {@code startEpoch} tells by the epoch's number, or by what {@code endEpoch}
 * decided, which phase it is, and {@code batches} and {@code update} follow. An epoch of a phase
 * without a loss or a gradient adds none to its tally; its record then has none either. A
 * validation there is always: of whatever the phase is about.
 *
 * <p>Trials that differ only in what begins with epoch k (a lesion, a switch, sleep, a smaller
 * budget) are trained together up to there: the memory after epoch k - 1 of one of them is restored
 * in the others. So what begins with epoch k must show in no number before, and must not change the
 * form of the memory: whoever needs more from epoch k on makes it in {@code startEpoch(k)} out of
 * what is there, or has it in the memory from the beginning. The onset is looked up in the settings
 * by each {@code startEpoch}, never remembered.
 *
 * <h2>Errors</h2>
 *
 * Settings that make no sense end in an {@link IllegalArgumentException} of the constructor. A loss
 * or norm that is not finite, told to the {@link Tally}, ends the trial with {@link Diverged}, and
 * a trainee may throw that itself; one that would rather skip the batch does not tell it. Whatever
 * else is thrown makes the trial a failed one. After an exception the trainee is of no further use.
 *
 * <p>{@code Contract}, in {@code ccrnn.model.training}, puts any trainee through what is said here;
 * {@code ./ccrnn check} does so with those of a sweep.
 */
public interface Trainee {
  /**
   * Tells how long an epoch is. Asked once, after {@link #startEpoch}.
   *
   * @param epoch 1-based
   * @return calls of {@link #update}, 0 or more
   */
  int batches(int epoch);

  /**
   * Gets ready for an epoch: lesions and phases begin here. Does nothing unless overridden.
   *
   * @param epoch 1-based, one more than the last
   */
  default void startEpoch(int epoch) {}

  /**
   * Learns from a batch of its own data, in one or several updates or none. The stop signal is
   * heard between two calls, so a batch should take no longer than a second or so.
   *
   * @param epoch 1-based
   * @param batch 0 .. batches(epoch) - 1, in order
   * @param tally is told losses and norms
   * @throws Diverged if a number is no longer finite
   */
  void update(int epoch, int batch, Tally tally);

  /**
   * Evaluates what has been learnt, after the last update of an epoch. Further evaluations, such as
   * one with the cerebellum ablated, are {@link Evaluation#more measures} of it.
   *
   * @param epoch that has just been trained, 1-based
   * @param beforeEachBatch called before every batch; what it throws is passed on
   * @return behaviour; its loss is what schedules go by
   */
  Evaluation validate(int epoch, Runnable beforeEachBatch);

  /**
   * Draws the conclusions from an epoch: a curriculum goes on to its next level, the best
   * parameters so far are kept, a budget is counted. Does and tells nothing unless overridden.
   *
   * @param epoch that has just been trained, 1-based
   * @param validation what {@link #validate} returned for it
   * @return numbers of this epoch beside its losses, such as the level that it trained, or what was
   *     noted every so many batches, with the batch as step; in a fixed order
   */
  default List<Measure> endEpoch(int epoch, Evaluation validation) {
    return List.of();
  }

  /**
   * Tells whether training has ended by the trainee's own rule. It may be so before the first
   * epoch. After that, neither {@link #startEpoch} nor {@link #update} is called.
   *
   * @return false unless overridden
   */
  default boolean finished() {
    return false;
  }

  /**
   * Tests what has been learnt.
   *
   * @param epoch the last that was trained, 1-based; 0 before the first
   * @param beforeEachBatch called before every batch; what it throws is passed on
   * @return behaviour
   */
  Evaluation test(int epoch, Runnable beforeEachBatch);

  /**
   * Measures what was asked for when the trainee was made; which epochs are measured is up to the
   * caller.
   *
   * @param epoch the last that was trained, 1-based; 0 before the first
   * @param beforeEachBatch called before every batch; what it throws is passed on
   * @return in a fixed order; empty unless overridden
   */
  default List<Measure> measures(int epoch, Runnable beforeEachBatch) {
    return List.of();
  }

  /**
   * Tells the learning rate; where groups of parameters have their own, that of the leading one.
   *
   * @return the rate of the next update; empty where there is none
   */
  default OptionalDouble learningRate() {
    return OptionalDouble.empty();
  }

  /**
   * Changes the learning rate from the next update on; other groups keep their ratio to the leading
   * one, reckoned from the rates of the settings, so that equal rates mean equal bits. The rate set
   * here is not part of the {@link #memory}: whoever sets it sets it again after {@link #restore}.
   * Called only where {@link #learningRate()} tells one.
   *
   * @param rate positive
   */
  default void learningRate(double rate) {
    throw new UnsupportedOperationException("there is no learning rate to change");
  }

  /**
   * Copies all that is needed to go on bit for bit: parameters, what optimizers remember, best
   * parameters, levels, counters. What follows from the settings or from an epoch's number is left
   * out.
   *
   * @return of the same form for every trial that may go on from it
   */
  Memory memory();

  /**
   * Goes on from a memory, whatever was before: that of a trainee with the same settings, or with
   * settings that differ in what had not yet begun.
   *
   * @param memory not modified
   * @throws IllegalArgumentException if it has another form
   */
  void restore(Memory memory);

  /**
   * Hands out all that is learnt, by name, so that a trained network can be taken elsewhere. Asked
   * between epochs only.
   *
   * @return the parameters themselves, to be read only; their blocks all have different names. None
   *     unless overridden: such networks cannot be exported
   */
  default List<Parameters> parameters() {
    return List.of();
  }
}
