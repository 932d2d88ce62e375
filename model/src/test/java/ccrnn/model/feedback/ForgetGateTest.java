package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.TinySentences;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgetGateTest {
  private static final int BATCH = 4;
  private static final TinySentences TASK = new TinySentences(BATCH, 1);

  private static LearningSettings settings(ForgetGate forgetGate) {
    return new LearningSettings(
        new FeedbackSettings(
            2,
            1,
            0.1,
            FeedbackSettings.TerminalFeedback.PREDICTED,
            FeedbackSettings.Update.PER_TRUNCATION,
            FeedbackSettings.HiddenState.KEEP),
        new Adam.Settings(0.3, 0.9, 0.999, 1e-8),
        new ClipSettings(0, ClipSettings.Scope.ALL),
        forgetGate,
        0);
  }

  /** How many of the values lie outside the bounds of a forget gate; and of one gate alone. */
  private static int outside(Parameters parameters, int units, int gate) {
    int outside = 0;
    for (String name : new String[] {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
      Block block = parameters.layout().block("cortex." + name);
      boolean bias = name.startsWith("bias");
      int rows = units * block.columns();
      for (int i = gate * rows; i < (gate + 1) * rows; i++) {
        float value = parameters.values()[block.offset() + i];
        boolean inside = bias ? value >= -10 && value <= 0 : value >= 0 && value <= 0.1f;
        outside += inside ? 0 : 1;
      }
    }
    return outside;
  }

  @Test
  void theBoundsHoldFromTheStartAndAfterEveryUpdateForThatGateAlone() {
    for (int units : new int[] {1, 5}) { // with one unit a weight matrix looks like a bias
      NetworkShape shape =
          SmallNetworks.shape(
              CortexKind.LSTM, TASK, units, Optional.of(SmallNetworks.cerebellum(4, 1)));
      Truncations truncations = new Truncations(TASK.steps(), 2);
      Network network = network(shape, truncations);
      assertThat(outside(network.parameters(), units, 1)).isPositive();
      float[] before = network.parameters().values().clone();
      Learner learner =
          new Learner(
              network, settings(ForgetGate.FORCED), BATCH, Optional.empty(), Optional.empty());
      assertThat(outside(network.parameters(), units, 1)).isZero();
      onlyForgetGatesDiffer(network.parameters(), before, units);

      Batch batch = new Batch(BATCH, TASK);
      for (int i = 0; i < 12; i++) {
        TASK.training(1, i % 3, batch);
        for (int w = 0; w < learner.windows(batch.steps()).length; w++) {
          learner.gradients(batch, w, CerebellumFunction.INTACT);
          learner.apply(CerebellumFunction.INTACT);
          assertThat(outside(network.parameters(), units, 1)).isZero();
        }
      }
      for (int gate : new int[] {0, 2, 3}) {
        assertThat(outside(network.parameters(), units, gate)).isPositive();
      }
    }
  }

  private static Network network(NetworkShape shape, Truncations truncations) {
    return Network.initialised(
        shape, truncations, BATCH, InitialWeights.PUBLISHED, new Streams(2), Kernel.PLAIN);
  }

  private static void onlyForgetGatesDiffer(Parameters parameters, float[] before, int units) {
    for (Block block : parameters.layout().blocks()) {
      int rows = units * block.columns();
      boolean cortex = block.name().startsWith("cortex.");
      for (int i = 0; i < block.length(); i++) {
        if (!cortex || i / rows != 1) {
          assertThat(parameters.values()[block.offset() + i]).isEqualTo(before[block.offset() + i]);
        }
      }
    }
  }

  @Test
  void theNetworkRunsWithTheBoundedValues() {
    NetworkShape shape = SmallNetworks.shape(CortexKind.LSTM, TASK, 5, Optional.empty());
    Truncations truncations = new Truncations(TASK.steps(), 2);
    Network network = network(shape, truncations);
    Learner learner =
        new Learner(
            network, settings(ForgetGate.FORCED), BATCH, Optional.empty(), Optional.empty());
    Batch batch = new Batch(BATCH, TASK);
    TASK.training(1, 0, batch);
    learner.update(batch, CerebellumFunction.INTACT);
    network.run(batch);
    float[] outputs = network.cortex().outputs().data.clone();
    network.pack();
    network.run(batch);
    assertThat(network.cortex().outputs().data).isEqualTo(outputs);
  }

  @Test
  void theNetworkRunsWithTheBoundedValuesBeforeTheFirstUpdate() {
    NetworkShape shape = SmallNetworks.shape(CortexKind.LSTM, TASK, 5, Optional.empty());
    Network network = network(shape, new Truncations(TASK.steps(), 2));
    Batch batch = new Batch(BATCH, TASK);
    TASK.training(1, 0, batch);
    network.run(batch);
    float[] free = network.cortex().outputs().data.clone();
    assertThat(
            new Learner(
                network, settings(ForgetGate.FORCED), BATCH, Optional.empty(), Optional.empty()))
        .isNotNull();
    network.run(batch);
    float[] bounded = network.cortex().outputs().data.clone();
    network.pack();
    network.run(batch);
    assertThat(bounded).isEqualTo(network.cortex().outputs().data).isNotEqualTo(free);
  }

  @Test
  void freeGatesAreLeftAlone() {
    NetworkShape shape = SmallNetworks.shape(CortexKind.LSTM, TASK, 5, Optional.empty());
    Network network = network(shape, new Truncations(TASK.steps(), 2));
    float[] before = network.parameters().values().clone();
    var unused =
        new Learner(network, settings(ForgetGate.FREE), BATCH, Optional.empty(), Optional.empty());
    assertThat(unused.optimizer().steps()).isZero();
    assertThat(network.parameters().values()).isEqualTo(before);
  }

  @Test
  void notANumberStays() {
    NetworkShape shape = SmallNetworks.shape(CortexKind.LSTM, TASK, 2, Optional.empty());
    Parameters parameters = new Parameters(shape.layout());
    Arrays.fill(parameters.values(), Float.NaN);
    ForgetGate.FORCED.constrain(parameters, 2);
    for (float value : parameters.values()) {
      assertThat(value).isNaN();
    }
  }

  @Test
  void aCortexWithoutForgetGatesIsRefused() {
    NetworkShape shape = SmallNetworks.shape(CortexKind.TANH, TASK, 5, Optional.empty());
    LearningSettings forced = settings(ForgetGate.FORCED);
    assertThatThrownBy(() -> new TrialSettings(shape, forced, Lesion.NONE, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("only an LSTM has forget gates");
  }
}
