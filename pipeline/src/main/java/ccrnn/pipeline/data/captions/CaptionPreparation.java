package ccrnn.pipeline.data.captions;

import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.Captions;
import ccrnn.pipeline.BuildInfo;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FileFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.parquet.io.LocalInputFile;

/**
 * Makes a folder of captions from annotations and features: words by {@link Tokenizer}, numbered as
 * {@link Vocabulary} says, features brought to the network's width by {@link Encoder}. Captions of
 * all lengths are kept; the task picks those that it takes.
 *
 * <p><b>Parts.</b> Images of the three annotation files are for training, validation and test. If
 * only the test is missing, every second image of the validation is for the test; if both are, a
 * tenth of the images each. In which order images are picked follows from their ids alone.
 */
public final class CaptionPreparation {
  /** One in so many images is for validation, and one for the test, where there is one file. */
  private static final int SHARE = 10;

  private CaptionPreparation() {}

  /**
   * What to make captions of.
   *
   * @param training COCO caption annotations
   * @param validation the same, of other images
   * @param test the same, of yet other images; only together with the validation
   * @param features where the features of all these images are
   * @param encoder folder with the weights of an encoder ({@code linear.weight.npy} (outputs x
   *     inputs), {@code linear.bias.npy}, {@code bn.weight.npy}, {@code bn.bias.npy}, {@code
   *     bn.running_mean.npy}, {@code bn.running_var.npy}); without it features of another width go
   *     through a fixed random projection
   * @param width of the prepared features
   * @param to a new folder: a path, or a URI that the Hadoop file system understands
   */
  public record Request(
      Path training,
      Optional<Path> validation,
      Optional<Path> test,
      Features features,
      Optional<Path> encoder,
      int width,
      String to) {
    /** Checks what can be checked without reading. */
    public Request {
      if (test.isPresent() && validation.isEmpty()) {
        throw new UserError("test annotations without validation annotations: give both");
      }
      if (width < 1) {
        throw new UserError("features of width " + width + ": give 1 or more");
      }
    }
  }

  /** Where features come from. */
  public sealed interface Features {
    /**
     * A file: Parquet with the columns {@code image_id} and {@code features}, or {@code .npy} with
     * a row for each image.
     *
     * @param file its name ends in .npy if it is one
     * @param ids of the images, for .npy: another .npy, or text with an id a line
     */
    record Stored(Path file, Optional<Path> ids) implements Features {}

    /**
     * Image files, looked at by a network.
     *
     * @param folders where the files of the annotations are; the first that has one is taken
     * @param model in ONNX: images x 3 x height x width to features
     */
    record Computed(List<Path> folders, Path model) implements Features {
      /** Copies the list. */
      public Computed {
        folders = List.copyOf(folders);
      }
    }
  }

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Takes note.
     *
     * @param what is being done
     * @param done how much of it is done
     * @param total how much there is to do
     */
    void show(String what, long done, long total);
  }

  /**
   * What was made.
   *
   * @param data as it was written
   * @param encoder how features were brought to their width
   * @param unknown share of the training words that the vocabulary lacks
   */
  public record Result(CaptionData data, String encoder, double unknown) {}

  /**
   * Makes the folder.
   *
   * @param request what of
   * @param progress told now and then
   * @return what was made
   * @throws UserError if something that was given does not fit, or the folder holds captions
   *     already
   */
  public static Result prepare(Request request, Progress progress) {
    try {
      return new Work(request, progress).run();
    } catch (IOException e) {
      throw new UserError("preparing " + request.to() + " failed: " + e.getMessage(), e);
    }
  }

  /** One preparation. */
  private static final class Work {
    private final Request request;
    private final Progress progress;
    private final SortedMap<Long, String> images = new TreeMap<>();
    private final SortedMap<Long, Split> splits = new TreeMap<>();
    private final List<CocoAnnotations.Caption> captions = new ArrayList<>();

    Work(Request request, Progress progress) {
      this.request = request;
      this.progress = progress;
    }

    Result run() throws IOException {
      FileFolder folder = FileFolder.at(request.to(), Map.of());
      if (folder.exists() && folder.holds(VocabularyFile.NAME)) {
        throw new UserError(
            request.to() + " holds prepared captions already: remove it or give another folder");
      }
      readAnnotations();
      Vocabulary[] vocabulary = new Vocabulary[1];
      List<CaptionRow> rows = number(vocabulary);
      Encoded encoded = encode();
      List<String> words = vocabulary[0].words();
      CaptionSet set = CaptionFiles.assemble(rows, encoded.table(), words, request.to());
      CaptionFiles.writeCaptions(rows, folder);
      CaptionFiles.writeFeatures(encoded.table(), folder);
      String identity = CaptionFiles.identity(set);
      new VocabularyFile(words, identity).write(provenance(encoded), folder);
      CaptionData written = CaptionData.read(request.to(), Map.of());
      return new Result(written, encoded.encoder(), unknown(set.training()));
    }

    private void readAnnotations() {
      add(request.training(), Split.TRAINING);
      request.validation().ifPresent(file -> add(file, Split.VALIDATION));
      request.test().ifPresent(file -> add(file, Split.TEST));
      if (request.validation().isEmpty()) {
        List<Long> order = shuffled(splits.keySet().stream().toList());
        int each = Math.max(1, order.size() / SHARE);
        if (order.size() < 3) {
          throw new UserError(
              request.training() + ": 3 images at least are needed for training, validation, test");
        }
        order.subList(0, each).forEach(image -> splits.put(image, Split.VALIDATION));
        order.subList(each, 2 * each).forEach(image -> splits.put(image, Split.TEST));
      } else if (request.test().isEmpty()) {
        List<Long> order =
            shuffled(
                splits.keySet().stream().filter(i -> splits.get(i) == Split.VALIDATION).toList());
        if (order.size() < 2) {
          throw new UserError(
              request.validation().get()
                  + ": 2 images at least are needed for validation and test");
        }
        order.subList(0, order.size() / 2).forEach(image -> splits.put(image, Split.TEST));
      }
    }

    private void add(Path file, Split split) {
      progress.show("reading " + file.getFileName(), 0, 1);
      CocoAnnotations annotations = CocoAnnotations.read(file);
      for (CocoAnnotations.Caption caption : annotations.captions()) {
        Split other = splits.putIfAbsent(caption.image(), split);
        if (other != null && other != split) {
          throw new UserError(
              "%s: image %d is also among the %s images"
                  .formatted(file, caption.image(), other.word()));
        }
        images.put(caption.image(), annotations.images().get(caption.image()));
        captions.add(caption);
      }
      progress.show("reading " + file.getFileName(), 1, 1);
    }

    /** An order that depends on each id alone, and not on how ids were given out. */
    private static List<Long> shuffled(List<Long> images) {
      return images.stream()
          .sorted(Comparator.comparingLong(Work::scatter).thenComparing(Comparator.naturalOrder()))
          .toList();
    }

    /** Fibonacci hashing, twice. */
    private static long scatter(long image) {
      long first = (image + 1) * 0x9E37_79B9_7F4A_7C15L;
      return (first ^ (first >>> 32)) * 0x9E37_79B9_7F4A_7C15L;
    }

    /** Words and their numbers; the vocabulary is that of the training captions. */
    private List<CaptionRow> number(Vocabulary[] vocabulary) {
      List<List<String>> words = new ArrayList<>();
      for (CocoAnnotations.Caption caption : captions) {
        words.add(Tokenizer.words(caption.text()));
        if (words.size() % 1000 == 0 || words.size() == captions.size()) {
          progress.show("splitting captions into words", words.size(), captions.size());
        }
      }
      List<List<String>> training = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        if (splits.get(captions.get(i).image()) == Split.TRAINING) {
          training.add(words.get(i));
        }
      }
      vocabulary[0] = Vocabulary.of(training);
      List<CaptionRow> rows = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        CocoAnnotations.Caption caption = captions.get(i);
        rows.add(
            new CaptionRow(
                splits.get(caption.image()),
                caption.image(),
                caption.id(),
                String.join(" ", words.get(i)),
                Arrays.stream(vocabulary[0].numbers(words.get(i))).boxed().toList()));
      }
      rows.sort(Comparator.comparing(CaptionRow::split)); // stable: else as in the files
      return rows;
    }

    private record Encoded(FeatureTable table, String encoder, String source) {}

    private Encoded encode() throws IOException {
      if (request.features() instanceof Features.Computed computed) {
        for (Path folder : computed.folders()) {
          if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": no such folder of images");
          }
        }
        try (OnnxModel model = OnnxModel.open(computed.model())) {
          return encode(
              ImageFeatures.of(images, computed.folders(), computed.model(), model), "computing");
        }
      }
      Features.Stored stored = (Features.Stored) request.features();
      return encode(open(stored), "reading");
    }

    private static FeatureSource open(Features.Stored stored) throws IOException {
      String name = stored.file().toString();
      if (Files.isDirectory(stored.file())) {
        throw new UserError(
            name
                + ": a folder; give one file, such as a part of it, or write it as one (Spark: coalesce(1))");
      }
      if (!Files.isRegularFile(stored.file())) {
        throw new UserError(name + ": no such file");
      }
      if (!name.endsWith(".npy")) {
        if (stored.ids().isPresent()) {
          throw new UserError("image ids beside " + name + ": only .npy features need them");
        }
        return ParquetFeatures.open(new LocalInputFile(stored.file()), name);
      }
      Path ids =
          stored
              .ids()
              .orElseThrow(
                  () -> new UserError(name + ": which row is which image? give the image ids too"));
      return NpyFeatures.open(stored.file(), ids);
    }

    private Encoded encode(FeatureSource source, String verb) throws IOException {
      Encoder encoder = encoder(source);
      FeatureTable table =
          new FeatureTable(
              splits.keySet().stream().mapToLong(Long::longValue).toArray(), encoder.outputs());
      BitSet seen = new BitSet();
      long[] done = new long[1];
      source.forEach(
          (image, features) -> {
            progress.show(verb + " features", ++done[0], source.count());
            int row = table.row(image);
            if (row < 0) {
              return; // of an image without captions
            }
            if (seen.get(row)) {
              throw new UserError(source.description() + ": image " + image + " occurs twice");
            }
            seen.set(row);
            check(features, image, source);
            encoder.linear(features, table.values(), row * encoder.outputs());
          });
      int missing = table.count() - seen.cardinality();
      if (missing > 0) {
        throw new UserError(
            "%s: no features for %d of %d images, such as image %d"
                .formatted(
                    source.description(), missing, table.count(), table.id(seen.nextClearBit(0))));
      }
      encoder.normalise(table, image -> splits.get(image) == Split.TRAINING);
      return new Encoded(table, encoder.description(), source.description());
    }

    private Encoder encoder(FeatureSource source) throws IOException {
      if (request.encoder().isPresent()) {
        return Encoder.given(request.encoder().get(), source.width(), request.width());
      }
      return source.width() == request.width()
          ? Encoder.none(source.width())
          : Encoder.random(source.width(), request.width());
    }

    private static void check(float[] features, long image, FeatureSource source) {
      for (float feature : features) {
        if (!Float.isFinite(feature)) {
          throw new UserError(
              "%s: image %d has a feature that is %s"
                  .formatted(source.description(), image, feature));
        }
      }
    }

    private Map<String, String> provenance(Encoded encoded) {
      Map<String, String> provenance = new LinkedHashMap<>();
      provenance.put("training", request.training().getFileName().toString());
      request.validation().ifPresent(f -> provenance.put("validation", f.getFileName().toString()));
      request.test().ifPresent(f -> provenance.put("test", f.getFileName().toString()));
      provenance.put(
          "images",
          Arrays.stream(Split.values())
              .map(s -> splits.values().stream().filter(s::equals).count() + " " + s.word())
              .collect(Collectors.joining(", ")));
      provenance.put("features", encoded.source());
      provenance.put("encoder", encoded.encoder());
      provenance.put(
          "words",
          "Penn Treebank, lower case; in training captions at least "
              + Vocabulary.LEAST_COUNT
              + " times, in order of first occurrence");
      provenance.put("program", "ccrnn " + BuildInfo.current().version());
      provenance.put("git", BuildInfo.current().gitId());
      return provenance;
    }

    private static double unknown(Captions captions) {
      long unknown = Arrays.stream(captions.words()).filter(w -> w == Captions.UNKNOWN).count();
      return (double) unknown / (captions.words().length - 2.0 * captions.count());
    }
  }
}
