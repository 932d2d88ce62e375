package ccrnn.pipeline.data.captions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Splits a caption into words in the manner of the Penn Treebank, as NLTK's {@code word_tokenize}
 * does, which the published code uses: lower case; punctuation apart; {@code don't} is two words,
 * {@code do n't}; {@code man's} is {@code man 's}; double quotes become {@code ``} and {@code ''};
 * hyphens and slashes stay within words, commas and colons within numbers.
 *
 * <p>Own code, because Java's tokenizers keep to other rules and each would give another
 * vocabulary. Known differences from NLTK: where a caption has several sentences, a period ends one
 * after every word that is not among a few abbreviations, an initial or one with a period within,
 * whereas NLTK asks a trained model of abbreviations; the rare {@code more'n} and {@code d'ye} are
 * not split.
 */
final class Tokenizer {
  private static final String APART = ";@#$%&?!()[]{}<>\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e";
  private static final String OPENING = "([{<";
  private static final String CLOSING = ")]}>\"'\u00bb\u201d\u2019";
  private static final Set<String> ABBREVIATIONS =
      Set.of("mr.", "mrs.", "ms.", "dr.", "st.", "vs.", "etc.", "jr.", "sr.", "inc.", "co.", "no.");
  private static final Map<String, Integer> CONTRACTED =
      Map.of(
          "cannot", 3, "gimme", 3, "gonna", 3, "gotta", 3, "lemme", 3, "wanna", 3, "'tis", 2,
          "'twas", 2);
  private static final List<String> ENDINGS = List.of("n't", "'ll", "'re", "'ve", "'s", "'m", "'d");

  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;

  private Tokenizer(String text) {
    this.text = text;
  }

  /**
   * @param caption what a person wrote
   * @return its words, in lower case; none if there is nothing but space
   */
  static List<String> words(String caption) {
    Tokenizer tokenizer = new Tokenizer(caption.toLowerCase(Locale.ROOT).strip());
    while (tokenizer.at < tokenizer.text.length()) {
      tokenizer.next();
    }
    return tokenizer.words;
  }

  /** Takes what is at the position: space, a mark of its own, or a word. */
  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (c == '"') {
      words.add(opensQuote() ? "``" : "''");
      at++;
    } else if (isMark(at)) {
      int end = at + 1;
      if (c == '.' || c == '-' || c == '`') { // these come in runs
        end = endOfRun(at);
      }
      words.add(text.substring(at, end));
      at = end;
    } else {
      int end = at;
      while (end < text.length()
          && !Character.isWhitespace(text.charAt(end))
          && text.charAt(end) != '"'
          && !isMark(end)) {
        end++;
      }
      word(text.substring(at, end), end);
      at = end;
    }
  }

  private boolean opensQuote() {
    return at == 0
        || Character.isWhitespace(text.charAt(at - 1))
        || OPENING.indexOf(text.charAt(at - 1)) >= 0;
  }

  private int endOfRun(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == text.charAt(from)) {
      end++;
    }
    return end;
  }

  /** Whether the character at a position is never part of a word. */
  private boolean isMark(int i) {
    char c = text.charAt(i);
    return switch (c) {
      case ',', ':' -> i + 1 == text.length() || !Character.isDigit(text.charAt(i + 1));
      case '.', '-' -> endOfRun(i) - i > 1;
      case '`' -> true;
      default -> APART.indexOf(c) >= 0;
    };
  }

  private void word(String word, int end) {
    String rest = text.substring(end);
    boolean last = rest.chars().allMatch(c -> c == ' ' || CLOSING.indexOf(c) >= 0);
    if (word.length() > 1 && word.endsWith(".") && (last || endsSentence(word))) {
      contractions(word.substring(0, word.length() - 1));
      words.add(".");
    } else {
      contractions(word);
    }
  }

  private static boolean endsSentence(String word) {
    return word.length() > 2
        && word.indexOf('.') == word.length() - 1
        && !ABBREVIATIONS.contains(word);
  }

  private void contractions(String word) {
    Integer split = CONTRACTED.get(word);
    if (split != null) {
      words.add(word.substring(0, split));
      words.add(word.substring(split));
      return;
    }
    for (String ending : ENDINGS) {
      int stem = word.length() - ending.length();
      if (stem > 0 && word.endsWith(ending) && word.charAt(stem - 1) != '\'') {
        words.add(word.substring(0, stem));
        words.add(ending);
        return;
      }
    }
    if (word.length() > 1 && word.endsWith("'")) {
      words.add(word.substring(0, word.length() - 1));
      words.add("'");
    } else {
      words.add(word);
    }
  }
}
