package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The reading side of a {@link ResultsFolder}. */
final class FolderReader {
  private final String location;
  private final Storage storage;

  FolderReader(String location, Storage storage) {
    this.location = location;
    this.storage = storage;
  }

  /** What looking at one file gave: a finding or a problem. */
  private record Look<T>(String name, Optional<T> found, Optional<UnreadableFile> problem) {}

  /** What an inventory has to know of a trial: how it ended and how many measures it has. */
  private record Note(TrialStatus status, int measures) {}

  /** A way to look at a file, by its name. */
  private interface Glance<T> {
    T at(String name) throws IOException;
  }

  /** See {@link ResultsFolder#inventory}. */
  Inventory inventory() {
    // Trials first: one that is listed now has had its other files committed before.
    List<String> trialNames = names(Tables.TRIALS);
    List<String> epochNames = names(Tables.EPOCHS);
    List<String> measureNames = names(Tables.MEASURES);
    List<Look<Map<String, Note>>> trialLooks = look(trialNames, this::notes);
    List<Look<Set<String>>> epochLooks = look(epochNames, name -> trialIds(Tables.EPOCHS, name));
    List<Look<Set<String>>> measureLooks =
        look(measureNames, name -> trialIds(Tables.MEASURES, name));

    List<UnreadableFile> unreadable = new ArrayList<>();
    trialLooks.forEach(look -> look.problem().ifPresent(unreadable::add));
    Set<String> withEpochs = collect(epochLooks, unreadable);
    Set<String> withMeasures = collect(measureLooks, unreadable);

    SortedMap<String, TrialStatus> trials = new TreeMap<>();
    Set<String> committed = new HashSet<>();
    for (Look<Map<String, Note>> look : trialLooks) {
      for (Map.Entry<String, Note> trial : look.found().orElse(Map.of()).entrySet()) {
        String id = trial.getKey();
        Note note = trial.getValue();
        committed.add(id);
        boolean complete = note.status() == TrialStatus.COMPLETE;
        if (complete && !withEpochs.contains(id)) {
          unreadable.add(new UnreadableFile(look.name(), "no readable epochs of trial " + id));
        } else if (complete && note.measures() > 0 && !withMeasures.contains(id)) {
          unreadable.add(new UnreadableFile(look.name(), "no readable measures of trial " + id));
        } else {
          trials.put(id, note.status());
        }
      }
    }
    unreadable.sort(Comparator.comparing(UnreadableFile::file));
    return new Inventory(
        trials,
        unreadable,
        tableFiles(Tables.TRIALS, trialLooks, found -> true),
        tableFiles(Tables.EPOCHS, epochLooks, found -> isOfOne(committed, found)),
        tableFiles(Tables.MEASURES, measureLooks, found -> isOfOne(committed, found)));
  }

  /** The trials that were found; problems are added to {@code unreadable}. */
  private static Set<String> collect(
      List<Look<Set<String>>> looks, List<UnreadableFile> unreadable) {
    Set<String> ids = new HashSet<>();
    for (Look<Set<String>> look : looks) {
      look.found().ifPresent(ids::addAll);
      look.problem().ifPresent(unreadable::add);
    }
    return ids;
  }

  /** Whether a file that holds {@code ids} has a part in the folder: one of them is committed. */
  private static boolean isOfOne(Set<String> committed, Set<String> ids) {
    return ids.isEmpty() || ids.stream().anyMatch(committed::contains);
  }

  private <T> TableFiles tableFiles(TableSchema table, List<Look<T>> looks, Predicate<T> wanted) {
    List<String> files =
        looks.stream()
            .filter(look -> look.found().filter(wanted).isPresent())
            .map(look -> storage.address(look.name()))
            .toList();
    return new TableFiles(
        table, storage.address(table.table()), files, looks.size() - files.size());
  }

  /** See {@link ResultsFolder#isComplete}. */
  boolean isComplete(String id) {
    String name = TableNames.file(Tables.TRIALS, id);
    try {
      return storage.kind(name) == Storage.Kind.FILE
          && Optional.ofNullable(notes(name).get(id))
              .filter(note -> note.status() == TrialStatus.COMPLETE)
              .isPresent();
    } catch (UnreadableFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + location, e);
    }
  }

  /** See {@link ResultsFolder#trial}. */
  StoredTrial trial(String prefix) {
    if (!prefix.matches(
        "[0-9a-f]{" + ResultsFolder.SHORTEST_PREFIX + "," + Trial.ID_LENGTH + "}")) {
      throw new UserError(
          "'%s' is no trial id: give %d to %d of its first digits (0-9, a-f)"
              .formatted(prefix, ResultsFolder.SHORTEST_PREFIX, Trial.ID_LENGTH));
    }
    List<String> names = names(Tables.TRIALS);
    SortedMap<String, String> nameById = new TreeMap<>();
    for (String name : names) {
      Optional<String> id = TableNames.idIn(name);
      if (id.isPresent()) {
        nameById.put(id.get(), name);
      }
    }
    for (Look<Set<String>> look :
        look(TableNames.merged(names), name -> trialIds(Tables.TRIALS, name))) {
      look.found().orElse(Set.of()).forEach(id -> nameById.putIfAbsent(id, look.name()));
    }
    int trials = nameById.size();
    nameById.keySet().removeIf(id -> !id.startsWith(prefix));
    if (nameById.isEmpty()) {
      throw new UserError(
          "no trial %s in %s, which holds %s"
              .formatted(prefix, location, trials == 1 ? "1 trial" : trials + " trials"));
    }
    if (nameById.size() > 1) {
      String some =
          nameById.keySet().stream()
              .limit(3)
              .map(id -> id.substring(0, Math.min(id.length(), prefix.length() + 4)))
              .collect(Collectors.joining(", "));
      throw new UserError(
          "%d trials in %s begin with %s, such as %s: give more digits"
              .formatted(nameById.size(), location, prefix, some));
    }
    String id = nameById.firstKey();
    return new StoredTrial(trialColumns(id, nameById.get(id)), epochRows(id), measureRows(id));
  }

  private Map<String, Object> trialColumns(String id, String name) {
    for (Object[] row : rows(Tables.TRIALS, name)) {
      if (id.equals(row[0])) {
        return byColumn(row);
      }
    }
    throw new UserError(name + " in " + location + " does not hold trial " + id);
  }

  private static Map<String, Object> byColumn(Object[] row) {
    List<String> columns = columnNames(Tables.TRIALS);
    Map<String, Object> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < row.length; i++) {
      byColumn.put(columns.get(i), row[i]);
    }
    return byColumn;
  }

  /** See {@link ResultsFolder#sample}. */
  List<StoredTrial> sample(int most) {
    List<String> names = names(Tables.TRIALS);
    int files = Math.min(most, names.size());
    List<StoredTrial> sample = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String name = names.get((int) ((long) i * names.size() / files)); // spread over all
      int rows = (most - sample.size()) / (files - i);
      for (Object[] row : firstTrials(name, rows)) {
        sample.add(new StoredTrial(byColumn(row), List.of(), List.of()));
      }
    }
    return sample;
  }

  /** None of a file that cannot be read: an inventory names it. */
  private List<Object[]> firstTrials(String name, int most) {
    try (TableFile file = TableFile.open(storage.input(name), Tables.TRIALS)) {
      return file.read(columnNames(Tables.TRIALS), most);
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<EpochRow> epochRows(String id) {
    List<String> columns = columnNames(Tables.EPOCHS);
    List<EpochRow> epochs = new ArrayList<>();
    for (Object[] row : rowsOf(id, Tables.EPOCHS)) {
      Measured<Metric> values = Measured.nothing(Metric.class);
      for (Metric metric : Metric.values()) {
        values = values.with(metric, number(row[columns.indexOf(metric.column())]));
      }
      epochs.add(
          new EpochRow(
              (Integer) row[columns.indexOf("epoch")],
              values,
              (Double) row[columns.indexOf("seconds")]));
    }
    epochs.sort(Comparator.comparingInt(EpochRow::epoch));
    return epochs;
  }

  private List<MeasureRow> measureRows(String id) {
    List<String> columns = columnNames(Tables.MEASURES);
    List<MeasureRow> measures = new ArrayList<>();
    for (Object[] row : rowsOf(id, Tables.MEASURES)) {
      Object step = row[columns.indexOf("step")];
      measures.add(
          new MeasureRow(
              (Integer) row[columns.indexOf("epoch")],
              (String) row[columns.indexOf("probe")],
              (String) row[columns.indexOf("part")],
              (String) row[columns.indexOf("statistic")],
              step == null ? OptionalInt.empty() : OptionalInt.of((Integer) step),
              (Double) row[columns.indexOf("value")],
              Optional.ofNullable((String) row[columns.indexOf("text")])));
    }
    measures.sort(Comparator.comparingInt(MeasureRow::epoch)); // stable: the rest stays as it was
    return measures;
  }

  /** The rows of one trial, with all columns of the table, from its own file or a merged one. */
  private List<Object[]> rowsOf(String id, TableSchema table) {
    String own = TableNames.file(table, id);
    List<String> names = names(table);
    List<Object[]> found = new ArrayList<>();
    for (String name : names.contains(own) ? List.of(own) : TableNames.merged(names)) {
      for (Object[] row : rows(table, name)) {
        if (id.equals(row[0])) {
          found.add(row);
        }
      }
    }
    return found;
  }

  private static OptionalDouble number(Object value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
  }

  private static List<String> columnNames(TableSchema table) {
    return table.columns().stream().map(Column::name).toList();
  }

  /** All rows of a file, with all columns of the table. */
  private List<Object[]> rows(TableSchema table, String name) {
    try (TableFile file = TableFile.open(storage.input(name), table)) {
      return file.read(columnNames(table));
    } catch (UnreadableFileException e) {
      throw new UserError(name + " in " + location + " cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + location, e);
    }
  }

  /** Looks at files in parallel; the answers are in the order of {@code names}. */
  private static <T> List<Look<T>> look(List<String> names, Glance<T> glance) {
    return names.parallelStream().map(name -> look(name, glance)).toList();
  }

  private static <T> Look<T> look(String name, Glance<T> glance) {
    String reason;
    try {
      return new Look<>(name, Optional.of(glance.at(name)), Optional.empty());
    } catch (UnreadableFileException e) {
      reason = e.getMessage();
    } catch (IOException e) {
      // One file that cannot be reached must not hide all the others.
      reason = "cannot be read: " + e;
    }
    return new Look<>(name, Optional.empty(), Optional.of(new UnreadableFile(name, reason)));
  }

  private Map<String, Note> notes(String name) throws IOException {
    Map<String, String> metadata = TableFile.metadata(storage.input(name), Tables.TRIALS);
    Optional<String> only = onlyTrial(name, metadata);
    if (only.isPresent()) {
      TrialStatus status = status(metadata.get(TableNames.STATUS_KEY));
      return Map.of(only.get(), new Note(status, count(metadata.get(TableNames.MEASURES_KEY))));
    }
    Map<String, Note> notes = new LinkedHashMap<>();
    try (TableFile file = TableFile.open(storage.input(name), Tables.TRIALS)) {
      for (Object[] row : file.read(List.of("trial_id", "status", "measures_recorded"))) {
        int measures = row[2] == null ? 0 : (Integer) row[2];
        notes.put((String) row[0], new Note(status((String) row[1]), measures));
      }
    }
    return notes;
  }

  private static int count(String noted) throws UnreadableFileException {
    try {
      return noted == null ? 0 : Integer.parseInt(noted);
    } catch (NumberFormatException e) {
      throw new UnreadableFileException("damaged: its count of measures is no number: " + noted, e);
    }
  }

  private static TrialStatus status(String word) throws UnreadableFileException {
    return TrialStatus.of(word)
        .orElseThrow(() -> new UnreadableFileException("damaged: unknown status '" + word + "'"));
  }

  private Set<String> trialIds(TableSchema table, String name) throws IOException {
    Optional<String> only = note(table, name);
    if (only.isPresent()) {
      return Set.of(only.get());
    }
    Set<String> ids = new LinkedHashSet<>();
    try (TableFile file = TableFile.open(storage.input(name), table)) {
      for (Object[] row : file.read(List.of("trial_id"))) {
        ids.add((String) row[0]);
      }
    }
    return ids;
  }

  /** Checks a file and tells the one trial that it holds; empty if it holds several. */
  private Optional<String> note(TableSchema table, String name) throws IOException {
    return onlyTrial(name, TableFile.metadata(storage.input(name), table));
  }

  private static Optional<String> onlyTrial(String name, Map<String, String> metadata)
      throws UnreadableFileException {
    Optional<String> noted = Optional.ofNullable(metadata.get(TableNames.TRIAL_KEY));
    Optional<String> named = TableNames.idIn(name);
    if (named.isPresent() && !named.equals(noted)) {
      throw new UnreadableFileException("misnamed: it does not hold the trial of its name");
    }
    return noted;
  }

  private List<String> names(TableSchema table) {
    try {
      return storage.list(table.table()).stream()
          .map(Storage.Entry::name)
          .filter(TableNames::isPartOfTable)
          .sorted()
          .map(name -> table.table() + "/" + name)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + location + "/" + table.table(), e);
    }
  }
}
