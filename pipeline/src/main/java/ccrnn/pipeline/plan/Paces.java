package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How fast trials train where this sweep runs, learned from trials that are done: the time they
 * took over the time that {@link Cost} predicts, the median for each kind of trial ({@link
 * ccrnn.pipeline.family.Family#paceSettings}). Which machine trained them is not asked.
 *
 * @param factors by kind of trial; copied
 * @param usual for kinds of trials that nothing is known of
 * @param trials how many trials it was learned from; 0 for none
 */
public record Paces(Map<String, Double> factors, double usual, int trials) {
  /** Nothing learned: {@link Cost} as it is. */
  public static final Paces ESTIMATED = new Paces(Map.of(), 1, 0);

  /** Of its time, a trial spent at least so much on training, whatever its set-up is taken for. */
  private static final double LEAST_SHARE = 0.1;

  /** Copies the map. */
  public Paces {
    factors = Map.copyOf(factors);
  }

  /**
   * A trial that is done.
   *
   * @param trial its settings
   * @param from epochs that it took over from another trial
   * @param epochs the last epoch that it reached
   * @param seconds that it took by itself
   */
  public record Observation(Trial trial, long from, long epochs, double seconds) {
    private double factor() {
      Cost cost = Families.of(trial).cost(trial);
      long last = Math.min(epochs, cost.epochs());
      double operations =
          cost.operationsUntil(last) - cost.operationsUntil(Math.min(from, last)) + cost.once();
      double training = Math.max(seconds - Cost.SECONDS_PER_TRIAL, LEAST_SHARE * seconds);
      return training * Cost.OPERATIONS_PER_SECOND / operations;
    }
  }

  /**
   * Learns.
   *
   * @param observations trials that are done; those of no duration teach nothing
   * @return the paces; the same for the same trials in any order
   */
  public static Paces learned(List<Observation> observations) {
    Map<String, List<Double>> byKind = new TreeMap<>();
    List<Double> all = new ArrayList<>();
    for (Observation observation : observations) {
      double factor = observation.factor();
      if (factor > 0 && Double.isFinite(factor)) {
        byKind.computeIfAbsent(kind(observation.trial()), none -> new ArrayList<>()).add(factor);
        all.add(factor);
      }
    }
    if (all.isEmpty()) {
      return ESTIMATED;
    }
    Map<String, Double> factors = new TreeMap<>();
    byKind.forEach((kind, found) -> factors.put(kind, median(found)));
    return new Paces(factors, median(all), all.size());
  }

  private static double median(List<Double> numbers) {
    Collections.sort(numbers);
    return numbers.get(numbers.size() / 2);
  }

  private static String kind(Trial trial) {
    return Families.of(trial).paceSettings().stream()
        .map(setting -> setting.key() + "=" + trial.find(setting).map(setting::text).orElse(""))
        .collect(Collectors.joining(" "));
  }

  /**
   * Predicts how long work takes on one core.
   *
   * @param trial of whose kind it is
   * @param operations floating-point operations
   * @return seconds
   */
  double seconds(Trial trial, double operations) {
    return operations / Cost.OPERATIONS_PER_SECOND * factors.getOrDefault(kind(trial), usual);
  }
}
