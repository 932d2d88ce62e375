package ccrnn;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The README and the pages of docs: their links lead somewhere, and .ci/run or a test runs every
 * command in them.
 */
class ReadmeTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(HOME.resolve("README.md")));
    try (Stream<Path> files = Files.list(HOME.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        assertThat(page.resolveSibling(link.group(1))).as("a link of %s", page).exists();
        links++;
      }
    }
    assertThat(links).isGreaterThan(30);
  }

  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(HOME.resolve("README.md")));
    while (!open.isEmpty()) {
      Path page = open.pop();
      if (reached.add(page)) {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
          if (link.group(1).endsWith(".md")) {
            open.push(page.resolveSibling(link.group(1)).normalize());
          }
        }
      }
    }
    assertThat(reached).containsAll(pages());
  }

  @Test
  void aNewcomerReadsOnePage() throws IOException {
    assertThat(Files.readAllLines(HOME.resolve("README.md"))).hasSizeLessThanOrEqualTo(180);
  }

  @Test
  void everyCommandIsRunByCi() throws IOException {
    String ci = Files.readString(HOME.resolve(".ci/run"));
    List<String> names = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = Files.readAllLines(page);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).equals("```sh")) {
          String mark = lines.get(i - 1);
          assertThat(mark)
              .as("the line above the command %s of %s", lines.get(i + 1), page)
              .matches("<!-- (ci: [a-z]+|run by [A-Za-z]+Test|not run: .+) -->");
          if (mark.startsWith("<!-- ci: ")) {
            String name = mark.replaceAll("<!-- ci: | -->", "");
            assertThat(ci)
                .containsPattern("readme " + name + "\\b|for name in [a-z ]*\\b" + name + "\\b");
            names.add(name);
          }
        }
      }
    }
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }

  @Test
  void theSweepFileIsOne() throws IOException {
    Matcher yaml =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(HOME.resolve("docs/sweeps.md")));
    assertThat(yaml.find()).isTrue();
    Sweep sweep = SweepReader.parse(yaml.group(1), "sweeps.md", List.of());
    // Per seed: the intact twin once, two lesions at three onsets; seed 10 lacks the olive's.
    assertThat(sweep.trials()).hasSize(10 * (1 + 2 * 3) - 3);
  }

  @Test
  void everyExampleIsASweep() throws IOException {
    List<Path> examples;
    try (Stream<Path> files = Files.list(HOME.resolve("conf"))) {
      examples = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(examples).hasSizeGreaterThan(2);
    for (Path example : examples) {
      Sweep sweep = SweepReader.read(example, List.of());
      assertThat(example).hasFileName(sweep.name() + ".yaml");
      assertThat(sweep.about()).isNotBlank();
      assertThat(sweep.conditions()).as("%s", example).hasSizeGreaterThan(1);
    }
  }

  @Test
  void coverageNamesClassesAndSettingsThatExist() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(HOME)) {
      classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    Matcher code =
        Pattern.compile("`([^`]+)`").matcher(Files.readString(HOME.resolve("docs/coverage.md")));
    int named = 0;
    while (code.find()) {
      String name = code.group(1);
      String key = name.replaceAll(": .*", "");
      if (name.matches("[A-Z][A-Za-z]+") && !name.equals("CamelCase")) {
        assertThat(classes).contains(name);
        named++;
      } else if (name.contains(": ")) {
        assertThat(Setting.of(key)).as(name).isPresent();
        assertThat(Setting.of(key).get().choices()).contains(name.substring(key.length() + 2));
        named++;
      }
    }
    assertThat(named).isGreaterThan(100);
  }
}
