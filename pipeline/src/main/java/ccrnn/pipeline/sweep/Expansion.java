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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Spells a draft out: crosses axes and cases, leaves out exclusions, checks what remains for
 * contradictions, merges equal trials.
 */
final class Expansion {
  private final Draft draft;

  /** One per axis, then one for the cases: the alternatives among which a trial takes one. */
  private final List<List<Joint>> dimensions = new ArrayList<>();

  /** Values that hold unless an axis or a case says otherwise. */
  private final Map<Setting, Object> base = new HashMap<>();

  /** Settings of axes and cases in order of appearance. */
  private final Set<Setting> candidates = new LinkedHashSet<>();

  /** Settings that are written anywhere. */
  private final Set<Setting> written = new LinkedHashSet<>();

  /** Of the data that the trials learn from. */
  private final Optional<DataPath> data;

  /** Values that belong together, and where each was written. */
  private record Joint(Map<Setting, Object> values, Map<Setting, Place> places) {}

  Expansion(Draft draft, DataIdentity identity) {
    this.draft = draft;
    requireFewCombinations();
    draft.settings().forEach((setting, given) -> base.put(setting, given.values().get(0)));
    draft.axes().forEach((setting, given) -> dimensions.add(multiplyOut(Map.of(setting, given))));
    List<Joint> alternatives = new ArrayList<>();
    for (Map<Setting, Given> one : draft.cases()) {
      alternatives.addAll(multiplyOut(one));
    }
    if (!alternatives.isEmpty()) {
      dimensions.add(alternatives);
    }
    candidates.addAll(draft.axes().keySet());
    draft.cases().forEach(one -> candidates.addAll(one.keySet()));
    written.addAll(draft.settings().keySet());
    written.addAll(candidates);
    data = draft.data().filter(this::isUseful);
    data.ifPresent(path -> base.put(CommonRows.DATA, identify(path, identity)));
  }

  /** Whether trials learn from data at all. */
  private boolean isUseful(DataPath path) {
    Set<Object> tasks = possible(CommonRows.TASK);
    boolean useful =
        tasks.stream().anyMatch(task -> CommonRows.DATA.applies(Map.of(CommonRows.TASK, task)));
    if (!useful && !isMoot(CommonRows.DATA)) {
      throw path.place().error("data has no effect: it needs " + missing(CommonRows.DATA));
    }
    return useful;
  }

  private String identify(DataPath path, DataIdentity identity) {
    Set<Object> tasks = possible(CommonRows.TASK);
    Set<DataIdentity.Kind> kinds =
        tasks.stream()
            .flatMap(task -> Catalogue.installed().task((String) task).stream())
            .flatMap(task -> task.data().stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataIdentity.Kind.class)));
    if (kinds.size() > 1) {
      throw path.place()
          .error(
              "data are %s, and there are tasks of both; split the sweep"
                  .formatted(
                      kinds.stream()
                          .map(DataIdentity.Kind::word)
                          .collect(Collectors.joining(" or "))));
    }
    try {
      return identity.of(path.path(), kinds.iterator().next());
    } catch (UserError e) {
      throw path.place().error(e.getMessage() + whereLooked(path.path(), e), e);
    }
  }

  /** A relative path may be meant from the sweep file, or from where one stands. */
  private static String whereLooked(String path, UserError found) {
    if (!found.getMessage().contains("does not exist")) {
      return "";
    }
    try {
      return Locations.isUri(path) || Path.of(path).isAbsolute() || Files.exists(Path.of(path))
          ? ""
          : "; looked for beside the sweep file, and here in " + Path.of("").toAbsolutePath();
    } catch (InvalidPathException e) {
      return "";
    }
  }

  Sweep sweep() {
    LinkedHashSet<Trial> trials = new LinkedHashSet<>();
    boolean[] matched = new boolean[draft.exclusions().size()];
    Set<Setting> idle = new LinkedHashSet<>(written);
    int excluded = 0;
    int combinations = 0;
    int[] index = new int[dimensions.size()];
    do {
      combinations++;
      Map<Setting, Object> values = values(index);
      idle.removeIf(setting -> setting.applies(values));
      if (isExcluded(values, matched)) {
        excluded++;
        continue;
      }
      Optional<Contradiction> contradiction = Contradiction.in(values);
      if (contradiction.isPresent()) {
        throw explain(contradiction.get(), values, index);
      }
      values.values().removeIf(value -> value == Absent.ABSENT);
      trials.add(Trial.of(values));
    } while (advance(index));
    requireUsefulExclusions(matched);
    if (trials.isEmpty()) {
      throw draft
          .exclusions()
          .get(0)
          .place()
          .error("the exclusions leave no trial of %d; exclude less".formatted(combinations));
    }
    requireUseful(idle);
    return new Sweep(
        draft.name(),
        draft.about(),
        List.copyOf(trials),
        combinations - excluded - trials.size(),
        excluded,
        varying(trials),
        data.map(DataPath::path),
        draft.snapshots());
  }

  private void requireFewCombinations() {
    double combinations = 1;
    for (Given given : draft.axes().values()) {
      combinations *= given.values().size();
    }
    double alternatives = 0;
    for (Map<Setting, Given> one : draft.cases()) {
      double joint = 1;
      for (Given given : one.values()) {
        joint *= given.values().size();
      }
      alternatives += joint;
    }
    combinations *= Math.max(1, alternatives);
    if (combinations > Sweep.MAX_COMBINATIONS) {
      throw draft
          .file()
          .error(
              "asks for %.0f trials, more than the %d of one sweep; split it or shorten an axis"
                  .formatted(combinations, Sweep.MAX_COMBINATIONS));
    }
  }

  /** All combinations of the values of one case (or axis), the last key changing fastest. */
  private static List<Joint> multiplyOut(Map<Setting, Given> given) {
    Map<Setting, Place> places = new HashMap<>();
    given.forEach((setting, values) -> places.put(setting, values.place()));
    List<Joint> joints = List.of(new Joint(Map.of(), places));
    for (Map.Entry<Setting, Given> entry : given.entrySet()) {
      List<Joint> longer = new ArrayList<>();
      for (Joint joint : joints) {
        for (Object value : entry.getValue().values()) {
          Map<Setting, Object> values = new HashMap<>();
          values.putAll(joint.values());
          values.put(entry.getKey(), value);
          longer.add(new Joint(values, places));
        }
      }
      joints = longer;
    }
    return joints;
  }

  private Map<Setting, Object> values(int[] index) {
    Map<Setting, Object> values = new HashMap<>(base);
    for (int d = 0; d < index.length; d++) {
      values.putAll(dimensions.get(d).get(index[d]).values());
    }
    for (Setting setting : Setting.all()) {
      if (!values.containsKey(setting)) {
        values.put(setting, setting.defaultValue(values).orElse(Absent.ABSENT));
      }
    }
    return values;
  }

  /** Steps to the next combination; false after the last one. */
  private boolean advance(int[] index) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < dimensions.get(d).size()) {
        return true;
      }
      index[d] = 0;
    }
    return false;
  }

  private boolean isExcluded(Map<Setting, Object> values, boolean[] matched) {
    boolean any = false;
    for (int i = 0; i < matched.length; i++) {
      if (draft.exclusions().get(i).matches(values)) {
        matched[i] = true;
        any = true;
      }
    }
    return any;
  }

  private void requireUsefulExclusions(boolean[] matched) {
    for (int i = 0; i < matched.length; i++) {
      Exclusion exclusion = draft.exclusions().get(i);
      if (!matched[i]
          && exclusion.entries().keySet().stream().noneMatch(this::isOverriddenOrGoverned)) {
        throw exclusion.place().error("this exclusion matches no trial: " + why(exclusion));
      }
    }
  }

  private String why(Exclusion exclusion) {
    for (Map.Entry<Setting, Set<Object>> entry : exclusion.entries().entrySet()) {
      Set<Object> possible = possible(entry.getKey());
      if (entry.getValue().stream().noneMatch(possible::contains)) {
        return "%s takes only %s"
            .formatted(
                entry.getKey().key(),
                possible.stream()
                    .limit(8)
                    .map(value -> text(entry.getKey(), value))
                    .collect(Collectors.joining(", ", "", possible.size() > 8 ? ", ..." : "")));
      }
    }
    return "its values occur, but never together";
  }

  /** Every value that a setting takes in some combination. */
  private Set<Object> possible(Setting setting) {
    Set<Object> values = new LinkedHashSet<>();
    int[] index = new int[dimensions.size()];
    do {
      values.add(values(index).get(setting));
    } while (advance(index));
    return values;
  }

  private static String text(Setting setting, Object value) {
    return value == Absent.ABSENT ? setting.absentWord().orElse("no value") : setting.text(value);
  }

  /** A value that is written and means nothing in any trial is a mistake; the default is none. */
  private void requireUseful(Set<Setting> idle) {
    for (Setting setting : idle) {
      Optional<Place> place = writtenPlace(setting).filter(found -> !isMoot(setting));
      if (place.isPresent() && isChanged(setting)) {
        throw place
            .get()
            .error("%s has no effect: it needs %s".formatted(setting.key(), missing(setting)));
      }
    }
  }

  /** Whether some combination has another value than the default. */
  private boolean isChanged(Setting setting) {
    int[] index = new int[dimensions.size()];
    do {
      Map<Setting, Object> values = values(index);
      if (!values.get(setting).equals(setting.defaultValue(values).orElse(Absent.ABSENT))) {
        return true;
      }
    } while (advance(index));
    return false;
  }

  /** Whether an override elsewhere may have made the setting pointless. */
  private boolean isMoot(Setting setting) {
    return !draft.overridden().contains(setting) && isOverriddenOrGoverned(setting);
  }

  private boolean isOverriddenOrGoverned(Setting setting) {
    return draft.overridden().contains(setting)
        || setting.governors().stream().anyMatch(this::isOverriddenOrGoverned);
  }

  /** What a setting would need that no combination has; all that it needs if each is there. */
  private String missing(Setting setting) {
    List<When> never = new ArrayList<>(setting.conditions());
    int[] index = new int[dimensions.size()];
    do {
      Map<Setting, Object> values = values(index);
      never.removeIf(when -> when.holds(values));
    } while (!never.isEmpty() && advance(index));
    return (never.isEmpty() ? setting.conditions() : never)
        .stream().map(When::needs).collect(Collectors.joining(" and "));
  }

  private Optional<Place> writtenPlace(Setting setting) {
    Given given = draft.settings().getOrDefault(setting, draft.axes().get(setting));
    if (given != null) {
      return Optional.of(given.place());
    }
    return draft.cases().stream()
        .filter(one -> one.containsKey(setting))
        .map(one -> one.get(setting).place())
        .findFirst();
  }

  private RuntimeException explain(
      Contradiction contradiction, Map<Setting, Object> values, int[] index) {
    Place place = place(contradiction.culprit(), index).orElse(draft.file());
    StringBuilder message = new StringBuilder();
    message.append(given(contradiction.culprit(), values)).append(contradiction.problem());
    contradiction
        .rival()
        .ifPresent(
            rival -> {
              String where = place(rival, index).map(Place::brief).orElse("the default");
              message.append(given(rival, values)).append(" (").append(where).append(')');
            });
    return place.error(message + "; " + remedy(contradiction, values));
  }

  private static String given(Setting setting, Map<Setting, Object> values) {
    return setting.key() + "=" + text(setting, values.get(setting));
  }

  /** Crossed axes are no contradiction as a whole where only a corner of them is one. */
  private String remedy(Contradiction contradiction, Map<Setting, Object> values) {
    if (contradiction.corner().isEmpty()) {
      return contradiction.remedy();
    }
    Contradiction.Corner corner = contradiction.corner().get();
    Setting culprit = contradiction.culprit();
    Setting rival = contradiction.rival().orElseThrow();
    List<String> harmful =
        possible(culprit).stream()
            .filter(word -> !word.equals(corner.harmless()))
            .map(Object::toString)
            .toList();
    boolean crossed =
        possible(rival).stream().anyMatch(corner.able()::contains)
            || possible(culprit).contains(corner.harmless());
    return crossed
        ? "leave it out with 'exclude: [{%s: %s, %s: %s}]'"
            .formatted(
                rival.key(),
                values.get(rival),
                culprit.key(),
                harmful.size() == 1 ? harmful.get(0) : harmful.toString())
        : contradiction.remedy();
  }

  private Optional<Place> place(Setting setting, int[] index) {
    for (int d = 0; d < index.length; d++) {
      Place place = dimensions.get(d).get(index[d]).places().get(setting);
      if (place != null) {
        return Optional.of(place);
      }
    }
    return Optional.ofNullable(draft.settings().get(setting)).map(Given::place);
  }

  /** Settings that take several values among the trials to which they apply. */
  private List<Setting> varying(Set<Trial> trials) {
    Map<Setting, Object> first = new LinkedHashMap<>();
    Set<Setting> several = new LinkedHashSet<>();
    for (Trial trial : trials) {
      for (Setting setting : candidates) {
        if (!several.contains(setting) && setting.applies(trial.values())) {
          Object value = trial.find(setting).orElse(Absent.ABSENT);
          Object earlier = first.putIfAbsent(setting, value);
          if (earlier != null && !earlier.equals(value)) {
            several.add(setting);
          }
        }
      }
    }
    return candidates.stream().filter(several::contains).toList();
  }
}
