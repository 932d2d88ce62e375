package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which states of its trials a sweep asks to keep. */
class SnapshotWordsTest {
  private static Snapshotting read(String words) {
    return SweepReader.parse("name: x\nsnapshots: " + words + "\n", "s.yaml", List.of())
        .snapshots();
  }

  @Test
  void nothingIsKeptUnlessAskedFor() {
    assertThat(SweepReader.parse("name: x\n", "s.yaml", List.of()).snapshots())
        .isEqualTo(Snapshotting.NONE);
    assertThat(read("none")).isEqualTo(Snapshotting.NONE);
    assertThat(read("[none]")).isEqualTo(Snapshotting.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "every 1 s, PT1S",
    "every 10 min, PT10M",
    "every 2 h, PT2H",
    "every 30min, PT30M",
    "Every 5 MIN, PT5M",
    "every 999999 s, PT999999S"
  })
  void readsHowOften(String words, Duration every) {
    assertThat(read(words)).isEqualTo(new Snapshotting(false, Optional.of(every)));
    assertThat(read("[final, " + words + "]"))
        .isEqualTo(new Snapshotting(true, Optional.of(every)));
    assertThat(read("'" + words + " , final'"))
        .isEqualTo(new Snapshotting(true, Optional.of(every)));
  }

  @Test
  void readsTheFinalState() {
    assertThat(read("final")).isEqualTo(new Snapshotting(true, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "every 0 min",
        "every 05 min",
        "every 1000000 s",
        "every 10 days",
        "[]",
        "[final, final]",
        "[every 1 s, every 2 s]",
        "[final, every 1 s, every 2 s]",
        "[[final]]",
        "{final: true}"
      })
  void refusesTheRest(String words) {
    assertThatThrownBy(() -> read(words))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("s.yaml:2: snapshots ")
        .hasMessageContaining("give none, final, 'every 10 min'");
  }
}
