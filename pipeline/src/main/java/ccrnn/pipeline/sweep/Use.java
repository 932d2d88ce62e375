package ccrnn.pipeline.sweep;

import ccrnn.pipeline.sweep.Row.SpecialDefault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a setting means to one family: when it means something there, and with which default. What
 * the {@link Row} itself says holds for all families.
 *
 * @param setting any setting, of the family's own or shared
 * @param conditions under all of which it means something to the family's networks; without one it
 *     means something to all of them
 * @param specials defaults of the family, the first that holds is taken, before those of the row
 * @param after where it stands in the catalogue if it is new there; empty for after the family's
 *     setting before it
 */
public record Use(
    Setting setting,
    List<When> conditions,
    List<SpecialDefault> specials,
    Optional<Setting> after) {
  /** Copies the lists. */
  public Use {
    conditions = List.copyOf(conditions);
    specials = List.copyOf(specials);
  }

  /**
   * A setting as its row has it.
   *
   * @param setting any
   * @return its use, for all networks of the family
   */
  public static Use of(Setting setting) {
    return new Use(setting, List.of(), List.of(), Optional.empty());
  }

  /**
   * Narrows it.
   *
   * @param when a condition; it must imply a network of the family
   * @return a use under this condition too
   */
  public Use only(When when) {
    List<When> more = new ArrayList<>(conditions);
    more.add(when);
    return new Use(setting, more, specials, after);
  }

  /**
   * Gives another default under a condition.
   *
   * @param when a condition that holds for networks of this family only, such as a task that no
   *     other family learns
   * @param value a word, or a number of any type
   * @return a use with that default too
   */
  public Use in(When when, Object value) {
    List<SpecialDefault> more = new ArrayList<>(specials);
    more.add(Row.special(setting.kind(), when, value));
    return new Use(setting, conditions, more, after);
  }

  /**
   * Says where it stands in the catalogue, where that is not after the family's setting before it.
   *
   * @param earlier a setting of a family that is installed before
   * @return the same use there
   */
  public Use after(Setting earlier) {
    return new Use(setting, conditions, specials, Optional.of(earlier));
  }
}
