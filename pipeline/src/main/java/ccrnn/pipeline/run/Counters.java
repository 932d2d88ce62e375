package ccrnn.pipeline.run;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks count and warn of, for the eye only.
 *
 * @param epochs trained
 * @param trials committed
 * @param failures of those, failed or diverged
 * @param warnings lines for the user
 */
record Counters(
    LongAccumulator epochs,
    LongAccumulator trials,
    LongAccumulator failures,
    CollectionAccumulator<String> warnings)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static Counters of(SparkContext spark) {
    return new Counters(
        spark.longAccumulator("epochs"),
        spark.longAccumulator("trials"),
        spark.longAccumulator("failures"),
        spark.collectionAccumulator("warnings"));
  }
}
