package ccrnn.jobs.console;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Ctrl-C and SIGTERM: stops what is under way and lets the main thread say what it leaves. Where
 * that takes long, as in the middle of a start of Spark, the last words are said without it.
 */
public final class StopSignal implements AutoCloseable {
  /** How long a stopped run may take to say so. */
  private static final long FAREWELL_SECONDS = 5;

  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread hook = new Thread(this::raise, "ccrnn-stop");
  private volatile boolean raised;
  private volatile Optional<Runnable> underWay = Optional.empty();
  private final Runnable lastWords;
  private final AtomicBoolean spoken = new AtomicBoolean();

  private StopSignal(Runnable lastWords) {
    this.lastWords = lastWords;
  }

  /**
   * Listens from now on.
   *
   * @param lastWords tells the user what is left; run at most once, by any thread
   * @return to be closed when the command has said all
   */
  public static StopSignal install(Runnable lastWords) {
    StopSignal signal = new StopSignal(lastWords);
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

  /** Says the last words, unless they are said. */
  public void say() {
    if (spoken.compareAndSet(false, true)) {
      lastWords.run();
    }
  }

  /** Runs while the JVM goes down. */
  private void raise() {
    raised = true;
    // What libraries say of a start that is cut short is of no use.
    underWay.ifPresentOrElse(
        Runnable::run, () -> Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF));
    try {
      if (!said.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
        say();
      }
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
