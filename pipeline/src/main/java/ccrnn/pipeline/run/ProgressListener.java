package ccrnn.pipeline.run;

import ccrnn.pipeline.plan.Bundle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Follows the counters of running tasks by their heartbeats. Spark may drop events, so this is for
 * the eye only.
 */
final class ProgressListener extends SparkListener {
  private final List<Weight> weights;
  private final Counters counters;
  private final int allTrials;
  private final long allEpochs;
  private final long allWork;

  /** Of each task attempt under way. */
  private final Map<Long, Running> running = new HashMap<>();

  private final Counts done = new Counts();
  private long workDone;

  /**
   * What there is to do in a bundle. Work is predicted nanoseconds, whole ones: in whatever order
   * tasks end, they come to all there is.
   */
  private record Weight(int trials, long epochs, long work) {
    static Weight of(Bundle bundle) {
      return new Weight(
          bundle.trials().size(), bundle.epochs(), Math.round(bundle.seconds() * 1e9));
    }

    /** By epochs, and by trials where none are trained. */
    double workOf(Counts counts) {
      double share = epochs > 0 ? (double) counts.epochs / epochs : (double) counts.trials / trials;
      return work * Math.min(1, share);
    }
  }

  private static final class Counts {
    private long trials;
    private long failures;
    private long epochs;
  }

  private record Running(Weight weight, Counts counts) {}

  ProgressListener(List<Bundle> bundles, Counters counters) {
    this.weights = bundles.stream().map(Weight::of).toList();
    this.counters = counters;
    this.allTrials = weights.stream().mapToInt(Weight::trials).sum();
    this.allEpochs = weights.stream().mapToLong(Weight::epochs).sum();
    this.allWork = weights.stream().mapToLong(Weight::work).sum();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    int index = event.taskInfo().index();
    if (index < weights.size()) {
      running.put(event.taskInfo().taskId(), new Running(weights.get(index), new Counts()));
    }
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    CollectionConverters.asJava(event.accumUpdates())
        .forEach(
            update -> {
              Running task = running.get((Long) update._1());
              if (task != null) {
                CollectionConverters.asJava(update._4()).forEach(info -> take(info, task.counts()));
              }
            });
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    Running task = running.remove(event.taskInfo().taskId());
    if (task == null || !event.taskInfo().successful()) {
      return;
    }
    Counts counts = new Counts();
    CollectionConverters.asJava(event.taskInfo().accumulables())
        .forEach(info -> take(info, counts));
    add(counts, done);
    workDone += task.weight().work();
  }

  /** Takes over what a task has counted so far. */
  private void take(AccumulableInfo info, Counts counts) {
    take(info, counters.trials().id(), n -> counts.trials = n);
    take(info, counters.failures().id(), n -> counts.failures = n);
    take(info, counters.epochs().id(), n -> counts.epochs = n);
  }

  private static void take(AccumulableInfo info, long counter, LongConsumer use) {
    if (info.id() == counter
        && info.update().isDefined()
        && info.update().get() instanceof Long n) {
      use.accept(n);
    }
  }

  private static void add(Counts from, Counts to) {
    to.trials += from.trials;
    to.failures += from.failures;
    to.epochs += from.epochs;
  }

  synchronized Progress progress(double seconds) {
    Counts all = new Counts();
    add(done, all);
    double work = workDone;
    for (Running task : running.values()) {
      add(task.counts(), all);
      work += task.weight().workOf(task.counts());
    }
    double share = allWork == 0 ? 1 : Math.min(1, work / allWork);
    return new Progress(
        allTrials, (int) all.trials, (int) all.failures, allEpochs, all.epochs, share, seconds);
  }
}
