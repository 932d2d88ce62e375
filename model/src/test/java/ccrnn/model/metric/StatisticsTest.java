package ccrnn.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.parameter.Block;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Statistics of activity, feedback and weights whose values are known by construction. */
class StatisticsTest {
  private static FMatrixRMaj random(long seed, int rows, int units) {
    SplittableRandom random = new SplittableRandom(seed);
    FMatrixRMaj matrix = new FMatrixRMaj(rows, units);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.data[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return matrix;
  }

  /** Each row as often as its sequence counts. */
  private static FMatrixRMaj copies(FMatrixRMaj matrix, int batch, float[] multiplicities) {
    int rows = 0;
    for (int row = 0; row < matrix.numRows; row++) {
      rows += (int) multiplicities[row % batch];
    }
    FMatrixRMaj all = new FMatrixRMaj(rows, matrix.numCols);
    int at = 0;
    for (int row = 0; row < matrix.numRows; row++) {
      for (int copy = 0; copy < (int) multiplicities[row % batch]; copy++) {
        System.arraycopy(
            matrix.data, row * matrix.numCols, all.data, at++ * matrix.numCols, matrix.numCols);
      }
    }
    return all;
  }

  private static final float[] ONCE = {1};

  @Test
  void orthogonalUnitsOfEqualVarianceAreUncorrelated() {
    FMatrixRMaj activity =
        new FMatrixRMaj(new float[][] {{2, 1, 1}, {2, -1, -1}, {0, 1, -1}, {0, -1, 1}});
    PopulationStatistics statistics = PopulationStatistics.of(4, 1, activity, ONCE);
    assertThat(statistics.populationCorrelation()).isCloseTo(0, within(1e-12));
    assertThat(statistics.populationCorrelationAsCoded())
        .isCloseTo(1.0 / 2 - 1.0 / 3, within(1e-12));
    assertThat(statistics.meanAbsolutePearson()).isCloseTo(0, within(1e-12));
    assertThat(statistics.codingSpace()).isCloseTo(4, within(1e-12));
    assertThat(statistics.sparsity())
        .isCloseTo((3 - (16.0 / 6 + 16.0 / 6 + 2 + 2) / 4) / 2, within(1e-12));
  }

  @Test
  void oneDimensionIsAllCorrelated() {
    FMatrixRMaj activity = new FMatrixRMaj(new float[][] {{1, -2, 3}, {2, -4, 6}, {4, -8, 12}});
    PopulationStatistics statistics = PopulationStatistics.of(3, 1, activity, ONCE);
    assertThat(statistics.populationCorrelation()).isCloseTo(1, within(1e-6));
    assertThat(statistics.meanAbsolutePearson()).isCloseTo(1, within(1e-12));
  }

  @Test
  void silentUnitsAndObservationsDoNotCount() {
    FMatrixRMaj activity =
        new FMatrixRMaj(new float[][] {{1, 0, 0.1f}, {0, 0, 0}, {3, 0, 0.1f}, {5, 0, 0}});
    PopulationStatistics statistics = PopulationStatistics.of(4, 1, activity, ONCE);
    PopulationStatistics pair =
        PopulationStatistics.of(
            4, 1, new FMatrixRMaj(new float[][] {{1, 0.1f}, {0, 0}, {3, 0.1f}, {5, 0}}), ONCE);
    assertThat(statistics.meanAbsolutePearson())
        .isCloseTo(pair.meanAbsolutePearson(), within(1e-12));
    assertThat(statistics.sparsity()).isBetween(0.9, 1.0);
    PopulationStatistics silent = PopulationStatistics.of(4, 1, new FMatrixRMaj(4, 3), ONCE);
    assertThat(silent.codingSpace()).isZero();
    assertThat(silent.populationCorrelation()).isNaN();
    assertThat(silent.meanAbsolutePearson()).isNaN();
    assertThat(silent.sparsity()).isNaN();
    assertThat(PopulationStatistics.of(1, 1, activity, ONCE).codingSpace()).isNaN();
    assertThat(PopulationStatistics.of(0, 1, activity, ONCE).sparsity()).isNaN();
  }

  @Test
  void multiplicitiesStandForCopies() {
    float[] multiplicities = {2, 1, 3};
    FMatrixRMaj first = random(1, 12, 5);
    FMatrixRMaj second = random(2, 12, 4);
    FMatrixRMaj firstCopies = copies(first, 3, multiplicities);
    FMatrixRMaj secondCopies = copies(second, 3, multiplicities);
    PopulationStatistics some = PopulationStatistics.of(12, 3, first, multiplicities);
    PopulationStatistics all = PopulationStatistics.of(24, 1, firstCopies, ONCE);
    assertThat(some.populationCorrelation()).isCloseTo(all.populationCorrelation(), within(1e-12));
    assertThat(some.meanAbsolutePearson()).isCloseTo(all.meanAbsolutePearson(), within(1e-12));
    assertThat(some.codingSpace()).isCloseTo(all.codingSpace(), within(1e-12));
    assertThat(some.sparsity()).isCloseTo(all.sparsity(), within(1e-12));
    PairCorrelations pairs = PairCorrelations.of(12, 3, first, second, multiplicities);
    PairCorrelations allPairs = PairCorrelations.of(24, 1, firstCopies, secondCopies, ONCE);
    assertThat(pairs.mean()).isCloseTo(allPairs.mean(), within(1e-12));
    assertThat(pairs.median()).isCloseTo(allPairs.median(), within(1e-12));
  }

  @Test
  void pairsAreThoseOfTheTextbook() {
    FMatrixRMaj first = random(3, 200, 3);
    FMatrixRMaj second = random(4, 200, 7);
    for (int row = 0; row < 200; row++) {
      second.set(row, 0, 2 - first.get(row, 1));
      second.set(row, 1, 0.3f);
    }
    PairCorrelations pairs = PairCorrelations.of(200, 1, first, second, ONCE);
    double sum = 0;
    double absolute = 0;
    double squares = 0;
    double lowest = 1;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 7; j++) {
        if (j != 1) {
          double r = pearson(first, i, second, j);
          sum += r;
          absolute += Math.abs(r);
          squares += r * r;
          lowest = Math.min(lowest, r);
        }
      }
    }
    assertThat(pairs.pairs()).isEqualTo(18);
    assertThat(pairs.undefined()).isEqualTo(3);
    assertThat(pairs.mean()).isCloseTo(sum / 18, within(1e-9));
    assertThat(pairs.meanAbsolute()).isCloseTo(absolute / 18, within(1e-9));
    assertThat(pairs.standardDeviation())
        .isCloseTo(Math.sqrt(squares / 18 - sum * sum / 18 / 18), within(1e-9));
    assertThat(lowest).isCloseTo(-1, within(1e-6));
    assertThat(pairs.quantile05()).isBetween(-1.0, pairs.quantile25());
    assertThat(pairs.median()).isBetween(pairs.quantile25(), pairs.quantile75());
    assertThat(pairs.quantile95()).isGreaterThan(pairs.quantile75());
  }

  private static double pearson(FMatrixRMaj a, int i, FMatrixRMaj b, int j) {
    int n = a.numRows;
    double x = 0;
    double y = 0;
    for (int row = 0; row < n; row++) {
      x += a.get(row, i) / n;
      y += b.get(row, j) / n;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int row = 0; row < n; row++) {
      xy += (a.get(row, i) - x) * (b.get(row, j) - y);
      xx += (a.get(row, i) - x) * (a.get(row, i) - x);
      yy += (b.get(row, j) - y) * (b.get(row, j) - y);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void quantilesLieBetweenTheValuesAsInNumpy() {
    // r of x with 0.6 x + 0.8 z for x and z uncorrelated, so 1, 0.6, 0, -1: numpy gives these.
    float[][] first = {{1}, {-1}, {1}, {-1}};
    float[][] second = {{1, 1.4f, 1, -1}, {-1, 0.2f, 1, 1}, {1, -0.2f, -1, -1}, {-1, -1.4f, -1, 1}};
    PairCorrelations pairs =
        PairCorrelations.of(4, 1, new FMatrixRMaj(first), new FMatrixRMaj(second), ONCE);
    assertThat(pairs.quantile05()).isCloseTo(-0.85, within(1e-6));
    assertThat(pairs.quantile25()).isCloseTo(-0.25, within(1e-6));
    assertThat(pairs.median()).isCloseTo(0.3, within(1e-6));
    assertThat(pairs.quantile75()).isCloseTo(0.7, within(1e-6));
    assertThat(pairs.quantile95()).isCloseTo(0.94, within(1e-6));
    PairCorrelations none =
        PairCorrelations.of(4, 1, new FMatrixRMaj(4, 2), new FMatrixRMaj(second), ONCE);
    assertThat(none.pairs()).isZero();
    assertThat(none.undefined()).isEqualTo(8);
    assertThat(none.mean()).isNaN();
    assertThat(none.median()).isNaN();
    assertThatThrownBy(
            () -> PairCorrelations.of(5, 1, new FMatrixRMaj(4, 2), new FMatrixRMaj(9, 1), ONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("5 observations of 1 sequences are asked of a matrix of 4 x 2");
  }

  @Test
  void similarityCountsDirectionsOnly() {
    // Two steps of three sequences; the third is silent at step 0, the reference at step 1.
    FMatrixRMaj predicted =
        new FMatrixRMaj(new float[][] {{1, 0}, {2, 0}, {0, 0}, {0, -3}, {1, 1}, {5, 5}});
    FMatrixRMaj reference =
        new FMatrixRMaj(new float[][] {{7, 0}, {0, 3}, {1, 1}, {0, 1e-9f}, {2, 0}, {0, 0}});
    double[] sums = new double[2];
    double[] counts = new double[2];
    float[] multiplicities = {3, 1, 5};
    FeedbackSimilarity.addCosines(2, 3, predicted, reference, multiplicities, sums, counts);
    assertThat(counts).containsExactly(4, 4);
    assertThat(sums[0]).isCloseTo(3, within(1e-12));
    assertThat(sums[1]).isCloseTo(-3 + Math.sqrt(0.5), within(1e-9));
    FeedbackSimilarity.addCosines(2, 3, predicted, reference, multiplicities, sums, counts);
    assertThat(counts).containsExactly(8, 8);
    assertThatThrownBy(
            () ->
                FeedbackSimilarity.addCosines(
                    3, 3, predicted, reference, multiplicities, sums, counts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 x 2 predictions");
  }

  @Test
  void weights() {
    float[] values = {9, 0, -2, 0, 4, 9};
    WeightStatistics statistics = WeightStatistics.of(values, new Block("weight", 2, 2, 1));
    assertThat(statistics.mean()).isEqualTo(0.5);
    assertThat(statistics.meanAbsolute()).isEqualTo(1.5);
    assertThat(statistics.meanAbsoluteOfNonZeros()).isEqualTo(3);
    assertThat(statistics.standardDeviation())
        .isCloseTo(Math.sqrt((0.25 + 6.25 + 0.25 + 12.25) / 4), within(1e-12));
    // One zero of three: zeros are not taken for the others.
    WeightStatistics three = WeightStatistics.of(values, new Block("weight", 3, 1, 2));
    assertThat(three.meanAbsolute()).isEqualTo(2);
    assertThat(three.meanAbsoluteOfNonZeros()).isEqualTo(3);
    assertThat(WeightStatistics.of(values, new Block("weight", 1, 1, 1)).meanAbsoluteOfNonZeros())
        .isNaN();
  }

  @Test
  void theInputIsLeftAlone() {
    FMatrixRMaj activity = random(8, 10, 4);
    float[] before = activity.data.clone();
    PopulationStatistics.of(10, 1, activity, ONCE);
    PairCorrelations.of(10, 1, activity, activity, ONCE);
    assertThat(activity.data).isEqualTo(before);
    DMatrixRMaj exact = new DMatrixRMaj(new double[][] {{1, 2}, {3, 5}, {4, 4}});
    double[] exactBefore = exact.data.clone();
    PopulationStatistics.of(exact);
    assertThat(exact.data).isEqualTo(exactBefore);
  }

  /** Everything that an observation asks of its matrices, from both sides of each bound. */
  @Test
  void observationsAreRowsThatExistOfSequencesThatExist() {
    FMatrixRMaj activity = random(9, 4, 2);
    float[] two = {1, 1};
    assertThat(PopulationStatistics.of(4, 2, activity, two).codingSpace()).isPositive();
    assertThat(PopulationStatistics.of(4, 1, activity, two).codingSpace()).isPositive();
    for (int[] asked : new int[][] {{-1, 1}, {5, 1}, {4, 0}, {4, 3}}) {
      assertThatThrownBy(() -> PopulationStatistics.of(asked[0], asked[1], activity, two))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%d observations of %d sequences are asked of a matrix of 4 x 2 and 2 multiplicities"
                  .formatted(asked[0], asked[1]));
    }
  }

  @Test
  void similarityIsOfMatricesOfOneSize() {
    FMatrixRMaj six = random(1, 6, 2);
    float[] three = {1, 1, 1};
    double[] counts = new double[2];
    FeedbackSimilarity.addCosines(2, 3, six, random(2, 6, 2), three, new double[2], counts);
    assertThat(counts).containsExactly(3, 3);
    FMatrixRMaj[] others = {random(2, 6, 3), random(2, 6, 1), random(2, 5, 2)};
    for (FMatrixRMaj other : others) {
      assertThatThrownBy(
              () ->
                  FeedbackSimilarity.addCosines(
                      2, 3, six, other, three, new double[2], new double[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("6 x 2 predictions and " + other.numRows + " x " + other.numCols);
    }
    assertThatThrownBy(
            () ->
                FeedbackSimilarity.addCosines(
                    2, 3, random(2, 5, 2), six, three, new double[2], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Two units by hand: variances 8/3 and 4/3, covariance 4/3. */
  @Test
  void twoUnitsByHand() {
    FMatrixRMaj activity = new FMatrixRMaj(new float[][] {{2, 1}, {-2, -1}, {0, 1}, {0, -1}});
    PopulationStatistics statistics = PopulationStatistics.of(4, 1, activity, ONCE);
    double a = 8.0 / 3;
    double b = 4.0 / 3;
    double c = 4.0 / 3;
    assertThat(statistics.codingSpace()).isCloseTo(a + b, within(1e-12));
    assertThat(statistics.meanAbsolutePearson()).isCloseTo(c / Math.sqrt(a * b), within(1e-12));
    double root = Math.sqrt((a - b) * (a - b) + 4 * c * c);
    double first = Math.sqrt((a + b + root) / 2);
    double second = Math.sqrt((a + b - root) / 2);
    double share = first / (first + second);
    assertThat(statistics.populationCorrelation()).isCloseTo(2 * (share - 0.5), within(1e-12));
    assertThat(statistics.populationCorrelationAsCoded()).isCloseTo(2 * share - 0.5, within(1e-12));
    // (|x| + |y|)² / (x² + y²): 9/5 twice and 1 twice.
    assertThat(statistics.sparsity()).isCloseTo(2 - 1.4, within(1e-12));
    PairCorrelations pairs =
        PairCorrelations.of(
            4,
            1,
            new FMatrixRMaj(new float[][] {{2}, {-2}, {0}, {0}}),
            new FMatrixRMaj(new float[][] {{1}, {-1}, {1}, {-1}}),
            ONCE);
    assertThat(pairs.mean()).isCloseTo(Math.sqrt(0.5), within(1e-12));
    assertThat(pairs.standardDeviation()).isCloseTo(0, within(1e-12));
  }

  @Test
  void observationsIn64BitsAreCountedOnceEach() {
    float[][] rows = {{1, 2, 0.5f}, {3, 5, -2}, {4, 4, 1}, {-1, 0, 7}};
    DMatrixRMaj exact = new DMatrixRMaj(4, 3);
    for (int i = 0; i < 12; i++) {
      exact.data[i] = rows[i / 3][i % 3];
    }
    PopulationStatistics statistics = PopulationStatistics.of(exact);
    assertThat(statistics)
        .isEqualTo(PopulationStatistics.of(4, 1, new FMatrixRMaj(rows), new float[] {1}));
    assertThat(statistics.codingSpace()).isPositive();
  }

  @Test
  void aUnitThatNeverChangesIsExactlyZeroWhateverItsValue() {
    float[] copies = {3, 1, 1, 5, 1, 1, 7};
    FMatrixRMaj activity = new FMatrixRMaj(7, 2);
    for (int row = 0; row < 7; row++) {
      activity.set(row, 0, 0.1f);
      activity.set(row, 1, row);
    }
    PairCorrelations pairs = PairCorrelations.of(7, 7, activity, activity, copies);
    assertThat(pairs.pairs()).isEqualTo(1);
    assertThat(pairs.undefined()).isEqualTo(3);
    assertThat(pairs.mean()).isCloseTo(1, within(1e-12));
    assertThat(PopulationStatistics.of(7, 7, activity, copies).meanAbsolutePearson()).isNaN();
    // In 64 bits the mean of equal values is rounded: three times 0.1 is not 0.3.
    for (int rows = 2; rows < 30; rows++) {
      DMatrixRMaj exact = new DMatrixRMaj(rows, 2);
      for (int row = 0; row < rows; row++) {
        exact.set(row, 0, 0.1);
        exact.set(row, 1, row);
      }
      assertThat(PopulationStatistics.of(exact).meanAbsolutePearson()).isNaN();
    }
  }
}
