package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.task.DrawnDigits.Part;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {
  @Test
  void theyAreFixedForEver() {
    // Results depend on these: a change of them needs a new identity.
    assertThat(DrawnDigits.IDENTITY).isEqualTo("drawn-1");
    Digits digits = DrawnDigits.draw(Part.TRAINING, 50);
    assertThat(Arrays.hashCode(digits.pixels())).isEqualTo(2080272423);
    assertThat(digits.label(0) * 10 + digits.label(1)).isEqualTo(82);
  }

  @Test
  void everyDigitIsThereEquallyOftenInRandomOrder() {
    Digits digits = DrawnDigits.draw(Part.TEST, 200);
    int[] counts = new int[10];
    int runs = 0;
    for (int i = 0; i < digits.count(); i++) {
      counts[digits.label(i)]++;
      runs += i > 0 && digits.label(i) == (digits.label(i - 1) + 1) % 10 ? 1 : 0;
    }
    assertThat(counts).containsOnly(20);
    assertThat(runs).isLessThan(50);
  }

  @Test
  void trainingAndTestShareNoImage() {
    Digits training = DrawnDigits.draw(Part.TRAINING, 100);
    Digits test = DrawnDigits.draw(Part.TEST, 100);
    for (int i = 0; i < 100; i++) {
      for (int j = 0; j < 100; j++) {
        assertThat(squaredDistance(training, i, test, j)).isPositive();
      }
    }
  }

  @Test
  void theyFillTheMiddleOfTheImage() {
    Digits digits = DrawnDigits.draw(Part.TRAINING, 100);
    long inside = 0;
    long border = 0;
    for (int i = 0; i < 100 * Digits.PIXELS; i++) {
      int pixel = i % Digits.PIXELS;
      int row = pixel / Digits.SIDE;
      int column = pixel % Digits.SIDE;
      boolean edge = Math.min(row, column) == 0 || Math.max(row, column) == Digits.SIDE - 1;
      int bright = (digits.pixels()[i] & 0xFF) > 128 ? 1 : 0;
      inside += edge ? 0 : bright;
      border += edge ? bright : 0;
    }
    // MNIST has about a hundred bright pixels in an image.
    assertThat(inside / 100).isBetween(60L, 150L);
    assertThat(border).isLessThan(20);
  }

  @Test
  void theyCanBeToldApartButNotByEveryone() {
    Digits training = DrawnDigits.draw(Part.TRAINING, 1000);
    Digits test = DrawnDigits.draw(Part.TEST, 200);
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      long nearest = Long.MAX_VALUE;
      int label = -1;
      for (int j = 0; j < training.count(); j++) {
        long distance = squaredDistance(test, i, training, j);
        if (distance < nearest) {
          nearest = distance;
          label = training.label(j);
        }
      }
      right += label == test.label(i) ? 1 : 0;
    }
    assertThat(right).isBetween(150, 190);
  }

  private static long squaredDistance(Digits a, int i, Digits b, int j) {
    long sum = 0;
    for (int p = 0; p < Digits.PIXELS; p++) {
      int difference =
          (a.pixels()[i * Digits.PIXELS + p] & 0xFF) - (b.pixels()[j * Digits.PIXELS + p] & 0xFF);
      sum += (long) difference * difference;
    }
    return sum;
  }
}
