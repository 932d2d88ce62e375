package ccrnn.jobs.console;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Ctrl-C and SIGTERM: stops what is under way and lets the main thread say what it leaves. */
public final class StopSignal implements AutoCloseable {
  /** How long a stopped run may take to say so. */
  private static final long FAREWELL_SECONDS = 5;

  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread hook = new Thread(this::raise, "ccrnn-stop");
  private volatile boolean raised;
  private volatile Optional<Runnable> underWay = Optional.empty();

  private StopSignal() {}

  /**
   * Listens from now on.
   *
   * @return to be closed when the command has said all
   */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /**
   * Whether the user wants an end.
   *
   * @return true for ever, once it is true
   */
  public boolean isRaised() {
    return raised;
  }

  /**
   * Says what the signal is to stop, in the place of what it was before.
   *
   * @param stop run at once where the signal has come already
   */
  public void stops(Runnable stop) {
    underWay = Optional.of(stop);
    if (raised) {
      stop.run();
    }
  }

  /** Says that nothing needs to be stopped any more. */
  public void stopsNothing() {
    underWay = Optional.empty();
  }

  /** Runs while the JVM goes down. */
  private void raise() {
    raised = true;
    // What libraries say of a start that is cut short is of no use.
    underWay.ifPresentOrElse(
        Runnable::run, () -> Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF));
    try {
      said.await(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the JVM go down, if it is about to. */
  @Override
  public void close() {
    said.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      return; // the hook is what brought us here
    }
  }
}
