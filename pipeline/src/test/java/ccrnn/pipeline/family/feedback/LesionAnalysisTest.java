package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.MadeUpFolder.panels;
import static ccrnn.pipeline.analysis.MadeUpFolder.series;
import static ccrnn.pipeline.analysis.MadeUpFolder.settings;
import static ccrnn.pipeline.analysis.MadeUpFolder.tests;
import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.Comparison;
import ccrnn.pipeline.analysis.FigureResult;
import ccrnn.pipeline.analysis.MadeUpFolder;
import ccrnn.pipeline.analysis.Verdict;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.sweep.CommonRows;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lesions of a few seeds, by hand: intact trials end at 10 times the seed. */
class LesionAnalysisTest {
  private static final int DIFFER = 0;
  private static final int HARM = 1;
  private static final int EARLIER = 2;
  @TempDir private Path scratch;
  private MadeUpFolder folder;

  @BeforeEach
  void empty() {
    folder = new MadeUpFolder(scratch);
  }

  private void intact(long seed, Object... more) {
    folder.add(10.0 * seed, MadeUpFolder.with(settings(more), CommonRows.SEED, seed));
  }

  private void lesioned(String lesion, long seed, long onset, double ratio, Object... more) {
    folder.add(
        10 * seed * ratio,
        MadeUpFolder.with(
            settings(more),
            CommonRows.SEED,
            seed,
            CerebellumRows.LESION,
            lesion,
            CerebellumRows.LESION_EPOCH,
            onset));
  }

  private FigureResult result() {
    return folder.ask(analysis -> new LesionAnalysis(analysis).onsets(DIFFER, HARM, EARLIER));
  }

  @Test
  void eachLesionIsComparedWithItsTwinAndWithTheOther() {
    for (long seed = 1; seed <= 2; seed++) {
      intact(seed);
      lesioned("cerebellum", seed, 1, 4);
      lesioned("cerebellum", seed, 2, 2);
      lesioned("inferior-olive", seed, 2, 1.5);
      lesioned("fixed", seed, 2, 1.2);
    }
    // seeds with a hole: onset 2 of the one lesion, of the other, no intact twin
    intact(3);
    lesioned("cerebellum", 3, 1, 4);
    intact(4);
    lesioned("inferior-olive", 4, 2, 1.5);
    lesioned("cerebellum", 5, 2, 2);
    folder.addDiverged(
        settings(
            CommonRows.SEED, 6L, CerebellumRows.LESION, "fixed", CerebellumRows.LESION_EPOCH, 2L));
    FigureResult result = result();

    assertThat(panels(result))
        .containsExactly(
            "line drawing | POINTS: onset of the lesion (epoch) LINEAR,"
                + " validation loss, lesioned / intact (%) LINEAR, SEM over seeds, 100");
    assertThat(series(result))
        .containsExactly(
            "line drawing | cerebellum: 1=400 (3) 2=200 (2)",
            "line drawing | inferior-olive: 2=150 (3)",
            "line drawing | fixed: 2=120 (2)");
    String loss = ", validation loss (squared distance to target): ";
    assertThat(tests(result))
        .containsExactly(
            "line drawing: cerebellum - intact, onset 1" + loss + "60 of 3, claim 1",
            "line drawing: cerebellum - intact, onset 2" + loss + "15 of 2",
            "line drawing: inferior-olive - intact, onset 2" + loss + "11.66667 of 3",
            "line drawing: fixed - intact, onset 2" + loss + "3 of 2",
            // ln 2
            "line drawing: cerebellum, onset 1 against 2, logarithm of lesioned / intact:"
                + " 0.69315 of 2, claim 2",
            // ln (1.5 / 2)
            "line drawing: inferior-olive - cerebellum, mean over their common onsets,"
                + " logarithm of lesioned / intact: -0.28768 of 2, claim 0");
    assertThat(result.gaps())
        .containsExactly(
            "ccrnn without its twin in some conditions: seeds 5",
            "ccrnn diverged or failed in some conditions: seeds 6");
    assertThat(result.trials()).isEqualTo(4 + 5 + 3 + 2);
  }

  /** Of two common onsets the second seed has one with each lesion, and takes no part. */
  @Test
  void aSeedThatLacksACommonOnsetIsInNoMean() {
    for (long seed = 1; seed <= 3; seed++) {
      intact(seed);
      lesioned("cerebellum", seed, 1, 4);
      lesioned("inferior-olive", seed, 1, 2);
      if (seed != 2) {
        lesioned("cerebellum", seed, 2, 2);
      }
      if (seed != 3) {
        lesioned("inferior-olive", seed, 2, 8);
      }
    }
    assertThat(tests(result()))
        // (ln 2 + ln 8 - ln 4 - ln 2) / 2
        .contains(
            "line drawing: inferior-olive - cerebellum, mean over their common onsets,"
                + " logarithm of lesioned / intact: 0.34657 of 1, claim 0");
  }

  /** What was run of another condition is no part of the claim about the usual one. */
  @Test
  void anotherConditionWithoutOneOfTheLesionsLeavesTheClaimAlone() {
    for (long seed = 1; seed <= 3; seed++) {
      intact(seed);
      lesioned("cerebellum", seed, 1, 2 + 0.01 * seed);
      lesioned("inferior-olive", seed, 1, 200.0 + seed);
      intact(seed, CuedRows.NOISE, 0.5);
      lesioned("cerebellum", seed, 1, 2, CuedRows.NOISE, 0.5);
    }
    FigureResult result = result();
    assertThat(result.gaps())
        .containsExactly("line drawing, noise=0.5: no onset that both lesions have");
    assertThat(result.testsOf(DIFFER))
        .extracting(Comparison::panel)
        .containsExactly("line drawing, noise=0");
    assertThat(result.testsOf(HARM))
        .extracting(Comparison::panel)
        .containsExactly("line drawing, noise=0");
    assertThat(result.outcomes().get(DIFFER).verdict()).isEqualTo(Verdict.SUPPORTS);
  }

  @Test
  void oneLesionAloneIsComparedWithItsTwinsOnly() {
    intact(1);
    lesioned("cerebellum", 1, 2, 2);
    FigureResult result = result();
    assertThat(result.tests())
        .extracting(Comparison::label)
        .containsExactly("cerebellum - intact, onset 2");
    assertThat(result.gaps()).containsExactly("line drawing: no onset that both lesions have");
    assertThat(result.outcomes().get(DIFFER).verdict()).isEqualTo(Verdict.NOT_RUN);
  }

  @Test
  void withoutTwinsOrLesionsThereIsNothingToCompare() {
    intact(1);
    assertThat(result().gaps()).containsExactly("all that this figure shows");
    assertThat(result().query()).isEmpty();
    lesioned("cerebellum", 2, 1, 2);
    assertThat(result().gaps())
        .containsExactly(
            "ccrnn without its twin in some conditions: seeds 2",
            "no lesioned trial has its intact twin");
    assertThat(result().panels()).isEmpty();
  }
}
