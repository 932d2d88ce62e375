package ccrnn.model.feedback;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cerebellum.CerebellumShape.Context;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.FeedbackSettings.HiddenState;
import ccrnn.model.feedback.FeedbackSettings.TerminalFeedback;
import ccrnn.model.feedback.FeedbackSettings.Update;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gradient against finite differences of a 64-bit reference, for classes and words, with
 * context, copies, given start states, windows and dropout.
 */
class AnswerGradientTest {
  private static final int BATCH = 3;

  record Case(
      CortexKind cortex,
      Answer answer,
      Context context,
      int layers,
      int horizon,
      TerminalFeedback end) {

    Task task() {
      return switch (answer) {
        case TRAJECTORY -> SmallNetworks.task(3, 0.5);
        case CLASS -> new TinyClasses(BATCH, 1);
        case WORDS -> new TinySentences(BATCH, 1);
      };
    }

    GradientCheck check(int batchNumber, Update update) {
      Task task = task();
      var cerebellum = new CerebellumShape(5, layers, OptionalInt.empty(), context);
      NetworkShape shape = SmallNetworks.shape(cortex, task, 3, Optional.of(cerebellum));
      Truncations truncations = new Truncations(task.steps(), horizon);
      Network network = SmallNetworks.speaking(shape, truncations, BATCH);
      Batch batch = new Batch(BATCH, task);
      if (answer == Answer.TRAJECTORY) { // training would fill another number
        task.validation(1).next(batch);
      } else {
        task.training(1, batchNumber, batch);
      }
      batch.multiplicities()[1] = 3;
      var settings = new FeedbackSettings(horizon, 2, 0.1, end, update, HiddenState.RESET);
      return new GradientCheck(this, network, settings, batch);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (CortexKind cortex : CortexKind.values()) {
      for (int layers = 0; layers <= 1; layers++) {
        for (int horizon : new int[] {1, 3, 7}) {
          var predicted = TerminalFeedback.PREDICTED;
          cases.add(new Case(cortex, Answer.CLASS, Context.NONE, layers, horizon, predicted));
          cases.add(new Case(cortex, Answer.CLASS, Context.TARGET, layers, horizon, predicted));
          cases.add(new Case(cortex, Answer.WORDS, Context.NONE, layers, horizon, predicted));
        }
        var none = TerminalFeedback.NONE;
        cases.add(new Case(cortex, Answer.CLASS, Context.TARGET, layers, 2, none));
        cases.add(new Case(cortex, Answer.WORDS, Context.NONE, layers, 2, none));
      }
      cases.add(new Case(cortex, Answer.CLASS, Context.TARGET, 2, 3, TerminalFeedback.PREDICTED));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheSurrogate(Case c) {
    // Sentences of each batch have a length of their own.
    for (int batch = 0; batch < (c.answer() == Answer.WORDS ? 3 : 1); batch++) {
      c.check(batch, Update.PER_BATCH).run();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aGivenStartStateCounts(Case c) {
    c.check(0, Update.PER_BATCH).start(states(c)).run();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyWindowHasItsOwnGradients(Case c) {
    int steps = c.answer() == Answer.WORDS ? TinySentences.SHORTEST + 1 : TinyClasses.STEPS;
    windows(c, steps);
  }

  @Test
  void everyWindowOfATrajectoryHasItsOwnGradients() {
    for (CortexKind cortex : CortexKind.values()) {
      for (int horizon : new int[] {1, 3, 4}) {
        for (TerminalFeedback end : TerminalFeedback.values()) {
          windows(new Case(cortex, Answer.TRAJECTORY, Context.NONE, 1, horizon, end), 10);
        }
      }
    }
  }

  private static void windows(Case c, int steps) {
    int horizon = Math.min(c.horizon(), steps);
    for (int first = 0; first < steps; first += horizon) {
      int length = Math.min(horizon, steps - first);
      c.check(1, Update.PER_TRUNCATION)
          .window(first, new Truncations(length, horizon))
          .start(first == 0 ? null : states(c))
          .run();
    }
  }

  @Test
  void droppedInputsTeachNothing() {
    for (CortexKind cortex : CortexKind.values()) {
      for (Answer answer : Answer.values()) {
        for (int horizon : new int[] {1, 3, 10}) {
          var c = new Case(cortex, answer, Context.NONE, 1, horizon, TerminalFeedback.PREDICTED);
          c.check(1, Update.PER_BATCH).dropout(0.4, 5).run();
          c.check(1, Update.PER_TRUNCATION)
              .window(2, new Truncations(Math.min(horizon, 3), horizon))
              .start(states(c))
              .dropout(0.4, 6)
              .run();
        }
      }
    }
  }

  @Test
  void trueFeedbackIsTheGradientOfTheWholeLossToCome() {
    for (CortexKind cortex : CortexKind.values()) {
      for (Answer answer : Answer.values()) {
        Context context = answer == Answer.CLASS ? Context.TARGET : Context.NONE;
        for (int horizon : new int[] {1, 3, 10}) {
          var c = new Case(cortex, answer, context, 1, horizon, TerminalFeedback.PREDICTED);
          int steps = answer == Answer.WORDS ? TinySentences.SHORTEST + 1 : c.task().steps();
          int count = new Truncations(steps, horizon).count();
          for (int rounds : new int[] {1, 2, count}) { // fewer see no farther than that many
            c.check(1, Update.PER_BATCH).runTrueFeedback(Math.min(rounds, count));
          }
        }
      }
    }
  }

  private static FMatrixRMaj states(Case c) {
    int width = SmallNetworks.crnn(c.cortex(), 3).stateWidth();
    FMatrixRMaj states = new FMatrixRMaj(BATCH, width);
    var random = new SplittableRandom(8);
    for (int i = 0; i < states.data.length; i++) {
      states.data[i] = (float) (2 * random.nextDouble() - 1);
    }
    return states;
  }
}
