package ccrnn.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.run.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void numbersHaveFourDigits() {
    assertThat(Text.number(30.1634)).isEqualTo("30.16");
    assertThat(Text.number(0.29512)).isEqualTo("0.295");
    assertThat(Text.number(1234.56)).isEqualTo("1235");
    assertThat(Text.number(0)).isEqualTo("0.000");
    assertThat(Text.number(0.00012)).isEqualTo("1.200e-04");
    assertThat(Text.number(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void durationsAndCounts() {
    assertThat(Text.duration(7.4)).isEqualTo("0:07");
    assertThat(Text.duration(750)).isEqualTo("12:30");
    assertThat(Text.duration(11_100)).isEqualTo("3:05:00");
    assertThat(Text.count(1, "trial")).isEqualTo("1 trial");
    assertThat(Text.count(12_345, "trial")).isEqualTo("12,345 trials");
  }

  @Test
  void aTableIsFlushAndHasOneHead() {
    String table =
        Text.table(
            List.of("name", "n"),
            List.of(Text.Side.LEFT, Text.Side.RIGHT),
            List.of(List.of("a", "1"), List.of("long", "200")));
    assertThat(table).isEqualToNormalizingNewlines(" name    n\n a       1\n long  200");
  }

  @Test
  void progressIsALineNowAndThenWhereThereIsNoTerminal() {
    StringWriter out = new StringWriter();
    ProgressMeter meter = new ProgressMeter(new PrintWriter(out), Surface.PLAIN, 80);
    meter.show(new Progress(4, 0, 0, 400, 1, 0.001, 1));
    meter.show(new Progress(4, 1, 0, 400, 100, 0.25, 10));
    meter.show(new Progress(4, 1, 0, 400, 110, 0.27, 11));
    meter.show(new Progress(4, 2, 1, 400, 250, 0.5, 20));
    meter.end(new Progress(4, 4, 1, 400, 400, 1, 40));
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
             25 %  1 of 4 trials  10.0 epochs/s  about 0:30 left
             50 %  2 of 4 trials  12.5 epochs/s  1 failed  about 0:20 left
            100 %  4 of 4 trials  10.0 epochs/s  1 failed  took 0:40
            """);
  }

  @Test
  void progressIsOneLineOnATerminalAndKeepsToItsWidth() {
    StringWriter out = new StringWriter();
    ProgressMeter meter = new ProgressMeter(new PrintWriter(out), Surface.TERMINAL, 40);
    meter.show(new Progress(4, 0, 0, 400, 1, 0.001, 1));
    meter.show(new Progress(4, 2, 0, 400, 200, 0.5, 20));
    assertThat(out.toString()).doesNotContain("\n").contains("\r████████████░░░░░░░░░░░░  50 %");
    assertThat(out.toString().replaceAll("\033\\[K", "").split("\r", -1))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(40));
  }
}
