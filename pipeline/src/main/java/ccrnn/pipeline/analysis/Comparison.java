package ccrnn.pipeline.analysis;

import java.util.Objects;
import java.util.Optional;

/**
 * Tests of one paired difference over seeds. Numbers are NaN where there are too few pairs.
 *
 * @param panel title of the panel that it belongs to; may be empty
 * @param label what is compared, such as {@code ccrnn - crnn, horizon 3}
 * @param measure what the difference is of, with its unit
 * @param n number of pairs
 * @param mean mean difference
 * @param lower lower end of its 95 % bootstrap interval (BCa)
 * @param upper upper end of it
 * @param effect Cohen's d_z with Hedges' correction
 * @param rankBiserial matched-pairs rank-biserial correlation
 * @param t paired t
 * @param p of the paired t-test, two-sided
 * @param wilcoxonP of Wilcoxon's signed-rank test, two-sided
 * @param signFlipP of the sign-flip permutation test of the mean, two-sided
 * @param holmP {@code p} adjusted by Holm over all comparisons of the figure
 * @param claim position in the figure's claims of the one that it tests; empty if it tests none
 * @param warning what n cannot show; empty for nothing
 */
public record Comparison(
    String panel,
    String label,
    String measure,
    int n,
    double mean,
    double lower,
    double upper,
    double effect,
    double rankBiserial,
    double t,
    double p,
    double wilcoxonP,
    double signFlipP,
    double holmP,
    Optional<Integer> claim,
    String warning) {
  /** Checks that nothing is null. */
  public Comparison {
    Objects.requireNonNull(panel, "panel");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(warning, "warning");
  }

  Comparison withHolmP(double adjusted) {
    return new Comparison(
        panel,
        label,
        measure,
        n,
        mean,
        lower,
        upper,
        effect,
        rankBiserial,
        t,
        p,
        wilcoxonP,
        signFlipP,
        adjusted,
        claim,
        warning);
  }
}
