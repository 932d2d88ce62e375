package ccrnn.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamsTest {
  @Test
  void streamsAreFixedForEver() {
    // Results depend on these numbers: a change of them is a change of the result version.
    Stream stream = new Streams(1).stream(Purpose.TRAINING_DATA, 0);
    assertThat(stream.nextLong()).isEqualTo(-8117153942847856697L);
    assertThat(stream.nextInt(7)).isEqualTo(1);
    assertThat(stream.nextGaussian()).isEqualTo(-0.12112837066056696);
  }

  @Test
  void everySeedPurposeAndIndexHasItsOwnStream() {
    Set<Long> seen = new HashSet<>();
    int streams = 0;
    for (long seed : new long[] {0, 1, 2, -1, 1L << 40}) {
      for (Purpose purpose : Purpose.values()) {
        for (long index : new long[] {0, 1, 2, 1000}) {
          seen.add(new Streams(seed).stream(purpose, index).nextLong());
          streams++;
        }
      }
    }
    assertThat(seen).hasSize(streams);
  }

  @Test
  void purposesOfOnesOwnHaveStreamsOfTheirOwn() {
    Set<Long> seen = new HashSet<>();
    int streams = 0;
    for (long seed : new long[] {0, 1, 2}) {
      for (Purpose purpose : Purpose.values()) {
        seen.add(new Streams(seed).stream(purpose, 0).nextLong());
        streams++;
      }
      for (String purpose : new String[] {"", "a", "b", "ab", "ba", "my-model weights"}) {
        for (long index : new long[] {0, 1, 1000}) {
          seen.add(new Streams(seed).stream(purpose, index).nextLong());
          streams++;
        }
      }
    }
    assertThat(seen).hasSize(streams);

    Streams two = new Streams(2);
    Stream stream = two.stream("my-model weights", 3);
    assertThat(stream.nextLong()).isEqualTo(7409799768402748353L);
    stream.nextGaussian();
    two.reopen(stream, "my-model weights", 3);
    assertThat(stream.nextLong()).isEqualTo(7409799768402748353L);
    assertThatThrownBy(() -> two.stream("my-model weights", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index -1 is negative");
  }

  @Test
  void codesOfPurposesAreDistinct() {
    assertThat(Arrays.stream(Purpose.values()).map(Purpose::code)).doesNotHaveDuplicates();
  }

  @Test
  void distributionsAreRight() {
    Stream stream = new Streams(3).stream(Purpose.TEST_NOISE, 0);
    int draws = 200_000;
    double sum = 0;
    double squares = 0;
    int[] counts = new int[7];
    for (int i = 0; i < draws; i++) {
      double g = stream.nextGaussian();
      sum += g;
      squares += g * g;
      counts[stream.nextInt(7)]++;
      double u = stream.nextDouble();
      assertThat(u >= 0 && u < 1).isTrue();
    }
    assertThat(sum / draws).isCloseTo(0, within(0.01));
    assertThat(squares / draws).isCloseTo(1, within(0.015));
    for (int count : counts) {
      assertThat((double) count).isCloseTo(draws / 7.0, within(800.0));
    }
  }

  @Test
  void boundsAndIndicesAreChecked() {
    assertThatThrownBy(() -> new Streams(1).stream(Purpose.TEST_DATA, -1))
        .hasMessage("index -1 is negative");
    assertThatThrownBy(() -> new Streams(1).stream(Purpose.TEST_DATA, 0).nextInt(0))
        .hasMessage("bound 0 is not positive");
  }
}
