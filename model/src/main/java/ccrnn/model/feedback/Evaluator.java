package ccrnn.model.feedback;

import ccrnn.model.metric.Dysmetria;
import ccrnn.model.readout.CrossEntropy;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.FMatrixRMaj;

/** Runs sequences through a network and sums up how it behaves. Owns the memory of one batch. */
final class Evaluator {
  private final Network network;
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

  /**
   * Allocates memory.
   *
   * @param network runs
   * @param task tells shapes
   * @param batch most sequences at once
   */
  Evaluator(Network network, Task task, int batch) {
    this.network = network;
    this.task = task;
    boolean path = task.answer() == Answer.TRAJECTORY;
    output = new FMatrixRMaj((path ? task.steps() : 1) * batch, task.outputs());
    likeliest = new int[batch];
    lossByStep = new double[task.steps()];
    sequencesByStep = new long[task.steps()];
  }

  Evaluation evaluate(Task.Sequences run, Batch batch, Runnable beforeEachBatch) {
    clear();
    while (run.next(batch) > 0) {
      beforeEachBatch.run();
      if (task.answer() == Answer.TRAJECTORY) {
        network.predict(batch, output);
        addPaths(batch);
      } else {
        network.run(batch);
        int first = task.answer() == Answer.CLASS ? batch.steps() - 1 : 0;
        for (int step = first; step < batch.steps(); step++) {
          network.readOut(batch.steps(), step, output, 0);
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
        Optional.of(
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
