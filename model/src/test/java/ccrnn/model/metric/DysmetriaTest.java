package ccrnn.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.metric.Dysmetria.Definition;
import java.util.EnumMap;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dysmetria of trajectories whose numbers are known by hand. */
class DysmetriaTest {
  private static final float[] ONCE = {1};

  /** One trajectory, x and y in turn. */
  private static FMatrixRMaj path(double... coordinates) {
    FMatrixRMaj path = new FMatrixRMaj(coordinates.length / 2, 2);
    for (int i = 0; i < coordinates.length; i++) {
      path.data[i] = (float) coordinates[i];
    }
    return path;
  }

  private static double of(Definition definition, FMatrixRMaj output, FMatrixRMaj target) {
    return Dysmetria.sum(definition, output.numRows, 1, output, target, ONCE);
  }

  private static void expect(
      FMatrixRMaj output, FMatrixRMaj target, Map<Definition, Double> expected) {
    expected.forEach(
        (definition, value) ->
            assertThat(of(definition, output, target))
                .as("%s", definition)
                .isCloseTo(value, within(1e-6)));
  }

  private static Map<Definition, Double> values(
      double residual, double path, double second, double smoothed) {
    Map<Definition, Double> values = new EnumMap<>(Definition.class);
    values.put(Definition.LINE_RESIDUAL, residual);
    values.put(Definition.PATH_DISTANCE, path);
    values.put(Definition.SECOND_DIFFERENCE, second);
    values.put(Definition.SMOOTHED_DEVIATION, smoothed);
    return values;
  }

  @Test
  void aZigzagAroundALine() {
    FMatrixRMaj line = path(0, 0, 1, 0, 2, 0, 3, 0);
    FMatrixRMaj zigzag = path(0, 1, 1, -1, 2, -1, 3, 1);
    // y = 1 -1 -1 1: second differences 2 and 2; smoothed 0 -1/3 -1/3 0.
    expect(zigzag, line, values(1, 1, 4, 1.0 / 6));
  }

  @Test
  void aStraightLineAwayFromTheTarget() {
    FMatrixRMaj line = path(0, 0, 1, 0, 2, 0, 3, 0);
    FMatrixRMaj aside = path(0, 2, 1, 2, 2, 2, 3, 2);
    expect(aside, line, values(0, 2, 0, 2));
  }

  @Test
  void onlyTheDistanceFromThePathForgivesOtherSpeed() {
    FMatrixRMaj corner = path(0, 0, 0, 2, 2, 2);
    FMatrixRMaj slow = path(0, 0, 0, 1, 0, 2);
    expect(
        slow, corner, values(0, 0, 8, (0.5 + Math.sqrt(4.0 / 9 + 1.0 / 9) + Math.sqrt(1.25)) / 3));
    FMatrixRMaj beyond = path(0, 0, 0, 2, 5, 6);
    assertThat(of(Definition.PATH_DISTANCE, beyond, corner))
        .as("past the end, the end counts")
        .isCloseTo(5.0 / 3, within(1e-6));
  }

  @Test
  void aTargetThatStaysAndShortTrajectories() {
    FMatrixRMaj still = path(1, 1, 1, 1);
    FMatrixRMaj output = path(4, 5, 1, 2);
    expect(output, still, values(0, 3, 0, Math.hypot(1.5, 2.5)));
    FMatrixRMaj point = path(4, 5);
    expect(point, path(1, 1), values(0, 5, 0, 5));
  }

  @ParameterizedTest
  @EnumSource
  void aTrajectoryThatIsItsTargetHasNone(Definition definition) {
    FMatrixRMaj line = path(0, 0, 1, 0.5, 2, 1, 3, 1.5);
    assertThat(of(definition, line, line)).isCloseTo(0, within(1e-12));
    FMatrixRMaj bent = path(0, 0, 1, 0, 1, 1, 2, 1);
    if (definition != Definition.LINE_RESIDUAL) {
      assertThat(of(definition, bent, bent)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void trajectoriesOfABatchAddUpByMultiplicity(Definition definition) {
    FMatrixRMaj line = path(0, 0, 1, 0, 2, 0, 3, 0);
    FMatrixRMaj[] outputs = {path(0, 1, 1, -1, 2, 2, 3, 1), path(0, 0, 3, 1, 1, 2, 3, 3)};
    FMatrixRMaj output = new FMatrixRMaj(8, 2);
    FMatrixRMaj target = new FMatrixRMaj(8, 2);
    for (int t = 0; t < 4; t++) {
      for (int b = 0; b < 2; b++) {
        for (int axis = 0; axis < 2; axis++) {
          output.set(t * 2 + b, axis, outputs[b].get(t, axis));
          target.set(t * 2 + b, axis, line.get(t, axis));
        }
      }
    }
    double expected = 3 * of(definition, outputs[0], line) + 2 * of(definition, outputs[1], line);
    assertThat(Dysmetria.sum(definition, 4, 2, output, target, new float[] {3, 2}))
        .isCloseTo(expected, within(1e-12));
    if (definition == Definition.LINE_RESIDUAL) {
      assertThat(Dysmetria.sum(Definition.LINE_RESIDUAL, 4, 2, output, output, new float[] {3, 2}))
          .isEqualTo(expected);
    }
    assertThatThrownBy(() -> Dysmetria.sum(definition, 4, 3, output, target, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 steps of 3 trajectories in the plane are asked of a matrix of 8 x 2");
  }

  /** Each trajectory is held against its own target. */
  @ParameterizedTest
  @EnumSource
  void targetsOfABatchDoNotMix(Definition definition) {
    FMatrixRMaj[] outputs = {
      path(0, 1, 1, -1, 2, 2), path(0, 0, 3, 1, 1, 2), path(5, 1, 4, 4, 0, 2)
    };
    FMatrixRMaj[] targets = {
      path(0, 0, 1, 0, 2, 0), path(1, 1, 7, 2, 2, 9), path(-3, 0, 0, -4, 1, 8)
    };
    FMatrixRMaj output = new FMatrixRMaj(9, 2);
    FMatrixRMaj target = new FMatrixRMaj(9, 2);
    double expected = 0;
    for (int b = 0; b < 3; b++) {
      for (int t = 0; t < 3; t++) {
        for (int axis = 0; axis < 2; axis++) {
          output.set(t * 3 + b, axis, outputs[b].get(t, axis));
          target.set(t * 3 + b, axis, targets[b].get(t, axis));
        }
      }
      expected += of(definition, outputs[b], targets[b]);
    }
    assertThat(Dysmetria.sum(definition, 3, 3, output, target, new float[] {1, 1, 1}))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void onlyMatricesInThePlaneThatAreLongEnoughAreMeasured() {
    FMatrixRMaj fits = new FMatrixRMaj(6, 2);
    float[] three = {1, 1, 1};
    for (Definition definition : Definition.values()) {
      assertThat(Dysmetria.sum(definition, 2, 3, fits, fits, three)).isZero();
      for (FMatrixRMaj other :
          new FMatrixRMaj[] {new FMatrixRMaj(6, 1), new FMatrixRMaj(6, 3), new FMatrixRMaj(5, 2)}) {
        assertThatThrownBy(() -> Dysmetria.sum(definition, 2, 3, other, fits, three))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Dysmetria.sum(definition, 2, 3, fits, other, three))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
