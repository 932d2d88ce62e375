package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Image files as a network takes them. */
final class Picture {
  /**
   * Mean and standard deviation of ImageNet's red, green and blue, which ResNets are trained on.
   */
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};

  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private Picture() {}

  /**
   * Reads an image, resizes it (bilinear, whole image, proportions not kept, as published) and
   * normalises it.
   *
   * @param file in a format that Java reads: JPEG, PNG, GIF, BMP, TIFF
   * @param into modified: 3 x height x width numbers from {@code at} on
   * @throws UserError if it cannot be read, is cut off, or its reader warns of anything
   */
  static void read(Path file, int height, int width, float[] into, int at) {
    int[] pixels;
    int columns;
    int rows;
    try {
      BufferedImage image = whole(file);
      columns = image.getWidth();
      rows = image.getHeight();
      pixels = rgb(image);
    } catch (IOException | RuntimeException e) {
      if (e instanceof UserError mistake) {
        throw mistake;
      }
      throw new UserError(file + ": the image cannot be read: " + e.getMessage(), e);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw new UserError("this Java has no libraries for images: use a full JDK", e);
    }
    for (int y = 0; y < height; y++) {
      float v = Math.max(0, (y + 0.5f) * rows / height - 0.5f);
      int above = Math.min((int) v, rows - 1);
      int below = Math.min(above + 1, rows - 1);
      for (int x = 0; x < width; x++) {
        float u = Math.max(0, (x + 0.5f) * columns / width - 0.5f);
        int left = Math.min((int) u, columns - 1);
        int right = Math.min(left + 1, columns - 1);
        for (int channel = 0; channel < 3; channel++) {
          int shift = 16 - 8 * channel;
          float upper =
              mix(pixels[above * columns + left], pixels[above * columns + right], shift, u - left);
          float lower =
              mix(pixels[below * columns + left], pixels[below * columns + right], shift, u - left);
          float value = (upper + (lower - upper) * (v - above)) / 255;
          into[at + (channel * height + y) * width + x] =
              (value - MEAN[channel]) / DEVIATION[channel];
        }
      }
    }
  }

  private static float mix(int left, int right, int shift, float part) {
    int from = left >>> shift & 0xFF;
    int to = right >>> shift & 0xFF;
    return from + (to - from) * part;
  }

  /** An image of which nothing is missing: readers only warn where a file is cut off. */
  private static BufferedImage whole(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers =
          in == null ? Collections.emptyIterator() : ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new UserError(file + ": no image of a format that Java reads, such as JPEG or PNG");
      }
      ImageReader reader = readers.next();
      List<String> warnings = new ArrayList<>();
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      try {
        reader.setInput(in, true, true);
        BufferedImage image = reader.read(0);
        if (!warnings.isEmpty()) {
          throw new UserError(
              file + ": the image is cut off or damaged: " + warnings.get(0).strip());
        }
        return image;
      } finally {
        reader.dispose();
      }
    }
  }

  /** Pixels as a viewer shows them, 0xRRGGBB, row by row; what is transparent lies on white. */
  private static int[] rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    ColorModel colours = image.getColorModel();
    boolean grey = colours.getNumColorComponents() == 1 && !(colours instanceof IndexColorModel);
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    if (grey) {
      // Java takes grey for linear light and would brighten it; files mean it like the other
      // colours.
      int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
      int most = (1 << colours.getComponentSize(0)) - 1;
      for (int i = 0; i < samples.length; i++) {
        int value = (int) (255L * samples[i] / most);
        pixels[i] = (pixels[i] & 0xFF000000) | value * 0x010101;
      }
    }
    if (colours.hasAlpha()) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = onWhite(pixels[i]);
      }
    }
    return pixels;
  }

  private static int onWhite(int pixel) {
    int alpha = pixel >>> 24;
    int blended = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int value = pixel >>> shift & 0xFF;
      blended |= ((value * alpha + 255 * (255 - alpha) + 127) / 255) << shift;
    }
    return blended;
  }
}
