package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.OptimizerKind;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.DigitTask;
import ccrnn.model.task.Digits;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.training.Trainer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Evaluations of classes and words against direct sums in 64 bits. */
class EvaluatorTest {
  private static Trainer<RecurrentTrainee> trainer(CortexKind cortex, Task task, int batch) {
    LearningSettings learning =
        new LearningSettings(
            SmallNetworks.learning(3, 1).feedback(),
            OptimizerKind.ADAM.published(0.02, 0),
            new ClipSettings(0, ClipSettings.Scope.ALL));
    TrialSettings settings =
        new TrialSettings(
            SmallNetworks.shape(cortex, task, 8, Optional.of(SmallNetworks.cerebellum(6, 1))),
            learning,
            Lesion.NONE,
            batch,
            3);
    return SmallNetworks.trainer(settings, task, Kernel.PLAIN, () -> false);
  }

  /** Sums over the last step, or over all. */
  private static final class Direct {
    private long sequences;
    private double count;
    private double losses;
    private double right;
    private double certainties;
    private final double[] lossesByStep;
    private final double[] countByStep;

    Direct(Network network, Task task) {
      lossesByStep = new double[task.steps()];
      countByStep = new double[task.steps()];
      Batch batch = new Batch(SmallNetworks.BATCH, task);
      FMatrixRMaj output = new FMatrixRMaj(task.steps() * SmallNetworks.BATCH, task.outputs());
      Task.Sequences run = task.validation(1);
      while (run.next(batch) > 0) {
        network.predict(batch, output);
        boolean words = task.answer() == Answer.WORDS;
        for (int t = words ? 0 : batch.steps() - 1; t < batch.steps(); t++) {
          for (int b = 0; b < batch.size(); b++) {
            int place = words ? t * batch.size() + b : b;
            add(output, t * batch.size() + b, batch.classes()[place], t, batch.multiplicities()[b]);
          }
        }
        sequences += batch.total();
      }
    }

    private void add(FMatrixRMaj output, int row, int rightOne, int step, double copies) {
      double sum = 0;
      int best = 0;
      for (int j = 0; j < output.numCols; j++) {
        sum += StrictMath.exp(output.get(row, j));
        best = output.get(row, j) > output.get(row, best) ? j : best;
      }
      double loss = -StrictMath.log(StrictMath.exp(output.get(row, rightOne)) / sum);
      losses += copies * loss;
      lossesByStep[step] += copies * loss;
      right += best == rightOne ? copies : 0;
      certainties += copies * StrictMath.exp(output.get(row, best)) / sum;
      count += copies;
      countByStep[step] += copies;
    }
  }

  private static void check(CortexKind cortex, Task task) {
    Trainer<RecurrentTrainee> trainer = trainer(cortex, task, SmallNetworks.BATCH);
    for (int epoch = 0; epoch < 5; epoch++) {
      trainer.trainEpoch();
    }
    Evaluation found = trainer.trainee().evaluate(task.validation(1), () -> {});
    Direct direct = new Direct(trainer.trainee().network(), task);
    assertThat(found.sequences()).isEqualTo(direct.sequences);
    assertThat(found.loss()).isCloseTo(direct.losses / direct.count, within(1e-6));
    assertThat(found.accuracy().orElseThrow())
        .isEqualTo(direct.right / direct.count)
        .isBetween(0.01, 0.99);
    assertThat(found.certainty().orElseThrow())
        .isCloseTo(direct.certainties / direct.count, within(1e-6));
    assertThat(found.movement()).isEmpty();
    if (task.answer() == Answer.WORDS) {
      assertThat(found.lossByStep()).hasSize(TinySentences.LONGEST);
      for (int t = 0; t < TinySentences.LONGEST; t++) {
        assertThat(found.lossByStep().get(t))
            .isCloseTo(direct.lossesByStep[t] / direct.countByStep[t], within(1e-6));
      }
      // Fewer sentences reach the last place.
      assertThat(direct.countByStep[TinySentences.LONGEST - 1]).isLessThan(direct.countByStep[0]);
    } else {
      assertThat(found.lossByStep()).isEmpty();
    }
    assertThat(trainer.trainee().evaluate(task.validation(1), () -> {})).isEqualTo(found);

    Trainer<RecurrentTrainee> smaller = trainer(cortex, task, 2);
    smaller.restore(trainer.state());
    Evaluation inPieces = smaller.trainee().evaluate(task.validation(1), () -> {});
    assertThat(inPieces.loss()).isCloseTo(found.loss(), within(1e-12));
    assertThat(inPieces.accuracy()).isEqualTo(found.accuracy());
  }

  @Test
  void classesAreJudgedAfterTheLastStep() {
    for (CortexKind cortex : CortexKind.values()) {
      check(cortex, new TinyClasses(SmallNetworks.BATCH, 5));
    }
  }

  @Test
  void wordsAreJudgedAtEveryStep() {
    for (CortexKind cortex : CortexKind.values()) {
      check(cortex, new TinySentences(SmallNetworks.BATCH, 5));
    }
  }

  /** Losses by place end where the last sentence does. */
  @Test
  void placesThatNoSentenceReachesHaveNoLoss() {
    TinySentences task = new TinySentences(SmallNetworks.BATCH, 5);
    Trainer<RecurrentTrainee> trainer = trainer(CortexKind.LSTM, task, SmallNetworks.BATCH);
    Task.Sequences all = task.validation(1);
    boolean[] done = {false};
    Evaluation shortest =
        trainer
            .trainee()
            .evaluate(
                into -> {
                  if (done[0]) {
                    return 0;
                  }
                  done[0] = true;
                  return all.next(into);
                },
                () -> {});
    assertThat(shortest.lossByStep()).hasSize(TinySentences.SHORTEST);
    double mean = shortest.lossByStep().stream().mapToDouble(loss -> loss).average().orElseThrow();
    assertThat(shortest.loss()).isCloseTo(mean, within(1e-12));
  }

  @Test
  void theBatchLoopOfClassesAllocatesNothingThatGrowsWithTheNetwork() {
    byte[] pixels = new byte[100 * Digits.PIXELS];
    byte[] labels = new byte[100];
    new Random(1).nextBytes(pixels);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 10);
    }
    Digits digits = new Digits(pixels, labels);
    var settings =
        new DigitTask.Settings(DigitTask.Kind.RECOGNITION, 112, DigitTask.Order.SHUFFLED);
    DigitTask task = new DigitTask(settings, digits, digits, 10, new Streams(1));
    Trainer<RecurrentTrainee> trainer = trainer(CortexKind.LSTM, task, 10);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int epoch = 0; epoch < 3; epoch++) {
      trainer.trainEpoch();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int epoch = 0; epoch < 50; epoch++) {
      trainer.trainEpoch();
    }
    long perBatch = (threads.getCurrentThreadAllocatedBytes() - before) / (50 * 10);
    // The scores of a batch alone take 400 bytes, its inputs 31 KB.
    assertThat(perBatch).isLessThan(300);
  }
}
