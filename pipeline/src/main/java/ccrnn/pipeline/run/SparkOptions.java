package ccrnn.pipeline.run;

import ccrnn.pipeline.store.HadoopSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user says to Spark. Options win over {@code -Dspark.*} properties (which spark-submit
 * sets), and those over our defaults.
 *
 * @param master such as {@code local[4]}; empty leaves it to spark-submit or to {@value
 *     #DEFAULT_MASTER}
 * @param conf Spark properties by name
 */
public record SparkOptions(Optional<String> master, Map<String, String> conf) {
  /** All cores of this machine. */
  public static final String DEFAULT_MASTER = "local[*]";

  /** Attempts at a task before a run gives up, as Spark has it on clusters. */
  private static final int TASK_ATTEMPTS = 4;

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)])?");

  /** Copies the map. */
  public SparkOptions {
    conf = Map.copyOf(conf);
  }

  /**
   * Nothing said.
   *
   * @return options that leave all to the defaults
   */
  public static SparkOptions none() {
    return new SparkOptions(Optional.empty(), Map.of());
  }

  /**
   * Tells what of it is for Hadoop.
   *
   * @return Hadoop settings, as Hadoop names them; may hold secrets
   */
  public Map<String, String> hadoop() {
    return HadoopSettings.among(conf);
  }

  /** Without the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "SparkOptions[master=" + master + ", conf=" + conf.keySet() + "]";
  }

  /** All properties of the context, defaults included. */
  Map<String, String> properties(String name) {
    Map<String, String> all = new TreeMap<>();
    all.put("spark.app.name", name);
    all.put("spark.ui.enabled", "false");
    all.put("spark.ui.showConsoleProgress", "false");
    // Progress rides on heartbeats.
    all.put("spark.executor.heartbeatInterval", "1s");
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            key -> {
              if (key.startsWith("spark.")) {
                all.put(key, System.getProperty(key));
              }
            });
    if (all.get("spark.app.name").startsWith("ccrnn.")) {
      all.put("spark.app.name", name); // spark-submit names after the main class
    }
    all.putAll(conf);
    String chosen = master.orElse(all.getOrDefault("spark.master", DEFAULT_MASTER));
    all.put("spark.master", withRetries(chosen));
    if (chosen.startsWith("local")) {
      all.putIfAbsent("spark.driver.host", "localhost");
      all.putIfAbsent("spark.driver.bindAddress", "127.0.0.1");
    }
    return all;
  }

  /** Spark retries nothing under {@code local[N]}; {@code local[N,4]} fails like a cluster. */
  static String withRetries(String master) {
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return master;
    }
    String cores = local.group(1) == null ? "1" : local.group(1);
    return "local[" + cores + "," + TASK_ATTEMPTS + "]";
  }
}
