package ccrnn.pipeline.store;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;

/**
 * How Hadoop's file systems are reached from this process: endpoints, regions, keys. The same for
 * every command, so that what {@code run} wrote {@code status} can read. Later ones win:
 *
 * <ol>
 *   <li>Hadoop's own defaults, with a few of ours for {@code s3a:};
 *   <li>{@code core-site.xml} and {@code hdfs-site.xml} in {@code HADOOP_CONF_DIR};
 *   <li>the variables that other programs for S3 take: {@code AWS_ACCESS_KEY_ID}, {@code
 *       AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}, {@code AWS_REGION}, {@code
 *       AWS_ENDPOINT_URL};
 *   <li>{@code spark.hadoop.*} properties of the JVM, which spark-submit sets, and of Spark, by
 *       which an executor has what its driver has;
 *   <li>what a caller gives.
 * </ol>
 *
 * <p>The maps hold secrets: they go to file systems and to Spark, and nowhere else.
 */
public final class HadoopSettings {
  /** Spark's properties for Hadoop begin with this. */
  public static final String SPARK_PREFIX = "spark.hadoop.";

  private static final String ACCESS_KEY = "fs.s3a.access.key";
  private static final String SECRET_KEY = "fs.s3a.secret.key";
  private static final String SESSION_TOKEN = "fs.s3a.session.token";

  /** Not settings of a site but what suits our files, so anything else wins. */
  private static final Map<String, String> OURS =
      Map.of(
          // Each asks the store about parents and children before it acts. Ours are known.
          "fs.s3a.performance.flags", "create,delete,mkdir",
          // Small files, held in memory until they are whole: nothing in the temporary folder.
          "fs.s3a.fast.upload.buffer", "bytebuffer",
          "fs.s3a.multipart.size", "8M",
          "fs.s3a.input.stream.type", "classic",
          // A journey more for every file, for the sake of large bodies that are refused.
          "fs.s3a.connection.expect.continue", "false",
          // Without it a wrong endpoint is told after minutes. Throttling has its own limit.
          "fs.s3a.retry.limit", "4",
          "fs.s3a.attempts.maximum", "3",
          "fs.s3a.connection.establish.timeout", "15s");

  private HadoopSettings() {}

  /**
   * Looks at the environment of this process, its properties and, in an executor, Spark's.
   *
   * @return settings on top of Hadoop's own defaults
   * @throws UserError if {@code HADOOP_CONF_DIR} is no folder
   */
  public static Map<String, String> here() {
    Map<String, String> properties = new TreeMap<>(prefixed(System.getProperties()));
    if (SparkEnv.get() != null) {
      Stream.of(SparkEnv.get().conf().getAllWithPrefix(SPARK_PREFIX))
          .forEach(setting -> properties.put(setting._1(), setting._2()));
    }
    return of(System.getenv(), properties);
  }

  /**
   * Picks Hadoop's settings out of Spark's.
   *
   * @param properties Spark's properties by name
   * @return those for Hadoop, as Hadoop names them
   */
  public static Map<String, String> among(Map<String, String> properties) {
    Map<String, String> settings = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(SPARK_PREFIX)) {
            settings.put(key.substring(SPARK_PREFIX.length()), value);
          }
        });
    return settings;
  }

  /** {@link #here} for a given environment and given {@code spark.hadoop.*} properties. */
  static Map<String, String> of(Map<String, String> environment, Map<String, String> properties) {
    Map<String, String> settings = new TreeMap<>(OURS);
    settings.putAll(site(environment.get("HADOOP_CONF_DIR")));
    put(environment, List.of("AWS_REGION", "AWS_DEFAULT_REGION"), settings, "endpoint.region");
    if (put(
        environment, List.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"), settings, "endpoint")) {
      // A store of one's own has one name, not one for each bucket.
      settings.put("fs.s3a.path.style.access", "true");
    }
    Map<String, String> keys = new TreeMap<>();
    put(environment, List.of("AWS_ACCESS_KEY_ID"), keys, "access.key");
    put(environment, List.of("AWS_SECRET_ACCESS_KEY"), keys, "secret.key");
    put(environment, List.of("AWS_SESSION_TOKEN"), keys, "session.token");
    return merged(merged(settings, keys), properties);
  }

  /** Some settings and others that win; never half of one pair of keys and half of another. */
  static Map<String, String> merged(Map<String, String> settings, Map<String, String> winning) {
    Map<String, String> all = new TreeMap<>(settings);
    if (winning.containsKey(ACCESS_KEY)) {
      all.keySet().removeAll(List.of(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN));
    }
    all.putAll(winning);
    return all;
  }

  /** The first variable that is set becomes a setting of s3a. */
  private static boolean put(
      Map<String, String> environment,
      List<String> variables,
      Map<String, String> settings,
      String setting) {
    for (String variable : variables) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        settings.put("fs.s3a." + setting, value);
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> site(String folder) {
    Map<String, String> settings = new TreeMap<>();
    if (folder == null || folder.isBlank()) {
      return settings;
    }
    if (!Files.isDirectory(Path.of(folder))) {
      throw new UserError("HADOOP_CONF_DIR is " + folder + ", which is no folder");
    }
    for (String name : List.of("core-site.xml", "hdfs-site.xml")) {
      Path file = Path.of(folder, name);
      if (Files.isRegularFile(file)) {
        requireXml(file); // Hadoop would log a stack trace
        Configuration site = new Configuration(false);
        site.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
        site.forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
      }
    }
    return settings;
  }

  private static void requireXml(Path file) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        xml.next();
      }
    } catch (IOException | XMLStreamException e) { // whose message may quote the file
      throw new UserError(file + " cannot be read as a file of Hadoop settings", e);
    }
  }

  private static Map<String, String> prefixed(Properties properties) {
    Map<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    return among(all);
  }
}
