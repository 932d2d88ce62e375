package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.metric.CaptionScore;
import ccrnn.model.probe.Measure;
import ccrnn.model.task.CaptionTask;
import ccrnn.model.task.Task;
import ccrnn.model.training.Diverged;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.RecurrentTrainee;
import ccrnn.model.training.Trainer;
import ccrnn.pipeline.BuildInfo;
import ccrnn.pipeline.store.EpochRow;
import ccrnn.pipeline.store.MeasureRow;
import ccrnn.pipeline.store.Measured;
import ccrnn.pipeline.store.Outcome;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.TestMetric;
import ccrnn.pipeline.store.TrialRow;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Trains trials one after the other in the calling thread. A trial's own failure becomes its
 * outcome: nothing that a trial does throws, except that it was told to stop.
 */
public final class TrialRunner {
  private static final double NANOS = 1e-9;

  private final String sweep;
  private final DataLocation data;
  private final Kernel kernel;
  private final BooleanSupplier stop;
  private final Runnable epochDone;
  private final Provenance provenance;

  /**
   * Prepares to train.
   *
   * @param sweep name of the sweep, for the rows
   * @param data where the data are that trials may learn from
   * @param kernel carrier of the hot loops; changes no result
   * @param stop polled before every batch; training ends when it tells true
   * @param epochDone called after every epoch
   */
  public TrialRunner(
      String sweep, DataLocation data, Kernel kernel, BooleanSupplier stop, Runnable epochDone) {
    this.sweep = sweep;
    this.data = data;
    this.kernel = kernel;
    this.stop = stop;
    this.epochDone = epochDone;
    BuildInfo build = BuildInfo.current();
    this.provenance =
        Provenance.here(build.version(), build.gitId(), kernel.name().toLowerCase(Locale.ROOT));
  }

  /**
   * What a trial left.
   *
   * @param trial its row
   * @param epochs its epochs, in order, up to its end or failure
   * @param measures what they left beside, in order
   */
  public record Finished(TrialRow trial, List<EpochRow> epochs, List<MeasureRow> measures) {
    /** Copies the lists. */
    public Finished {
      epochs = List.copyOf(epochs);
      measures = List.copyOf(measures);
    }
  }

  /**
   * Trains one trial from its beginning to its end.
   *
   * @param trial its settings
   * @return what it left, also where it failed
   * @throws CancellationException if the stop signal came
   */
  public Finished run(Trial trial) {
    Instant started = Instant.now().truncatedTo(ChronoUnit.MICROS);
    long clock = System.nanoTime();
    List<EpochRow> epochs = new ArrayList<>();
    List<MeasureRow> measures = new ArrayList<>();
    Outcome outcome = train(trial, epochs, measures);
    double seconds = (System.nanoTime() - clock) * NANOS;
    return new Finished(
        new TrialRow(trial, sweep, outcome, provenance, started, seconds), epochs, measures);
  }

  private Outcome train(Trial trial, List<EpochRow> epochs, List<MeasureRow> measures) {
    try {
      Trainers.Prepared prepared = Trainers.of(trial, data, kernel, stop);
      Trainer<?> trainer = prepared.trainer();
      probe(trial, prepared, measures);
      long asked = trial.integer(Setting.EPOCHS);
      while (trainer.epochs() < asked && !trainer.stoppedEarly()) {
        long clock = System.nanoTime();
        EpochRecord record = trainer.trainEpoch();
        epochs.add(TrialRows.epoch(trial, record, (System.nanoTime() - clock) * NANOS));
        measures.addAll(TrialRows.wordLosses(record));
        probe(trial, prepared, measures);
        epochDone.run();
      }
      return new Outcome.Complete(test(trial, trainer));
    } catch (CancellationException stopped) {
      throw stopped;
    } catch (Diverged diverged) {
      return new Outcome.Diverged(diverged.epoch(), diverged.getMessage());
    } catch (Exception | OutOfMemoryError failure) {
      return failed(failure, epochs.size() + 1);
    }
  }

  /** Measures before training and after every n-th epoch. */
  private static void probe(Trial trial, Trainers.Prepared prepared, List<MeasureRow> measures) {
    Trainer<?> trainer = prepared.trainer();
    int epoch = trainer.epochs();
    if (prepared.probes().isEmpty() || epoch % trial.integer(Setting.PROBE_INTERVAL) != 0) {
      return;
    }
    for (Measure found : prepared.probes().get().measure(trainer.trainee().parameters(), epoch)) {
      measures.add(TrialRows.measure(epoch, found, word(found, trainer.task())));
    }
  }

  /** The word whose number an example of captions holds. */
  private static Optional<String> word(Measure found, Task task) {
    return task instanceof CaptionTask captions && found.statistic().endsWith("word")
        ? Optional.of(captions.data().vocabulary().get((int) found.value()))
        : Optional.empty();
  }

  private static Measured<TestMetric> test(Trial trial, Trainer<?> trainer) {
    Measured<TestMetric> values = TrialRows.test(trial, trainer.test());
    if (trainer.task() instanceof CaptionTask task
        && trainer.trainee() instanceof RecurrentTrainee writer) {
      int batch = Math.toIntExact(trial.integer(Setting.BATCH_SIZE));
      CaptionScore score = WrittenCaptions.score(task, writer.network(), batch);
      return values
          .with(TestMetric.CAPTION_BLEU, score.bleu())
          .with(TestMetric.CAPTION_F, score.f());
    }
    return values;
  }

  private static Outcome failed(Throwable failure, int epoch) {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    return new Outcome.Failed(OptionalInt.of(epoch), failure.toString(), stack.toString());
  }
}
