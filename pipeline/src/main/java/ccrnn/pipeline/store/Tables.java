package ccrnn.pipeline.store;

import static ccrnn.pipeline.store.ColumnType.BOOLEAN;
import static ccrnn.pipeline.store.ColumnType.DOUBLE;
import static ccrnn.pipeline.store.ColumnType.INT;
import static ccrnn.pipeline.store.ColumnType.LONG;
import static ccrnn.pipeline.store.ColumnType.TEXT;
import static ccrnn.pipeline.store.ColumnType.TIMESTAMP;

import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The tables of a results folder, column by column. */
public final class Tables {
  /** Version of the formats. */
  private static final int VERSION = 1;

  static final Table<FinishedTrial> TRIAL_TABLE = trialTable();
  static final Table<FinishedEpoch> EPOCH_TABLE = epochTable();
  static final Table<FinishedMeasure> MEASURE_TABLE = measureTable();

  /** One row per finished trial: its settings, how it ended, where its numbers come from. */
  public static final TableSchema TRIALS = TRIAL_TABLE.schema();

  /** One row per trial and epoch. */
  public static final TableSchema EPOCHS = EPOCH_TABLE.schema();

  /** One row per trial and number that is no column of {@link #EPOCHS}. */
  public static final TableSchema MEASURES = MEASURE_TABLE.schema();

  /** In the order in which a commit writes them. */
  static final List<TableSchema> ALL = List.of(EPOCHS, MEASURES, TRIALS);

  /** In the order in which a reader must list them: what it finds there has its other files. */
  static final List<TableSchema> BY_READING = List.of(TRIALS, EPOCHS, MEASURES);

  private Tables() {}

  /**
   * A trial with the rows that its summary columns are taken from and the count of its measures.
   */
  record FinishedTrial(TrialRow row, List<EpochRow> epochs, int measures) {
    Outcome outcome() {
      return row.outcome();
    }

    Provenance provenance() {
      return row.provenance();
    }

    Double first(Metric metric) {
      return epochs.isEmpty() ? null : orNull(epochs.get(0).value(metric));
    }

    Double last(Metric metric) {
      return epochs.isEmpty() ? null : orNull(epochs.get(epochs.size() - 1).value(metric));
    }

    /** The first of the epochs with the least validation loss; NaN is never the least. */
    Optional<EpochRow> best() {
      return epochs.stream()
          .filter(epoch -> !Double.isNaN(validationLoss(epoch)))
          .min(Comparator.comparingDouble(FinishedTrial::validationLoss));
    }

    private static double validationLoss(EpochRow epoch) {
      return epoch.value(Metric.VALIDATION_LOSS).orElse(Double.NaN);
    }

    /** Null where a trial could not stop early or did not reach its end. */
    Boolean stoppedEarly() {
      if (!(outcome() instanceof Outcome.Complete)
          || row.trial().find(CommonRows.EARLY_STOPPING).isEmpty()) {
        return null;
      }
      return epochs.size() < row.trial().integer(CommonRows.EPOCHS);
    }

    Double test(TestMetric metric) {
      return outcome() instanceof Outcome.Complete complete
          ? orNull(complete.test().value(metric))
          : null;
    }
  }

  /** An epoch with the id of its trial. */
  record FinishedEpoch(String trialId, EpochRow row) {}

  /** A measure with the id of its trial. */
  record FinishedMeasure(String trialId, MeasureRow row) {}

  private static Table<FinishedTrial> trialTable() {
    Table.Builder<FinishedTrial> table =
        Table.<FinishedTrial>named("trials", VERSION)
            .required("trial_id", TEXT, t -> t.row().trial().id())
            .required("sweep", TEXT, t -> t.row().sweep())
            .required("status", TEXT, t -> t.outcome().status().word());
    for (Setting setting : Setting.all()) {
      table.optional(
          setting.column(), typeOf(setting), t -> t.row().trial().find(setting).orElse(null));
    }
    table
        .required("epochs_trained", INT, t -> t.epochs().size())
        .optional("stopped_early", BOOLEAN, FinishedTrial::stoppedEarly)
        .optional("first_train_loss", DOUBLE, t -> t.first(Metric.TRAIN_LOSS))
        .optional("first_validation_loss", DOUBLE, t -> t.first(Metric.VALIDATION_LOSS))
        .optional("last_train_loss", DOUBLE, t -> t.last(Metric.TRAIN_LOSS))
        .optional("last_validation_loss", DOUBLE, t -> t.last(Metric.VALIDATION_LOSS))
        .optional(
            "best_validation_loss",
            DOUBLE,
            t -> t.best().map(FinishedTrial::validationLoss).orElse(null))
        .optional("best_epoch", INT, t -> t.best().map(EpochRow::epoch).orElse(null));
    for (TestMetric metric : TestMetric.values()) {
      table.optional(metric.column(), DOUBLE, t -> t.test(metric));
    }
    return table
        .optional("measures_recorded", INT, FinishedTrial::measures)
        .optional("failed_epoch", INT, t -> failedEpoch(t.outcome()))
        .optional("message", TEXT, t -> message(t.outcome()))
        .optional("stack", TEXT, t -> stack(t.outcome()))
        .required("result_version", INT, t -> t.row().trial().resultVersion())
        .required("project_version", TEXT, t -> t.provenance().projectVersion())
        .required("git_id", TEXT, t -> t.provenance().gitId())
        .required("settings_hash", TEXT, t -> t.row().trial().id())
        .required("settings_text", TEXT, t -> t.row().trial().canonicalText())
        .required("jvm", TEXT, t -> t.provenance().jvm())
        .required("os", TEXT, t -> t.provenance().os())
        .required("cpu", TEXT, t -> t.provenance().cpu())
        .required("kernel", TEXT, t -> t.provenance().kernel())
        .required("host", TEXT, t -> t.provenance().host())
        .required("started", TIMESTAMP, t -> t.row().started())
        .required("seconds", DOUBLE, t -> t.row().seconds())
        .optional("forked_from", TEXT, t -> t.row().origin().trial().orElse(null))
        .optional(
            "forked_at",
            INT,
            t -> t.row().origin().trial().isPresent() ? t.row().origin().epochs() : null)
        .optional("trained_epochs", INT, t -> t.epochs().size() - t.row().origin().epochs())
        .build();
  }

  private static Table<FinishedEpoch> epochTable() {
    Table.Builder<FinishedEpoch> table =
        Table.<FinishedEpoch>named("epochs", VERSION)
            .required("trial_id", TEXT, FinishedEpoch::trialId)
            .required("epoch", INT, e -> e.row().epoch());
    for (Metric metric : Metric.values()) {
      table.optional(metric.column(), DOUBLE, e -> orNull(e.row().value(metric)));
    }
    return table.required("seconds", DOUBLE, e -> e.row().seconds()).build();
  }

  private static Table<FinishedMeasure> measureTable() {
    return Table.<FinishedMeasure>named("measures", VERSION)
        .required("trial_id", TEXT, FinishedMeasure::trialId)
        .required("epoch", INT, m -> m.row().epoch())
        .required("probe", TEXT, m -> m.row().probe())
        .required("part", TEXT, m -> m.row().part())
        .required("statistic", TEXT, m -> m.row().statistic())
        .optional("step", INT, m -> orNull(m.row().step()))
        .required("value", DOUBLE, m -> m.row().value())
        .optional("text", TEXT, m -> m.row().text().orElse(null))
        .build();
  }

  private static ColumnType typeOf(Setting setting) {
    return switch (setting.kind()) {
      case CHOICE, WORDS, TEXT -> TEXT;
      case INTEGER -> LONG;
      case NUMBER -> DOUBLE;
    };
  }

  private static Integer failedEpoch(Outcome outcome) {
    if (outcome instanceof Outcome.Diverged diverged) {
      return diverged.epoch();
    }
    return outcome instanceof Outcome.Failed failed ? orNull(failed.epoch()) : null;
  }

  private static String message(Outcome outcome) {
    if (outcome instanceof Outcome.Diverged diverged) {
      return diverged.message();
    }
    return outcome instanceof Outcome.Failed failed ? failed.message() : null;
  }

  private static String stack(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed ? failed.stack() : null;
  }

  private static Integer orNull(OptionalInt value) {
    return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
