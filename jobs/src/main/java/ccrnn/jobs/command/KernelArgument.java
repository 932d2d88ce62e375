package ccrnn.jobs.command;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.KernelChoice;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What commands that train have in common: who may carry the hot loops. */
final class KernelArgument {
  @Option(
      names = "--kernel",
      paramLabel = "KERNEL",
      description =
          "plain or vector: carrier of the hot loops (default: the faster one). Changes no"
              + " result.")
  private Optional<Kernel> kernel = Optional.empty();

  /**
   * The kernel that the user wants.
   *
   * @return empty where that is the faster one
   * @throws UserError if this JVM does not have it
   */
  Optional<Kernel> asked() {
    if (kernel.isPresent() && !kernel.get().available()) {
      throw new UserError(
          "--kernel vector needs a JVM with the module jdk.incubator.vector: start through"
              + " ./ccrnn, or add --add-modules jdk.incubator.vector");
    }
    return kernel;
  }

  /** For training in this process; warns where it will be slow. */
  Kernel orFastest(PrintWriter err) {
    Optional<Kernel> asked = asked();
    warnIfSlow(err);
    return asked.orElseGet(KernelChoice::fastest);
  }

  /** One line where training will be slow. */
  void warnIfSlow(PrintWriter err) {
    if (kernel.isEmpty() && Kernel.best() == Kernel.PLAIN) {
      err.println(
          "ccrnn: this JVM has no module jdk.incubator.vector, so training takes several times as"
              + " long (same results); add --add-modules jdk.incubator.vector");
      err.flush();
    }
  }
}
