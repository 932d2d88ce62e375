package ccrnn.pipeline.store;

/** What the test after training measures, in the order of the columns of {@code trials}. */
public enum TestMetric implements Quantity {
  /** Loss. */
  LOSS("loss", Metric.VALIDATION_LOSS),
  /** Irregularity by the definition of the task. */
  DYSMETRIA("dysmetria", Metric.DYSMETRIA),
  /** Share of right answers. */
  ACCURACY("accuracy", Metric.VALIDATION_ACCURACY),
  /** Trust in the likeliest class. */
  CERTAINTY("certainty", Metric.CERTAINTY),
  /** Distance from the ideal path. */
  PATH_DISTANCE("path_distance", Metric.PATH_DISTANCE),
  /** Roughness. */
  SECOND_DIFFERENCE("second_difference", Metric.SECOND_DIFFERENCE),
  /** Deviation without its fast part. */
  SMOOTHED_DEVIATION("smoothed_deviation", Metric.SMOOTHED_DEVIATION),
  /** Irregularity around a line. */
  LINE_RESIDUAL("line_residual", Metric.LINE_RESIDUAL),
  /** Likeness of captions by runs of words. */
  CAPTION_BLEU(
      "caption_bleu",
      Metric.Units.SHARE,
      "BLEU of the captions written for up to 300 images, by runs of one to four words; NaN where"
          + " they are too short",
      "ours, in place of the published caption score"),
  /** Likeness of captions by precision and recall of runs of words. */
  CAPTION_F(
      "caption_f",
      Metric.Units.SHARE,
      "F of the same captions, mean over runs of one to four words",
      "ours, in place of the published caption score");

  private final String name;
  private final String unit;
  private final String about;
  private final String source;

  /** The same quantity as that of the epochs, on the test set. */
  TestMetric(String name, Metric same) {
    this(name, same.unit(), same.about(), same.source());
  }

  TestMetric(String name, String unit, String about, String source) {
    this.name = name;
    this.unit = unit;
    this.about = about;
    this.source = source;
  }

  @Override
  public String column() {
    return "test_" + name;
  }

  @Override
  public String unit() {
    return unit;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public String source() {
    return source;
  }
}
