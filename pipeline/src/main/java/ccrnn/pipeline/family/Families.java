package ccrnn.pipeline.family;

import ccrnn.pipeline.family.feedback.FeedbackFamily;
import ccrnn.pipeline.family.layers.LayersFamily;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Vocabularies;
import java.util.List;

/** The families that this program was started with. */
public final class Families implements Vocabularies {
  private static final List<Family> OWN = List.of(new FeedbackFamily(), new LayersFamily());

  /**
   * @return all of them, those of this project first
   */
  public static List<Family> all() {
    return OWN;
  }

  /**
   * @param trial any trial
   * @return the family that its network belongs to
   */
  public static Family of(Trial trial) {
    return (Family) Catalogue.installed().vocabulary(trial.word(CommonRows.NETWORK));
  }

  @Override
  public List<? extends Family> installed() {
    return OWN;
  }
}
