package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Onset;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What the first epochs of a trial depend on. Its family tells which settings begin to have a part
 * when ({@link ccrnn.pipeline.family.Family#onsets}). Trials have their first n epochs in common,
 * bit for bit, if they differ only in settings that have no part in them.
 */
public final class Lineage {
  private final Trial trial;
  private final List<Onset> all;

  /**
   * The lineage of a trial with onsets of its own.
   *
   * @param trial any trial
   * @param all its onsets
   */
  Lineage(Trial trial, List<Onset> all) {
    this.trial = trial;
    this.all = all;
  }

  /** The lineage that the family of a trial tells. */
  static Lineage of(Trial trial) {
    return new Lineage(trial, Families.of(trial).onsets(trial));
  }

  Trial trial() {
    return trial;
  }

  long epochs() {
    return trial.integer(CommonRows.EPOCHS);
  }

  /** Equal for trials that differ at most in what begins in their course. */
  String family() {
    return hash(0);
  }

  /**
   * Names the state of the trial after some epochs. Trials that have these epochs in common give it
   * the same name.
   *
   * @param epoch finished epochs
   * @return a name fit for a file, the number of epochs at its end
   */
  String snapshot(int epoch) {
    return hash(epoch) + "-" + epoch;
  }

  /**
   * Names the state of a trial after some epochs. Trials that have these epochs in common give it
   * the same name.
   *
   * @param trial any trial
   * @param epoch finished epochs
   * @return a name fit for a file, the number of epochs at its end
   */
  public static String snapshot(Trial trial, int epoch) {
    return of(trial).snapshot(epoch);
  }

  private String hash(long epochs) {
    StringBuilder text = new StringBuilder("result-version=" + trial.resultVersion() + "\n");
    begun(epochs)
        .forEach(
            (setting, value) ->
                text.append(setting.key()).append('=').append(exact(value)).append('\n'));
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String exact(Object value) {
    return value instanceof Double number ? Double.toHexString(number) : value.toString();
  }

  /** The settings that have a part in some of the first epochs, or in what precedes them. */
  Map<Setting, Object> begun(long epochs) {
    Map<Setting, Object> begun = new LinkedHashMap<>(trial.values());
    for (Onset onset : all) {
      if (onset.after() >= epochs) {
        begun.keySet().removeAll(onset.settings());
      }
    }
    return begun;
  }

  /** After how many epochs something begins in the course of the trial. */
  NavigableSet<Integer> onsets() {
    NavigableSet<Integer> onsets = new TreeSet<>();
    for (Onset onset : all) {
      if (onset.after() < epochs()) {
        onsets.add((int) onset.after());
      }
    }
    return onsets;
  }

  /** How many things would begin in the trial if it were long enough. */
  long prospects() {
    return all.stream().filter(onset -> onset.after() != Onset.NEVER).count();
  }
}
