package ccrnn.pipeline.export;

import ccrnn.model.parameter.Parameters;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network to be written.
 *
 * @param facts what a reader should know of it, in the order of the file: id, settings
 * @param tensors all that it learnt, each name once
 * @param recurrence how it predicts, where it is a cortex and a readout; empty for other networks
 */
public record TrainedNetwork(
    Map<String, String> facts, List<Tensor> tensors, Optional<Recurrence> recurrence) {
  /** Copies them and checks the names. */
  public TrainedNetwork {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    tensors = List.copyOf(tensors);
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two arrays are named " + tensor.name());
      }
    }
  }

  /**
   * Copies what was learnt.
   *
   * @param facts what a reader should know of it
   * @param parameters of the network, not modified
   * @param recurrence how it predicts, where it is a cortex and a readout
   * @return the network
   * @throws IllegalArgumentException if two blocks have one name
   */
  public static TrainedNetwork of(
      Map<String, String> facts, List<Parameters> parameters, Optional<Recurrence> recurrence) {
    return new TrainedNetwork(
        facts, parameters.stream().flatMap(each -> Tensor.of(each).stream()).toList(), recurrence);
  }
}
