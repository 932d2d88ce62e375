package ccrnn.stores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3Proxy as a process of its own: an S3 server that keeps its objects in memory and checks
 * signatures. It ends with the test's JVM at the latest.
 */
final class S3Server implements AutoCloseable {
  static final String KEY = "KEYOFTHETESTS0123";
  static final String SECRET = "s3cr3tOfTheTests/+not4AnyEye";
  static final String BUCKET = "results-bucket";

  private static final Path JARS = Path.of("s3-server", "target", "jars").toAbsolutePath();

  private final Process process;
  private final Thread hook;
  private final int port;
  private final S3Client client;

  private S3Server(Process process, Path log, int port) throws Exception {
    this.process = process;
    this.port = port;
    this.hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
    awaitPort(log);
    this.client =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            // S3Proxy does not know these headers.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .build();
    client.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  /** Starts a server with one empty bucket; its settings and log go to {@code folder}. */
  static S3Server start(Path folder) throws Exception {
    if (!Files.isDirectory(JARS)) {
      throw new IllegalStateException(
          JARS + " is missing: mvn -pl pipeline/stores -am process-test-resources makes it");
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings = folder.resolve("s3proxy.properties");
    Files.writeString(
        settings,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=transient
        jclouds.identity=none
        jclouds.credential=none
        """
            .formatted(port, KEY, SECRET));
    Path log = folder.resolve("s3proxy.log");
    Path logging = Path.of(S3Server.class.getResource("/s3-server-logback.xml").toURI());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                JARS + "/*",
                "org.gaul.s3proxy.Main",
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return new S3Server(process, log, port);
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void awaitPort(Path log) throws Exception {
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > patience) {
          throw new IllegalStateException("S3Proxy does not start: " + Files.readString(log));
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
  }

  int port() {
    return port;
  }

  S3Client client() {
    return client;
  }

  /** The keys of all objects, folder markers left out. */
  List<String> keys() {
    return client.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.endsWith("/"))
        .sorted()
        .toList();
  }

  /** All objects with their bytes. */
  Map<String, byte[]> objects() {
    Map<String, byte[]> objects = new TreeMap<>();
    for (String key : keys()) {
      objects.put(
          key, client.getObjectAsBytes(object -> object.bucket(BUCKET).key(key)).asByteArray());
    }
    return objects;
  }

  /** What s3a: needs to know to come here, or to a {@link Wire} that leads here. */
  static Map<String, String> settings(int port) {
    return Map.of(
        "fs.s3a.endpoint",
        "http://127.0.0.1:" + port,
        "fs.s3a.endpoint.region",
        "us-east-1",
        "fs.s3a.path.style.access",
        "true",
        "fs.s3a.access.key",
        KEY,
        "fs.s3a.secret.key",
        SECRET);
  }

  /** The same as variables of an environment. */
  static Map<String, String> environment(int port) {
    return Map.of(
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + port,
        "AWS_REGION",
        "us-east-1",
        "AWS_ACCESS_KEY_ID",
        KEY,
        "AWS_SECRET_ACCESS_KEY",
        SECRET);
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
