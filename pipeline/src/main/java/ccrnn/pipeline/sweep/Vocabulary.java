package ccrnn.pipeline.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of one family of models: what of a sweep file only the family can explain. It says
 * nothing of how a network is trained.
 */
public interface Vocabulary {
  /**
   * Tells its name.
   *
   * @return a word in kebab-case, for messages
   */
  String name();

  /**
   * Tells its networks.
   *
   * @return at least one, in the order of help; no other family has one of the same word
   */
  List<NetworkWord> networks();

  /**
   * Tells the network that a sweep gets which names none.
   *
   * @return the word of one of {@link #networks}; it can learn every task of the family that no
   *     family before it can learn
   */
  default String usualNetwork() {
    return networks().get(0).word();
  }

  /**
   * Tells which settings mean something to its networks.
   *
   * @return in the order of the canonical text of its trials, which is hashed to their ids: never
   *     reorder them. A setting stands after those that its conditions and defaults ask about
   */
  List<Use> settings();

  /**
   * Tells its probes.
   *
   * @return words of {@link CommonRows#PROBES}, in the order in which a trial lists them; none if
   *     {@link #settings} has no probes
   */
  default List<ProbeWord> probes() {
    return List.of();
  }

  /**
   * Tells which settings contradict each other.
   *
   * @return checks of trials of its networks, in the order in which they are made
   */
  default List<Contradiction.Check> contradictions() {
    return List.of();
  }

  /**
   * Tells the version of its numbers. Raised by hand when the same settings would give other
   * numbers than before, so that old rows are not taken for new ones.
   *
   * @param values settings of a trial of its networks, resolved
   * @return from {@link #oldestResultVersion} to {@link #newestResultVersion}
   */
  default int resultVersion(Map<Setting, Object> values) {
    return newestResultVersion();
  }

  /**
   * Tells the highest version of its numbers.
   *
   * @return 1 or more
   */
  default int newestResultVersion() {
    return 1;
  }

  /**
   * Tells the lowest version that {@link #resultVersion} still gives to some trials.
   *
   * @return 1 or more
   */
  default int oldestResultVersion() {
    return newestResultVersion();
  }

  /**
   * Says what changed with a version of its numbers.
   *
   * @param version of a trial of its networks
   * @return the change in a clause, for someone who asks why a trial would be trained again
   */
  default Optional<String> whyResultVersion(int version) {
    return Optional.empty();
  }
}
