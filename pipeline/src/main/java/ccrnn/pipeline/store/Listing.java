package ccrnn.pipeline.store;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files of all tables at one moment.
 *
 * <p>A folder can only be listed after another, and a listing of thousands of names takes a while
 * in which files come and go. So the trials are listed before all others and once more after them:
 * a compaction publishes the {@code trials} file of a group before it removes the first file that
 * the group replaces. Where the second list has the same merged files and all that the first had,
 * no trial moved from one file to another meanwhile. Otherwise the lists are made again.
 *
 * @param tables by table, the entries by name with folder
 */
record Listing(Map<TableSchema, SortedMap<String, Storage.Entry>> tables) {
  /** Compaction removes the files of a group within seconds, and then works on the next. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  SortedMap<String, Storage.Entry> of(TableSchema table) {
    return tables.get(table);
  }

  static Listing of(Storage storage) throws IOException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<TableSchema, SortedMap<String, Storage.Entry>> tables = new LinkedHashMap<>();
      for (TableSchema table : Tables.BY_READING) {
        tables.put(table, entries(storage, table));
      }
      SortedMap<String, Storage.Entry> before = tables.get(Tables.TRIALS);
      SortedMap<String, Storage.Entry> after = entries(storage, Tables.TRIALS);
      if (merged(before).equals(merged(after)) && after.entrySet().containsAll(before.entrySet())) {
        return new Listing(tables);
      }
      if (System.nanoTime() > giveUp) {
        throw new IOException("its files change faster than they can be listed");
      }
    }
  }

  private static SortedMap<String, Storage.Entry> merged(SortedMap<String, Storage.Entry> entries) {
    return entries.entrySet().stream()
        .filter(entry -> TableNames.idIn(entry.getKey()).isEmpty())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
  }

  private static SortedMap<String, Storage.Entry> entries(Storage storage, TableSchema table)
      throws IOException {
    SortedMap<String, Storage.Entry> entries = new TreeMap<>();
    for (Storage.Entry entry : storage.list(table.table())) {
      if (TableNames.isPartOfTable(entry.name())) {
        entries.put(table.table() + "/" + entry.name(), entry);
      }
    }
    return entries;
  }
}
