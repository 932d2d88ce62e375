package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.sweep.AllSettings;
import ccrnn.pipeline.sweep.AllSettings.Context;
import ccrnn.pipeline.sweep.AllSettings.Pair;
import ccrnn.pipeline.sweep.AllSettings.Variants;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trials that differ in any setting take no epoch over from each other, be it in one tree or from a
 * snapshot, but for the few settings that have no part in some epochs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllSettingsPlanTest {
  /** Settings in which trials may differ that have epochs in common, and why. */
  private static final Map<Setting, String> WITHOUT_PART =
      Map.of(
          CommonRows.EPOCHS, "how many are asked for changes none of them",
          CerebellumRows.LESION, "changes nothing before it begins",
          CerebellumRows.LESION_EPOCH, "changes nothing before it comes",
          CerebellumRows.LESION_FRACTION, "of a lesion that has not begun");

  static List<Setting> settings() {
    return AllSettings.allSettings();
  }

  private final Map<Setting, List<Pair>> found = new HashMap<>();

  private List<Pair> pairs(Setting setting) {
    return found.computeIfAbsent(setting, AllSettingsPlanTest::find);
  }

  /** Everywhere, and where something is lesioned. */
  private static List<Pair> find(Setting setting) {
    List<Pair> pairs = new ArrayList<>();
    AllSettings.variants(setting).forEach(each -> pairs.addAll(each.pairs()));
    for (Context context : AllSettings.contexts()) {
      context
          .with(CerebellumRows.LESION, "inferior-olive")
          .flatMap(lesioned -> AllSettings.variants(setting, lesioned))
          .map(Variants::pairs)
          .ifPresent(pairs::addAll);
    }
    assertThat(pairs).isNotEmpty();
    return pairs;
  }

  /** How many epochs two trials have in common. */
  private static int common(Pair pair) {
    Set<Setting> differences = pair.differences();
    if (!WITHOUT_PART.keySet().containsAll(differences)) {
      return 0;
    }
    long shorter =
        Math.min(pair.one().integer(CommonRows.EPOCHS), pair.other().integer(CommonRows.EPOCHS));
    return (int)
        (differences.equals(Set.of(CommonRows.EPOCHS))
            ? shorter
            : Math.min(shorter, Math.min(onset(pair.one()), onset(pair.other())) - 1));
  }

  private static long onset(Trial trial) {
    return trial
        .find(CerebellumRows.LESION_EPOCH)
        .map(epoch -> (Long) epoch)
        .orElse(Long.MAX_VALUE);
  }

  /** Epochs at which names are compared: about those where they may part, and at the end. */
  private static Set<Integer> epochs(Pair pair) {
    Set<Integer> epochs = new TreeSet<>(List.of(1, 2));
    for (Trial trial : List.of(pair.one(), pair.other())) {
      int last = (int) trial.integer(CommonRows.EPOCHS);
      int onset = (int) Math.min(onset(trial), last);
      epochs.addAll(List.of(onset - 1, onset, onset + 1, last - 1, last));
    }
    epochs.removeIf(
        epoch ->
            epoch < 1
                || epoch > pair.one().integer(CommonRows.EPOCHS)
                || epoch > pair.other().integer(CommonRows.EPOCHS));
    return epochs;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void partsFamilies(Setting setting) {
    for (Pair pair : pairs(setting)) {
      assertThat(Lineage.of(pair.one()).family().equals(Lineage.of(pair.other()).family()))
          .as(pair.toString())
          .isEqualTo(WITHOUT_PART.keySet().containsAll(pair.differences()));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void partsSnapshots(Setting setting) {
    for (Pair pair : pairs(setting)) {
      for (int epoch : epochs(pair)) {
        assertThat(
                Lineage.snapshot(pair.one(), epoch).equals(Lineage.snapshot(pair.other(), epoch)))
            .as("%s, after epoch %d", pair, epoch)
            .isEqualTo(epoch <= common(pair));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void partsTrees(Setting setting) {
    for (Pair pair : pairs(setting)) {
      Plan plan = Plan.of(sweep(pair.one(), pair.other()), Inventory.empty(), Retry.MISSING_ONLY);
      assertThat(plan.trees()).as(pair.toString()).hasSize(common(pair) > 0 ? 1 : 2);
      assertThat(plan.epochs() - plan.trainedEpochs()).as(pair.toString()).isEqualTo(common(pair));
    }
  }

  /** A trial goes on from the last state that it has in common with the other, and no later. */
  @ParameterizedTest
  @MethodSource("settings")
  void partsContinuations(Setting setting) {
    for (Pair pair : pairs(setting)) {
      List<String> names = new ArrayList<>();
      int latest = 0;
      for (int epoch : epochs(pair)) {
        names.add(Lineage.snapshot(pair.one(), epoch));
        if (epoch <= common(pair) && epoch < pair.other().integer(CommonRows.EPOCHS)) {
          latest = epoch;
        }
      }
      Inventory inventory =
          new Inventory(Set.of(), Set.of(), new Snapshots(names), Paces.ESTIMATED);
      Plan plan = Plan.of(sweep(pair.other()), inventory, Retry.MISSING_ONLY);
      assertThat(plan.trees()).hasSize(1);
      assertThat(plan.trees().get(0).trunk().forkedAt()).as(pair.toString()).isEqualTo(latest);
      assertThat(plan.continued()).isEqualTo(latest > 0 ? 1 : 0);
    }
  }

  private static Sweep sweep(Trial... trials) {
    return new Sweep(
        "s", "", List.of(trials), 0, 0, List.of(), Optional.empty(), Snapshotting.NONE);
  }
}
