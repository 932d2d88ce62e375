package ccrnn.pipeline.data.captions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right sides follow the rules of the Penn Treebank as NLTK applies them. */
final class TokenizerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          A man riding a wave.              | a man riding a wave .
          A dog, a cat and a bird           | a dog , a cat and a bird
          A man's dog doesn't run           | a man 's dog does n't run
          The boys' bikes                   | the boys ' bikes
          It can't stop; he cannot          | it ca n't stop ; he can not
          They're here & we'll go!          | they 're here & we 'll go !
          A black-and-white cat             | a black-and-white cat
          A bus/tram at 10:30, 1,000 people | a bus/tram at 10:30 , 1,000 people
          A sign says "stop".               | a sign says `` stop '' .
          (A picture of food)               | ( a picture of food )
          Two dogs. One cat.                | two dogs . one cat .
          Mr. Smith at St. Pancras          | mr. smith at st. pancras
          Made in the U.S. in May           | made in the u.s. in may
          Made in the U.S.                  | made in the u.s .
          Well... a horse -- or not         | well ... a horse -- or not
          A $5 hot dog, 50% off             | a $ 5 hot dog , 50 % off
          She is gonna eat                  | she is gon na eat
          """)
  void splitsLikeTheTreebank(String caption, String words) {
    assertThat(String.join(" ", Tokenizer.words(caption))).isEqualTo(words);
  }

  @Test
  void spaceOfAllKindsPartsWords() {
    assertThat(Tokenizer.words("  a\n cat\t sits  ")).containsExactly("a", "cat", "sits");
    assertThat(Tokenizer.words(" \n")).isEmpty();
    assertThat(Tokenizer.words("'")).containsExactly("'");
    assertThat(Tokenizer.words(".")).containsExactly(".");
  }
}
