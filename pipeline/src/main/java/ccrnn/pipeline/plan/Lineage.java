package ccrnn.pipeline.plan;

import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.sweep.CommonRows;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * What the first epochs of a trial depend on. How many epochs are asked for has no part in any of
 * them: learning rate and early stopping go by the validation losses so far. A lesion has no part
 * in the epochs before its own, neither in the initial weights nor in what is probed; probes before
 * training look at the network as in epoch 1. So trials have their first n epochs in common, bit
 * for bit, if they differ only in these settings and no lesion of theirs begins up to epoch n, or
 * the same one does.
 */
public final class Lineage {
  private static final Set<Setting> LESION =
      Set.of(CerebellumRows.LESION, CerebellumRows.LESION_EPOCH, CerebellumRows.LESION_FRACTION);

  private Lineage() {}

  /** Equal for trials that differ in their lesions and numbers of epochs at most. */
  static String family(Trial trial) {
    return hash(trial, false);
  }

  private static String hash(Trial trial, boolean lesioned) {
    StringBuilder text = new StringBuilder("result-version=" + trial.resultVersion() + "\n");
    for (Map.Entry<Setting, Object> each : trial.values().entrySet()) {
      Setting setting = each.getKey();
      if (setting != CommonRows.EPOCHS && (lesioned || !LESION.contains(setting))) {
        text.append(setting.key()).append('=').append(exact(each.getValue())).append('\n');
      }
    }
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

  /**
   * Epochs of a trial before its lesion begins.
   *
   * @param trial any trial
   * @return from 0 to the number of its epochs, which it is where no lesion begins in it
   */
  public static int intactEpochs(Trial trial) {
    long epochs = trial.integer(CommonRows.EPOCHS);
    return (int)
        Math.min(trial.find(CerebellumRows.LESION_EPOCH).map(k -> (Long) k - 1).orElse(epochs), epochs);
  }

  /** Whether a lesion begins in the trial. */
  static boolean isLesioned(Trial trial) {
    return intactEpochs(trial) < trial.integer(CommonRows.EPOCHS);
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
    return hash(trial, epoch > intactEpochs(trial)) + "-" + epoch;
  }
}
