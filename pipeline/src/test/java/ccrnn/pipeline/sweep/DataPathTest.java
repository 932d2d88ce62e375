package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where the path of {@code data} is meant. */
class DataPathTest {
  @TempDir private Path scratch;

  /** Knows folders alone. */
  private static String identify(String path, DataIdentity.Kind kind) {
    if (!Files.isDirectory(Path.of(path))) {
      throw new UserError("data folder " + path + " does not exist");
    }
    return "digits-of-a-test";
  }

  private Sweep read(String data, String... overrides) throws IOException {
    Path file = scratch.resolve("sweep.yaml");
    Files.writeString(file, "name: x\ntask: digit-recognition\ndata: " + data + "\n");
    return SweepReader.read(file, List.of(overrides), DataPathTest::identify);
  }

  @Test
  void itIsMeantFromTheFolderOfTheFileFirst() throws IOException {
    Path beside = Files.createDirectories(scratch.resolve("src"));
    assertThat(read("src").data()).contains(beside.toString());
    assertThat(read("./src").data()).map(Path::of).map(Path::normalize).contains(beside);
    Files.delete(beside);
    assertThat(read("src").data()).as("the folder src of this module").contains("src");
    assertThat(read(beside.getParent().toString()).data()).contains(scratch.toString());
  }

  @Test
  void whatIsTypedIsMeantFromHere() throws IOException {
    Files.createDirectories(scratch.resolve("src"));
    assertThat(read("none", "data=src").data()).contains("src");
  }

  @Test
  void aTildeIsTheHomeOfTheUser() {
    assertThatThrownBy(() -> read("~/no-such-folder-of-digits"))
        .hasMessageContaining(System.getProperty("user.home") + "/no-such-folder-of-digits");
  }

  @Test
  void whereNothingIsBothPlacesAreNamed() {
    assertThatThrownBy(() -> read("no-such-folder"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sweep.yaml:3: data folder no-such-folder does not exist")
        .hasMessageContaining("looked for beside the sweep file, and here in ");
  }
}
