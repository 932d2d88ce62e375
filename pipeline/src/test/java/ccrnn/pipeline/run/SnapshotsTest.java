package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.plan.Branch;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Lineage;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.plan.Tree;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Snapshotting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("spark")
class SnapshotsTest {
  private static final String SWEEP =
      """
      name: longer
      snapshots: final
      settings:
        epochs: 4
        noise: 0.2
        batches: 2
        batch-size: 5
        validation-size: 9
        test-size: 6
        cortex-units: 6
        cerebellum-units: 9
        probes: [gradients, examples]
      axes:
        network: [crnn, ccrnn]
        seed: 1..2
      """;

  private static final SparkOptions TWO_CORES = new SparkOptions(Optional.of("local[2]"), Map.of());

  @TempDir private Path temporary;
  private ResultsFolder folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void makeFolder() {
    folder = ResultsFolder.create(temporary.toString());
  }

  private static Sweep sweep(String... overrides) {
    return SweepReader.parse(SWEEP, "longer.yaml", List.of(overrides));
  }

  private Plan plan(Sweep sweep) {
    return Plan.of(sweep, Holdings.of(folder, folder.inventory()), Retry.MISSING_ONLY);
  }

  private List<String> run(Sweep sweep) throws InterruptedException {
    Plan plan = plan(sweep);
    try (SweepRun run =
        SweepRun.start(
            sweep.name(),
            plan,
            folder,
            sweep.data(),
            Optional.of(Kernel.PLAIN),
            sweep.snapshots(),
            TWO_CORES)) {
      assertThat(run.await(Duration.ofMinutes(2))).contains(SweepRun.End.FINISHED);
      assertThat(run.progress().trialsDone()).isEqualTo(plan.missing().size());
      return run.warnings();
    }
  }

  private void requireFromScratch(Trial trial) {
    StoredTrial stored = folder.trial(trial.id());
    TrialRunner.Finished alone =
        new TrialRunner("alone", DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {})
            .run(trial);
    assertThat(stored.epochs().stream().map(EpochRow::timeless))
        .isEqualTo(alone.epochs().stream().map(EpochRow::timeless).toList());
    assertThat(stored.measures()).isEqualTo(alone.measures());
  }

  private Path file(Trial trial, int epochs) {
    return temporary.resolve("snapshots").resolve(Lineage.snapshot(trial, epochs));
  }

  @Test
  void moreEpochsGoOnFromSnapshotsAndDamagedOnesAreNamed() throws Exception {
    Sweep sweep = sweep();
    assertThat(plan(sweep).continued()).isZero();
    assertThat(run(sweep)).isEmpty();

    Sweep more = sweep("epochs=6", "seed=1..3");
    Plan plan = plan(more);
    assertThat(plan.continued()).isEqualTo(4);
    assertThat(plan.trainedEpochs()).isEqualTo(4 * 2 + 2 * 6);
    assertThat(plan.paces().trials()).isEqualTo(4);

    Path damaged = file(sweep.trials().get(0), 4);
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Path foreign = file(sweep.trials().get(1), 4);
    Files.copy(file(sweep.trials().get(2), 4), foreign, StandardCopyOption.REPLACE_EXISTING);
    List<String> said = run(more);
    assertThat(said)
        .hasSize(2)
        .anyMatch(line -> line.contains(damaged.getFileName() + ": damaged: its checksum differs"))
        .anyMatch(line -> line.contains(foreign.getFileName() + ": misnamed: it is "));
    for (Trial trial : more.trials()) {
      requireFromScratch(trial);
    }
    Trial continued = more.trials().get(4);
    assertThat(continued.integer(CommonRows.SEED)).isEqualTo(2);
    assertThat(folder.trial(continued.id()).columns())
        .containsEntry("forked_at", 4)
        .containsEntry("trained_epochs", 2);
    Map<String, Object> anew = folder.trial(more.trials().get(0).id()).columns();
    assertThat(anew).containsEntry("forked_from", null).containsEntry("trained_epochs", 6);
    assertThat(plan(sweep("epochs=9")).trainedEpochs())
        .as("the latest snapshot counts")
        .isEqualTo(4 * 3);
  }

  @Test
  void whatStoppedEarlyStopsEarlyAgain() throws Exception {
    String[] early = {"early-stopping=1", "learning-rate=0.5", "seed=1..3", "network=ccrnn"};
    Sweep sweep =
        sweep(Stream.concat(Stream.of(early), Stream.of("epochs=30")).toArray(String[]::new));
    run(sweep);
    Sweep more =
        sweep(Stream.concat(Stream.of(early), Stream.of("epochs=50")).toArray(String[]::new));
    assertThat(plan(more).continued()).isEqualTo(3);
    run(more);
    for (Trial trial : more.trials()) {
      requireFromScratch(trial);
    }
    assertThat(more.trials())
        .extracting(trial -> folder.trial(trial.id()).columns().get("trained_epochs"))
        .contains(0);
  }

  @Test
  void nothingIsKeptUnlessAskedFor() throws Exception {
    run(sweep("snapshots=none", "seed=1..1"));
    assertThat(temporary.resolve("snapshots")).doesNotExist();
  }

  private TrialRunner interrupted(BooleanSupplier stop, Runnable epochDone) {
    Snapshotting often = new Snapshotting(false, Optional.of(Duration.ofSeconds(1)));
    SnapshotFiles files = new SnapshotFiles(folder, often, warnings::add);
    return new TrialRunner(
        "interrupted",
        new Training.Means(
            DataLocation.EMBEDDED, Kernel.PLAIN, stop, epochDone, Optional.of(files)));
  }

  private static void sleep() {
    try {
      Thread.sleep(400);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Killed in the third part of a fork, after the trunk and the fork have been kept. */
  @Test
  void aTrialUnderWayGoesOnWhereItWas() throws IOException {
    Trial trunk = sweep("epochs=9").trials().get(2);
    Map<Setting, Object> lesion = new HashMap<>(trunk.values());
    lesion.put(CerebellumRows.LESION, "cerebellum");
    lesion.put(CerebellumRows.LESION_EPOCH, 5L);
    Trial fork = Trial.of(lesion);
    Sweep sweep =
        new Sweep(
            "x",
            "",
            List.of(trunk, fork),
            0,
            0,
            List.of(CerebellumRows.LESION),
            Optional.empty(),
            Snapshotting.NONE);
    Tree tree = Plan.of(sweep, Inventory.empty(), Retry.MISSING_ONLY).trees().get(0);
    assertThat(tree.trunk().forks()).containsExactly(new Branch(fork, 4, List.of()));

    int[] trained = {0};
    List<TrialRunner.Finished> finished = new ArrayList<>();
    TrialRunner killed =
        interrupted(
            () -> trained[0] == 8,
            () -> {
              trained[0]++;
              sleep();
            });
    assertThatThrownBy(() -> killed.run(tree, finished::add))
        .isInstanceOf(CancellationException.class);
    assertThat(finished).isEmpty();
    assertThat(snapshots())
        .containsExactlyInAnyOrder("under-way-" + trunk.id(), "under-way-" + fork.id());

    trained[0] = 0;
    interrupted(() -> false, () -> trained[0]++).run(tree, finished::add);
    assertThat(warnings).isEmpty();
    assertThat(trained[0]).as("epochs left").isLessThan(14 - 5);
    assertThat(finished).hasSize(2);
    for (TrialRunner.Finished end : finished) {
      folder.commit(end.trial(), end.epochs(), end.measures());
      requireFromScratch(end.trial().trial());
      assertThat(end.trial().seconds()).as("both attempts").isGreaterThan(1);
    }
    assertThat(finished.get(0).trial().origin().trial()).contains(trunk.id());
    assertThat(finished.get(0).trial().origin().epochs()).isEqualTo(4);
    assertThat(snapshots()).as("removed once committed").isEmpty();
  }

  private List<String> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("snapshots"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void snapshotsThatCannotBeKeptAreNoFailure() throws IOException {
    Files.writeString(temporary.resolve("snapshots"), "in the way");
    SnapshotFiles files =
        new SnapshotFiles(folder, new Snapshotting(true, Optional.empty()), warnings::add);
    TrialRunner runner =
        new TrialRunner(
            "full",
            new Training.Means(
                DataLocation.EMBEDDED, Kernel.PLAIN, () -> false, () -> {}, Optional.of(files)));
    Trial trial = sweep("epochs=1").trials().get(0);
    assertThat(runner.run(trial).trial().outcome().status().word()).isEqualTo("complete");
    assertThat(warnings).singleElement().asString().startsWith("did not keep snapshots/");
  }

  @Test
  void aFileOfAnotherKindIsNoSnapshot() {
    assertThatThrownBy(() -> Snapshot.fromBytes("x", new byte[0]))
        .hasMessage("foreign: not a snapshot, or cut short");
    assertThatThrownBy(() -> Snapshot.fromBytes("x", new byte[100]))
        .hasMessage("foreign: not a snapshot, or cut short");
    assertThatThrownBy(
            () -> Snapshot.fromBytes("x", new byte[] {'c', 'c', 'S', 'S', 0, 0, 0, 9, 0, 0, 0, 0}))
        .hasMessage("of version 9, this program reads 1");
  }
}
