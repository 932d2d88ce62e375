package ccrnn.pipeline.family;

import ccrnn.pipeline.family.feedback.FeedbackFamily;
import ccrnn.pipeline.family.layers.LayersFamily;
import ccrnn.pipeline.sweep.Vocabularies;
import java.util.List;

/** The families that this program was started with. */
public final class Families implements Vocabularies {
  private static final List<Family> OWN = List.of(new FeedbackFamily(), new LayersFamily());

  @Override
  public List<? extends Family> installed() {
    return OWN;
  }
}
