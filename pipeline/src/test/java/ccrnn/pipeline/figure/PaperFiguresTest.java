package ccrnn.pipeline.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.family.MadeUpFamily;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The figures of several families in one list. */
class PaperFiguresTest {
  private static Recipe figure(String name) {
    return Recipe.of(
        new PaperFigure(name, "t", "q?", "d", "s", List.of(), List.of(), Optional.empty()),
        analysis -> {});
  }

  private static MadeUpFamily family(String name, Recipe... figures) {
    return new MadeUpFamily(name, List.of(), List.of(figures));
  }

  @Test
  void aFamilysFiguresFollowThoseBeforeUnlessTheySayWhere() {
    assertThat(
            PaperFigures.of(
                    List.of(
                        family("one", figure("a"), figure("b"), figure("c")),
                        family("two", figure("x").after("a"), figure("y"), figure("z")),
                        family("three", figure("p").after("nowhere"), figure("q").after("c"))))
                .keySet())
        .containsExactly("curves", "a", "x", "y", "z", "b", "c", "q", "p");
  }

  @Test
  void twoFiguresOfOneNameAreRefused() {
    assertThatThrownBy(
            () -> PaperFigures.of(List.of(family("one", figure("a")), family("two", figure("a")))))
        .isInstanceOf(UserError.class)
        .hasMessage("figure 'a' of family two is there already; give it a name of its own");
    assertThatThrownBy(() -> PaperFigures.of(List.of(family("one", figure("curves")))))
        .hasMessage("figure 'curves' of family one is there already; give it a name of its own");
  }

  @Test
  void theFiguresOfThePapersKeepTheirOrder() {
    assertThat(PaperFigures.all())
        .extracting(PaperFigure::name)
        .containsExactly(
            "curves",
            "natcomm-2",
            "natcomm-3b",
            "natcomm-3c",
            "natcomm-3d",
            "natcomm-4",
            "natcomm-5",
            "natcomm-6",
            "natcomm-7",
            "natcomm-8b",
            "natcomm-8d",
            "natcomm-8e",
            "neurips-2",
            "neurips-s3",
            "iclr-reaching",
            "iclr-sparsity",
            "supp-size",
            "supp-depth",
            "supp-tanh");
  }
}
