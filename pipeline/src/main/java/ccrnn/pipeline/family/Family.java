package ccrnn.pipeline.family;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Schedule;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.analysis.ValidationLoss;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.export.Recurrence;
import ccrnn.pipeline.family.rows.Learning;
import ccrnn.pipeline.family.task.TaskMeasures;
import ccrnn.pipeline.reference.Agreement;
import ccrnn.pipeline.reference.ReferenceCase;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One system of models with its controls: all that depends on a model is asked here. */
public interface Family extends Vocabulary {
  /**
   * Tells the version of a family that is no part of this project, for people: trials of another
   * jar are other trials whatever it says.
   *
   * @return for example {@code 1.2}
   */
  default String version() {
    return "1";
  }

  /**
   * Looks for a trial that its data cannot serve, before any is trained. Does nothing unless
   * overridden.
   *
   * @param trials of one sweep and of this family
   * @param location where the sweep's data are
   * @throws UserError naming the setting, what it is and what it may be
   */
  default void requireData(List<Trial> trials, DataLocation location) {}

  /**
   * Makes what is trained, from the settings of a trial. The same settings give the same bits: on
   * any machine, with any kernel, in any order.
   *
   * @param trial of one of its networks
   * @param data where the data are that it may learn from
   * @param kernel carrier of the hot loops; changes no result
   * @return what a {@code Trainer} leads through its epochs; has not learnt anything yet
   * @throws UserError if the data are not those of the trial
   * @throws RuntimeException if anything else is wrong; the trial is then a failed one
   */
  Trainee trainee(Trial trial, DataLocation data, Kernel kernel);

  /**
   * Tells what the validation loss decides: a learning rate that falls at plateaus, an early end.
   *
   * @param trial of one of its networks
   * @return what its settings say, unless overridden
   */
  default Schedule schedule(Trial trial) {
    return Learning.schedule(trial);
  }

  /**
   * Tells how a trained network predicts, so that it can be exported as a graph that runs
   * elsewhere.
   *
   * @param trial of one of its networks
   * @return empty, unless overridden: a network that is not just a cortex of numbers with a readout
   */
  default Optional<Recurrence> recurrence(Trial trial) {
    return Optional.empty();
  }

  /**
   * Predicts the work of a trial, so that the longest are trained first and a user knows how long
   * it will take. The guess that is made without an answer is the same for small and large
   * networks; where a sweep has both, a better one keeps the cores busy to the end.
   *
   * @param trial of one of its networks
   * @return what it costs, as many epochs as the trial asks for
   */
  default Cost cost(Trial trial) {
    return Cost.guessed(trial.integer(CommonRows.EPOCHS));
  }

  /**
   * Tells what decides how far {@link #cost} is off. Trials that are done teach how long others
   * with the same values of these settings will take.
   *
   * @return settings with few values each, in any order
   */
  default List<Setting> paceSettings() {
    return List.of(CommonRows.TASK, CommonRows.NETWORK);
  }

  /**
   * Tells which settings have no part in the first epochs of a trial, and until when. Trials that
   * differ in nothing else have these epochs in common, bit for bit: they are trained once, and
   * each trial goes on from there by itself (a fork). A state that was kept of one may be gone on
   * from by the other.
   *
   * <p>Name a setting only if nothing at all is made of it before: a stream of random numbers that
   * is drawn longer because a lesion is to come makes a fork another trial. Every setting of a kind
   * of event is named, for trials without the event too, as {@link Onset#never}: they are what the
   * others fork from.
   *
   * <p>{@link CommonRows#EPOCHS} is such a setting where no schedule looks ahead to the end: then a
   * trial of 100 epochs is the first half of one of 200. Learning rates that follow the losses so
   * far and early stopping do not look ahead.
   *
   * @param trial of one of its networks
   * @return in any order; nothing, so that no trial shares epochs with another, if it is not known
   */
  default List<Onset> onsets(Trial trial) {
    return List.of();
  }

  /**
   * Gives a trial of almost nothing, in a millisecond an epoch, that takes every way through the
   * kernels. A process rehearses with that of the first family that has one, before it times its
   * kernels.
   *
   * @return a trial of one of its networks that needs no data of the user; empty for none
   */
  default Optional<Trial> rehearsal() {
    return Optional.empty();
  }

  /**
   * Tells what the validation loss of a task is, for tables and axes. Of families that learn the
   * same task the first is asked.
   *
   * @param task word of a task of one of its networks
   * @return what the number is; unless overridden, known for the shared tasks
   */
  default ValidationLoss validationLoss(String task) {
    if (TaskMeasures.knows(task)) {
      return TaskMeasures.validationLoss(task);
    }
    return new ValidationLoss("what the network learns to lower, over the validation set", "loss");
  }

  /**
   * Tells how irregular is what a network does, as the symptom of patients is called.
   *
   * @param task word of a task of one of its networks
   * @param evaluation in validation or in the test
   * @return the column {@code dysmetria}, by the definition of the task; empty for none. Unless
   *     overridden, known for the shared tasks
   */
  default OptionalDouble dysmetria(String task, Evaluation evaluation) {
    return TaskMeasures.dysmetria(task, evaluation);
  }

  /**
   * Tells which network is the control of which. Pictures draw controls in grey.
   *
   * @return words of controls by the word of the network that is compared with it
   */
  default Map<String, String> controls() {
    return Map.of();
  }

  /**
   * Tells how conditions are drawn that look alike in all pictures.
   *
   * @return marks by condition, such as the word of a network; others are given one by the program
   */
  default Map<String, Mark> marks() {
    return Map.of();
  }

  /**
   * Tells which settings say what a sweep is about, beside task, network, probes and data.
   *
   * @return settings whose values {@code plan} lists in its summary; few
   */
  default List<Setting> highlights() {
    return List.of();
  }

  /**
   * Tells its views. Several families may name the same one.
   *
   * @return each after those that it stands on
   */
  default List<View> views() {
    return List.of();
  }

  /**
   * Tells which of its settings views leave out where they compare trials. Where several families
   * use the same word for theirs, all of them are left out.
   *
   * @return settings by what they are about, in one word of small letters
   */
  default Map<String, Set<Setting>> comparisons() {
    return Map.of();
  }

  /**
   * Tells its figures. The figure of the learning curves of all conditions is there without.
   *
   * @return in the order of a report
   */
  default List<Recipe> figures() {
    return List.of();
  }

  /**
   * Tells what {@code bench} times.
   *
   * @return in the order of its table; 5 seconds each
   */
  default List<Benchmark> benchmarks() {
    return List.of();
  }

  /**
   * Tells whether a recorded run of published code is one of its models, and can be repeated by it.
   *
   * @param reference any recording; its settings alone should be looked at
   * @return no, unless overridden
   */
  default boolean replays(ReferenceCase reference) {
    return false;
  }

  /**
   * Trains a recorded run once more, from its recorded beginning and batches.
   *
   * @param reference one that it {@link #replays}
   * @param kernel carrier of the hot loops; changes no result
   * @return how far the result is from the recording
   * @throws UserError if the recording is damaged, or has a setting that is not known
   */
  default Agreement replay(ReferenceCase reference, Kernel kernel) {
    throw reference.unknown("model");
  }
}
