package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.FaultyStorage.Naming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a folder, it holds what a simple model of it says. */
class StorePropertyTest {
  private static final int STEPS = 25;
  private static final int SEEDS = 6;

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyHistoryLeavesWhatTheModelSays(long history) throws IOException {
    Random random = new Random(history);
    Naming naming = history % 2 == 0 ? Naming.RENAME : Naming.IN_PLACE;
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    SortedMap<String, TrialStatus> model = new TreeMap<>();
    List<String> story = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      long seed = 1L + random.nextInt(SEEDS);
      String id = Rows.trial("crnn", seed).id();
      int halt = random.nextInt(3) == 0 ? random.nextInt(30) : Integer.MAX_VALUE;
      ResultsFolder mortal =
          ResultsFolder.on(
              new FaultyStorage(new LocalStorage(scratch), naming, halt, operation -> {}));
      int action = random.nextInt(10);
      story.add("action " + action + " seed " + seed + " halt " + halt);
      SortedMap<String, TrialStatus> after = new TreeMap<>(model);
      if (action < 5) {
        boolean complete = model.get(id) == TrialStatus.COMPLETE || action < 4;
        after.put(id, complete ? TrialStatus.COMPLETE : TrialStatus.DIVERGED);
        attempt(
            () ->
                mortal.commit(
                    complete ? Rows.complete("crnn", seed) : Rows.diverged("crnn", seed),
                    Rows.epochs(seed, 3),
                    seed % 2 == 0 && complete ? Rows.measures(seed, 2) : List.of()));
      } else if (action < 9) {
        CompactionBounds bounds = new CompactionBounds(2 + random.nextInt(4), 1 << 30);
        attempt(() -> mortal.compact(Instant.now(), bounds, (done, total) -> {}));
      } else {
        damageOne(random);
        folder.setAside(folder.inventory(), Instant.now());
        after = folder.inventory().trials();
        assertThat(model).as("%s", story).containsAllEntriesOf(after);
      }
      Inventory inventory = folder.inventory();
      assertThat(inventory.unreadable()).as("%s", story).isEmpty();
      if (halt == Integer.MAX_VALUE || inventory.trials().equals(after)) {
        model = after; // a halted commit may have been in time, or not
      }
      assertThat(inventory.trials()).as("%s", story).isEqualTo(model);
      int measured =
          (int)
              Stream.iterate(2L, other -> other + 2)
                  .limit(SEEDS / 2)
                  .filter(other -> complete(inventory, other))
                  .count();
      assertThat(rows(inventory.trialFiles())).as("%s", story).isEqualTo(model.size());
      assertThat(rows(inventory.epochFiles())).as("%s", story).isEqualTo(3 * model.size());
      assertThat(rows(inventory.measureFiles())).as("%s", story).isEqualTo(6 * measured);
    }
  }

  private static boolean complete(Inventory inventory, long seed) {
    return inventory.complete().contains(Rows.trial("crnn", seed).id());
  }

  private static void attempt(Runnable attempt) {
    try {
      attempt.run();
    } catch (UncheckedIOException halted) {
      assertThat(halted).hasRootCauseInstanceOf(FaultyStorage.Halted.class);
    } catch (UserError another) {
      assertThat(another).hasMessageContaining("another compact");
    }
  }

  private void damageOne(Random random) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(scratch)) {
      files =
          all.filter(file -> file.toString().endsWith(".parquet"))
              .filter(file -> !file.toString().contains("set-aside"))
              .sorted()
              .toList();
    }
    if (!files.isEmpty()) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      bytes[random.nextInt(bytes.length / 2)] ^= 1;
      Files.write(file, bytes);
    }
  }

  private static int rows(TableFiles table) throws IOException {
    int rows = 0;
    for (String name : table.files()) {
      var hidden = table.hidden().getOrDefault(name, Set.of());
      try (TableFile file =
          TableFile.open(new LocalStorage(Path.of("/")).input(name), table.schema())) {
        for (Object[] row : file.read(List.of("trial_id"))) {
          rows += hidden.contains((String) row[0]) ? 0 : 1;
        }
      }
    }
    return rows;
  }
}
