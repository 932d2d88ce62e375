package ccrnn.jobs.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes files in the format of MNIST. */
final class DigitFiles {
  private static final int PIXELS = 28 * 28;
  private static final int SEED = 7;

  private DigitFiles() {}

  /** A folder with so many images of noise and their labels. */
  static void write(Path folder, int images) throws IOException {
    Random random = new Random(SEED);
    byte[] pixels = new byte[images * PIXELS];
    random.nextBytes(pixels);
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      labels[i] = (byte) random.nextInt(10);
    }
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte"),
        ByteBuffer.allocate(16 + pixels.length)
            .putInt(0x803)
            .putInt(images)
            .putInt(28)
            .putInt(28)
            .put(pixels)
            .array());
    Files.write(
        folder.resolve("t10k-labels-idx1-ubyte"),
        ByteBuffer.allocate(8 + images).putInt(0x801).putInt(images).put(labels).array());
  }
}
