package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopSettingsTest {
  @TempDir private Path folder;

  private void site(String name, String key, String value) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
            .formatted(key, value));
  }

  @Test
  void theVariablesOfOtherProgramsForS3AreTaken() {
    Map<String, String> settings =
        HadoopSettings.of(
            Map.of(
                "AWS_ACCESS_KEY_ID", "key",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_SESSION_TOKEN", "token",
                "AWS_DEFAULT_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL", "http://store:9000"),
            Map.of());
    assertThat(settings)
        .containsEntry("fs.s3a.access.key", "key")
        .containsEntry("fs.s3a.secret.key", "secret")
        .containsEntry("fs.s3a.session.token", "token")
        .containsEntry("fs.s3a.endpoint.region", "eu-west-1")
        .containsEntry("fs.s3a.endpoint", "http://store:9000")
        .containsEntry("fs.s3a.path.style.access", "true");
    assertThat(HadoopSettings.of(Map.of(), Map.of()))
        .doesNotContainKeys("fs.s3a.endpoint", "fs.s3a.path.style.access", "fs.s3a.access.key");
  }

  @Test
  void aPairOfKeysIsNeverMixed() throws IOException {
    site("core-site.xml", "fs.s3a.session.token", "token of the site");
    assertThat(
            HadoopSettings.of(
                Map.of(
                    "HADOOP_CONF_DIR", folder.toString(),
                    "AWS_ACCESS_KEY_ID", "key",
                    "AWS_SESSION_TOKEN", "token"),
                Map.of("fs.s3a.access.key", "mine", "fs.s3a.secret.key", "my secret")))
        .containsEntry("fs.s3a.access.key", "mine")
        .containsEntry("fs.s3a.secret.key", "my secret")
        .doesNotContainKey("fs.s3a.session.token");
    assertThat(
            HadoopSettings.of(
                Map.of(
                    "HADOOP_CONF_DIR", folder.toString(),
                    "AWS_ACCESS_KEY_ID", "key",
                    "AWS_SECRET_ACCESS_KEY", "secret"),
                Map.of()))
        .containsEntry("fs.s3a.access.key", "key")
        .doesNotContainKey("fs.s3a.session.token");
  }

  @Test
  void propertiesWinOverTheEnvironmentAndThatOverSiteFiles() throws IOException {
    site("core-site.xml", "fs.s3a.endpoint.region", "site");
    site("hdfs-site.xml", "dfs.replication", "2");
    Map<String, String> environment = Map.of("HADOOP_CONF_DIR", folder.toString());
    assertThat(HadoopSettings.of(environment, Map.of()))
        .containsEntry("fs.s3a.endpoint.region", "site")
        .containsEntry("dfs.replication", "2");
    environment = Map.of("HADOOP_CONF_DIR", folder.toString(), "AWS_REGION", "environment");
    assertThat(HadoopSettings.of(environment, Map.of()))
        .containsEntry("fs.s3a.endpoint.region", "environment");
    assertThat(HadoopSettings.of(environment, Map.of("fs.s3a.endpoint.region", "property")))
        .containsEntry("fs.s3a.endpoint.region", "property");
  }

  @Test
  void aFolderThatIsNoneAndAFileThatIsNoXmlAreTold() throws IOException {
    assertThatThrownBy(
            () ->
                HadoopSettings.of(
                    Map.of("HADOOP_CONF_DIR", folder.resolve("none").toString()), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("none, which is no folder");
    Files.writeString(folder.resolve("core-site.xml"), "secret");
    assertThatThrownBy(
            () -> HadoopSettings.of(Map.of("HADOOP_CONF_DIR", folder.toString()), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("core-site.xml cannot be read as a file of Hadoop settings");
  }

  @Test
  void sparksSettingsForHadoopArePickedOut() {
    assertThat(
            HadoopSettings.among(Map.of("spark.hadoop.fs.s3a.endpoint", "e", "spark.master", "m")))
        .isEqualTo(Map.of("fs.s3a.endpoint", "e"));
  }
}
