package ccrnn.pipeline.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose mistake it is where the code of a jar fails. */
class ExternalFamilyTest {
  /** Fails wherever it is asked. */
  private static final class Broken implements Family {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public List<NetworkWord> networks() {
      throw new IllegalStateException("no networks");
    }

    @Override
    public List<Use> settings() {
      throw new NoSuchMethodError("Row.gone()");
    }

    @Override
    public Trainee trainee(Trial trial, DataLocation data, Kernel kernel) {
      throw new IllegalStateException("no trainee");
    }

    @Override
    public List<View> views() {
      throw new IllegalStateException("no views");
    }

    @Override
    public List<Recipe> figures() {
      throw new NoClassDefFoundError("ccrnn/pipeline/Gone");
    }

    @Override
    public void requireData(List<Trial> trials, DataLocation location) {
      if (location.equals(DataLocation.EMBEDDED)) {
        throw new UserError("data: folder x has no digits");
      }
    }

    @Override
    public Map<String, Mark> marks() {
      return null;
    }
  }

  private final ExternalFamily external =
      new ExternalFamily(new Broken(), "broken.jar", "broken@1@sha256:0123456789abcdef");

  @Test
  void whatItSaysOfItsWordsAndViewsIsTheMistakeOfItsJar() {
    Family family = external.guarded();
    assertThat(family.name()).isEqualTo("broken");
    assertThatThrownBy(external::networks)
        .isInstanceOf(UserError.class)
        .hasMessage("broken.jar: its family throws java.lang.IllegalStateException: no networks");
    assertThatThrownBy(external::settings)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("broken.jar was built against another version");
    assertThatThrownBy(family::views)
        .isInstanceOf(UserError.class)
        .hasMessage("broken.jar: its family throws java.lang.IllegalStateException: no views");
    assertThatThrownBy(family::figures)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("broken.jar was built against another version")
        .hasMessageContaining("Gone");
    assertThatThrownBy(() -> family.requireData(List.of(), DataLocation.EMBEDDED))
        .isInstanceOf(UserError.class)
        .hasMessage("data: folder x has no digits");
  }

  @Test
  void whatItThrowsInATrialIsTheTrialsFailure() {
    Trial trial = Trial.of(Map.of());
    assertThatThrownBy(() -> external.guarded().trainee(trial, DataLocation.EMBEDDED, Kernel.PLAIN))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("no trainee");
  }

  @Test
  void nullIsNoAnswerButWhereNoneIsDue() {
    Family family = external.guarded();
    assertThatThrownBy(family::marks)
        .isInstanceOf(UserError.class)
        .hasMessage("broken.jar: its family answers null where something is due");
    family.requireData(List.of(), new DataLocation(Optional.of("x"), Map.of()));
  }

  @Test
  void itIsEqualToItselfAlone() {
    Family family = external.guarded();
    assertThat(List.of(family)).contains(family).doesNotContain(external.guarded());
    assertThat(family).hasSameHashCodeAs(external.family());
    assertThat(family.controls()).isEmpty();
  }
}
