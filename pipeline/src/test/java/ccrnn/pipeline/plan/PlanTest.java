package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Sweep SWEEP =
      SweepReader.parse(
          """
          name: plan
          axes:
            network: [crnn, ccrnn]
            fibres: [4, all]
            epochs: [5, 10]
            seed: 1..6
          exclude:
            - {seed: 6, epochs: 5}
          """,
          "plan.yaml",
          List.of());

  private static Cost cost(Trial trial) {
    return Families.of(trial).cost(trial);
  }

  @Test
  void anEmptyFolderMissesEverything() {
    Plan plan = Plan.of(SWEEP, Inventory.empty(), Retry.MISSING_ONLY);
    assertThat(plan.missing()).containsExactlyInAnyOrderElementsOf(SWEEP.trials());
    assertThat(plan.asked()).isEqualTo(33);
    assertThat(plan.excluded()).isEqualTo(4);
    assertThat(plan.duplicates()).isEqualTo(11);
    assertThat(plan.done()).isZero();
    assertThat(plan.failed()).isZero();
    assertThat(plan.retried()).isZero();
    assertThat(plan.epochs()).isEqualTo(3 * (5 * 5 + 6 * 10));
  }

  @Test
  void everyTrialIsDoneMissingOrFailed() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      Set<String> complete = new HashSet<>(Set.of("of another sweep"));
      Set<String> failed = new HashSet<>();
      for (Trial trial : SWEEP.trials()) {
        if (random.nextInt(3) == 0) {
          complete.add(trial.id());
        }
        if (random.nextInt(3) == 0) {
          failed.add(trial.id());
        }
      }
      Inventory inventory = new Inventory(complete, failed);
      Plan plan = Plan.of(SWEEP, inventory, Retry.MISSING_ONLY);
      Plan again = Plan.of(SWEEP, inventory, Retry.FAILED_TOO);
      failed.removeAll(complete);
      assertThat(plan.done() + plan.missing().size() + plan.failed()).isEqualTo(plan.asked());
      assertThat(plan.done()).isEqualTo(complete.size() - 1);
      assertThat(plan.failed()).isEqualTo(failed.size());
      assertThat(plan.missing())
          .noneMatch(trial -> complete.contains(trial.id()) || failed.contains(trial.id()));
      assertThat(again.failed()).isZero();
      assertThat(again.retried()).isEqualTo(failed.size());
      assertThat(again.missing()).hasSize(plan.missing().size() + failed.size());
      assertThat(again.done()).isEqualTo(plan.done());
    }
  }

  @Test
  void dearestFirstThenById() {
    List<Trial> missing = Plan.of(SWEEP, Inventory.empty(), Retry.MISSING_ONLY).missing();
    for (int i = 1; i < missing.size(); i++) {
      Trial before = missing.get(i - 1);
      Trial after = missing.get(i);
      int order = Double.compare(cost(before).operations(), cost(after).operations());
      assertThat(order > 0 || (order == 0 && before.id().compareTo(after.id()) < 0)).isTrue();
    }
    assertThat(missing.get(0).word(CommonRows.NETWORK)).isEqualTo("ccrnn");
    assertThat(missing.get(missing.size() - 1).word(CommonRows.NETWORK)).isEqualTo("crnn");
  }

  @Test
  void orderDoesNotDependOnTheOrderOfTheSweep() {
    List<Trial> shuffled = new ArrayList<>(SWEEP.trials());
    Collections.shuffle(shuffled, new Random(6));
    Sweep other =
        new Sweep(
            "plan", "", shuffled, 11, 4, SWEEP.varying(), Optional.empty(), Snapshotting.NONE);
    assertThat(Plan.of(other, Inventory.empty(), Retry.MISSING_ONLY).missing())
        .isEqualTo(Plan.of(SWEEP, Inventory.empty(), Retry.MISSING_ONLY).missing());
  }

  @Test
  void minutesAreTheSumOfTheTrials() {
    Plan plan = Plan.of(SWEEP, Inventory.empty(), Retry.MISSING_ONLY, Sharing.NONE);
    assertThat(plan.trainedEpochs()).isEqualTo(plan.epochs());
    double seconds = SWEEP.trials().stream().mapToDouble(trial -> cost(trial).seconds()).sum();
    assertThat(plan.coreMinutes()).isCloseTo(seconds / 60, within(1e-9));
  }

  @Test
  void nothingIsLeftOfAFinishedSweep() {
    Set<String> all = new HashSet<>();
    SWEEP.trials().forEach(trial -> all.add(trial.id()));
    Plan plan = Plan.of(SWEEP, new Inventory(all, Set.of()), Retry.FAILED_TOO);
    assertThat(plan.missing()).isEmpty();
    assertThat(plan.epochs()).isZero();
    assertThat(plan.coreMinutes()).isZero();
  }

  @Test
  void quickstartTakesUnderTwoMinutesOnTwoCores() {
    Sweep sweep = SweepReader.read(Path.of("..", "conf", "quickstart.yaml"), List.of());
    Plan plan = Plan.of(sweep, Inventory.empty(), Retry.MISSING_ONLY);
    assertThat(plan.epochs()).isEqualTo(1000);
    assertThat(plan.coreMinutes()).isBetween(0.03, 2.0);
  }

  @Test
  void plansManyTrials() {
    Sweep sweep =
        SweepReader.parse(
            "name: many\naxes:\n  network: [crnn, ccrnn]\n  seed: 1..10000\n",
            "many.yaml",
            List.of());
    assertThat(Plan.of(sweep, Inventory.empty(), Retry.MISSING_ONLY).missing()).hasSize(20_000);
  }
}
