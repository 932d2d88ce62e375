package ccrnn.model.feedback;

import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every gradient against finite differences of a 64-bit reference, over kinds of cortex, depths of
 * the cerebellum, horizons (also such that do not divide the sequence) and intervals. Checks 4 and
 * 5 of the acceptance list for the algorithm.
 */
class GradientTest {
  private static final int BATCH = 2;

  record Case(
      CortexKind cortex,
      int layers,
      int horizon,
      int interval,
      FeedbackSettings.TerminalFeedback end) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    var predicted = FeedbackSettings.TerminalFeedback.PREDICTED;
    for (CortexKind cortex : CortexKind.values()) {
      for (int layers = 0; layers <= 2; layers++) {
        cases.add(new Case(cortex, layers, 1, 2, predicted));
        cases.add(new Case(cortex, layers, 3, 2, predicted));
        cases.add(new Case(cortex, layers, 4, 1, FeedbackSettings.TerminalFeedback.NONE));
        cases.add(new Case(cortex, layers, 10, 3, predicted));
      }
    }
    cases.add(new Case(CortexKind.LSTM, 1, 2, 5, predicted));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfTheSurrogate(Case c) {
    check(c).run();
  }

  @Test
  void aSilentCerebellumLeavesTruncatedBackpropagation() {
    for (CortexKind cortex : CortexKind.values()) {
      var c = new Case(cortex, 1, 3, 2, FeedbackSettings.TerminalFeedback.PREDICTED);
      check(c).silent().run();
    }
  }

  @Test
  void silencedOutputsTeachNothingAndLearnNothing() {
    for (int layers = 0; layers <= 2; layers++) {
      for (CortexKind cortex : CortexKind.values()) {
        var end = FeedbackSettings.TerminalFeedback.PREDICTED;
        var c = new Case(cortex, layers, 3, 2, end);
        int width = SmallNetworks.crnn(cortex, 3).stateWidth();
        check(c).partial(SilencedOutputs.draw(width, 0.4, new Streams(1))).run();
      }
    }
  }

  private static GradientCheck check(Case c) {
    NetworkShape shape = SmallNetworks.ccrnn(c.cortex(), 3, 5, c.layers());
    LineDrawing task = SmallNetworks.task(3, 0.5);
    Truncations truncations = new Truncations(task.steps(), c.horizon());
    Network network = SmallNetworks.speaking(shape, truncations, BATCH);
    Batch batch = new Batch(BATCH, task);
    task.validation(1).next(batch);
    var settings = new FeedbackSettings(c.horizon(), c.interval(), 0.1, c.end());
    return new GradientCheck(c, network, settings, batch);
  }
}
