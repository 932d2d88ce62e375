package ccrnn.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BuildInfoTest {
  @Test
  void knowsVersionAndCommitOfTheBuild() {
    BuildInfo build = BuildInfo.current();

    assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(build.gitId()).matches("unknown|[0-9a-f]{12,40}(-dirty)?");
  }
}
