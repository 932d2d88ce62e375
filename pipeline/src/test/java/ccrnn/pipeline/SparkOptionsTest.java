package ccrnn.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/**
 * The parent POM's {@code spark.jvm.options}, with which this test and the launcher start, are what
 * this version of Spark asks for. When it fails: copy the expected options into the POM.
 */
final class SparkOptionsTest {
  @Test
  void jvmHasAllThatSparkAsksFor() {
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
        .contains(JavaModuleOptions.defaultModuleOptionArray());
  }
}
