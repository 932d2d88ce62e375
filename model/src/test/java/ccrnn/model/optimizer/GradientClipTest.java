package ccrnn.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.CerebellumFunction;
import ccrnn.model.feedback.Learner;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Network;
import ccrnn.model.feedback.SmallNetworks;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Batch;
import ccrnn.model.task.LineDrawing;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Norms and factors by hand, and whose gradients are counted, scaled and used in each state. */
class GradientClipTest {
  private final GradientClip clip = new GradientClip(Kernel.PLAIN);

  private static final float[] GRADIENTS = {3e-6f, -4e-6f, 1f};

  private float[] clipped(double bound) {
    float[] gradients = GRADIENTS.clone();
    clip.apply(5e-6, bound, gradients, 2);
    return gradients;
  }

  @Test
  void theNormIsThatOfTheFirstElements() {
    assertThat(clip.norm(GRADIENTS, 2)).isCloseTo(5e-6, within(1e-12));
    assertThat(clip.norm(GRADIENTS, 1)).isCloseTo(3e-6, within(1e-12));
    assertThat(clip.norm(GRADIENTS, 0)).isZero();
  }

  /** The norm is 5e-6, PyTorch's epsilon 1e-6: gradients this small show it. */
  @Test
  void theFactorIsTheBoundOverTheNormAndEpsilon() {
    float[] sixth = clipped(1e-6);
    assertThat(sixth[0]).isCloseTo(0.5e-6f, within(1e-12f));
    assertThat(sixth[1]).isCloseTo(-4e-6f / 6, within(1e-12f));
    assertThat(sixth[2]).as("beyond the end").isEqualTo(1f);
    // A bound a little above the norm clips all the same.
    assertThat(clipped(5.4e-6)[0]).isCloseTo(2.7e-6f, within(1e-12f));
    assertThat(clipped(6.1e-6)).isEqualTo(GRADIENTS);
    assertThat(clipped(1)).isEqualTo(GRADIENTS);
    assertThat(clipped(0)).as("no bound").isEqualTo(GRADIENTS);
  }

  /**
   * With plain descent at a rate of 1 a parameter changes by the clipped gradient, so every change
   * shows the factor.
   */
  @Test
  void whatIsCountedIsScaledByAndWhatLearnsIsChanged() {
    double bound = 0.01;
    for (CortexKind cortex : CortexKind.values()) {
      for (ClipSettings.Scope scope : ClipSettings.Scope.values()) {
        for (CerebellumFunction function : CerebellumFunction.values()) {
          LineDrawing task = SmallNetworks.task(3, 0.2);
          Network network =
              SmallNetworks.speaking(
                  SmallNetworks.ccrnn(cortex, 5, 7, 1), new Truncations(10, 3), 6);
          LearningSettings settings =
              new LearningSettings(
                  SmallNetworks.learning(3, 2).feedback(),
                  new Sgd.Settings(1, 0, 0),
                  new ClipSettings(bound, scope));
          Learner learner = new Learner(network, settings, 6, Optional.empty(), Optional.empty());
          Batch batch = new Batch(6, task);
          task.training(1, 0, batch);
          learner.gradients(batch, 0, function);
          float[] gradients = network.parameters().gradients().clone();
          float[] before = network.parameters().values().clone();
          double norm = learner.apply(function);
          float[] after = network.parameters().values();

          int offset = network.shape().cerebellumOffset();
          boolean learns =
              function == CerebellumFunction.INTACT || function == CerebellumFunction.PARTIAL;
          boolean counts =
              learns || (function == CerebellumFunction.FROZEN && scope == ClipSettings.Scope.ALL);
          double squares = 0;
          for (int i = 0; i < (counts ? gradients.length : offset); i++) {
            squares += (double) gradients[i] * gradients[i];
          }
          String name = cortex + " " + scope + " " + function;
          assertThat(norm).as(name).isCloseTo(Math.sqrt(squares), within(1e-6 * norm));
          assertThat(norm).as(name).isGreaterThan(10 * bound);
          double farthest = 0;
          for (int i = 0; i < before.length; i++) {
            double change = i < offset || learns ? -bound / norm * gradients[i] : 0;
            farthest = Math.max(farthest, Math.abs(after[i] - before[i] - change));
          }
          assertThat(farthest).as(name).isLessThan(1e-6);
          assertThat(after).isNotEqualTo(before);
        }
      }
    }
  }
}
