package ccrnn.pipeline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.MadeUpFamily;
import ccrnn.pipeline.family.View;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The views of several families in one list. */
class FamilyViewsTest {
  private static MadeUpFamily family(String name, View... views) {
    return new MadeUpFamily(name, List.of(views), List.of());
  }

  private static View view(String name) {
    return new View(name, FamilyViewsTest.class);
  }

  @Test
  void theyFollowOneAnotherAndAViewOfTwoFamiliesIsThereOnce() {
    assertThat(
            Views.figures(
                    List.of(
                        family("one", view("a"), view("b")), family("two", view("b"), view("c"))))
                .keySet())
        .containsExactly("complete_trials", "example_paths", "a", "b", "c");
  }

  @Test
  void anotherViewOfANameThatThereIsIsRefused() {
    assertThatThrownBy(
            () ->
                Views.figures(
                    List.of(family("one", view("a")), family("two", new View("a", View.class)))))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "view 'a' of family two is there already, another one; give it a name of its own");
    Stream.of("trials", "curves", "complete_trials")
        .forEach(
            name ->
                assertThatThrownBy(() -> Views.figures(List.of(family("one", view(name)))))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("view '" + name + "' of family one is there already"));
  }

  @Test
  void aViewWithoutItsFileSaysWhichIsMissing() {
    assertThatThrownBy(view("nowhere")::text)
        .hasMessage("missing on the class path: ccrnn/pipeline/query/nowhere.sql");
  }
}
