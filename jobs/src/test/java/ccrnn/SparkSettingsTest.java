package ccrnn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The files of conf/spark, one for each kind of master. */
final class SparkSettingsTest {
  private static final Path CONF = Path.of("..", "conf", "spark");
  private static final List<String> KINDS = List.of("local", "standalone", "yarn", "kubernetes");

  /** Read as spark-submit reads them. */
  private static Properties properties(String kind) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(CONF.resolve(kind + ".conf"))) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void everySettingIsOneOfSparksAndHasAReasonAboveIt() throws IOException {
    for (String kind : KINDS) {
      assertThat(properties(kind).stringPropertyNames())
          .allMatch(name -> name.startsWith("spark."));
      String before = "";
      boolean reasoned = false;
      for (String line : Files.readAllLines(CONF.resolve(kind + ".conf"))) {
        reasoned = line.startsWith("#") || (reasoned && !line.isBlank());
        if (line.startsWith("spark.")) {
          assertThat(reasoned).as("%s.conf: %s after %s", kind, line, before).isTrue();
          assertThat(line).matches("\\S+ {2,}\\S.*");
        }
        before = line;
      }
    }
  }

  @Test
  void everyClusterTrainsInTheSameWay() throws IOException {
    Properties standalone = properties("standalone");
    for (String kind : List.of("yarn", "kubernetes")) {
      assertThat(properties(kind))
          .containsAllEntriesOf(only(standalone, "spark.executor."))
          .containsAllEntriesOf(only(standalone, "spark.task."))
          .containsEntry("spark.speculation", "false");
    }
  }

  @Test
  void executorsHaveTheCollectorAndCompilerOptionsOfALocalRun() throws IOException {
    String launcher = Files.readString(Path.of("..", "ccrnn"));
    for (String option :
        properties("standalone").getProperty("spark.executor.extraJavaOptions").split(" ", -1)) {
      assertThat(launcher).contains(option);
    }
  }

  private static Properties only(Properties all, String prefix) {
    Properties some = new Properties();
    all.forEach(
        (name, value) -> {
          if (name.toString().startsWith(prefix)) {
            some.put(name, value);
          }
        });
    return some;
  }
}
