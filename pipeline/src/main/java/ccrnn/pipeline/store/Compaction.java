package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FileLooks.Note;
import ccrnn.pipeline.store.Groups.Group;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;

/**
 * Merges files of single trials, and small merged files, into few big ones.
 *
 * <p>One group after the other: its files are written under temporary names, read again and
 * compared, forced to the disk, and published, those of {@code epochs} and {@code measures} first,
 * that of {@code trials} last. At this instant its trials are taken from the group, and no more
 * from the files that it was made of, which are removed thereafter. So a reader that knows of
 * groups has every trial once at any moment, and a process that is killed leaves nothing but files
 * that are passed over; the next compaction removes them.
 *
 * <p>Only complete trials are merged: nothing ever replaces one. The file of a trial that failed
 * may be replaced at any instant, by an attempt that succeeds, and must not be removed in its
 * place.
 */
final class Compaction {
  private final String location;
  private final Storage storage;
  private final CompactionBounds bounds;
  private final CompactionListener listener;
  private final List<UnreadableFile> skipped = new ArrayList<>();

  Compaction(
      String location, Storage storage, CompactionBounds bounds, CompactionListener listener) {
    this.location = location;
    this.storage = storage;
    this.bounds = bounds;
    this.listener = listener;
  }

  /**
   * What goes into one group.
   *
   * @param baseOf by trial, the name without folder and suffix of the files that have it
   * @param groups merged files that are in it as a whole
   */
  private record Chunk(SortedMap<String, String> baseOf, Set<String> groups) {}

  /** A part of a chunk that is not divided. */
  private record Unit(List<String> trials, Optional<String> group, long bytes) {}

  /** An input that cannot be read; the rest can be merged without it. */
  private static final class BadInput extends IOException {
    private static final long serialVersionUID = 1L;
    private final String base;
    private final String file;

    BadInput(String base, String file, IOException cause) {
      super(cause.getMessage(), cause);
      this.base = base;
      this.file = file;
    }
  }

  Compacted run(Instant now) throws IOException {
    Survey survey = Survey.of(storage);
    Compacted.Size before = size(survey.listing());
    removePassedOver(survey, now);
    List<Chunk> chunks = chunks(survey);
    int total = chunks.stream().mapToInt(chunk -> chunk.baseOf().size()).sum();
    int done = 0;
    int merged = 0;
    for (Chunk chunk : chunks) {
      merged += merge(chunk, survey, done, total);
      done += chunk.baseOf().size();
    }
    int failed = (int) survey.own().values().stream().filter(note -> !isComplete(note)).count();
    return new Compacted(before, size(Listing.of(storage)), merged, failed, skipped);
  }

  private static boolean isComplete(Note note) {
    return note.status() == TrialStatus.COMPLETE;
  }

  private static Compacted.Size size(Listing listing) {
    int files = 0;
    long bytes = 0;
    for (SortedMap<String, Storage.Entry> table : listing.tables().values()) {
      files += table.size();
      bytes += table.values().stream().mapToLong(Storage.Entry::size).sum();
    }
    return new Compacted.Size(files, bytes);
  }

  // --- what a killed compaction left ----------------------------------------------------------

  /** Removes the files that survey passes over, once their rows have been read elsewhere. */
  private void removePassedOver(Survey survey, Instant now) throws IOException {
    Set<String> sound = new HashSet<>();
    for (String name : survey.superseded()) {
      Group group = survey.groups().groupOf(TableNames.base(name)).orElseThrow();
      if (!sound.contains(group.base())) {
        readAll(group);
        sound.add(group.base());
      }
      storage.delete(name);
    }
    Set<String> standing = new HashSet<>();
    survey.groups().standing().forEach(group -> standing.add(group.base()));
    for (TableSchema table : Tables.BY_READING) {
      for (Map.Entry<String, Storage.Entry> entry : survey.listing().of(table).entrySet()) {
        String base = TableNames.base(entry.getKey());
        boolean replaced = survey.groups().replaced().contains(base);
        // Published before a trials file that never came; or of a compaction that is at work.
        boolean abandoned =
            base.startsWith(TableNames.GROUP_PREFIX)
                && !survey.listing().of(Tables.TRIALS).containsKey(file(Tables.TRIALS, base))
                && entry.getValue().modified().plus(ResultsFolder.LEFTOVER_AGE).isBefore(now);
        if (!standing.contains(base) && (replaced || abandoned)) {
          storage.delete(entry.getKey());
        }
      }
    }
  }

  private void readAll(Group group) throws IOException {
    for (TableSchema table : group.tables()) {
      try (TableFile file = TableFile.open(storage.input(group.file(table)), table)) {
        RowReader rows = file.rows(names(table));
        Object[] row = rows.next();
        while (row != null) {
          row = rows.next();
        }
      } catch (UnreadableFileException e) {
        throw new IOException(
            group.file(table)
                + " cannot be read ("
                + e.getMessage()
                + "); the files that it was made of stay",
            e);
      }
    }
  }

  // --- what is merged with what ---------------------------------------------------------------

  private List<Chunk> chunks(Survey survey) throws IOException {
    List<Unit> units = new ArrayList<>();
    for (Group group : survey.groups().standing()) {
      long bytes = bytes(survey, group.base());
      boolean overlapping = !group.hidden().isEmpty() && group.incomplete().isEmpty();
      boolean small = 2 * group.trials().size() <= bounds.trials() && 2 * bytes <= bounds.bytes();
      boolean complete = group.trials().values().stream().allMatch(Compaction::isComplete);
      if (complete && group.incomplete().isEmpty() && (small || overlapping)) {
        units.add(new Unit(List.copyOf(group.trials().keySet()), Optional.of(group.base()), bytes));
      }
    }
    survey
        .own()
        .forEach(
            (id, note) -> {
              if (isComplete(note)) {
                units.add(new Unit(List.of(id), Optional.empty(), bytes(survey, id)));
              }
            });
    List<Chunk> chunks = new ArrayList<>();
    List<Unit> open = new ArrayList<>();
    long trials = 0;
    long bytes = 0;
    for (Unit unit : units) {
      boolean full =
          trials + unit.trials().size() > bounds.trials() || bytes + unit.bytes() > bounds.bytes();
      if (full && !open.isEmpty()) {
        close(open, chunks);
        trials = 0;
        bytes = 0;
      }
      open.add(unit);
      trials += unit.trials().size();
      bytes += unit.bytes();
    }
    close(open, chunks);
    return chunks;
  }

  private static void close(List<Unit> units, List<Chunk> chunks) {
    if (units.size() > 1) { // one alone is as it should be, or would only change its name
      SortedMap<String, String> baseOf = new TreeMap<>();
      Set<String> groups = new HashSet<>();
      for (Unit unit : units) {
        unit.group().ifPresent(groups::add);
        unit.trials().forEach(id -> baseOf.put(id, unit.group().orElse(id)));
      }
      chunks.add(new Chunk(baseOf, groups));
    }
    units.clear();
  }

  private static long bytes(Survey survey, String base) {
    long bytes = 0;
    for (TableSchema table : Tables.BY_READING) {
      Storage.Entry entry = survey.listing().of(table).get(file(table, base));
      bytes += entry == null ? 0 : entry.size();
    }
    return bytes;
  }

  // --- one group ------------------------------------------------------------------------------

  /** Returns how many trials were merged. */
  private int merge(Chunk chunk, Survey survey, int before, int total) throws IOException {
    Chunk good = chunk;
    while (good.baseOf().size() > 1) {
      try {
        write(good, survey, before, total);
        return good.baseOf().size();
      } catch (BadInput e) {
        skipped.add(new UnreadableFile(e.file, e.getMessage()));
        SortedMap<String, String> baseOf = new TreeMap<>(good.baseOf());
        baseOf.values().removeIf(e.base::equals);
        Set<String> groups = new HashSet<>(good.groups());
        groups.remove(e.base);
        good = new Chunk(baseOf, groups);
      } catch (NoSuchFileException | FileNotFoundException e) {
        throw changed(e);
      }
    }
    return 0;
  }

  private UserError changed(IOException e) {
    return new UserError(
        "another compact is at work on "
            + location
            + ": a file that was to be merged is gone; nothing is lost",
        e);
  }

  private void write(Chunk chunk, Survey survey, int before, int total) throws IOException {
    String base = TableNames.newGroup();
    Map<String, String> notes = new TreeMap<>();
    notes.put(TableNames.GROUP_KEY, TableNames.digest(chunk.baseOf().keySet()));
    Map<String, String> ofTrials = new TreeMap<>(notes);
    if (!chunk.groups().isEmpty()) {
      ofTrials.put(TableNames.REPLACES_KEY, String.join(",", new TreeSet<>(chunk.groups())));
    }
    Set<String> families = families(chunk);
    if (!families.isEmpty()) {
      ofTrials.put(TableNames.FAMILY_KEY, String.join(",", families));
    }
    List<TableSchema> tables = tables(chunk, survey);
    Map<TableSchema, String> targets = new LinkedHashMap<>();
    try {
      for (TableSchema table : tables) {
        boolean trials = table.equals(Tables.TRIALS);
        String name = file(table, base);
        String target = storage.renamesAtomically() ? TableNames.temporary(name) : name;
        if (trials && !storage.renamesAtomically()) {
          checkInputs(chunk); // what is written there is published
        }
        targets.put(table, target);
        int index = targets.size() - 1;
        writeTable(
            table,
            chunk,
            trials ? ofTrials : notes,
            target,
            done -> {
              long parts = tables.size();
              listener.merging(
                  (parts * before + (long) index * chunk.baseOf().size() + done) / parts, total);
            });
      }
      if (storage.renamesAtomically()) {
        checkInputs(chunk);
        for (TableSchema table : tables) {
          storage.publish(targets.get(table), file(table, base));
        }
      }
      for (TableSchema table : tables) {
        storage.persist(file(table, base));
      }
    } catch (IOException | RuntimeException e) {
      withdraw(base, targets, e);
      throw e;
    }
    for (TableSchema table : Tables.BY_READING) {
      for (String input : new TreeSet<>(chunk.baseOf().values())) {
        if (survey.listing().of(table).containsKey(file(table, input))) {
          storage.delete(file(table, input));
        }
      }
    }
  }

  /** Families of other projects that the trials of a chunk are of, or of others in its groups. */
  private Set<String> families(Chunk chunk) throws IOException {
    Set<String> families = new TreeSet<>();
    if (Setting.all().contains(CommonRows.FAMILY)) { // else such files have unknown columns
      for (String input : new TreeSet<>(chunk.baseOf().values())) {
        families.addAll(
            FileLooks.families(
                TableFile.metadata(storage.input(file(Tables.TRIALS, input)), Tables.TRIALS)));
      }
    }
    return families;
  }

  /** The inputs are all there still, so that nothing is lost when the outputs go, trials first. */
  private void withdraw(String base, Map<TableSchema, String> targets, Exception why) {
    for (TableSchema table : Tables.BY_READING) {
      if (targets.containsKey(table)) {
        for (String name : List.of(targets.get(table), file(table, base))) {
          try {
            storage.delete(name);
          } catch (IOException alsoFailed) {
            why.addSuppressed(alsoFailed);
          }
        }
      }
    }
  }

  /** In the order in which they are published. */
  private static List<TableSchema> tables(Chunk chunk, Survey survey) {
    boolean measures =
        chunk.baseOf().entrySet().stream()
            .anyMatch(
                each -> {
                  Map<String, Note> notes =
                      each.getKey().equals(each.getValue())
                          ? survey.own()
                          : survey.groups().groupOf(each.getKey()).orElseThrow().trials();
                  return notes.get(each.getKey()).measures() > 0;
                });
    return Tables.ALL.stream().filter(t -> measures || !t.equals(Tables.MEASURES)).toList();
  }

  /** What was read must still be there: else another compaction has merged it too. */
  private void checkInputs(Chunk chunk) throws IOException {
    Set<String> there = Listing.of(storage).of(Tables.TRIALS).keySet();
    for (String base : chunk.baseOf().values()) {
      if (!there.contains(file(Tables.TRIALS, base))) {
        throw new NoSuchFileException(file(Tables.TRIALS, base));
      }
    }
  }

  // --- one table of a group -------------------------------------------------------------------

  private void writeTable(
      TableSchema table,
      Chunk chunk,
      Map<String, String> notes,
      String target,
      IntConsumer progress)
      throws IOException {
    Checksum written = new Checksum();
    OutputFile output = storage.output(target);
    Map<String, GroupRows> groups = new TreeMap<>();
    try (ParquetWriter<Object[]> out = TableWriter.open(Table.ofRead(table), notes, output)) {
      try {
        int done = 0;
        for (Map.Entry<String, String> trial : chunk.baseOf().entrySet()) {
          for (Object[] row : rows(table, trial.getKey(), trial.getValue(), groups)) {
            out.write(row);
            written.add(row);
          }
          progress.accept(++done);
        }
      } catch (IOException | RuntimeException e) {
        TableWriter.abandon(output); // before the writer closes it
        throw e;
      }
    } finally {
      for (GroupRows group : groups.values()) {
        group.close();
      }
    }
    Checksum read = new Checksum();
    try (TableFile file = TableFile.open(storage.input(target), table)) {
      RowReader rows = file.rows(names(table));
      for (Object[] row = rows.next(); row != null; row = rows.next()) {
        read.add(row);
      }
    }
    if (!read.equals(written)) {
      throw new IOException(
          "%s was written with %s and read with %s".formatted(target, written, read));
    }
  }

  /** The rows of a trial, from its own files or from those of a group. */
  private List<Object[]> rows(
      TableSchema table, String id, String base, Map<String, GroupRows> groups) throws IOException {
    try {
      return base.equals(id) ? ownRows(table, id) : groupRows(groups, table, base).of(id);
    } catch (UnreadableFileException e) {
      throw new BadInput(base, file(table, base), e);
    }
  }

  private List<Object[]> ownRows(TableSchema table, String id) throws IOException {
    if (table.equals(Tables.MEASURES) && storage.kind(file(table, id)) == Storage.Kind.ABSENT) {
      return List.of();
    }
    try (TableFile file = TableFile.open(storage.input(file(table, id)), table)) {
      requireKnownColumns(file);
      List<Object[]> rows = file.read(names(table));
      for (Object[] row : rows) {
        if (!id.equals(row[0])) {
          throw new UnreadableFileException("misnamed: it holds rows of trial " + row[0]);
        }
      }
      return rows;
    }
  }

  private GroupRows groupRows(Map<String, GroupRows> open, TableSchema table, String base)
      throws IOException {
    GroupRows rows = open.get(base);
    if (rows == null) {
      rows = GroupRows.open(storage, table, file(table, base));
      open.put(base, rows);
    }
    return rows;
  }

  /** The rows of a merged file, trial by trial in the order of their ids. */
  private static final class GroupRows implements AutoCloseable {
    private final Optional<TableFile> file;
    private final Optional<RowReader> reader;
    private Object[] next;

    private GroupRows(Optional<TableFile> file, TableSchema table) throws IOException {
      this.file = file;
      this.reader = file.map(open -> open.rows(names(table)));
      advance();
    }

    static GroupRows open(Storage storage, TableSchema table, String name) throws IOException {
      if (table.equals(Tables.MEASURES) && storage.kind(name) == Storage.Kind.ABSENT) {
        return new GroupRows(Optional.empty(), table);
      }
      TableFile file = TableFile.open(storage.input(name), table);
      try {
        requireKnownColumns(file);
        return new GroupRows(Optional.of(file), table);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    }

    List<Object[]> of(String id) throws IOException {
      List<Object[]> rows = new ArrayList<>();
      while (next != null && id.compareTo((String) next[0]) >= 0) {
        if (id.equals(next[0])) {
          rows.add(next);
        }
        advance();
      }
      return rows;
    }

    private void advance() throws IOException {
      String before = next == null ? "" : (String) next[0];
      next = reader.isPresent() ? reader.get().next() : null;
      if (next != null && before.compareTo((String) next[0]) > 0) {
        throw new UnreadableFileException("not in the order of its trials");
      }
    }

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  private static void requireKnownColumns(TableFile file) throws UnreadableFileException {
    if (!file.isOfKnownColumns()) {
      throw new UnreadableFileException("it has columns that this version does not know");
    }
  }

  /** Tells rows that were written from rows that were read back. */
  private static final class Checksum {
    private long rows;
    private long hash;

    void add(Object[] row) {
      rows++;
      hash = 0x9E3779B97F4A7C15L * (hash ^ Arrays.hashCode(row)) + rows;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Checksum that && rows == that.rows && hash == that.hash;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(hash);
    }

    @Override
    public String toString() {
      return rows + " rows of checksum " + Long.toHexString(hash);
    }
  }

  private static List<String> names(TableSchema table) {
    return table.columns().stream().map(Column::name).toList();
  }

  private static String file(TableSchema table, String base) {
    return TableNames.named(table, base);
  }
}
