package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Metric;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.StoredTrial;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.store.TrialStatus;
import ccrnn.pipeline.sweep.Trial;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Trains stored trials once more, each from its first epoch, and compares: how they ended, what the
 * test measured, every epoch, every measure. Wall-clock columns are not compared.
 */
public final class Verifier {
  private final TrialRunner runner;

  /**
   * Prepares to train in the calling thread.
   *
   * @param data where the data are that trials may learn from
   * @param kernel carrier of the hot loops
   */
  public Verifier(DataLocation data, Kernel kernel) {
    this.runner = new TrialRunner("verify", data, kernel, () -> false, () -> {});
  }

  /**
   * What became of one trial.
   *
   * @param trial its id
   * @param epochs how many of its epochs are stored
   * @param measures how many of its measures are stored
   * @param rows SHA-256 of the stored rows, wall-clock columns left out; see {@link #rows}
   * @param difference the first difference; null where every bit is equal
   */
  public record Check(String trial, int epochs, int measures, String rows, String difference) {
    /** Checks that nothing is null that must not be. */
    public Check {
      Objects.requireNonNull(trial, "trial");
      Objects.requireNonNull(rows, "rows");
    }

    /**
     * Tells whether the trial was the same again.
     *
     * @return whether every bit is equal
     */
    public boolean equal() {
      return difference == null;
    }
  }

  /**
   * Trains a trial again.
   *
   * @param stored as it was read
   * @return what came of it
   */
  public Check check(StoredTrial stored) {
    return new Check(
        stored.id(),
        stored.epochs().size(),
        stored.measures().size(),
        rows(stored),
        difference(stored).orElse(null));
  }

  private Optional<String> difference(StoredTrial stored) {
    Trial trial = stored.trial();
    if (!trial.id().equals(stored.id())) {
      return Optional.of(
          "differs: its settings have another id in this version, " + trial.id().substring(0, 12));
    }
    TrialRunner.Finished again = runner.run(trial);
    return difference("epoch", timeless(stored.epochs()), timeless(again.epochs()))
        .or(() -> difference("measure", stored.measures(), again.measures()))
        .or(() -> difference(stored, again.trial().outcome()));
  }

  private static Optional<String> difference(StoredTrial stored, Outcome again) {
    TrialStatus status = again.status();
    Object before = stored.columns().get("status");
    if (!status.word().equals(before)) {
      return Optional.of("differs: " + before + ", now " + status.word());
    }
    Measured<TestMetric> test =
        again instanceof Outcome.Complete complete
            ? complete.test()
            : Measured.nothing(TestMetric.class);
    for (TestMetric metric : TestMetric.values()) {
      Double was = (Double) stored.columns().get(metric.column());
      OptionalDouble now = test.value(metric);
      if (!Objects.equals(was, now.isPresent() ? (Double) now.getAsDouble() : null)) {
        return Optional.of(
            "differs in %s: %s, now %s".formatted(metric.column(), was, orNothing(now)));
      }
    }
    return Optional.empty();
  }

  private static String orNothing(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "nothing";
  }

  private static List<EpochRow> timeless(List<EpochRow> epochs) {
    return epochs.stream().map(EpochRow::timeless).toList();
  }

  private static Optional<String> difference(String noun, List<?> before, List<?> again) {
    for (int i = 0; i < Math.min(again.size(), before.size()); i++) {
      if (!again.get(i).equals(before.get(i))) {
        return Optional.of(
            "differs from %s %d on: %s, now %s"
                .formatted(noun, i + 1, before.get(i), again.get(i)));
      }
    }
    return again.size() == before.size()
        ? Optional.empty()
        : Optional.of(
            "differs: %d %s, now %d"
                .formatted(before.size(), before.size() == 1 ? noun : noun + "s", again.size()));
  }

  /**
   * Fingerprint of what a trial left: two folders hold the same rows of it where this is the same.
   * It is the SHA-256 of a text with a line for how it ended, one for each number of the test, and
   * those of each epoch and measure in order; numbers are written as the hexadecimal digits of
   * their 64 bits.
   *
   * @param stored any trial
   * @return 64 hexadecimal digits
   */
  public static String rows(StoredTrial stored) {
    MessageDigest digest = Hashes.sha256();
    add(digest, "status=" + stored.columns().get("status"));
    for (TestMetric metric : TestMetric.values()) {
      Object value = stored.columns().get(metric.column());
      if (value != null) {
        add(digest, metric.column() + "=" + bits((Double) value));
      }
    }
    for (EpochRow epoch : stored.epochs()) {
      add(digest, "epoch=" + epoch.epoch());
      for (Metric metric : Metric.values()) {
        epoch.value(metric).ifPresent(value -> add(digest, metric.column() + "=" + bits(value)));
      }
    }
    for (MeasureRow row : stored.measures()) {
      add(
          digest,
          "measure=%d %s %s %s %s %s %s"
              .formatted(
                  row.epoch(),
                  row.probe(),
                  row.part(),
                  row.statistic(),
                  row.step().isPresent() ? row.step().getAsInt() : "-",
                  bits(row.value()),
                  row.text().orElse("-")));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }

  private static void add(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
