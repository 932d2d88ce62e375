package ccrnn.model.cortex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TruncationsTest {
  @Test
  void theExampleOfTheDocumentation() {
    Truncations truncations = new Truncations(5, 2);
    assertThat(IntStream.range(0, 5).map(truncations::position)).containsExactly(0, 3, 1, 4, 2);
    assertThat(truncations.count()).isEqualTo(3);
    assertThat(truncations.countWith(0)).isEqualTo(3);
    assertThat(truncations.countWith(1)).isEqualTo(2);
  }

  @Test
  void everyStepHasOnePlaceAndSameOffsetsLieTogether() {
    for (int steps = 1; steps <= 13; steps++) {
      for (int horizon = 1; horizon <= 15; horizon++) {
        Truncations truncations = new Truncations(steps, horizon);
        int t = Math.min(horizon, steps);
        assertThat(IntStream.range(0, steps).map(truncations::position).sorted())
            .containsExactlyElementsOf(IntStream.range(0, steps).boxed().toList());
        int ends = 0;
        for (int step = 0; step < steps; step++) {
          assertThat(truncations.position(step))
              .isEqualTo(truncations.firstPosition(step % t) + step / t);
          ends += truncations.endsTruncation(step) ? 1 : 0;
        }
        assertThat(ends).isEqualTo(truncations.count());
        assertThat(truncations.steps()).isEqualTo(steps);
        assertThat(truncations.horizon()).isEqualTo(t);
        for (int offset = 0; offset < t; offset++) {
          int at = offset;
          long with = IntStream.range(0, steps).filter(step -> step % t == at).count();
          assertThat(truncations.countWith(offset)).isEqualTo((int) with);
        }
        for (int step = 0; step < steps; step++) {
          assertThat(truncations.truncationOf(step)).isEqualTo(step / t);
          boolean last = step == steps - 1 || (step + 1) / t > step / t;
          assertThat(truncations.endsTruncation(step)).isEqualTo(last);
        }
        assertThat(truncations.endsTruncation(steps - 1)).isTrue();
      }
    }
  }

  @Test
  void aSequenceAndAHorizonHaveAtLeastOneStep() {
    assertThat(new Truncations(1, 1).count()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Truncations(0, 1))
        .withMessage("0 steps, horizon 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Truncations(1, 0))
        .withMessage("1 steps, horizon 0");
  }
}
