package ccrnn.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.analysis.LearningCurve;
import ccrnn.pipeline.analysis.LearningCurve.Point;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Condition;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The closing table of a run: it fits the terminal and says what its numbers are. */
class SummaryTest {
  private static final String ODD =
      """
      name: odd
      cases:
        - {network: bptt}
        - {optimizer: [rmsprop, sgd], weight-decay: 0.001}
        - {learning-rate-schedule: plateau, early-stopping: 2, learning-rate: 0.1}
        - {lesion: fixed, lesion-epoch: 1, cerebellum-output: random}
        - {cortex: tanh, updates: per-truncation, feedback-horizon: 3}
      """;

  private static Sweep sweep(String text) {
    return SweepReader.parse(text, "s.yaml", List.of());
  }

  private static List<LearningCurve> curves(Sweep sweep, double first, double last) {
    return sweep.conditions().stream()
        .map(
            condition ->
                new LearningCurve(
                    condition,
                    List.of(new Point(1, 3, first, 0.125), new Point(2, 3, last, 0.125))))
        .toList();
  }

  @Test
  void everySettingIsAColumnWhereThereIsRoom() {
    Sweep sweep = sweep("name: s\naxes: {network: [crnn, ccrnn], feedback-horizon: [1, 3]}\n");
    String text = Summary.of("line-drawing", curves(sweep, 30, 2), List.of(), 100);
    assertThat(text.lines().findFirst())
        .contains(
            " network  feedback-horizon  seeds  first validation loss  last validation loss"
                + "  last epoch");
    assertThat(text)
        .contains(" crnn     3                     3          30.00 ± 0.125")
        .endsWith(
            "validation loss: squared distance to the target over all steps; mean ± SEM over seeds");
  }

  @Test
  void headsAreBrokenBeforeSettingsAreLeftOut() {
    Sweep sweep = sweep("name: s\naxes: {network: [crnn, ccrnn], feedback-horizon: [1, 3]}\n");
    String text = Summary.of("line-drawing", curves(sweep, 30, 2), List.of(), 70);
    assertThat(text.lines().limit(3))
        .containsExactly(
            "                                    first           last",
            "          feedback-            validation     validation   last",
            " network  horizon    seeds           loss           loss  epoch")
        .allMatch(line -> line.length() <= 70);
  }

  @Test
  void whatIsUnusualNamesARowOfManySettings() {
    Sweep sweep = sweep(ODD);
    for (int width : new int[] {80, 100}) {
      String text = Summary.of("line-drawing", curves(sweep, 30, 2), List.of(), width);
      assertThat(text.lines().limit(15))
          .allMatch(line -> line.length() <= width || line.startsWith("validation loss"));
      assertThat(text)
          .contains(" bptt     defaults ")
          .contains("optimizer=rmsprop")
          .contains("cerebellum-output=random")
          .doesNotContain("cortex=lstm")
          .doesNotContain("weight-decay=0 ");
    }
  }

  @Test
  void unusualSettingsTellAllConditionsApart() {
    List<Condition> conditions = sweep(ODD).conditions();
    assertThat(conditions.stream().map(condition -> condition.brief(java.util.Set.of())))
        .doesNotHaveDuplicates()
        .contains("network=bptt", "optimizer=sgd weight-decay=0.001");
  }

  @Test
  void tasksAreApartAndEachHasItsUnits() {
    Sweep sweep =
        sweep("name: s\naxes: {task: [line-drawing, captions], network: [crnn, ccrnn]}\n");
    var byTask = Summary.byTask(sweep, curves(sweep, 4, 2));
    assertThat(byTask.keySet()).containsExactly("line-drawing", "captions");
    List<LearningCurve> captions = byTask.get("captions");
    String text = Summary.of("captions", captions, captions, 100);
    assertThat(text.lines().toList())
        .contains(
            "validation loss: negative log-likelihood in nats per word; mean ± SEM over seeds",
            "accuracy: share of right answers in validation")
        .allMatch(line -> line.length() <= 100);
    assertThat(text).contains("bits/word").contains("2.885").doesNotContain("task");
  }

  @Test
  void everyTaskHasALoss() {
    assertThat(CommonRows.TASK.choices())
        .allSatisfy(
            task ->
                assertThat(Families.learning(task).validationLoss(task).meaning()).isNotBlank());
  }
}
