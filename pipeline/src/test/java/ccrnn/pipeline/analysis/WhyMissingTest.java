package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

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
}
