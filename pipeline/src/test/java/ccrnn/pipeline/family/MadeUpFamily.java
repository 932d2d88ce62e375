package ccrnn.pipeline.family;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Use;
import java.util.List;

/**
 * A family of no network that offers what a test gives it.
 *
 * @param name in messages
 * @param views as they are
 * @param figures as they are
 */
public record MadeUpFamily(String name, List<View> views, List<Recipe> figures) implements Family {
  @Override
  public List<NetworkWord> networks() {
    return List.of();
  }

  @Override
  public List<Use> settings() {
    return List.of();
  }

  @Override
  public Trainee trainee(Trial trial, DataLocation data, Kernel kernel) {
    throw new UnsupportedOperationException("it has no network to train");
  }
}
