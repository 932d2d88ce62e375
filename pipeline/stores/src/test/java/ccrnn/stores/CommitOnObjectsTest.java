package ccrnn.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The commit protocol where a rename is a copy: on an S3 server, through a wire that breaks. */
class CommitOnObjectsTest {
  @TempDir private static Path scratch;
  private static S3Server server;
  private static Wire wire;

  private String location;

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(scratch);
    wire = new Wire(server);
  }

  @AfterAll
  static void stop() throws Exception {
    FileSystem.closeAll();
    if (wire != null) {
      wire.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void place(TestInfo test) {
    location = "s3a://" + S3Server.BUCKET + "/" + test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void mend() {
    wire.fates(request -> Wire.Fate.ANSWERED);
  }

  private ResultsFolder create() {
    return ResultsFolder.create(location, S3Server.settings(wire.port()));
  }

  private List<String> requests() {
    String folder = location.substring(location.lastIndexOf('/') + 1) + "/";
    return wire.shown().stream().map(shown -> shown.replace(folder, "")).toList();
  }

  /** The keys of this test's folder, without the folder. */
  private List<String> keys() {
    String folder = location.substring(location.lastIndexOf('/') + 1) + "/";
    return server.keys().stream()
        .filter(key -> key.startsWith(folder))
        .map(key -> key.substring(folder.length()))
        .toList();
  }

  private static String id(TrialRunner.Finished finished) {
    return finished.trial().trial().id();
  }

  @Test
  void aCommitIsAFewRequestsAndTheTrialsFileComesLast() {
    ResultsFolder folder = create();
    TrialRunner.Finished plain = Samples.finished(1, "none");
    TrialRunner.Finished probed = Samples.finished(2, "weights");
    assertThat(probed.measures()).isNotEmpty();

    wire.forget();
    Samples.commit(folder, plain);
    String file = id(plain) + ".parquet";
    assertThat(requests())
        .containsExactly(
            "PUT epochs/" + file,
            "GET epochs/" + file,
            "DELETE measures/" + file,
            "PUT trials/" + file,
            "GET trials/" + file);

    wire.forget();
    Samples.commit(folder, probed);
    file = id(probed) + ".parquet";
    assertThat(requests())
        .containsExactly(
            "PUT epochs/" + file,
            "GET epochs/" + file,
            "PUT measures/" + file,
            "GET measures/" + file,
            "PUT trials/" + file,
            "GET trials/" + file);

    wire.forget();
    assertThat(folder.inventory().complete()).containsExactlyInAnyOrder(id(plain), id(probed));
    // the trials before and after the rest, since a compaction may move rows meanwhile
    assertThat(requests()).filteredOn("LIST "::equals).hasSize(4);
    assertThat(requests()).filteredOn(shown -> shown.startsWith("GET ")).hasSize(5);
    assertThat(requests()).hasSize(9);

    wire.forget();
    ResultsFolder.open(location, S3Server.settings(wire.port()));
    assertThat(requests()).as("what every task asks").containsExactly("HEAD trials", "LIST ");
  }

  @Test
  void aBusyServerAndABrokenWireAreTriedAgain() {
    ResultsFolder folder = create();
    TrialRunner.Finished finished = Samples.finished(1, "none");
    Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    wire.fates(
        request -> {
          int before =
              seen.computeIfAbsent(request.shown(), key -> new AtomicInteger()).getAndIncrement();
          return switch (before) {
            case 0 -> Wire.Fate.CUT;
            case 1 -> Wire.Fate.REFUSED;
            case 2 -> Wire.Fate.UNANSWERED;
            default -> Wire.Fate.ANSWERED;
          };
        });
    Samples.commit(folder, finished);
    assertThat(seen.values()).allMatch(times -> times.get() == 4);
    wire.fates(request -> Wire.Fate.ANSWERED);
    assertThat(folder.inventory().complete()).containsExactly(id(finished));
    assertThat(keys())
        .containsExactly(
            "epochs/" + id(finished) + ".parquet", "trials/" + id(finished) + ".parquet");
  }

  @Test
  void anUploadThatBreaksShowsNothingAndTheNextAttemptIsWhole() {
    ResultsFolder folder = create();
    TrialRunner.Finished finished = Samples.finished(1, "none");
    wire.fates(request -> request.is("PUT", "/trials/") ? Wire.Fate.CUT : Wire.Fate.ANSWERED);
    assertThatThrownBy(() -> Samples.commit(folder, finished))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot commit trials/" + id(finished) + ".parquet in " + location);
    assertThat(keys()).containsExactly("epochs/" + id(finished) + ".parquet");
    Inventory inventory = folder.inventory();
    assertThat(inventory.trials()).isEmpty();
    assertThat(inventory.unreadable()).isEmpty();

    wire.fates(request -> Wire.Fate.ANSWERED);
    Samples.commit(folder, finished);
    assertThat(folder.inventory().complete()).containsExactly(id(finished));
  }

  @Test
  void aDuplicateAttemptReplacesTheFirst() {
    ResultsFolder folder = create();
    Samples.commit(folder, Samples.finished(1, "none"));
    Map<String, List<Object>> rows = Samples.rows(folder);
    List<String> keys = keys();
    Samples.commit(create(), Samples.finished(1, "none"));
    assertThat(keys()).isEqualTo(keys).hasSize(2);
    assertThat(Samples.rows(folder)).isEqualTo(rows).hasSize(1);
  }

  @Test
  void aFileReplacedBetweenListingAndReadingIsReadAsItIsNow() {
    ResultsFolder folder = create();
    Samples.commit(folder, Samples.finished(1, "none"));
    TrialRunner.Finished again = Samples.finished(1, "none");
    AtomicBoolean replaced = new AtomicBoolean();
    ResultsFolder other = ResultsFolder.open(location, S3Server.settings(wire.port()));
    wire.fates(
        request -> {
          if (request.is("GET", "/trials/") && replaced.compareAndSet(false, true)) {
            Samples.commit(other, again);
          }
          return Wire.Fate.ANSWERED;
        });
    Inventory inventory = folder.inventory();
    assertThat(replaced).isTrue();
    assertThat(inventory.unreadable()).isEmpty();
    assertThat(inventory.complete()).containsExactly(id(again));
  }

  @Test
  void whatIsNotThereOrNotAllowedIsToldInALine() {
    Map<String, String> settings = new HashMap<>(S3Server.settings(server.port()));
    assertThatThrownBy(() -> ResultsFolder.create("s3a://no-such-bucket/x", settings))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("cannot be written to: The specified bucket does not exist");
    settings.put("fs.s3a.secret.key", "another");
    assertThatThrownBy(() -> ResultsFolder.create("s3a://guarded-bucket/x", settings))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "results folder s3a://guarded-bucket/x cannot be written to: permission denied (keys ");
    assertThatThrownBy(
            () -> ResultsFolder.open("s3a://" + S3Server.KEY + ":a/b+c@bucket/x", settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has keys in it")
        .hasMessageNotContainingAny(S3Server.KEY, "b+c");
    Map<String, String> nobody = new HashMap<>(S3Server.settings(1));
    nobody.put("fs.s3a.attempts.maximum", "1");
    nobody.put("fs.s3a.retry.limit", "1");
    assertThatThrownBy(() -> ResultsFolder.create("s3a://nobody-there/x", nobody))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("failed: Connection refused");
  }
}
