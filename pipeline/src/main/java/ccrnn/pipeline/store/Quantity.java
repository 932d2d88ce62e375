package ccrnn.pipeline.store;

/** What a number in a column means. */
public sealed interface Quantity permits Metric, TestMetric {
  /**
   * @return the column's name
   */
  String column();

  /**
   * @return the unit, or the unit of each kind of task
   */
  String unit();

  /**
   * @return one sentence
   */
  String about();

  /**
   * @return where the definition comes from
   */
  String source();
}
