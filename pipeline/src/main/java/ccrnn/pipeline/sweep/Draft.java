package ccrnn.pipeline.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sweep file as read, with its overrides applied, before it is spelled out into trials.
 *
 * @param file the file as a whole
 * @param name the sweep's name
 * @param about what it is for, may be empty
 * @param data where its data are, if it names any
 * @param snapshots which states are kept
 * @param settings one value each
 * @param axes values to cross, in order
 * @param cases alternatives, each a set of joint values
 * @param exclusions what to leave out
 * @param overridden settings that the command line, or a file that is like this one, replaced
 */
record Draft(
    Place file,
    String name,
    String about,
    Optional<DataPath> data,
    Snapshotting snapshots,
    Map<Setting, Given> settings,
    Map<Setting, Given> axes,
    List<Map<Setting, Given>> cases,
    List<Exclusion> exclusions,
    Set<Setting> overridden) {

  /** The values of one setting and where its key stands. */
  record Given(Place place, List<Object> values) {
    Given {
      values = List.copyOf(values);
    }

    Given withWholePlace() {
      return new Given(place.whole(), values);
    }
  }

  /** The path of the data and where it was written. */
  record DataPath(Place place, String path) {}

  /** Leaves out the trials whose value of every entry is among the entry's values. */
  record Exclusion(Place place, Map<Setting, Set<Object>> entries) {
    boolean matches(Map<Setting, Object> trial) {
      for (Map.Entry<Setting, Set<Object>> entry : entries.entrySet()) {
        if (!entry.getValue().contains(trial.get(entry.getKey()))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Puts what a file says in the place of what this one says, which it is like. As there are two
   * files, places are named in full.
   *
   * @param change the file that says it is like this one
   * @param keys the keys of the sweep that it has
   * @return a new draft, with the change's name
   */
  Draft changedBy(Draft change, Set<String> keys) {
    Draft result = withWholePlaces();
    Draft other = change.withWholePlaces();
    for (Map<Setting, Given> section : List.of(other.settings, other.axes)) {
      for (Map.Entry<Setting, Given> entry : section.entrySet()) {
        result = result.override(entry.getKey(), entry.getValue());
      }
    }
    if (keys.contains("cases")) {
      result = result.replaceCases(other.cases);
    }
    if (keys.contains("data")) {
      result = result.overrideData(other.data);
    }
    return new Draft(
        other.file,
        other.name,
        keys.contains("about") ? other.about : result.about,
        result.data,
        keys.contains("snapshots") ? other.snapshots : result.snapshots,
        result.settings,
        result.axes,
        result.cases,
        keys.contains("exclude") ? other.exclusions : result.exclusions,
        result.overridden);
  }

  private Draft replaceCases(List<Map<Setting, Given>> newCases) {
    Map<Setting, Given> newSettings = new LinkedHashMap<>(settings);
    Map<Setting, Given> newAxes = new LinkedHashMap<>(axes);
    Set<Setting> newOverridden = new HashSet<>(overridden);
    cases.forEach(one -> newOverridden.addAll(one.keySet()));
    for (Map<Setting, Given> one : newCases) {
      newSettings.keySet().removeAll(one.keySet());
      newAxes.keySet().removeAll(one.keySet());
      newOverridden.addAll(one.keySet());
    }
    return with(newSettings, newAxes, newCases, newOverridden);
  }

  private Draft withWholePlaces() {
    return with(
        withWholePlaces(settings),
        withWholePlaces(axes),
        cases.stream().map(Draft::withWholePlaces).toList(),
        overridden);
  }

  private static Map<Setting, Given> withWholePlaces(Map<Setting, Given> given) {
    Map<Setting, Given> result = new LinkedHashMap<>();
    given.forEach((setting, values) -> result.put(setting, values.withWholePlace()));
    return result;
  }

  /**
   * Puts values given on the command line in the place of all that the file says about a setting.
   *
   * @return a new draft
   */
  Draft override(Setting setting, Given given) {
    Map<Setting, Given> newSettings = new LinkedHashMap<>(settings);
    Map<Setting, Given> newAxes = new LinkedHashMap<>(axes);
    List<Map<Setting, Given>> newCases = new ArrayList<>();
    for (Map<Setting, Given> one : cases) {
      Map<Setting, Given> rest = new LinkedHashMap<>(one);
      rest.remove(setting);
      newCases.add(rest);
    }
    newSettings.remove(setting);
    if (given.values().size() == 1) {
      newAxes.remove(setting);
      newSettings.put(setting, given);
    } else {
      newAxes.put(setting, given);
    }
    Set<Setting> newOverridden = new HashSet<>(overridden);
    newOverridden.add(setting);
    return with(newSettings, newAxes, newCases, newOverridden);
  }

  private Draft with(
      Map<Setting, Given> newSettings,
      Map<Setting, Given> newAxes,
      List<Map<Setting, Given>> newCases,
      Set<Setting> newOverridden) {
    return new Draft(
        file,
        name,
        about,
        data,
        snapshots,
        newSettings,
        newAxes,
        newCases,
        exclusions,
        newOverridden);
  }

  Draft withName(String newName) {
    return new Draft(
        file, newName, about, data, snapshots, settings, axes, cases, exclusions, overridden);
  }

  Draft withAbout(String newAbout) {
    return new Draft(
        file, name, newAbout, data, snapshots, settings, axes, cases, exclusions, overridden);
  }

  Draft overrideData(Optional<DataPath> newData) {
    Set<Setting> newOverridden = new HashSet<>(overridden);
    newOverridden.add(CommonRows.DATA);
    return new Draft(
        file, name, about, newData, snapshots, settings, axes, cases, exclusions, newOverridden);
  }

  Draft withSnapshots(Snapshotting newSnapshots) {
    return new Draft(
        file, name, about, data, newSnapshots, settings, axes, cases, exclusions, overridden);
  }
}
