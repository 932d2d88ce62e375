package ccrnn.stores;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wire to an S3 server: writes down every request and breaks those that a test wants broken.
 * One request per connection.
 */
final class Wire implements AutoCloseable {
  /** What becomes of a request. */
  enum Fate {
    /** It is answered by the server. */
    ANSWERED,
    /** The server is told to be too busy, without seeing it. */
    REFUSED,
    /** The connection breaks after half of its body, on both sides. */
    CUT,
    /** The server does what it asks, but the answer is lost. */
    UNANSWERED,
    /** Half of its body goes on its way, nothing more, until the client dies. */
    STUCK
  }

  /** A request: its method, and its path with the query. */
  record Request(String method, String path) {
    /** Such as {@code PUT trials/0a.parquet}; a listing is {@code LIST}. */
    String shown() {
      boolean lists = path.contains("list-type=");
      String name = path.replaceFirst("\\?.*", "").replaceFirst("^/" + S3Server.BUCKET + "/?", "");
      return (lists ? "LIST" : method) + " " + name;
    }

    boolean is(String wanted, String part) {
      return method.equals(wanted) && path.contains(part);
    }
  }

  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

  private final ServerSocket door;
  private final int server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Fate> fates = request -> Fate.ANSWERED;

  Wire(S3Server server) throws IOException {
    this.server = server.port();
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return door.getLocalPort();
  }

  /** From now on; asked for every request, on many threads. */
  void fates(Function<Request, Fate> chosen) {
    fates = chosen;
  }

  /** What was asked since the last {@link #forget}, in order. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> shown() {
    return requests.stream().map(Request::shown).toList();
  }

  void forget() {
    requests.clear();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        daemon(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      String head = head(in);
      String[] first = head.split(" ", 3);
      Request request = new Request(first[0], first[1]);
      requests.add(request);
      if (head.toLowerCase(Locale.ROOT).contains("100-continue")) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      Fate fate = fates.apply(request);
      byte[] body = in.readNBytes(length(head));
      switch (fate) {
        case REFUSED -> out.write(busy());
        case CUT, STUCK, UNANSWERED, ANSWERED -> pass(fate, head, body, in, out);
      }
    } catch (IOException gone) {
      return; // the client sees it
    }
  }

  private void pass(Fate fate, String head, byte[] body, InputStream in, OutputStream out)
      throws IOException {
    try (Socket there = new Socket(InetAddress.getLoopbackAddress(), server)) {
      OutputStream to = there.getOutputStream();
      to.write(oneRequest(head).getBytes(StandardCharsets.US_ASCII));
      boolean half = fate == Fate.CUT || fate == Fate.STUCK;
      to.write(body, 0, half ? body.length / 2 : body.length);
      to.flush();
      if (fate == Fate.STUCK) {
        in.read(); // returns when the client is gone
      } else if (fate == Fate.UNANSWERED) {
        there.getInputStream().readAllBytes();
      } else if (fate == Fate.ANSWERED) {
        there.getInputStream().transferTo(out);
      }
    }
  }

  /** The server is to close after its answer, by which its end is known. */
  private static String oneRequest(String head) {
    return head.replaceAll("(?i)\r\n(connection|expect):[^\r]*", "")
        .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
  }

  private static byte[] busy() {
    String body =
        "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Reduce your request rate."
            + "</Message></Error>";
    String answer =
        "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return answer.getBytes(StandardCharsets.US_ASCII);
  }

  private static int length(String head) {
    Matcher length = LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int end = 0;
    while (end < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      end = next == "\r\n\r\n".charAt(end) ? end + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
