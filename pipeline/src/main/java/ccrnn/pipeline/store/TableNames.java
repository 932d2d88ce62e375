package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Trial;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How files of the tables are named, relative to the results folder, and what they note. */
final class TableNames {
  /** Metadata key of a file that holds a single trial: its id. Absent where it holds several. */
  static final String TRIAL_KEY = "ccrnn.trial";

  /**
   * Metadata key of a {@code trials} file that holds a single trial: its status. Taking it from
   * there spares an inventory the places of fifty columns, most of what there is to parse.
   */
  static final String STATUS_KEY = "ccrnn.status";

  /**
   * Metadata key of a {@code trials} file that holds a single trial: how many rows of {@code
   * measures} were committed before it. Absent for none, and in files from before that table.
   */
  static final String MEASURES_KEY = "ccrnn.measures";

  private static final String SUFFIX = ".parquet";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{" + Trial.ID_LENGTH + "}");

  private TableNames() {}

  /** The file that a commit of one trial writes. */
  static String file(TableSchema table, String id) {
    return table.table() + "/" + id + SUFFIX;
  }

  /** A name beside {@code name} that no reader takes and no other attempt uses. */
  static String temporary(String name) {
    int slash = name.lastIndexOf('/') + 1;
    return name.substring(0, slash)
        + "."
        + name.substring(slash)
        + "."
        + UUID.randomUUID()
        + TEMPORARY_SUFFIX;
  }

  /** Whether a file of this name, without its folder, is what {@link #temporary} makes. */
  static boolean isTemporary(String base) {
    return base.startsWith(".") && base.endsWith(TEMPORARY_SUFFIX);
  }

  /** Whether a file of this name, without its folder, is part of a table. */
  static boolean isPartOfTable(String base) {
    return base.endsWith(SUFFIX) && !base.startsWith(".") && !base.startsWith("_");
  }

  /** The trial id that a table's file is named by, if it is named by one. */
  static Optional<String> idIn(String name) {
    String base = name.substring(name.lastIndexOf('/') + 1, name.length() - SUFFIX.length());
    return FULL_ID.matcher(base).matches() ? Optional.of(base) : Optional.empty();
  }

  /** The names of files that may hold several trials. */
  static List<String> merged(List<String> names) {
    return names.stream().filter(name -> idIn(name).isEmpty()).toList();
  }
}
