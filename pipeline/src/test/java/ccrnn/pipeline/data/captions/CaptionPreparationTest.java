package ccrnn.pipeline.data.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.random.Streams;
import ccrnn.model.task.Batch;
import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.CaptionTask;
import ccrnn.model.task.Captions;
import ccrnn.model.task.Scenes;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.captions.CaptionPreparation.Features;
import ccrnn.pipeline.data.captions.CaptionPreparation.Request;
import ccrnn.pipeline.data.captions.CaptionPreparation.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptionPreparationTest {
  private static final int IMAGES = 12;

  @TempDir private Path folder;
  private Path annotations;

  @BeforeEach
  void writeAnnotations() throws IOException {
    annotations = Samples.annotations(folder.resolve("captions.json"), 1, IMAGES);
  }

  private Request request(Features features, int width, String to) {
    return new Request(
        annotations,
        Optional.empty(),
        Optional.empty(),
        features,
        Optional.empty(),
        width,
        folder.resolve(to).toString());
  }

  private static Result prepare(Request request) {
    return CaptionPreparation.prepare(request, (what, done, total) -> {});
  }

  private static void mistake(Request request, String message) {
    assertThatThrownBy(() -> prepare(request)).isInstanceOf(UserError.class).hasMessage(message);
  }

  /** Feature j of image i is i + j / 10. */
  private Features npy(int width) throws IOException {
    float[] values = new float[IMAGES * width];
    long[] ids = new long[IMAGES];
    for (int row = 0; row < IMAGES; row++) {
      ids[row] = (long) IMAGES - row; // in no special order
      for (int j = 0; j < width; j++) {
        values[row * width + j] = ids[row] + j / 10f;
      }
    }
    return new Features.Stored(
        Samples.npy(folder.resolve("f.npy"), IMAGES, width, values),
        Optional.of(Samples.npyIds(folder.resolve("ids.npy"), ids)));
  }

  private static String text(CaptionSet set, Captions captions, int caption) {
    int offset = captions.offset(caption);
    return set.words(
        Arrays.copyOfRange(captions.words(), offset, offset + captions.length(caption)));
  }

  @Test
  void annotationsAndFeaturesBecomeASet() throws IOException {
    List<String> stages = new ArrayList<>();
    Request request = request(npy(3), 3, "out");
    Result result = CaptionPreparation.prepare(request, (what, done, total) -> stages.add(what));
    assertThat(stages).contains("reading captions.json", "reading features");
    assertThat(result.encoder()).isEqualTo("none");
    CaptionSet set = result.data().set();
    // Words of one image only occur twice at most, so they are unknown.
    assertThat(set.vocabulary())
        .containsExactly(
            "<pad>", "<start>", "<end>", "<unk>", "a", "man", "and", "dog", "are", "on", "the",
            "big", "street", ".", "with");
    assertThat(result.unknown()).isBetween(0.03, 0.06);
    assertThat(set.training().images()).isEqualTo(10);
    assertThat(set.validation().images()).isEqualTo(1);
    assertThat(set.test().images()).isEqualTo(1);
    assertThat(set.training().count()).isEqualTo(20);
    Captions training = set.training();
    assertThat(text(set, training, 1))
        .matches("a man and a dog are on the( big)* street with <unk> .");
    for (int caption = 0; caption < training.count(); caption++) {
      int at = training.image(caption) * 3;
      float id = training.features()[at];
      int big = text(set, training, caption).split(" big", -1).length - 1;
      assertThat(big).as("features are those of the caption's image").isEqualTo((int) id % 3);
      assertThat(training.features()[at + 2]).isEqualTo(id + 0.2f);
    }
  }

  @Test
  void theFolderIsReadBackTheSameAndOnlyOnce() throws IOException {
    Result result = prepare(request(npy(3), 3, "out"));
    String location = folder.resolve("out").toString();
    CaptionData read = CaptionData.read(location, Map.of());
    assertThat(read.identity()).matches("sha256:[0-9a-f]{16}").isEqualTo(result.data().identity());
    assertThat(read.set().test().features()).isEqualTo(result.data().set().test().features());
    CaptionData shared = CaptionData.shared(location, Map.of());
    assertThat(CaptionData.shared(location, Map.of())).isSameAs(shared);
    CaptionData hadoop = CaptionData.read(folder.resolve("out").toUri().toString(), Map.of());
    assertThat(hadoop.identity()).isEqualTo(read.identity());
    assertThat(folder.resolve("out").toFile().list())
        .containsExactlyInAnyOrder("captions.parquet", "features.parquet", "vocabulary.json");
  }

  @Test
  void theSameIsPreparedTwiceFromTheSame() throws IOException {
    Features features = npy(3);
    prepare(request(features, 3, "one"));
    prepare(request(features, 3, "two"));
    for (String name : List.of("captions.parquet", "features.parquet", "vocabulary.json")) {
      assertThat(folder.resolve("two").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
    }
    mistake(
        request(features, 3, "one"),
        folder.resolve("one")
            + " holds prepared captions already: remove it or give another folder");
  }

  @Test
  void otherProgramsReadTheFiles() throws IOException, SQLException {
    prepare(request(npy(3), 3, "out"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT split, count(*), min(len(words)), min(features[2] - image_id) FROM '%s'"
                        .formatted(folder.resolve("out/captions.parquet"))
                    + " JOIN '%s' USING (image_id) GROUP BY split ORDER BY split"
                        .formatted(folder.resolve("out/features.parquet")))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("test");
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("training");
      assertThat(rows.getInt(2)).isEqualTo(20);
      assertThat(rows.getInt(3)).isEqualTo(12);
      assertThat(rows.getFloat(4)).isCloseTo(0.1f, within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT[] snappy", "DOUBLE[] zstd", "FLOAT[3] uncompressed"})
  void featuresComeFromParquetOfOtherPrograms(String how) throws IOException, SQLException {
    Path file = folder.resolve("f.parquet");
    String type = how.substring(0, how.indexOf(' '));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT i::INT AS image_id, [i, i + 0.1, i + 0.2]::%s AS features, 'x' AS other"
                  .formatted(type)
              + " FROM range(1, 20) t(i)) TO '%s' (FORMAT parquet, COMPRESSION %s)"
                  .formatted(file, how.substring(how.indexOf(' ') + 1)));
    }
    Result stored = prepare(request(new Features.Stored(file, Optional.empty()), 3, "a"));
    Result npy = prepare(request(npy(3), 3, "b"));
    assertThat(stored.data().identity()).isEqualTo(npy.data().identity());
  }

  @Test
  void featuresOfAnotherWidthAreProjectedAndNormalised() throws IOException {
    Result result = prepare(request(npy(40), 8, "out"));
    assertThat(result.encoder())
        .isEqualTo("fixed random projection, normalised over the training images");
    float[] features = result.data().set().training().features();
    assertThat(features).hasSize(80);
    for (int j = 0; j < 8; j++) {
      double sum = 0;
      double squares = 0;
      for (int image = 0; image < 10; image++) {
        sum += features[image * 8 + j];
        squares += features[image * 8 + j] * features[image * 8 + j];
      }
      assertThat(sum / 10).isCloseTo(0, within(1e-5));
      assertThat(squares / 10).isCloseTo(1, within(1e-2));
    }
  }

  @Test
  void anEncoderMayBeGiven() throws IOException {
    Path encoder = Files.createDirectory(folder.resolve("encoder"));
    // y = 2 x_1 + 10 x_3 + 1, then (y - 3) / sqrt(4 + 1e-5) * 0.5 - 7
    Samples.npy(encoder.resolve("linear.weight.npy"), 1, 3, 2, 0, 10);
    Samples.npy(encoder.resolve("linear.bias.npy"), 1, 0, 1);
    Samples.npy(encoder.resolve("bn.weight.npy"), 1, 0, 0.5f);
    Samples.npy(encoder.resolve("bn.bias.npy"), 1, 0, -7);
    Samples.npy(encoder.resolve("bn.running_mean.npy"), 1, 0, 3);
    Request request =
        new Request(
            annotations,
            Optional.empty(),
            Optional.empty(),
            npy(3),
            Optional.of(encoder),
            1,
            folder.resolve("out").toString());
    mistake(request, encoder.resolve("bn.running_var.npy") + ": no such file");
    Samples.npy(encoder.resolve("bn.running_var.npy"), 2, 0, 4, 4);
    mistake(
        request, encoder.resolve("bn.running_var.npy") + ": of shape (2) where (1,) is expected");
    Samples.npy(encoder.resolve("bn.running_var.npy"), 1, 0, 4);
    CaptionSet set = prepare(request).data().set();
    int caption = set.training().captionOf(0, 0);
    int big = text(set, set.training(), caption).split(" big", -1).length - 1;
    double y = 2 * 1 + 10 * 1.2 + 1; // of image 1, the first
    assertThat(big).isEqualTo(1);
    assertThat(set.training().features()[0])
        .isCloseTo((float) ((y - 3) / Math.sqrt(4 + 1e-5) * 0.5 - 7), within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void featuresAreComputedFromImages(int batch) throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (long id = 1; id <= IMAGES; id++) {
      Samples.picture(images, id, (int) (id << 16 | 255));
    }
    Path onnx = Samples.onnx(folder.resolve("means.onnx"), batch, batch == 0 ? 0 : 8);
    Result result = prepare(request(new Features.Computed(List.of(folder, images), onnx), 3, "o"));
    Captions test = result.data().set().test();
    CaptionSet set = result.data().set();
    // The means of an image of one colour, as ImageNet's statistics make them.
    float red = test.features()[0] * 0.229f + 0.485f;
    int big = text(set, test, 0).split(" big", -1).length - 1;
    assertThat(Math.round(red * 255) % 3).isEqualTo(big);
    assertThat(test.features()[1]).isCloseTo(-0.456f / 0.224f, within(1e-3f));
    assertThat(test.features()[2]).isCloseTo((1 - 0.406f) / 0.225f, within(1e-3f));
    Files.delete(images.resolve("i7.png"));
    mistake(
        request(new Features.Computed(List.of(folder, images), onnx), 3, "p"),
        "i7.png of image 7 is not in " + folder + " or " + images);
    Files.writeString(images.resolve("i7.png"), "no picture");
    mistake(
        request(new Features.Computed(List.of(images), onnx), 3, "p"),
        images.resolve("i7.png") + ": no image of a format that Java reads, such as JPEG or PNG");
  }

  @Test
  void whatIsNoNetworkIsNamed() throws IOException {
    Path onnx = Files.writeString(folder.resolve("n.onnx"), "no network");
    assertThatThrownBy(() -> prepare(request(new Features.Computed(List.of(folder), onnx), 3, "o")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(onnx + ": ONNX Runtime cannot load it: ");
  }

  @Test
  void partsComeFromTheFilesGiven() throws IOException {
    Path more = Samples.annotations(folder.resolve("more.json"), 5, 8);
    annotations = Samples.annotations(folder.resolve("few.json"), 1, 4);
    Request request =
        new Request(
            annotations,
            Optional.of(more),
            Optional.empty(),
            npy(3),
            Optional.empty(),
            3,
            folder.resolve("out").toString());
    CaptionSet set = prepare(request).data().set();
    assertThat(set.training().images()).isEqualTo(4);
    assertThat(set.validation().images()).isEqualTo(4);
    assertThat(set.test().images()).isEqualTo(4);
    Path overlapping = Samples.annotations(folder.resolve("overlapping.json"), 4, 8);
    mistake(
        new Request(
            annotations,
            Optional.of(overlapping),
            Optional.empty(),
            npy(3),
            Optional.empty(),
            3,
            "x"),
        overlapping + ": image 4 is also among the training images");
  }

  @Test
  void featuresThatDoNotFitAreNamed() throws IOException {
    Path file = Samples.npy(folder.resolve("f.npy"), 2, 2, 1, 2, 3, 4);
    Path ids = Samples.npyIds(folder.resolve("ids.npy"), 1, 2);
    mistake(
        request(new Features.Stored(file, Optional.of(ids)), 2, "o"),
        "file f.npy: no features for 10 of 12 images, such as image 3");
    mistake(
        request(new Features.Stored(file, Optional.empty()), 2, "o"),
        file + ": which row is which image? give the image ids too");
    Path lines = Files.writeString(folder.resolve("ids.txt"), "1\ntwo\n");
    mistake(
        request(new Features.Stored(file, Optional.of(lines)), 2, "o"),
        lines + ", line 2: 'two' is no image id; one whole number a line is expected");
    Files.writeString(lines, "1\n2\n3\n\n");
    mistake(
        request(new Features.Stored(file, Optional.of(lines)), 2, "o"),
        lines + ": 3 image ids for the 2 rows of " + file);
    Files.writeString(lines, "1\n1\n");
    mistake(
        request(new Features.Stored(file, Optional.of(lines)), 2, "o"),
        "file f.npy: image 1 occurs twice");
    Samples.npy(file, 2, 2, 1, Float.NaN, 3, 4);
    mistake(
        request(new Features.Stored(file, Optional.of(ids)), 2, "o"),
        "file f.npy: image 1 has a feature that is NaN");
    Path none = folder.resolve("none.parquet");
    mistake(request(new Features.Stored(none, Optional.empty()), 2, "o"), none + ": no such file");
    Path foreign = Files.writeString(folder.resolve("x.parquet"), "no Parquet at all");
    assertThatThrownBy(
            () -> prepare(request(new Features.Stored(foreign, Optional.empty()), 2, "o")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(foreign + ": no readable Parquet file: ");
  }

  @Test
  void parquetWithoutTheColumnsIsNamed() throws SQLException {
    Path file = folder.resolve("f.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT 1 AS id, [1.0]::FLOAT[] AS features) TO '%s' (FORMAT parquet)"
              .formatted(file));
      mistake(
          request(new Features.Stored(file, Optional.empty()), 2, "o"),
          file + ": no column image_id; it has id, features");
      statement.execute(
          "COPY (SELECT 1 AS image_id, 'x' AS features) TO '%s' (FORMAT parquet)".formatted(file));
      mistake(
          request(new Features.Stored(file, Optional.empty()), 2, "o"),
          file + ": the column features is required binary features (STRING), not float or double");
      statement.execute(
          "COPY (SELECT unnest([1, 2]) AS image_id, unnest([[1.0], [1.0, 2.0]])::FLOAT[] AS features)"
              + " TO '%s' (FORMAT parquet)".formatted(file));
      mistake(
          request(new Features.Stored(file, Optional.empty()), 1, "o"),
          file + ": image 2 has 2 features, the first has 1");
    }
  }

  @Test
  void npyFilesThatCannotBeReadAreNamed() throws IOException {
    Path file = folder.resolve("f.npy");
    ByteBuffer data = ByteBuffer.allocate(16);
    Samples.npy(file, ">f4", "False", "2, 2", data);
    assertThatThrownBy(() -> NpyFile.open(file))
        .hasMessage(
            file
                + ": numbers of type >f4; float32, float64, int32 or int64, little-endian, are read");
    Samples.npy(file, "<f4", "True", "2, 2", data);
    assertThatThrownBy(() -> NpyFile.open(file))
        .hasMessage(file + ": in Fortran order; save numpy.ascontiguousarray(...) instead");
    Samples.npy(file, "<f8", "False", "2, 2", data);
    assertThatThrownBy(() -> NpyFile.open(file))
        .hasMessage(file + ": 144 bytes where its header asks for 160");
    Files.writeString(file, "text");
    assertThatThrownBy(() -> NpyFile.open(file)).hasMessage(file + ": not a .npy file");
    Samples.npy(file, "<f8", "False", "2,", ByteBuffer.allocate(16));
    assertThat(NpyFile.open(file).floats()).containsExactly(0, 0);
    assertThat(NpyFile.open(file).dimensions()).isEqualTo(1);
  }

  @Test
  void annotationsOfAnotherFormatAreNamed() throws IOException {
    Path file = folder.resolve("a.json");
    assertThatThrownBy(() -> CocoAnnotations.read(file)).hasMessage(file + ": no such file");
    wrong(file, "[]", ", line 1: an object with images and annotations is expected");
    wrong(file, "{}", ": no images; COCO caption annotations have images and annotations");
    wrong(file, "{\"images\": 3}", ", line 1: 'images' should be an array");
    wrong(file, "{\"images\": [{\"id\": \"x\"}]}", ", line 1: 'id' should be a whole number");
    wrong(file, "{\"images\": [\n{\"file_name\": \"x\"}]}", ", line 2: an image has no id");
    wrong(file, "{\"images\": [{\"id\": 1}, {\"id\": 1}]}", ", line 1: image 1 occurs twice");
    wrong(
        file,
        "{\"images\": [{\"id\": 1}],\n\"annotations\": [{\"image_id\": 1, \"bbox\": [1]}]}",
        ", line 2: an annotation has no caption; are these annotations of another kind?");
    wrong(
        file,
        "{\"images\": [{\"id\": 1}], \"annotations\": [{\"image_id\": 2, \"id\": 7,"
            + " \"caption\": \"x\"}]}",
        ": caption 7 is of image 2, which is not among the images");
    Files.writeString(file, "{\"images\": [{\"id\": 1},");
    assertThatThrownBy(() -> CocoAnnotations.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no valid JSON");
  }

  private static void wrong(Path file, String json, String message) throws IOException {
    Files.writeString(file, json);
    assertThatThrownBy(() -> CocoAnnotations.read(file))
        .isInstanceOf(UserError.class)
        .hasMessage(file + message);
  }

  @Test
  void damagedFoldersAreNamed() throws IOException {
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> CaptionData.read(out.toString(), Map.of()))
        .hasMessage("captions folder " + out + " does not exist; `ccrnn data captions` makes one");
    assertThatThrownBy(() -> CaptionData.read(folder.toString(), Map.of()))
        .hasMessage(
            folder
                + " holds no prepared captions: it has no vocabulary.json; `ccrnn data captions`"
                + " makes it");
    assertThatThrownBy(() -> CaptionData.read(annotations.toString(), Map.of()))
        .hasMessage(annotations + " is a file; a data folder is a folder");
    Result result = prepare(request(npy(3), 3, "out"));
    Features other = npy(3);
    Path file = ((Features.Stored) other).file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Result changed = prepare(request(other, 3, "changed"));
    Files.copy(
        folder.resolve("changed/features.parquet"),
        out.resolve("features.parquet"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> CaptionData.read(out.toString(), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%s is damaged: its content is %s, but %s was prepared; prepare it again"
                .formatted(out, changed.data().identity(), result.data().identity()));
    Files.writeString(out.resolve("vocabulary.json"), "{\"version\": 1}", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> CaptionData.read(out.toString(), Map.of()))
        .hasMessage(out + "/vocabulary.json: foreign: `ccrnn data captions` did not write it");
  }

  @Test
  void whatWasPreparedCanBeLearnedFrom() throws IOException {
    Result result = prepare(request(npy(3), 3, "out"));
    CaptionTask task =
        new CaptionTask(
            result.data().set(),
            new CaptionTask.Settings(11, 20, CaptionTask.Balance.NONE, CaptionTask.WHOLE, 1),
            4,
            new Streams(1));
    Batch batch = new Batch(4, task);
    int sequences = 0;
    for (int i = 0; i < task.batches(); i++) {
      task.training(1, i, batch);
      sequences += batch.size();
    }
    assertThat(sequences).isEqualTo(20);
    assertThat(task.outputs()).isEqualTo(15);
  }

  @Test
  void scenesAreMadeOnce() {
    Scenes.Sizes sizes = new Scenes.Sizes(3, 2, 1);
    assertThat(CaptionData.scenes(sizes)).isSameAs(CaptionData.scenes(sizes));
    assertThat(CaptionData.scenes(sizes).identity()).isEqualTo("scenes:3+2+1");
  }
}
