package ccrnn.pipeline.data.captions;

import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.Captions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words and their numbers. */
final class Vocabulary {
  /** How often a word must occur in the training captions; source: the published code. */
  static final int LEAST_COUNT = 4;

  private final List<String> words;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (String word : words) {
      numbers.put(word, numbers.size());
    }
  }

  /**
   * The special words, then those that occur at least {@link #LEAST_COUNT} times, in order of their
   * first occurrence.
   *
   * @param captions words of the training captions, whatever their length
   */
  static Vocabulary of(Iterable<List<String>> captions) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (List<String> caption : captions) {
      caption.forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    CaptionSet.SPECIAL.forEach(counts::remove);
    List<String> words = new ArrayList<>(CaptionSet.SPECIAL);
    counts.forEach(
        (word, count) -> {
          if (count >= LEAST_COUNT) {
            words.add(word);
          }
        });
    return new Vocabulary(words);
  }

  List<String> words() {
    return words;
  }

  /** The numbers of some words between START and END; UNKNOWN for those that are not known. */
  int[] numbers(List<String> caption) {
    int[] result = new int[caption.size() + 2];
    result[0] = Captions.START;
    for (int i = 0; i < caption.size(); i++) {
      // A person who wrote <end> did not end the caption.
      int number = numbers.getOrDefault(caption.get(i), Captions.UNKNOWN);
      result[i + 1] = Math.max(number, Captions.UNKNOWN);
    }
    result[result.length - 1] = Captions.END;
    return result;
  }
}
