package ccrnn.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.trainee.Trainee;
import ccrnn.model.training.Contract.Fork;
import ccrnn.model.training.Contract.Rule;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts a trainee to all rules of the {@link Contract}; extend it and say how yours is made. */
public abstract class TraineeContract {
  /**
   * Makes a trainee that measures all that it can.
   *
   * @return one that has not been trained, each time of the same settings
   */
  protected abstract Trainee trainee();

  /**
   * Tells how far rules train.
   *
   * @return epochs, 3 or more; fewer are trained if the trainee ends before
   */
  protected int epochs() {
    return 4;
  }

  /**
   * Tells which settings share epochs with those of {@link #trainee}.
   *
   * @return none unless overridden
   */
  protected List<Fork> forks() {
    return List.of();
  }

  /** What the current thread has allocated; the model itself asks no machine. */
  static LongSupplier allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads::getCurrentThreadAllocatedBytes;
  }

  static List<Rule> rules() {
    return Contract.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  final void itKeepsToTheContract(Rule rule) {
    Optional<String> broken =
        rule.broken(
            new Contract.Subject(this::trainee, epochs(), forks(), List.of(), allocatedBytes()));
    assertThat(broken).as(rule.because()).isEmpty();
  }
}
