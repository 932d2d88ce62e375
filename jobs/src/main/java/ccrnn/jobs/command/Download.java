package ccrnn.jobs.command;

import ccrnn.jobs.console.Text;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.PublishedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches published files as gzip from the first mirror that has them. A file takes its name when
 * all of it has come and has the right content, so what is there is whole.
 */
final class Download {
  /** How often the size of what has come is looked at. */
  private static final long LOOK_MILLIS = 200;

  /** Gzip makes no file larger by more than this. */
  private static final long GZIP_OVERHEAD = 1 << 16;

  private final List<URI> mirrors;
  private final Duration patience;
  private final PrintWriter out;
  private final Optional<PrintWriter> terminal;
  private final HttpClient client;

  /**
   * @param mirrors folders with the files, in the order in which they are asked
   * @param patience how long a mirror may send nothing
   * @param out a line for each file
   * @param terminal how much has come, on a line that is rewritten
   */
  Download(List<URI> mirrors, Duration patience, PrintWriter out, Optional<PrintWriter> terminal) {
    this.mirrors = mirrors;
    this.patience = patience;
    this.out = out;
    this.terminal = terminal;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
  }

  /** A mirror that did not give the file; the message goes after the mirror's name. */
  private static final class MirrorFailed extends Exception {
    private static final long serialVersionUID = 1L;

    MirrorFailed(String message) {
      super(message);
    }

    MirrorFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Fetches the files that are not there.
   *
   * @param files what they must be; {@code .gz} is put after their names
   * @param folder where to; made if it does not exist
   * @throws UserError if no mirror has one of them, another file of that name is there, or the
   *     folder can't be written to
   */
  void fetch(List<PublishedFile> files, Path folder) {
    try {
      Files.createDirectories(folder);
      for (PublishedFile file : files) {
        fetch(file, folder.resolve(file.name() + ".gz"));
      }
    } catch (IOException e) {
      throw new UserError("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  private void fetch(PublishedFile file, Path target) throws IOException {
    String name = target.getFileName().toString();
    if (Files.exists(target)) {
      if (!isThere(file, target)) {
        throw new UserError(
            target + " is there, but is not the published file; move it away and try again");
      }
      say(name + " is there");
      return;
    }
    Path part = target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
    part.toFile().deleteOnExit(); // should the user lose patience
    List<MirrorFailed> failures = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    try {
      for (URI mirror : mirrors) {
        try {
          fetch(file, name, mirror, part);
          long bytes = Files.size(part);
          Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
          say(name + ", " + Text.count(bytes, "byte") + " from " + mirror.getHost());
          return;
        } catch (MirrorFailed e) {
          failures.add(e);
          reasons.add(mirror.getHost() + " " + e.getMessage());
        }
      }
    } finally {
      Files.deleteIfExists(part);
    }
    UserError none =
        new UserError(
            "cannot download "
                + name
                + ": "
                + String.join(", ", reasons)
                + "; check the network, give another mirror with --from, or copy the file to "
                + target.toAbsolutePath().normalize().getParent());
    failures.forEach(none::addSuppressed);
    throw none;
  }

  private static boolean isThere(PublishedFile file, Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return file.isIn(in);
    }
  }

  private void say(String line) {
    terminal.ifPresent(
        screen -> {
          screen.print("\r\033[K");
          screen.flush();
        });
    out.println(line);
    out.flush();
  }

  private void fetch(PublishedFile file, String name, URI mirror, Path part)
      throws IOException, MirrorFailed {
    String folder = mirror.toString();
    URI address = URI.create(folder + (folder.endsWith("/") ? "" : "/") + name);
    HttpRequest request;
    try {
      request = HttpRequest.newBuilder(address).timeout(patience).build();
    } catch (IllegalArgumentException e) {
      throw new UserError("--from takes an http or https address, not " + folder, e);
    }
    int status = receive(request, file.bytes() + GZIP_OVERHEAD, name, part);
    if (status != 200) {
      throw new MirrorFailed("answers " + status);
    }
    if (!isThere(file, part)) {
      throw new MirrorFailed("has another file of that name");
    }
  }

  /** Waits for the body, and no longer for one that does not grow or does not end. */
  private int receive(HttpRequest request, long most, String name, Path part)
      throws IOException, MirrorFailed {
    Files.deleteIfExists(part);
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            request,
            head ->
                head.statusCode() == 200
                    ? BodySubscribers.ofFile(part)
                    : BodySubscribers.replacing(part));
    long size = 0;
    long grown = System.nanoTime();
    try {
      while (true) {
        try {
          return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).statusCode();
        } catch (TimeoutException notYet) {
          long now = Files.exists(part) ? Files.size(part) : 0;
          if (now > size) {
            size = now;
            grown = System.nanoTime();
            show(name, size);
          }
          if (size > most) {
            throw new MirrorFailed("sends too much");
          }
          if (System.nanoTime() - grown > patience.toNanos()) {
            throw new MirrorFailed("has sent nothing for " + patience.toSeconds() + " seconds");
          }
        }
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private void show(String name, long size) {
    terminal.ifPresent(
        screen -> {
          screen.print("\r" + name + ": " + Text.count(size, "byte") + "\033[K");
          screen.flush();
        });
  }

  private static MirrorFailed failure(Throwable cause) {
    if (cause instanceof ConnectException) {
      return new MirrorFailed("cannot be reached", cause);
    }
    if (cause instanceof HttpTimeoutException) {
      return new MirrorFailed("does not answer", cause);
    }
    if (cause instanceof IOException || cause instanceof UncheckedIOException) {
      return new MirrorFailed("breaks off (" + cause.getMessage() + ")", cause);
    }
    throw new IllegalStateException("download failed", cause);
  }
}
