package ccrnn.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatesTest {
  @Test
  void powersAreRepeatedProducts() {
    // Powers of 3 are exact in 64 bits up to here, in any order of products.
    double product = 1;
    for (int exponent = 0; exponent <= 33; exponent++) {
      assertThat(Rates.power(3, exponent)).isEqualTo(product);
      product *= 3;
    }
    assertThat(Rates.power(-2, 11)).isEqualTo(-2048);
    assertThat(Rates.power(2, 1000)).isEqualTo(Math.scalb(1.0, 1000));
    assertThat(Rates.power(0.5, 1L << 33)).isZero();
  }
}
