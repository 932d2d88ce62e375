package ccrnn.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.kernel.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The optimizers against PyTorch's definitions, written out once more in 64 bits for one parameter;
 * the recorded runs of the parity tests hold both to PyTorch itself.
 */
class OptimizerTest {
  private static final int LENGTH = 37;
  private static final double RATE = 0.01;
  private static final double L2 = 0.05;

  /** One parameter under the published rates. */
  private static final class Definition {
    private final OptimizerKind kind;
    private double value;
    private double first;
    private double second;
    private int step;

    Definition(OptimizerKind kind, double value) {
      this.kind = kind;
      this.value = value;
    }

    void step(double gradient, double rate, double l2) {
      step++;
      double g = gradient + l2 * value;
      switch (kind) {
        case ADAM -> {
          first = 0.9 * first + 0.1 * g;
          second = 0.98 * second + 0.02 * g * g;
          double mean = first / (1 - Math.pow(0.9, step));
          double square = second / (1 - Math.pow(0.98, step));
          value -= rate * mean / (Math.sqrt(square) + 1e-9);
        }
        case RMSPROP -> {
          first = 0.99 * first + 0.01 * g * g;
          second = 0.9 * second + g / (Math.sqrt(first) + 1e-10);
          value -= rate * second;
        }
        case SGD -> {
          // PyTorch starts with the gradient itself, which is the same from nothing.
          first = step == 1 ? g : 0.9 * first + g;
          value -= rate * first;
        }
        case ADAMAX -> {
          first = 0.9 * first + 0.1 * g;
          second = Math.max(0.98 * second, Math.abs(g) + 1e-9);
          value -= rate / (1 - Math.pow(0.9, step)) * first / second;
        }
        case ADAGRAD -> {
          first += g * g;
          value -= rate / (1 + (step - 1) * 0.9) * g / (Math.sqrt(first) + 1e-10);
        }
        case ADADELTA -> {
          first = 0.9 * first + 0.1 * g * g;
          double delta = Math.sqrt(second + 1e-6) / Math.sqrt(first + 1e-6) * g;
          second = 0.9 * second + 0.1 * delta * delta;
          value -= rate * delta;
        }
      }
    }
  }

  private static float[] random(SplittableRandom random) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void eachFollowsItsDefinitionAlsoWithPenaltyAndANewRate(OptimizerKind kind) {
    for (double l2 : new double[] {0, L2}) {
      SplittableRandom random = new SplittableRandom(3);
      float[] values = random(random);
      Definition[] definitions = new Definition[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        definitions[i] = new Definition(kind, values[i]);
      }
      Optimizer optimizer = kind.published(RATE, l2).create(LENGTH, Kernel.PLAIN);
      for (int step = 1; step <= 30; step++) {
        double rate = step <= 20 ? RATE : RATE / 10;
        optimizer.learningRate(rate);
        float[] gradients = random(random);
        for (int i = 0; i < LENGTH; i++) {
          definitions[i].step(gradients[i], rate, l2);
        }
        optimizer.step(values, gradients, LENGTH);
      }
      assertThat(optimizer.steps()).isEqualTo(30);
      for (int i = 0; i < LENGTH; i++) {
        assertThat((double) values[i]).isCloseTo(definitions[i].value, within(2e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void parametersFromTheEndOnAreFrozen(OptimizerKind kind) {
    SplittableRandom random = new SplittableRandom(4);
    float[] values = random(random);
    float[] before = values.clone();
    Optimizer optimizer = kind.published(RATE, L2).create(LENGTH, Kernel.PLAIN);
    optimizer.step(values, random(random), 20);
    assertThat(Arrays.copyOfRange(values, 20, LENGTH))
        .isEqualTo(Arrays.copyOfRange(before, 20, LENGTH));
    for (int i = 0; i < 20; i++) {
      assertThat(values[i]).isNotEqualTo(before[i]);
    }
    for (float[] memory : optimizer.memory()) {
      assertThat(Arrays.copyOfRange(memory, 20, LENGTH)).containsOnly(0f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestoredOptimizerGoesOnWithTheSameBits(OptimizerKind kind) {
    OptimizerSettings settings = kind.published(RATE, L2);
    SplittableRandom random = new SplittableRandom(5);
    float[] values = random(random);
    Optimizer optimizer = settings.create(LENGTH, Kernel.PLAIN);
    for (int i = 0; i < 3; i++) {
      optimizer.step(values, random(random), LENGTH);
    }
    Optimizer other = settings.create(LENGTH, Kernel.VECTOR);
    other.restore(optimizer.steps(), optimizer.memory());
    float[] otherValues = values.clone();
    for (int i = 0; i < 3; i++) {
      float[] gradients = random(random);
      other.step(otherValues, gradients.clone(), LENGTH);
      optimizer.step(values, gradients, LENGTH);
    }
    assertThat(otherValues).isEqualTo(values);
    assertThatThrownBy(() -> other.restore(1, List.of(new float[LENGTH - 1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("over [36] parameters")
        .hasMessageContaining("over 37 are due");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRememberedOfASilentParameterEndsAtZero(OptimizerKind kind) {
    float[] values = {1, 1};
    Optimizer optimizer = kind.published(RATE, 0).create(2, Kernel.PLAIN);
    optimizer.step(values, new float[] {1e-3f, 0}, 2);
    for (int i = 0; i < 8_000; i++) {
      optimizer.step(values, new float[2], 2);
    }
    assertThat(values[1]).as("never had a gradient").isEqualTo(1f);
    for (float[] memory : optimizer.memory()) {
      assertThat(memory[0])
          .satisfiesAnyOf(
              m -> assertThat(m).isZero(), m -> assertThat(Math.abs(m)).isGreaterThan(1e-30f));
    }
  }

  @ParameterizedTest
  @EnumSource
  void impossibleRatesAreRefused(OptimizerKind kind) {
    assertThatThrownBy(() -> kind.published(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate 0.0 is not positive");
    assertThatThrownBy(() -> kind.published(RATE, -1)).hasMessage("L2 -1.0 is negative");
    Optimizer optimizer = kind.published(RATE, 0).create(1, Kernel.PLAIN);
    assertThatThrownBy(() -> optimizer.learningRate(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learning rate NaN");
  }

  /** Rates far from the published ones, which are so small or so alike that signs hide in them. */
  private static OptimizerSettings other(OptimizerKind kind) {
    return switch (kind) {
      case ADAM -> new Adam.Settings(RATE, 0.7, 0.95, 0.3, L2);
      case RMSPROP -> new RmsProp.Settings(RATE, 0.8, 0.5, 0.3, L2);
      case SGD -> new Sgd.Settings(RATE, 0.3, L2);
      case ADAMAX -> new Adamax.Settings(RATE, 0.7, 0.95, 0.3, L2);
      case ADAGRAD -> new Adagrad.Settings(RATE, 0.4, 0.3, L2);
      case ADADELTA -> new Adadelta.Settings(RATE, 0.7, 0.3, L2);
    };
  }

  /** Steps of a gradient of 2, -1 and 0.5 from the value 1 on, by each class comment. */
  private static double byHand(OptimizerKind kind) {
    double[] gradients = {2, -1, 0.5};
    double value = 1;
    double a = 0;
    double b = 0;
    for (int t = 1; t <= 3; t++) {
      double g = gradients[t - 1] + L2 * value;
      switch (kind) {
        case ADAM -> {
          a = 0.7 * a + 0.3 * g;
          b = 0.95 * b + 0.05 * g * g;
          double root = Math.sqrt(b) / Math.sqrt(1 - Math.pow(0.95, t));
          value -= RATE / (1 - Math.pow(0.7, t)) * a / (root + 0.3);
        }
        case RMSPROP -> {
          a = 0.8 * a + 0.2 * g * g;
          b = 0.5 * b + g / (Math.sqrt(a) + 0.3);
          value -= RATE * b;
        }
        case SGD -> {
          a = 0.3 * a + g;
          value -= RATE * a;
        }
        case ADAMAX -> {
          a = 0.7 * a + 0.3 * g;
          b = Math.max(0.95 * b, Math.abs(g) + 0.3);
          value -= RATE / (1 - Math.pow(0.7, t)) * a / b;
        }
        case ADAGRAD -> {
          a += g * g;
          value -= RATE / (1 + (t - 1) * 0.4) * g / (Math.sqrt(a) + 0.3);
        }
        case ADADELTA -> {
          a = 0.7 * a + 0.3 * g * g;
          double delta = Math.sqrt(b + 0.3) / Math.sqrt(a + 0.3) * g;
          b = 0.7 * b + 0.3 * delta * delta;
          value -= RATE * delta;
        }
      }
    }
    return value;
  }

  @ParameterizedTest
  @EnumSource
  void everyRateIsUsedInItsPlace(OptimizerKind kind) {
    Optimizer optimizer = other(kind).create(1, Kernel.PLAIN);
    float[] value = {1};
    for (float gradient : new float[] {2, -1, 0.5f}) {
      optimizer.step(value, new float[] {gradient}, 1);
    }
    assertThat((double) value[0]).isCloseTo(byHand(kind), within(3e-7));
  }
}
