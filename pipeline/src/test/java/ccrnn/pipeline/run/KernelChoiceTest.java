package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.kernel.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("spark") // which would take the cores that are timed here
class KernelChoiceTest {
  @Test
  void theFasterKernelIsChosenOnce() {
    Kernel chosen = KernelChoice.fastest();
    assertThat(chosen.available()).isTrue();
    assertThat(KernelChoice.fastest()).isSameAs(chosen);
    assertThat(KernelChoice.speed(chosen)).isPositive();
  }
}
