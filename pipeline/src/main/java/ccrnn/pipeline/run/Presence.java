package ccrnn.pipeline.run;

import ccrnn.pipeline.sweep.Trial;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * This run among the runs that share a results folder. Each trial is trained by one of them.
 *
 * <p>The order of service is that of a bakery: a run notes that it takes a ticket, takes one above
 * all it sees, notes it with the trials that it wants, and then leaves to every run with a lower
 * ticket what that run wants; a run that is just taking its ticket is waited for. Only then it
 * looks at the tables. Of two runs that start at the same instant, at least one sees the other's
 * note, because both write before they read; equal tickets go by the runs' ids. What a run left to
 * another and is not in the tables when that one has ended or died, it takes with a new ticket.
 *
 * <p>The folder need not rename nor lock: each note has one writer. Where a new file is seen late
 * by other machines, as on some network file systems, two runs may train the same trial; they then
 * commit the same rows, and one of them replaces the other.
 *
 * <p>A thread beats: it writes the note anew every few seconds, so that other machines see that
 * this run lives ({@link Watch}). Who takes a run for dead removes its notes, by which a run that
 * was only frozen learns that its trials are no longer its own.
 */
public final class Presence implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Progress NO_PROGRESS = new Progress(0, 0, 0, 0, 0, 0, 0);

  private final Journal journal;
  private final Watch watch;
  private final String sweep;
  private final String id;
  private final long process = ProcessHandle.current().pid();
  private final long started = Machine.started(process);
  private final Thread heart = new Thread(this::beatOn, "ccrnn-beat");
  private Supplier<Progress> progress = () -> NO_PROGRESS;
  private Journal.Phase phase = Journal.Phase.CHOOSING;
  private long beat;
  private long ticket;
  private boolean lost;
  private boolean closed;

  private Presence(Journal journal, Watch watch, String sweep) {
    this.journal = journal;
    this.watch = watch;
    this.sweep = sweep;
    this.id =
        "%s-%d-%s"
            .formatted(
                watch.here().host().replaceAll("[^A-Za-z0-9-]", "_"),
                process,
                UUID.randomUUID().toString().substring(0, 8));
  }

  /**
   * Enters the folder. Another run sees this one from the first {@link #claim} on.
   *
   * @param journal of a folder that is open for writing
   * @param sweep name of the sweep, for the eye
   * @param watch tells which of the others live
   * @return this run
   */
  public static Presence enter(Journal journal, String sweep, Watch watch) {
    Presence presence = new Presence(journal, watch, sweep);
    presence.heart.setDaemon(true);
    presence.heart.start();
    return presence;
  }

  /**
   * The runs that go before this one, and what they keep to themselves.
   *
   * @param runs in the order of their tickets
   * @param trials first digits of the ids of their trials
   */
  public record Before(List<Journal.Run> runs, Set<String> trials) {
    /** Copies them. */
    public Before {
      runs = List.copyOf(runs);
      trials = Set.copyOf(trials);
    }

    /**
     * Tells whether a trial is theirs.
     *
     * @param trial any trial
     * @return whether one of the runs keeps it
     */
    public boolean has(Trial trial) {
      return trials.contains(Journal.shortId(trial.id()));
    }
  }

  /**
   * Takes a ticket for trials. The tables are to be looked at after this, not before: what a run
   * that has ended meanwhile has trained is found there.
   *
   * @param trials what this run wants, done or not
   * @param stop polled while a run is waited for that is just taking its ticket
   * @return the runs that go before, which of these trials they keep; empty if told to stop
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Optional<Before> claim(Collection<Trial> trials, BooleanSupplier stop)
      throws InterruptedException {
    Set<String> wanted = shortIds(trials);
    enter();
    long highest = 0;
    for (Journal.Run run : others()) {
      highest = Math.max(highest, run.ticket());
    }
    take(highest + 1, wanted);
    List<Journal.Run> others = others();
    long begin = System.nanoTime();
    while (others.stream().anyMatch(run -> run.ticket() == 0)) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      if (System.nanoTime() - begin > Watch.PATIENCE.toNanos()) {
        break; // it hangs; should it go on after all, some trials may be trained twice
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      others = others();
    }
    List<Journal.Run> before = new ArrayList<>();
    Set<String> theirs = new HashSet<>();
    for (Journal.Run run : others) {
      if (run.ticket() < ticket() || (run.ticket() == ticket() && run.id().compareTo(id) < 0)) {
        Set<String> kept = journal.claimed(run);
        kept.retainAll(wanted);
        if (!kept.isEmpty()) {
          before.add(run);
          theirs.addAll(kept);
        }
      }
    }
    before.sort(Comparator.comparingLong(Journal.Run::ticket));
    return Optional.of(new Before(before, theirs));
  }

  private synchronized long ticket() {
    return ticket;
  }

  private synchronized void enter() {
    ticket = 0;
    phase = Journal.Phase.CHOOSING;
    progress = () -> NO_PROGRESS;
    lost = false;
    tell();
  }

  private synchronized void take(long number, Set<String> wanted) {
    // The trials first: who sees the ticket must find them.
    journal.claim(note(), wanted);
    ticket = number;
    tell();
  }

  /**
   * Lets go of all trials but those that this run trains now.
   *
   * @param trials to keep
   */
  public synchronized void train(Collection<Trial> trials) {
    phase = Journal.Phase.TRAINING;
    Progress begin = new Progress(trials.size(), 0, 0, 0, 0, 0, 0);
    progress = () -> begin;
    keep(shortIds(trials));
  }

  private void keep(Set<String> shortIds) {
    quietly(
        () -> {
          journal.claim(note(), shortIds);
          tell();
        });
  }

  /**
   * Tells others how far this run is.
   *
   * @param far asked now and then, from another thread
   */
  public synchronized void follow(Supplier<Progress> far) {
    progress = far;
  }

  /** Lets go of all trials; the run waits for others, or ends. */
  public synchronized void letGo() {
    phase = Journal.Phase.WAITING;
    progress = () -> NO_PROGRESS;
    keep(Set.of());
  }

  /**
   * Looks how the runs are that go before this one. Removes the notes of those that are dead.
   *
   * @param before as they were
   * @return those that still go before, as they are now
   */
  public List<Journal.Run> look(Before before) {
    List<Journal.Run> now = others();
    return before.runs().stream()
        .flatMap(
            then ->
                now.stream()
                    .filter(run -> run.id().equals(then.id()) && run.ticket() == then.ticket()))
        .toList();
  }

  /** The living among the other runs. Removes the notes of the dead. */
  private List<Journal.Run> others() {
    List<Journal.Run> living = new ArrayList<>();
    for (Journal.Run run : journal.runs()) {
      if (run.id().equals(id)) {
        continue;
      }
      if (watch.isDead(run)) {
        journal.forget(run);
      } else {
        living.add(run);
      }
    }
    return living;
  }

  /**
   * Tells whether another run may have been here lately.
   *
   * @return whether the folder has notes of other runs that live
   */
  public boolean isAlone() {
    return others().isEmpty();
  }

  /**
   * Tells whether another run took this one for dead, as after a long freeze, and may be training
   * its trials.
   *
   * @return whether a new {@link #claim} is due
   */
  public synchronized boolean isLost() {
    return lost;
  }

  private void beatOn() {
    try {
      while (true) {
        Thread.sleep(Watch.BEAT.toMillis());
        beat();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells of this run once more. */
  synchronized void beat() {
    if (closed || beat == 0) {
      return;
    }
    quietly(
        () -> {
          lost |= !journal.has(note());
          tell();
        });
  }

  /** Storage that fails here fails where it matters, and says so: at the next commit or claim. */
  private static void quietly(Runnable noting) {
    try {
      noting.run();
    } catch (UncheckedIOException e) {
      return;
    }
  }

  private void tell() {
    beat++;
    journal.tell(note());
  }

  private Journal.Run note() {
    Progress far = progress.get();
    return new Journal.Run(
        id,
        sweep,
        watch.here().host(),
        watch.here().tag(),
        process,
        started,
        beat,
        ticket,
        phase,
        far.trials(),
        far.trialsDone(),
        far.epochs(),
        far.epochsDone(),
        far.seconds(),
        far.shareDone());
  }

  private static Set<String> shortIds(Collection<Trial> trials) {
    return trials.stream().map(trial -> Journal.shortId(trial.id())).collect(Collectors.toSet());
  }

  /** Leaves the folder; other runs take over what is not done. */
  @Override
  public void close() {
    heart.interrupt();
    synchronized (this) {
      if (!closed) {
        closed = true;
        quietly(() -> journal.forget(note()));
      }
    }
  }
}
