package ccrnn.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers by what they measure. */
class MeasuredTest {
  @Test
  void aValueMoreLeavesTheOthersAsTheyAre() {
    Measured<Metric> one = Measured.nothing(Metric.class).with(Metric.TRAIN_LOSS, 0.5);
    Measured<Metric> two =
        one.with(Metric.DYSMETRIA, Double.NaN).with(Metric.CERTAINTY, OptionalDouble.empty());

    assertThat(one.value(Metric.DYSMETRIA)).isEmpty();
    assertThat(two.value(Metric.DYSMETRIA)).hasValue(Double.NaN);
    assertThat(two.value(Metric.CERTAINTY)).isEmpty();
    assertThat(two).hasToString("train_loss=0.5, dysmetria=NaN");
  }

  @Test
  void equalityIsThatOfBits() {
    Measured<Metric> values = Measured.nothing(Metric.class).with(Metric.DYSMETRIA, Double.NaN);

    assertThat(values)
        .isEqualTo(Measured.nothing(Metric.class).with(Metric.DYSMETRIA, Double.NaN))
        .hasSameHashCodeAs(Measured.nothing(Metric.class).with(Metric.DYSMETRIA, Double.NaN))
        .isNotEqualTo(Measured.nothing(Metric.class))
        .isNotEqualTo(values.with(Metric.TRAIN_LOSS, 0.0));
    assertThat(values.with(Metric.TRAIN_LOSS, 0.0))
        .isNotEqualTo(values.with(Metric.TRAIN_LOSS, -0.0));
  }

  @Test
  void everyQuantityIsExplained() {
    Stream.concat(Stream.of(Metric.values()), Stream.of(TestMetric.values()))
        .map(Quantity.class::cast)
        .forEach(
            quantity -> {
              assertThat(quantity.about()).as(quantity.column()).isNotBlank();
              assertThat(quantity.source()).as(quantity.column()).isNotBlank();
              assertThat(quantity.unit()).as(quantity.column()).isNotNull();
            });
  }
}
