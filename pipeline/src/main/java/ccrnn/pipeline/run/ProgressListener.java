package ccrnn.pipeline.run;

import ccrnn.pipeline.plan.Cost;
import ccrnn.pipeline.sweep.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.LongAccumulator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Follows the counters of running tasks by their heartbeats. Spark may drop events, so this is for
 * the eye only.
 */
final class ProgressListener extends SparkListener {
  private final List<Cost> costs;
  private final long epochsCounter;
  private final long failuresCounter;
  private final long allEpochs;
  private final double allWork;

  /** Of each task attempt under way: which trial it trains. */
  private final Map<Long, Integer> trialOf = new HashMap<>();

  private final Map<Long, Long> epochsOf = new HashMap<>();
  private int trialsDone;
  private int failures;
  private long epochsDone;
  private double workDone;

  ProgressListener(List<Trial> trials, LongAccumulator epochs, LongAccumulator failures) {
    this.costs = trials.stream().map(Cost::of).toList();
    this.epochsCounter = epochs.id();
    this.failuresCounter = failures.id();
    this.allEpochs = costs.stream().mapToLong(Cost::epochs).sum();
    this.allWork = costs.stream().mapToDouble(Cost::operations).sum();
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    trialOf.put(event.taskInfo().taskId(), event.taskInfo().index());
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    CollectionConverters.asJava(event.accumUpdates())
        .forEach(
            update -> {
              long task = (Long) update._1();
              if (trialOf.containsKey(task)) {
                CollectionConverters.asJava(update._4())
                    .forEach(info -> count(info, epochsCounter, n -> epochsOf.put(task, n)));
              }
            });
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    long task = event.taskInfo().taskId();
    epochsOf.remove(task);
    Integer trial = trialOf.remove(task);
    if (trial == null || !event.taskInfo().successful()) {
      return;
    }
    trialsDone++;
    workDone += costs.get(trial).operations();
    CollectionConverters.asJava(event.taskInfo().accumulables())
        .forEach(
            info -> {
              count(info, epochsCounter, n -> epochsDone += n);
              count(info, failuresCounter, n -> failures += (int) n);
            });
  }

  private static void count(
      AccumulableInfo info, long counter, java.util.function.LongConsumer use) {
    if (info.id() == counter
        && info.update().isDefined()
        && info.update().get() instanceof Long n) {
      use.accept(n);
    }
  }

  synchronized Progress progress(double seconds) {
    long epochs = epochsDone;
    double work = workDone;
    for (Map.Entry<Long, Long> running : epochsOf.entrySet()) {
      epochs += running.getValue();
      work += running.getValue() * costs.get(trialOf.get(running.getKey())).perEpoch();
    }
    double share = allWork == 0 ? 1 : Math.min(1, work / allWork);
    return new Progress(costs.size(), trialsDone, failures, allEpochs, epochs, share, seconds);
  }
}
