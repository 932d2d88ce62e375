package ccrnn.pipeline.family;

import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.analysis.ValidationLoss;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One system of models with its controls: all that depends on a model is asked here. */
public interface Family extends Vocabulary {
  /**
   * Tells what the validation loss of a task is, for tables and axes. Of families that learn the
   * same task the first is asked.
   *
   * @param task word of a task of one of its networks
   * @return what the number is
   */
  default ValidationLoss validationLoss(String task) {
    return new ValidationLoss("what the network learns to lower, over the validation set", "loss");
  }

  /**
   * Tells which network is the control of which. Pictures draw controls in grey.
   *
   * @return words of controls by the word of the network that is compared with it
   */
  default Map<String, String> controls() {
    return Map.of();
  }

  /**
   * Tells how conditions are drawn that look alike in all pictures.
   *
   * @return marks by condition, such as the word of a network; others are given one by the program
   */
  default Map<String, Mark> marks() {
    return Map.of();
  }

  /**
   * Tells which settings say what a sweep is about, beside task, network, probes and data.
   *
   * @return settings whose values {@code plan} lists in its summary; few
   */
  default List<Setting> highlights() {
    return List.of();
  }

  /**
   * Tells its views. Several families may name the same one.
   *
   * @return each after those that it stands on
   */
  default List<View> views() {
    return List.of();
  }

  /**
   * Tells which of its settings views leave out where they compare trials. Where several families
   * use the same word for theirs, all of them are left out.
   *
   * @return settings by what they are about, in one word of small letters
   */
  default Map<String, Set<Setting>> comparisons() {
    return Map.of();
  }

  /**
   * Tells its figures. The figure of the learning curves of all conditions is there without.
   *
   * @return in the order of a report
   */
  default List<Recipe> figures() {
    return List.of();
  }

  /**
   * Tells what {@code bench} times.
   *
   * @return in the order of its table; 5 seconds each
   */
  default List<Benchmark> benchmarks() {
    return List.of();
  }
}
