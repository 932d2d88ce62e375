package ccrnn.jobs.figure;

import java.util.ArrayDeque;
import java.util.Deque;

/** Places labels that would overlap. */
final class Spread {
  private Spread() {}

  /** Neighbours that touch: their places before the distance between them is added. */
  private record Block(double sum, int size) {
    double place() {
      return sum / size;
    }

    Block with(Block next) {
      return new Block(sum + next.sum, size + next.size);
    }
  }

  /**
   * Moves places apart by as little as possible (least squares: isotonic regression by pooling
   * neighbours), then into the limits.
   *
   * @param wanted ascending
   * @param distance of two neighbours, at least
   * @param least lowest place
   * @param most highest place; kept unless there is no room
   * @return the places, in the same order
   */
  static double[] apart(double[] wanted, double distance, double least, double most) {
    Deque<Block> blocks = new ArrayDeque<>();
    for (int i = 0; i < wanted.length; i++) {
      Block block = new Block(wanted[i] - i * distance, 1);
      while (!blocks.isEmpty() && blocks.getLast().place() >= block.place()) {
        block = blocks.removeLast().with(block);
      }
      blocks.addLast(block);
    }
    double room = Math.max(least, most - (wanted.length - 1) * distance);
    double[] places = new double[wanted.length];
    int i = 0;
    for (Block block : blocks) {
      for (int member = 0; member < block.size(); member++) {
        places[i] = Math.min(Math.max(block.place(), least), room) + i * distance;
        i++;
      }
    }
    return places;
  }
}
