package ccrnn.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.jobs.console.Exit;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.PublishedFile;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors are folders of a local server: good, and bad in every way. */
class DownloadTest {
  private static final byte[] CONTENT = "digits ".repeat(1000).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path temporary;
  private final List<String> asked = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final StringWriter out = new StringWriter();
  private HttpServer server;
  private ExecutorService threads;
  private Path folder;
  private PublishedFile file;
  private byte[] packed;

  @BeforeEach
  void start() throws IOException, NoSuchAlgorithmException {
    folder = temporary.resolve("data");
    file =
        new PublishedFile(
            "a",
            CONTENT.length,
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
    packed = gzip(CONTENT);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    mirror("good", exchange -> answer(exchange, packed));
    mirror("other", exchange -> answer(exchange, gzip(new byte[CONTENT.length])));
    mirror("none", exchange -> exchange.sendResponseHeaders(404, -1));
    mirror(
        "cut",
        exchange -> {
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed, 0, packed.length / 2);
        });
    mirror(
        "short",
        exchange -> {
          exchange.sendResponseHeaders(200, packed.length / 2);
          exchange.getResponseBody().write(packed, 0, packed.length / 2);
        });
    mirror(
        "stuck",
        exchange -> {
          exchange.sendResponseHeaders(200, packed.length);
          exchange.getResponseBody().write(packed, 0, packed.length / 2);
          exchange.getResponseBody().flush();
          await();
        });
    mirror(
        "endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (end.getCount() > 0) {
            body.write(new byte[1 << 16]);
          }
        });
    mirror(
        "moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", address("good") + "a.gz");
          exchange.sendResponseHeaders(302, -1);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void mirror(String name, HttpHandler handler) {
    server.createContext(
        "/" + name + "/",
        exchange -> {
          try (exchange) {
            synchronized (asked) {
              asked.add(exchange.getRequestURI().getPath());
            }
            handler.handle(exchange);
          }
        });
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private URI address(String mirror) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + mirror + "/");
  }

  private void fetch(String... mirrors) {
    new Download(
            Stream.of(mirrors).map(this::address).toList(),
            Duration.ofMillis(700),
            new PrintWriter(out),
            Optional.empty())
        .fetch(List.of(file), folder);
  }

  private void refused(String reason, String... mirrors) throws IOException {
    assertThatThrownBy(() -> fetch(mirrors))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot download a.gz: "
                + reason
                + "; check the network, give another mirror with --from, or copy the file to "
                + folder);
    assertThat(files()).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aFileIsFetchedOnce() throws IOException {
    fetch("good");
    assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    assertThat(files()).containsExactly("a.gz");
    fetch("none");
    assertThat(asked).containsExactly("/good/a.gz");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            String.format("a.gz, %d bytes from 127.0.0.1%na.gz is there%n", packed.length));
  }

  @Test
  void theNextMirrorHelpsOut() {
    fetch("none", "other", "cut", "short", "moved");
    assertThat(folder.resolve("a.gz")).hasBinaryContent(packed);
    // Where a connection is cut, the client may ask once more of itself.
    assertThat(asked.stream().distinct())
        .containsExactly(
            "/none/a.gz", "/other/a.gz", "/cut/a.gz", "/short/a.gz", "/moved/a.gz", "/good/a.gz");
  }

  @Test
  void everyFailureIsNamed() throws IOException {
    refused("127.0.0.1 answers 404, 127.0.0.1 has another file of that name", "none", "other");
    refused("127.0.0.1 has another file of that name", "short");
    assertThatThrownBy(() -> fetch("cut")).hasMessageContaining("127.0.0.1 breaks off (");
    assertThat(files()).isEmpty();
    refused("127.0.0.1 sends too much", "endless");
    refused("127.0.0.1 has sent nothing for 0 seconds", "stuck");
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.gz"), "mine");
    assertThatThrownBy(() -> fetch("good"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder.resolve("a.gz")
                + " is there, but is not the published file; move it away and try again");
    assertThat(folder.resolve("a.gz")).hasContent("mine");
  }

  @Test
  void theFolderMustBeOne() throws IOException {
    Files.writeString(folder, "a file");
    assertThatThrownBy(() -> fetch("good"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cannot write to " + folder);
  }

  @Test
  void theCommandTakesAnotherMirror() {
    Program program =
        Program.run(
            "data", "mnist", "--to", folder.toString(), "--from", address("good").toString());
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(program.err())
        .isEqualToNormalizingNewlines(
            "ccrnn: cannot download train-images-idx3-ubyte.gz: 127.0.0.1 has another file of that"
                + " name; check the network, give another mirror with --from, or copy the file to "
                + folder
                + "\n");
    assertThat(asked).containsExactly("/good/train-images-idx3-ubyte.gz");
  }

  @Test
  void withoutANetworkItIsOneLine() {
    String nobody = address("good").toString();
    stop();
    Program program = Program.run("data", "mnist", "--to", folder.toString(), "--from", nobody);
    assertThat(program.exit()).isEqualTo(Exit.USER_ERROR);
    assertThat(program.err())
        .contains("127.0.0.1 cannot be reached; check the network")
        .hasLineCount(1);
  }

  @Test
  void mistakesOnTheCommandLineAreNamed() {
    assertThat(Program.run("data", "mnist", "--to", "hdfs://x/y").err())
        .isEqualToNormalizingNewlines(
            "ccrnn: --to takes a local folder, not hdfs://x/y; copy it there afterwards\n");
    assertThat(Program.run("data", "mnist", "--to", folder.toString(), "--from", "ftp://x").err())
        .isEqualToNormalizingNewlines(
            "ccrnn: --from takes an http or https address, not ftp://x\n");
    assertThat(Program.run("data", "mnsit").err()).contains("did you mean mnist?");
    assertThat(Program.run("data").exit()).isEqualTo(Exit.USER_ERROR);
  }
}
