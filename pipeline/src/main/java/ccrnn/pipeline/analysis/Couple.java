package ccrnn.pipeline.analysis;

import java.util.List;

/**
 * A network and its control, paired by seed with all other settings equal, and the views that have
 * the pairs. The settings of a row are those of the network.
 *
 * @param network its word
 * @param control word of what it is compared with
 * @param beside words of networks that curves show beside the two, where there are trials like them
 * @param results view of a row per pair with {@code trial_id}, {@code CONTROL_id}, and {@code
 *     NETWORK_M} and {@code CONTROL_M} of measures M ({@link Amount#result})
 * @param curves view of the same per pair and epoch ({@link Amount#curve})
 */
public record Couple(
    String network, String control, List<String> beside, String results, String curves) {
  /** Copies the list. */
  public Couple {
    beside = List.copyOf(beside);
  }

  /**
   * Names what is tested.
   *
   * @return network - control
   */
  public String difference() {
    return network + " - " + control;
  }

  /**
   * Names what is drawn in percent.
   *
   * @return network / control
   */
  public String ratio() {
    return network + " / " + control;
  }

  /** Columns of both for a statement: the control's id, x, the network's number, the control's. */
  String columns(String x, String measure) {
    return "%2$s_id, %3$s, %1$s_%4$s, %2$s_%4$s".formatted(network, control, x, measure);
  }
}
