package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Onset;
import ccrnn.pipeline.family.feedback.LesionOnset;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TreesTest {
  private static final String ONSETS =
      """
      name: onsets
      settings: {epochs: 100, noise: 0.1}
      axes:
        seed: [1]
      cases:
        - lesion: none
        - lesion: [cerebellum, inferior-olive]
          lesion-epoch: 10..90 step 10
      """;

  private static Plan plan(Sweep sweep) {
    return Plan.of(sweep, Inventory.empty(), Retry.MISSING_ONLY);
  }

  private static Trial trial(Object... settings) {
    Map<Setting, Object> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put((Setting) settings[i], settings[i + 1]);
    }
    return Trial.of(values);
  }

  private static List<Tree> grow(Trial... trials) {
    return Trees.grow(List.of(trials), Snapshots.none(), Paces.ESTIMATED);
  }

  private static Trial lesioned(String lesion, long onset, long epochs) {
    return trial(
        CerebellumRows.LESION,
        lesion,
        CerebellumRows.LESION_EPOCH,
        onset,
        CommonRows.EPOCHS,
        epochs);
  }

  private static Trial intact(long epochs) {
    return trial(CommonRows.EPOCHS, epochs);
  }

  @Test
  void lesionsForkFromTheirIntactTwin() {
    Plan plan = plan(SweepReader.parse(ONSETS, "onsets.yaml", List.of()));
    assertThat(plan.trees()).hasSize(1);
    Branch trunk = plan.trees().get(0).trunk();
    assertThat(trunk.trial()).isEqualTo(trial(CuedRows.NOISE, 0.1));
    assertThat(trunk.forks())
        .extracting(Branch::forkedAt)
        .containsExactly(9, 9, 19, 19, 29, 29, 39, 39, 49, 49, 59, 59, 69, 69, 79, 79, 89, 89);
    assertThat(plan.epochs()).isEqualTo(1900);
    assertThat(plan.trainedEpochs())
        .isEqualTo(100 + 2 * (91 + 81 + 71 + 61 + 51 + 41 + 31 + 21 + 11));
  }

  @Test
  void withoutAnIntactTwinTheLatestLesionIsTheTrunk() {
    List<Tree> trees = grow(lesioned("cerebellum", 3, 8), lesioned("inferior-olive", 6, 8));
    assertThat(trees).hasSize(1);
    Branch trunk = trees.get(0).trunk();
    assertThat(trunk.trial()).isEqualTo(lesioned("inferior-olive", 6, 8));
    assertThat(trunk.forks())
        .containsExactly(new Branch(lesioned("cerebellum", 3, 8), 2, List.of()));
    assertThat(trees.get(0).epochs()).isEqualTo(8 + 6);
  }

  @Test
  void aShorterIntactTwinForksWhereItEnds() {
    List<Tree> trees = grow(intact(4), lesioned("fixed", 6, 8));
    assertThat(trees).hasSize(1);
    assertThat(trees.get(0).trunk())
        .isEqualTo(
            new Branch(lesioned("fixed", 6, 8), 0, List.of(new Branch(intact(4), 4, List.of()))));
  }

  @Test
  void lengthsOfOneLesionForkFromEachOther() {
    List<Tree> trees =
        grow(
            intact(10),
            lesioned("cerebellum", 4, 6),
            lesioned("cerebellum", 4, 9),
            lesioned("cerebellum", 4, 3));
    assertThat(trees).hasSize(1);
    List<Branch> forks =
        new ArrayList<>(
            List.of(
                // the one never reaches its lesion
                new Branch(lesioned("cerebellum", 4, 3), 3, List.of()),
                new Branch(
                    lesioned("cerebellum", 4, 9),
                    3,
                    List.of(new Branch(lesioned("cerebellum", 4, 6), 6, List.of())))));
    forks.sort(Comparator.comparing(fork -> fork.trial().id()));
    assertThat(trees.get(0).trunk()).isEqualTo(new Branch(intact(10), 0, forks));
    assertThat(trees.get(0).epochs()).isEqualTo(10 + 6);
  }

  @Test
  void aLesionFromTheFirstEpochOnSharesNothing() {
    assertThat(grow(intact(10), lesioned("fixed", 1, 10), lesioned("cerebellum", 1, 10)))
        .hasSize(3)
        .allMatch(tree -> tree.trunk().forks().isEmpty());
  }

  @Test
  void otherSettingsShareNothing() {
    assertThat(
            grow(
                intact(10),
                trial(CommonRows.EPOCHS, 5L, CommonRows.SEED, 2L),
                trial(CommonRows.EPOCHS, 5L, CommonRows.EARLY_STOPPING, 3L),
                trial(CommonRows.EPOCHS, 5L, CommonRows.NETWORK, "crnn")))
        .hasSize(4);
  }

  @Test
  void fractionsOfALesionAreDifferentLesions() {
    Trial half =
        trial(
            CerebellumRows.LESION,
            "cerebellum",
            CerebellumRows.LESION_EPOCH,
            4L,
            CerebellumRows.LESION_FRACTION,
            0.5,
            CommonRows.EPOCHS,
            9L);
    List<Tree> trees = grow(half, lesioned("cerebellum", 4, 10));
    assertThat(trees).hasSize(1);
    assertThat(trees.get(0).epochs()).isEqualTo(10 + 6);
  }

  /**
   * The lineage in a made-up family, in which a switch may come as well as a lesion, to so many
   * cues in the epoch of so many steps.
   */
  private static Lineage switching(Trial trial) {
    long epoch = trial.integer(CuedRows.STEPS);
    return new Lineage(
        trial,
        List.of(
            trial.integer(CuedRows.CUES) == 7
                ? Onset.never(CuedRows.STEPS, CuedRows.CUES)
                : Onset.atEpoch(epoch, CuedRows.STEPS, CuedRows.CUES),
            Onset.never(CommonRows.EPOCHS),
            LesionOnset.of(trial)));
  }

  private static Trial switched(long epoch, long cues, Object... settings) {
    Object[] all = Arrays.copyOf(settings, settings.length + 4);
    System.arraycopy(
        new Object[] {CuedRows.STEPS, epoch, CuedRows.CUES, cues}, 0, all, settings.length, 4);
    return trial(all);
  }

  private static Tree growSwitching(Trial... trials) {
    List<Tree> trees =
        Trees.grow(
            Stream.of(trials).map(TreesTest::switching).toList(),
            Snapshots.none(),
            Paces.ESTIMATED);
    assertThat(trees).hasSize(1);
    assertThat(trees.get(0).trials()).containsExactlyInAnyOrder(trials);
    return trees.get(0);
  }

  private static Object[] lesion(long onset, long epochs) {
    return new Object[] {
      CerebellumRows.LESION, "fixed", CerebellumRows.LESION_EPOCH, onset, CommonRows.EPOCHS, epochs
    };
  }

  @Test
  void severalThingsMayBeginInTheCourseOfATrial() {
    Trial intact = intact(100);
    Trial early = switched(50, 3);
    Trial earlyAndLesioned = switched(50, 3, lesion(80, 100));
    Trial earlyAndLesionedLater = switched(50, 3, lesion(90, 95));
    Trial other = switched(50, 4, lesion(80, 100));
    Trial lesionedFirst = switched(61, 3, lesion(11, 100));
    Trial lesioned = switched(10, 7, lesion(11, 100));
    Tree tree =
        growSwitching(
            other, lesioned, earlyAndLesioned, intact, lesionedFirst, early, earlyAndLesionedLater);
    Branch switchedOnce =
        new Branch(
            early,
            49,
            List.of(
                new Branch(earlyAndLesioned, 79, List.of()),
                new Branch(earlyAndLesionedLater, 89, List.of())));
    Branch switchedOther = new Branch(other, 49, List.of());
    List<Branch> forks = new ArrayList<>(List.of(switchedOnce, switchedOther));
    forks.sort(Comparator.comparing(fork -> fork.trial().id()));
    forks.add(0, new Branch(lesioned, 10, List.of(new Branch(lesionedFirst, 60, List.of()))));
    assertThat(tree.trunk()).isEqualTo(new Branch(intact, 0, forks));
  }

  @Test
  void theTrunkIsTheTrialToWhichNothingHappensForLongest() {
    Trial late = switched(60, 3, lesion(80, 100));
    Trial later = switched(60, 3, lesion(85, 100));
    Trial early = switched(40, 3, CommonRows.EPOCHS, 70L);
    Trial intact = intact(50);
    assertThat(growSwitching(late, early, intact, later).trunk())
        .isEqualTo(
            new Branch(
                later,
                0,
                List.of(
                    new Branch(early, 39, List.of()),
                    new Branch(intact, 50, List.of()),
                    new Branch(late, 79, List.of()))));
  }

  @Test
  void whatBeginsTogetherIsOneOnset() {
    Trial both = switched(20, 3, lesion(20, 30));
    Trial lesioned = switched(10, 7, lesion(20, 30));
    Trial intact = intact(30);
    List<Branch> forks =
        new ArrayList<>(
            List.of(new Branch(both, 19, List.of()), new Branch(lesioned, 19, List.of())));
    forks.sort(Comparator.comparing(fork -> fork.trial().id()));
    assertThat(growSwitching(lesioned, intact, both).trunk())
        .isEqualTo(new Branch(intact, 0, forks));
  }

  @Test
  void snapshotsAreLookedForBetweenOnsets() {
    Lineage trial = switching(switched(50, 3, lesion(80, 100)));
    Lineage twin = switching(switched(50, 3));
    Lineage intact = switching(intact(100));
    assertThat(trial.snapshot(49)).isEqualTo(intact.snapshot(49));
    assertThat(trial.snapshot(50)).isNotEqualTo(intact.snapshot(50)).isEqualTo(twin.snapshot(50));
    assertThat(trial.snapshot(80)).isNotEqualTo(twin.snapshot(80));
    List<String> names = new ArrayList<>();
    names.add(intact.snapshot(90));
    assertThat(new Snapshots(names).latest(trial)).isEmpty();
    names.add(intact.snapshot(20));
    names.add(intact.snapshot(49));
    assertThat(new Snapshots(names).latest(trial))
        .contains(new Trees.Start(intact.snapshot(49), 49));
    names.add(twin.snapshot(79));
    names.add(twin.snapshot(85));
    assertThat(new Snapshots(names).latest(trial)).contains(new Trees.Start(twin.snapshot(79), 79));
    names.add(trial.snapshot(80));
    assertThat(new Snapshots(names).latest(trial))
        .contains(new Trees.Start(trial.snapshot(80), 80));
  }

  /** A family that says nothing of its trials, and so may look at everything at any time. */
  @Test
  void whatIsNotSaidToShareSharesNothing() {
    List<Lineage> trials =
        Stream.of(intact(10), intact(20), lesioned("fixed", 6, 10))
            .map(trial -> new Lineage(trial, List.of()))
            .toList();
    assertThat(Trees.grow(trials, Snapshots.none(), Paces.ESTIMATED))
        .hasSize(3)
        .allMatch(tree -> tree.trunk().forks().isEmpty());
  }

  @Test
  void randomOnsetsKeepEveryTrialAndShareTrueEpochs() {
    Random random = new Random(8);
    for (int i = 0; i < 200; i++) {
      Set<Trial> trials = new LinkedHashSet<>();
      while (trials.size() < 15) {
        trials.add(
            switched(
                2 + 3L * random.nextInt(8),
                List.of(3L, 4L, 7L, 7L).get(random.nextInt(4)),
                CerebellumRows.LESION,
                List.of("none", "cerebellum", "fixed").get(random.nextInt(3)),
                CerebellumRows.LESION_EPOCH,
                1 + 4L * random.nextInt(6),
                CommonRows.EPOCHS,
                5L + random.nextInt(20)));
      }
      List<Trial> planned = new ArrayList<>();
      long epochs = 0;
      for (Tree tree :
          Trees.grow(
              trials.stream().map(TreesTest::switching).toList(),
              Snapshots.none(),
              Paces.ESTIMATED)) {
        planned.addAll(tree.trials());
        epochs += tree.epochs();
        requireTruePrefixes(tree.trunk(), TreesTest::switching);
      }
      assertThat(planned).containsExactlyInAnyOrderElementsOf(trials);
      assertThat(epochs).as("every state is trained once").isEqualTo(states(trials));
    }
  }

  private static long states(Set<Trial> trials) {
    Set<String> states = new HashSet<>();
    for (Trial trial : trials) {
      for (int epoch = 1; epoch <= trial.integer(CommonRows.EPOCHS); epoch++) {
        states.add(switching(trial).snapshot(epoch));
      }
    }
    return states.size();
  }

  @Test
  void aTrialGoesOnFromItsLatestSnapshot() {
    Trial intact = intact(20);
    Trial late = lesioned("cerebellum", 15, 20);
    Trial early = lesioned("cerebellum", 5, 20);
    Snapshots snapshots =
        new Snapshots(
            List.of(
                Lineage.snapshot(intact, 3),
                Lineage.snapshot(intact, 10),
                Lineage.snapshot(intact, 20),
                Lineage.snapshot(early, 12),
                "anything else"));
    List<Tree> trees = Trees.grow(List.of(intact, late, early), snapshots, Paces.ESTIMATED);
    assertThat(trees)
        .extracting(Tree::snapshot, tree -> tree.trunk().trial(), Tree::epochs)
        .containsExactlyInAnyOrder(
            tuple(Optional.of(Lineage.snapshot(intact, 10)), intact, 10L + 6),
            tuple(Optional.of(Lineage.snapshot(early, 12)), early, 8L));
    assertThat(Lineage.snapshot(late, 10)).isEqualTo(Lineage.snapshot(intact, 10));
    assertThat(Lineage.snapshot(late, 15)).isNotEqualTo(Lineage.snapshot(intact, 15));
    assertThat(Lineage.snapshot(trial(CommonRows.SEED, 2L), 10))
        .isNotEqualTo(Lineage.snapshot(intact, 10));
  }

  /** On two cores the onsets of one seed are cut in two, about equally long. */
  @Test
  void aTreeIsCutWhereACoreWouldWaitForIt() {
    Plan plan = plan(SweepReader.parse(ONSETS, "onsets.yaml", List.of()));
    assertThat(plan.bundles(1)).hasSize(1);
    List<Bundle> two = plan.bundles(2);
    List<Tree> parts = two.stream().flatMap(bundle -> bundle.trees().stream()).toList();
    assertThat(parts).hasSizeBetween(2, 3);
    double all = parts.stream().mapToDouble(Tree::seconds).sum();
    assertThat(parts.get(0).seconds()).isBetween(0.4 * all, 0.6 * all);
    assertThat(parts.stream().mapToLong(Tree::epochs).sum()).isLessThan(1100);

    Plan both = plan(SweepReader.parse(ONSETS, "onsets.yaml", List.of("seed=1,2")));
    assertThat(both.bundles(2)).as("a tree for each core").hasSize(2);
  }

  @Test
  void manyCoresTrainPrefixesTwiceRatherThanWait() {
    Plan plan = plan(SweepReader.parse(ONSETS, "onsets.yaml", List.of()));
    List<Bundle> bundles = plan.bundles(16);
    assertThat(bundles.size()).isGreaterThan(6);
    assertThat(bundles.get(0).seconds()).isLessThan(plan.trees().get(0).seconds() / 3);
  }

  @Test
  void randomSweepsArePlannedInFull() {
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Sweep sweep = randomSweep(random);
      Set<String> complete = new TreeSet<>();
      List<String> snapshots = new ArrayList<>();
      for (Trial trial : sweep.trials()) {
        if (random.nextInt(4) == 0) {
          complete.add(trial.id());
          snapshots.add(Lineage.snapshot(trial, Math.toIntExact(trial.integer(CommonRows.EPOCHS))));
        }
      }
      Inventory inventory =
          new Inventory(
              complete, Set.of(), new Snapshots(snapshots), paces(random, sweep.trials()));
      Plan plan = Plan.of(sweep, inventory, Retry.MISSING_ONLY);
      assertThat(Plan.of(sweep, inventory, Retry.MISSING_ONLY)).isEqualTo(plan);
      List<Trial> planned = new ArrayList<>();
      for (Tree tree : plan.trees()) {
        planned.addAll(tree.trials());
        requireTruePrefixes(tree.trunk(), Lineage::of);
        tree.snapshot().ifPresent(name -> assertThat(snapshots).contains(name));
      }
      assertThat(planned).containsExactlyInAnyOrderElementsOf(plan.missing());
      assertThat(plan.trainedEpochs()).isLessThanOrEqualTo(plan.epochs());
      assertThat(plan.coreMinutes() * 60)
          .isCloseTo(plan.trees().stream().mapToDouble(Tree::seconds).sum(), within(1e-6));

      int cores = 1 + random.nextInt(8);
      List<Bundle> bundles = plan.bundles(cores);
      assertThat(plan.bundles(cores)).isEqualTo(bundles);
      assertThat(bundles.stream().flatMap(bundle -> bundle.trials().stream()))
          .containsExactlyInAnyOrderElementsOf(plan.missing());
      assertThat(bundles.stream().mapToLong(Bundle::epochs).sum())
          .isBetween(plan.trainedEpochs(), plan.epochs());
      double before = Double.POSITIVE_INFINITY;
      for (Bundle bundle : bundles) {
        bundle.trees().forEach(tree -> requireTruePrefixes(tree.trunk(), Lineage::of));
        assertThat(bundle.trees().size() == 1 || bundle.seconds() <= Bundles.SECONDS).isTrue();
        assertThat(bundle.trees().get(0).seconds()).isLessThanOrEqualTo(before);
        before = bundle.trees().get(0).seconds();
      }
    }
  }

  private static void requireTruePrefixes(Branch branch, Function<Trial, Lineage> lineage) {
    for (Branch fork : branch.forks()) {
      assertThat(fork.forkedAt()).isPositive();
      assertThat(lineage.apply(fork.trial()).snapshot(fork.forkedAt()))
          .isEqualTo(lineage.apply(branch.trial()).snapshot(fork.forkedAt()));
      requireTruePrefixes(fork, lineage);
    }
  }

  /** Lesions may begin after the end. */
  private static Sweep randomSweep(Random random) {
    Set<Trial> trials = new LinkedHashSet<>();
    int seeds = 1 + random.nextInt(4);
    long batches = 1L + random.nextInt(200);
    while (trials.size() < 20) {
      Map<Setting, Object> settings = new HashMap<>();
      settings.put(CuedRows.NOISE, 0.1);
      settings.put(CuedRows.BATCHES, batches);
      settings.put(CommonRows.SEED, (long) random.nextInt(seeds));
      settings.put(CommonRows.EPOCHS, 1 + 10L * random.nextInt(4));
      settings.put(CommonRows.NETWORK, random.nextInt(9) == 0 ? "crnn" : "ccrnn");
      settings.put(
          CerebellumRows.LESION,
          List.of("none", "cerebellum", "inferior-olive", "fixed").get(random.nextInt(4)));
      settings.put(CerebellumRows.LESION_EPOCH, 1 + 6L * random.nextInt(9));
      settings.put(CerebellumRows.LESION_FRACTION, random.nextInt(3) == 0 ? 0.5 : 1);
      trials.add(Trial.of(settings));
    }
    return new Sweep(
        "random",
        "",
        List.copyOf(trials),
        0,
        0,
        List.of(CommonRows.SEED),
        Optional.empty(),
        Snapshotting.NONE);
  }

  private static Paces paces(Random random, List<Trial> trials) {
    List<Paces.Observation> observations = new ArrayList<>();
    for (Trial trial : trials.subList(0, random.nextInt(10))) {
      observations.add(
          new Paces.Observation(
              trial, 0, trial.integer(CommonRows.EPOCHS), 0.1 + random.nextDouble()));
    }
    return Paces.learned(observations);
  }

  @Test
  void doneTrialsLeaveTheirTree() {
    Trial other = lesioned("cerebellum", 4, 9);
    Tree tree = grow(intact(10), other, lesioned("fixed", 8, 10)).get(0);
    assertThat(tree.without(Set.of("another"))).containsExactly(tree);
    assertThat(tree.without(Set.of(intact(10).id(), other.id())))
        .extracting(Tree::trunk)
        .containsExactly(Branch.alone(lesioned("fixed", 8, 10)));
    assertThat(tree.without(Set.of(intact(10).id(), other.id(), lesioned("fixed", 8, 10).id())))
        .isEmpty();
  }

  @Test
  void smallTreesAreBundledAndLargeOnesAreNot() {
    Sweep sweep =
        SweepReader.parse(
            """
            name: bundles
            settings: {batches: 1, batch-size: 1, validation-size: 1, test-size: 1, epochs: 1}
            axes:
              network: [crnn, ccrnn]
              seed: 1..5000
            """,
            "bundles.yaml",
            List.of());
    List<Bundle> bundles = plan(sweep).bundles(2);
    assertThat(bundles.size()).isBetween(100, 500);
    assertThat(bundles.get(bundles.size() - 1).trees()).hasSize(1);
    assertThat(bundles.get(0).trees().size()).isGreaterThan(20);
  }

  @Test
  void pacesAreMediansOfTheSameKindOfTrial() {
    double predicted =
        Families.of(intact(10)).cost(intact(10)).operations() / Cost.OPERATIONS_PER_SECOND;
    List<Paces.Observation> observations = new ArrayList<>();
    for (double factor : new double[] {2, 3, 40}) {
      observations.add(
          new Paces.Observation(intact(10), 0, 10, factor * predicted + Cost.SECONDS_PER_TRIAL));
    }
    Paces paces = Paces.learned(observations);
    assertThat(paces.trials()).isEqualTo(3);
    // set-up may not be taken for more than nine tenths of a trial
    assertThat(paces.seconds(intact(20), Cost.OPERATIONS_PER_SECOND)).isBetween(3.0, 5.0);
    assertThat(paces.seconds(trial(CommonRows.NETWORK, "crnn"), Cost.OPERATIONS_PER_SECOND))
        .as("another kind")
        .isEqualTo(paces.usual());
    assertThat(Paces.learned(List.of())).isEqualTo(Paces.ESTIMATED);
  }
}
