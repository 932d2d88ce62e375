package ccrnn.pipeline.store;

import java.util.List;

/**
 * The files of one table, looked at one by one.
 *
 * @param schema the table
 * @param readable full addresses of the readable files, as Spark and DuckDB take them, in order
 * @param unreadable files that are left out and why, in order of their names
 */
public record TableFiles(
    TableSchema schema, List<String> readable, List<UnreadableFile> unreadable) {
  /** Copies both lists. */
  public TableFiles {
    readable = List.copyOf(readable);
    unreadable = List.copyOf(unreadable);
  }
}
