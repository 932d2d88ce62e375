package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ccrnn.model.feedback.Lesion.Kind;
import org.junit.jupiter.api.Test;

/** What a cerebellum does before, at and after the onset of every kind of lesion. */
class LesionTest {
  @Test
  void aLesionActsFromTheStartOfItsEpochOn() {
    for (int epoch = 1; epoch <= 9; epoch++) {
      boolean before = epoch < 5;
      CerebellumFunction intact = CerebellumFunction.INTACT;
      assertThat(Lesion.NONE.functionIn(epoch)).isEqualTo(intact);
      assertThat(new Lesion(Kind.CEREBELLUM, 5).functionIn(epoch))
          .isEqualTo(before ? intact : CerebellumFunction.SILENT);
      assertThat(new Lesion(Kind.CEREBELLUM, 5, 0.5).functionIn(epoch))
          .isEqualTo(before ? intact : CerebellumFunction.PARTIAL);
      for (Kind kind : new Kind[] {Kind.INFERIOR_OLIVE, Kind.FIXED}) {
        assertThat(new Lesion(kind, 5).functionIn(epoch))
            .isEqualTo(before ? intact : CerebellumFunction.FROZEN);
      }
    }
  }

  @Test
  void aLesionHasAnOnsetAndNoneHasNot() {
    for (Kind kind : Kind.values()) {
      if (kind == Kind.NONE) {
        continue;
      }
      assertThat(new Lesion(kind, 1).epoch()).isEqualTo(1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lesion(kind, 0))
          .withMessage("lesion " + kind + " from epoch 0");
    }
    for (int epoch : new int[] {-1, 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lesion(Kind.NONE, epoch))
          .withMessage("lesion NONE from epoch " + epoch);
    }
  }

  @Test
  void aFractionIsAboveZeroUpToOneAndOfACerebellum() {
    for (double fraction : new double[] {Double.MIN_VALUE, Math.nextDown(1.0), 1}) {
      assertThat(new Lesion(Kind.CEREBELLUM, 1, fraction).fraction()).isEqualTo(fraction);
    }
    for (double fraction : new double[] {0, Math.nextUp(1.0), Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lesion(Kind.CEREBELLUM, 1, fraction));
    }
    for (Kind kind : new Kind[] {Kind.INFERIOR_OLIVE, Kind.FIXED}) {
      assertThat(new Lesion(kind, 1, 1).fraction()).isEqualTo(1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Lesion(kind, 1, Math.nextDown(1.0)))
          .withMessageContaining("lesion " + kind + " of the fraction");
    }
  }
}
