package ccrnn.jobs.report;

import ccrnn.jobs.figure.Plain;
import ccrnn.pipeline.query.QueryEngine;
import java.util.List;

/** Asks a results folder, whatever is in it. */
final class Rows {
  private Rows() {}

  static List<List<Object>> of(QueryEngine engine, String sql) {
    return engine.run(sql).rows();
  }

  static String text(Object value) {
    return value == null ? "–" : Plain.text(value.toString());
  }

  static long whole(Object value) {
    return value == null ? 0 : ((Number) value).longValue();
  }

  static double number(Object value) {
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
