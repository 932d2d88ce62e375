package ccrnn.pipeline.family.task;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.task.Batch;
import ccrnn.model.task.Digits;
import ccrnn.model.task.Task;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some of the images of files: which, and by what version of results. */
class ChosenImagesTest {
  @TempDir private Path folder;

  private static Trial trial(String data, Object... pairs) {
    Map<Setting, Object> settings =
        new HashMap<>(Map.of(CommonRows.TASK, "digit-recognition", CommonRows.DATA, data));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put((Setting) pairs[i], pairs[i + 1]);
    }
    return Trial.of(settings);
  }

  private void write(String name, int magic, int count) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.writeInt(magic);
      out.writeInt(count);
      if (magic == 0x803) {
        out.writeInt(Digits.SIDE);
        out.writeInt(Digits.SIDE);
        out.write(new byte[count * Digits.PIXELS]);
      } else {
        for (int i = 0; i < count; i++) {
          out.writeByte(10 * i / count); // sorted, as of a folder per class
        }
      }
    }
  }

  private static int[] digits(Task task) {
    int[] counts = new int[10];
    Batch batch = new Batch(10, task);
    Task.Sequences test = task.test();
    while (test.next(batch) > 0) {
      for (int b = 0; b < batch.size(); b++) {
        counts[batch.classes()[b]]++;
      }
    }
    return counts;
  }

  @Test
  void filesSortedByDigitGiveEveryDigit() throws IOException {
    write("train-images-idx3-ubyte", 0x803, 200);
    write("train-labels-idx1-ubyte", 0x801, 200);
    write("t10k-images-idx3-ubyte", 0x803, 50);
    write("t10k-labels-idx1-ubyte", 0x801, 50);
    DataLocation location = new DataLocation(Optional.of(folder.toString()), Map.of());
    Trial trial =
        trial(location.digits().identity(), DigitRows.IMAGES, 100L, DigitRows.TEST_IMAGES, 20L);
    Task task = Tasks.of(trial, location);
    assertThat(digits(task)).containsOnly(2);
  }

  @ParameterizedTest
  @CsvSource({
    // all of them, said or not
    "mnist,               ,       , 1",
    "mnist,          60000,  10000, 1",
    "mnist-train,    51429,   8571, 1",
    "mnist-t10k,      8572,   1428, 1",
    "sha256:0123456789abcdef, ,   , 1",
    "embedded,         100,     10, 1",
    // some of them
    "mnist,          59999,       , 2",
    "mnist,               ,   9999, 2",
    "mnist-train,    51428,       , 2",
    "mnist-t10k,          ,   1427, 2",
    // nobody knows of how many
    "sha256:0123456789abcdef, 100, , 2",
  })
  void theVersionTellsAChoiceFromAllOfThem(String data, Long images, Long test, int version) {
    Map<Setting, Object> asked = new HashMap<>();
    Optional.ofNullable(images).ifPresent(number -> asked.put(DigitRows.IMAGES, number));
    Optional.ofNullable(test).ifPresent(number -> asked.put(DigitRows.TEST_IMAGES, number));
    Object[] pairs =
        asked.entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .toArray();
    assertThat(trial(data, pairs).resultVersion()).isEqualTo(version);
  }

  @Test
  void otherTasksHaveTheFirstVersion() {
    assertThat(Trial.of(Map.of()).resultVersion()).isEqualTo(TaskVersions.FIRST);
    assertThat(
            Trial.of(
                    Map.of(CommonRows.TASK, "captions", CommonRows.DATA, "sha256:0123456789abcdef"))
                .resultVersion())
        .isEqualTo(TaskVersions.FIRST);
  }
}
