package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Axes whose values are drawn. */
class DrawnValuesTest {
  private static Sweep sweep(String axis) {
    return SweepReader.parse("name: drawn\naxes:\n  " + axis + "\n", "drawn.yaml", List.of());
  }

  private static List<Double> rates(String sample) {
    return sweep("learning-rate: {" + sample + "}").trials().stream()
        .map(trial -> trial.number(LearningRows.LEARNING_RATE))
        .toList();
  }

  /** A change here makes other trials of the same sweep file. */
  @Test
  void theValuesAreThoseOfTheSeed() {
    assertThat(rates("sample: log-uniform, from: 1e-4, to: 1e-2, n: 4, seed: 3"))
        .containsExactly(9.16463e-4, 0.00916463, 1.62973e-4, 0.00162973);
    assertThat(rates("sample: log-uniform, from: 1e-4, to: 1e-2, n: 4, seed: 4"))
        .isNotEqualTo(rates("sample: log-uniform, from: 1e-4, to: 1e-2, n: 4, seed: 3"));
  }

  @Test
  void moreOfThemBeginWithTheFewer() {
    assertThat(rates("sample: uniform, from: 0.01, to: 0.1, n: 40, seed: 1"))
        .hasSize(40)
        .startsWith(
            rates("sample: uniform, from: 0.01, to: 0.1, n: 7, seed: 1").toArray(Double[]::new));
  }

  /** Of 16 points of a Sobol sequence, shifted, each sixteenth of the range has one or so. */
  @Test
  void fewCoverTheRangeEvenly() {
    for (int seed = 0; seed < 20; seed++) {
      int[] eighths = new int[8];
      for (double rate : rates("sample: log-uniform, from: 1e-4, to: 1, n: 16, seed: " + seed)) {
        assertThat(rate).isBetween(1e-4, 1.0);
        eighths[Math.min(7, (int) (8 * (Math.log10(rate) + 4) / 4))]++;
      }
      assertThat(eighths).as("seed %d", seed).doesNotContain(0);
    }
  }

  @Test
  void integersHaveBothEndsAndChoicesAllWords() {
    assertThat(
            sweep("cortex-units: {sample: integers, from: 3, to: 6, n: 64, seed: 2}")
                .trials()
                .stream()
                .map(trial -> trial.integer(CortexRows.CORTEX_UNITS)))
        .containsExactlyInAnyOrder(3L, 4L, 5L, 6L);
    assertThat(
            sweep("network: {sample: choice, of: [crnn, ccrnn, bptt], n: 30, seed: 2}")
                .trials()
                .stream()
                .map(trial -> trial.word(CommonRows.NETWORK)))
        .containsExactlyInAnyOrder("crnn", "ccrnn", "bptt");
  }

  @Test
  void aDrawnTrialIsTheWrittenOne() {
    Sweep drawn =
        sweep("learning-rate: {sample: uniform, from: 0.01, to: 0.1, n: 1, seed: 5}\n  seed: 1..2");
    double rate = drawn.trials().get(0).number(LearningRows.LEARNING_RATE);
    assertThat(drawn.trials())
        .hasSize(2)
        .isEqualTo(sweep("learning-rate: [" + rate + "]\n  seed: 1..2").trials());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning-rate: {sample: loguniform, from: 1, to: 2, n: 1, seed: 1}|did you mean"
            + " 'log-uniform'?",
        "learning-rate: {sample: uniform, from: 0.1, to: 0.2, seed: 1}|a sample of learning-rate"
            + " needs n",
        "learning-rate: {sample: uniform, from: 0.1, to: 0.2, n: 5}|a sample of learning-rate needs"
            + " seed",
        "learning-rate: {sample: uniform, from: 0.2, to: 0.1, n: 5, seed: 1}|to a larger one",
        "learning-rate: {sample: uniform, from: 0.1, to: 0.2, n: 0, seed: 1}|n of a sample is a"
            + " whole number from 1",
        "learning-rate: {sample: uniform, from: 0.1, to: 0.2, n: 2.5, seed: 1}|not '2.5'",
        "learning-rate: {sample: uniform, from: 0.1, to: 1e9, n: 2, seed: 1}|learning-rate=1e9 is"
            + " out of range",
        "clip-norm: {sample: log-uniform, from: 0, to: 1, n: 2, seed: 1}|begins above 0",
        "learning-rate: {sample: integers, from: 0.1, to: 0.2, n: 2, seed: 1}|sample uniform or"
            + " log-uniform",
        "epochs: {sample: uniform, from: 1, to: 5, n: 2, seed: 1}|sample integers",
        "network: {sample: uniform, from: crnn, to: ccrnn, n: 2, seed: 1}|sample a choice of words",
        "learning-rate: {sample: uniform, from: 0.1, to: 0.2, n: 2, seed: 1, step: 3}|unknown key"
            + " 'step'",
        "learning-rate: {from: 0.1, to: 0.2}|needs sample"
      })
  void mistakesAreOneLine(String axis, String said) {
    assertThatThrownBy(() -> sweep(axis))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("drawn.yaml:3")
        .hasMessageContaining(said)
        .hasMessageNotContaining("\n");
  }
}
