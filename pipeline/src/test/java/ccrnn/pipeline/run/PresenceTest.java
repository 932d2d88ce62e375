package ccrnn.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who trains what where several runs share a folder. */
class PresenceTest {
  private static final Machine ELSEWHERE = new Machine("elsewhere", "00000000");

  @TempDir private Path scratch;
  private Journal journal;

  @BeforeEach
  void makeFolder() {
    journal = new Journal(ResultsFolder.create(scratch.toString()));
  }

  private static List<Trial> trials(long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(seed -> Trial.of(Map.of(CommonRows.SEED, seed)))
        .toList();
  }

  private Presence enter() {
    return Presence.enter(journal, "s", new Watch(Duration.ofMinutes(1)));
  }

  private static Presence.Before claim(Presence presence, List<Trial> trials)
      throws InterruptedException {
    return presence.claim(trials, () -> false).orElseThrow();
  }

  @Test
  void theSecondLeavesToTheFirstWhatThatOneWants() throws Exception {
    Presence first = enter();
    try (Presence second = enter();
        Presence third = enter()) {
      assertThat(claim(first, trials(1, 5)).runs()).isEmpty();
      Presence.Before before = claim(second, trials(4, 9));
      assertThat(before.runs()).hasSize(1);
      assertThat(trials(1, 9).stream().filter(before::has)).isEqualTo(trials(4, 5));
      assertThat(trials(1, 12).stream().filter(claim(third, trials(4, 12))::has))
          .as("of both that go before")
          .isEqualTo(trials(4, 9));

      assertThat(second.look(before)).hasSize(1);
      first.train(trials(5, 5));
      first.follow(() -> new Progress(1, 0, 0, 500, 130, 0.26, 12.5));
      assertThat(trials(1, 9).stream().filter(claim(second, trials(4, 9))::has))
          .as("the rest was done before; the third has come before the second's new ticket")
          .isEqualTo(trials(4, 9));
      third.letGo();
      assertThat(trials(1, 9).stream().filter(claim(second, trials(4, 9))::has))
          .isEqualTo(trials(5, 5));
      assertThat(second.look(before)).as("still the same ticket").hasSize(1);
      first.close();
      assertThat(second.look(before)).isEmpty();
      assertThat(claim(second, trials(4, 9)).runs()).isEmpty();
    }
    assertThat(journal.runs()).isEmpty();
    try (var claims = Files.list(scratch.resolve("claims"))) {
      assertThat(claims).isEmpty();
    }
  }

  /** Whatever the interleaving, no trial is taken twice, and none is left by all. */
  @Test
  void runsThatStartAtTheSameInstantShareWithoutOverlap() throws Exception {
    int runs = 4;
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    try {
      for (int round = 0; round < 25; round++) {
        CyclicBarrier start = new CyclicBarrier(runs);
        List<Presence> presences = new ArrayList<>();
        List<Future<List<Trial>>> shares = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
          Presence presence = enter();
          presences.add(presence);
          List<Trial> wanted = trials(1 + 2 * i, 10 + 2 * i);
          Callable<List<Trial>> run =
              () -> {
                start.await();
                Presence.Before before = claim(presence, wanted);
                return wanted.stream().filter(trial -> !before.has(trial)).toList();
              };
          shares.add(threads.submit(run));
        }
        List<Trial> taken = new ArrayList<>();
        for (Future<List<Trial>> share : shares) {
          taken.addAll(share.get());
        }
        presences.forEach(Presence::close);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(trials(1, 16));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aHundredThousandTrialsAreNoBurden() throws Exception {
    List<Trial> many =
        SweepReader.parse("name: many\naxes: {seed: 1..100000}\n", "many.yaml", List.of()).trials();
    try (Presence first = enter();
        Presence second = enter()) {
      claim(first, many);
      Presence.Before before = claim(second, many);
      assertThat(before.trials()).hasSize(100_000);
      assertThat(Files.size(scratch.resolve("claims/" + before.runs().get(0).id() + ".txt")))
          .isEqualTo(1_600_000);
    }
  }

  @Test
  void aRunOfThisMachineIsDeadWhenItsProcessIsGone() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    Machine here = Machine.here();
    long started = Machine.started(process.pid());
    AtomicLong clock = new AtomicLong();
    Watch watch = new Watch(here, clock::get, Duration.ofSeconds(60));
    try {
      assertThat(watch.isDead(run(here, process.pid(), started, 1))).isFalse();
      clock.addAndGet(Duration.ofDays(1).toNanos());
      assertThat(watch.isDead(run(here, process.pid(), started, 1)))
          .as("silent, but its process is there")
          .isFalse();
      assertThat(watch.isDead(run(here, process.pid(), started + 1, 1)))
          .as("another process has got its number")
          .isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(watch.isDead(run(here, process.pid(), started, 1))).isTrue();
  }

  @Test
  void aRunOfAnotherMachineIsDeadWhenItsCountStandsStill() {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // may wrap around
    Watch watch = new Watch(Machine.here(), clock::get, Duration.ofSeconds(60));
    assertThat(watch.isDead(run(ELSEWHERE, 1, 1, 7))).as("seen for the first time").isFalse();
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(watch.isDead(run(ELSEWHERE, 1, 1, 7))).isFalse();
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(watch.isDead(run(ELSEWHERE, 1, 1, 8))).as("it moves").isFalse();
    clock.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(watch.isDead(run(ELSEWHERE, 1, 1, 8))).isTrue();
  }

  @Test
  void theFrozenIsReplacedAndLearnsOfItWhenItWakes() throws Exception {
    AtomicLong clock = new AtomicLong();
    Watch patient = new Watch(Machine.here(), clock::get, Duration.ofSeconds(60));
    Watch foreign = new Watch(ELSEWHERE, clock::get, Duration.ofSeconds(60));
    try (Presence frozen = Presence.enter(journal, "s", foreign);
        Presence other = Presence.enter(journal, "s", patient)) {
      claim(frozen, trials(1, 5));
      Presence.Before before = claim(other, trials(1, 5));
      assertThat(before.trials()).hasSize(5);
      assertThat(other.look(before)).hasSize(1);
      clock.addAndGet(Duration.ofSeconds(61).toNanos());
      assertThat(other.look(before)).isEmpty();
      assertThat(claim(other, trials(1, 5)).trials()).isEmpty();

      assertThat(frozen.isLost()).isFalse();
      frozen.beat();
      assertThat(frozen.isLost()).isTrue();
      assertThat(claim(frozen, trials(1, 5)).trials()).hasSize(5);
      assertThat(frozen.isLost()).isFalse();
    }
  }

  @Test
  void whoIsAboutToTakeATicketIsWaitedForUnlessToldToStop() throws Exception {
    journal.tell(run(ELSEWHERE, 1, 1, 1)); // ticket 0
    try (Presence presence = enter()) {
      AtomicLong asked = new AtomicLong();
      Optional<Presence.Before> before =
          presence.claim(trials(1, 2), () -> asked.incrementAndGet() > 2);
      assertThat(before).isEmpty();
    }
  }

  private static Journal.Run run(Machine machine, long process, long started, long beat) {
    return new Journal.Run(
        "r",
        "s",
        machine.host(),
        machine.tag(),
        process,
        started,
        beat,
        0,
        Journal.Phase.CHOOSING,
        5,
        1,
        500,
        130,
        12.5,
        0.26);
  }
}
