package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.plan.Bundle;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.query.LocalSpark;
import ccrnn.pipeline.sweep.SweepReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.Success$;
import org.apache.spark.TaskState;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Progress from the events that Spark sends. */
@ResourceLock("spark")
class ProgressListenerTest {
  private static final int ROUNDS = 50;

  private static List<Bundle> bundles() {
    return Plan.of(
            SweepReader.parse(
                """
                name: uneven
                axes: {cortex-units: [7, 11, 13, 50], epochs: [3, 10, 17], seed: 1..3}
                """,
                "uneven.yaml",
                List.of()),
            new Inventory(Set.of(), Set.of()),
            Retry.MISSING_ONLY)
        .bundles(2);
  }

  private static TaskInfo task(int index) {
    return new TaskInfo(index, index, 0, index, 0, "1", "here", TaskLocality.ANY(), false);
  }

  private static AccumulableInfo counted(LongAccumulator counter, long n) {
    return new AccumulableInfo(
        counter.id(),
        Option.empty(),
        Option.apply(n),
        Option.empty(),
        false,
        false,
        Option.empty());
  }

  private static SparkListenerTaskEnd ended(TaskInfo task, Bundle bundle, Counters counters) {
    task.markFinished(TaskState.FINISHED(), 1);
    task.setAccumulables(
        CollectionConverters.asScala(
                List.of(
                    counted(counters.trials(), bundle.trials().size()),
                    counted(counters.epochs(), bundle.epochs())))
            .toSeq());
    return new SparkListenerTaskEnd(0, 0, "ResultTask", Success$.MODULE$, task, null, null);
  }

  @Test
  void allIsDoneInWhateverOrderTasksEnd() {
    List<Bundle> bundles = bundles();
    assertThat(bundles).hasSizeGreaterThan(3);
    Counters counters;
    try (LocalSpark spark = LocalSpark.start()) {
      counters = Counters.of(spark.session().sparkContext());
    }
    Random random = new Random(7);
    for (int round = 0; round < ROUNDS; round++) {
      ProgressListener listener = new ProgressListener(bundles, counters);
      List<TaskInfo> tasks = new ArrayList<>();
      for (int i = 0; i < bundles.size(); i++) {
        tasks.add(task(i));
        listener.onTaskStart(new SparkListenerTaskStart(0, 0, tasks.get(i)));
      }
      Collections.shuffle(tasks, random);
      double before = 0;
      for (TaskInfo task : tasks) {
        assertThat(before).isLessThan(1);
        listener.onTaskEnd(ended(task, bundles.get(task.index()), counters));
        double share = listener.progress(1).shareDone();
        assertThat(share).isGreaterThan(before);
        before = share;
      }
      assertThat(before).isEqualTo(1);
      Progress end = listener.progress(1);
      assertThat(end.trialsDone()).isEqualTo(end.trials()).isEqualTo(36);
      assertThat(end.epochsDone()).isEqualTo(end.epochs());
    }
  }
}
