package ccrnn.model.feedback;

import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Trainee;
import java.util.Optional;

/** Cortex and readout, with or without cerebellum, as they learn a task of the papers. */
public final class RecurrentTrainee implements Trainee {
  private final TrialSettings settings;
  private final Network network;
  private final Learner learner;
  private final Evaluator evaluator;
  private CerebellumFunction function = CerebellumFunction.INTACT;

  /**
   * Draws the initial parameters.
   *
   * @param settings of the trial
   * @param task what is learnt
   * @param kernel carrier of the hot loops; does not change any result
   * @throws IllegalArgumentException if network and task do not fit
   */
  public RecurrentTrainee(TrialSettings settings, Task task, Kernel kernel) {
    this.settings = settings;
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
    evaluator = new Evaluator(network, task, batchSize);
  }

  private static Optional<SilencedOutputs> silenced(TrialSettings settings, Streams streams) {
    double fraction = settings.lesion().fraction();
    return fraction < 1
        ? Optional.of(SilencedOutputs.draw(settings.network().stateWidth(), fraction, streams))
        : Optional.empty();
  }

  @Override
  public void startEpoch(int epoch) {
    function = settings.lesion().functionIn(epoch);
    learner.startEpoch();
  }

  @Override
  public void update(Batch batch) {
    learner.update(batch, function);
  }

  @Override
  public double loss() {
    return learner.loss();
  }

  @Override
  public double meanLoss() {
    return learner.meanLoss();
  }

  @Override
  public double norm() {
    return learner.norm();
  }

  @Override
  public Evaluation evaluate(Task.Sequences sequences, Batch batch, Runnable beforeEachBatch) {
    return evaluator.evaluate(sequences, batch, beforeEachBatch);
  }

  @Override
  public Parameters parameters() {
    return network.parameters();
  }

  @Override
  public Optimizer optimizer() {
    return learner.optimizer();
  }

  @Override
  public void pack() {
    network.pack();
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
