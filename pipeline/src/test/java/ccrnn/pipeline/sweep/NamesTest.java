package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, '', 3",
    "abc, abc, 0",
    "abc, acb, 1",
    "abc, abd, 1",
    "abc, ab, 1",
    "ba, ab, 1",
    "abcd, badc, 2",
    "ca, abc, 3",
    "kitten, sitting, 3"
  })
  void countsEdits(String a, String b, int edits) {
    assertThat(Names.distance(a, b)).isEqualTo(edits);
    assertThat(Names.distance(b, a)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch, epochs",
    "Learning_Rate, learning-rate",
    "horizon, feedback-horizon",
    "epohcs, epochs"
  })
  void findsTheNearest(String unknown, String nearest) {
    List<String> names = List.of("epochs", "learning-rate", "feedback-horizon");
    assertThat(Names.nearest(unknown, names)).contains(nearest);
  }

  @Test
  void listsAllWhereNothingIsNear() {
    assertThat(Names.advice("gru", List.of("lstm", "tanh"))).isEqualTo("valid: lstm, tanh");
    assertThat(Names.nearest("x".repeat(100_000), List.of("x"))).isEmpty();
  }

  /** A third of a name may be wrong, one letter at least; a part of it must have four. */
  @ParameterizedTest
  @CsvSource({
    "cats, cat",
    "cbts, ''",
    "epoxxs, epochs",
    "epxxxs, ''",
    "hori, horizons",
    "hor, ''",
    "xxx, ''"
  })
  void nearIsNotFar(String unknown, String nearest) {
    assertThat(Names.nearest(unknown, List.of("cat", "epochs", "horizons")).orElse(""))
        .isEqualTo(nearest);
  }

  @Test
  void theFirstOfEquallyNearNamesIsMeant() {
    assertThat(Names.nearest("beta3", List.of("beta1", "beta2"))).contains("beta1");
    assertThat(Names.nearest("beta2", List.of("beta1", "beta2"))).contains("beta2");
  }

  @Test
  void nobodyMeansALongText() {
    String name = "n".repeat(60);
    assertThat(Names.nearest(name, List.of(name))).contains(name);
    assertThat(Names.nearest(name + "n", List.of(name))).isEmpty();
    assertThat(Names.quote(name)).isEqualTo("'" + name + "'");
    assertThat(Names.quote(name + "n")).isEqualTo("'" + name + "...'");
  }

  @Test
  void keepsMessagesOnOneLine() {
    assertThat(Names.quote("a\nb\u001b[31m\u2028c")).isEqualTo("'a?b?[31m?c'");
    assertThat(Names.quote("y".repeat(100))).isEqualTo("'" + "y".repeat(60) + "...'");
  }
}
