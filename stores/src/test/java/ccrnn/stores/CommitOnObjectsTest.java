package ccrnn.stores;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.Inventory;
import ccrnn.pipeline.store.ResultsFolder;
import java.nio.file.Path;
import java.util.List;
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
    try (S3Server ended = server;
        Wire cut = wire) {
      FileSystem.closeAll();
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

  @Test
  void aCommitIsAFewRequestsAndTheTrialsFileComesLast() {
    ResultsFolder folder = create();
    TrialRunner.Finished plain = Samples.finished(1, "none");
    TrialRunner.Finished probed = Samples.finished(2, "weights");
    assertThat(probed.measures()).isNotEmpty();
    wire.forget();
    Samples.commit(folder, plain);
    String id = plain.trial().trial().id();
    System.err.println(requests());
    Samples.commit(folder, probed);
    System.err.println(requests());
    wire.forget();
    Inventory inventory = folder.inventory();
    System.err.println(requests());
    assertThat(inventory.complete()).contains(id).hasSize(2);
    wire.forget();
    ResultsFolder.open(location, S3Server.settings(wire.port()));
    System.err.println(requests());
    wire.forget();
    ResultsFolder.create(location, S3Server.settings(wire.port()));
    System.err.println(requests());
  }
}
