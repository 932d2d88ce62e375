package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The stop signal is asked for in every part of a trial. */
class StopTest {
  private static Trial trial(String... overrides) {
    return SweepReader.parse("name: stop\n", "stop.yaml", List.of(overrides)).trials().get(0);
  }

  /** Where a trial asks whether to stop: the callers, by class and method. */
  private static List<List<String>> askers(Trial trial) {
    List<List<String>> askers = new ArrayList<>();
    new TrialRunner(
            "stop",
            DataLocation.EMBEDDED,
            Kernel.PLAIN,
            () -> {
              askers.add(
                  Arrays.stream(new Throwable().getStackTrace())
                      .map(at -> at.getFileName() + ":" + at.getMethodName())
                      .toList());
              return false;
            },
            () -> {})
        .run(trial);
    return askers;
  }

  private static void requireStopAt(Trial trial, int question) {
    int[] asked = {0};
    try {
      new TrialRunner(
              "stop", DataLocation.EMBEDDED, Kernel.PLAIN, () -> ++asked[0] == question, () -> {})
          .run(trial);
      throw new AssertionError("it went on");
    } catch (CancellationException stopped) {
      assertThat(asked[0]).isEqualTo(question);
    }
  }

  @Test
  void trainingValidationProbesTestAndWrittenCaptions() {
    Trial trial =
        trial(
            "task=captions",
            "epochs=1",
            "batch-size=1000",
            "validation-batches=1",
            "min-length=15",
            "cortex-units=4",
            "cerebellum-units=4",
            "probes=examples");
    List<List<String>> askers = askers(trial);
    for (String part :
        List.of(
            "Trainer.java:trainEpoch",
            "Evaluator.java:evaluate",
            "Training.java:probe",
            "Trainer.java:test",
            "WrittenCaptions.java:score")) {
      int found = -1;
      for (int i = 0; i < askers.size(); i++) {
        found = askers.get(i).contains(part) ? i : found;
      }
      assertThat(found).as(part).isNotNegative();
      requireStopAt(trial, found + 1);
    }
  }

  @Test
  void longEvaluationsAskBeforeEveryBatch() {
    Trial trial =
        trial(
            "epochs=1",
            "batches=1",
            "noise=0.1",
            "test-noise=0.1",
            "validation-size=500",
            "test-size=1000");
    assertThat(askers(trial).size()).isGreaterThanOrEqualTo(1 + 10 + 20);
  }

  @Test
  void layersAskToo() {
    assertThat(askers(trial("task=reaching", "epochs=1", "batches=1", "noise=0.1")).size())
        .isGreaterThan(4);
  }
}
