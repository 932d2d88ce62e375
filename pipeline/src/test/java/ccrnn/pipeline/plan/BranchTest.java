package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What branches, trees and bundles are made of, and what they refuse to be. */
class BranchTest {
  private static final Trial TEN = trial(1, 10);
  private static final Trial SIX = trial(1, 6);
  private static final Trial FOUR = trial(1, 4);

  private static Trial trial(long seed, long epochs) {
    return Trial.of(Map.of(CommonRows.SEED, seed, CommonRows.EPOCHS, epochs));
  }

  private static Branch at(Trial trial, int forkedAt, Branch... forks) {
    return new Branch(trial, forkedAt, List.of(forks));
  }

  @Test
  void aForkIsAnEpochOfItsTrial() {
    assertThatCode(() -> at(TEN, 0)).doesNotThrowAnyException();
    assertThatCode(() -> at(TEN, 10)).doesNotThrowAnyException();
    assertThatThrownBy(() -> at(TEN, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(TEN + " of 10 epochs forks at 11");
    assertThatThrownBy(() -> at(TEN, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** What takes over nothing, or what its branch has not trained, is no fork of it. */
  @Test
  void forksAreWithinTheirBranch() {
    assertThatCode(() -> at(TEN, 0, at(FOUR, 1))).doesNotThrowAnyException();
    assertThatThrownBy(() -> at(TEN, 0, at(FOUR, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(FOUR + " forks at 0");
    assertThatCode(() -> at(SIX, 0, at(TEN, 6))).doesNotThrowAnyException();
    assertThatThrownBy(() -> at(SIX, 0, at(TEN, 7))).isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> at(TEN, 4, at(FOUR, 4))).doesNotThrowAnyException();
    assertThatThrownBy(() -> at(TEN, 4, at(FOUR, 3))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void forksAreInOrder() {
    assertThatCode(() -> at(TEN, 0, at(FOUR, 4), at(SIX, 6))).doesNotThrowAnyException();
    assertThatThrownBy(() -> at(TEN, 0, at(SIX, 6), at(FOUR, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsWhatItTrainsItself() {
    Branch branch = at(TEN, 2, at(FOUR, 4), at(SIX, 5, at(trial(1, 7), 6)));
    assertThat(branch.trials()).containsExactly(TEN, FOUR, SIX, trial(1, 7));
    assertThat(branch.epochs()).isEqualTo(8 + 0 + 1 + 1);
    double seconds =
        4 * Cost.SECONDS_PER_TRIAL
            + (cost(TEN).operationsAfter(2)
                    + cost(FOUR).operationsAfter(4)
                    + cost(SIX).operationsAfter(5)
                    + cost(trial(1, 7)).operationsAfter(6))
                / Cost.OPERATIONS_PER_SECOND;
    assertThat(branch.seconds(Paces.ESTIMATED)).isCloseTo(seconds, within(1e-12));
    Paces twice = new Paces(Map.of(), 2, 1);
    assertThat(branch.seconds(twice))
        .isCloseTo(2 * seconds - 4 * Cost.SECONDS_PER_TRIAL, within(1e-12));
  }

  @Test
  void aTreeTakesEpochsOverFromASnapshotOnly() {
    assertThatThrownBy(() -> new Tree(at(TEN, 2), "", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a trunk from epoch 2 of snapshot ''");
    assertThatThrownBy(() -> new Tree(Branch.alone(TEN), "a-2", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Tree(at(TEN, 2), "a-2", 1).snapshot()).contains("a-2");
    assertThat(new Tree(Branch.alone(TEN), "", 1).snapshot()).isEmpty();
  }

  @Test
  void aBundleHasTheTrialsOfItsTrees() {
    Tree first = new Tree(at(TEN, 0, at(FOUR, 4)), "", 2);
    Tree second = new Tree(at(trial(2, 6), 3), "b-3", 0.5);
    Bundle bundle = new Bundle(List.of(first, second));
    assertThat(bundle.trials()).containsExactly(TEN, FOUR, trial(2, 6));
    assertThat(bundle.epochs()).isEqualTo(10 + 0 + 3);
    assertThat(bundle.seconds()).isEqualTo(2.5);
    assertThatThrownBy(() -> new Bundle(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an empty bundle");
  }

  /** What is left of a tree that goes on from a snapshot does so too. */
  @Test
  void whatIsLeftOfATreeGoesOnFromTheSameSnapshot() {
    Tree tree = new Tree(at(TEN, 2, at(FOUR, 4), at(SIX, 6)), "a-2", 1);
    assertThat(tree.without(Set.of(FOUR.id())))
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.snapshot()).contains("a-2");
              assertThat(left.trunk()).isEqualTo(at(TEN, 2, at(SIX, 6)));
              assertThat(left.seconds())
                  .isCloseTo(left.trunk().seconds(Paces.ESTIMATED), within(1e-12));
            });
  }

  private static Cost cost(Trial trial) {
    return Families.of(trial).cost(trial);
  }
}
