package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.cerebellum.Cerebellum.OutputLayer;
import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.parameter.Initializer;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Answer;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which parameters the choices of first weights reach. */
class InitialWeightsTest {
  private static Network network(NetworkShape shape, InitialWeights weights) {
    return Network.initialised(
        shape, new Truncations(10, 2), 4, weights, new Streams(6), Kernel.PLAIN);
  }

  /** Names of the blocks in which two choices differ. */
  private static Set<String> differing(NetworkShape shape, InitialWeights a, InitialWeights b) {
    Network first = network(shape, a);
    Network second = network(shape, b);
    Set<String> names = new HashSet<>();
    for (Block block : shape.layout().blocks()) {
      float[] ofFirst = first.parameters().copyOfValues(block.name());
      if (!Arrays.equals(ofFirst, second.parameters().copyOfValues(block.name()))) {
        names.add(block.name());
      }
    }
    return names;
  }

  private static InitialWeights output(OutputLayer output) {
    return new InitialWeights(Initializer.UNIFORM, output);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNIFORM")
  void anInitializerTouchesTheTwoWeightMatricesOfTheCortex(Initializer initializer) {
    for (CortexKind cortex : CortexKind.values()) {
      NetworkShape shape = SmallNetworks.ccrnn(cortex, 7, 12, 2);
      assertThat(
              differing(
                  shape,
                  InitialWeights.PUBLISHED,
                  new InitialWeights(initializer, OutputLayer.ZERO)))
          .containsExactlyInAnyOrder("cortex.weight_ih", "cortex.weight_hh");
    }
    NetworkShape words =
        SmallNetworks.shape(CortexKind.LSTM, new TinySentences(3, 1), 7, Optional.empty());
    assertThat(words.answer()).isEqualTo(Answer.WORDS);
    assertThat(
            differing(
                words, InitialWeights.PUBLISHED, new InitialWeights(initializer, OutputLayer.ZERO)))
        .containsExactlyInAnyOrder("cortex.weight_ih", "cortex.weight_hh");
  }

  @ParameterizedTest
  @EnumSource
  void aFactorScalesAllOfTheCortexAndNothingElse(CortexKind cortex) {
    NetworkShape shape = SmallNetworks.ccrnn(cortex, 7, 12, 2);
    Network drawn = network(shape, InitialWeights.PUBLISHED);
    Network scaled =
        network(shape, new InitialWeights(Initializer.UNIFORM, OutputLayer.ZERO, 0.25));
    for (Block block : shape.layout().blocks()) {
      float[] expected = drawn.parameters().copyOfValues(block.name());
      for (int i = 0; block.name().startsWith("cortex.") && i < expected.length; i++) {
        expected[i] *= 0.25f; // a power of two rounds nothing
      }
      assertThat(scaled.parameters().copyOfValues(block.name()))
          .as(block.name())
          .containsExactly(expected);
    }
    assertThatThrownBy(() -> new InitialWeights(Initializer.UNIFORM, OutputLayer.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOutputLayerIsAllThatItsChoiceTouches() {
    for (int layers = 1; layers <= 2; layers++) {
      String last = "cerebellum.hidden." + (layers - 1);
      NetworkShape shape = SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, layers);
      assertThat(differing(shape, output(OutputLayer.ZERO), output(OutputLayer.RANDOM)))
          .containsExactlyInAnyOrder(last + ".weight", last + ".bias");
    }
    // Without granule layers the published code zeroes the weights alone, those of a context too.
    NetworkShape direct = SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, 0);
    assertThat(differing(direct, output(OutputLayer.ZERO), output(OutputLayer.RANDOM)))
        .containsExactly("cerebellum.input.weight");
    assertThat(differing(context(0), output(OutputLayer.ZERO), output(OutputLayer.RANDOM)))
        .containsExactlyInAnyOrder("cerebellum.input.weight", "cerebellum.context.weight");
    assertThat(differing(context(1), output(OutputLayer.ZERO), output(OutputLayer.RANDOM)))
        .containsExactlyInAnyOrder("cerebellum.hidden.0.weight", "cerebellum.hidden.0.bias");
  }

  private static NetworkShape context(int layers) {
    var cerebellum =
        new CerebellumShape(12, layers, OptionalInt.empty(), CerebellumShape.Context.TARGET);
    return SmallNetworks.shape(CortexKind.LSTM, new TinyClasses(3, 1), 7, Optional.of(cerebellum));
  }

  @Test
  void aRandomOutputLayerPredictsFromTheStartAndAZeroOneDoesNot() {
    FMatrixRMaj states = new FMatrixRMaj(3, 14);
    new Streams(1)
        .stream(ccrnn.model.random.Purpose.TEST_DATA, 0).fillUniform(states.data, 0, 42, 1);
    for (int layers = 0; layers <= 2; layers++) {
      NetworkShape shape = SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, layers);
      float[] random = predict(network(shape, output(OutputLayer.RANDOM)), states);
      for (float x : random) {
        assertThat(x).isNotZero();
      }
      assertThat(Arrays.copyOf(random, 14)).isNotEqualTo(Arrays.copyOfRange(random, 14, 28));
      Network zero = network(shape, output(OutputLayer.ZERO));
      float[] predicted = predict(zero, states);
      if (layers > 0) {
        assertThat(predicted).containsOnly(0f);
      } else { // the bias alone, whatever the state
        float[] bias = zero.parameters().copyOfValues("cerebellum.input.bias");
        for (int row = 0; row < 3; row++) {
          assertThat(Arrays.copyOfRange(predicted, 14 * row, 14 * row + 14)).isEqualTo(bias);
        }
      }
    }
  }

  private static float[] predict(Network network, FMatrixRMaj states) {
    return Arrays.copyOf(
        network.cerebellum().orElseThrow().forward(states.numRows, states).data,
        states.getNumElements());
  }
}
