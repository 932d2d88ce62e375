package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.task.TaskMeasures;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What axes, tables and legends call measures and conditions. */
class NamesOfMeasuresTest {
  @Test
  void lossesHaveTheUnitOfTheirTask() {
    assertThat(CommonRows.TASK.choices())
        .extracting(TaskMeasures.VALIDATION_LOSS::label)
        .containsExactly(
            "validation loss (squared distance to target)",
            "validation loss (squared distance to target)",
            "validation loss (squared distance to target)",
            "validation loss (nats)",
            "validation loss (nats per word)",
            "validation loss (squared distance to target)");
    assertThat(TaskMeasures.TRAIN_LOSS.label("captions"))
        .isEqualTo("training loss as published (nats per word)");
    assertThat(TaskMeasures.BITS_PER_WORD.label("captions"))
        .isEqualTo("validation loss (bits per word)");
    assertThat(TaskMeasures.CAPTION_F.label("captions")).isEqualTo("score of captions (F, 0 to 1)");
    assertThat(TaskMeasures.TRAIN_LOSS.ratioLabel("captions", "a / b"))
        .isEqualTo("training loss as published, a / b (%)");
  }

  @Test
  void dysmetriaIsOfEachTaskItsOwn() {
    assertThat(CommonRows.TASK.choices())
        .extracting(TaskMeasures.DYSMETRIA::label)
        .containsExactly(
            "line residual (squared distance)",
            "line residual (squared distance)",
            "path distance (distance)",
            "uncertainty (probability)",
            "uncertainty (probability)",
            "uncertainty (probability)");
  }

  @Test
  void lossesMeanWhatTheirTasksLearn() {
    assertThat(CommonRows.TASK.choices())
        .extracting(task -> Families.learning(task).validationLoss(task).meaning())
        .containsExactly(
            "squared distance to the target over all steps",
            "squared distance to the target over all steps",
            "squared distance to the target over all steps",
            "negative log-likelihood in nats",
            "negative log-likelihood in nats per word",
            "squared distance to the target");
    assertThatThrownBy(() -> Families.learning("juggling"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no family learns the task juggling");
  }

  private static Sweep sweep(String axes) {
    return SweepReader.parse("name: a\naxes:\n" + axes, "a.yaml", List.of());
  }

  @Test
  void conditionsAreNamedByAllThatVariesOrByWhatIsNotAsUsual() {
    Sweep sweep = sweep("  network: [crnn, ccrnn]\n  noise: [0, 0.5]\n  seed: 1..2\n");
    assertThat(ConditionColumns.full(sweep.conditions()))
        .containsExactly(
            new ConditionColumns.Column("network", List.of("crnn", "crnn", "ccrnn", "ccrnn")),
            new ConditionColumns.Column("noise", List.of("0", "0.5", "0", "0.5")));
    assertThat(ConditionColumns.brief(sweep.conditions()))
        .containsExactly(
            new ConditionColumns.Column("network", List.of("crnn", "crnn", "ccrnn", "ccrnn")),
            new ConditionColumns.Column(
                "condition", List.of("defaults", "noise=0.5", "defaults", "noise=0.5")));
  }

  @Test
  void taskAndNetworkStandAloneWhereNothingElseVaries() {
    Sweep sweep = sweep("  network: [crnn, ccrnn]\n  task: [line-drawing, digit-drawing]\n");
    assertThat(ConditionColumns.brief(sweep.conditions()))
        .extracting(ConditionColumns.Column::head)
        .as("the task first")
        .containsExactly("task", "network");
    assertThat(ConditionColumns.brief(sweep("  seed: 1..3\n").conditions()))
        .containsExactly(new ConditionColumns.Column("network", List.of("ccrnn")));
    assertThat(ConditionColumns.brief(List.of())).isEmpty();
  }
}
