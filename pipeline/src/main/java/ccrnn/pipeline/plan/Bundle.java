package ccrnn.pipeline.plan;

import ccrnn.pipeline.sweep.Trial;
import java.io.Serializable;
import java.util.List;

/**
 * What one task does: a tree, or several small ones, one after the other.
 *
 * @param trees at least one
 */
public record Bundle(List<Tree> trees) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the list. */
  public Bundle {
    trees = List.copyOf(trees);
    if (trees.isEmpty()) {
      throw new IllegalArgumentException("an empty bundle");
    }
  }

  /**
   * @return all its trials
   */
  public List<Trial> trials() {
    return trees.stream().flatMap(tree -> tree.trials().stream()).toList();
  }

  /**
   * @return epochs that it takes to train them, if none stops early
   */
  public long epochs() {
    return trees.stream().mapToLong(Tree::epochs).sum();
  }

  /**
   * @return predicted seconds on one core
   */
  public double seconds() {
    return trees.stream().mapToDouble(Tree::seconds).sum();
  }
}
