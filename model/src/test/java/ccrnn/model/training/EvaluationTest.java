package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.GreedyWords;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.metric.Dysmetria;
import ccrnn.model.metric.Dysmetria.Definition;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import ccrnn.model.trainee.Evaluation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Evaluations of trajectories against direct sums, and what is likeliest among equals. */
class EvaluationTest {
  private static Trainer<RecurrentTrainee> trainer(Task task, int batch) {
    NetworkShape shape =
        SmallNetworks.shape(CortexKind.LSTM, task, 8, Optional.of(SmallNetworks.cerebellum(6, 1)));
    TrialSettings settings =
        new TrialSettings(shape, SmallNetworks.learning(3, 1), Lesion.NONE, batch, 3);
    return SmallNetworks.trainer(settings, task, Kernel.PLAIN, () -> false);
  }

  /** With noise there are several batches; without, copies are merged. */
  @Test
  void pathsAreJudgedAtEveryStepAndByEveryDefinitionOfDysmetria() {
    for (double noise : new double[] {0, 0.3}) {
      LineDrawing task = SmallNetworks.task(5, noise);
      Trainer<RecurrentTrainee> trainer = trainer(task, SmallNetworks.BATCH);
      trainer.trainEpoch();
      trainer.trainEpoch();
      Evaluation found = trainer.trainee().evaluate(task.validation(1), () -> {});

      Batch batch = new Batch(SmallNetworks.BATCH, task);
      FMatrixRMaj output = new FMatrixRMaj(task.steps() * SmallNetworks.BATCH, 2);
      Task.Sequences run = task.validation(1);
      int total = 0;
      double squares = 0;
      Map<Definition, Double> sums = new EnumMap<>(Definition.class);
      while (run.next(batch) > 0) {
        trainer.trainee().network().predict(batch, output);
        total += batch.total();
        for (int t = 0; t < task.steps(); t++) {
          for (int b = 0; b < batch.size(); b++) {
            for (int axis = 0; axis < 2; axis++) {
              int row = t * batch.size() + b;
              double error = (double) output.get(row, axis) - batch.target().get(row, axis);
              squares += batch.multiplicities()[b] * error * error;
            }
          }
        }
        for (Definition definition : Definition.values()) {
          sums.merge(
              definition,
              Dysmetria.sum(
                  definition,
                  task.steps(),
                  batch.size(),
                  output,
                  batch.target(),
                  batch.multiplicities()),
              Double::sum);
        }
      }
      assertThat(total).isEqualTo(20);
      assertThat(found.sequences()).isEqualTo(20);
      assertThat(found.loss()).isCloseTo(squares / (20 * 10), within(1e-9));
      Evaluation.Movement movement = found.movement().orElseThrow();
      assertThat(movement.lineResidual())
          .isPositive()
          .isCloseTo(sums.get(Definition.LINE_RESIDUAL) / 20, within(1e-12));
      assertThat(movement.pathDistance())
          .isPositive()
          .isCloseTo(sums.get(Definition.PATH_DISTANCE) / 20, within(1e-12));
      assertThat(movement.secondDifference())
          .isPositive()
          .isCloseTo(sums.get(Definition.SECOND_DIFFERENCE) / 20, within(1e-12));
      assertThat(movement.smoothedDeviation())
          .isPositive()
          .isCloseTo(sums.get(Definition.SMOOTHED_DEVIATION) / 20, within(1e-12));
      assertThat(found.accuracy()).isEmpty();
      assertThat(found.certainty()).isEmpty();
      assertThat(found.lossByStep()).isEmpty();
    }
  }

  /** A network without any weight finds all classes equally likely: the first of them counts. */
  @Test
  void amongEquallyLikelyClassesTheFirstCounts() {
    for (Task task : new Task[] {new TinyClasses(4, 1), new TinySentences(4, 1)}) {
      Trainer<RecurrentTrainee> trainer = trainer(task, 4);
      Parameters parameters = trainer.trainee().network().parameters();
      Arrays.fill(parameters.values(), 0f);
      trainer.trainee().network().pack();
      Evaluation found = trainer.trainee().evaluate(task.validation(1), () -> {});

      Batch batch = new Batch(4, task);
      Task.Sequences run = task.validation(1);
      double first = 0;
      double all = 0;
      while (run.next(batch) > 0) {
        int places = task instanceof TinySentences ? batch.steps() : 1;
        for (int i = 0; i < places * batch.size(); i++) {
          float copies = batch.multiplicities()[i % batch.size()];
          first += batch.classes()[i] == 0 ? copies : 0;
          all += copies;
        }
      }
      assertThat(found.accuracy()).hasValue(first / all);
      assertThat(first).isPositive();
      assertThat(found.certainty().orElseThrow()).isCloseTo(1.0 / task.outputs(), within(1e-6));
      assertThat(found.loss()).isCloseTo(Math.log(task.outputs()), within(1e-6));
    }
  }

  @Test
  void amongEquallyLikelyWordsTheFirstIsWritten() {
    TinySentences task = new TinySentences(3, 1);
    var network =
        SmallNetworks.speaking(
            SmallNetworks.shape(CortexKind.TANH, task, 4, Optional.empty()),
            new Truncations(task.steps(), 2),
            3);
    Arrays.fill(network.parameters().values(), 0f);
    network.pack();
    FMatrixRMaj features = new FMatrixRMaj(3, TinySentences.INPUTS);
    GreedyWords greedy = new GreedyWords(network, 3);
    assertThat(greedy.write(3, features, 4)).containsOnly(0).hasSize(12);
    float[] bias = new float[TinySentences.WORDS];
    bias[5] = 1;
    bias[7] = 1;
    network.parameters().replaceValues("readout.bias", bias);
    network.pack();
    assertThat(greedy.write(3, features, 4)).containsOnly(5);
  }
}
