package ccrnn.pipeline.store;

import ccrnn.pipeline.sweep.Catalogue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.parquet.io.InputFile;

/** Opens files of the tables for what a survey has to know of them. */
final class FileLooks {
  /** How closely files are looked at. */
  enum Depth {
    /** Also big files are read whole, where that is cheap, and checked bit by bit. */
    EVERY_BIT,
    /** What is not read is not checked. */
    FOOTERS
  }

  private final Storage storage;
  private final Depth depth;

  FileLooks(Storage storage, Depth depth) {
    this.storage = storage;
    this.depth = storage.localPath().isPresent() ? depth : Depth.FOOTERS;
  }

  /** What looking at one file gave: a finding or a problem. */
  record Look<T>(String name, Optional<T> found, Optional<UnreadableFile> problem) {}

  /** A way to look at a file, by its name. */
  interface Glance<T> {
    T at(String name) throws IOException;
  }

  /** What there is to know of a trial: how it ended and how many measures it has. */
  record Note(TrialStatus status, int measures) {}

  /**
   * A file of trials.
   *
   * @param trials by id
   * @param group digest of the ids, where compaction made the file
   * @param replaces names of merged files whose trials are all in this one
   * @param families of other projects that its trials are of
   */
  record TrialsFile(
      SortedMap<String, Note> trials,
      Optional<String> group,
      Set<String> replaces,
      Set<String> families) {}

  /** A file that vanished after it was listed: compaction put its rows elsewhere. */
  static final class Vanished extends IOException {
    private static final long serialVersionUID = 1L;
    private final String file;

    Vanished(String file, Throwable cause) {
      super(file + " vanished", cause);
      this.file = file;
    }

    String file() {
      return file;
    }
  }

  /**
   * Looks at files in parallel; the answers are in the order of {@code names}.
   *
   * @param missing files that are listed and still not there, such as broken links
   * @throws Vanished if another file is gone
   */
  static <T> List<Look<T>> look(Collection<String> names, Set<String> missing, Glance<T> glance)
      throws IOException {
    record Outcome<T>(Look<T> look, Optional<Vanished> vanished) {}
    List<Outcome<T>> outcomes =
        names.parallelStream()
            .map(
                name -> {
                  try {
                    return new Outcome<>(lookAt(name, missing, glance), Optional.<Vanished>empty());
                  } catch (Vanished e) {
                    return new Outcome<T>(null, Optional.of(e));
                  }
                })
            .toList();
    for (Outcome<T> outcome : outcomes) {
      if (outcome.vanished().isPresent()) {
        throw outcome.vanished().get();
      }
    }
    return outcomes.stream().map(Outcome::look).toList();
  }

  private static <T> Look<T> lookAt(String name, Set<String> missing, Glance<T> glance)
      throws Vanished {
    UnreadableFile problem;
    try {
      return new Look<>(name, Optional.of(glance.at(name)), Optional.empty());
    } catch (UnreadableFileException e) {
      problem = new UnreadableFile(name, e.getMessage(), e.remedy());
    } catch (NoSuchFileException | FileNotFoundException e) {
      if (!missing.contains(name)) {
        throw new Vanished(name, e);
      }
      problem = new UnreadableFile(name, "cannot be read: " + e);
    } catch (IOException e) {
      // One file that cannot be reached must not hide all the others.
      problem = new UnreadableFile(name, "cannot be read: " + e, UnreadableFile.Remedy.WAIT);
    }
    return new Look<>(name, Optional.empty(), Optional.of(problem));
  }

  TrialsFile trials(String name) throws IOException {
    InputFile input = input(name);
    Map<String, String> metadata = TableFile.metadata(input, Tables.TRIALS);
    Optional<String> only = onlyTrial(name, metadata);
    SortedMap<String, Note> notes = new TreeMap<>();
    String version = metadata.get(TableNames.RESULT_VERSION_KEY);
    // Families of other projects count their own versions.
    Set<String> families = families(metadata);
    if (only.isPresent() && version != null) {
      if (families.isEmpty()) {
        requireCurrent(count(version));
      }
      TrialStatus status = status(metadata.get(TableNames.STATUS_KEY));
      notes.put(only.get(), new Note(status, count(metadata.get(TableNames.MEASURES_KEY))));
    } else {
      try (TableFile file = TableFile.open(input, Tables.TRIALS)) {
        for (Object[] row :
            file.read(List.of("trial_id", "status", "measures_recorded", "result_version"))) {
          if (families.isEmpty()) {
            requireCurrent((Integer) row[3]);
          }
          int measures = row[2] == null ? 0 : (Integer) row[2];
          notes.put((String) row[0], new Note(status((String) row[1]), measures));
        }
      }
    }
    Optional<String> group = Optional.ofNullable(metadata.get(TableNames.GROUP_KEY));
    if (group.isPresent() && !group.get().equals(TableNames.digest(notes.keySet()))) {
      throw new UnreadableFileException("damaged: not all trials that were merged are in it");
    }
    return new TrialsFile(notes, group, words(metadata, TableNames.REPLACES_KEY), families);
  }

  /**
   * The families of other projects whose trials a file of trials holds.
   *
   * @param metadata of the file
   */
  static Set<String> families(Map<String, String> metadata) {
    return words(metadata, TableNames.FAMILY_KEY);
  }

  private static Set<String> words(Map<String, String> metadata, String key) {
    String text = metadata.getOrDefault(key, "");
    return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(",", -1)));
  }

  /**
   * The trials that a file of epochs or measures holds.
   *
   * @param like what the trials file of the same name says, which spares a look at the rows
   */
  Set<String> trialIds(TableSchema table, String name, Optional<TrialsFile> like)
      throws IOException {
    InputFile input = input(name);
    Map<String, String> metadata = TableFile.metadata(input, table);
    Optional<String> only = onlyTrial(name, metadata);
    if (only.isPresent()) {
      return Set.of(only.get());
    }
    Optional<String> group = Optional.ofNullable(metadata.get(TableNames.GROUP_KEY));
    if (group.isPresent() && group.equals(like.flatMap(TrialsFile::group))) {
      return like.get().trials().keySet();
    }
    Set<String> ids = new LinkedHashSet<>();
    try (TableFile file = TableFile.open(input, table)) {
      RowReader rows = file.rows(List.of("trial_id"));
      for (Object[] row = rows.next(); row != null; row = rows.next()) {
        ids.add((String) row[0]);
      }
    }
    return ids;
  }

  private InputFile input(String name) throws IOException {
    InputFile input = storage.input(name);
    if (depth == Depth.EVERY_BIT && !(input instanceof MemoryInputFile)) {
      TableFile.check(input); // small ones are checked whenever they are opened
    }
    return input;
  }

  /** Rows of another version are not comparable with ours. */
  private static void requireCurrent(int version) throws UnreadableFileException {
    Catalogue catalogue = Catalogue.installed();
    if (version < catalogue.oldestResultVersion()) {
      throw new UnreadableFileException(
          "too old: result version "
              + version
              + ", this program makes "
              + catalogue.oldestResultVersion());
    }
    if (version > catalogue.newestResultVersion()) {
      throw new UnreadableFileException(
          "too new: result version "
              + version
              + ", this program makes "
              + catalogue.newestResultVersion(),
          UnreadableFile.Remedy.UPDATE);
    }
  }

  /** Checks the name of a file against the one trial that it holds; empty if it holds several. */
  private static Optional<String> onlyTrial(String name, Map<String, String> metadata)
      throws UnreadableFileException {
    Optional<String> noted = Optional.ofNullable(metadata.get(TableNames.TRIAL_KEY));
    Optional<String> named = TableNames.idIn(name);
    if (named.isPresent() && !named.equals(noted)) {
      throw new UnreadableFileException("misnamed: it does not hold the trial of its name");
    }
    return noted;
  }

  private static int count(String noted) throws UnreadableFileException {
    try {
      return noted == null ? 0 : Integer.parseInt(noted);
    } catch (NumberFormatException e) {
      throw new UnreadableFileException("damaged: its count is no number: " + noted, e);
    }
  }

  private static TrialStatus status(String word) throws UnreadableFileException {
    return TrialStatus.of(word)
        .orElseThrow(() -> new UnreadableFileException("damaged: unknown status '" + word + "'"));
  }

  /** The trials that were found, over all files. */
  static <T> Map<String, T> byName(List<Look<T>> looks) {
    return looks.stream()
        .filter(look -> look.found().isPresent())
        .collect(
            Collectors.toMap(
                Look::name, look -> look.found().get(), (one, other) -> one, LinkedHashMap::new));
  }
}
