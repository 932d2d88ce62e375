package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers of pairs, points over them and contrasts along a sweep, by hand. */
class PairsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static Pair pair(long seed, double x, double a, double b) {
    return new Pair("t" + seed + "x" + x, seed, x, a, b);
  }

  @Test
  void oneIsRelativeToTheOther() {
    assertThat(pair(1, 0, 3, 4).relative()).isEqualTo(75);
    assertThat(pair(1, 0, 3, 4).logRatio()).isEqualTo(Math.log(0.75)).isNegative();
    assertThat(pair(1, 0, 4, 3).logRatio()).isPositive();
    assertThat(pair(1, 0, 2, 2).relative()).isEqualTo(100);
    assertThat(pair(1, 0, 0, 2).logRatio()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(pair(1, 0, 0, 0).relative()).isNaN();
  }

  @Test
  void bothMustBeFinite() {
    assertThat(pair(1, NAN, 1, 2).isFinite()).isTrue();
    for (double bad : new double[] {NAN, INFINITE, -INFINITE}) {
      assertThat(pair(1, 0, bad, 2).isFinite()).isFalse();
      assertThat(pair(1, 0, 1, bad).isFinite()).isFalse();
    }
  }

  @Test
  void aPointIsTheMeanOfWhatIsFiniteAndItsStandardError() {
    List<Pair> pairs = new ArrayList<>();
    for (double a : new double[] {2, 4, 9, NAN, INFINITE}) {
      pairs.add(pair(pairs.size(), 7, a, 1));
    }
    // squared deviations 9, 1 and 16: variance 13
    double sem = Math.sqrt(13 / 3.0);
    Panel.Point point = Pair.point(7, pairs, Pair::a);
    assertThat(point.x()).isEqualTo(7);
    assertThat(point.mean()).isEqualTo(5);
    assertThat(point.lower()).isCloseTo(5 - sem, within(1e-14));
    assertThat(point.upper()).isCloseTo(5 + sem, within(1e-14));
    assertThat(point.n()).isEqualTo(3);
    assertThat(Pair.point(7, pairs, Pair::b)).isEqualTo(new Panel.Point(7, 1, 1, 1, 5));
  }

  @Test
  void oneSeedHasNoSpreadAndNoneNoMean() {
    assertThat(Pair.point(1, List.of(pair(1, 1, 3, 0)), Pair::a))
        .isEqualTo(new Panel.Point(1, 3, 3, 3, 1));
    assertThat(Pair.point(1, List.of(pair(1, 1, NAN, 0)), Pair::a))
        .isEqualTo(new Panel.Point(1, NAN, NAN, NAN, 0));
  }

  @Test
  void theOrderOfSeedsChangesNoBit() {
    List<Pair> pairs = new ArrayList<>();
    for (double a : new double[] {1e16, 0.1, -1e16, 0.3}) {
      pairs.add(new Pair("t" + pairs.size(), pairs.size() / 2, 0, a, 1));
    }
    Panel.Point there = Pair.point(0, pairs, Pair::a);
    Collections.reverse(pairs);
    assertThat(Pair.point(0, pairs, Pair::a)).isEqualTo(there);
  }

  /** Ratios 2, 4 and 8 at 1, 2 and 3, and 1/2, 1, 1 of the second seed. */
  private static List<Pair> swept(Pair... more) {
    List<Pair> pairs =
        new ArrayList<>(
            List.of(
                pair(1, 1, 2, 1),
                pair(1, 2, 4, 1),
                pair(1, 3, 8, 1),
                pair(2, 3, 5, 5),
                pair(2, 2, 3, 3),
                pair(2, 1, 1, 2)));
    pairs.addAll(Arrays.asList(more));
    return pairs;
  }

  private static List<Pair> contrast(List<Pair> pairs, Set<Double> some, double other) {
    NavigableMap<Double, List<Pair>> values = PairAnalysis.byX(pairs);
    return PairAnalysis.contrast(values, some, other);
  }

  @Test
  void valuesAreSortedAndKeepTheirPairs() {
    NavigableMap<Double, List<Pair>> values = PairAnalysis.byX(swept());
    assertThat(values.keySet()).containsExactly(1.0, 2.0, 3.0);
    assertThat(values.get(2.0)).extracting(Pair::seed).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void aTrendIsTheLogarithmAtOneValueAndAtAnother() {
    List<Pair> trend = contrast(swept(), Set.of(3.0), 1);
    assertThat(trend).extracting(Pair::seed).containsExactly(1L, 2L);
    assertThat(trend).extracting(Pair::a).containsExactly(Math.log(8), 0.0);
    assertThat(trend).extracting(Pair::b).containsExactly(Math.log(2), Math.log(0.5));
    assertThat(trend).extracting(Pair::x).containsOnly(1.0);
    assertThat(trend).extracting(Pair::trial).containsExactly("t1x1.0", "t2x1.0");
  }

  @Test
  void someValuesAreAveragedAsLogarithms() {
    List<Pair> middle = contrast(swept(), Set.of(2.0, 3.0), 1);
    assertThat(middle.get(0).a()).isCloseTo(Math.log(32) / 2, within(1e-15));
    assertThat(middle.get(1).a()).isEqualTo(0);
  }

  /** Wherever the hole is, its seed takes no part, and no other seed is taken for it. */
  @Test
  void aSeedWithAHoleTakesNoPart() {
    for (double hole : new double[] {1, 2, 3}) {
      List<Pair> pairs = swept();
      pairs.removeIf(pair -> pair.seed() == 1 && pair.x() == hole);
      assertThat(contrast(pairs, Set.of(2.0, 3.0), 1)).extracting(Pair::seed).containsExactly(2L);
      assertThat(contrast(pairs, Set.of(3.0), 1))
          .extracting(Pair::seed)
          .containsExactlyElementsOf(hole == 2 ? List.of(1L, 2L) : List.of(2L));
    }
    assertThat(contrast(swept(pair(3, 1, 1, 1)), Set.of(2.0), 1))
        .extracting(Pair::seed)
        .containsExactly(1L, 2L);
  }

  /** A diverged trial is no hole: its pair is counted as one without a finite number. */
  @Test
  void aContrastWithWhatIsNotFiniteIsNotFinite() {
    List<Pair> pairs = swept(pair(3, 1, 2, 1), pair(3, 2, INFINITE, 1), pair(3, 3, 1, 1));
    pairs.add(pair(4, 1, NAN, 1));
    pairs.add(pair(4, 3, 1, 1));
    pairs.add(pair(4, 2, 1, 1));
    pairs.add(pair(5, 1, 1, 1));
    pairs.add(pair(5, 2, 1, 1));
    pairs.add(pair(5, 3, 0, 1));
    List<Pair> middle = contrast(pairs, Set.of(2.0, 3.0), 1);
    assertThat(middle).extracting(Pair::seed).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(middle).extracting(Pair::isFinite).containsExactly(true, true, false, false, false);
  }
}
