package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some of many images, where the many may be in any order. */
class ChosenDigitsTest {
  private static Stream stream(long seed) {
    return new Streams(seed).stream(Purpose.IMAGE_CHOICE, 0);
  }

  /** Image i of a digit has all pixels i, and digits come one after another. */
  private static Digits sorted(int... counts) {
    int count = Arrays.stream(counts).sum();
    byte[] pixels = new byte[count * Digits.PIXELS];
    byte[] labels = new byte[count];
    int next = 0;
    for (int digit = 0; digit < counts.length; digit++) {
      for (int i = 0; i < counts[digit]; i++) {
        Arrays.fill(pixels, next * Digits.PIXELS, (next + 1) * Digits.PIXELS, (byte) i);
        labels[next++] = (byte) digit;
      }
    }
    return new Digits(pixels, labels);
  }

  private static int[] counts(Digits digits) {
    int[] counts = new int[10];
    for (int image = 0; image < digits.count(); image++) {
      counts[digits.label(image)]++;
    }
    return counts;
  }

  /** Each as digit * 1000 + which of its images. */
  private static List<Integer> images(Digits digits) {
    List<Integer> images = new ArrayList<>();
    for (int image = 0; image < digits.count(); image++) {
      images.add(1_000 * digits.label(image) + (digits.pixels()[image * Digits.PIXELS] & 0xFF));
    }
    return images;
  }

  @Test
  void everyDigitHasItsShareThoughTheFileIsSorted() {
    Digits even = sorted(20, 20, 20, 20, 20, 20, 20, 20, 20, 20);
    assertThat(counts(even.chosen(100, stream(1)))).containsOnly(10);
    assertThat(counts(even.chosen(30, stream(1)))).containsOnly(3);

    Digits uneven = sorted(50, 30, 20);
    assertThat(counts(uneven.chosen(10, stream(1)))).startsWith(5, 3, 2, 0);
  }

  @Test
  void placesThatAreLeftGoToTheLargestRemainders() {
    // Of 7: 3.5, 2.1 and 1.4 of three digits, so the seventh is of the first.
    assertThat(counts(sorted(50, 30, 20).chosen(7, stream(1)))).startsWith(4, 2, 1, 0);
    // Of 9: 4.5, 2.7 and 1.8, so one more of the third, then one of the second.
    assertThat(counts(sorted(50, 30, 20).chosen(9, stream(1)))).startsWith(4, 3, 2, 0);
    // Equal remainders: the smaller digit.
    assertThat(counts(sorted(4, 4, 4, 4).chosen(2, stream(1)))).startsWith(1, 1, 0, 0);
    assertThat(counts(sorted(4, 4, 4, 4).chosen(15, stream(1)))).startsWith(4, 4, 4, 3);
  }

  @Test
  void theyAreDrawnFromAllImagesOnceEachAndKeepTheirOrder() {
    Digits all = sorted(100, 100);
    List<Integer> chosen = images(all.chosen(60, stream(1)));
    assertThat(chosen).hasSize(60).doesNotHaveDuplicates().isSorted();
    assertThat(chosen).anyMatch(image -> image % 1_000 > 75).anyMatch(image -> image % 1_000 < 25);
    assertThat(images(all.chosen(60, stream(1)))).isEqualTo(chosen);
    assertThat(images(all.chosen(60, stream(2)))).isNotEqualTo(chosen);
  }

  /** A change here makes other results of the same settings: only with a new result version. */
  @Test
  void theChoiceIsPartOfEveryResult() {
    assertThat(images(sorted(9, 9, 9).chosen(7, stream(3))))
        .containsExactly(2, 3, 4, 1001, 1008, 2002, 2006);
  }
}
