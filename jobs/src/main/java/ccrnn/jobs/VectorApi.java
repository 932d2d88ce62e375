package ccrnn.jobs;

/**
 * Adds the Vector API to this JVM. A JVM that starts with {@code --add-modules
 * jdk.incubator.vector} says so in a line on standard error, which no option silences; one that
 * adds the module a moment later says nothing. The JDK adds modules of its own like this when an
 * agent asks for them: to the loader of its own classes, so that the compiler knows the module's
 * methods and their code is as fast.
 */
final class VectorApi {
  private static final String INTERNALS = "jdk.internal.module";

  private VectorApi() {}

  /**
   * Adds it where the launcher lets us into the JDK, which it does for commands that train. Where
   * the JDK has no such module, these say that training will be slow.
   */
  static void load() {
    if (Object.class.getModule().isExported(INTERNALS, VectorApi.class.getModule())) {
      try {
        Class.forName(INTERNALS + ".Modules")
            .getMethod("loadModule", String.class)
            .invoke(null, "jdk.incubator.vector");
      } catch (ReflectiveOperationException absent) {
        return; // Kernel looks for itself
      }
    }
  }
}
