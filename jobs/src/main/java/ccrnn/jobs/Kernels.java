package ccrnn.jobs;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.UserError;
import java.io.PrintWriter;
import java.util.Optional;

/** What the command line says about kernels. */
final class Kernels {
  private Kernels() {}

  static void requireAvailable(Optional<Kernel> kernel) {
    if (kernel.isPresent() && !kernel.get().available()) {
      throw new UserError(
          "--kernel vector needs a JVM with the module jdk.incubator.vector: start through"
              + " ./ccrnn, or add --add-modules jdk.incubator.vector");
    }
  }

  /** One line where training will be slow. */
  static void warnIfSlow(Optional<Kernel> kernel, PrintWriter err) {
    if (kernel.isEmpty() && Kernel.best() == Kernel.PLAIN) {
      err.println(
          "ccrnn: this JVM has no module jdk.incubator.vector, so training takes several times as"
              + " long (same results); add --add-modules jdk.incubator.vector");
      err.flush();
    }
  }
}
