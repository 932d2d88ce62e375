package ccrnn.pipeline.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Shares trees out among tasks.
 *
 * <p>A tree that would keep a core busy after all others have run dry is cut into several ({@link
 * Trees#cut}): the parts train some epochs twice, but at the same time. How small the parts should
 * be is found by trying some limits and predicting when the last core would be done; the least work
 * wins among limits that are about equally good.
 *
 * <p>Small trees are bundled, so that launching tasks costs little beside training. Bundles get
 * smaller towards the end, so that the cores end together.
 */
final class Bundles {
  /** Predicted seconds of small trees that make a bundle. */
  static final double SECONDS = 1.5;

  /** A driver has to keep track of each. */
  static final int MOST = 10_000;

  /** Sizes of parts that are tried. */
  private static final int LIMITS = 24;

  /** A cut must bring the end so much nearer. */
  private static final double WORTHWHILE = 0.98;

  /** Bundles for each core that what is left must suffice for. */
  private static final int LEFT_PER_CORE = 2;

  private Bundles() {}

  /**
   * Shares trees out.
   *
   * @param trees dearest first
   * @param cores that train at the same time, 1 or more
   * @param paces how long trials take
   * @return bundles with every trial of the trees, in the order in which they are to be launched
   */
  static List<Bundle> of(List<Tree> trees, int cores, Paces paces) {
    return bundles(withoutStragglers(trees, cores, paces), cores);
  }

  private static List<Tree> withoutStragglers(List<Tree> trees, int cores, Paces paces) {
    double share = seconds(trees) / cores;
    double longest = trees.isEmpty() ? 0 : trees.get(0).seconds();
    if (longest <= share || cores == 1) {
      return trees;
    }
    List<Tree> best = trees;
    double end = end(trees, cores);
    for (int i = LIMITS - 1; i >= 0; i--) {
      double limit = share + (longest - share) * i / LIMITS;
      List<Tree> cut =
          Trees.sorted(
              trees.stream().flatMap(tree -> Trees.cut(tree, limit, paces).stream()).toList());
      double cutEnd = end(cut, cores);
      if (cutEnd < WORTHWHILE * end) {
        best = cut;
        end = cutEnd;
      }
    }
    return best;
  }

  /** When the last core is done if each takes the next tree as soon as it can. */
  private static double end(List<Tree> trees, int cores) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    double end = 0;
    for (Tree tree : trees) {
      double start = free.size() < cores ? 0 : free.remove();
      free.add(start + tree.seconds());
      end = Math.max(end, start + tree.seconds());
    }
    return end;
  }

  private static List<Bundle> bundles(List<Tree> trees, int cores) {
    List<Bundle> bundles = new ArrayList<>();
    double left = seconds(trees);
    double largest = Math.max(SECONDS, left / MOST);
    List<Tree> open = new ArrayList<>();
    double filled = 0;
    double limit = Math.min(largest, left / (LEFT_PER_CORE * cores));
    for (Tree tree : trees) {
      if (!open.isEmpty() && filled + tree.seconds() > limit) {
        bundles.add(new Bundle(open));
        left -= filled;
        open.clear();
        filled = 0;
        limit = Math.min(largest, left / (LEFT_PER_CORE * cores));
      }
      open.add(tree);
      filled += tree.seconds();
    }
    if (!open.isEmpty()) {
      bundles.add(new Bundle(open));
    }
    return bundles;
  }

  private static double seconds(List<Tree> trees) {
    return trees.stream().mapToDouble(Tree::seconds).sum();
  }
}
