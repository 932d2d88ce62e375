package ccrnn.pipeline.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which program on which machine made a row. None of it has a part in the numbers; it is there to
 * explain a difference that should not be.
 *
 * @param projectVersion version of this project
 * @param gitId commit it was built from, {@code unknown} outside a clone
 * @param jvm name and version of the Java virtual machine
 * @param os name, version and architecture of the operating system
 * @param cpu model of the processor, or the architecture where the system does not tell
 * @param kernel the matrix kernel in use, such as {@code vector} or {@code plain}
 * @param host name of the machine
 */
public record Provenance(
    String projectVersion,
    String gitId,
    String jvm,
    String os,
    String cpu,
    String kernel,
    String host) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** Checks that nothing is null. */
  public Provenance {
    Objects.requireNonNull(projectVersion, "projectVersion");
    Objects.requireNonNull(gitId, "gitId");
    Objects.requireNonNull(jvm, "jvm");
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(host, "host");
  }

  /**
   * Looks at the machine that this runs on. Reads a few system files: call it once per process.
   *
   * @param projectVersion version of this project
   * @param gitId commit it was built from
   * @param kernel the matrix kernel in use
   * @return the provenance of rows made here
   */
  public static Provenance here(String projectVersion, String gitId, String kernel) {
    return new Provenance(
        projectVersion,
        gitId,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Stream.of("os.name", "os.version", "os.arch")
            .map(System::getProperty)
            .reduce((left, right) -> left + " " + right)
            .orElseThrow(),
        cpuModel(),
        kernel,
        hostName());
  }

  private static String cpuModel() {
    if (Files.isReadable(CPU_INFO)) {
      try (Stream<String> lines = Files.lines(CPU_INFO)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseGet(() -> System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }

  /**
   * Names this machine.
   *
   * @return its host name, {@code unknown} where the system does not tell
   */
  public static String hostName() {
    try {
      if (Files.isReadable(HOST_NAME)) {
        return Files.readString(HOST_NAME).strip();
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
