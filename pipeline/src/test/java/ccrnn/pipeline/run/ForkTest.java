package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.plan.Tree;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that share epochs leave what they would have left alone, bit for bit. */
class ForkTest {
  private static final String BASE =
      """
      name: forks
      settings:
        cortex-units: 6
        cerebellum-units: 9
        probes: [gradients, similarity, correlations, population, weights, examples]
      """;

  private static final List<String> LINES =
      List.of("batches=2", "batch-size=5", "validation-size=9", "test-size=6", "noise=0.2");
  private static final List<String> DIGITS =
      List.of("images=60", "test-images=20", "batch-size=20");

  private int trained;

  private TrialRunner runner(Kernel kernel) {
    return new TrialRunner("forks", DataLocation.EMBEDDED, kernel, () -> false, () -> trained++);
  }

  /** Lesions before, at and after the end, from epoch 1 on, partial ones, and some lengths. */
  private static Plan plan(List<String> some, List<Long> lengths, String... more) {
    List<String> overrides = new ArrayList<>(some);
    overrides.addAll(List.of(more));
    Trial base = SweepReader.parse(BASE, "forks.yaml", overrides).trials().get(0);
    List<Trial> trials = new ArrayList<>();
    for (long epochs : lengths) {
      Map<Setting, Object> settings = new HashMap<>(base.values());
      settings.put(CommonRows.EPOCHS, epochs);
      trials.add(Trial.of(settings));
      for (String lesion : List.of("cerebellum", "inferior-olive", "fixed")) {
        settings.put(CerebellumRows.LESION, lesion);
        for (long onset : new long[] {1, 3, 4, 6}) {
          settings.put(CerebellumRows.LESION_EPOCH, onset);
          trials.add(Trial.of(settings));
        }
      }
      settings.put(CerebellumRows.LESION, "cerebellum");
      settings.put(CerebellumRows.LESION_FRACTION, 0.4);
      trials.add(Trial.of(settings));
    }
    return plan(trials);
  }

  private static Plan plan(List<Trial> trials) {
    Sweep sweep =
        new Sweep(
            "forks",
            "",
            trials,
            0,
            0,
            List.of(CerebellumRows.LESION),
            Optional.empty(),
            Snapshotting.NONE);
    return Plan.of(sweep, Inventory.empty(), Retry.MISSING_ONLY);
  }

  private Map<Trial, TrialRunner.Finished> forked(Plan plan, Kernel kernel) {
    Map<Trial, TrialRunner.Finished> byTrial = new HashMap<>();
    for (Tree tree : plan.trees()) {
      runner(kernel)
          .run(
              tree,
              finished -> assertThat(byTrial.put(finished.trial().trial(), finished)).isNull());
    }
    assertThat(byTrial.keySet()).containsExactlyInAnyOrderElementsOf(plan.missing());
    return byTrial;
  }

  private static void requireEqual(TrialRunner.Finished forked, TrialRunner.Finished alone) {
    assertThat(forked.epochs().stream().map(EpochRow::timeless))
        .isEqualTo(alone.epochs().stream().map(EpochRow::timeless).toList());
    assertThat(forked.measures()).isEqualTo(alone.measures());
    if (alone.trial().outcome() instanceof Outcome.Failed failed) {
      assertThat(forked.trial().outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              outcome -> {
                assertThat(outcome.epoch()).isEqualTo(failed.epoch());
                assertThat(outcome.message()).isEqualTo(failed.message());
              });
    } else {
      assertThat(forked.trial().outcome()).isEqualTo(alone.trial().outcome());
    }
  }

  /** Trains forked and alone, compares, and returns the epochs that were saved. */
  private int compare(Plan plan, Kernel kernel) {
    trained = 0;
    Map<Trial, TrialRunner.Finished> forked = forked(plan, kernel);
    int together = trained;
    int own = 0;
    for (TrialRunner.Finished finished : forked.values()) {
      int shared = finished.trial().origin().epochs();
      assertThat(finished.trial().origin().trial().isPresent()).isEqualTo(shared > 0);
      own += finished.epochs().size() - shared;
    }
    assertThat(own).as("epochs trained, by the rows").isEqualTo(together);
    trained = 0;
    forked.forEach((trial, finished) -> requireEqual(finished, runner(kernel).run(trial)));
    return trained - together;
  }

  @ParameterizedTest
  @EnumSource(Kernel.class)
  void linesWithNoise(Kernel kernel) {
    Plan plan = plan(LINES, List.of(3L, 5L, 7L));
    assertThat(plan.trainedEpochs()).isLessThan(plan.epochs() / 2);
    assertThat(compare(plan, kernel)).isEqualTo((int) (plan.epochs() - plan.trainedEpochs()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer=rmsprop",
        "optimizer=sgd",
        "optimizer=adamax",
        "optimizer=adagrad",
        "optimizer=adadelta",
        "hidden-state=keep",
        "updates=per-truncation",
        "cerebellum-output=random",
        "clip-scope=learning",
        "probe-interval=2",
        "weight-decay=0.01",
        "cortex=tanh",
        "fibres=2"
      })
  void otherWaysToLearn(String setting) {
    assertThat(compare(plan(LINES, List.of(2L, 7L), setting), Kernel.PLAIN)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"digit-recognition", "digit-drawing", "digit-line-drawing"})
  void digits(String task) {
    assertThat(
            compare(
                plan(DIGITS, List.of(3L, 6L), "task=" + task, "batch-order=shuffled"),
                Kernel.PLAIN))
        .isPositive();
  }

  /** Dropout goes by the number of updates, and parameters change within a batch. */
  @Test
  void captions() {
    Map<Setting, Object> settings = new HashMap<>();
    settings.put(CommonRows.TASK, "captions");
    settings.put(CommonRows.EPOCHS, 2L);
    settings.put(CommonRows.BATCH_SIZE, 1000L);
    settings.put(CaptionRows.VALIDATION_BATCHES, 1L);
    settings.put(CaptionRows.MIN_LENGTH, 15L); // few of the captions
    settings.put(CortexRows.CORTEX_UNITS, 6L);
    settings.put(CerebellumRows.CEREBELLUM_UNITS, 9L);
    settings.put(CommonRows.PROBES, "examples");
    Trial intact = Trial.of(settings);
    settings.put(CerebellumRows.LESION, "cerebellum");
    settings.put(CerebellumRows.LESION_EPOCH, 2L);
    assertThat(compare(plan(List.of(intact, Trial.of(settings))), Kernel.VECTOR)).isEqualTo(1);
  }

  @Test
  void aPlateauAndAnEarlyStopBeforeAndAfterTheFork() {
    Plan plan =
        plan(
            LINES,
            List.of(3L, 9L, 20L),
            "learning-rate=0.5",
            "learning-rate-schedule=plateau",
            "plateau-patience=0",
            "early-stopping=2");
    assertThat(compare(plan, Kernel.PLAIN)).isPositive();
    Map<Trial, TrialRunner.Finished> ends = forked(plan, Kernel.PLAIN);
    assertThat(ends.values())
        .as("some stop early, not all at the same epoch")
        .anyMatch(end -> end.epochs().size() < end.trial().trial().integer(CommonRows.EPOCHS));
    assertThat(ends.values())
        .as("the trunk stopped before the fork: all epochs are taken over")
        .anyMatch(
            end ->
                end.trial().origin().epochs() == end.epochs().size()
                    && end.epochs().size() < end.trial().trial().integer(CommonRows.EPOCHS));
  }

  /** Deep linear growth leaves the range of floats after some epochs. */
  @Test
  void aTrunkThatDivergesTakesThoseAlongThatShareTheEpoch() {
    Plan plan =
        plan(
            LINES,
            List.of(2L, 40L),
            "learning-rate=10",
            "cerebellum-layers=12",
            "clip-norm=0",
            "probes=none");
    compare(plan, Kernel.PLAIN);
    Map<Trial, TrialRunner.Finished> ends = forked(plan, Kernel.PLAIN);
    assertThat(ends.values())
        .anyMatch(
            end ->
                end.trial().outcome() instanceof Outcome.Diverged
                    && end.trial().origin().trial().isPresent());
  }

  private static Tree withForks(Plan plan) {
    return plan.trees().stream()
        .filter(tree -> tree.trunk().forks().size() > 1)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTrunkThatFailsDoesNotPoisonItsTwins() {
    Plan plan = plan(LINES, List.of(3L, 7L), "probes=none");
    Tree tree = withForks(plan);
    int[] calls = {0};
    List<TrialRunner.Finished> all = new ArrayList<>();
    TrialRunner failing =
        new TrialRunner(
            "forks",
            DataLocation.EMBEDDED,
            Kernel.PLAIN,
            () -> false,
            () -> {
              // after the second epoch of the trunk
              if (++calls[0] == 2) {
                throw new OutOfMemoryError("as if");
              }
            });
    failing.run(tree, all::add);
    assertThat(all.stream().map(end -> end.trial().trial()))
        .containsExactlyInAnyOrderElementsOf(tree.trials());
    assertThat(all)
        .filteredOn(end -> end.trial().outcome() instanceof Outcome.Failed)
        .extracting(end -> end.trial().trial())
        .containsExactly(tree.trunk().trial());
    for (TrialRunner.Finished end : all) {
      if (end.trial().outcome() instanceof Outcome.Complete) {
        requireEqual(end, runner(Kernel.PLAIN).run(end.trial().trial()));
      }
    }
  }

  @Test
  void aForkThatFailsIsTrainedOnceMoreAlone() {
    Plan plan = plan(LINES, List.of(3L, 7L), "probes=none");
    Tree tree = withForks(plan);
    // the first fork that trains an epoch trains it right after those of the trunk
    long first =
        tree.trunk().forks().stream()
                .filter(fork -> fork.epochs() > 0)
                .mapToLong(fork -> fork.forkedAt())
                .findFirst()
                .orElseThrow()
            + 1;
    int[] calls = {0};
    List<TrialRunner.Finished> all = new ArrayList<>();
    TrialRunner failing =
        new TrialRunner(
            "forks",
            DataLocation.EMBEDDED,
            Kernel.PLAIN,
            () -> false,
            () -> {
              if (++calls[0] == first) {
                throw new OutOfMemoryError("as if there were no room for two");
              }
            });
    failing.run(tree, all::add);
    assertThat(all.stream().map(end -> end.trial().trial()))
        .containsExactlyInAnyOrderElementsOf(tree.trials());
    all.forEach(end -> requireEqual(end, runner(Kernel.PLAIN).run(end.trial().trial())));
  }

  @Test
  void secondsAreThoseOfTheTrialItself() {
    Plan plan = plan(LINES, List.of(3L, 7L), "probes=none");
    long clock = System.nanoTime();
    Map<Trial, TrialRunner.Finished> ends = forked(plan, Kernel.PLAIN);
    double all = (System.nanoTime() - clock) * 1e-9;
    double sum = ends.values().stream().mapToDouble(end -> end.trial().seconds()).sum();
    assertThat(sum).isLessThanOrEqualTo(all);
  }
}
