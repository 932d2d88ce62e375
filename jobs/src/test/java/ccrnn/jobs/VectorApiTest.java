package ccrnn.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own, which starts without the Vector API and is asked for its kernel. */
final class VectorApiTest {
  @TempDir private Path temp;

  @Test
  void theModuleIsAddedWithoutAWordOfTheJvm() throws Exception {
    assertThat(errorOfRun("--add-exports=java.base/jdk.internal.module=ALL-UNNAMED"))
        .startsWith("ccrnn: ")
        .contains("missing.yaml")
        .hasLineCount(1);
  }

  @Test
  void withoutItsDoorTheModuleIsNotThere() throws Exception {
    assertThat(errorOfRun())
        .startsWith("ccrnn: --kernel vector needs a JVM with the module jdk.incubator.vector")
        .hasLineCount(1);
  }

  /** What a run says of a kernel that it needs, and then of a sweep that is not there. */
  private String errorOfRun(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ccrnn.jobs.Main"));
    command.addAll(List.of("run", "--kernel", "vector", "missing.yaml"));
    Path error = temp.resolve("error");
    Process process =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(error.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    return Files.readString(error);
  }
}
