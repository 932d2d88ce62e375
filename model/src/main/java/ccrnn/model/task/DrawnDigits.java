package ccrnn.model.task;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.Arrays;

/**
 * Digits for those who have no images at hand: the strokes of the templates, bent, slanted, turned,
 * moved and drawn with pens of different widths. As many of each digit, in random order. They are
 * data, not part of a trial: the same for every seed. They are easier than handwriting; results of
 * the two do not compare.
 */
public final class DrawnDigits {
  /** Names these digits in results; to be raised when they change. */
  public static final String IDENTITY = "drawn-1";

  private static final int CORNER_CUTS = 2;

  private DrawnDigits() {}

  /** Sets that share no image. */
  public enum Part {
    /** For training and validation. */
    TRAINING(0x6469_6769_7473L),
    /** For the test. */
    TEST(0x7465_7374_6564L);

    private final Streams streams;

    Part(long seed) {
      this.streams = new Streams(seed);
    }
  }

  /**
   * Draws digits.
   *
   * @param part which of the sets
   * @param count number of images
   * @return images that depend on nothing but part and count
   */
  public static Digits draw(Part part, int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % DigitTemplates.DIGITS);
    }
    Stream order = part.streams.stream(Purpose.DIGIT_DRAWING, 0);
    for (int i = count - 1; i > 0; i--) {
      int j = order.nextInt(i + 1);
      byte label = labels[i];
      labels[i] = labels[j];
      labels[j] = label;
    }
    byte[] pixels = new byte[Math.multiplyExact(count, Digits.PIXELS)];
    Pen pen = new Pen();
    for (int i = 0; i < count; i++) {
      pen.draw(labels[i], part.streams.stream(Purpose.DIGIT_DRAWING, 1L + i));
      pen.ink(pixels, i * Digits.PIXELS);
    }
    return new Digits(pixels, labels);
  }

  /** Draws one digit after the other in the same memory. */
  private static final class Pen {
    private static final int GRID = 5; // way points lie on quarters
    private static final int MOST_POINTS = 64; // 11, nearly doubled by each of the corner cuts
    private static final double FAR = 1e9;

    private final double[] bend = new double[GRID * GRID * 2]; // by grid point: x, y
    private final double[] distances = new double[Digits.PIXELS]; // squared, to the stroke
    private final double[] brightness = new double[Digits.PIXELS];
    private double[] path = new double[2 * MOST_POINTS]; // x, y
    private double[] spare = new double[2 * MOST_POINTS];

    private static double between(double low, double high, Stream stream) {
      return low + (high - low) * stream.nextDouble();
    }

    void draw(int digit, Stream stream) {
      for (int i = 0; i < bend.length; i++) {
        bend[i] = 0.06 * stream.nextGaussian();
      }
      double roundness = stream.nextDouble();
      int points = DigitTemplates.points(digit);
      for (int i = 0; i < points; i++) {
        double x = DigitTemplates.x(digit, i);
        double y = DigitTemplates.y(digit, i);
        // Where the pen passes the same grid point again, it passes the same place.
        int grid = 2 * (GRID * (int) (4 * x) + (int) (4 * y));
        path[2 * i] = rounded(x, y, roundness) + bend[grid];
        path[2 * i + 1] = rounded(y, x, roundness) + bend[grid + 1];
      }
      double cut = between(0.1, 0.35, stream);
      for (int i = 0; i < CORNER_CUTS; i++) {
        points = cutCorners(points, cut);
      }
      place(points, stream);
      double radius = between(0.7, 1.7, stream);
      stroke(points, radius);
      double ink = between(0.75, 1, stream);
      for (int i = 0; i < Digits.PIXELS; i++) {
        double inside = radius + 0.5 - Math.sqrt(distances[i]);
        double noise = between(-0.06, 0.06, stream);
        brightness[i] = ink * Math.min(1, Math.max(0, inside)) + noise;
      }
    }

    void ink(byte[] pixels, int at) {
      for (int i = 0; i < Digits.PIXELS; i++) {
        pixels[at + i] = (byte) (int) (255 * Math.min(1, Math.max(0, brightness[i])) + 0.5);
      }
    }

    /** One coordinate on the way from the unit square (roundness 0) to the disc inside it (1). */
    private static double rounded(double along, double across, double roundness) {
      double fromMiddle = 2 * across - 1;
      double shrunk = Math.sqrt(1 - roundness * fromMiddle * fromMiddle / 2);
      return 0.5 + (along - 0.5) * shrunk;
    }

    /** Rounds the path: replaces each inner point by two, a share of the segments away from it. */
    private int cutCorners(int points, double share) {
      int to = 0;
      for (int i = 0; i + 1 < points; i++) {
        double x = path[2 * i];
        double y = path[2 * i + 1];
        double dx = path[2 * i + 2] - x;
        double dy = path[2 * i + 3] - y;
        double start = i == 0 ? 0 : share;
        double end = i + 2 == points ? 1 : 1 - share;
        spare[to++] = x + start * dx;
        spare[to++] = y + start * dy;
        spare[to++] = x + end * dx;
        spare[to++] = y + end * dy;
      }
      double[] cut = spare;
      spare = path;
      path = cut;
      return to / 2;
    }

    /** From the unit square to the image, whose y axis points down. */
    private void place(int points, Stream stream) {
      double width = between(9, 16, stream);
      double height = between(14, 20, stream);
      double slant = 0.08 + 0.18 * stream.nextGaussian();
      double angle = 0.14 * stream.nextGaussian();
      double right = Digits.SIDE / 2.0 + between(-2, 2, stream);
      double down = Digits.SIDE / 2.0 + between(-2, 2, stream);
      double sin = StrictMath.sin(angle);
      double cos = StrictMath.cos(angle);
      for (int i = 0; i < points; i++) {
        double y = height * (path[2 * i + 1] - 0.5);
        double x = width * (path[2 * i] - 0.5) + slant * y;
        path[2 * i] = right + cos * x - sin * y;
        path[2 * i + 1] = down - (sin * x + cos * y);
      }
    }

    private void stroke(int points, double radius) {
      Arrays.fill(distances, FAR);
      for (int i = 0; i + 1 < points; i++) {
        double x = path[2 * i];
        double y = path[2 * i + 1];
        double dx = path[2 * i + 2] - x;
        double dy = path[2 * i + 3] - y;
        double square = dx * dx + dy * dy;
        int left = pixel(Math.min(x, x + dx) - radius - 1);
        int right = pixel(Math.max(x, x + dx) + radius + 1);
        int top = pixel(Math.min(y, y + dy) - radius - 1);
        int bottom = pixel(Math.max(y, y + dy) + radius + 1);
        for (int row = top; row <= bottom; row++) {
          for (int column = left; column <= right; column++) {
            double toX = column + 0.5 - x;
            double toY = row + 0.5 - y;
            double along = square == 0 ? 0 : (toX * dx + toY * dy) / square;
            double at = Math.min(1, Math.max(0, along));
            double awayX = toX - at * dx;
            double awayY = toY - at * dy;
            int pixel = row * Digits.SIDE + column;
            double distance = awayX * awayX + awayY * awayY;
            distances[pixel] = Math.min(distances[pixel], distance);
          }
        }
      }
    }

    /** The pixel at a coordinate, the nearest one outside the image. */
    private static int pixel(double coordinate) {
      return (int) Math.min(Digits.SIDE - 1, Math.max(0, coordinate));
    }
  }
}
