package ccrnn.jobs.command;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.SparkOptions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what follows {@code --}: spark-submit's options, as far as they mean something here. */
final class SparkArguments {
  private SparkArguments() {}

  /**
   * Reads options of a local run. Those of a cluster go to spark-submit instead and come back as
   * {@code spark.*} properties.
   */
  static SparkOptions parse(List<String> arguments) {
    Optional<String> master = Optional.empty();
    Map<String, String> conf = new TreeMap<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      switch (option) {
        case "--master" -> master = Optional.of(value(argument, equals, rest));
        case "--conf" -> property(value(argument, equals, rest), conf);
        case "--driver-memory" ->
            throw new UserError(
                "--driver-memory comes too late for a local run: set CCRNN_JAVA_OPTS=-Xmx"
                    + value(argument, equals, rest)
                    + " instead");
        default ->
            throw new UserError(
                "after --, a local run takes --master local[N] and --conf key=value, not "
                    + argument);
      }
    }
    return new SparkOptions(master, conf);
  }

  private static String value(String argument, int equals, Iterator<String> rest) {
    if (equals >= 0) {
      return argument.substring(equals + 1);
    }
    if (!rest.hasNext()) {
      throw new UserError(argument + " needs a value");
    }
    return rest.next();
  }

  private static void property(String assignment, Map<String, String> conf) {
    // Only the first = separates: values such as JVM options have their own.
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new UserError("after --, write --conf key=value");
    }
    conf.put(assignment.substring(0, equals), assignment.substring(equals + 1));
  }
}
