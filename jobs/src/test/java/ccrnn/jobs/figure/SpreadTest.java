package ccrnn.jobs.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpreadTest {
  @Test
  void places_far_enough_apart_stay() {
    assertThat(Spread.apart(new double[] {10, 30, 60}, 20, 0, 100)).containsExactly(10, 30, 60);
  }

  @Test
  void neighbours_move_apart_evenly() {
    assertThat(Spread.apart(new double[] {50, 50, 90}, 20, 0, 100)).containsExactly(40, 60, 90);
  }

  @Test
  void pushed_neighbours_push_others() {
    assertThat(Spread.apart(new double[] {35, 50, 50}, 20, 0, 100)).containsExactly(25, 45, 65);
  }

  @Test
  void places_keep_inside_the_limits() {
    assertThat(Spread.apart(new double[] {-5, 99, 120}, 20, 0, 100)).containsExactly(0, 80, 100);
  }

  @Test
  void without_room_the_first_stays_inside() {
    assertThat(Spread.apart(new double[] {50, 50, 50}, 60, 0, 100)).containsExactly(0, 60, 120);
  }
}
