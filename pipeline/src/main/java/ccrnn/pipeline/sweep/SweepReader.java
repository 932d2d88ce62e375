package ccrnn.pipeline.sweep;

import ccrnn.pipeline.Locations;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Draft.DataPath;
import ccrnn.pipeline.sweep.Draft.Exclusion;
import ccrnn.pipeline.sweep.Draft.Given;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a sweep file and spells it out into trials.
 *
 * <pre>{@code
 * name: lesions                      # a word, names the folder of results
 * about: when does a lesion hurt?    # optional
 * like: other.yaml                   # optional, what this file changes
 * task: line-drawing                 # the same as settings.task
 * data: some/folder                  # optional, for digits and captions: learn from these
 * snapshots: final                   # optional: keep networks, so that trials can go on
 * settings:                          # one value per setting, for all trials
 *   epochs: 100
 * axes:                              # all combinations; a list, or a range with both ends
 *   network: [crnn, ccrnn]
 *   seed: 1..10
 * cases:                             # alternatives, each a set of joint values ...
 *   - lesion: none
 *   - lesion: [cerebellum, inferior-olive]
 *     lesion-epoch: 10..90 step 20   # ... whose lists are multiplied out; crossed with the axes
 * exclude:                           # leaves out what matches all entries of one map
 *   - network: crnn
 *     lesion: [cerebellum, inferior-olive]
 * }</pre>
 *
 * <p><b>Precedence</b>, the first that says something about a setting holds: command line override,
 * case, axis, settings, {@linkplain Setting#defaultValue default}. Within the file a setting may
 * stand under only one of {@code settings}, {@code axes} and {@code cases}; only alternative cases
 * may repeat it.
 *
 * <p><b>Overrides</b> {@code key=value} give the same trials as editing the file so: the setting is
 * taken out of {@code settings}, {@code axes} and every case; a single value then stands under
 * {@code settings}, several ({@code 1..3}, {@code [1, 2]} or {@code 1,2}) stand under {@code axes},
 * in the place of the old axis, or last. {@code name}, {@code about}, {@code data} and {@code
 * snapshots} can be overridden too. {@code exclude} stays as it is; what an override makes
 * pointless in it or in a setting is no mistake.
 *
 * <p><b>Like another</b>: {@code like: other.yaml} begins with all that this file of the same
 * folder says, but for its name. What stands beside it replaces what the other says, a setting as
 * an override does; {@code cases} and {@code exclude} are replaced as a whole. The other one is
 * like no third.
 *
 * <p><b>Sets of words</b> ({@code probes}): a list is one set, as in {@code probes: [gradients,
 * weights]}; a word alone is the set of it, {@code none} the empty one. Several sets can only be
 * the items of an axis: {@code probes: [none, weights, [gradients, weights]]}.
 *
 * <p><b>Data</b>: a folder of this machine, relative ones to the working directory, or any Hadoop
 * path; {@code embedded} is no folder but what the program draws itself, as without the key. Trials
 * depend on what the data are ({@link DataIdentity}), not on the path.
 *
 * <p><b>Snapshots</b>: {@code final} keeps every trained network, {@code every 10 min} keeps that
 * of a trial under way until the trial is done; both as {@code [final, every 10 min]}. No trial
 * depends on it.
 *
 * <p><b>What means nothing</b> beside the other settings of a trial is left out of it, as the
 * cerebellum's size is of a cortex alone. A setting that is written and means nothing in any trial
 * is a mistake.
 *
 * <p><b>Exclusions</b> look at the combinations as written and defaulted, before settings that mean
 * nothing beside the others are dropped and equal trials merged.
 */
public final class SweepReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "about",
          "like",
          "task",
          "data",
          "snapshots",
          "settings",
          "axes",
          "cases",
          "exclude");
  private static final List<String> SETTING_KEYS =
      Setting.all().stream()
          .filter(setting -> setting.kind() != Setting.Kind.TEXT)
          .map(Setting::key)
          .toList();
  private static final Map<String, Setting> SETTINGS = settingsByKey();
  private static final String EMBEDDED = "embedded";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?");

  /** Names that Windows keeps for devices, whatever follows a dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?");

  private final String origin;
  private final Map<Setting, Place> sections = new HashMap<>();

  private SweepReader(String origin) {
    this.origin = origin;
  }

  /**
   * Reads a sweep file that names no data.
   *
   * @param file YAML in UTF-8
   * @param overrides each {@code key=value}, as after {@code -o}
   * @return the sweep, with at least one trial
   * @throws UserError as {@link #read(Path, List, DataIdentity)}; also if it names data
   */
  public static Sweep read(Path file, List<String> overrides) {
    return read(file, overrides, SweepReader::refuseData);
  }

  /**
   * Reads a sweep file.
   *
   * @param file YAML in UTF-8
   * @param overrides each {@code key=value}, as after {@code -o}
   * @param identity asked once, if trials learn from data that the sweep names
   * @return the sweep, with at least one trial
   * @throws UserError if the file cannot be read, or anything in it or in an override is a mistake;
   *     one line with the place and, for a misspelt name, the nearest valid one
   */
  public static Sweep read(Path file, List<String> overrides, DataIdentity identity) {
    return parse(SweepSource.read(file), overrides, identity);
  }

  /**
   * Reads the text of a sweep file that names no data.
   *
   * @param text YAML
   * @param origin the file's name, for messages
   * @param overrides each {@code key=value}, as after {@code -o}
   * @return the sweep, with at least one trial
   * @throws UserError as {@link #read(Path, List)}
   */
  public static Sweep parse(String text, String origin, List<String> overrides) {
    return parse(text, origin, overrides, SweepReader::refuseData);
  }

  /**
   * Reads the text of a sweep file.
   *
   * @param text YAML
   * @param origin the file's name, for messages
   * @param overrides each {@code key=value}, as after {@code -o}
   * @param identity asked once, if trials learn from data that the sweep names
   * @return the sweep, with at least one trial
   * @throws UserError as {@link #read(Path, List, DataIdentity)}
   */
  public static Sweep parse(
      String text, String origin, List<String> overrides, DataIdentity identity) {
    SweepSource source = new SweepSource(new SweepSource.Text(origin, text), Optional.empty());
    return parse(source, overrides, identity);
  }

  /**
   * Reads the texts of a sweep.
   *
   * @param source the sweep file and the one that it is like
   * @param overrides each {@code key=value}, as after {@code -o}
   * @param identity asked once, if trials learn from data that the sweep names
   * @return the sweep, with at least one trial
   * @throws UserError as {@link #read(Path, List, DataIdentity)}
   */
  public static Sweep parse(SweepSource source, List<String> overrides, DataIdentity identity) {
    Draft draft = override(draft(source), overrides);
    if (draft.name().isEmpty()) {
      throw draft.file().error("has no name; add a line like 'name: my-sweep'");
    }
    return new Expansion(draft, identity).sweep();
  }

  private static String refuseData(String path, DataIdentity.Kind kind) {
    throw new UserError("data cannot be read here; leave 'data' out");
  }

  private static Draft draft(SweepSource source) {
    Node.Mapping root = YamlTree.parse(source.own().text(), source.own().file());
    Draft own = new SweepReader(source.own().file()).draft(root);
    Node.Entry like = root.entries().get(SweepSource.LIKE);
    if (like == null) {
      return own;
    }
    SweepSource.Text other =
        source
            .like()
            .orElseThrow(() -> like.place().error("like names a file, and here is none to read"));
    Draft whole = new SweepReader(other.file()).draft(YamlTree.parse(other.text(), other.file()));
    return whole.changedBy(own, root.entries().keySet());
  }

  private Draft draft(Node.Mapping root) {
    String name = "";
    String about = "";
    Optional<DataPath> data = Optional.empty();
    Snapshotting snapshots = Snapshotting.NONE;
    Map<Setting, Given> settings = new LinkedHashMap<>();
    Map<Setting, Given> axes = new LinkedHashMap<>();
    List<Map<Setting, Given>> cases = new ArrayList<>();
    List<Exclusion> exclusions = new ArrayList<>();
    for (Map.Entry<String, Node.Entry> each : root.entries().entrySet()) {
      Place place = each.getValue().place();
      Node value = each.getValue().value();
      switch (each.getKey()) {
        case "name" -> name = name(value);
        case "about" -> about = word("about", value);
        case SweepSource.LIKE -> {
          // the other file is read by SweepSource and changed by Draft
        }
        case "task" -> {
          Given given = new Given(place, List.of(Values.one(CommonRows.TASK, value)));
          put(settings, CommonRows.TASK, given, "settings");
        }
        case "data" -> data = data(value).map(this::besideTheFile);
        case "snapshots" -> snapshots = SnapshotWords.read(value);
        case "settings" ->
            mapping("settings", value)
                .forEach(
                    (key, entry) -> {
                      Setting setting = setting(key, entry.place());
                      List<Object> values = List.of(Values.one(setting, entry.value()));
                      put(settings, setting, new Given(entry.place(), values), "settings");
                    });
        case "axes" ->
            mapping("axes", value)
                .forEach(
                    (key, entry) -> {
                      Setting setting = setting(key, entry.place());
                      List<Object> values = Values.several(setting, entry.value());
                      put(axes, setting, new Given(entry.place(), values), "axes");
                    });
        case "cases" -> {
          for (Node item : sequence("cases", value)) {
            cases.add(oneCase(item));
          }
        }
        case "exclude" -> {
          for (Node item : sequence("exclude", value)) {
            exclusions.add(exclusion(item));
          }
        }
        default -> throw unknownKey(each.getKey(), place);
      }
    }
    return new Draft(
        Place.file(origin),
        name,
        about,
        data,
        snapshots,
        settings,
        axes,
        cases,
        exclusions,
        Set.of());
  }

  /** Notes a setting's place, and refuses one that another part of the file has given already. */
  private void put(Map<Setting, Given> target, Setting setting, Given given, String section) {
    refuseSecond(setting, given.place(), section);
    sections.put(setting, new Place(section, given.place().brief()));
    target.put(setting, given);
  }

  private void refuseSecond(Setting setting, Place place, String section) {
    Place first = sections.get(setting);
    if (first != null) {
      throw place.error(
          "%s is given twice: under %s (%s) and under %s (%s); keep one"
              .formatted(setting.key(), first.text(), first.brief(), section, place.brief()));
    }
  }

  private Map<Setting, Given> oneCase(Node item) {
    if (!(item instanceof Node.Mapping map)) {
      throw item.place()
          .error("a case is a map of 'key: value', or {} for defaults, not " + item.description());
    }
    Map<Setting, Given> values = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, entry) -> {
              Setting setting = setting(key, entry.place());
              Place first = sections.get(setting);
              if (first == null || !first.text().equals("cases")) {
                refuseSecond(setting, entry.place(), "cases");
                sections.put(setting, new Place("cases", entry.place().brief()));
              }
              values.put(setting, new Given(entry.place(), Values.any(setting, entry.value())));
            });
    return values;
  }

  private Exclusion exclusion(Node item) {
    if (!(item instanceof Node.Mapping map)) {
      throw item.place().error("an exclusion is a map of 'key: value', not " + item.description());
    }
    if (map.entries().isEmpty()) {
      throw item.place().error("an empty exclusion would leave out every trial");
    }
    Map<Setting, Set<Object>> entries = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, entry) -> {
              Setting setting = setting(key, entry.place());
              entries.put(setting, new HashSet<>(Values.any(setting, entry.value())));
            });
    return new Exclusion(item.place(), entries);
  }

  private static Draft override(Draft draft, List<String> overrides) {
    Map<String, String> seen = new HashMap<>();
    Draft result = draft;
    for (String argument : overrides) {
      Place place = Place.override(argument);
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw place.error("an override is written key=value, as in -o epochs=20");
      }
      String key = argument.substring(0, equals).strip();
      String text = argument.substring(equals + 1).strip();
      String first = seen.put(key, argument);
      if (first != null) {
        throw place.error(key + " is overridden twice, first by " + Place.override(first).text());
      }
      if (key.equals("name")) {
        result = result.withName(name(new Node.Scalar(place, text)));
      } else if (key.equals("about")) {
        result = result.withAbout(text);
      } else if (key.equals("data")) {
        Node path = text.isEmpty() ? new Node.Empty(place) : new Node.Scalar(place, text);
        result = result.overrideData(data(path));
      } else if (key.equals("snapshots")) {
        result = result.withSnapshots(SnapshotWords.read(new Node.Scalar(place, text)));
      } else if (KEYS.contains(key) && !SETTINGS.containsKey(key)) {
        throw place.error(
            "'%s' as a whole cannot be overridden; name a setting, as in -o seed=1..3"
                .formatted(key));
      } else {
        Setting setting = setting(key, place);
        result = result.override(setting, new Given(place, values(setting, text, place)));
      }
    }
    return result;
  }

  private static List<Object> values(Setting setting, String text, Place place) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    if (!bracketed && !text.contains(",")) {
      return Values.any(setting, new Node.Scalar(place, text));
    }
    String inner = bracketed ? text.substring(1, text.length() - 1) : text;
    List<Node> items = new ArrayList<>();
    if (!inner.isBlank()) {
      for (String item : inner.split(",", -1)) {
        items.add(new Node.Scalar(place, item.strip()));
      }
    }
    return Values.any(setting, new Node.Sequence(place, items));
  }

  /**
   * A path of a file's own is meant from the file's folder, as {@code like} is; where nothing is
   * there, from where one stands.
   */
  private DataPath besideTheFile(DataPath data) {
    if (Locations.isUri(data.path())) {
      return data;
    }
    try {
      Path path = Path.of(data.path());
      Path beside = Path.of(origin).resolveSibling(path);
      if (path.isAbsolute() || beside.equals(path)) {
        return data;
      }
      return Files.exists(beside) ? new DataPath(data.place(), beside.toString()) : data;
    } catch (InvalidPathException e) {
      return data; // told by whoever opens it
    }
  }

  private static String fromHome(String path) {
    return path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
  }

  private static Optional<DataPath> data(Node node) {
    String path = fromHome(word("data", node));
    return path.equals(EMBEDDED) ? Optional.empty() : Optional.of(new DataPath(node.place(), path));
  }

  private static String name(Node node) {
    String name = word("name", node);
    if (!NAME.matcher(name).matches()) {
      throw node.place()
          .error(
              "name %s cannot name a folder; use letters, digits, '-', '_' and '.', at most 100,"
                      .formatted(Names.quote(name))
                  + " the first a letter or digit, the last no '.'");
    }
    if (DEVICE.matcher(name).matches()) {
      throw node.place()
          .error(
              "name %s is that of a device where Windows is; choose another"
                  .formatted(Names.quote(name)));
    }
    return name;
  }

  private static String word(String key, Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      throw node.place().error(key + " needs a text, not " + node.description());
    }
    return scalar.text();
  }

  private static Map<String, Node.Entry> mapping(String key, Node node) {
    if (node instanceof Node.Empty) {
      return Map.of();
    }
    if (!(node instanceof Node.Mapping mapping)) {
      throw node.place()
          .error(key + " needs a map of 'key: value' lines, not " + node.description());
    }
    return mapping.entries();
  }

  private static List<Node> sequence(String key, Node node) {
    if (node instanceof Node.Empty) {
      return List.of();
    }
    if (!(node instanceof Node.Sequence sequence)) {
      throw node.place()
          .error(key + " needs a list, each item begun with '- ', not " + node.description());
    }
    return sequence.items();
  }

  private static Setting setting(String key, Place place) {
    Setting setting = SETTINGS.get(key);
    if (setting == null) {
      String advice =
          KEYS.contains(key)
              ? "it is a key of the sweep itself, written without indentation"
              : Names.advice(key, SETTING_KEYS, "ccrnn settings");
      throw place.error("unknown setting " + Names.quote(key) + "; " + advice);
    }
    return setting;
  }

  private static UserError unknownKey(String key, Place place) {
    if (SETTINGS.containsKey(key)) {
      return place.error("setting '%s' belongs under settings or axes".formatted(key));
    }
    Optional<String> near = Names.nearest(key, KEYS);
    Optional<String> nearSetting = Names.nearest(key, SETTING_KEYS);
    String advice =
        near.isEmpty() && nearSetting.isPresent()
            ? "did you mean the setting '%s', under settings or axes?".formatted(nearSetting.get())
            : Names.advice(key, KEYS);
    return place.error("unknown key " + Names.quote(key) + "; " + advice);
  }

  private static Map<String, Setting> settingsByKey() {
    Map<String, Setting> byKey = new LinkedHashMap<>();
    Setting.all().stream().forEach(setting -> byKey.put(setting.key(), setting));
    byKey.values().removeIf(setting -> setting.kind() == Setting.Kind.TEXT); // found out
    return Map.copyOf(byKey);
  }
}
