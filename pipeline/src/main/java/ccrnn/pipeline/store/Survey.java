package ccrnn.pipeline.store;

import ccrnn.pipeline.store.FileLooks.Look;
import ccrnn.pipeline.store.FileLooks.Note;
import ccrnn.pipeline.store.FileLooks.TrialsFile;
import ccrnn.pipeline.store.FileLooks.Vanished;
import ccrnn.pipeline.store.Groups.Group;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that the tables hold at one moment, each trial once: from the group that it was merged into,
 * else from its own files. A trial's own files may stay for a while after it was merged, and for
 * good where compaction was killed; they are passed over.
 */
final class Survey {
  /** How often files may vanish between listing and opening, which compaction alone makes them. */
  private static final int MOST_TRIES = 100;

  private final Listing listing;
  private final Groups groups;
  private final SortedMap<String, Note> own = new TreeMap<>();
  private final Map<TableSchema, Set<String>> ownFiles = new LinkedHashMap<>();
  private final Set<String> superseded = new TreeSet<>();
  private final Set<String> families = new TreeSet<>();
  private final List<UnreadableFile> unreadable = new ArrayList<>();

  private Survey(Listing listing, FileLooks files, Set<String> missing) throws IOException {
    this.listing = listing;
    this.groups = Groups.of(listing, files, missing);
    unreadable.addAll(groups.unreadable());
    families.addAll(groups.families());
    for (Group group : groups.standing()) {
      group
          .incomplete()
          .forEach((id, table) -> unreadable.add(lacking(group.file(Tables.TRIALS), table, id)));
    }
    List<Look<TrialsFile>> trials = FileLooks.look(ownNames(Tables.TRIALS), missing, files::trials);
    Set<String> committed = new HashSet<>();
    SortedMap<String, Note> notes = new TreeMap<>();
    for (Look<TrialsFile> look : trials) {
      look.problem().ifPresent(unreadable::add);
      look.found().ifPresent(found -> notes.putAll(found.trials()));
      look.found().ifPresent(found -> families.addAll(found.families()));
    }
    committed.addAll(notes.keySet());
    ownFiles.put(Tables.TRIALS, names(Tables.TRIALS, committed));
    Map<TableSchema, Set<String>> with = new LinkedHashMap<>();
    for (TableSchema table : List.of(Tables.EPOCHS, Tables.MEASURES)) {
      Set<String> ids = new HashSet<>();
      List<Look<Set<String>>> looks =
          FileLooks.look(
              ownNames(table), missing, name -> files.trialIds(table, name, Optional.empty()));
      for (Look<Set<String>> look : looks) {
        look.problem().ifPresent(unreadable::add);
        look.found().ifPresent(ids::addAll);
      }
      with.put(table, ids);
      Set<String> wanted = new HashSet<>(ids);
      wanted.retainAll(committed);
      if (table.equals(Tables.MEASURES)) {
        // A second attempt that was killed before its trials file may have left some.
        wanted.removeIf(id -> notes.get(id).measures() == 0);
      }
      ownFiles.put(table, names(table, wanted));
    }
    notes.forEach(
        (id, note) -> {
          boolean complete = note.status() == TrialStatus.COMPLETE;
          String name = TableNames.file(Tables.TRIALS, id);
          if (complete && !with.get(Tables.EPOCHS).contains(id)) {
            unreadable.add(lacking(name, Tables.EPOCHS, id));
          } else if (complete && note.measures() > 0 && !with.get(Tables.MEASURES).contains(id)) {
            unreadable.add(lacking(name, Tables.MEASURES, id));
          } else {
            own.put(id, note);
          }
        });
    unreadable.sort(Comparator.comparing(UnreadableFile::file));
  }

  /** Looks at every file that is not passed over. */
  static Survey of(Storage storage) throws IOException {
    FileLooks files = new FileLooks(storage, FileLooks.Depth.EVERY_BIT);
    return unvanished(missing -> new Survey(Listing.of(storage), files, missing));
  }

  /** Something that has to be done anew where compaction removes a file under it. */
  interface Attempt<T> {
    /**
     * @param missing files that are listed and still not there, such as broken links
     */
    T make(Set<String> missing) throws IOException;
  }

  /** Makes attempts until no file vanishes. */
  static <T> T unvanished(Attempt<T> attempt) throws IOException {
    Set<String> missing = new HashSet<>();
    Set<String> vanished = new HashSet<>();
    for (int i = 0; ; i++) {
      try {
        return attempt.make(missing);
      } catch (Vanished e) {
        if (i == MOST_TRIES) {
          throw e;
        }
        if (!vanished.add(e.file())) {
          missing.add(e.file()); // listed twice, there never
        }
      }
    }
  }

  private static UnreadableFile lacking(String name, TableSchema table, String id) {
    return new UnreadableFile(name, "no readable " + table.table() + " of trial " + id);
  }

  private static Set<String> names(TableSchema table, Set<String> ids) {
    Set<String> names = new TreeSet<>();
    ids.forEach(id -> names.add(TableNames.file(table, id)));
    return names;
  }

  /** Files of single trials that no group has; the others are noted as superseded. */
  private List<String> ownNames(TableSchema table) {
    List<String> names = new ArrayList<>();
    for (String name : listing.of(table).keySet()) {
      if (TableNames.idIn(name).isEmpty()) {
        continue;
      }
      if (groups.groupOf(TableNames.base(name)).isPresent()) {
        superseded.add(name);
      } else {
        names.add(name);
      }
    }
    return names;
  }

  Listing listing() {
    return listing;
  }

  Groups groups() {
    return groups;
  }

  /** The trials that are taken from their own files. */
  SortedMap<String, Note> own() {
    return own;
  }

  /** Files of single trials that are passed over, because a group has their rows. */
  Set<String> superseded() {
    return superseded;
  }

  Inventory inventory(Storage storage) {
    SortedMap<String, TrialStatus> trials = new TreeMap<>();
    own.forEach((id, note) -> trials.put(id, note.status()));
    for (Group group : groups.standing()) {
      group.trials().forEach((id, note) -> trials.put(id, note.status()));
    }
    return new Inventory(
        trials,
        families,
        unreadable,
        tableFiles(storage, Tables.TRIALS),
        tableFiles(storage, Tables.EPOCHS),
        tableFiles(storage, Tables.MEASURES));
  }

  private TableFiles tableFiles(Storage storage, TableSchema table) {
    SortedMap<String, Set<String>> hidden = new TreeMap<>();
    Set<String> files = new TreeSet<>(ownFiles.get(table));
    for (Group group : groups.standing()) {
      if (group.tables().contains(table) && !group.trials().isEmpty()) {
        files.add(group.file(table));
        if (!group.hidden().isEmpty()) {
          hidden.put(storage.address(group.file(table)), group.hidden());
        }
      }
    }
    return new TableFiles(
        table,
        storage.address(table.table()),
        files.stream().map(storage::address).toList(),
        listing.of(table).size() - files.size(),
        hidden);
  }
}
