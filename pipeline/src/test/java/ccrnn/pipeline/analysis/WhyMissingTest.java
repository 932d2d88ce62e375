package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyMissingTest {
  private static final String LESIONS =
      """
      name: lesions
      settings: {epochs: %d}
      axes:
        seed: 1..%d
      cases:
        - {lesion: none}
        - {lesion: cerebellum, lesion-epoch: [10, 20]}
      """;

  private static List<Trial> lesions(int epochs, int seeds, String... overrides) {
    return SweepReader.parse(LESIONS.formatted(epochs, seeds), "l.yaml", List.of(overrides))
        .trials();
  }

  private static WhyMissing.Stored complete(Trial trial) {
    return new WhyMissing.Stored(trial.id(), "complete", Optional.empty(), "", 1, trial.values());
  }

  private static WhyMissing stored(List<Trial> trials) {
    return new WhyMissing(trials.stream().map(WhyMissingTest::complete).toList(), List.of());
  }

  private static List<String> texts(List<WhyMissing.Reason> reasons) {
    return reasons.stream().map(reason -> reason.trials() + ": " + reason.text()).toList();
  }

  @Test
  void thousandsOfTrialsInAFewLines() {
    List<Trial> there = lesions(100, 3000);
    List<Trial> asked = new ArrayList<>(lesions(120, 3000));
    asked.addAll(lesions(100, 3020).subList(9000, 9060));
    assertThat(texts(stored(there).reasons(asked)))
        .containsExactly("9000: epochs 100 -> 120", "60: seed new");
  }

  @Test
  void fieldByField() {
    WhyMissing why = stored(lesions(100, 2));
    assertThat(texts(why.reasons(lesions(100, 2, "lesion-epoch=30"))))
        .as("the intact ones are there")
        .contains("2: complete already", "2: lesion-epoch 10 -> 30");
    assertThat(texts(why.reasons(lesions(100, 2, "noise=0.25", "network=ccrnn"))))
        .containsExactly("6: noise 0 -> 0.25");
    assertThat(texts(why.reasons(List.of(Trial.of(Map.of(CommonRows.TASK, "captions"))))))
        .containsExactly("1: never trained: nothing like it is stored");
    assertThat(texts(stored(List.of()).reasons(lesions(100, 2))))
        .containsExactly("6: never trained: nothing is stored yet");
    WhyMissing.Reason reason = why.reasons(lesions(101, 1, "lesion=none")).get(0);
    assertThat(reason.nearest()).contains(lesions(100, 1, "lesion=none").get(0).id());
  }

  @Test
  void otherData() {
    Map<Setting, Object> digits = Map.of(CommonRows.TASK, "digit-drawing");
    Trial drawn = Trial.of(digits);
    Trial real =
        Trial.of(
            Map.of(CommonRows.TASK, "digit-drawing", CommonRows.DATA, "sha256:0123456789abcdef"));
    assertThat(stored(List.of(drawn)).reasons(List.of(real)).get(0).text())
        .startsWith("data ")
        .contains(" -> sha256:0123456789abcdef");
  }

  @Test
  void whatFailedWasOfAnotherVersionOrIsUnreadable() {
    List<Trial> asked = lesions(100, 4, "lesion=none");
    String here = asked.get(3).id();
    WhyMissing why =
        new WhyMissing(
            List.of(
                new WhyMissing.Stored(
                    asked.get(0).id(),
                    "diverged",
                    Optional.of(7L),
                    "training loss NaN in epoch 7\nmore",
                    1,
                    asked.get(0).values()),
                new WhyMissing.Stored(
                    "f".repeat(64), "complete", Optional.empty(), "", 0, asked.get(1).values()),
                complete(asked.get(2))),
            List.of(new UnreadableFile("epochs/" + here + ".parquet", "truncated: no footer")));
    assertThat(texts(why.reasons(asked)))
        .containsExactly(
            "1: diverged before in epoch 7: training loss NaN in epoch 7",
            "1: result version 0 -> 1",
            "1: complete already",
            "1: unreadable, truncated: no footer");
  }

  @Test
  void aNewResultVersionSaysWhatChanged() {
    Trial trial =
        Trial.of(
            Map.of(
                CommonRows.TASK,
                "digit-recognition",
                CommonRows.DATA,
                "mnist",
                DigitRows.IMAGES,
                100L));
    WhyMissing why =
        new WhyMissing(
            List.of(
                new WhyMissing.Stored(
                    "e".repeat(64), "complete", Optional.empty(), "", 1, trial.values())),
            List.of());
    assertThat(texts(why.reasons(List.of(trial))))
        .containsExactly(
            "1: result version 1 -> 2: some of the images are now drawn from all of them, not the"
                + " first ones");
  }

  @Test
  void readsAFolder(@TempDir Path scratch) {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    Rows.fill(folder);
    try (QueryEngine engine = QueryEngine.duckDb(folder)) {
      List<Trial> there =
          folder.inventory().complete().stream().map(id -> folder.trial(id).trial()).toList();
      assertThat(texts(WhyMissing.in(engine, engine.unreadable()).reasons(there)))
          .containsExactly("6: complete already");
    }
  }

  private static Trial trial(Object... pairs) {
    return Trial.of(MadeUpFolder.settings(pairs));
  }

  @Test
  void theNearestConditionAndThereTheSeedItselfAreShown() {
    Trial near = trial(CommonRows.SEED, 1L, CuedRows.NOISE, 0.5);
    Trial nearer = trial(CommonRows.SEED, 1L, CuedRows.NOISE, 0.5, CuedRows.LINE_LENGTH, 4.0);
    Trial sameSeed = trial(CommonRows.SEED, 2L, CuedRows.NOISE, 0.5, CuedRows.LINE_LENGTH, 4.0);
    WhyMissing why = stored(List.of(near, nearer, sameSeed));
    WhyMissing.Reason reason =
        why.reasons(
                List.of(
                    trial(CommonRows.SEED, 2L, CuedRows.NOISE, 0.25, CuedRows.LINE_LENGTH, 4.0)))
            .get(0);
    assertThat(reason.text()).isEqualTo("noise 0.5 -> 0.25");
    assertThat(reason.nearest()).contains(sameSeed.id());
    assertThat(reason.example().number(CuedRows.NOISE)).isEqualTo(0.25);
    // seed and condition are new
    assertThat(texts(why.reasons(List.of(trial(CommonRows.SEED, 3L, CuedRows.NOISE, 1.0)))))
        .containsExactly("1: noise 0.5 -> 1, seed new");
  }

  @Test
  void moreThanFourDifferencesAreCounted() {
    WhyMissing why = stored(List.of(trial()));
    Object[] four = {
      CuedRows.NOISE, 0.5, CuedRows.LINE_LENGTH, 4.0, CuedRows.STEPS, 7L, CuedRows.CUES, 5L
    };
    assertThat(texts(why.reasons(List.of(trial(four)))))
        .containsExactly("1: steps 10 -> 7, cues 7 -> 5, line-length 10 -> 4, noise 0 -> 0.5");
    Object[] six = Arrays.copyOf(four, 12);
    six[8] = CerebellumRows.FIBRES;
    six[9] = 4L;
    six[10] = CuedRows.BATCHES;
    six[11] = 3L;
    assertThat(texts(why.reasons(List.of(trial(six)))))
        .containsExactly(
            "1: fibres none -> 4, batches 16 -> 3, steps 10 -> 7, cues 7 -> 5, 2 more settings");
  }

  /** Thirteen settings away nothing is explained, twelve is near. */
  @Test
  void whatDiffersInTwelveSettingsIsNear() {
    List<Object> changed =
        new ArrayList<>(
            List.of(
                FeedbackRows.FEEDBACK_HORIZON, 2L,
                FeedbackRows.FEEDBACK_INTERVAL, 3L,
                CerebellumRows.FEEDBACK_SCALE, 0.5,
                CortexRows.CORTEX_UNITS, 7L,
                CerebellumRows.CEREBELLUM_UNITS, 9L,
                CerebellumRows.CEREBELLUM_LAYERS, 2L,
                LearningRows.LEARNING_RATE, 0.01,
                CommonRows.BATCH_SIZE, 20L,
                CuedRows.BATCHES, 3L,
                CuedRows.STEPS, 7L,
                CuedRows.CUES, 5L,
                CuedRows.LINE_LENGTH, 4.0));
    WhyMissing why = stored(List.of(trial()));
    assertThat(texts(why.reasons(List.of(trial(changed.toArray())))))
        .singleElement()
        .asString()
        .endsWith(", 8 more settings");
    changed.addAll(List.of(CuedRows.NOISE, 0.5));
    assertThat(texts(why.reasons(List.of(trial(changed.toArray())))))
        .containsExactly("1: never trained: nothing like it is stored");
  }

  /** A trial whose epochs are unknown failed before it began. */
  @Test
  void howATrialEndedIsSaidInALine() {
    Trial asked = trial();
    WhyMissing why =
        new WhyMissing(
            List.of(
                new WhyMissing.Stored(
                    asked.id(), "failed", Optional.empty(), "no memory\nat x", 0, asked.values())),
            List.of());
    assertThat(texts(why.reasons(List.of(asked)))).containsExactly("1: failed before: no memory");
    WhyMissing silent =
        new WhyMissing(
            List.of(
                new WhyMissing.Stored(
                    asked.id(), "failed", Optional.of(3L), "", 0, asked.values())),
            List.of());
    assertThat(silent.reasons(List.of(asked)).get(0).text()).startsWith("failed before in epoch 3");
  }

  @Test
  void theSameSettingsUnderAnotherIdAreSaid() {
    Trial asked = trial();
    WhyMissing why =
        new WhyMissing(
            List.of(
                new WhyMissing.Stored(
                    "f".repeat(64), "complete", Optional.empty(), "", 1, asked.values())),
            List.of());
    WhyMissing.Reason reason = why.reasons(List.of(asked)).get(0);
    assertThat(reason.text()).isEqualTo("the same settings have another id in this version");
    assertThat(reason.nearest()).contains("f".repeat(64));
  }

  @Test
  void theReasonOfMostTrialsComesFirst() {
    WhyMissing why = stored(List.of(trial()));
    List<Trial> asked =
        List.of(
            trial(CuedRows.NOISE, 0.5),
            trial(CommonRows.SEED, 5L),
            trial(CommonRows.SEED, 6L),
            trial(CommonRows.SEED, 7L));
    List<WhyMissing.Reason> reasons = why.reasons(asked);
    assertThat(texts(reasons)).containsExactly("3: seed new", "1: noise 0 -> 0.5");
    assertThat(reasons.get(0).example()).as("the first of them").isEqualTo(asked.get(1));
    assertThat(reasons.get(0).nearest()).contains(trial().id());
  }

  @Test
  void aFolderTellsHowItsTrialsEnded(@TempDir Path scratch) {
    MadeUpFolder folder = new MadeUpFolder(scratch);
    folder.addDiverged(MadeUpFolder.settings(CommonRows.SEED, 1L, CommonRows.NETWORK, "crnn"));
    folder.add(1, MadeUpFolder.settings(CommonRows.SEED, 2L, CerebellumRows.FIBRES, 4L));
    try (QueryEngine engine = folder.engine()) {
      assertThat(
              texts(
                  WhyMissing.in(engine, engine.unreadable())
                      .reasons(
                          List.of(
                              trial(CommonRows.SEED, 1L, CommonRows.NETWORK, "crnn"),
                              trial(CommonRows.SEED, 2L, CerebellumRows.FIBRES, 8L),
                              trial(CommonRows.SEED, 2L, CerebellumRows.FIBRES, 4L)))))
          .containsExactly(
              "1: diverged before in epoch 2: the loss is not finite",
              "1: fibres 4 -> 8",
              "1: complete already");
    }
  }
}
