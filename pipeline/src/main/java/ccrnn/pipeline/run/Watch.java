package ccrnn.pipeline.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells dead runs from living ones. A run of this machine is dead when its process is gone. A run
 * of another machine counts its beats in its note; it is dead when the count has stood still for
 * some time by the watcher's own clock, which only runs forward. Wall clocks are not asked, so one
 * that is wrong or jumps changes nothing. For one thread at a time.
 */
public final class Watch {
  /** A run beats this often. */
  static final Duration BEAT = Duration.ofSeconds(5);

  /** So long must a run of another machine be silent to be taken for dead: twelve beats. */
  public static final Duration PATIENCE = BEAT.multipliedBy(12);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final Machine here;
  private final LongSupplier nanos;
  private final Duration patience;
  private final Map<String, Seen> seen = new HashMap<>();

  private record Seen(long beat, long since) {}

  /**
   * Watches with the clock of this JVM.
   *
   * @param patience how long another machine's run may be silent
   */
  public Watch(Duration patience) {
    this(Machine.here(), System::nanoTime, patience);
  }

  Watch(Machine here, LongSupplier nanos, Duration patience) {
    this.here = Objects.requireNonNull(here, "here");
    this.nanos = Objects.requireNonNull(nanos, "nanos");
    this.patience = Objects.requireNonNull(patience, "patience");
  }

  Machine here() {
    return here;
  }

  /**
   * Tells whether process ids of a run mean something here.
   *
   * @param run any run
   * @return whether it is a run of this machine
   */
  public boolean isLocal(Journal.Run run) {
    return run.machine().equals(here.tag());
  }

  /**
   * Looks at a run; to be asked again and again about the runs of other machines.
   *
   * @param run as its note is now
   * @return whether nobody will go on with it; not so when seen for the first time on another
   *     machine
   */
  public boolean isDead(Journal.Run run) {
    if (isLocal(run)) {
      return !here.runs(run.process(), run.started());
    }
    long now = nanos.getAsLong();
    Seen before = seen.get(run.id());
    if (before == null || before.beat() != run.beat()) {
      seen.put(run.id(), new Seen(run.beat(), now));
      return false;
    }
    return now - before.since() > patience.toNanos();
  }

  /** What is known of a run. */
  public enum Life {
    /** It goes on. */
    RUNNING,
    /** Its process is gone. */
    KILLED,
    /** It is another machine's, and its count did not move while it was watched. */
    SILENT
  }

  /**
   * Tells of each run whether it lives. Returns at once for runs of this machine, and for those of
   * others as soon as they have been heard of; blocks for the patience if one is not.
   *
   * @param journal of the folder
   * @return the runs of the folder, those that end meanwhile left out
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Map<Journal.Run, Life> look(Journal journal) throws InterruptedException {
    Map<String, Long> first = new HashMap<>();
    Set<String> heard = new HashSet<>();
    long begin = nanos.getAsLong();
    while (true) {
      Map<Journal.Run, Life> lives = new LinkedHashMap<>();
      boolean open = false;
      for (Journal.Run run : journal.runs()) {
        if (first.computeIfAbsent(run.id(), id -> run.beat()) != run.beat()) {
          heard.add(run.id());
        }
        if (isLocal(run)) {
          lives.put(run, isDead(run) ? Life.KILLED : Life.RUNNING);
        } else {
          lives.put(run, heard.contains(run.id()) ? Life.RUNNING : Life.SILENT);
          open |= !heard.contains(run.id());
        }
      }
      if (!open || nanos.getAsLong() - begin > patience.toNanos()) {
        return lives;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }
}
