package ccrnn.pipeline.store;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one table that a query may read: those that can be read and whose trials are
 * committed.
 *
 * @param schema the table
 * @param folder full address of the table's folder
 * @param files full addresses of the files, as Spark and DuckDB take them, in order
 * @param leftOut how many further {@code *.parquet} files the folder holds
 * @param hidden by file, ids of trials whose rows must not be taken from it, because another file
 *     has them or not all of them can be read; files without such are absent
 */
public record TableFiles(
    TableSchema schema,
    String folder,
    List<String> files,
    int leftOut,
    SortedMap<String, Set<String>> hidden) {
  /** Copies the collections. */
  public TableFiles {
    files = List.copyOf(files);
    hidden = Collections.unmodifiableSortedMap(new TreeMap<>(hidden));
  }
}
