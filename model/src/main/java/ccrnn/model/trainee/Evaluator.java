package ccrnn.model.trainee;

import ccrnn.model.metric.Dysmetria;
import ccrnn.model.readout.CrossEntropy;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.FMatrixRMaj;

/**
 * Runs the sequences of a task through a network and sums up how it behaves. Owns the memory of one
 * batch of outputs; for trainees whose task has an {@link Answer}.
 */
public final class Evaluator {
  private final Answers answers;
  private final Task task;
  private final FMatrixRMaj output; // trajectories: rows S x B, O; else B, O

  // Sums of the present evaluation.
  private long sequences;
  private long words;
  private double losses;
  private double right;
  private double certainties;
  private final Map<Dysmetria.Definition, Double> dysmetria =
      new EnumMap<>(Dysmetria.Definition.class);
  private final int[] likeliest; // B, index in the output
  private final double[] lossByStep;
  private final long[] sequencesByStep;

  /** What a network answers to a batch. */
  public interface Answers {
    /**
     * Runs the sequences.
     *
     * @param batch inputs, not modified
     */
    void run(Batch batch);

    /**
     * Writes what was answered at one step of the last {@link #run}.
     *
     * @param batch of that run, not modified
     * @param step 0 .. S - 1
     * @param output columns O; B rows from {@code row} on are modified
     * @param row first row of the output
     */
    void readOut(Batch batch, int step, FMatrixRMaj output, int row);
  }

  /**
   * Allocates memory.
   *
   * @param answers of the network
   * @param task tells shapes
   * @param batch most sequences at once
   */
  public Evaluator(Answers answers, Task task, int batch) {
    this.answers = answers;
    this.task = task;
    boolean path = task.answer() == Answer.TRAJECTORY;
    output = new FMatrixRMaj((path ? task.steps() : 1) * batch, task.outputs());
    likeliest = new int[batch];
    lossByStep = new double[task.steps()];
    sequencesByStep = new long[task.steps()];
  }

  /**
   * Evaluates.
   *
   * @param run sequences from their beginning
   * @param batch memory for some of them at once, modified
   * @param beforeEachBatch called before every batch
   * @return behaviour over all of them, without further measures
   */
  public Evaluation evaluate(Task.Sequences run, Batch batch, Runnable beforeEachBatch) {
    clear();
    while (run.next(batch) > 0) {
      beforeEachBatch.run();
      answers.run(batch);
      if (task.answer() == Answer.TRAJECTORY) {
        for (int step = 0; step < batch.steps(); step++) {
          answers.readOut(batch, step, output, step * batch.size());
        }
        addPaths(batch);
      } else {
        int first = task.answer() == Answer.CLASS ? batch.steps() - 1 : 0;
        for (int step = first; step < batch.steps(); step++) {
          answers.readOut(batch, step, output, 0);
          addClasses(batch, step, (step - first) * batch.size());
        }
      }
      sequences += batch.total();
    }
    return task.answer() == Answer.TRAJECTORY ? ofPaths() : ofClasses();
  }

  private void clear() {
    sequences = 0;
    words = 0;
    losses = 0;
    right = 0;
    certainties = 0;
    dysmetria.clear();
    Arrays.fill(lossByStep, 0);
    Arrays.fill(sequencesByStep, 0);
  }

  /** Squared distances of outputs and targets, copies included. */
  private void addPaths(Batch batch) {
    int size = batch.size();
    int width = task.outputs();
    for (int row = 0; row < batch.steps() * size; row++) {
      double squares = 0;
      for (int j = row * width; j < (row + 1) * width; j++) {
        double error = (double) output.data[j] - batch.target().data[j];
        squares += error * error;
      }
      losses += batch.multiplicities()[row % size] * squares;
    }
    if (task.steps() == 1) {
      return; // a single point does not waver
    }
    for (Dysmetria.Definition definition : Dysmetria.Definition.values()) {
      double sum =
          Dysmetria.sum(
              definition, batch.steps(), size, output, batch.target(), batch.multiplicities());
      dysmetria.merge(definition, sum, Double::sum);
    }
  }

  /** Likelihoods of the right classes in the output of one step. */
  private void addClasses(Batch batch, int step, int classAt) {
    int size = batch.size();
    int width = task.outputs();
    float[] copies = batch.multiplicities();
    for (int b = 0; b < size; b++) {
      likeliest[b] = b * width;
      for (int j = b * width + 1; j < (b + 1) * width; j++) {
        likeliest[b] = output.data[j] > output.data[likeliest[b]] ? j : likeliest[b];
      }
    }
    // Leaves the softmax in place, less the copies at the right class.
    double loss =
        CrossEntropy.backward(size, output, 0, batch.classes(), classAt, copies, size, 1f, output);
    for (int b = 0; b < size; b++) {
      boolean isRight = likeliest[b] == b * width + batch.classes()[classAt + b];
      right += isRight ? copies[b] : 0;
      certainties += output.data[likeliest[b]] + (isRight ? copies[b] : 0);
    }
    losses += loss;
    lossByStep[step] += loss;
    words += batch.total();
    sequencesByStep[step] += batch.total();
  }

  private Evaluation ofPaths() {
    return new Evaluation(
        sequences,
        losses / ((double) sequences * task.steps()),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        task.steps() == 1
            ? Optional.empty()
            : Optional.of(
                new Evaluation.Movement(
                    mean(Dysmetria.Definition.LINE_RESIDUAL),
                    mean(Dysmetria.Definition.PATH_DISTANCE),
                    mean(Dysmetria.Definition.SECOND_DIFFERENCE),
                    mean(Dysmetria.Definition.SMOOTHED_DEVIATION))),
        List.of());
  }

  private double mean(Dysmetria.Definition definition) {
    return dysmetria.get(definition) / sequences;
  }

  private Evaluation ofClasses() {
    List<Double> byStep = new ArrayList<>();
    if (task.answer() == Answer.WORDS) {
      for (int step = 0; step < lossByStep.length && sequencesByStep[step] > 0; step++) {
        byStep.add(lossByStep[step] / sequencesByStep[step]);
      }
    }
    return new Evaluation(
        sequences,
        losses / words,
        OptionalDouble.of(right / words),
        OptionalDouble.of(certainties / words),
        Optional.empty(),
        byStep);
  }
}
