package ccrnn.pipeline.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the errors of one case while it is repeated. */
public final class Comparing {
  private final ReferenceCase reference;
  private final List<String> kinds;
  private final Map<String, Double> errors = new LinkedHashMap<>();

  /**
   * Begins with nothing compared.
   *
   * @param reference the recording
   * @param kinds see {@link Agreement#kinds}
   */
  public Comparing(ReferenceCase reference, List<String> kinds) {
    this.reference = reference;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * Compares a tensor, if it was recorded.
   *
   * @param kind what it is
   * @param tensor its name
   * @param ours row-major, not kept
   * @throws IllegalStateException if the recorded one has another length
   */
  public void tensor(String kind, String tensor, float[] ours) {
    if (reference.has(tensor)) {
      double[] exact = new double[ours.length];
      for (int i = 0; i < ours.length; i++) {
        exact[i] = ours[i];
      }
      numbers(kind, reference.tensor(tensor).values(), exact);
    }
  }

  /**
   * Compares numbers.
   *
   * @param kind what they are
   * @param theirs recorded
   * @param ours as many
   * @throws IllegalStateException if they are not as many
   */
  public void numbers(String kind, double[] theirs, double... ours) {
    errors.merge(kind, Agreement.error(theirs, ours), Math::max); // a NaN stays
  }

  /**
   * Ends the comparison.
   *
   * @return what was found
   */
  public Agreement agreement() {
    return new Agreement(reference.name(), kinds, errors);
  }
}
