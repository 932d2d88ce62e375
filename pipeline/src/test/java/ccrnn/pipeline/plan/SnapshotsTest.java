package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.plan.Trees.Start;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From which of the states that a folder keeps a trial goes on. */
class SnapshotsTest {
  private static final Trial INTACT = trial(20, 0);
  private static final Trial LESIONED = trial(20, 8);

  /** With a lesion from this epoch on; 0 for none. */
  private static Trial trial(long epochs, long onset) {
    Map<Setting, Object> values = new HashMap<>(Map.of(CommonRows.EPOCHS, epochs));
    if (onset > 0) {
      values.put(CerebellumRows.LESION, "cerebellum");
      values.put(CerebellumRows.LESION_EPOCH, onset);
    }
    return Trial.of(values);
  }

  private static Snapshots kept(Trial trial, int... epochs) {
    return new Snapshots(
        IntStream.of(epochs).mapToObj(epoch -> Lineage.snapshot(trial, epoch)).toList());
  }

  @Test
  void isTheLatestBeforeTheLastEpoch() {
    assertThat(kept(INTACT, 5, 19, 20).latest(Lineage.of(INTACT)))
        .contains(new Start(Lineage.snapshot(INTACT, 19), 19));
    assertThat(kept(INTACT, 20).latest(Lineage.of(INTACT))).isEmpty();
    assertThat(kept(INTACT, 1).latest(Lineage.of(INTACT)))
        .contains(new Start(Lineage.snapshot(INTACT, 1), 1));
    assertThat(Snapshots.none().latest(Lineage.of(INTACT))).isEmpty();
  }

  @Test
  void aLesionedTrialGoesOnFromItsOwnOrFromBeforeItsLesion() {
    assertThat(kept(LESIONED, 3, 8, 9).latest(Lineage.of(LESIONED)))
        .contains(new Start(Lineage.snapshot(LESIONED, 9), 9));
    assertThat(kept(LESIONED, 8).latest(Lineage.of(LESIONED)))
        .contains(new Start(Lineage.snapshot(LESIONED, 8), 8));
    assertThat(kept(INTACT, 7, 8, 9).latest(Lineage.of(LESIONED)))
        .contains(new Start(Lineage.snapshot(INTACT, 7), 7));
    assertThat(kept(INTACT, 8).latest(Lineage.of(LESIONED))).isEmpty();
  }

  /** Its last epoch is not gone on from, whether a lesion begins there or nowhere. */
  @Test
  void aShortTrialGoesOnFromWhatIsLeft() {
    assertThat(kept(INTACT, 7).latest(Lineage.of(trial(8, 8))))
        .contains(new Start(Lineage.snapshot(INTACT, 7), 7));
    assertThat(kept(INTACT, 6, 7).latest(Lineage.of(trial(7, 0))))
        .contains(new Start(Lineage.snapshot(INTACT, 6), 6));
    assertThat(kept(INTACT, 1).latest(Lineage.of(trial(1, 0)))).isEmpty();
    assertThat(kept(INTACT, 1).latest(Lineage.of(trial(1, 1)))).isEmpty();
  }

  @Test
  void otherNamesArePassedOver() {
    String name = Lineage.snapshot(INTACT, 5);
    String hash = name.substring(0, 64);
    assertThat(
            new Snapshots(
                    List.of(
                        hash,
                        hash + "-0",
                        hash + "-05",
                        hash + "-12345678",
                        name + ".tmp",
                        "x" + name,
                        name.replace('-', '_')))
                .latest(Lineage.of(INTACT)))
        .isEmpty();
  }

  @Test
  void intactEpochsEndBeforeTheLesion() {
    assertThat(intact(INTACT)).isEqualTo(20);
    assertThat(intact(LESIONED)).isEqualTo(7);
    assertThat(intact(trial(5, 8))).isEqualTo(5);
    assertThat(intact(trial(5, 1))).isZero();
    assertThat(Lineage.of(LESIONED).onsets()).isNotEmpty();
    assertThat(Lineage.of(trial(8, 8)).onsets()).isNotEmpty();
    assertThat(Lineage.of(trial(7, 8)).onsets()).isEmpty();
    assertThat(Lineage.of(INTACT).onsets()).isEmpty();
    assertThat(Lineage.snapshot(INTACT, 12)).endsWith("-12").matches("[0-9a-f]{64}-12");
  }

  /** Epochs before anything begins in the course of a trial. */
  private static int intact(Trial trial) {
    NavigableSet<Integer> onsets = Lineage.of(trial).onsets();
    return onsets.isEmpty() ? (int) trial.integer(CommonRows.EPOCHS) : onsets.first();
  }
}
