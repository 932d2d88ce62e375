package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** Moves files that are no readable part of the tables out of them. */
final class SetAside {
  private static final String FOLDER = "set-aside";
  private static final long NO_BLOCKS = 0;

  private final String location;
  private final Storage storage;

  SetAside(String location, Storage storage) {
    this.location = location;
    this.storage = storage;
  }

  /** See {@link ResultsFolder#setAside}. */
  List<UnreadableFile> move(List<UnreadableFile> unreadable, Instant now) throws IOException {
    for (UnreadableFile file : unreadable) {
      if (file.remedy() == UnreadableFile.Remedy.UPDATE) {
        throw new UserError(
            "%s holds results of a later version of this program, such as %s: use that version, or"
                    .formatted(location, file)
                + " another folder");
      }
    }
    SortedMap<String, String> reasons = new TreeMap<>();
    for (UnreadableFile file : unreadable) {
      if (file.remedy() == UnreadableFile.Remedy.SET_ASIDE) {
        reasons.merge(file.file(), file.reason(), (one, other) -> one);
      }
    }
    Map<String, String> companions = new TreeMap<>();
    for (String name : reasons.keySet()) {
      for (TableSchema table : Tables.BY_READING) {
        String other = TableNames.named(table, TableNames.base(name));
        if (!reasons.containsKey(other) && storage.kind(other) == Storage.Kind.FILE) {
          companions.put(other, "belongs to " + name);
        }
      }
    }
    reasons.putAll(companions);
    List<UnreadableFile> moved = new ArrayList<>();
    // Trials first: what is left of a trial while this goes on is not taken for one.
    TreeSet<String> names = new TreeSet<>(reasons.keySet());
    for (String name : names.descendingSet()) {
      if (move(name, reasons.get(name), now)) {
        moved.add(new UnreadableFile(name, reasons.get(name)));
      }
    }
    return moved.stream().sorted((a, b) -> a.file().compareTo(b.file())).toList();
  }

  private boolean move(String name, String reason, Instant now) throws IOException {
    if (storage.kind(name) != Storage.Kind.FILE) {
      return false; // another run has moved it, or it is a link to nowhere
    }
    String target = FOLDER + "/" + name;
    for (int i = 2; storage.kind(target) != Storage.Kind.ABSENT; i++) {
      target = FOLDER + "/" + name + "." + i;
    }
    try (PositionOutputStream out =
        storage.output(target + ".why.txt").createOrOverwrite(NO_BLOCKS)) {
      String text = "%s was set aside at %s: %s%n".formatted(name, now, reason);
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (storage.renamesAtomically()) {
      storage.publish(name, target);
    } else {
      copy(name, target);
      storage.delete(name);
    }
    return true;
  }

  private void copy(String name, String target) throws IOException {
    try (SeekableInputStream in = storage.input(name).newStream();
        PositionOutputStream out = storage.output(target).createOrOverwrite(NO_BLOCKS)) {
      in.transferTo(out);
    }
  }
}
