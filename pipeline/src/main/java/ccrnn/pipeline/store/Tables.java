package ccrnn.pipeline.store;

import static ccrnn.pipeline.store.ColumnType.DOUBLE;
import static ccrnn.pipeline.store.ColumnType.INT;
import static ccrnn.pipeline.store.ColumnType.LONG;
import static ccrnn.pipeline.store.ColumnType.TEXT;
import static ccrnn.pipeline.store.ColumnType.TIMESTAMP;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The tables of a results folder, column by column. */
public final class Tables {
  /** Version of both formats. */
  private static final int VERSION = 1;

  static final Table<FinishedTrial> TRIAL_TABLE = trialTable();
  static final Table<FinishedEpoch> EPOCH_TABLE = epochTable();

  /** One row per finished trial: its settings, how it ended, where its numbers come from. */
  public static final TableSchema TRIALS = TRIAL_TABLE.schema();

  /** One row per trial and epoch. */
  public static final TableSchema EPOCHS = EPOCH_TABLE.schema();

  private Tables() {}

  /** A trial with the rows that its summary columns are taken from. */
  record FinishedTrial(TrialRow row, List<EpochRow> epochs) {
    Outcome outcome() {
      return row.outcome();
    }

    Provenance provenance() {
      return row.provenance();
    }

    Double first(Function<EpochRow, OptionalDouble> metric) {
      return epochs.isEmpty() ? null : orNull(metric.apply(epochs.get(0)));
    }

    Double last(Function<EpochRow, OptionalDouble> metric) {
      return epochs.isEmpty() ? null : orNull(metric.apply(epochs.get(epochs.size() - 1)));
    }
  }

  /** An epoch with the id of its trial. */
  record FinishedEpoch(String trialId, EpochRow row) {}

  private static Table<FinishedTrial> trialTable() {
    Table.Builder<FinishedTrial> table =
        Table.<FinishedTrial>named("trials", VERSION)
            .required("trial_id", TEXT, t -> t.row().trial().id())
            .required("sweep", TEXT, t -> t.row().sweep())
            .required("status", TEXT, t -> t.outcome().status().word());
    for (Setting setting : Setting.values()) {
      table.optional(
          setting.column(), typeOf(setting), t -> t.row().trial().find(setting).orElse(null));
    }
    return table
        .required("epochs_trained", INT, t -> t.epochs().size())
        .optional("first_train_loss", DOUBLE, t -> t.first(EpochRow::trainLoss))
        .optional("first_validation_loss", DOUBLE, t -> t.first(EpochRow::validationLoss))
        .optional("last_train_loss", DOUBLE, t -> t.last(EpochRow::trainLoss))
        .optional("last_validation_loss", DOUBLE, t -> t.last(EpochRow::validationLoss))
        .optional("test_loss", DOUBLE, t -> testLoss(t.outcome()))
        .optional("test_dysmetria", DOUBLE, t -> testDysmetria(t.outcome()))
        .optional("failed_epoch", INT, t -> failedEpoch(t.outcome()))
        .optional("message", TEXT, t -> message(t.outcome()))
        .optional("stack", TEXT, t -> stack(t.outcome()))
        .required("result_version", INT, t -> Trial.RESULT_VERSION)
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
        .build();
  }

  private static Table<FinishedEpoch> epochTable() {
    return Table.<FinishedEpoch>named("epochs", VERSION)
        .required("trial_id", TEXT, FinishedEpoch::trialId)
        .required("epoch", INT, e -> e.row().epoch())
        .optional("train_loss", DOUBLE, e -> orNull(e.row().trainLoss()))
        .optional("validation_loss", DOUBLE, e -> orNull(e.row().validationLoss()))
        .optional("validation_accuracy", DOUBLE, e -> orNull(e.row().validationAccuracy()))
        .optional("dysmetria", DOUBLE, e -> orNull(e.row().dysmetria()))
        .optional("gradient_norm", DOUBLE, e -> orNull(e.row().gradientNorm()))
        .required("seconds", DOUBLE, e -> e.row().seconds())
        .build();
  }

  private static ColumnType typeOf(Setting setting) {
    return switch (setting.kind()) {
      case CHOICE, WORDS, TEXT -> TEXT;
      case INTEGER -> LONG;
      case NUMBER -> DOUBLE;
    };
  }

  private static Double testLoss(Outcome outcome) {
    return outcome instanceof Outcome.Complete complete ? orNull(complete.testLoss()) : null;
  }

  private static Double testDysmetria(Outcome outcome) {
    return outcome instanceof Outcome.Complete complete ? orNull(complete.testDysmetria()) : null;
  }

  private static Integer failedEpoch(Outcome outcome) {
    if (outcome instanceof Outcome.Diverged diverged) {
      return diverged.epoch();
    }
    return outcome instanceof Outcome.Failed failed && failed.epoch().isPresent()
        ? Integer.valueOf(failed.epoch().getAsInt())
        : null;
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

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
