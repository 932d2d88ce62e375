package ccrnn.pipeline.store;

import ccrnn.pipeline.store.FileLooks.Look;
import ccrnn.pipeline.store.FileLooks.Note;
import ccrnn.pipeline.store.FileLooks.TrialsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that hold several trials. Those of one name in all tables are a group. It counts when
 * its {@code trials} file is there and no other whole group says that it replaces this one; a trial
 * of it counts when all its rows can be read and no other group that counts has it.
 */
final class Groups {
  /**
   * A group that counts.
   *
   * @param base its name without folder and suffix
   * @param trials those that are taken from it
   * @param incomplete trials whose rows are not all there, and which table lacks them
   * @param hidden trials that are not taken from it although a file of it has rows of them
   * @param tables the tables whose file of it can be read
   */
  record Group(
      String base,
      SortedMap<String, Note> trials,
      SortedMap<String, TableSchema> incomplete,
      Set<String> hidden,
      Set<TableSchema> tables) {
    String file(TableSchema table) {
      return TableNames.named(table, base);
    }
  }

  private final List<Group> standing = new ArrayList<>();
  private final Set<String> replaced = new HashSet<>();
  private final Set<String> families = new HashSet<>();
  private final Map<String, Group> groupOf = new HashMap<>();
  private final List<UnreadableFile> unreadable = new ArrayList<>();

  private Groups() {}

  /** Looks at all merged files of a listing. */
  static Groups of(Listing listing, FileLooks files, Set<String> missing) throws IOException {
    Groups groups = new Groups();
    List<Look<TrialsFile>> trials =
        FileLooks.look(merged(listing, Tables.TRIALS), missing, files::trials);
    Map<String, TrialsFile> trialsByName = groups.keep(trials);
    trialsByName.values().forEach(file -> groups.families.addAll(file.families()));
    Map<TableSchema, Map<String, Set<String>>> rows = new HashMap<>();
    for (TableSchema table : List.of(Tables.EPOCHS, Tables.MEASURES)) {
      rows.put(
          table,
          groups.keep(
              FileLooks.look(
                  merged(listing, table),
                  missing,
                  name ->
                      files.trialIds(
                          table,
                          name,
                          Optional.ofNullable(
                              trialsByName.get(
                                  TableNames.named(Tables.TRIALS, TableNames.base(name))))))));
    }
    List<Group> all = new ArrayList<>();
    trialsByName.forEach((name, file) -> all.add(group(TableNames.base(name), file, rows)));
    for (Group group : all) {
      if (group.incomplete().isEmpty()) {
        groups.replaced.addAll(trialsByName.get(group.file(Tables.TRIALS)).replaces());
      }
    }
    for (Group group : all) {
      if (!groups.replaced.contains(group.base())) {
        groups.add(group);
      }
    }
    return groups;
  }

  private <T> Map<String, T> keep(List<Look<T>> looks) {
    looks.forEach(look -> look.problem().ifPresent(unreadable::add));
    return FileLooks.byName(looks);
  }

  private static List<String> merged(Listing listing, TableSchema table) {
    return listing.of(table).keySet().stream()
        .filter(name -> TableNames.idIn(name).isEmpty())
        .toList();
  }

  private static Group group(
      String base, TrialsFile file, Map<TableSchema, Map<String, Set<String>>> rows) {
    Map<TableSchema, Set<String>> ids = new LinkedHashMap<>();
    rows.forEach(
        (table, byName) -> {
          Set<String> found = byName.get(TableNames.named(table, base));
          if (found != null) {
            ids.put(table, found);
          }
        });
    Set<String> withEpochs = ids.getOrDefault(Tables.EPOCHS, Set.of());
    Set<String> withMeasures = ids.getOrDefault(Tables.MEASURES, Set.of());
    SortedMap<String, Note> whole = new TreeMap<>();
    SortedMap<String, TableSchema> incomplete = new TreeMap<>();
    file.trials()
        .forEach(
            (id, note) -> {
              boolean complete = note.status() == TrialStatus.COMPLETE;
              if (complete && !withEpochs.contains(id)) {
                incomplete.put(id, Tables.EPOCHS);
              } else if (complete && note.measures() > 0 && !withMeasures.contains(id)) {
                incomplete.put(id, Tables.MEASURES);
              } else {
                whole.put(id, note);
              }
            });
    Set<TableSchema> tables = new HashSet<>(ids.keySet());
    tables.add(Tables.TRIALS);
    return new Group(base, whole, incomplete, new HashSet<>(incomplete.keySet()), tables);
  }

  private void add(Group group) {
    // Two compactions that ran at once may have merged a trial twice, into equal rows.
    group.trials().keySet().stream().filter(groupOf::containsKey).forEach(group.hidden()::add);
    group.trials().keySet().removeAll(group.hidden());
    group.trials().keySet().forEach(id -> groupOf.put(id, group));
    standing.add(group);
  }

  /** The groups that count, in order of their names. */
  List<Group> standing() {
    return standing;
  }

  /** Names of groups, there or not, that a whole group replaces. */
  Set<String> replaced() {
    return replaced;
  }

  /** The group that a trial is taken from. */
  Optional<Group> groupOf(String id) {
    return Optional.ofNullable(groupOf.get(id));
  }

  /** Families of other projects that trials are of. */
  Set<String> families() {
    return families;
  }

  Set<String> ids() {
    return groupOf.keySet();
  }

  List<UnreadableFile> unreadable() {
    return unreadable;
  }
}
