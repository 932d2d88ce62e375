package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.FeedbackSettings.HiddenState;
import ccrnn.model.feedback.FeedbackSettings.TerminalFeedback;
import ccrnn.model.feedback.FeedbackSettings.Update;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Memory is allocated once and used for every batch: whatever a learner did before, the gradients
 * of a batch are those of a learner that has done nothing, in every bit.
 */
class UsedLearnerTest {
  private static final int BATCH = SmallNetworks.BATCH;

  private record Case(
      CortexKind cortex, Task task, int horizon, TerminalFeedback terminal, Update update) {
    FeedbackSettings feedback() {
      return new FeedbackSettings(horizon, 2, 0.1, terminal, update, HiddenState.RESET);
    }

    Network network() {
      var context =
          task.answer() == Answer.CLASS
              ? CerebellumShape.Context.TARGET
              : CerebellumShape.Context.NONE;
      var cerebellum = new CerebellumShape(6, 2, OptionalInt.empty(), context);
      NetworkShape shape = SmallNetworks.shape(cortex, task, 4, Optional.of(cerebellum));
      return SmallNetworks.speaking(shape, new Truncations(task.steps(), horizon), BATCH);
    }

    Learner learner(Network network) {
      LearningSettings learning =
          new LearningSettings(
              feedback(),
              new Sgd.Settings(0.1, 0, 0),
              new ClipSettings(1, ClipSettings.Scope.LEARNING));
      Streams streams = new Streams(2);
      return new Learner(
          network,
          learning,
          BATCH,
          Optional.of(SilencedOutputs.draw(network.shape().stateWidth(), 0.4, streams)),
          Optional.of(new Dropout(0.3, task.steps() * BATCH * task.inputs(), streams)));
    }

    Batch batch(int capacity) {
      Batch batch = new Batch(capacity, task);
      if (capacity == BATCH) {
        task.training(1, task.batches() - 1, batch);
      } else {
        task.validation(1).next(batch);
      }
      return batch;
    }
  }

  private static List<Case> cases(CortexKind cortex) {
    List<Case> cases = new ArrayList<>();
    for (Task task :
        List.of(
            SmallNetworks.task(3, 0.2), new TinyClasses(BATCH, 2), new TinySentences(BATCH, 2))) {
      for (int horizon : new int[] {3, 10}) {
        for (TerminalFeedback terminal : TerminalFeedback.values()) {
          for (Update update : Update.values()) {
            cases.add(new Case(cortex, task, horizon, terminal, update));
          }
        }
      }
    }
    return cases;
  }

  /** Gradients of all windows, one after the other. */
  private static float[][] gradients(
      Learner learner, Network network, Batch batch, CerebellumFunction function) {
    int windows = learner.windows(batch.steps()).length;
    float[][] gradients = new float[windows][];
    for (int i = 0; i < windows; i++) {
      learner.gradients(batch, i, function);
      gradients[i] = network.parameters().gradients().clone();
    }
    return gradients;
  }

  @ParameterizedTest
  @EnumSource
  void gradientsDoNotDependOnWhatTheLearnerDidBefore(CortexKind cortex) {
    for (Case c : cases(cortex)) {
      Network network = c.network();
      Learner used = c.learner(network);
      for (CerebellumFunction function : CerebellumFunction.values()) {
        for (int size : new int[] {2, BATCH}) {
          Batch batch = c.batch(size);
          Network other = c.network();
          float[][] expected = gradients(c.learner(other), other, batch, function);
          for (CerebellumFunction before : CerebellumFunction.values()) {
            gradients(used, network, c.batch(BATCH), before);
            assertThat(Arrays.deepEquals(gradients(used, network, batch, function), expected))
                .as("%s: %d sequences, %s after %s", c, size, function, before)
                .isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void trueFeedbackDoesNotDependOnWhatTheLearnerDidBefore(CortexKind cortex) {
    for (Case c : cases(cortex)) {
      if (c.update() == Update.PER_BATCH) {
        Network network = c.network();
        Learner used = c.learner(network);
        gradients(used, network, c.batch(BATCH), CerebellumFunction.INTACT);
        trueFeedback(used, c.batch(BATCH), 2);
        Batch batch = c.batch(2);
        float[] expected = trueFeedback(c.learner(c.network()), batch, 2);
        assertThat(trueFeedback(used, batch, 2)).as("%s", c).isEqualTo(expected);
        assertThat(trueFeedback(used, batch, 2)).as("%s again", c).isEqualTo(expected);
      }
    }
  }

  private static float[] trueFeedback(Learner learner, Batch batch, int rounds) {
    Window whole = learner.windows(batch.steps())[0];
    float[] all = learner.decoupling().trueFeedback(batch, whole, rounds).data;
    int width = learner.decoupling().targetFeedback().numCols;
    return Arrays.copyOf(all, whole.truncations().count() * batch.size() * width);
  }

  /** Updates count from 0, and inputs are dropped from the first of them on. */
  @Test
  void inputsAreDroppedFromTheFirstUpdateOn() {
    for (CortexKind cortex : CortexKind.values()) {
      Case c = cases(cortex).get(0);
      Network network = c.network();
      Learner with = c.learner(network);
      Batch batch = c.batch(BATCH);
      float[][] dropped = gradients(with, network, batch, CerebellumFunction.INTACT);
      float[] whole =
          gradients(with.decoupling(), network, with, batch, FeedbackDecoupling.NO_UPDATE);
      float[] first = gradients(with.decoupling(), network, with, batch, 0);
      float[] second = gradients(with.decoupling(), network, with, batch, 1);
      assertThat(first).isEqualTo(dropped[0]).isNotEqualTo(whole).isNotEqualTo(second);
      assertThat(second).isNotEqualTo(whole);
    }
  }

  private static float[] gradients(
      FeedbackDecoupling decoupling, Network network, Learner learner, Batch batch, long update) {
    decoupling.gradients(
        batch,
        learner.windows(batch.steps())[0],
        null,
        CerebellumFunction.INTACT,
        ClipSettings.Scope.LEARNING,
        update);
    return network.parameters().gradients().clone();
  }

  /** Without a cerebellum's learning its gradients are nothing, or counted where asked for. */
  @Test
  void aFrozenCerebellumHasGradientsOnlyWhereTheyCount() {
    for (CortexKind cortex : CortexKind.values()) {
      Case c =
          new Case(cortex, SmallNetworks.task(3), 3, TerminalFeedback.PREDICTED, Update.PER_BATCH);
      Network network = c.network();
      Learner learner = c.learner(network);
      Batch batch = c.batch(BATCH);
      int offset = network.shape().cerebellumOffset();
      float[] intact = gradients(learner, network, batch, CerebellumFunction.INTACT)[0];
      float[] frozen = gradients(learner, network, batch, CerebellumFunction.FROZEN)[0];
      float[] silent = gradients(learner, network, batch, CerebellumFunction.SILENT)[0];
      float[] none = new float[intact.length - offset];
      assertThat(Arrays.copyOfRange(intact, offset, intact.length)).isNotEqualTo(none);
      assertThat(Arrays.copyOfRange(frozen, offset, frozen.length)).isEqualTo(none);
      assertThat(Arrays.copyOfRange(silent, offset, silent.length)).isEqualTo(none);
      assertThat(Arrays.copyOf(frozen, offset))
          .isEqualTo(Arrays.copyOf(intact, offset))
          .isNotEqualTo(Arrays.copyOf(silent, offset));
      learner
          .decoupling()
          .gradients(
              batch,
              learner.windows(batch.steps())[0],
              null,
              CerebellumFunction.FROZEN,
              ClipSettings.Scope.ALL,
              0);
      assertThat(network.parameters().gradients()).isEqualTo(intact);
    }
  }
}
