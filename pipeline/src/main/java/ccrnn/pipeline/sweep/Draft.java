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
 * @param overridden settings that the command line replaced
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
    newOverridden.add(Setting.DATA);
    return new Draft(
        file, name, about, newData, snapshots, settings, axes, cases, exclusions, newOverridden);
  }

  Draft withSnapshots(Snapshotting newSnapshots) {
    return new Draft(
        file, name, about, data, newSnapshots, settings, axes, cases, exclusions, overridden);
  }
}
