package ccrnn.model.trainee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered is read in the order in which it was written, and nothing else. */
class MemoryTest {
  private static Parameters parameters(int count) {
    Parameters parameters = new Parameters(Layout.builder().add("all", count, 1).build());
    for (int i = 0; i < count; i++) {
      parameters.values()[i] = i + 1f;
      parameters.gradients()[i] = 1f;
    }
    return parameters;
  }

  private static Optimizer adam(int count) {
    return new Adam.Settings(0.1, 0.9, 0.98, 1e-9).create(count, Kernel.PLAIN);
  }

  private static Optimizer sgd(int count) {
    return new Sgd.Settings(0.1, 0.9, 0).create(count, Kernel.PLAIN);
  }

  @Test
  void groupsArraysCountsAndNumbersComeBack() {
    Parameters first = parameters(3);
    Optimizer adam = adam(3);
    Parameters second = parameters(2);
    Optimizer sgd = sgd(2);
    for (int i = 0; i < 4; i++) {
      adam.step(first.values(), first.gradients(), 3);
    }
    sgd.step(second.values(), second.gradients(), 2);
    float[] best = {8, 9};
    Memory memory =
        Memory.writer()
            .parameters(first, adam)
            .count(5)
            .array(best)
            .parameters(second, sgd)
            .number(0.25)
            .number(-1)
            .end();
    best[0] = 0;
    first.values()[0] = 0;
    assertThat(memory.counts()).containsExactly(4, 5, 1);
    assertThat(memory.numbers()).containsExactly(0.25, -1);
    assertThat(memory.arrays().stream().map(array -> array.length))
        .containsExactly(3, 3, 3, 2, 2, 2);

    Parameters other = parameters(3);
    Optimizer otherAdam = adam(3);
    Parameters otherSecond = parameters(2);
    Optimizer otherSgd = sgd(2);
    float[] into = new float[2];
    Memory.Reader reader = memory.reader();
    reader.parameters(other, otherAdam);
    assertThat(reader.count()).isEqualTo(5);
    reader.array(into);
    reader.parameters(otherSecond, otherSgd);
    assertThat(reader.number()).isEqualTo(0.25);
    assertThat(reader.number()).isEqualTo(-1);
    reader.end();
    assertThat(into).containsExactly(8, 9);
    assertThat(otherAdam.steps()).isEqualTo(4);
    assertThat(otherAdam.memory().get(1)).isEqualTo(adam.memory().get(1));
    assertThat(otherSgd.steps()).isEqualTo(1);
    assertThat(otherSecond.values()).isEqualTo(second.values());
    assertThat(Arrays.copyOfRange(other.values(), 1, 3))
        .isEqualTo(Arrays.copyOfRange(first.values(), 1, 3));
    assertThat(other.values()[0]).isNotZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Memory memory = Memory.writer().parameters(parameters(3), sgd(3)).end();
    assertThatThrownBy(() -> memory.reader().parameters(parameters(4), sgd(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state of 3 parameters for a network of 4");
    assertThatThrownBy(() -> memory.reader().parameters(parameters(3), adam(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory of 1 optimizer arrays");
    assertThatThrownBy(() -> memory.reader().array(new float[2]))
        .hasMessage("state with an array of 3 where 2 are due");
    assertThatThrownBy(() -> memory.reader().number())
        .hasMessage("state of another network: it has 0 numbers, more are due");
    assertThatThrownBy(() -> memory.reader().end())
        .hasMessage(
            "state of another network: 0 of 1 counts, 0 of 2 arrays, 0 of 0 numbers are due");
    Memory empty = new Memory(new long[0], List.of(), new double[0]);
    empty.reader().end();
    assertThatThrownBy(() -> empty.reader().count()).hasMessageContaining("it has 0 counts");
    assertThatThrownBy(() -> empty.reader().array(new float[0]))
        .hasMessageContaining("it has 0 arrays");
  }

  @Test
  void aNumberLeftOverIsRefused() {
    Memory memory = Memory.writer().number(1).end();
    assertThatThrownBy(() -> memory.reader().end())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 of 1 numbers");
  }
}
