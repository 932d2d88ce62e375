package ccrnn.model.task;

import java.util.List;

/**
 * Captioned images for training, validation and test, with the vocabulary that they share.
 *
 * @param training to learn from
 * @param validation looked at after each epoch; other images than those of the training
 * @param test looked at in the end
 * @param vocabulary the words by number; the first four are those that {@link Captions} names
 */
public record CaptionSet(
    Captions training, Captions validation, Captions test, List<String> vocabulary) {
  /** What the first four words are written as; source: the published code. */
  public static final List<String> SPECIAL = List.of("<pad>", "<start>", "<end>", "<unk>");

  /** Copies the vocabulary and checks that the three agree. */
  public CaptionSet {
    vocabulary = List.copyOf(vocabulary);
    if (vocabulary.size() < SPECIAL.size()
        || !vocabulary.subList(0, SPECIAL.size()).equals(SPECIAL)) {
      throw new IllegalArgumentException("the vocabulary does not begin with " + SPECIAL);
    }
    for (Captions part : List.of(training, validation, test)) {
      if (part.vocabulary() != vocabulary.size()
          || part.featureWidth() != training.featureWidth()) {
        throw new IllegalArgumentException(
            "captions of %d words and %d features beside %d words and %d features"
                .formatted(
                    part.vocabulary(),
                    part.featureWidth(),
                    vocabulary.size(),
                    training.featureWidth()));
      }
    }
  }

  /**
   * Writes a caption out.
   *
   * @param words numbers of words; what follows the first END is left out, as are START and padding
   * @return the words, separated by spaces
   */
  public String words(int[] words) {
    StringBuilder text = new StringBuilder();
    for (int word : words) {
      if (word == Captions.END) {
        break;
      }
      if (word != Captions.START && word != Captions.PADDING) {
        text.append(text.isEmpty() ? "" : " ").append(vocabulary.get(word));
      }
    }
    return text.toString();
  }
}
