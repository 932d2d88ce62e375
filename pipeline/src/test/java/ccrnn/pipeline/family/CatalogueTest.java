package ccrnn.pipeline.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.Row;
import ccrnn.pipeline.sweep.Scope;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.TaskWord;
import ccrnn.pipeline.sweep.Use;
import ccrnn.pipeline.sweep.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Families put together: what a third one adds, and what cannot be. */
class CatalogueTest {
  private static final Setting LEAK =
      Row.number(0.1).range(0, 1).about("share of the state that is lost").named("leak");

  /** A family of one network that learns lines. */
  private record Made(String name, String network, TaskWord task, List<Use> settings)
      implements Vocabulary {
    Made(String name, String network, List<Use> settings) {
      this(name, network, TaskWords.LINE_DRAWING, settings);
    }

    @Override
    public List<NetworkWord> networks() {
      return List.of(new NetworkWord(network, "made up", List.of(task)));
    }
  }

  private static final List<Use> LEAKY =
      List.of(
          Use.of(CommonRows.TASK),
          Use.of(CommonRows.NETWORK),
          Use.of(CommonRows.SEED),
          Use.of(CortexRows.CORTEX_UNITS),
          Use.of(LEAK),
          Use.of(CommonRows.EPOCHS),
          Use.of(CuedRows.STEPS));

  private static List<Vocabulary> with(Vocabulary... others) {
    List<Vocabulary> all = new ArrayList<>(new Families().installed());
    all.addAll(List.of(others));
    return all;
  }

  private static Catalogue catalogue(Vocabulary... others) {
    return Catalogue.of(with(others));
  }

  @Test
  void aThirdFamilyAddsItsSettingsAfterThoseBeforeThem() {
    List<Setting> own = Catalogue.installed().settings();
    List<Setting> all = catalogue(new Made("made", "leaky", LEAKY)).settings();
    List<Setting> others = new ArrayList<>(all);
    assertThat(others.remove(LEAK)).isTrue();
    assertThat(others).isEqualTo(own);
    assertThat(all.indexOf(LEAK)).isEqualTo(all.indexOf(CortexRows.CORTEX_UNITS) + 1);
  }

  @Test
  void itsNetworksAreKnownByTaskAndTheOthersAreAsBefore() {
    Catalogue catalogue = catalogue(new Made("made", "leaky", LEAKY));
    assertThat(catalogue.networks(Scope.ALL))
        .containsExactly("crnn", "ccrnn", "bptt", "feedforward", "leaky");
    assertThat(catalogue.networks(Scope.task("line-drawing")))
        .containsExactly("crnn", "ccrnn", "bptt", "leaky");
    assertThat(catalogue.networks(Scope.task("reaching"))).containsExactly("feedforward");
    assertThat(catalogue.tasks(Scope.network("leaky"))).containsExactly("line-drawing");
    assertThat(catalogue.vocabulary("leaky").name()).isEqualTo("made");
    assertThat(catalogue.vocabulary("crnn").name()).isEqualTo("feedback");
  }

  @Test
  void twoFamiliesCannotClaimOneNetwork() {
    assertThatThrownBy(() -> catalogue(new Made("made", "crnn", LEAKY)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "network 'crnn' is claimed by the families feedback and made; leave one of them out");
    assertThatThrownBy(
            () -> catalogue(new Made("one", "leaky", LEAKY), new Made("two", "leaky", LEAKY)))
        .hasMessageContaining("families one and two");
  }

  @Test
  void aSettingOfAnotherMeaningNeedsANameOfItsOwn() {
    Setting noise = Row.number(0).range(0, 1).about("of the state").named("noise");
    List<Use> settings =
        List.of(Use.of(CommonRows.TASK), Use.of(CommonRows.NETWORK), Use.of(noise));
    assertThatThrownBy(() -> catalogue(new Made("made", "leaky", settings)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("setting 'noise' of family feedback, family layers")
        .hasMessageContaining("family made");
  }

  @Test
  void aTaskOfAnotherMeaningNeedsAWordOfItsOwn() {
    TaskWord lines = TaskWord.of("line-drawing", "something else");
    assertThatThrownBy(() -> catalogue(new Made("made", "leaky", lines, LEAKY)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("task 'line-drawing' of family made is another");
  }
}
