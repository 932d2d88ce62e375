package ccrnn;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README: its links lead somewhere, and .ci/run runs every command in it. */
class ReadmeTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(HOME.resolve("README.md")));
    while (link.find()) {
      links.add(link.group(1));
    }
    assertThat(links).hasSizeGreaterThan(3);
    assertThat(links).allSatisfy(path -> assertThat(HOME.resolve(path)).exists());
  }

  @Test
  void everyCommandIsRunByCi() throws IOException {
    List<String> lines = Files.readAllLines(HOME.resolve("README.md"));
    String ci = Files.readString(HOME.resolve(".ci/run"));
    int commands = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```sh")) {
        String mark = lines.get(i - 1);
        assertThat(mark)
            .as("the line above the command %s", lines.get(i + 1))
            .matches("<!-- ci: [a-z]+ -->");
        String name = mark.replaceAll("<!-- ci: | -->", "");
        assertThat(ci)
            .containsPattern("readme " + name + "\\b|for name in [a-z ]*\\b" + name + "\\b");
        commands++;
      }
    }
    assertThat(commands).isGreaterThan(5);
  }

  @Test
  void theSweepFileIsOne() throws IOException {
    Matcher yaml =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("README.md")));
    assertThat(yaml.find()).isTrue();
    Sweep sweep = SweepReader.parse(yaml.group(1), "README.md", List.of());
    // Per seed: the intact twin once, two lesions at three onsets; seed 10 lacks the olive's.
    assertThat(sweep.trials()).hasSize(10 * (1 + 2 * 3) - 3);
  }
}
