package ccrnn.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.plan.Paces.Observation;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How fast trials are taken to train, from those that are done. */
class PacesTest {
  private static Trial trial(Object... settings) {
    Map<Setting, Object> values = new HashMap<>();
    values.put(CuedRows.NOISE, 0.1); // many operations
    for (int i = 0; i < settings.length; i += 2) {
      values.put((Setting) settings[i], settings[i + 1]);
    }
    return Trial.of(values);
  }

  private static double predicted(double operations) {
    return operations / Cost.OPERATIONS_PER_SECOND;
  }

  /** A trial that trained at this multiple of the predicted time. */
  private static Observation whole(Trial trial, double factor) {
    Cost cost = cost(trial);
    double seconds = factor * predicted(cost.operations()) + Cost.SECONDS_PER_TRIAL;
    return new Observation(trial, 0, cost.epochs(), seconds);
  }

  private static double factor(Paces paces, Trial trial) {
    return paces.seconds(trial, Cost.OPERATIONS_PER_SECOND);
  }

  @Test
  void isTheTimeTakenOverTheTimePredicted() {
    Paces paces = Paces.learned(List.of(whole(trial(), 3)));
    assertThat(factor(paces, trial(CommonRows.SEED, 9L))).isCloseTo(3, within(1e-9));
    assertThat(paces.usual()).isCloseTo(3, within(1e-9));
    assertThat(paces.trials()).isEqualTo(1);
  }

  /** The epochs of its trunk are no work of its own, nor are those after an early end. */
  @Test
  void onlyTheEpochsThatATrialTrainedItselfCount() {
    Trial trial = trial(CommonRows.EARLY_STOPPING, 5L);
    Cost cost = cost(trial);
    double own = cost.operationsUntil(70) - cost.operationsUntil(30) + cost.once();
    double seconds = 2 * predicted(own) + Cost.SECONDS_PER_TRIAL;
    assertThat(factor(Paces.learned(List.of(new Observation(trial, 30, 70, seconds))), trial))
        .isCloseTo(2, within(1e-9));
  }

  /** As a trial of fewer epochs than were stored, or one that took over more than it has. */
  @Test
  void noEpochIsCountedBeyondTheTrialsOwn() {
    Trial trial = trial(CommonRows.EPOCHS, 10L);
    Cost cost = cost(trial);
    double seconds = 2 * predicted(cost.operations()) + Cost.SECONDS_PER_TRIAL;
    assertThat(factor(Paces.learned(List.of(new Observation(trial, 0, 12, seconds))), trial))
        .isCloseTo(2, within(1e-9));
    double test = 5_000 * predicted(cost.once()) + Cost.SECONDS_PER_TRIAL;
    assertThat(factor(Paces.learned(List.of(new Observation(trial, 12, 10, test))), trial))
        .isCloseTo(5_000, within(1e-6));
  }

  /** Set-up may take less than what it is taken for; training is never nothing. */
  @Test
  void atLeastATenthOfTheTimeWasTraining() {
    Trial trial = trial();
    double work = predicted(cost(trial).operations());
    Observation quick = new Observation(trial, 0, 100, 0.5 * Cost.SECONDS_PER_TRIAL);
    assertThat(factor(Paces.learned(List.of(quick)), trial))
        .isCloseTo(0.05 * Cost.SECONDS_PER_TRIAL / work, within(1e-12));
    assertThat(Paces.learned(List.of(new Observation(trial, 0, 100, 0))))
        .isEqualTo(Paces.ESTIMATED);
  }

  /** Of four, the third. */
  @Test
  void theMedianIsTakenInAnyOrder() {
    List<Observation> some = new ArrayList<>();
    for (double factor : new double[] {7, 1, 100, 3}) {
      some.add(whole(trial(CommonRows.SEED, (long) factor), factor));
    }
    Paces paces = Paces.learned(some);
    assertThat(factor(paces, trial())).isCloseTo(7, within(1e-9));
    Collections.reverse(some);
    assertThat(Paces.learned(some)).isEqualTo(paces);
  }

  @Test
  void kindsAreTaskNetworkAndCortex() {
    List<Trial> kinds =
        List.of(
            trial(),
            trial(CommonRows.NETWORK, "crnn"),
            trial(CortexRows.CORTEX, "tanh"),
            trial(CommonRows.TASK, "digit-drawing"),
            trial(CommonRows.TASK, "reaching"));
    List<Observation> some = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      some.add(whole(kinds.get(i), i + 2));
    }
    Paces paces = Paces.learned(some);
    for (int i = 0; i < kinds.size(); i++) {
      assertThat(factor(paces, kinds.get(i))).isCloseTo(i + 2, within(1e-6));
    }
    // all others are as the median of all
    assertThat(factor(paces, trial(CommonRows.NETWORK, "bptt"))).isCloseTo(4, within(1e-6));
    assertThat(factor(paces, trial(CerebellumRows.CEREBELLUM_UNITS, 7L)))
        .as("no kind of its own")
        .isCloseTo(2, within(1e-9));
  }

  private static Cost cost(Trial trial) {
    return Families.of(trial).cost(trial);
  }
}
