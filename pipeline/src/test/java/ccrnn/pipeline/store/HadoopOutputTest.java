package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.Abortable;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.junit.jupiter.api.Test;

/** A file system that shows a file when its stream is closed, as an object store does. */
class HadoopOutputTest {
  private final List<Integer> shown = new ArrayList<>();
  private final List<Long> told = new ArrayList<>();

  private final FileSystem objects =
      new RawLocalFileSystem() {
        @Override
        public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
          return new FSDataOutputStream(new Upload(shown), null);
        }
      };

  private static final class Upload extends OutputStream implements Abortable, StreamCapabilities {
    private final List<Integer> shown;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean over;

    Upload(List<Integer> shown) {
      this.shown = shown;
    }

    @Override
    public void write(int b) {
      held.write(b);
    }

    @Override
    public void close() {
      if (!over) {
        over = true;
        shown.add(held.size());
      }
    }

    @Override
    public AbortableResult abort() {
      over = true;
      return null;
    }

    @Override
    public boolean hasCapability(String capability) {
      return capability.equals(StreamCapabilities.ABORTABLE_STREAM);
    }
  }

  private void write(Function<Long, Long> value) throws IOException {
    TableWriter.write(
        Table.<Long>named("numbers", 1).required("number", ColumnType.LONG, value).build(),
        List.of(1L, 2L, 3L),
        Map.of(),
        new HadoopOutput(objects, new Path("/x.parquet"), told::add));
  }

  @Test
  void aWholeFileIsShownOnceAndItsLengthIsTold() throws IOException {
    write(row -> row);
    assertThat(shown).hasSize(1);
    assertThat(told).containsExactly((long) shown.get(0));
  }

  @Test
  void aFileThatEndsHalfWayIsNotShown() {
    assertThatThrownBy(() -> write(row -> row == 3 ? null : row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for the column number");
    assertThat(shown).isEmpty();
  }
}
