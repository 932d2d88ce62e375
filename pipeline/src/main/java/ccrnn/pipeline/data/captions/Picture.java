package ccrnn.pipeline.data.captions;

import ccrnn.pipeline.UserError;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

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
   * @throws UserError if it cannot be read
   */
  static void read(Path file, int height, int width, float[] into, int at) {
    int[] pixels;
    int columns;
    int rows;
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw new UserError(file + ": no image of a format that Java reads, such as JPEG or PNG");
      }
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

  /** Pixels as 0xRRGGBB, row by row. */
  private static int[] rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    boolean grey = raster.getNumBands() == 1 && !(image.getColorModel() instanceof IndexColorModel);
    if (!grey) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    // Java takes grey for linear light and would brighten it; files mean it like the other colours.
    int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    int shift = raster.getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (samples[i] >>> shift) * 0x010101;
    }
    return samples;
  }
}
