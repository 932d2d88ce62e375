package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        .extracting(Amount.VALIDATION_LOSS::label)
        .containsExactly(
            "validation loss (squared distance to target)",
            "validation loss (squared distance to target)",
            "validation loss (squared distance to target)",
            "validation loss (nats)",
            "validation loss (nats per word)",
            "validation loss (squared distance to target)");
    assertThat(Amount.TRAIN_LOSS.label("captions"))
        .isEqualTo("training loss as published (nats per word)");
    assertThat(Amount.BITS_PER_WORD.label("captions")).isEqualTo("validation loss (bits per word)");
    assertThat(Amount.CAPTION_F.label("captions")).isEqualTo("score of captions (F, 0 to 1)");
    assertThat(Amount.TRAIN_LOSS.ratioLabel("captions", "a / b"))
        .isEqualTo("training loss as published, a / b (%)");
  }

  @Test
  void dysmetriaIsOfEachTaskItsOwn() {
    assertThat(CommonRows.TASK.choices())
        .extracting(Amount.DYSMETRIA::label)
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
        .extracting(task -> ValidationLoss.of(task).meaning())
        .containsExactly(
            "squared distance to the target over all steps",
            "squared distance to the target over all steps",
            "squared distance to the target over all steps",
            "negative log-likelihood in nats",
            "negative log-likelihood in nats per word",
            "squared distance to the target");
    assertThatThrownBy(() -> ValidationLoss.of("juggling"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task juggling");
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
