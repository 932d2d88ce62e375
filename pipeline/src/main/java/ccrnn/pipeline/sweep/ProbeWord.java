package ccrnn.pipeline.sweep;

import java.util.Optional;

/**
 * A word of {@link CommonRows#PROBES}.
 *
 * @param word in a sweep file, kebab-case
 * @param meaning a phrase
 * @param when what the network must have for the word not to be left out; empty where it always
 *     means something to the family
 */
public record ProbeWord(String word, String meaning, Optional<When> when) {
  /**
   * A probe of every network of its family.
   *
   * @param word in a sweep file, kebab-case
   * @param meaning a phrase
   */
  public ProbeWord(String word, String meaning) {
    this(word, meaning, Optional.empty());
  }
}
