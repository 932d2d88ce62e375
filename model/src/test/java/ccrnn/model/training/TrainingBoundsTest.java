package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Answer;
import ccrnn.model.trainee.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What fits together and what does not: network and task, settings, the bytes of a state. */
class TrainingBoundsTest {
  private static TrialSettings settings(NetworkShape shape, Lesion lesion, int batchSize) {
    return new TrialSettings(shape, SmallNetworks.learning(1, 1), lesion, batchSize, 1);
  }

  private static NetworkShape shape(Answer answer, int inputs, int outputs) {
    return new NetworkShape(CortexKind.LSTM, answer, inputs, 3, outputs, Optional.empty());
  }

  @Test
  void aNetworkFitsItsTaskInEveryNumber() {
    NetworkShape fitting = shape(Answer.TRAJECTORY, 1, 2);
    assertThat(trainee(fitting).network().shape()).isEqualTo(fitting);
    for (NetworkShape other :
        List.of(
            shape(Answer.TRAJECTORY, 2, 2),
            shape(Answer.TRAJECTORY, 1, 3),
            shape(Answer.CLASS, 1, 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trainee(other))
          .withMessage(
              "a network of %d inputs and %d outputs (%s) for a task of 1 and 2 (TRAJECTORY)"
                  .formatted(other.inputs(), other.outputs(), other.answer()));
    }
  }

  private static RecurrentTrainee trainee(NetworkShape shape) {
    TrialSettings settings = settings(shape, Lesion.NONE, SmallNetworks.BATCH);
    return new RecurrentTrainee(settings, SmallNetworks.task(1), Kernel.PLAIN);
  }

  @Test
  void aTrialHasABatchAndLesionsOnlyWhatItHas() {
    NetworkShape alone = shape(Answer.TRAJECTORY, 1, 2);
    NetworkShape both = SmallNetworks.ccrnn(CortexKind.LSTM, 3, 4, 1);
    Lesion lesion = new Lesion(Lesion.Kind.CEREBELLUM, 1);
    assertThat(settings(alone, Lesion.NONE, 1).batchSize()).isEqualTo(1);
    assertThat(settings(both, lesion, 1).lesion()).isEqualTo(lesion);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(alone, Lesion.NONE, 0))
        .withMessage("batch size 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(alone, lesion, 1))
        .withMessage("a cortex alone has no cerebellum to lesion");
  }

  private static TrialState state(int epochs, long steps) {
    return new TrialState(
        epochs,
        new Memory(
            new long[] {steps},
            List.of(
                new float[] {1.5f, -2}, new float[] {3, 4}, new float[] {5, 6}, new float[] {7, 8}),
            new double[0]),
        new double[] {0.25, Double.POSITIVE_INFINITY, 9});
  }

  @Test
  void aStateCountsFromZero() {
    assertThat(state(0, 0).epochs()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> state(-1, 0)).withMessage("-1 epochs");
  }

  /** Snapshots of earlier versions are read by this format; it stays as it is, byte by byte. */
  @Test
  void theBytesOfAStateAreThoseOfTheDocumentation() {
    ByteBuffer expected = ByteBuffer.allocate(4 * 3 + 8 + 4 * 3 + 4 * 2 * 4 + 8 * 3 + 4);
    expected.putInt(0x6363524e).putInt(1).putInt(12).putLong(1L << 40);
    expected.putInt(2).putInt(3).putInt(3);
    for (float value : new float[] {1.5f, -2, 3, 4, 5, 6, 7, 8}) {
      expected.putFloat(value);
    }
    expected.putDouble(0.25).putDouble(Double.POSITIVE_INFINITY).putDouble(9);
    seal(expected.array());
    byte[] written = state(12, 1L << 40).toBytes();
    assertThat(written).isEqualTo(expected.array());

    TrialState read = TrialState.fromBytes(written);
    assertThat(read.epochs()).isEqualTo(12);
    assertThat(read.memory().counts()).containsExactly(1L << 40);
    assertThat(read.memory().arrays()).hasSize(4);
    assertThat(read.memory().arrays().get(0)).containsExactly(1.5f, -2);
    assertThat(read.memory().arrays().get(3)).containsExactly(7, 8);
    assertThat(read.schedule()).containsExactly(0.25, Double.POSITIVE_INFINITY, 9);
  }

  private static void seal(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
  }

  @Test
  void everyDamagedByteOfAStateIsNoticed() {
    byte[] written = state(12, 34).toBytes();
    for (int i = 0; i < written.length; i++) {
      byte[] damaged = written.clone();
      damaged[i] ^= 0x10;
      assertThatIllegalArgumentException()
          .as("byte %d", i)
          .isThrownBy(() -> TrialState.fromBytes(damaged));
    }
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatIllegalArgumentException()
          .as("%d bytes", length)
          .isThrownBy(() -> TrialState.fromBytes(cut))
          .withMessageContaining("cut short");
    }
  }

  /** Numbers that would ask for impossible arrays, under a checksum that is right. */
  @Test
  void aSealedStateOfImpossibleSizesIsRefused() {
    int atLength = 20;
    for (int at = atLength; at <= atLength + 8; at += 4) {
      for (int number : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        byte[] bytes = state(12, 34).toBytes();
        ByteBuffer.wrap(bytes).putInt(at, number);
        seal(bytes);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> TrialState.fromBytes(bytes))
            .withMessageMatching(".* (are due: cut short|with a length of -[0-9]+: damaged)[?]");
      }
    }
    // Minus one array of no parameters would fit the length.
    Memory nothing = new Memory(new long[] {1}, List.of(new float[0]), new double[0]);
    byte[] empty = new TrialState(1, nothing, new double[0]).toBytes();
    assertThat(TrialState.fromBytes(empty).memory().arrays().get(0)).isEmpty();
    ByteBuffer.wrap(empty).putInt(atLength + 4, -1);
    seal(empty);
    assertThatIllegalArgumentException().isThrownBy(() -> TrialState.fromBytes(empty));
  }
}
