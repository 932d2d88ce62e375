package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.analysis.Claim.Direction;
import ccrnn.pipeline.analysis.Panel.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Comparisons and verdicts of a figure that asks no folder: each rule where it alone decides. */
class FigureBuilderTest {
  private static final double NAN = Double.NaN;

  /**
   * Differences of mean 1.04, as recorded in {@link StatisticsTest} and {@link PairedTestsTest}.
   */
  private static final double[] SKEWED = {
    0.12, 0.35, -0.08, 1.9, 0.44, 0.03, 5.2, -0.6, 0.9, 0.27, 2.75, 0.01
  };

  /** Interval from 0.2 to 2.4; p = 0.0393 of the t-test. */
  private static final double[] TIED = {1, 1, -1, 2, 2, -2, 3, 3, 1, 4};

  /** As the one above with p far below. */
  private static final double[] CLEAR = {1, 2, 3, 2, 1, 2, 3, 2, 1, 2};

  private static final double[] NOTHING = {1, -1, 2, -2, 0.5, -0.5, 1.5, -1.5, 1, -1};

  private static FigureBuilder figure(Direction... directions) {
    List<Claim> claims =
        IntStream.range(0, directions.length)
            .mapToObj(i -> new Claim("claim " + i, directions[i], Claim.Knowledge.KNOWN))
            .toList();
    PaperFigure figure =
        new PaperFigure(
            "one", "title", "question?", "design", "source", claims, List.of(), Optional.empty());
    return new FigureBuilder(figure, null); // no query is asked
  }

  private static List<Pair> pairs(double... differences) {
    return IntStream.range(0, differences.length)
        .mapToObj(i -> new Pair("t" + i, i, 0, differences[i], 0))
        .toList();
  }

  private static double[] negative(double... values) {
    return Arrays.stream(values).map(d -> -d).toArray();
  }

  private static Comparison test(int n, double lower, double upper, double p, double holmP) {
    // All else says the opposite: it must not matter.
    double mean = -(lower + upper);
    return new Comparison(
        "",
        "",
        "",
        n,
        mean,
        lower,
        upper,
        mean,
        mean,
        mean,
        p,
        1 - p,
        1 - p,
        holmP,
        Optional.empty(),
        "");
  }

  private static void assertJudged(Comparison test, Verdict higher, Verdict lower, Verdict other) {
    assertThat(FigureBuilder.judge(test, Direction.HIGHER)).isEqualTo(higher);
    assertThat(FigureBuilder.judge(test, Direction.LOWER)).isEqualTo(lower);
    assertThat(FigureBuilder.judge(test, Direction.DIFFERENT)).isEqualTo(other);
    assertThat(FigureBuilder.judge(test, Direction.UNKNOWN)).isEqualTo(Verdict.UNDECIDED);
  }

  private static void assertUndecided(Comparison test) {
    assertJudged(test, Verdict.UNDECIDED, Verdict.UNDECIDED, Verdict.UNDECIDED);
  }

  @Test
  void theSideOfZeroDecidesTheDirection() {
    assertJudged(
        test(3, 0.1, 0.2, 0.01, 0.049), Verdict.SUPPORTS, Verdict.CONTRADICTS, Verdict.SUPPORTS);
    assertJudged(
        test(3, -0.2, -0.1, 0.01, 0.049), Verdict.CONTRADICTS, Verdict.SUPPORTS, Verdict.SUPPORTS);
  }

  @Test
  void fewerThanThreePairsAloneDecideNothing() {
    assertUndecided(test(2, 0.1, 0.2, 0.01, 0.049));
    assertUndecided(test(0, 0.1, 0.2, 0.01, 0.049));
  }

  @Test
  void anIntervalThatHasZeroAloneDecidesNothing() {
    assertUndecided(test(30, -0.1, 0.2, 1e-9, 1e-8));
    assertUndecided(test(30, 0, 0.2, 1e-9, 1e-8));
    assertUndecided(test(30, -0.2, 0, 1e-9, 1e-8));
    assertUndecided(test(30, NAN, NAN, 1e-9, 1e-8));
  }

  @Test
  void holmsPAloneDecidesNothingFromALevelOfAtLeastFivePercent() {
    assertUndecided(test(30, 0.1, 0.2, 0.01, 0.05));
    assertUndecided(test(30, 0.1, 0.2, 0.01, 0.06));
    assertUndecided(test(30, 0.1, 0.2, 0.01, NAN));
    // the raw p is not looked at
    assertJudged(
        test(30, 0.1, 0.2, 0.9, 0.04), Verdict.SUPPORTS, Verdict.CONTRADICTS, Verdict.SUPPORTS);
  }

  @Test
  void aComparisonHasTheNumberOfEachTestInItsPlace() {
    FigureBuilder builder = figure(Direction.HIGHER);
    builder.compare("panel", "a - b", "loss", pairs(SKEWED), 0);
    Comparison test = builder.build().tests().get(0);

    assertThat(test.panel()).isEqualTo("panel");
    assertThat(test.label()).isEqualTo("a - b");
    assertThat(test.measure()).isEqualTo("loss");
    assertThat(test.n()).isEqualTo(12);
    assertThat(test.mean()).isCloseTo(11.29 / 12, within(1e-14));
    assertThat(test.lower()).isCloseTo(0.2975, within(1e-12));
    assertThat(test.upper()).isCloseTo(2.1929822801068504, within(1e-12));
    assertThat(test.effect()).isCloseTo(0.5372734609343002, within(1e-13));
    assertThat(test.rankBiserial()).isCloseTo(0.717948717948718, within(1e-13));
    assertThat(test.t()).isCloseTo(2.0013444063154044, within(1e-13));
    assertThat(test.p()).isCloseTo(0.07064104225711519, within(1e-13));
    assertThat(test.wilcoxonP()).isEqualTo(0.02685546875);
    assertThat(test.signFlipP()).isEqualTo(0.03564453125);
    assertThat(test.holmP()).isEqualTo(test.p());
    assertThat(test.claim()).contains(0);
    assertThat(test.warning()).isEmpty();
  }

  /** All but the t-test see an effect: the interval, Wilcoxon's and the sign-flip test. */
  @Test
  void theTTestAloneDecidesAgainstTheOthers() {
    FigureBuilder builder = figure(Direction.HIGHER);
    builder.compare("", "", "", pairs(SKEWED), 0);
    assertThat(builder.build().verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void swappedSidesHaveOppositeNumbersAndTheOppositeVerdict() {
    FigureBuilder builder = figure(Direction.LOWER, Direction.LOWER);
    List<Pair> pairs = pairs(CLEAR);
    builder.compare("", "", "", pairs, 0);
    builder.compare(
        "", "", "", pairs.stream().map(p -> new Pair("", p.seed(), 0, p.b(), p.a())).toList(), 1);
    FigureResult result = builder.build();
    Comparison one = result.tests().get(0);
    Comparison other = result.tests().get(1);
    assertThat(one.mean()).isEqualTo(1.9);
    assertThat(other.mean()).isEqualTo(-1.9);
    assertThat(other.lower()).isEqualTo(-one.upper());
    assertThat(other.effect()).isEqualTo(-one.effect()).isNegative();
    assertThat(other.rankBiserial()).isEqualTo(-one.rankBiserial()).isNegative();
    assertThat(other.t()).isEqualTo(-one.t()).isNegative();
    assertThat(result.outcomes())
        .extracting(FigureResult.Outcome::verdict)
        .containsExactly(Verdict.CONTRADICTS, Verdict.SUPPORTS);
  }

  /** One test: p is 0.039. Of two, Holm's is 0.079, whatever the other one is about. */
  @Test
  void everyComparisonOfTheFigureCountsForHolm() {
    FigureBuilder alone = figure(Direction.HIGHER);
    alone.compare("", "", "", pairs(TIED), 0);
    FigureResult supported = alone.build();
    assertThat(supported.verdict()).isEqualTo(Verdict.SUPPORTS);
    assertThat(supported.tests().get(0).holmP()).isCloseTo(0.0393221245, within(1e-9));

    FigureBuilder beside = figure(Direction.HIGHER);
    beside.compare("", "", "", pairs(NOTHING), Analysis.NO_CLAIM);
    beside.compare("", "", "", pairs(TIED), 0);
    FigureResult undecided = beside.build();
    assertThat(undecided.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(undecided.tests().get(1).p()).isCloseTo(0.0393221245, within(1e-9));
    assertThat(undecided.tests().get(1).holmP()).isCloseTo(0.0786442490, within(1e-9));
    assertThat(undecided.tests().get(0).holmP()).isEqualTo(undecided.tests().get(0).p());
    assertThat(undecided.tests().get(0).claim()).isEmpty();

    FigureBuilder untested = figure(Direction.HIGHER);
    untested.compare("", "", "", pairs(), Analysis.NO_CLAIM);
    untested.compare("", "", "", pairs(TIED), 0);
    assertThat(untested.build().verdict())
        .as("what could not be tested does not count")
        .isEqualTo(Verdict.SUPPORTS);
  }

  @Test
  void pairsWithoutFiniteNumbersAreLeftOutAndCounted() {
    List<Pair> pairs = new ArrayList<>(pairs(SKEWED));
    pairs.add(new Pair("x", 90, 0, NAN, 1));
    pairs.add(new Pair("x", 91, 0, 1, Double.POSITIVE_INFINITY));
    pairs.add(new Pair("x", 92, 0, Double.NEGATIVE_INFINITY, 1));
    pairs.add(new Pair("x", 93, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
    FigureBuilder builder = figure();
    builder.compare("", "", "", pairs, Analysis.NO_CLAIM);
    Comparison test = builder.build().tests().get(0);
    assertThat(test.n()).isEqualTo(12);
    assertThat(test.mean()).isCloseTo(11.29 / 12, within(1e-14));
    assertThat(test.wilcoxonP()).isEqualTo(0.02685546875);
    assertThat(test.warning()).isEqualTo("4 pairs without finite numbers are left out");
  }

  @Test
  void theOrderOfPairsDoesNotMatter() {
    List<Pair> pairs = new ArrayList<>(pairs(SKEWED));
    FigureBuilder there = figure();
    there.compare("", "", "", pairs, Analysis.NO_CLAIM);
    Collections.reverse(pairs);
    FigureBuilder back = figure();
    back.compare("", "", "", pairs, Analysis.NO_CLAIM);
    assertThat(back.build().tests()).isEqualTo(there.build().tests());
  }

  private static Comparison alone(double... differences) {
    FigureBuilder builder = figure();
    builder.compare("", "", "", pairs(differences), Analysis.NO_CLAIM);
    return builder.build().tests().get(0);
  }

  @Test
  void whatFewPairsCannotShowIsSaid() {
    Comparison none = alone();
    assertThat(none.n()).isZero();
    assertThat(new double[] {none.mean(), none.lower(), none.effect(), none.t(), none.p()})
        .containsOnly(NAN);
    assertThat(none.warning()).isEqualTo("fewer than 3 pairs decide nothing");
    assertThat(alone(1, 2).warning()).isEqualTo("fewer than 3 pairs decide nothing");
    assertThat(alone(1, 2, NAN).warning())
        .isEqualTo(
            "1 pairs without finite numbers are left out; fewer than 3 pairs decide nothing");
    String least = "with %d pairs the sign-flip and Wilcoxon tests cannot go below p = %s";
    assertThat(alone(1, 2, 3).warning()).isEqualTo(least.formatted(3, "0.250"));
    assertThat(alone(1, 2, 3, 4, 5).warning()).isEqualTo(least.formatted(5, "0.063"));
    assertThat(alone(1, 2, 3, 4, 5, 6).warning()).isEmpty();
  }

  private static Verdict over(Direction direction, double[]... samples) {
    FigureBuilder builder = figure(direction);
    for (double[] sample : samples) {
      builder.compare("", "", "", pairs(sample), 0);
    }
    return builder.build().outcomes().get(0).verdict();
  }

  @Test
  void aClaimIsAboutAllItsComparisons() {
    double[] against = negative(CLEAR);
    assertThat(over(Direction.HIGHER, CLEAR, CLEAR)).isEqualTo(Verdict.SUPPORTS);
    assertThat(over(Direction.HIGHER, CLEAR, NOTHING)).isEqualTo(Verdict.UNDECIDED);
    assertThat(over(Direction.HIGHER, CLEAR, against)).isEqualTo(Verdict.CONTRADICTS);
    assertThat(over(Direction.HIGHER, NOTHING, against)).isEqualTo(Verdict.CONTRADICTS);
    assertThat(over(Direction.LOWER, against, against)).isEqualTo(Verdict.SUPPORTS);
    assertThat(over(Direction.DIFFERENT, CLEAR, against)).isEqualTo(Verdict.SUPPORTS);
    assertThat(over(Direction.DIFFERENT, CLEAR, NOTHING)).isEqualTo(Verdict.UNDECIDED);
    assertThat(over(Direction.UNKNOWN, CLEAR, CLEAR)).isEqualTo(Verdict.NO_CLAIM);
    assertThat(over(Direction.HIGHER)).isEqualTo(Verdict.NOT_RUN);
  }

  @Test
  void whatIsLackingForbidsSupportButNotContradiction() {
    FigureBuilder better = figure(Direction.HIGHER, Direction.HIGHER);
    better.compare("", "", "", pairs(CLEAR), 0);
    better.compare("", "", "", pairs(CLEAR), 1);
    better.lacks(0, "one task");
    better.lacks(0, "another task");
    FigureResult result = better.build();
    assertThat(result.outcomes())
        .extracting(FigureResult.Outcome::verdict)
        .containsExactly(Verdict.UNDECIDED, Verdict.SUPPORTS);
    assertThat(result.outcomes().get(0).sentence())
        .startsWith("Undecided: claim 0 (")
        .endsWith(", n = 10; lacking: one task, another task).");
    assertThat(result.gaps()).containsExactly("one task", "another task");

    FigureBuilder worse = figure(Direction.LOWER);
    worse.compare("", "", "", pairs(CLEAR), 0);
    worse.lacks(0, "one task");
    assertThat(worse.build().verdict()).isEqualTo(Verdict.CONTRADICTS);
  }

  private static Verdict whole(double[]... samples) {
    Direction[] directions = new Direction[samples.length];
    Arrays.fill(directions, Direction.HIGHER);
    FigureBuilder builder = figure(directions);
    for (int i = 0; i < samples.length; i++) {
      if (samples[i].length > 0) {
        builder.compare("", "", "", pairs(samples[i]), i);
      }
    }
    return builder.build().verdict();
  }

  @Test
  void aFigureIsAboutAllItsClaimsThatWereRun() {
    double[] none = {};
    double[] against = negative(CLEAR);
    assertThat(whole(CLEAR, CLEAR)).isEqualTo(Verdict.SUPPORTS);
    assertThat(whole(CLEAR, none)).isEqualTo(Verdict.SUPPORTS);
    assertThat(whole(CLEAR, NOTHING)).isEqualTo(Verdict.UNDECIDED);
    assertThat(whole(CLEAR, against, none)).isEqualTo(Verdict.CONTRADICTS);
    assertThat(whole(none, none)).isEqualTo(Verdict.NOT_RUN);
  }

  private static Panel panel() {
    Panel.Axis axis = Analysis.axis("x");
    return new Panel("", Picture.POINTS, axis, axis, "", OptionalDouble.empty(), List.of());
  }

  @Test
  void whatIsShownButNotTestedIsUndecidedOrNotClaimed() {
    FigureBuilder shown = figure(Direction.HIGHER);
    shown.panel(panel());
    FigureResult result = shown.build();
    assertThat(result.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(result.sentence()).isEqualTo("Not run: claim 0.");
    assertThat(result.gaps()).isEmpty();

    FigureBuilder unclaimed = figure();
    unclaimed.panel(panel());
    assertThat(unclaimed.build().verdict()).isEqualTo(Verdict.NO_CLAIM);
    assertThat(unclaimed.build().sentence()).isEqualTo("Nothing is claimed.");
    assertThat(figure().build().verdict()).isEqualTo(Verdict.NOT_RUN);
  }

  @Test
  void aFigureWithoutAnythingSaysWhatWouldRunIt() {
    FigureResult nothing = figure(Direction.HIGHER).build();
    assertThat(nothing.sentence()).isEqualTo("The folder has no trials for this figure.");
    assertThat(nothing.gaps()).containsExactly("all that this figure shows");
    assertThat(nothing.trials()).isZero();
    assertThat(nothing.query()).isEmpty();

    PaperFigure paper =
        new PaperFigure("a", "b", "c?", "d", "e", List.of(), List.of(), Optional.of("f.yaml"));
    assertThat(new FigureBuilder(paper, null).build().gaps())
        .containsExactly("all that this figure shows; conf/paper/f.yaml runs it");
    FigureBuilder known = new FigureBuilder(paper, null);
    known.gap("seeds");
    known.gap("seeds");
    assertThat(known.build().gaps()).containsExactly("seeds");
  }

  @Test
  void eachTrialIsCountedOnce() {
    FigureBuilder builder = figure();
    builder.uses("a", "b");
    builder.uses("b", "c");
    assertThat(builder.build().trials()).isEqualTo(3);
  }

  @Test
  void theSentenceTellsEachOfThreeTestsAndCountsMore() {
    FigureBuilder three = figure(Direction.HIGHER);
    three.compare("lines", "a - b", "loss (m)", pairs(CLEAR), 0);
    three.compare("", "c - d", "loss (m)", pairs(NOTHING), 0);
    three.compare("", "e - f", "loss (m)", pairs(), 0);
    assertThat(three.build().sentence())
        .isEqualTo(
            "Undecided: claim 0 ("
                + "lines: a - b, loss (m): mean 1.90 [1.50, 2.30], g = 2.35, Holm p < 0.001, n = 10;"
                + " c - d, loss (m): mean 0.000 [-0.800, 0.800], g = 0.000, Holm p = 1.00, n = 10;"
                + " e - f, loss (m): mean - [-, -], g = -, Holm p = -, n = 0).");

    FigureBuilder four = figure(Direction.HIGHER);
    for (double[] sample : List.of(CLEAR, CLEAR, NOTHING, negative(CLEAR))) {
      four.compare("", "", "", pairs(sample), 0);
    }
    assertThat(four.build().sentence())
        .isEqualTo("Contradicted: claim 0 (2 of 4 tests agree, 1 are against it).");
    FigureBuilder unknown = figure(Direction.UNKNOWN, Direction.HIGHER);
    unknown.compare("", "x", "y", pairs(CLEAR), 0);
    unknown.compare("", "x", "y", pairs(CLEAR), 1);
    assertThat(unknown.build().outcomes())
        .extracting(FigureResult.Outcome::sentence)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("No direction is known: claim 0 (x, y: mean 1.90 "),
            two -> assertThat(two).startsWith("Supported: claim 1 (x, y: mean 1.90 "));
    assertThat(unknown.build().verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void numbersHaveThreeDigits() {
    List<String> texts =
        DoubleStream.of(
                NAN, 0, 0.0123, -0.5, 0.001, 0.00099, -1e-7, 1, 9.87, 12.34, 123.4, 1234.5, 999_999,
                1e6, 2.5e9)
            .mapToObj(FigureBuilder::number)
            .toList();
    assertThat(texts)
        .containsExactly(
            "-",
            "0.000",
            "0.012",
            "-0.500",
            "0.001",
            "9.90e-04",
            "-1.00e-07",
            "1.00",
            "9.87",
            "12.3",
            "123",
            "1235",
            "999999",
            "1.00e+06",
            "2.50e+09");
  }

  @Test
  void testsOfAClaimAreThoseThatJudgeIt() {
    FigureBuilder builder = figure(Direction.HIGHER, Direction.HIGHER);
    builder.compare("", "none", "", pairs(CLEAR), Analysis.NO_CLAIM);
    builder.compare("", "second", "", pairs(CLEAR), 1);
    builder.compare("", "first", "", pairs(CLEAR), 0);
    FigureResult result = builder.build();
    assertThat(result.testsOf(0)).extracting(Comparison::label).containsExactly("first");
    assertThat(result.testsOf(1)).extracting(Comparison::label).containsExactly("second");
  }

  @Test
  void whatIsPlottedIsOneRowAPoint() {
    FigureBuilder builder = figure();
    Panel.Axis axis = Analysis.axis("x");
    builder.panel(
        new Panel(
            "lines",
            Picture.POINTS,
            axis,
            axis,
            "SEM",
            OptionalDouble.empty(),
            List.of(
                new Panel.Series("a", "ccrnn", List.of(new Panel.Point(1, 2, 1.5, 2.5, 7))),
                new Panel.Series("b", "crnn", List.of()))));
    assertThat(builder.build().rows())
        .containsExactly(List.of("lines", "a", "ccrnn", 1.0, 2.0, 1.5, 2.5, 7));
    assertThat(FigureResult.columns())
        .containsExactly("panel", "series", "condition", "x", "mean", "lower", "upper", "n");
  }

  @Test
  void howAClaimIsKnownIsSaid() {
    assertThat(Claim.Knowledge.values())
        .extracting(Claim.Knowledge::meaning)
        .containsExactly(
            "read in the paper or its code",
            "inferred from what could be read",
            "unverified: not read, a hypothesis");
  }
}
