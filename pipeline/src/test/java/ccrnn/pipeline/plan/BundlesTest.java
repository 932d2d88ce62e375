package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How trees of known length are shared out. */
class BundlesTest {
  private static final Branch ANY = Branch.alone(Trial.of(Map.of()));

  private static Tree tree(double seconds) {
    return new Tree(ANY, "", seconds);
  }

  private static List<Integer> sizes(List<Tree> trees, int cores) {
    return Bundles.of(trees, cores, Paces.ESTIMATED).stream()
        .map(bundle -> bundle.trees().size())
        .toList();
  }

  /** What is left must do for two bundles of each core. */
  @Test
  void bundlesGetSmallerTowardsTheEnd() {
    List<Tree> trees = Collections.nCopies(10, tree(0.25));
    // limits: 1.25, 0.625, 0.375, 0.25
    assertThat(sizes(trees, 1)).containsExactly(5, 2, 1, 1, 1);
    // limits: 0.625, 0.5, 0.375
    assertThat(sizes(trees, 2)).containsExactly(2, 2, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void aBundleHasNoMoreThanItsSeconds() {
    assertThat(sizes(Collections.nCopies(60, tree(0.5)), 1)).startsWith(3, 3, 3);
    assertThat(sizes(List.of(tree(9), tree(4), tree(1)), 1)).containsExactly(1, 1, 1);
    assertThat(sizes(List.of(), 3)).isEmpty();
  }

  @Test
  void thereAreNoMoreThanADriverCanKeepTrackOf() {
    List<Integer> sizes = sizes(Collections.nCopies(4 * Bundles.MOST, tree(1)), 1);
    assertThat(sizes).startsWith(4, 4, 4);
    assertThat(sizes).hasSizeBetween(Bundles.MOST, Bundles.MOST + 10);
  }

  /** A trunk of 100 epochs, and as long a fork at each of these epochs. */
  private static Tree forking(long seed, int... forks) {
    Trial trunk = Trial.of(Map.of(CommonRows.SEED, seed, CuedRows.NOISE, 0.1));
    List<Branch> branches =
        IntStream.of(forks)
            .mapToObj(
                fork ->
                    Branch.alone(
                        Trial.of(
                            Map.of(
                                CommonRows.SEED,
                                seed,
                                CuedRows.NOISE,
                                0.1,
                                CerebellumRows.LESION,
                                "fixed",
                                CerebellumRows.LESION_EPOCH,
                                fork + 1L))))
            .map(alone -> new Branch(alone.trial(), forkOf(alone), List.of()))
            .toList();
    Branch whole = new Branch(trunk, 0, branches);
    return new Tree(whole, "", whole.seconds(Paces.ESTIMATED));
  }

  private static int forkOf(Branch alone) {
    Trial trial = alone.trial();
    NavigableSet<Integer> onsets = Lineage.of(trial).onsets();
    return onsets.isEmpty() ? (int) trial.integer(CommonRows.EPOCHS) : onsets.first();
  }

  /** When the last core is done: the next tree goes to the one that is free first. */
  private static double end(List<Bundle> bundles, int cores) {
    double[] free = new double[cores];
    for (Bundle bundle : bundles) {
      int first = 0;
      for (int core = 1; core < cores; core++) {
        first = free[core] < free[first] ? core : first;
      }
      free[first] += bundle.seconds();
    }
    return DoubleStream.of(free).max().orElse(0);
  }

  private static int trees(List<Bundle> bundles) {
    return bundles.stream().mapToInt(bundle -> bundle.trees().size()).sum();
  }

  @Test
  void nothingIsCutWhereNoCoreWaits() {
    List<Tree> pair = List.of(forking(1, 10, 20, 30), forking(2, 10, 20, 30));
    assertThat(trees(Bundles.of(pair, 1, Paces.ESTIMATED))).isEqualTo(2);
    assertThat(trees(Bundles.of(pair, 2, Paces.ESTIMATED))).isEqualTo(2);
    assertThat(trees(Bundles.of(pair, 3, Paces.ESTIMATED))).isGreaterThan(2);
  }

  /** A fork near the end of its trunk is no work: to train all before it again is no gain. */
  @Test
  void nothingIsCutThatWouldSaveNothing() {
    List<Tree> late = List.of(forking(1, 99));
    assertThat(trees(Bundles.of(late, 2, Paces.ESTIMATED))).isEqualTo(1);
  }

  /** Of many small forks as many are cut off as make two halves, which takes the smallest limit. */
  @Test
  void twoCoresEndTogether() {
    Map<Setting, Object> small =
        Map.of(CommonRows.SEED, 1L, CuedRows.TEST_SIZE, 10L, CommonRows.EPOCHS, 100L);
    List<Branch> forks = new ArrayList<>();
    for (int i = 1; i <= 120; i++) {
      Map<Setting, Object> settings = new HashMap<>(small);
      settings.put(CommonRows.EPOCHS, 4L);
      settings.put(CerebellumRows.LESION, "cerebellum");
      settings.put(CerebellumRows.LESION_EPOCH, 2L);
      settings.put(CerebellumRows.LESION_FRACTION, i / 200.0);
      forks.add(new Branch(Trial.of(settings), 1, List.of()));
    }
    Branch trunk = new Branch(Trial.of(small), 0, forks);
    double seconds = trunk.seconds(Paces.ESTIMATED);
    List<Bundle> bundles = Bundles.of(List.of(new Tree(trunk, "", seconds)), 2, Paces.ESTIMATED);
    assertThat(end(bundles, 2)).isBetween(0.5 * seconds, 0.516 * seconds);
  }

  /** Among other trees that fill the other cores, only as much is cut as brings the end nearer. */
  @Test
  void aCutBringsTheEndNearer() {
    Tree long1 = forking(1, 5, 30, 50, 60, 70, 80);
    for (int cores = 2; cores <= 5; cores++) {
      for (int others = 0; others <= 3; others++) {
        List<Tree> trees = new ArrayList<>(List.of(long1));
        trees.addAll(Collections.nCopies(others, tree(long1.seconds() / 2)));
        double total = trees.stream().mapToDouble(Tree::seconds).sum();
        List<Bundle> whole = trees.stream().map(each -> new Bundle(List.of(each))).toList();
        List<Bundle> bundles = Bundles.of(trees, cores, Paces.ESTIMATED);
        assertThat(end(bundles, cores))
            .as("%d others on %d cores", others, cores)
            .isLessThan(others + 1 < cores ? 0.75 * long1.seconds() : end(whole, cores) + 1e-9);
        double trained = bundles.stream().mapToDouble(Bundle::seconds).sum();
        assertThat(trained).isBetween(total - 1e-9, 1.7 * total);
      }
    }
  }
}
