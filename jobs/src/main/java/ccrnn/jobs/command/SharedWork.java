package ccrnn.jobs.command;

import ccrnn.jobs.console.ProgressMeter;
import ccrnn.jobs.console.StopSignal;
import ccrnn.jobs.console.Terminal;
import ccrnn.jobs.console.Text;
import ccrnn.jobs.console.WaitingMeter;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.plan.Inventory;
import ccrnn.pipeline.plan.Plan;
import ccrnn.pipeline.plan.Retry;
import ccrnn.pipeline.plan.Sharing;
import ccrnn.pipeline.run.Holdings;
import ccrnn.pipeline.run.Journal;
import ccrnn.pipeline.run.Presence;
import ccrnn.pipeline.run.SweepRun;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.UnreadableFile;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.Trial;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings a sweep to its end, together with other runs on the same folder: trains what is missing
 * and what no other run has planned, waits for what another has, and takes over what that one
 * leaves.
 */
final class SharedWork {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** Notes of other runs are read this often. */
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

  /** While others train, the tables are looked at no more often. */
  private static final Duration BETWEEN_SCANS = Duration.ofSeconds(5);

  /** Of the time of waiting, at most the tenth part goes into looking at the tables. */
  private static final int SCAN_SHARE = 10;

  private final Sweep sweep;
  private final Retry retry;
  private final Sharing sharing;
  private final ResultsFolder folder;
  private final Presence presence;
  private final StopSignal stop;
  private final Function<Plan, SweepRun> starter;
  private final PrintWriter out;
  private final PrintWriter err;

  /** Trials that failed before this run began: only they may be trained again. */
  private Optional<Set<String>> failedBefore = Optional.empty();

  /** Trials that this run has trained, whatever became of them. */
  private final Set<String> trained = new HashSet<>();

  SharedWork(
      Sweep sweep,
      SweepArguments arguments,
      ResultsFolder folder,
      Presence presence,
      StopSignal stop,
      Function<Plan, SweepRun> starter,
      PrintWriter out,
      PrintWriter err) {
    this.sweep = sweep;
    this.retry = arguments.retry();
    this.sharing = arguments.sharing();
    this.folder = folder;
    this.presence = presence;
    this.stop = stop;
    this.starter = starter;
    this.out = out;
    this.err = err;
  }

  /** Trains and waits until all is there, or the user stops it. */
  SweepRun.End finish() throws InterruptedException {
    while (true) {
      Optional<Presence.Before> claimed = presence.claim(sweep.trials(), stop::isRaised);
      if (claimed.isEmpty()) {
        return stopped();
      }
      Presence.Before before = claimed.get();
      Inventory inventory = look();
      Plan plan = plan(inventory);
      List<Trial> mine = new ArrayList<>();
      List<Trial> theirs = new ArrayList<>();
      for (Trial trial : plan.missing()) {
        if (isLeft(trial, inventory)) {
          (before.has(trial) ? theirs : mine).add(trial);
        }
      }
      if (!theirs.isEmpty()) {
        say(theirs, before);
      }
      SweepRun.End end = SweepRun.End.FINISHED;
      if (!mine.isEmpty()) {
        boolean all = mine.size() == plan.missing().size();
        end = train(mine, all ? plan : Plan.of(sweep.only(mine), inventory, retry, sharing));
      }
      if (stop.isRaised()) {
        return stopped();
      }
      if (end == SweepRun.End.STOPPED) {
        continue; // was frozen, and another run may have taken over
      }
      if (theirs.isEmpty()) {
        return SweepRun.End.FINISHED;
      }
      presence.letGo();
      switch (await(before, theirs)) {
        case ALL_THERE -> {
          return SweepRun.End.FINISHED;
        }
        case STOPPED -> {
          return stopped();
        }
        case SOMEONE_LEFT -> {}
      }
    }
  }

  /** Tells a user who stopped a run what is left of it. */
  static void lastWords(PrintWriter err) {
    err.println("ccrnn: stopped; finished trials are kept, the same command goes on from here");
    err.flush();
  }

  private SweepRun.End stopped() {
    stop.say();
    return SweepRun.End.STOPPED;
  }

  /** What is left; the first time it is printed. */
  private Plan plan(Inventory inventory) {
    Plan plan = Plan.of(sweep, inventory, retry, sharing);
    if (failedBefore.isEmpty()) {
      failedBefore = Optional.of(inventory.failed());
      PlanCommand.print(sweep, plan, folder.location(), out);
      out.flush();
    }
    return plan;
  }

  /** Looks at the tables. */
  private Inventory look() {
    boolean first = failedBefore.isEmpty();
    if (first && presence.isAlone()) {
      // A living run's file must not look abandoned because a clock is wrong.
      folder.removeLeftovers(Instant.now());
    }
    var found = folder.inventory();
    if (first) {
      PlanCommand.warnOfUnreadable(found.unreadable(), err);
      if (setAside(found)) {
        found = folder.inventory();
      }
    }
    return Holdings.of(folder, found);
  }

  /**
   * Moves bad files out of the way. With another run at work they are only passed over: what was
   * bad a moment ago may be that run's good file by now.
   */
  private boolean setAside(ccrnn.pipeline.store.Inventory found) {
    if (found.unreadable().isEmpty() || !presence.isAlone()) {
      return false;
    }
    List<UnreadableFile> moved = folder.setAside(found, Instant.now());
    if (!moved.isEmpty()) {
      err.printf(
          "ccrnn: %s moved to %s/set-aside; their trials are run again%n",
          Text.count(moved.size(), "file"), folder.location());
      err.flush();
    }
    return !moved.isEmpty();
  }

  private boolean isLeft(Trial trial, Inventory inventory) {
    boolean failedNow =
        inventory.failed().contains(trial.id()) && !failedBefore.orElseThrow().contains(trial.id());
    return !trained.contains(trial.id()) && !failedNow;
  }

  private void say(List<Trial> theirs, Presence.Before before) {
    List<String> who = before.runs().stream().map(WaitingMeter::name).toList();
    err.printf(
        Locale.ROOT,
        "ccrnn: %s left to %s%n",
        Text.count(theirs.size(), "trial"),
        String.join(" and ", who));
    err.flush();
  }

  /** Trains this run's part; ends early where another run has taken it for dead. */
  private SweepRun.End train(List<Trial> mine, Plan plan) throws InterruptedException {
    presence.train(mine);
    ProgressMeter meter = new ProgressMeter(err, Terminal.surface(), Terminal.columns());
    try (SweepRun run = starter.apply(plan)) {
      presence.follow(run::progress);
      stop.stops(run::stop);
      while (true) {
        Optional<SweepRun.End> end = run.await(BETWEEN_LOOKS);
        if (end.isPresent()) {
          meter.end(run.progress());
          run.warnings().forEach(line -> err.println("ccrnn: " + line));
          if (end.get() == SweepRun.End.FINISHED) {
            mine.forEach(trial -> trained.add(trial.id()));
          }
          return end.get();
        }
        meter.show(run.progress());
        if (presence.isLost()) {
          run.stop();
        }
      }
    } catch (UserError e) {
      if (stop.isRaised()) {
        return SweepRun.End.STOPPED; // Spark does not start in a JVM that is going down
      }
      throw e;
    } finally {
      stop.stopsNothing();
    }
  }

  /** How waiting ended. */
  private enum Waited {
    ALL_THERE,
    SOMEONE_LEFT,
    STOPPED
  }

  /** Waits until the trials of others are there, or one of these ends or dies before. */
  private Waited await(Presence.Before before, List<Trial> theirs) throws InterruptedException {
    WaitingMeter meter = new WaitingMeter(err, Terminal.surface(), Terminal.columns());
    long done = -1;
    long nextLook = System.nanoTime();
    long nextScan = nextLook;
    try {
      while (!stop.isRaised()) {
        if (System.nanoTime() - nextLook >= 0) {
          List<Journal.Run> now = presence.look(before);
          if (now.size() < before.runs().size()) {
            return Waited.SOMEONE_LEFT;
          }
          meter.show(now, theirs.size());
          long doneNow = now.stream().mapToLong(Journal.Run::trialsDone).sum();
          if (doneNow != done && System.nanoTime() - nextScan >= 0) {
            done = doneNow;
            long begin = System.nanoTime();
            if (areThere(theirs)) {
              return Waited.ALL_THERE;
            }
            long took = System.nanoTime() - begin;
            nextScan = System.nanoTime() + Math.max(BETWEEN_SCANS.toNanos(), SCAN_SHARE * took);
          }
          nextLook = System.nanoTime() + BETWEEN_NOTES.toNanos();
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
      return Waited.STOPPED;
    } finally {
      meter.end();
    }
  }

  private boolean areThere(List<Trial> theirs) {
    var inventory = folder.inventory();
    Set<String> complete = inventory.complete();
    Set<String> failedNow = new HashSet<>(inventory.failed());
    failedNow.removeAll(failedBefore.orElseThrow());
    return theirs.stream()
        .allMatch(trial -> complete.contains(trial.id()) || failedNow.contains(trial.id()));
  }
}
