package ccrnn.jobs.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void placesFarEnoughApartStay() {
    assertThat(Spread.apart(new double[] {10, 30, 60}, 20, 0, 100)).containsExactly(10, 30, 60);
  }

  @Test
  void neighboursMoveApartEvenly() {
    assertThat(Spread.apart(new double[] {50, 50, 90}, 20, 0, 100)).containsExactly(40, 60, 90);
  }

  @Test
  void pushedNeighboursPushOthers() {
    assertThat(Spread.apart(new double[] {35, 50, 50}, 20, 0, 100)).containsExactly(25, 45, 65);
  }

  @Test
  void placesKeepInsideTheLimits() {
    assertThat(Spread.apart(new double[] {-5, 99, 120}, 20, 0, 100)).containsExactly(0, 80, 100);
  }

  @Test
  void withoutRoomTheFirstStaysInside() {
    assertThat(Spread.apart(new double[] {50, 50, 50}, 60, 0, 100)).containsExactly(0, 60, 120);
  }
}
