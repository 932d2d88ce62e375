package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.figure.PaperFigures;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the views' texts are filled in with, and when they are made. */
class ViewsTest {
  @Test
  void aCerebellumsSettingsAreThoseThatNoCortexAloneHas() {
    Set<Setting> cortical = new TreeSet<>();
    for (String task : CommonRows.TASK.choices()) {
      for (String optimizer : List.of("adam", "sgd")) {
        Map<Setting, Object> given = new HashMap<>();
        given.put(CommonRows.TASK, task);
        given.put(CommonRows.NETWORK, task.equals("reaching") ? "feedforward" : "crnn");
        given.put(LearningRows.OPTIMIZER, optimizer);
        given.put(LearningRows.LEARNING_RATE_SCHEDULE, "plateau");
        given.put(CommonRows.PROBES, "gradients");
        given.put(LearningRows.CLIP_NORM, 1.0);
        Map<Setting, Object> values = Trial.of(given).values();
        for (Setting setting : Setting.all()) {
          if (setting.applies(values)) {
            cortical.add(setting);
          }
        }
      }
    }

    Set<Setting> others = new TreeSet<>(Setting.all());
    others.removeAll(cortical);
    assertThat(Views.about("cerebellum")).isEqualTo(others);
  }

  @Test
  void aStatementGetsTheViewsThatItNamesAndThoseBelowThem() {
    Set<String> made = new HashSet<>();

    assertThat(Views.lacking("SELECT 1", made)).isEmpty();
    assertThat(Views.lacking("SELECT * FROM LESION_EFFECTS", made)).hasSize(2);
    assertThat(made).containsExactlyInAnyOrder("complete_trials", "lesion_effects");
    assertThat(Views.lacking("SELECT * FROM paired_curves", made)).hasSize(2);
    assertThat(Views.lacking("SELECT * FROM paired_curves", made)).isEmpty();
    assertThat(Views.lacking("SHOW TABLES", made)).isNotEmpty();
    assertThat(made).containsExactlyInAnyOrderElementsOf(Views.figures());
  }

  @Test
  void noPlaceholderIsLeft() {
    assertThat(Views.lacking("show tables", new HashSet<>())).noneMatch(sql -> sql.contains("${"));
  }

  @Test
  void figuresAskViewsThatThereAre() {
    List<String> views = new ArrayList<>(Views.figures());
    views.add("curves");
    assertThat(PaperFigures.all()).allMatch(figure -> views.containsAll(figure.views()));
  }

  @Test
  void thePageOfFiguresListsEveryView() throws IOException {
    List<String> listed =
        Pattern.compile("(?m)^\\| `(\\w+)` \\|")
            .matcher(Files.readString(Path.of("../docs/figures.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(listed).containsExactlyElementsOf(Views.figures());
  }
}
