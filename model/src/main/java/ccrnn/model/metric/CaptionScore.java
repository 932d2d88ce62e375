package ccrnn.model.metric;

import ccrnn.model.task.Captions;
import java.util.Arrays;
import java.util.List;

/**
 * How much generated captions are like those that people gave, by their runs of one to four words:
 * BLEU of the whole set after Papineni, Roukos, Ward and Zhu (ACL 2002), not smoothed, and beside
 * it recall and F, which do not need the brevity penalty. The papers' score is not known (SPICE is
 * a guess that needs a parser of English and of scenes).
 *
 * <p>A run of words of a caption counts as matched at most as often as it occurs in the reference
 * that has it most often (precision), or in the one reference of which most is matched (recall).
 */
public final class CaptionScore {
  /** Longest run of words. */
  public static final int ORDERS = 4;

  private final long[] matched = new long[ORDERS];
  private final long[] produced = new long[ORDERS];
  private final long[] recalled = new long[ORDERS];
  private final long[] wanted = new long[ORDERS];
  private long words;
  private long referenceWords;

  /** Starts without captions. */
  public CaptionScore() {}

  /**
   * Adds a caption. A START at the beginning and everything from the first END on is left out, of
   * the references too.
   *
   * @param caption the generated words, not modified
   * @param references what people said of the image, one or more; not modified
   * @throws IllegalArgumentException if there is no reference
   */
  public void add(int[] caption, List<int[]> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("no reference to score by");
    }
    int[] said = bare(caption);
    int[][] right = references.stream().map(CaptionScore::bare).toArray(int[][]::new);
    words += said.length;
    referenceWords += closestLength(said.length, right);
    for (int n = 1; n <= ORDERS; n++) {
      produced[n - 1] += runs(said, n);
      matched[n - 1] += matches(said, right, n);
      int best = 0;
      for (int i = 1; i < right.length; i++) {
        best = share(said, right[i], n) > share(said, right[best], n) ? i : best;
      }
      recalled[n - 1] += matches(said, new int[][] {right[best]}, n);
      wanted[n - 1] += runs(right[best], n);
    }
  }

  private static int[] bare(int[] caption) {
    int from = caption.length > 0 && caption[0] == Captions.START ? 1 : 0;
    int to = from;
    while (to < caption.length && caption[to] != Captions.END) {
      to++;
    }
    return Arrays.copyOfRange(caption, from, to);
  }

  /** Of two that are equally close, the shorter. */
  private static int closestLength(int length, int[][] references) {
    int closest = references[0].length;
    for (int[] reference : references) {
      int distance = Math.abs(reference.length - length);
      int least = Math.abs(closest - length);
      if (distance < least || (distance == least && reference.length < closest)) {
        closest = reference.length;
      }
    }
    return closest;
  }

  private static int runs(int[] text, int n) {
    return Math.max(0, text.length - n + 1);
  }

  private static double share(int[] said, int[] reference, int n) {
    int runs = runs(reference, n);
    return runs == 0 ? 0 : (double) matches(said, new int[][] {reference}, n) / runs;
  }

  private static int matches(int[] said, int[][] references, int n) {
    int matches = 0;
    for (int at = 0; at < runs(said, n); at++) {
      if (occurrences(said, at, said, n, at) > 0) {
        continue; // counted where it occurred first
      }
      int most = 0;
      for (int[] reference : references) {
        most = Math.max(most, occurrences(said, at, reference, n, runs(reference, n)));
      }
      matches += Math.min(most, occurrences(said, at, said, n, runs(said, n)));
    }
    return matches;
  }

  /** How often the n words of {@code said} from {@code at} on begin in {@code text} before end. */
  private static int occurrences(int[] said, int at, int[] text, int n, int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      count += Arrays.equals(said, at, at + n, text, i, i + n) ? 1 : 0;
    }
    return count;
  }

  /**
   * Tells how many runs of words were right.
   *
   * @param n length of the runs, 1 .. {@link #ORDERS}
   * @return matched share of the generated runs; NaN if there are none
   */
  public double precision(int n) {
    return (double) matched[n - 1] / produced[n - 1];
  }

  /**
   * Tells how much of the references was found.
   *
   * @param n length of the runs, 1 .. {@link #ORDERS}
   * @return matched share of the runs of the best reference of each caption; NaN if there are none
   */
  public double recall(int n) {
    return (double) recalled[n - 1] / wanted[n - 1];
  }

  /**
   * The harmonic mean of precision and recall.
   *
   * @param n length of the runs, 1 .. {@link #ORDERS}
   * @return 0 to 1; NaN if there are no runs
   */
  public double f(int n) {
    double sum = precision(n) + recall(n);
    return sum == 0 ? 0 : 2 * precision(n) * recall(n) / sum;
  }

  /**
   * The mean of F over all lengths of runs.
   *
   * @return 0 to 1; NaN if there are no runs of four words
   */
  public double f() {
    double sum = 0;
    for (int n = 1; n <= ORDERS; n++) {
      sum += f(n);
    }
    return sum / ORDERS;
  }

  /**
   * BLEU with runs of up to four words and equal weights: the geometric mean of the precisions,
   * times a penalty for captions that are shorter than the references of closest length.
   *
   * @return 0 to 1; NaN if there are no runs of four words
   */
  public double bleu() {
    double logarithms = 0;
    for (int n = 1; n <= ORDERS; n++) {
      logarithms += StrictMath.log(precision(n));
    }
    double penalty = words >= referenceWords ? 0 : 1 - (double) referenceWords / words;
    return StrictMath.exp(logarithms / ORDERS + penalty);
  }
}
