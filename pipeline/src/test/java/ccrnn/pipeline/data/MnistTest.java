package ccrnn.pipeline.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.task.Digits;
import ccrnn.pipeline.UserError;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the tests write, and the real test set where a checkout has it beside the project. */
class MnistTest {
  private static final Path REAL = Path.of("../../shared/data/mnist");

  @TempDir private Path folder;

  private static byte[] idx(int magic, int[] dimensions, int elements) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
      for (int i = 0; i < elements; i++) {
        out.write(magic == 0x801 ? i % 10 : i / Digits.PIXELS);
      }
    }
    return bytes.toByteArray();
  }

  /** Image i has all pixels i. */
  private static byte[] images(int count) throws IOException {
    return idx(0x803, new int[] {count, 28, 28}, count * Digits.PIXELS);
  }

  private static byte[] labels(int count) throws IOException {
    return idx(0x801, new int[] {count}, count);
  }

  private void write(String name, byte[] content) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name));
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(content);
    }
  }

  private DigitData read() {
    return DigitDataSource.read(folder.toString());
  }

  private void refused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("DIR/", folder + "/"));
  }

  @Test
  void fourFilesAreTrainingAndTest() throws IOException {
    write("train-images-idx3-ubyte.gz", images(60));
    write("train-labels.idx1-ubyte", labels(60));
    write("t10k-images.idx3-ubyte.gz", images(15));
    write("t10k-labels-idx1-ubyte", labels(15));
    DigitData data = read();
    assertThat(data.training().count()).isEqualTo(60);
    assertThat(data.test().count()).isEqualTo(15);
    assertThat(data.training().pixels()[59 * 784]).isEqualTo((byte) 59);
    assertThat(data.training().label(59)).isEqualTo(9);
    assertThat(data.identity()).isEqualTo("sha256:7fb3354d254d8224");
  }

  @Test
  void onePairIsDividedInTheProportionOfMnist() throws IOException {
    write("t10k-images-idx3-ubyte", images(70));
    write("t10k-labels-idx1-ubyte", labels(70));
    DigitData data = read();
    assertThat(data.training().count()).isEqualTo(60);
    assertThat(data.test().count()).isEqualTo(10);
    int[] seen =
        IntStream.concat(numbers(data.training()), numbers(data.test())).sorted().toArray();
    assertThat(seen).isEqualTo(IntStream.range(0, 70).toArray());
    assertThat(numbers(data.test()).toArray()).isNotEqualTo(IntStream.range(0, 10).toArray());
  }

  private static IntStream numbers(Digits digits) {
    return IntStream.range(0, digits.count())
        .map(
            i -> {
              int number = digits.pixels()[i * Digits.PIXELS];
              assertThat(digits.label(i)).isEqualTo(number % 10);
              return number;
            });
  }

  @Test
  void identityIsOfTheContentNotOfItsPacking() throws IOException {
    write("t10k-images-idx3-ubyte", images(70));
    write("t10k-labels-idx1-ubyte", labels(70));
    String plain = read().identity();
    Files.delete(folder.resolve("t10k-images-idx3-ubyte"));
    write("t10k-images-idx3-ubyte.gz", images(70));
    assertThat(read().identity()).isEqualTo(plain).matches("sha256:[0-9a-f]{16}");
    write("t10k-images-idx3-ubyte", images(71));
    write("t10k-labels-idx1-ubyte", labels(71));
    assertThat(read().identity()).isNotEqualTo(plain);
  }

  @Test
  void filesAreReadOnceUntilTheyChange() throws IOException {
    write("t10k-images-idx3-ubyte", images(70));
    write("t10k-labels-idx1-ubyte", labels(70));
    DigitData data = read();
    assertThat(read()).isSameAs(data);
    write("t10k-images-idx3-ubyte", images(77));
    write("t10k-labels-idx1-ubyte", labels(77));
    assertThat(read().test().count()).isEqualTo(11);
    assertThat(DigitDataSource.embedded(600, 100)).isSameAs(DigitDataSource.embedded(600, 100));
  }

  @Test
  void drawnDigitsAreAsManyAsAskedFor() {
    DigitData drawn = DigitDataSource.embedded(600, 100);
    assertThat(drawn.training().count()).isEqualTo(600);
    assertThat(drawn.test().count()).isEqualTo(100);
    assertThat(drawn.identity()).isEqualTo("drawn-1");
  }

  @Test
  void hadoopReadsTheSame() throws IOException {
    write("t10k-images-idx3-ubyte.gz", images(70));
    write("t10k-labels-idx1-ubyte", labels(70));
    DataFolder hadoop = HadoopFolder.of(folder.toUri().toString(), Map.of());
    DigitData data = Mnist.in(hadoop).read();
    assertThat(data.identity()).isEqualTo(read().identity());
    assertThat(Arrays.equals(data.test().pixels(), read().test().pixels())).isTrue();
    assertThat(DigitDataSource.read(folder.toUri().toString()).identity())
        .isEqualTo(data.identity());
    DataFolder none = HadoopFolder.of(folder.resolve("none").toUri().toString(), Map.of());
    assertThatThrownBy(() -> Mnist.in(none))
        .isInstanceOf(UserError.class)
        .hasMessageMatching("data folder file:.*none does not exist");
    assertThatThrownBy(() -> DigitDataSource.read("nosuch://x/y"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no file system for nosuch: in nosuch://x/y");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertThatThrownBy(() -> DigitDataSource.read(" "))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no name");
    assertThatThrownBy(() -> DigitDataSource.read(folder.resolve("none").toString()))
        .isInstanceOf(UserError.class)
        .hasMessage("data folder " + folder.resolve("none") + " does not exist");
    refused(
        "no MNIST file in "
            + folder
            + ": expected train-images-idx3-ubyte[.gz] and its like;"
            + " `ccrnn data mnist --to DIR` downloads them");
    write("t10k-images-idx3-ubyte", images(7));
    refused(
        "DIR/t10k-images-idx3-ubyte is there, but not t10k-labels-idx1-ubyte[.gz], which belongs to"
            + " it");
    assertThatThrownBy(
            () -> DigitDataSource.read(folder.resolve("t10k-images-idx3-ubyte").toString()))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("is a file, not a folder");
  }

  @Test
  void wrongContentIsNamed() throws IOException {
    write("t10k-labels-idx1-ubyte", labels(70));
    write("t10k-images-idx3-ubyte", labels(70));
    refused(
        "DIR/t10k-images-idx3-ubyte is no IDX file of images: it starts with 00000801, not"
            + " 00000803");
    write("t10k-images-idx3-ubyte", idx(0x803, new int[] {70, 32, 32}, 0));
    refused("DIR/t10k-images-idx3-ubyte holds images of 32 x 32 pixels, not 28 x 28");
    write("t10k-images-idx3-ubyte", idx(0x803, new int[] {-1, 28, 28}, 0));
    refused(
        "DIR/t10k-images-idx3-ubyte announces 4,294,967,295 elements; 1 to 2,739,137 can be read");
    write("t10k-images-idx3-ubyte", images(69));
    refused(
        "DIR/t10k-images-idx3-ubyte holds 69 images, but DIR/t10k-labels-idx1-ubyte holds 70"
            + " labels");
    write("t10k-images-idx3-ubyte", images(70));
    byte[] odd = labels(70);
    odd[8 + 2] = (byte) 200;
    write("t10k-labels-idx1-ubyte", odd);
    refused("DIR/t10k-labels-idx1-ubyte: label 3 is 200, which is no digit");
    write("t10k-images-idx3-ubyte", images(6));
    write("t10k-labels-idx1-ubyte", labels(6));
    refused("DIR/t10k-images-idx3-ubyte holds 6 images; at least 7 are needed");
  }

  @Test
  void truncatedAndOverlongFilesAreNamed() throws IOException {
    write("t10k-labels-idx1-ubyte", labels(70));
    byte[] whole = images(70);
    write("t10k-images-idx3-ubyte", Arrays.copyOf(whole, 1016));
    refused(
        "DIR/t10k-images-idx3-ubyte is truncated: 1,000 of the 54,880 bytes after its head are"
            + " there");
    write("t10k-images-idx3-ubyte", Arrays.copyOf(whole, 7));
    refused("DIR/t10k-images-idx3-ubyte is truncated");
    write("t10k-images-idx3-ubyte", Arrays.copyOf(whole, whole.length + 1));
    refused("DIR/t10k-images-idx3-ubyte goes on after the 70 elements that it announces");
    Files.delete(folder.resolve("t10k-images-idx3-ubyte"));
    write("t10k-images-idx3-ubyte.gz", whole);
    Path packed = folder.resolve("t10k-images-idx3-ubyte.gz");
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));
    refused("DIR/t10k-images-idx3-ubyte.gz is truncated");
    bytes[bytes.length - 6] ^= 1;
    Files.write(packed, bytes);
    refused("DIR/t10k-images-idx3-ubyte.gz is damaged: Corrupt GZIP trailer");
  }

  @Test
  void aPublishedFileIsKnownByItsContent() throws IOException {
    byte[] content = labels(70);
    write("a", content);
    write("a.gz", content);
    var digest = PublishedFile.sha256Digest();
    digest.update(content);
    PublishedFile file = new PublishedFile("a", 78, PublishedFile.hexadecimal(digest));
    assertThat(isIn(file, "a")).isTrue();
    assertThat(isIn(file, "a.gz")).isTrue();
    write("a", Arrays.copyOf(content, 77));
    assertThat(isIn(file, "a")).isFalse();
    write("a", Arrays.copyOf(content, 79));
    assertThat(isIn(file, "a")).isFalse();
    byte[] bytes = Files.readAllBytes(folder.resolve("a.gz"));
    Files.write(folder.resolve("a.gz"), Arrays.copyOf(bytes, bytes.length - 9));
    assertThat(isIn(file, "a.gz")).isFalse();
  }

  private boolean isIn(PublishedFile file, String name) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      return file.isIn(in);
    }
  }

  @Test
  void theRealTestSetIsRecognized() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(REAL), "no MNIST beside this checkout");
    DigitData data = DigitDataSource.read(REAL.toString());
    assertThat(data.identity()).isEqualTo("mnist-t10k");
    assertThat(data.training().count()).isEqualTo(8572);
    assertThat(data.test().count()).isEqualTo(1428);
    int[] counts = new int[10];
    for (Digits digits : new Digits[] {data.training(), data.test()}) {
      IntStream.range(0, digits.count()).forEach(i -> counts[digits.label(i)]++);
    }
    assertThat(counts).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    for (MnistFile file : new MnistFile[] {MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS}) {
      PublishedFile published = file.published();
      try (InputStream in = Files.newInputStream(REAL.resolve(published.name() + ".gz"))) {
        assertThat(published.isIn(in)).isTrue();
      }
    }
  }
}
