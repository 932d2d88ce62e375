package ccrnn.pipeline.run;

import ccrnn.pipeline.store.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where process ids mean something: one boot of one machine, or one container of it.
 *
 * @param host name of the machine, for the eye
 * @param tag tells this boot and this space of process ids from all others
 */
record Machine(String host, String tag) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  /** Field of /proc/PID/stat after the name in brackets: one letter, the state. */
  private static final int STATE = 0;

  /** Field of /proc/PID/stat after the name in brackets: ticks from boot to the start. */
  private static final int START = 19;

  /** The machine that this runs on. */
  static Machine here() {
    String host = Provenance.hostName();
    String boot = "";
    String processes = "";
    try {
      boot = Files.isReadable(BOOT) ? Files.readString(BOOT).strip() : "";
      processes =
          Files.isSymbolicLink(PROCESSES) ? Files.readSymbolicLink(PROCESSES).toString() : "";
    } catch (IOException e) {
      // The name of the machine has to do.
    }
    return new Machine(host, Hashes.shortHash(host + "\n" + boot + "\n" + processes));
  }

  /**
   * When a process started, in a measure of the machine's own that no wall clock has a part in
   * where there is a /proc; 0 if it is gone or the system does not tell.
   */
  static long started(long process) {
    Optional<List<String>> fields = fields(process);
    if (fields.isPresent()) {
      return Long.parseLong(fields.get().get(START));
    }
    return ProcessHandle.of(process)
        .flatMap(handle -> handle.info().startInstant())
        .map(instant -> instant.toEpochMilli())
        .orElse(0L);
  }

  /** Whether the process that started then is still there. */
  boolean runs(long process, long started) {
    Optional<List<String>> fields = fields(process);
    if (fields.isPresent() && "ZX".contains(fields.get().get(STATE))) {
      return false; // dead, only its parent has not asked how it ended
    }
    return ProcessHandle.of(process).isPresent() && (started == 0 || started(process) == started);
  }

  private static Optional<List<String>> fields(long process) {
    Path file = Path.of("/proc", Long.toString(process), "stat");
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
      return fields.size() > START ? Optional.of(fields) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
