package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.FeedbackSettings.HiddenState;
import ccrnn.model.feedback.FeedbackSettings.TerminalFeedback;
import ccrnn.model.feedback.FeedbackSettings.Update;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.GradientClip;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When parameters change, and in which state batches and windows start. */
class LearnerTest {
  private static final int BATCH = SmallNetworks.BATCH;
  private static final CerebellumFunction INTACT = CerebellumFunction.INTACT;

  private static List<Task> tasks() {
    return List.of(
        SmallNetworks.task(3, 0.2), new TinyClasses(BATCH, 2), new TinySentences(BATCH, 2));
  }

  private static LearningSettings settings(int horizon, Update update, HiddenState state) {
    return new LearningSettings(
        new FeedbackSettings(horizon, 2, 0.1, TerminalFeedback.PREDICTED, update, state),
        new Adam.Settings(1e-2, 0.9, 0.98, 1e-9),
        new ClipSettings(0.5, ClipSettings.Scope.ALL));
  }

  private static Network network(CortexKind cortex, Task task, int horizon) {
    return SmallNetworks.speaking(
        SmallNetworks.shape(cortex, task, 5, Optional.of(SmallNetworks.cerebellum(6, 1))),
        new Truncations(task.steps(), horizon),
        BATCH);
  }

  private static Learner learner(Network network, LearningSettings settings) {
    return new Learner(network, settings, BATCH, Optional.empty(), Optional.empty());
  }

  private static Batch batch(Task task, int number) {
    Batch batch = new Batch(BATCH, task);
    task.training(1, number, batch);
    return batch;
  }

  @ParameterizedTest
  @EnumSource
  void aSingleTruncationPerUpdateIsAnUpdatePerBatch(CortexKind cortex) {
    for (Task task : tasks()) {
      for (int horizon : new int[] {task.steps(), task.steps() + 3}) {
        Network one = network(cortex, task, horizon);
        Network other = network(cortex, task, horizon);
        Learner perBatch = learner(one, settings(horizon, Update.PER_BATCH, HiddenState.RESET));
        Learner perTruncation =
            learner(other, settings(horizon, Update.PER_TRUNCATION, HiddenState.RESET));
        for (int i = 0; i < task.batches(); i++) {
          Batch batch = batch(task, i);
          perBatch.update(batch, INTACT);
          perTruncation.update(batch, INTACT);
          assertThat(other.parameters().values()).isEqualTo(one.parameters().values());
          assertThat(perTruncation.loss()).isEqualTo(perBatch.loss());
          assertThat(perTruncation.meanLoss()).isEqualTo(perBatch.meanLoss());
          assertThat(perTruncation.norm()).isEqualTo(perBatch.norm());
        }
        assertThat(perTruncation.optimizer().steps()).isEqualTo(task.batches());
      }
    }
  }

  /** The same updates put together by hand from their parts. */
  @ParameterizedTest
  @EnumSource
  void everyWindowChangesTheParametersAndStartsWhereTheLastOneEnded(CortexKind cortex) {
    for (Task task : tasks()) {
      for (HiddenState hidden : HiddenState.values()) {
        int horizon = 3;
        LearningSettings settings = settings(horizon, Update.PER_TRUNCATION, hidden);
        Network network = network(cortex, task, horizon);
        Learner learner = learner(network, settings);
        ByHand hand = new ByHand(network(cortex, task, horizon), settings);
        long steps = 0;
        for (int i = 0; i < task.batches(); i++) {
          Batch batch = batch(task, i);
          boolean goesOn = hidden == HiddenState.KEEP && hand.size == batch.size();
          hand.update(batch, goesOn);
          learner.update(batch, INTACT);
          assertThat(network.parameters().values()).isEqualTo(hand.values());
          assertThat(learner.loss()).isCloseTo(hand.loss(task.answer()), within(1e-12));
          assertThat(learner.meanLoss()).isCloseTo(hand.words / hand.observed, within(1e-12));
          assertThat(learner.norm()).isCloseTo(hand.norms / hand.windows, within(1e-12));
          steps += hand.windows;
        }
        assertThat(learner.optimizer().steps()).isEqualTo(steps);
      }
    }
  }

  /** What a learner does per truncation, written out. */
  private static final class ByHand {
    private final Network network;
    private final LearningSettings settings;
    private final FeedbackDecoupling decoupling;
    private final Optimizer optimizer;
    private FMatrixRMaj state;
    private int size; // of the last batch

    // Of the last batch.
    private int windows;
    private double losses;
    private double words;
    private double norms;
    private int observed;

    ByHand(Network network, LearningSettings settings) {
      this.network = network;
      this.settings = settings;
      decoupling = SmallNetworks.decoupling(network, settings.feedback(), BATCH);
      int length = network.parameters().values().length;
      optimizer = settings.optimizer().create(length, network.kernel());
    }

    float[] values() {
      return network.parameters().values();
    }

    double loss(Answer answer) {
      return answer == Answer.WORDS ? words / observed : losses;
    }

    void update(Batch batch, boolean goesOn) {
      if (!goesOn) {
        state = null;
      }
      windows = 0;
      losses = 0;
      words = 0;
      norms = 0;
      observed = 0;
      size = batch.size();
      int horizon = settings.feedback().horizon();
      for (int first = 0; first < batch.steps(); first += horizon) {
        int steps = Math.min(horizon, batch.steps() - first);
        Answer answer = network.shape().answer();
        Window window =
            new Window(first, new Truncations(steps, horizon), batch.steps(), answer, 2);
        float[] before = values().clone();
        losses +=
            decoupling.gradients(
                batch, window, state, INTACT, ClipSettings.Scope.ALL, optimizer.steps());
        words += window.observed() * decoupling.meanLoss();
        observed += window.observed();
        windows++;
        FMatrixRMaj all = network.cortex().boundaries();
        int width = all.numCols;
        int from = (state == null ? 1 : size) * width;
        state =
            new FMatrixRMaj(
                size, width, true, Arrays.copyOfRange(all.data, from, from + size * width));
        float[] gradients = network.parameters().gradients();
        GradientClip clip = new GradientClip(network.kernel());
        double norm = clip.norm(gradients, gradients.length);
        norms += norm;
        clip.apply(norm, 0.5, gradients, gradients.length);
        optimizer.step(values(), gradients, gradients.length);
        network.pack();
        assertThat(values()).isNotEqualTo(before);
      }
    }
  }

  private static float[] gradients(Learner learner, Network network, Batch batch) {
    learner.gradients(batch, 0, INTACT);
    return network.parameters().gradients().clone();
  }

  private static float[] startingFrom(
      Network network, LearningSettings settings, Batch batch, FMatrixRMaj start) {
    Window all =
        new Window(
            0, network.truncations(batch.steps()), batch.steps(), network.shape().answer(), 2);
    SmallNetworks.decoupling(network, settings.feedback(), BATCH)
        .gradients(batch, all, start, INTACT, ClipSettings.Scope.ALL, 0);
    return network.parameters().gradients().clone();
  }

  @ParameterizedTest
  @EnumSource
  void aKeptStateStartsTheNextBatchOfTheSameSizeAndEpoch(CortexKind cortex) {
    for (Task task : tasks()) {
      LearningSettings keep = settings(3, Update.PER_BATCH, HiddenState.KEEP);
      Network network = network(cortex, task, 3);
      Network twin = network(cortex, task, 3);
      Learner learner = learner(network, keep);
      learner.startEpoch();
      Batch first = batch(task, 0);
      Batch second = batch(task, 1);
      if (task.answer() == Answer.TRAJECTORY) {
        assertThat(second.size()).isEqualTo(first.size());
      }

      float[] zero = gradients(learner, network, first);
      assertThat(zero).isEqualTo(startingFrom(twin, keep, first, null));
      FMatrixRMaj end = endOf(twin, first);
      float[] kept = gradients(learner, network, second);
      assertThat(kept)
          .isEqualTo(startingFrom(twin, keep, second, end))
          .isNotEqualTo(startingFrom(twin, keep, second, null));

      learner.startEpoch();
      assertThat(gradients(learner, network, second))
          .isEqualTo(startingFrom(twin, keep, second, null));

      Batch smaller = new Batch(2, task);
      task.validation(1).next(smaller);
      assertThat(gradients(learner, network, smaller))
          .isEqualTo(startingFrom(twin, keep, smaller, null));
      // The state of the smaller one is no start for the larger, but for one of its own size.
      gradients(learner, network, smaller);
      assertThat(gradients(learner, network, first))
          .isEqualTo(startingFrom(twin, keep, first, null));
      gradients(learner, network, smaller);
      startingFrom(twin, keep, smaller, null);
      FMatrixRMaj endOfSmaller = endOf(twin, smaller);
      assertThat(gradients(learner, network, smaller))
          .isEqualTo(startingFrom(twin, keep, smaller, endOfSmaller));
    }
  }

  /** Where sequences that started in the zero state ended. */
  private static FMatrixRMaj endOf(Network network, Batch batch) {
    FMatrixRMaj all = network.cortex().boundaries();
    int block = batch.size() * all.numCols;
    int from = all.numCols + (network.truncations(batch.steps()).count() - 1) * block;
    float[] end = Arrays.copyOfRange(all.data, from, from + block);
    return new FMatrixRMaj(batch.size(), all.numCols, true, end);
  }

  @ParameterizedTest
  @EnumSource
  void aResetStateDoesNotDependOnTheBatchBefore(CortexKind cortex) {
    for (Task task : tasks()) {
      for (Update update : Update.values()) {
        LearningSettings reset = settings(3, update, HiddenState.RESET);
        Network network = network(cortex, task, 3);
        Learner used = learner(network, reset);
        for (int i = 0; i < used.windows(batch(task, 0).steps()).length; i++) {
          used.gradients(batch(task, 0), i, INTACT);
        }
        Network other = network(cortex, task, 3);
        assertThat(gradients(used, network, batch(task, 1)))
            .isEqualTo(gradients(learner(other, reset), other, batch(task, 1)));
      }
    }
  }
}
