package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Groups.Group;
import ccrnn.pipeline.sweep.Trial;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The reading side of a {@link ResultsFolder}. */
final class FolderReader {
  /** Digits of an id that tell trials apart. */
  private static final int SHOWN = 12;

  private final String location;
  private final Storage storage;

  FolderReader(String location, Storage storage) {
    this.location = location;
    this.storage = storage;
  }

  /** See {@link ResultsFolder#inventory}. */
  Inventory inventory() {
    try {
      return Survey.of(storage).inventory(storage);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  /** See {@link ResultsFolder#isComplete}. */
  boolean isComplete(String id) {
    String name = TableNames.file(Tables.TRIALS, id);
    try {
      return storage.kind(name) == Storage.Kind.FILE
          && Optional.ofNullable(footers().trials(name).trials().get(id))
              .filter(note -> note.status() == TrialStatus.COMPLETE)
              .isPresent();
    } catch (UnreadableFileException | NoSuchFileException | FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " in " + location, e);
    }
  }

  private FileLooks footers() {
    return new FileLooks(storage, FileLooks.Depth.FOOTERS);
  }

  /** See {@link ResultsFolder#trial}. */
  StoredTrial trial(String prefix) {
    if (!prefix.matches(
        "[0-9a-f]{" + ResultsFolder.SHORTEST_PREFIX + "," + Trial.ID_LENGTH + "}")) {
      throw new UserError(
          "'%s' is no trial id: give %d to %d of its first digits (0-9, a-f)"
              .formatted(prefix, ResultsFolder.SHORTEST_PREFIX, Trial.ID_LENGTH));
    }
    try {
      return Survey.unvanished(missing -> trial(prefix, missing));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  private StoredTrial trial(String prefix, Set<String> missing) throws IOException {
    Listing listing = Listing.of(storage);
    Groups groups = Groups.of(listing, footers(), missing);
    NavigableSet<String> ids = new TreeSet<>(groups.ids());
    listing.of(Tables.TRIALS).keySet().forEach(name -> TableNames.idIn(name).ifPresent(ids::add));
    if (ids.stream().noneMatch(id -> id.startsWith(prefix))) {
      int trials = ids.size();
      String nearest =
          ids.stream()
              .max(Comparator.comparingInt(id -> inCommon(prefix, id)))
              .map(id -> "; nearest: " + id.substring(0, Math.min(id.length(), SHOWN)))
              .orElse("");
      throw new UserError(
          "no trial %s in %s, which holds %s%s"
              .formatted(prefix, location, trials == 1 ? "1 trial" : trials + " trials", nearest));
    }
    ids.removeIf(id -> !id.startsWith(prefix));
    if (ids.size() > 1) {
      String some =
          ids.stream()
              .limit(3)
              .map(id -> id.substring(0, Math.min(id.length(), prefix.length() + 4)))
              .collect(Collectors.joining(", "));
      throw new UserError(
          "%d trials in %s begin with %s, such as %s: give more digits"
              .formatted(ids.size(), location, prefix, some));
    }
    String id = ids.first();
    Place place = new Place(id, groups.groupOf(id), listing);
    return new StoredTrial(trialColumns(place), epochRows(place), measureRows(place));
  }

  /** Digits that two ids have in common, each in its place. */
  private static int inCommon(String prefix, String id) {
    int common = 0;
    for (int i = 0; i < Math.min(prefix.length(), id.length()); i++) {
      common += prefix.charAt(i) == id.charAt(i) ? 1 : 0;
    }
    return common;
  }

  /** Where the rows of a trial are: in the files of a group, else in its own. */
  private record Place(String id, Optional<Group> group, Listing listing) {
    Optional<String> file(TableSchema table) {
      if (group.isPresent()) {
        return group.filter(g -> g.tables().contains(table)).map(g -> g.file(table));
      }
      return Optional.of(TableNames.file(table, id))
          .filter(name -> listing.of(table).containsKey(name));
    }
  }

  private Map<String, Object> trialColumns(Place place) throws IOException {
    List<Object[]> rows = rows(place, Tables.TRIALS);
    if (rows.isEmpty()) {
      throw new UserError(
          "%s in %s does not hold trial %s"
              .formatted(place.file(Tables.TRIALS).orElseThrow(), location, place.id()));
    }
    return byColumn(rows.get(0));
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
    List<String> names;
    try {
      names = List.copyOf(Listing.of(storage).of(Tables.TRIALS).keySet());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + location, e);
    }
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

  private List<EpochRow> epochRows(Place place) throws IOException {
    List<String> columns = columnNames(Tables.EPOCHS);
    List<EpochRow> epochs = new ArrayList<>();
    for (Object[] row : rows(place, Tables.EPOCHS)) {
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

  private List<MeasureRow> measureRows(Place place) throws IOException {
    List<String> columns = columnNames(Tables.MEASURES);
    List<MeasureRow> measures = new ArrayList<>();
    for (Object[] row : rows(place, Tables.MEASURES)) {
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

  private static OptionalDouble number(Object value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
  }

  private static List<String> columnNames(TableSchema table) {
    return table.columns().stream().map(Column::name).toList();
  }

  /** The rows of a trial, with all columns of the table. */
  private List<Object[]> rows(Place place, TableSchema table) throws IOException {
    Optional<String> name = place.file(table);
    if (name.isEmpty()) {
      return List.of();
    }
    try (TableFile file = TableFile.open(storage.input(name.get()), table, place.id())) {
      return file.read(columnNames(table)).stream()
          .filter(row -> place.id().equals(row[0]))
          .toList();
    } catch (UnreadableFileException e) {
      throw new UserError(name.get() + " in " + location + " cannot be read: " + e.getMessage(), e);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new FileLooks.Vanished(name.get(), e);
    }
  }
}
