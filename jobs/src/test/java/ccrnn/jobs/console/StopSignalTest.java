package ccrnn.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who says the last words; the signals themselves are sent to real runs in other tests. */
class StopSignalTest {
  @Test
  void theLastWordsAreSaidOnce() {
    List<String> said = new ArrayList<>();
    try (StopSignal stop = StopSignal.install(() -> said.add("stopped"))) {
      assertThat(stop.isRaised()).isFalse();
      stop.say();
      stop.say();
    }
    assertThat(said).containsExactly("stopped");
  }

  @Test
  void nothingIsSaidWhereNothingIsStopped() {
    List<String> said = new ArrayList<>();
    try (StopSignal stop = StopSignal.install(() -> said.add("stopped"))) {
      stop.stopsNothing();
    }
    assertThat(said).isEmpty();
  }
}
