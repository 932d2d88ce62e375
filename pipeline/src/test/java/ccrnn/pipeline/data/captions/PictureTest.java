package ccrnn.pipeline.data.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.UserError;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours of image files as a viewer shows them. */
class PictureTest {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  @TempDir private Path scratch;

  private Path png(BufferedImage image) throws IOException {
    Path file = scratch.resolve("image.png");
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  private static void requireColour(Path file, int red, int green, int blue) {
    float[] values = new float[3];
    Picture.read(file, 1, 1, values, 0);
    int[] expected = {red, green, blue};
    for (int channel = 0; channel < 3; channel++) {
      assertThat((values[channel] * DEVIATION[channel] + MEAN[channel]) * 255)
          .as("channel %d", channel)
          .isCloseTo(expected[channel], within(0.6f));
    }
  }

  private static BufferedImage filled(BufferedImage image, int... samples) {
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        raster.setPixel(x, y, samples);
      }
    }
    return image;
  }

  private static BufferedImage grey(int type, boolean alpha) {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            alpha,
            false,
            alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
            type);
    return new BufferedImage(model, model.createCompatibleWritableRaster(4, 4), false, null);
  }

  @Test
  void greyIsNotBrightened() throws IOException {
    requireColour(png(filled(grey(DataBuffer.TYPE_BYTE, false), 90)), 90, 90, 90);
    requireColour(png(filled(grey(DataBuffer.TYPE_USHORT, false), 90 * 257)), 90, 90, 90);
    requireColour(png(filled(grey(DataBuffer.TYPE_BYTE, true), 90, 255)), 90, 90, 90);
    requireColour(png(filled(grey(DataBuffer.TYPE_USHORT, true), 90 * 257, 65535)), 90, 90, 90);
  }

  @Test
  void whatIsTransparentLiesOnWhite() throws IOException {
    requireColour(png(filled(grey(DataBuffer.TYPE_BYTE, true), 90, 0)), 255, 255, 255);
    requireColour(png(filled(grey(DataBuffer.TYPE_BYTE, true), 100, 51)), 224, 224, 224);
    BufferedImage colours = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    requireColour(png(filled(colours, 200, 100, 0, 255)), 200, 100, 0);
    requireColour(png(filled(colours, 200, 100, 0, 51)), 244, 224, 204);
  }

  @Test
  void palettesAreColours() throws IOException {
    byte[] table = {0, (byte) 200};
    var model = new IndexColorModel(8, 2, table, new byte[] {0, 100}, new byte[] {0, 50});
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED, model);
    requireColour(png(filled(image, 1)), 200, 100, 50);
  }

  @Test
  void aPictureThatIsCutOffIsRefusedByName() throws IOException {
    Random random = new Random(7);
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, new Color(random.nextInt(0x1000000)).getRGB());
      }
    }
    for (String format : new String[] {"jpg", "png", "gif", "bmp"}) {
      Path whole = scratch.resolve("whole." + format);
      assertThat(ImageIO.write(image, format, whole.toFile())).isTrue();
      Picture.read(whole, 2, 2, new float[12], 0);
      byte[] bytes = Files.readAllBytes(whole);
      Path cut = scratch.resolve("cut." + format);
      Files.write(cut, Arrays.copyOf(bytes, bytes.length * 6 / 10));
      assertThatThrownBy(() -> Picture.read(cut, 2, 2, new float[12], 0))
          .as(format)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cut." + format);
    }
  }
}
