package ccrnn.model.feedback;

import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.metric.CaptionScore;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Evaluator;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;

/**
 * Cortex and readout, with or without cerebellum, as they learn a task of the papers. Validation
 * and test run without cerebellum and from the zero state, as published; where the task is to write
 * captions, the test also scores what the network writes.
 */
public final class RecurrentTrainee implements Trainee {
  private final TrialSettings settings;
  private final Task task;
  private final Batch batch;
  private final Network network;
  private final Learner learner;
  private final Evaluator evaluator;
  private final Optional<Probes> probes;
  private CerebellumFunction function = CerebellumFunction.INTACT;

  /**
   * Draws the initial parameters; nothing is measured beside losses.
   *
   * @param settings of the trial
   * @param task what is learnt
   * @param kernel carrier of the hot loops; does not change any result
   * @throws IllegalArgumentException if network and task do not fit
   */
  public RecurrentTrainee(TrialSettings settings, Task task, Kernel kernel) {
    this(settings, task, kernel, EnumSet.noneOf(Probe.class));
  }

  /**
   * Draws the initial parameters.
   *
   * @param settings of the trial
   * @param task what is learnt
   * @param kernel carrier of the hot loops; does not change any result
   * @param chosen what is measured beside losses
   * @throws IllegalArgumentException if network and task do not fit
   */
  public RecurrentTrainee(TrialSettings settings, Task task, Kernel kernel, Set<Probe> chosen) {
    this.settings = settings;
    this.task = task;
    if (settings.network().inputs() != task.inputs()
        || settings.network().outputs() != task.outputs()
        || settings.network().answer() != task.answer()) {
      throw new IllegalArgumentException(
          "a network of %d inputs and %d outputs (%s) for a task of %d and %d (%s)"
              .formatted(
                  settings.network().inputs(),
                  settings.network().outputs(),
                  settings.network().answer(),
                  task.inputs(),
                  task.outputs(),
                  task.answer()));
    }
    Truncations truncations =
        new Truncations(task.steps(), settings.learning().feedback().horizon());
    Streams streams = new Streams(settings.seed());
    int batchSize = settings.batchSize();
    batch = new Batch(batchSize, task, copies(settings));
    network =
        Network.initialised(
            settings.network(), truncations, batchSize, settings.weights(), streams, kernel);
    double dropout = settings.learning().inputDropout();
    int inputs = task.steps() * batchSize * task.inputs();
    learner =
        new Learner(
            network,
            settings.learning(),
            batchSize,
            silenced(settings, streams),
            dropout > 0 ? Optional.of(new Dropout(dropout, inputs, streams)) : Optional.empty());
    evaluator = new Evaluator(answers(network), task, batchSize);
    probes =
        chosen.isEmpty()
            ? Optional.empty()
            : Optional.of(new Probes(chosen, settings, task, kernel));
  }

  /** Sequences that go on where others ended must not be taken for one. */
  private static Batch.Copies copies(TrialSettings settings) {
    return settings.learning().feedback().hiddenState() == FeedbackSettings.HiddenState.KEEP
        ? Batch.Copies.APART
        : Batch.Copies.MERGED;
  }

  private static Evaluator.Answers answers(Network network) {
    return new Evaluator.Answers() {
      @Override
      public void run(Batch batch) {
        network.run(batch);
      }

      @Override
      public void readOut(Batch batch, int step, FMatrixRMaj output, int row) {
        network.readOut(batch.steps(), step, output, row);
      }
    };
  }

  private static Optional<SilencedOutputs> silenced(TrialSettings settings, Streams streams) {
    double fraction = settings.lesion().fraction();
    return fraction < 1
        ? Optional.of(SilencedOutputs.draw(settings.network().stateWidth(), fraction, streams))
        : Optional.empty();
  }

  @Override
  public int batches(int epoch) {
    return task.batches();
  }

  @Override
  public void startEpoch(int epoch) {
    function = settings.lesion().functionIn(epoch);
    learner.startEpoch();
  }

  @Override
  public void update(int epoch, int number, Tally tally) {
    task.training(epoch, number, batch);
    learner.update(batch, function);
    tally.loss(batch.total(), learner.loss(), learner.meanLoss());
    tally.norm(learner.norm());
  }

  @Override
  public Evaluation validate(int epoch, Runnable beforeEachBatch) {
    return evaluate(task.validation(epoch), beforeEachBatch);
  }

  @Override
  public Evaluation test(int epoch, Runnable beforeEachBatch) {
    Evaluation test = evaluate(task.test(), beforeEachBatch);
    if (task.captions().isEmpty()) {
      return test;
    }
    CaptionScore score =
        WrittenCaptions.score(
            task.captions().get().test(), network, settings.batchSize(), beforeEachBatch);
    return test.with(
        List.of(
            Measure.of("test", "caption", "bleu", score.bleu()),
            Measure.of("test", "caption", "f", score.f())));
  }

  /**
   * Runs sequences with the parameters as they are.
   *
   * @param sequences from their beginning
   * @param beforeEachBatch called before every batch; throws to stop
   * @return behaviour over all of them
   */
  public Evaluation evaluate(Task.Sequences sequences, Runnable beforeEachBatch) {
    return evaluator.evaluate(sequences, batch, beforeEachBatch);
  }

  @Override
  public List<Measure> measures(int epoch, Runnable beforeEachBatch) {
    return probes.isEmpty() ? List.of() : probes.get().measure(network.parameters(), epoch);
  }

  @Override
  public OptionalDouble learningRate() {
    return OptionalDouble.of(learner.optimizer().learningRate());
  }

  @Override
  public void learningRate(double rate) {
    learner.optimizer().learningRate(rate);
  }

  @Override
  public List<Parameters> parameters() {
    return List.of(network.parameters());
  }

  @Override
  public Memory memory() {
    return Memory.writer().parameters(network.parameters(), learner.optimizer()).end();
  }

  @Override
  public void restore(Memory memory) {
    Memory.Reader reader = memory.reader();
    reader.parameters(network.parameters(), learner.optimizer());
    reader.end();
    network.pack();
  }

  /**
   * What is being learnt.
   *
   * @return the task itself
   */
  public Task task() {
    return task;
  }

  /**
   * The sequences of the last update or evaluation.
   *
   * @return the batch itself, not to be modified
   */
  public Batch batch() {
    return batch;
  }

  /**
   * The network under training, for probes and tests.
   *
   * @return the network itself
   */
  public Network network() {
    return network;
  }

  /**
   * How it learns, for probes.
   *
   * @return the learner itself
   */
  public Learner learner() {
    return learner;
  }

  /**
   * What the cerebellum does in the present epoch.
   *
   * @return its function
   */
  public CerebellumFunction function() {
    return function;
  }
}
