package ccrnn.model.cerebellum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ccrnn.model.random.Streams;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Bounds of a cerebellum's size, and how its fibres are drawn. */
class CerebellumBoundsTest {
  private static CerebellumShape shape(int units, int layers, int fibres) {
    return new CerebellumShape(units, layers, OptionalInt.of(fibres), CerebellumShape.Context.NONE);
  }

  @Test
  void aCerebellumHasCellsAndFibresButNeedsNoHiddenLayer() {
    assertThat(shape(1, 0, 1).fibres()).hasValue(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shape(0, 0, 1))
        .withMessage("cerebellum of 0 layers of 0, fibres OptionalInt[1]");
    assertThatIllegalArgumentException().isThrownBy(() -> shape(1, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> shape(1, 0, 0));
    CerebellumShape all =
        new CerebellumShape(1, 0, OptionalInt.empty(), CerebellumShape.Context.NONE);
    assertThat(all.fibres()).isEmpty();
  }

  @Test
  void aCellHasFromOneToAllOfTheFibres() {
    Streams streams = new Streams(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MossyFibres.draw(3, 5, 0, streams))
        .withMessage("0 fibres of 5 inputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MossyFibres.draw(3, 5, 6, streams))
        .withMessage("6 fibres of 5 inputs");
    for (int fibres = 1; fibres <= 5; fibres++) {
      float[] values = present(40, 5, fibres, 7);
      assertThat(values[0]).as("before the block").isEqualTo(1f);
      assertThat(values[values.length - 1]).as("after the block").isEqualTo(1f);
      for (int cell = 0; cell < 40; cell++) {
        int count = 0;
        for (int input = 0; input < 5; input++) {
          count += values[1 + cell * 5 + input] != 0 ? 1 : 0;
        }
        assertThat(count).isEqualTo(fibres);
      }
    }
  }

  /** Ones where a fibre is, from index 1 on. */
  private static float[] present(int cells, int inputs, int fibres, long seed) {
    float[] values = new float[cells * inputs + 2];
    java.util.Arrays.fill(values, 1f);
    MossyFibres.draw(cells, inputs, fibres, new Streams(seed)).apply(values, 1);
    return values;
  }

  @Test
  void noFibreIsFavoured() {
    int cells = 3000;
    int[] counts = new int[6];
    float[] values = present(cells, 6, 2, 3);
    for (int i = 0; i < cells * 6; i++) {
      counts[i % 6] += values[1 + i] != 0 ? 1 : 0;
    }
    // 1000 expected of each, with a deviation of 26.
    for (int count : counts) {
      assertThat(count).isBetween(900, 1100);
    }
    assertThat(present(cells, 6, 2, 3)).isEqualTo(values);
    assertThat(present(cells, 6, 2, 4)).isNotEqualTo(values);
  }

  @Test
  void aGivenMaskIsTakenAsItIs() {
    float[] values = {9, 1, 2, 3, 4, 5, 6};
    MossyFibres.of(new float[] {0, -1, 0.5f, 0}).apply(values, 2);
    assertThat(values).containsExactly(9, 1, 0, 3, 4, 0, 6);
  }

  @Test
  void aFractionOfOutputsIsAboveZeroUpToOne() {
    Streams streams = new Streams(1);
    assertThat(SilencedOutputs.draw(4, 1, streams).count()).isEqualTo(4);
    assertThat(SilencedOutputs.draw(4, Double.MIN_VALUE, streams).count()).isEqualTo(1);
    assertThat(SilencedOutputs.draw(4, 0.375, streams).count()).as("1.5 is 2").isEqualTo(2);
    for (double fraction : new double[] {0, Math.nextUp(1.0)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SilencedOutputs.draw(4, fraction, streams));
    }
  }
}
