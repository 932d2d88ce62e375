package ccrnn.model.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReachingTest {
  private static Reaching task(Reaching.CueCode code, double noise) {
    var settings = new Reaching.Settings(code, 7, 10, noise, noise, 16, 200, 10_000);
    return new Reaching(settings, 50, new Streams(4));
  }

  @Test
  void cuesAndTargetsAreTheLastStepOfLineDrawing() {
    Reaching reaching = task(Reaching.CueCode.AMPLITUDE, 0);
    var ofLines = new LineDrawing.Settings(10, 7, 10, 0, 0, 16, 200, 10_000);
    var drawing = new LineDrawing(ofLines, 50, new Streams(4));
    var points = new Batch(50, reaching);
    var lines = new Batch(50, drawing);
    reaching.training(3, 5, points);
    drawing.training(3, 5, lines);
    compare(points, lines);
    assertThat(points.total()).isEqualTo(50);
    reaching.validation(2).next(points);
    drawing.validation(2).next(lines);
    compare(points, lines);
    assertThat(points.total()).isEqualTo(200);
    reaching.test().next(points);
    drawing.test().next(lines);
    compare(points, lines);
    assertThat(points.total()).isEqualTo(10_000);
    assertThat(points.size()).isEqualTo(7);
    assertThat(points.input().get(3, 0)).isZero();
    assertThat(points.target().get(3, 0)).isZero();
    assertThat(points.target().get(3, 1)).isZero();
    assertThat(points.target().get(6, 1)).isEqualTo(10f);
  }

  private static void compare(Batch points, Batch lines) {
    assertThat(points.size()).isEqualTo(lines.size());
    for (int b = 0; b < points.size(); b++) {
      assertThat(points.multiplicities()[b]).isEqualTo(lines.multiplicities()[b]);
      assertThat(points.input().get(b, 0)).isEqualTo(lines.input().get(b, 0));
      for (int j = 0; j < 2; j++) {
        float end = lines.target().get(9 * lines.size() + b, j);
        assertThat(points.target().get(b, j)).isEqualTo(end);
      }
    }
  }

  @Test
  void anInputPerCueIsOneForTheCueShown() {
    Reaching task = task(Reaching.CueCode.ONE_OF_N, 0);
    var batch = new Batch(50, task);
    task.test().next(batch);
    assertThat(batch.input().numCols).isEqualTo(7);
    for (int b = 0; b < 7; b++) {
      for (int j = 0; j < 7; j++) {
        assertThat(batch.input().get(b, j)).isEqualTo(j == b ? 1f : 0f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Reaching.CueCode.class)
  void noiseIsOnEveryInputAndChangesNoCue(Reaching.CueCode code) {
    Reaching noisy = task(code, 0.3);
    var whole = new Batch(200, noisy);
    assertThat(noisy.validation(2).next(whole)).isEqualTo(200);
    double squares = 0;
    for (int b = 0; b < 200; b++) {
      for (int j = 0; j < noisy.inputs(); j++) {
        int cue = cueOf(whole, b);
        double clean = code == Reaching.CueCode.AMPLITUDE ? 0.1 * cue : j == cue + 3 ? 1 : 0;
        double noise = whole.input().get(b, j) - clean;
        squares += noise * noise / (200 * noisy.inputs());
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(0.3, within(0.03));

    var pieces = new Batch(60, noisy);
    Task.Sequences sequences = noisy.validation(2);
    int seen = 0;
    while (sequences.next(pieces) > 0) {
      for (int b = 0; b < pieces.size(); b++, seen++) {
        for (int j = 0; j < noisy.inputs(); j++) {
          assertThat(pieces.input().get(b, j)).isEqualTo(whole.input().get(seen, j));
        }
        assertThat(pieces.target().get(b, 0)).isEqualTo(whole.target().get(seen, 0));
      }
    }
    assertThat(seen).isEqualTo(200);
  }

  /** Cue and noise of every sequence, from the streams themselves. */
  @ParameterizedTest
  @EnumSource(Reaching.CueCode.class)
  void sequencesAreDrawnFromStreamsOfTheirOwn(Reaching.CueCode code) {
    Reaching noisy = task(code, 0.3);
    var batch = new Batch(50, noisy);
    for (int epoch : new int[] {1, 4}) {
      for (int number : new int[] {15, 0}) {
        noisy.training(epoch, number, batch);
        long index = (epoch - 1) * 16L + number;
        Stream data = new Streams(4).stream(Purpose.TRAINING_DATA, index);
        Stream noise = new Streams(4).stream(Purpose.TRAINING_NOISE, index);
        assertThat(batch.size()).isEqualTo(50);
        for (int b = 0; b < 50; b++) {
          int cue = data.nextInt(7);
          assertThat(cueOf(batch, b)).isEqualTo(cue - 3);
          for (int j = 0; j < noisy.inputs(); j++) {
            boolean one = j == cue;
            float clean = code == Reaching.CueCode.AMPLITUDE ? 0.1f * (cue - 3) : one ? 1 : 0;
            assertThat(batch.input().get(b, j))
                .isCloseTo(clean + (float) (0.3 * noise.nextGaussian()), within(1e-6f));
          }
        }
      }
    }
  }

  /** -3 .. 3 from the target: the circle's points in reverse order. */
  private static int cueOf(Batch batch, int b) {
    double x = batch.target().get(b, 0);
    double y = batch.target().get(b, 1);
    if (x == 0 && y == 0) {
      return 0;
    }
    int point = Math.floorMod(Math.round(Math.atan2(x, y) / (Math.PI / 3)), 6);
    return point < 3 ? 3 - point : 2 - point;
  }

  @Test
  void badSizesAreRefused() {
    assertThatThrownBy(
            () -> new Reaching.Settings(Reaching.CueCode.AMPLITUDE, 0, 10, 0, 0, 16, 200, 10_000))
        .hasMessageContaining("0 cues");
    assertThatThrownBy(
            () -> new Reaching.Settings(Reaching.CueCode.AMPLITUDE, 7, 10, -1, 0, 16, 200, 10_000))
        .hasMessageContaining("noise -1.0");
  }
}
