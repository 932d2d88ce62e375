package ccrnn.model.cortex;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.SmallNetworks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CortexTest {
  @ParameterizedTest
  @EnumSource
  void tellsTheSizeThatItsShapeAsksFor(CortexKind kind) {
    NetworkShape shape = SmallNetworks.crnn(kind, 5);
    Cortex cortex = SmallNetworks.speaking(shape, new Truncations(3, 2), 4).cortex();
    assertThat(cortex.units()).isEqualTo(5);
    assertThat(cortex.stateWidth()).isEqualTo(shape.stateWidth());
    assertThat(cortex.outputs().numCols).isEqualTo(5);
    assertThat(cortex.boundaries().numCols).isEqualTo(shape.stateWidth());
    // R + N rows, where each of 4 sequences may start in a state of its own.
    assertThat(cortex.boundaries().numRows).isEqualTo(3 * 4);
  }
}
