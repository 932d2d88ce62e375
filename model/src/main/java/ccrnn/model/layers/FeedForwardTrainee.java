package ccrnn.model.layers;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.GradientClip;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import java.util.List;
import java.util.OptionalDouble;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network as it learns. All memory is allocated here and none per batch.
 *
 * <p>Records and evaluations read as those of the recurrent networks with S = 1: losses are squared
 * distances to the target, mean over sequences. The training loss is that of the network as it
 * trains, on predicted activity where there is one; validation and test run without cerebella. A
 * single point does not waver, so there is no dysmetria.
 */
public final class FeedForwardTrainee implements Trainee {
  private final FeedForwardSettings settings;
  private final FeedForwardNetwork network;
  private final LayerDecoupling decoupling;
  private final GradientClip clip;
  private final Optimizer optimizer;
  private final Task task;
  private final Batch batch;
  private final FMatrixRMaj output; // B x O

  /**
   * Draws the initial parameters.
   *
   * @param settings of the trial
   * @param task what is learnt: points, in a single step
   * @param kernel carrier of the hot loops; does not change any result
   * @throws IllegalArgumentException if the task has several steps or does not ask for points
   */
  public FeedForwardTrainee(FeedForwardSettings settings, Task task, Kernel kernel) {
    if (task.answer() != Answer.TRAJECTORY || task.steps() != 1) {
      throw new IllegalArgumentException(
          "a feed-forward network answers with one point, not with %s of %d steps"
              .formatted(task.answer(), task.steps()));
    }
    this.settings = settings;
    this.task = task;
    batch = new Batch(settings.batchSize(), task);
    network = new FeedForwardNetwork(settings, task.inputs(), task.outputs(), kernel);
    decoupling = new LayerDecoupling(network, task.outputs());
    clip = new GradientClip(kernel);
    optimizer = settings.optimizer().create(network.parameters().layout().length(), kernel);
    output = new FMatrixRMaj(settings.batchSize(), task.outputs());
  }

  @Override
  public int batches(int epoch) {
    return task.batches();
  }

  @Override
  public void update(int epoch, int number, Tally tally) {
    task.training(epoch, number, batch);
    tally.loss(batch.total(), decoupling.gradients(batch));
    tally.norm(apply());
  }

  /** Clips the gradients, changes the parameters, and returns the norm before clipping. */
  private double apply() {
    float[] gradients = network.parameters().gradients();
    double norm = clip.norm(gradients, gradients.length);
    clip.apply(norm, settings.clipNorm(), gradients, gradients.length);
    optimizer.step(network.parameters().values(), gradients, gradients.length);
    network.pack();
    return norm;
  }

  @Override
  public Evaluation validate(int epoch, Runnable beforeEachBatch) {
    return evaluate(task.validation(epoch), beforeEachBatch);
  }

  @Override
  public Evaluation test(int epoch, Runnable beforeEachBatch) {
    return evaluate(task.test(), beforeEachBatch);
  }

  private Evaluation evaluate(Task.Sequences sequences, Runnable beforeEachBatch) {
    long count = 0;
    double squares = 0;
    while (sequences.next(batch) > 0) {
      beforeEachBatch.run();
      network.predict(batch.size(), batch.input(), output);
      squares += squaredErrors();
      count += batch.total();
    }
    return Evaluation.of(count, squares / count);
  }

  /** Squared distance of outputs and targets, summed over sequences, copies included. */
  private double squaredErrors() {
    int width = output.numCols;
    double sum = 0;
    for (int row = 0; row < batch.size(); row++) {
      double squares = 0;
      for (int j = row * width; j < (row + 1) * width; j++) {
        double error = (double) output.data[j] - batch.target().data[j];
        squares += error * error;
      }
      sum += batch.multiplicities()[row] * squares;
    }
    return sum;
  }

  @Override
  public OptionalDouble learningRate() {
    return OptionalDouble.of(optimizer.learningRate());
  }

  @Override
  public void learningRate(double rate) {
    optimizer.learningRate(rate);
  }

  @Override
  public List<Parameters> parameters() {
    return List.of(network.parameters());
  }

  @Override
  public Memory memory() {
    return Memory.writer().parameters(network.parameters(), optimizer).end();
  }

  @Override
  public void restore(Memory memory) {
    Memory.Reader reader = memory.reader();
    reader.parameters(network.parameters(), optimizer);
    reader.end();
    network.pack();
  }

  /**
   * The network under training, for probes and tests.
   *
   * @return the network itself
   */
  public FeedForwardNetwork network() {
    return network;
  }
}
