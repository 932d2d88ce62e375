package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.plan.Trees.Start;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where trees are cut, and which of equal trials leads. */
class CutTest {
  private static final Trial TRUNK = trial(1, 1000, 0);
  private static final Trial EARLY = trial(1, 20, 6);
  private static final Trial LATE = trial(1, 20, 10);

  /** With a lesion from this epoch on; 0 for none. */
  private static Trial trial(long seed, long epochs, long onset) {
    Map<Setting, Object> values = new HashMap<>();
    values.put(CommonRows.SEED, seed);
    values.put(CommonRows.EPOCHS, epochs);
    if (onset > 0) {
      values.put(CerebellumRows.LESION, "cerebellum");
      values.put(CerebellumRows.LESION_EPOCH, onset);
    }
    return Trial.of(values);
  }

  private static Branch at(Trial trial, int forkedAt, Branch... forks) {
    return new Branch(trial, forkedAt, List.of(forks));
  }

  private static Tree tree(Start start, Branch... forks) {
    Branch trunk = at(TRUNK, start.epochs(), forks);
    return new Tree(trunk, start.snapshot(), trunk.seconds(Paces.ESTIMATED));
  }

  private static double seconds(Branch branch) {
    return branch.seconds(Paces.ESTIMATED);
  }

  private static List<Branch> cut(Tree tree, double limit) {
    return Trees.cut(tree, limit, Paces.ESTIMATED).stream().map(Tree::trunk).toList();
  }

  @Test
  void whatIsWithinTheLimitStaysWhole() {
    Tree tree = tree(Start.ANEW, at(EARLY, 5), at(LATE, 9));
    assertThat(cut(tree, tree.seconds())).containsExactly(tree.trunk());
    assertThat(cut(tree, Math.nextDown(tree.seconds()))).hasSize(2);
    Tree alone = tree(Start.ANEW);
    assertThat(cut(alone, 0)).containsExactly(alone.trunk());
  }

  @Test
  void noMoreIsCutOffThanMustBe() {
    Tree tree = tree(Start.ANEW, at(EARLY, 5), at(LATE, 9));
    double limit = tree.seconds() - seconds(at(EARLY, 5));
    assertThat(cut(tree, limit)).containsExactly(at(EARLY, 0), at(TRUNK, 0, at(LATE, 9)));
    assertThat(cut(tree, Math.nextDown(limit))).contains(at(TRUNK, 0));
  }

  /** Together with their own copy of the trunk up to the later fork. */
  @Test
  void forksAreCutOffTogetherAsLongAsTheyAreWithinTheLimit() {
    for (Start start : List.of(Start.ANEW, new Start("a-3", 3))) {
      Tree tree = tree(start, at(EARLY, 5), at(LATE, 9));
      Cost cost = cost(TRUNK);
      double copy =
          Paces.ESTIMATED.seconds(
              TRUNK, cost.operationsUntil(9) - cost.operationsUntil(start.epochs()));
      double limit = copy + seconds(at(EARLY, 5)) + seconds(at(LATE, 9));
      assertThat(cut(tree, limit))
          .containsExactly(at(LATE, start.epochs(), at(EARLY, 5)), at(TRUNK, start.epochs()));
      assertThat(cut(tree, Math.nextDown(limit)))
          .containsExactly(
              at(EARLY, start.epochs()), at(LATE, start.epochs()), at(TRUNK, start.epochs()));
      assertThat(Trees.cut(tree, limit, Paces.ESTIMATED))
          .allMatch(part -> part.snapshotName().equals(start.snapshot()));
    }
  }

  @Test
  void aLesionThatBeginsAfterASnapshotForksFromWhatGoesOnThere() {
    Start start = new Start("a-5", 5);
    List<Tree> trees = Trees.regrow(List.of(TRUNK, EARLY), start);
    assertThat(trees).extracting(Tree::trunk).containsExactly(at(TRUNK, 5, at(EARLY, 5)));
    assertThat(Trees.regrow(List.of(TRUNK, EARLY), new Start("a-6", 6))).hasSize(2);
  }

  @Test
  void anIntactTrialThatEndsWhereTheLastLesionBeginsLeads() {
    assertThat(trunks(trial(1, 5, 0), EARLY)).containsExactly(at(trial(1, 5, 0), 0, at(EARLY, 5)));
    assertThat(trunks(trial(1, 4, 0), EARLY)).containsExactly(at(EARLY, 0, at(trial(1, 4, 0), 4)));
  }

  private static List<Branch> trunks(Trial... trials) {
    return Trees.grow(List.of(trials), Snapshots.none(), Paces.ESTIMATED).stream()
        .map(Tree::trunk)
        .toList();
  }

  /** Of trials that are as long and never lesioned, that without a lesion, whatever their ids. */
  @Test
  void theIntactOneLeads() {
    for (long seed = 1; seed <= 6; seed++) {
      Trial intact = trial(seed, 5, 0);
      Trial never = trial(seed, 5, 9);
      assertThat(trunks(never, intact)).containsExactly(at(intact, 0, at(never, 5)));
    }
  }

  @Test
  void equalForksAndTreesAreInTheOrderOfTheirIds() {
    List<Trial> trials = new ArrayList<>();
    for (long seed = 1; seed <= 16; seed++) {
      trials.add(trial(seed, 10, 0));
      trials.add(trial(seed, 8, 0));
      trials.add(trial(seed, 9, 9));
      trials.add(trial(seed, 12, 9));
    }
    List<Tree> trees = Trees.grow(trials, Snapshots.none(), Paces.ESTIMATED);
    assertThat(trees)
        .isSortedAccordingTo(Comparator.comparing((Tree tree) -> tree.trunk().trial().id()));
    assertThat(trees)
        .allSatisfy(
            tree ->
                assertThat(tree.trunk().forks())
                    .isSortedAccordingTo(
                        Comparator.comparingInt(Branch::forkedAt)
                            .thenComparing(fork -> fork.trial().id())));
    Collections.reverse(trials);
    assertThat(Trees.grow(trials, Snapshots.none(), Paces.ESTIMATED)).isEqualTo(trees);
  }

  private static Cost cost(Trial trial) {
    return Families.of(trial).cost(trial);
  }
}
