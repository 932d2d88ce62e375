package ccrnn.model.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CaptionScoreTest {
  private final TreeMap<String, Integer> numbers = new TreeMap<>();

  private int[] words(String text) {
    return java.util.Arrays.stream(text.split(" ", -1))
        .mapToInt(word -> numbers.computeIfAbsent(word, w -> 4 + numbers.size()))
        .toArray();
  }

  private CaptionScore score(String caption, String... references) {
    CaptionScore score = new CaptionScore();
    score.add(words(caption), java.util.Arrays.stream(references).map(this::words).toList());
    return score;
  }

  @Test
  void equalCaptionsScoreOne() {
    CaptionScore score = score("a cat sits on the mat", "a cat sits on the mat", "a cat there");
    assertThat(score.bleu()).isEqualTo(1);
    assertThat(score.f()).isEqualTo(1);
  }

  /** The paper's example 2: a word counts no more often than in one reference. */
  @Test
  void repeatedWordsAreClipped() {
    CaptionScore score =
        score("the the the the the the the", "the cat is on the mat", "there is a cat on the mat");
    assertThat(score.precision(1)).isEqualTo(2.0 / 7);
    assertThat(score.precision(2)).isZero();
    assertThat(score.recall(1)).isEqualTo(2.0 / 6);
    assertThat(score.bleu()).isZero();
    assertThat(score.f(2)).isZero();
  }

  /** The paper's example 1, its first candidate: 17 of 18 words and 10 of 17 pairs. */
  @Test
  void thePapersExample() {
    CaptionScore score =
        score(
            "it is a guide to action which ensures that the military always obeys the commands of"
                + " the party",
            "it is a guide to action that ensures that the military will forever heed party"
                + " commands",
            "it is the guiding principle which guarantees the military forces always being under"
                + " the command of the party",
            "it is the practical guide for the army always to heed the directions of the party");
    assertThat(score.precision(1)).isEqualTo(17.0 / 18);
    assertThat(score.precision(2)).isEqualTo(10.0 / 17);
    // Two references have 18 and 16 words: no penalty. Runs of 3: 7 of 16, of 4: 4 of 15.
    assertThat(score.bleu())
        .isCloseTo(Math.pow(17.0 / 18 * 10 / 17 * 7 / 16 * 4 / 15, 0.25), within(1e-12));
  }

  @Test
  void shortCaptionsArePenalised() {
    CaptionScore score = score("a b c d e", "a b c d e f g h");
    assertThat(score.bleu()).isCloseTo(Math.exp(1 - 8.0 / 5), within(1e-12));
    assertThat(score.recall(1)).isEqualTo(5.0 / 8);
    assertThat(score.f(1)).isCloseTo(2 * 5.0 / 8 / (1 + 5.0 / 8), within(1e-12));
  }

  @Test
  void aSetIsScoredAsAWhole() {
    CaptionScore score = new CaptionScore();
    score.add(words("a b c d"), List.of(words("a b c d")));
    score.add(words("x y z u"), List.of(words("k l m n")));
    assertThat(score.precision(1)).isEqualTo(0.5);
    assertThat(score.precision(4)).isEqualTo(0.5);
    assertThat(score.bleu()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void startAndAllAfterTheEndAreLeftOut() {
    CaptionScore score = new CaptionScore();
    score.add(new int[] {1, 7, 8, 9, 10, 2, 7, 7}, List.of(new int[] {1, 7, 8, 9, 10, 2}));
    assertThat(score.bleu()).isEqualTo(1);
    assertThatThrownBy(() -> score.add(new int[] {7}, List.of()))
        .hasMessage("no reference to score by");
  }

  @Test
  void everyOrderHasItsOwnNumbers() {
    CaptionScore score = score("a b c d e", "a b c d x");
    double sum = 0;
    double product = 1;
    for (int n = 1; n <= CaptionScore.ORDERS; n++) {
      double share = (5.0 - n) / (6.0 - n); // 4 of 5 words, 3 of 4 pairs ...
      assertThat(score.precision(n)).isEqualTo(share);
      assertThat(score.recall(n)).isEqualTo(share);
      assertThat(score.f(n)).isCloseTo(share, within(1e-12));
      sum += share;
      product *= share;
    }
    assertThat(score.f()).isCloseTo(sum / 4, within(1e-12));
    assertThat(score.bleu()).isCloseTo(Math.pow(product, 0.25), within(1e-12));
  }

  /** Of references that are equally close in length the shorter counts, in whatever order. */
  @Test
  void thePenaltyIsByTheClosestLength() {
    String five = "a b c d e";
    String seven = "a b c d e f g";
    assertThat(score(five, seven, "a b c").bleu()).isEqualTo(1);
    assertThat(score(five, "a b c", seven).bleu()).isEqualTo(1);
    double six = Math.exp(1 - 6.0 / 5);
    assertThat(score(five, "a b c d e f", "a b c").bleu()).isCloseTo(six, within(1e-12));
    assertThat(score(five, "a b c", "a b c d e f").bleu()).isCloseTo(six, within(1e-12));
    assertThat(score(five, "a b c d e f", seven).bleu()).isCloseTo(six, within(1e-12));
    // Longer than its reference, of which all is said.
    assertThat(score("a b c d e", "a b c d").bleu())
        .isCloseTo(Math.pow(4.0 / 5 * 3 / 4 * 2 / 3 * 1 / 2, 0.25), within(1e-12));
  }

  @Test
  void recallIsThatOfTheReferenceOfWhichMostIsMatched() {
    CaptionScore score = score("a b c d", "a b x y z", "a b c u", "a b v w");
    assertThat(score.recall(1)).isEqualTo(3.0 / 4);
    assertThat(score.recall(2)).isEqualTo(2.0 / 3);
    assertThat(score.recall(3)).isEqualTo(1.0 / 2);
    // Between equal shares the first reference, whose words then count.
    CaptionScore tie = new CaptionScore();
    tie.add(words("a b c d"), List.of(words("a b x y"), words("a b c d e f g h")));
    tie.add(words("p"), List.of(words("q r s t u v")));
    assertThat(tie.recall(1)).isEqualTo(2.0 / 10);
    // A reference that is too short for a run has no share of it.
    CaptionScore shorter = score("a b", "a", "a b c");
    assertThat(shorter.recall(2)).isEqualTo(1.0 / 2);
    assertThat(shorter.recall(1)).isEqualTo(1);
  }

  @Test
  void aRunThatIsSaidTwiceCountsAsOftenAsInOneReference() {
    CaptionScore score = score("a b a b", "a b c", "a b d");
    assertThat(score.precision(2)).isEqualTo(1.0 / 3);
    assertThat(score("a b a b", "a b c a b").precision(2)).isEqualTo(2.0 / 3);
    assertThat(score("a b c", "a b a b").precision(2)).isEqualTo(1.0 / 2);
  }

  @Test
  void captionsWithoutWordsSayNothing() {
    for (int[] caption : new int[][] {{}, {1}, {2}, {1, 2, 7}}) {
      CaptionScore score = new CaptionScore();
      score.add(caption, List.of(new int[] {7}));
      assertThat(score.precision(1)).isNaN();
      assertThat(score.recall(1)).isZero();
      assertThat(score.bleu()).isNaN();
      assertThat(score.f()).isNaN();
    }
    // A START within the words is one of them.
    CaptionScore score = new CaptionScore();
    score.add(new int[] {7, 1}, List.of(new int[] {7, 1, 2}));
    assertThat(score.precision(1)).isEqualTo(1);
    assertThat(score.precision(2)).isEqualTo(1);
    assertThat(score.precision(3)).isNaN();
    assertThat(score.recall(1)).isEqualTo(1);
  }
}
