package ccrnn.pipeline.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.figure.Figures;
import ccrnn.pipeline.figure.PaperFigures;
import ccrnn.pipeline.query.QueryEngine;
import ccrnn.pipeline.store.MergedFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trials a learning curve is of. */
class CurveCopiesTest {
  @TempDir private Path scratch;
  private int folders;
  private final List<Trial> trials = new ArrayList<>();

  private void add(String network, Object... more) {
    Map<Setting, Object> settings = new TreeMap<>();
    settings.put(CommonRows.NETWORK, network);
    for (int i = 0; i < more.length; i += 2) {
      settings.put((Setting) more[i], more[i + 1]);
    }
    trials.add(Trial.of(settings));
  }

  private FigureResult result(String figure) throws IOException {
    try (QueryEngine engine =
        QueryEngine.duckDb(MergedFolder.write(scratch.resolve("r" + folders++), trials))) {
      return Figures.over(engine).result(PaperFigures.named(figure));
    }
  }

  /** Number of seeds that a curve has; empty where the panel has no such curve. */
  private static OptionalInt seeds(Panel panel, String curve) {
    return panel.series().stream()
        .filter(series -> series.label().equals(curve))
        .mapToInt(series -> series.points().get(0).n())
        .findFirst();
  }

  @Test
  void aTrialThatIsThereWithProbesTooCountsOnce() throws IOException {
    for (String network : List.of("crnn", "ccrnn", "bptt")) {
      add(network);
      add(network, CommonRows.PROBES, "weights");
    }
    for (String figure : List.of("curves", "neurips-2")) {
      Panel panel = result(figure).panels().get(0);
      assertThat(panel.series()).hasSize(3);
      for (String network : List.of("crnn", "ccrnn", "bptt")) {
        assertThat(seeds(panel, network)).as("%s in %s", network, figure).hasValue(1);
      }
    }
  }

  /** Backpropagation through the whole sequence belongs to the pairs of its own condition. */
  @Test
  void whatHasNoValueIsAConditionToo() throws IOException {
    for (String network : List.of("crnn", "ccrnn")) {
      add(network);
      add(network, CommonRows.EARLY_STOPPING, 5L);
    }
    add("bptt");
    List<Panel> panels = result("neurips-2").panels();
    assertThat(panels)
        .extracting(Panel::title)
        .containsExactly("line drawing, early-stopping=none", "line drawing, early-stopping=5");
    assertThat(seeds(panels.get(0), "bptt")).hasValue(1);
    assertThat(seeds(panels.get(1), "bptt")).isEmpty();
  }
}
