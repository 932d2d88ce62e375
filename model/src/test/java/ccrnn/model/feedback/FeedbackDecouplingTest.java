package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the algorithm must show before and beside learning (acceptance checks 1 to 3). */
class FeedbackDecouplingTest {
  private static final int BATCH = SmallNetworks.BATCH;

  private static Network network(NetworkShape shape, int horizon) {
    return Network.initialised(
        shape,
        new Truncations(10, horizon),
        BATCH,
        InitialWeights.PUBLISHED,
        new Streams(4),
        Kernel.PLAIN);
  }

  private static double gradients(Network network, FeedbackSettings settings, Batch batch) {
    FeedbackDecoupling decoupling = SmallNetworks.decoupling(network, settings, batch.capacity());
    return SmallNetworks.gradients(decoupling, network, settings, batch, CerebellumFunction.INTACT);
  }

  private static float[] gradients(Network network, int horizon, int interval) {
    LineDrawing task = SmallNetworks.task(4);
    Batch batch = new Batch(BATCH, task);
    task.training(1, 0, batch);
    FeedbackSettings settings = SmallNetworks.learning(horizon, interval).feedback();
    gradients(network, settings, batch);
    return network.parameters().gradients();
  }

  @Test
  void beforeLearningTheCerebellumIsMuteAndTheCortexLearnsAsAlone() {
    for (CortexKind kind : CortexKind.values()) {
      for (int horizon : new int[] {1, 3, 10}) {
        NetworkShape alone = SmallNetworks.crnn(kind, 7);
        NetworkShape both = SmallNetworks.ccrnn(kind, 7, 12, 1);
        Network ccrnn = network(both, horizon);
        float[] withCerebellum = gradients(ccrnn, horizon, 2);
        float[] predicted =
            ccrnn.cerebellum().orElseThrow().forward(BATCH, ccrnn.cortex().boundaries()).data;
        assertThat(predicted).containsOnly(0f);
        float[] expected = gradients(network(alone, horizon), horizon, 2);
        assertThat(Arrays.copyOf(withCerebellum, both.cerebellumOffset())).isEqualTo(expected);
        assertThat(expected).isNotEqualTo(new float[expected.length]);
      }
    }
  }

  @Test
  void aHorizonThatDividesTheIntervalTrainsTheCortexLikeHorizonOne() {
    NetworkShape alone = SmallNetworks.crnn(CortexKind.LSTM, 7);
    float[] one = gradients(network(alone, 1), 1, 4);
    for (int horizon : new int[] {2, 4}) {
      float[] other = gradients(network(alone, horizon), horizon, 4);
      for (int i = 0; i < one.length; i++) {
        // Only the order of additions differs.
        assertThat(other[i]).isCloseTo(one[i], within(1e-6f));
      }
    }
    float[] three = gradients(network(alone, 3), 3, 4);
    float largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs(three[i] - one[i]));
    }
    assertThat(largest).isGreaterThan(1e-3f);
  }

  @Test
  void withASingleTruncationMossyFibreWeightsGetNoGradient() {
    NetworkShape both = SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, 1);
    Network network = SmallNetworks.speaking(both, new Truncations(10, 10), BATCH);
    gradients(network, 10, 2);
    // The only state that the cerebellum learns on is the zero state.
    assertThat(network.parameters().copyOfGradients("cerebellum.input.weight")).containsOnly(0f);
    assertThat(network.parameters().copyOfGradients("cerebellum.input.bias"))
        .isNotEqualTo(new float[12]);
  }

  @Test
  void theSizeOfABatchMayChange() {
    LineDrawing task = SmallNetworks.task(4);
    NetworkShape shape = SmallNetworks.ccrnn(CortexKind.LSTM, 5, 9, 1);
    Truncations truncations = new Truncations(10, 3);
    FeedbackSettings settings = SmallNetworks.learning(3, 2).feedback();
    Network used = SmallNetworks.speaking(shape, truncations, BATCH);
    FeedbackDecoupling decoupling = SmallNetworks.decoupling(used, settings, BATCH);
    Batch batch = new Batch(BATCH, task);
    task.training(1, 0, batch);
    SmallNetworks.gradients(decoupling, used, settings, batch, CerebellumFunction.INTACT);
    Batch small = new Batch(2, task);
    task.validation(1).next(small);
    SmallNetworks.gradients(decoupling, used, settings, small, CerebellumFunction.INTACT);

    Network fresh = SmallNetworks.speaking(shape, truncations, 2);
    gradients(fresh, settings, small);
    assertThat(used.parameters().gradients()).isEqualTo(fresh.parameters().gradients());
  }

  @Test
  void mergedCopiesCountLikeCopies() {
    LineDrawing task = SmallNetworks.task(4);
    for (int horizon : new int[] {1, 3, 10}) {
      FeedbackSettings settings = SmallNetworks.learning(horizon, 2).feedback();
      NetworkShape shape = SmallNetworks.ccrnn(CortexKind.LSTM, 5, 9, 2);
      Truncations truncations = new Truncations(10, horizon);
      Batch merged = new Batch(20, task);
      task.validation(1).next(merged);
      assertThat(merged.size()).isLessThanOrEqualTo(7);
      assertThat(merged.total()).isEqualTo(20);
      Batch copies = copies(merged, task);

      Network few = SmallNetworks.speaking(shape, truncations, 20);
      double lossOfFew = gradients(few, settings, merged);
      Network many = SmallNetworks.speaking(shape, truncations, 20);
      double lossOfMany = gradients(many, settings, copies);
      assertThat(lossOfFew).isCloseTo(lossOfMany, within(1e-6 * lossOfMany));
      float[] expected = many.parameters().gradients();
      for (int i = 0; i < expected.length; i++) {
        assertThat(few.parameters().gradients()[i])
            .isCloseTo(expected[i], within(2e-5f * (0.1f + Math.abs(expected[i]))));
      }
    }
  }

  /** The same sequences with every copy in a place of its own. */
  private static Batch copies(Batch merged, LineDrawing task) {
    Batch copies = new Batch(merged.total(), task);
    int to = 0;
    for (int b = 0; b < merged.size(); b++) {
      for (int copy = 0; copy < merged.multiplicities()[b]; copy++) {
        for (int t = 0; t < task.steps(); t++) {
          int from = t * merged.size() + b;
          int row = t * copies.size() + to;
          copies.input().data[row] = merged.input().data[from];
          copies.target().data[2 * row] = merged.target().data[2 * from];
          copies.target().data[2 * row + 1] = merged.target().data[2 * from + 1];
        }
        to++;
      }
    }
    return copies;
  }
}
