package ccrnn.pipeline.store;

import java.util.List;

/**
 * The files of one table that a query may read: those that can be read and whose trials are
 * committed.
 *
 * @param schema the table
 * @param folder full address of the table's folder
 * @param files full addresses of the files, as Spark and DuckDB take them, in order
 * @param leftOut how many further {@code *.parquet} files the folder holds
 */
public record TableFiles(TableSchema schema, String folder, List<String> files, int leftOut) {
  /** Copies the list. */
  public TableFiles {
    files = List.copyOf(files);
  }
}
