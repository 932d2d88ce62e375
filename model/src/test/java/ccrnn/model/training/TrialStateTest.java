package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.trainee.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** States as bytes: those of older programs, their two versions, and what is none. */
class TrialStateTest {
  private static final TrialState SMALL =
      new TrialState(
          3,
          new Memory(
              new long[] {7, -1},
              List.of(new float[] {1, Float.NaN}, new float[0]),
              new double[] {-0.0}),
          new double[] {0.5});

  /** Written by the program of version 1, from the trial of {@link #trainer}. */
  private static byte[] old(int epochs) {
    String name = "state-1-after-" + epochs + "-epochs.bin";
    try (InputStream in = TrialStateTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Trainer<RecurrentTrainee> trainer() {
    LearningSettings learning =
        new LearningSettings(
            new FeedbackSettings(2, 2, 0.1, FeedbackSettings.TerminalFeedback.PREDICTED),
            new Adam.Settings(0.05, 0.9, 0.98, 1e-9),
            new ClipSettings(1, ClipSettings.Scope.ALL));
    TrialSettings settings =
        new TrialSettings(
            SmallNetworks.ccrnn(CortexKind.LSTM, 3, 4, 1),
            learning,
            new Lesion(Lesion.Kind.INFERIOR_OLIVE, 4),
            SmallNetworks.BATCH,
            9);
    return new Trainer<>(
        new RecurrentTrainee(settings, SmallNetworks.task(9, 0.1), Kernel.PLAIN),
        new Schedule(Optional.of(new ReduceOnPlateau.Settings(0.5, 0, 0)), OptionalInt.of(5)),
        () -> false);
  }

  @Test
  void aStateOfAnOlderProgramGoesOnToTheBitsItHadThere() {
    assertThat(TrialState.fromBytes(old(2)).toBytes()).isEqualTo(old(2));
    Trainer<RecurrentTrainee> trainer = trainer();
    trainer.restore(TrialState.fromBytes(old(2)));
    assertThat(trainer.epochs()).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      trainer.trainEpoch();
    }
    assertThat(trainer.state().toBytes()).isEqualTo(old(5));
  }

  @Test
  void itIsTheStateThatIsWrittenToday() {
    Trainer<RecurrentTrainee> trainer = trainer();
    trainer.trainEpoch();
    trainer.trainEpoch();
    assertThat(trainer.state().toBytes()).isEqualTo(old(2));
  }

  @Test
  void bothVersionsAreFixedForEver() {
    TrialState one =
        new TrialState(
            3,
            new Memory(new long[] {7}, List.of(new float[] {1}, new float[] {2}), new double[0]),
            new double[] {0.5});
    assertThat(HexFormat.of().formatHex(one.toBytes()))
        .isEqualTo(
            "6363524e"
                + "00000001"
                + "00000003"
                + "0000000000000007"
                + "00000001"
                + "00000001"
                + "00000001"
                + "3f800000"
                + "40000000"
                + "3fe0000000000000"
                + "b5450980");
    assertThat(HexFormat.of().formatHex(SMALL.toBytes()))
        .isEqualTo(
            "6363524e"
                + "00000002"
                + "00000003"
                + "00000002"
                + "00000002"
                + "00000001"
                + "00000001"
                + "00000002"
                + "00000000"
                + "0000000000000007"
                + "ffffffffffffffff"
                + "3f800000"
                + "7fc00000"
                + "8000000000000000"
                + "3fe0000000000000"
                + "ed6c299b");
  }

  @Test
  void aStateIsReadAsItWasWritten() {
    Memory[] memories = {
      SMALL.memory(),
      new Memory(new long[0], List.of(), new double[0]),
      new Memory(new long[] {1}, List.of(), new double[0]),
      new Memory(new long[] {1}, List.of(new float[0]), new double[0]),
      new Memory(new long[] {Long.MIN_VALUE}, List.of(new float[] {3}), new double[0]),
      new Memory(new long[] {1}, List.of(new float[2], new float[3]), new double[0]),
      new Memory(new long[] {1}, List.of(new float[2]), new double[] {Double.NaN, 1e-300}),
      new Memory(new long[] {1, 2}, List.of(new float[2]), new double[0])
    };
    int[] versions = {2, 2, 2, 1, 1, 2, 2, 2};
    for (int i = 0; i < memories.length; i++) {
      for (double[] schedule : new double[][] {{}, {Double.POSITIVE_INFINITY, 2}}) {
        byte[] bytes = new TrialState(5, memories[i], schedule).toBytes();
        assertThat(ByteBuffer.wrap(bytes).getInt(4)).isEqualTo(versions[i]);
        TrialState read = TrialState.fromBytes(bytes);
        assertThat(read.epochs()).isEqualTo(5);
        assertThat(read.memory().counts()).isEqualTo(memories[i].counts());
        assertThat(read.memory().arrays()).hasSameSizeAs(memories[i].arrays());
        for (int k = 0; k < read.memory().arrays().size(); k++) {
          assertThat(read.memory().arrays().get(k)).isEqualTo(memories[i].arrays().get(k));
        }
        assertThat(read.memory().numbers()).isEqualTo(memories[i].numbers());
        assertThat(read.schedule()).isEqualTo(schedule);
        assertThat(read.toBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void whatIsCutShortOrLongerIsRefused() {
    for (byte[] whole : List.of(SMALL.toBytes(), old(2))) {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> TrialState.fromBytes(cut))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("cut short");
      }
      byte[] longer = Arrays.copyOf(whole, whole.length + 1);
      assertThatThrownBy(() -> TrialState.fromBytes(longer))
          .hasMessage(
              "state of %d bytes where %d are due: cut short?"
                  .formatted(longer.length, whole.length));
    }
  }

  @Test
  void whateverBitIsFlippedIsNoticed() {
    byte[] whole = SMALL.toBytes();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> TrialState.fromBytes(damaged))
          .as("bit %d", bit)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("state");
    }
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1;
    assertThatThrownBy(() -> TrialState.fromBytes(damaged))
        .hasMessage("state is damaged: its checksum differs");
  }

  @Test
  void aNewerOneSaysSo() {
    byte[] newer = SMALL.toBytes();
    newer[7] = 3;
    assertThatThrownBy(() -> TrialState.fromBytes(newer))
        .hasMessage("state of version 3, this program reads versions 1 and 2");
    assertThatThrownBy(() -> TrialState.fromBytes(new byte[64]))
        .hasMessage("not the state of a trial");
    assertThatThrownBy(() -> new TrialState(-1, SMALL.memory(), new double[0]))
        .hasMessage("-1 epochs");
  }
}
