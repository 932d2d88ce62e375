package ccrnn.model.benchmark;

/** Options of the JVM that a benchmark runs in; the package says why. */
final class Jvm {
  static final String VECTOR_API = "--add-modules=jdk.incubator.vector";
  static final String SERIAL_GC = "-XX:+UseSerialGC";

  private Jvm() {}
}
