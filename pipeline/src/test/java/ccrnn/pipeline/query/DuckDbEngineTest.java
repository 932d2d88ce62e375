package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.store.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB itself refuses, were a statement to come through that does more than read. */
class DuckDbEngineTest {
  @TempDir private Path scratch;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    ResultsFolder folder = ResultsFolder.create(scratch.resolve("r").toString());
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
    connection =
        DuckDbEngine.prepared(
            folder.localPath().orElseThrow(), folder.inventory(), DuckDbEngine.Trials.FROM_FILES);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void refused(String sql, String reason) {
    assertThatExceptionOfType(SQLException.class)
        .as(sql)
        .isThrownBy(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
            })
        .withMessageContaining(reason);
  }

  @Test
  void itsSettingsAreLocked() {
    for (String setting :
        List.of(
            "threads = 1",
            "enable_external_access = true",
            "allowed_paths = ['/etc/hostname']",
            "allowed_directories = ['/etc']",
            "lock_configuration = false",
            "autoload_known_extensions = true",
            "temp_directory = '" + scratch + "'")) {
      refused("SET " + setting, "configuration has been locked");
    }
    refused("RESET threads", "configuration has been locked");
  }

  @Test
  void itOpensNoOtherFile() throws Exception {
    Path other = Files.writeString(scratch.resolve("other.csv"), "a\n1\n");
    refused("SELECT * FROM read_csv('" + other + "')", "disabled by configuration");
    refused("ATTACH '" + scratch.resolve("other.db") + "'", "disabled");
    refused("COPY (SELECT 1) TO '" + scratch.resolve("x.csv") + "'", "disabled by configuration");
    refused("EXPORT DATABASE '" + scratch.resolve("export") + "'", "disabled");
    refused("INSTALL httpfs", "disabled");
    refused("LOAD '" + other + "'", "disabled");
    try (var files = Files.list(scratch)) {
      assertThat(files).containsExactlyInAnyOrder(other, scratch.resolve("r"));
    }
  }

  @Test
  void itLoadsNoExtensionByItself() throws SQLException {
    for (String setting :
        List.of("autoinstall_known_extensions", "autoload_known_extensions", "temp_directory")) {
      try (Statement statement = connection.createStatement();
          ResultSet value = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
        value.next();
        assertThat(value.getString(1)).as(setting).isIn("false", "");
      }
    }
  }
}
