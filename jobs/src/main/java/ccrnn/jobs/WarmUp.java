package ccrnn.jobs;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Loads the classes that the short commands need, so that the launcher can keep them in a class
 * data sharing archive. Started by the launcher after a build.
 */
@Command(name = "warm-up", hidden = true, description = "Loads classes for the launcher's archive.")
final class WarmUp implements Callable<Integer> {
  @Override
  public Integer call() {
    return Exit.OK;
  }
}
