package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning curves over few seeds, by hand, beside those in both engines. */
class LearningCurveSeedsTest {
  private static final Sweep SWEEP =
      SweepReader.parse(
          """
          name: noise
          settings: {epochs: 2}
          axes:
            noise: [0.5, 0, 0.25]
            seed: 1..3
          """,
          "noise.yaml",
          List.of());

  @Test
  void meanAndErrorAreOverTheSeedsThatEndedWell(@TempDir Path scratch) {
    MadeUpFolder folder = new MadeUpFolder(scratch);
    double[] losses = {2, 4, 9};
    for (int seed = 1; seed <= 3; seed++) {
      folder.add(
          losses[seed - 1],
          MadeUpFolder.settings(CommonRows.SEED, (long) seed, CuedRows.NOISE, 0.5));
    }
    folder.add(7, MadeUpFolder.settings(CommonRows.SEED, 2L, CuedRows.NOISE, 0.0));
    folder.addDiverged(MadeUpFolder.settings(CommonRows.SEED, 1L, CuedRows.NOISE, 0.0));
    // of no sweep's seed
    folder.add(99, MadeUpFolder.settings(CommonRows.SEED, 4L, CuedRows.NOISE, 0.5));
    LearningCurves curves;
    try (QueryEngine engine = folder.engine()) {
      curves = LearningCurves.of(SWEEP, engine);
    }
    assertThat(curves.losses())
        .extracting(curve -> curve.condition().label())
        .as("in the order of the sweep, those with trials")
        .containsExactly("noise=0.5", "noise=0");
    List<LearningCurve.Point> three = curves.losses().get(0).points();
    assertThat(three).extracting(LearningCurve.Point::epoch).containsExactly(1, 2);
    assertThat(three).extracting(LearningCurve.Point::seeds).containsExactly(3, 3);
    assertThat(three.get(0).mean()).isCloseTo(15, within(1e-12));
    assertThat(three.get(1).mean()).isCloseTo(5, within(1e-12));
    // variance (9 + 1 + 16) / 2
    assertThat(three.get(1).sem()).isCloseTo(Math.sqrt(13 / 3.0), within(1e-12));
    assertThat(curves.losses().get(1).points())
        .containsExactly(
            new LearningCurve.Point(1, 1, 17, Double.NaN),
            new LearningCurve.Point(2, 1, 7, Double.NaN));
    assertThat(curves.accuracies()).as("lines have none").isEmpty();
  }
}
