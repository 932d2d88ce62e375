package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No bit of a file changes without notice. */
class SealTest {
  @TempDir private Path scratch;

  @Test
  void everyChangedBitIsFound() throws IOException {
    byte[] whole = file();
    assertThatCode(() -> TableFile.check(new MemoryInputFile(whole))).doesNotThrowAnyException();
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int mark = text.indexOf("ccrnn-crc32=");
    assertThat(mark).isPositive();
    assertThat(text.lastIndexOf("ccrnn-crc32=")).isEqualTo(mark);
    for (int at = 0; at < whole.length; at++) {
      if (at >= mark && at < mark + "ccrnn-crc32=".length()) {
        continue; // a file without seal then; nothing else has changed
      }
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      assertThatExceptionOfType(UnreadableFileException.class)
          .as("byte %d of %d", at, whole.length)
          .isThrownBy(() -> TableFile.check(new MemoryInputFile(changed)));
    }
  }

  @Test
  void aChangedMergedFileIsNamedAndItsTrialsDoNotCount() throws IOException {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    for (long seed = 1; seed <= 3; seed++) {
      folder.commit(Rows.complete("crnn", seed), Rows.epochs(seed, 3), List.of());
    }
    folder.compact(Rows.STARTED, (done, total) -> {});
    Path file;
    try (var files = Files.list(scratch.resolve("epochs"))) {
      file = files.findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);

    Inventory inventory = folder.inventory();

    assertThat(inventory.complete()).isEmpty();
    assertThat(inventory.unreadable().get(0))
        .hasToString("epochs/" + file.getFileName() + ": damaged: its checksum does not match");
    assertThat(inventory.epochFiles().files()).isEmpty();
    assertThat(inventory.trialFiles().files()).isEmpty();
  }

  private byte[] file() throws IOException {
    ResultsFolder folder = ResultsFolder.create(scratch.toString());
    folder.commit(Rows.complete("crnn", 1), Rows.epochs(1, 3), List.of());
    return Files.readAllBytes(scratch.resolve("epochs/" + Rows.trial("crnn", 1).id() + ".parquet"));
  }
}
