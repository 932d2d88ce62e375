package ccrnn.stores;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.run.TrialRunner;
import ccrnn.pipeline.store.ResultsFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results on HDFS, where a rename is one step. */
class HdfsIT {
  @TempDir private Path scratch;

  @Test
  void trialsAreCommittedReplacedAndReadBack() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, scratch.toString());
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
      String location = cluster.getURI() + "/results of all";
      ResultsFolder folder = ResultsFolder.create(location, Map.of());
      TrialRunner.Finished finished = Samples.finished(1, "weights");
      Samples.commit(folder, finished);
      Map<String, List<Object>> rows = Samples.rows(folder);
      assertThat(rows).hasSize(1);
      Samples.commit(ResultsFolder.open(location), Samples.finished(1, "weights"));
      Samples.commit(folder, Samples.finished(2, "none"));
      assertThat(Samples.rows(folder)).containsAllEntriesOf(rows).hasSize(2);
      for (String table : List.of("trials", "epochs", "measures")) {
        for (FileStatus file :
            cluster
                .getFileSystem()
                .listStatus(new org.apache.hadoop.fs.Path(location + "/" + table))) {
          assertThat(file.getPath().getName()).endsWith(".parquet").doesNotStartWith(".");
        }
      }
      try (QueryEngine spark = QueryEngine.spark(folder)) {
        assertThat(spark.run("SELECT count(*) FROM epochs").rows()).isEqualTo(List.of(List.of(6L)));
      }
    }
  }
}
