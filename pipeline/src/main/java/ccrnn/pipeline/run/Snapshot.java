package ccrnn.pipeline.run;

import ccrnn.model.training.TrialState;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * The first epochs of a trial as a file: the state after them and the rows that they left, so that
 * nothing else has to be read to go on from it.
 *
 * <p>Big-endian: magic, version, the file's own name, id of the trial, id and number of epochs of
 * its origin, seconds so far, the state ({@link TrialState#toBytes}), the rows, CRC-32C of all
 * before.
 *
 * @param name of the file
 * @param start what it holds
 */
record Snapshot(String name, Training.Start start) {
  private static final int MAGIC = 0x6363_5353; // "ccSS"
  private static final int VERSION = 1;
  private static final int CHECKSUM = Integer.BYTES;

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeUTF(name);
      out.writeUTF(start.trial());
      out.writeUTF(start.origin().trial().orElse(""));
      out.writeInt(start.origin().epochs());
      out.writeDouble(start.seconds());
      byte[] state = start.state().toBytes();
      out.writeInt(state.length);
      out.write(state);
      writeEpochs(out);
      writeMeasures(out);
      out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private void writeEpochs(DataOutputStream out) throws IOException {
    out.writeInt(start.epochs().size());
    for (EpochRow row : start.epochs()) {
      out.writeInt(row.epoch());
      out.writeDouble(row.seconds());
      for (Metric metric : Metric.values()) {
        OptionalDouble value = row.value(metric);
        if (value.isPresent()) {
          out.writeUTF(metric.column());
          out.writeDouble(value.getAsDouble());
        }
      }
      out.writeUTF("");
    }
  }

  private void writeMeasures(DataOutputStream out) throws IOException {
    out.writeInt(start.measures().size());
    for (MeasureRow row : start.measures()) {
      out.writeInt(row.epoch());
      out.writeUTF(row.probe());
      out.writeUTF(row.part());
      out.writeUTF(row.statistic());
      out.writeInt(row.step().orElse(-1));
      out.writeDouble(row.value());
      out.writeBoolean(row.text().isPresent());
      out.writeUTF(row.text().orElse(""));
    }
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param name of the file
   * @param bytes not modified
   * @throws IllegalArgumentException if the bytes are something else, of another version or file,
   *     cut short or damaged; the message says so
   */
  static Snapshot fromBytes(String name, byte[] bytes) {
    if (bytes.length < 3 * Integer.BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
      throw new IllegalArgumentException("foreign: not a snapshot, or cut short");
    }
    int version = ByteBuffer.wrap(bytes).getInt(Integer.BYTES);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "of version " + version + ", this program reads " + VERSION);
    }
    int length = bytes.length - CHECKSUM;
    if (checksum(bytes, length) != ByteBuffer.wrap(bytes).getInt(length)) {
      throw new IllegalArgumentException("damaged: its checksum differs");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      in.skipNBytes(2L * Integer.BYTES);
      String inside = in.readUTF();
      if (!inside.equals(name)) {
        throw new IllegalArgumentException("misnamed: it is " + inside);
      }
      String trial = in.readUTF();
      String from = in.readUTF();
      Optional<String> origin = from.isEmpty() ? Optional.empty() : Optional.of(from);
      int taken = in.readInt();
      double seconds = in.readDouble();
      byte[] state = in.readNBytes(in.readInt());
      List<EpochRow> epochs = readEpochs(in);
      List<MeasureRow> measures = readMeasures(in);
      return new Snapshot(
          name,
          new Training.Start(
              trial,
              new Origin(origin, taken),
              seconds,
              TrialState.fromBytes(state),
              epochs,
              measures));
    } catch (IOException e) {
      throw new IllegalArgumentException("damaged: it ends too early", e);
    }
  }

  private static List<EpochRow> readEpochs(DataInputStream in) throws IOException {
    List<EpochRow> rows = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int epoch = in.readInt();
      double seconds = in.readDouble();
      Measured<Metric> values = Measured.nothing(Metric.class);
      for (String column = in.readUTF(); !column.isEmpty(); column = in.readUTF()) {
        values = values.with(metric(column), in.readDouble());
      }
      rows.add(new EpochRow(epoch, values, seconds));
    }
    return rows;
  }

  private static Metric metric(String column) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.column().equals(column))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("of a program that measures " + column));
  }

  private static List<MeasureRow> readMeasures(DataInputStream in) throws IOException {
    List<MeasureRow> rows = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int epoch = in.readInt();
      String probe = in.readUTF();
      String part = in.readUTF();
      String statistic = in.readUTF();
      int step = in.readInt();
      double value = in.readDouble();
      boolean hasText = in.readBoolean();
      String text = in.readUTF();
      rows.add(
          new MeasureRow(
              epoch,
              probe,
              part,
              statistic,
              step < 0 ? OptionalInt.empty() : OptionalInt.of(step),
              value,
              hasText ? Optional.of(text) : Optional.empty()));
    }
    return rows;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
