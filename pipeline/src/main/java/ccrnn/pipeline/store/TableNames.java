package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Trial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  /** Metadata key of a {@code trials} file that holds a single trial: its result version. */
  static final String RESULT_VERSION_KEY = "ccrnn.result-version";

  /**
   * Metadata key of the files that one compaction made of several trials: a digest of their ids,
   * the same in every table. A reader need not look for the ids of each table then.
   */
  static final String GROUP_KEY = "ccrnn.group";

  /**
   * Metadata key of a merged {@code trials} file: names of merged files, without folder and suffix,
   * whose trials are all in this one, separated by commas.
   */
  static final String REPLACES_KEY = "ccrnn.replaces";

  /**
   * Metadata key of a {@code trials} file that holds trials of families that are no part of this
   * project: the values of {@link ccrnn.pipeline.sweep.CommonRows#FAMILY}, separated by commas. So
   * a program without them can tell which jars are wanted. Absent for none.
   */
  static final String FAMILY_KEY = "ccrnn.family";

  /** How the names of merged files begin. */
  static final String GROUP_PREFIX = "merged-";

  private static final String SUFFIX = ".parquet";
  private static final String TEMPORARY_SUFFIX = ".tmp";
  private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{" + Trial.ID_LENGTH + "}");

  private TableNames() {}

  /** The file that a commit of one trial writes. */
  static String file(TableSchema table, String id) {
    return table.table() + "/" + id + SUFFIX;
  }

  /** The file of a table that has this name without folder and suffix. */
  static String named(TableSchema table, String base) {
    return table.table() + "/" + base + SUFFIX;
  }

  /** A name for files of several trials that no other has. */
  static String newGroup() {
    return GROUP_PREFIX + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  /** The name of a table's file without folder and suffix. */
  static String base(String name) {
    return name.substring(name.lastIndexOf('/') + 1, name.length() - SUFFIX.length());
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
    String base = base(name);
    return FULL_ID.matcher(base).matches() ? Optional.of(base) : Optional.empty();
  }

  /** What {@link #GROUP_KEY} holds. */
  static String digest(Iterable<String> sortedIds) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sortedIds.forEach(id -> sha.update(id.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
