package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Features computed from image files. */
final class ImageFeatures implements FeatureSource {
  private final OnnxModel model;
  private final String description;
  private final List<Long> ids;
  private final List<Path> files;

  private ImageFeatures(OnnxModel model, String description, List<Long> ids, List<Path> files) {
    this.model = model;
    this.description = description;
    this.ids = ids;
    this.files = files;
  }

  /**
   * @param images file names by id
   * @param folders where to look for them, in this order
   * @param model computes the features; the caller closes it
   * @throws UserError if an image is in none of the folders
   */
  static ImageFeatures of(
      SortedMap<Long, String> images, List<Path> folders, Path modelFile, OnnxModel model) {
    List<Long> ids = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Map.Entry<Long, String> image : images.entrySet()) {
      if (image.getValue().isEmpty()) {
        throw new UserError("image " + image.getKey() + " has no file_name in the annotations");
      }
      ids.add(image.getKey());
      files.add(
          folders.stream()
              .map(folder -> folder.resolve(image.getValue()))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(
                  () ->
                      new UserError(
                          "%s of image %d is not in %s"
                              .formatted(
                                  image.getValue(),
                                  image.getKey(),
                                  String.join(
                                      " or ", folders.stream().map(Path::toString).toList())))));
    }
    String description =
        "images of %d x %d through %s"
            .formatted(model.width(), model.height(), modelFile.getFileName());
    return new ImageFeatures(model, description, ids, files);
  }

  @Override
  public int width() {
    return model.features();
  }

  @Override
  public long count() {
    return ids.size();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void forEach(Row row) {
    float[] pixels = new float[Math.multiplyExact(model.batch(), model.pixels())];
    for (int from = 0; from < files.size(); from += model.batch()) {
      int count = Math.min(model.batch(), files.size() - from);
      for (int i = 0; i < count; i++) {
        Picture.read(
            files.get(from + i), model.height(), model.width(), pixels, i * model.pixels());
      }
      float[][] features = model.run(pixels);
      for (int i = 0; i < count; i++) {
        row.take(ids.get(from + i), features[i]);
      }
    }
  }
}
