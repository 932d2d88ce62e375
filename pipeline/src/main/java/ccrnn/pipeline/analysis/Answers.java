package ccrnn.pipeline.analysis;

import java.util.List;

/** Answers questions about one results folder. */
@FunctionalInterface
public interface Answers {
  /**
   * Answers with all rows.
   *
   * @param sql one statement that only reads
   * @return a list of values per row: null, text, Long, Double, Boolean or an Instant
   */
  List<List<Object>> rows(String sql);
}
