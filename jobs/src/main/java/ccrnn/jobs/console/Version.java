package ccrnn.jobs.console;

import ccrnn.pipeline.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the project, the commit it was built from, and the JVM. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.current();
    return new String[] {
      "ccrnn %s (%s)".formatted(build.version(), build.gitId()),
      "%s %s, %s"
          .formatted(
              System.getProperty("java.vm.name"),
              System.getProperty("java.vm.version"),
              System.getProperty("java.vm.vendor"))
    };
  }
}
