package ccrnn.pipeline.family.layers;

import static ccrnn.pipeline.family.layers.LayerRows.FEEDBACK_PREDICTOR;
import static ccrnn.pipeline.family.layers.LayerRows.PREDICTOR;
import static ccrnn.pipeline.family.task.TaskWords.REACHING;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.family.Onset;
import ccrnn.pipeline.family.View;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.rows.LesionChecks;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Contradiction.Check;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Use;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layered network of the first version (CC-DNI, 2021): cerebella unlock layers of a
 * feed-forward network.
 */
public final class LayersFamily implements Family {
  private static final List<NetworkWord> NETWORKS =
      List.of(
          new NetworkWord(
              LayerRows.FEEDFORWARD,
              "layers without recurrence; for task reaching only",
              List.of(TaskWords.POINT_REACHING)));

  private static final List<Use> SETTINGS =
      List.of(
          Use.of(CommonRows.TASK),
          Use.of(CommonRows.NETWORK),
          Use.of(LayerRows.DECOUPLING),
          Use.of(CommonRows.SEED),
          Use.of(CerebellumRows.FEEDBACK_SCALE).only(FEEDBACK_PREDICTOR).in(REACHING, 1),
          Use.of(CerebellumRows.CEREBELLUM_UNITS).only(PREDICTOR).in(REACHING, 100),
          Use.of(CerebellumRows.CEREBELLUM_LAYERS).only(PREDICTOR),
          Use.of(LayerRows.HIDDEN_UNITS).after(CerebellumRows.CEREBELLUM_OUTPUT),
          Use.of(LayerRows.HIDDEN_LAYERS),
          Use.of(LayerRows.HIDDEN_ACTIVATION),
          Use.of(CommonRows.EPOCHS),
          Use.of(CommonRows.EARLY_STOPPING),
          Use.of(LearningRows.OPTIMIZER),
          Use.of(LearningRows.LEARNING_RATE),
          Use.of(LearningRows.LEARNING_RATE_SCHEDULE),
          Use.of(LearningRows.PLATEAU_FACTOR),
          Use.of(LearningRows.PLATEAU_PATIENCE),
          Use.of(LearningRows.MOMENTUM),
          Use.of(LearningRows.WEIGHT_DECAY),
          Use.of(CommonRows.BATCH_SIZE),
          Use.of(CuedRows.BATCHES),
          Use.of(CuedRows.VALIDATION_SIZE),
          Use.of(CuedRows.TEST_SIZE),
          Use.of(LearningRows.ADAM_BETA1),
          Use.of(LearningRows.ADAM_BETA2),
          Use.of(LearningRows.ADAM_EPSILON),
          Use.of(LearningRows.CLIP_NORM),
          Use.of(CuedRows.CUES),
          Use.of(CuedRows.CUE_CODE),
          Use.of(CuedRows.LINE_LENGTH),
          Use.of(CuedRows.NOISE),
          Use.of(CuedRows.TEST_NOISE));

  /** No cerebellum here can be lesioned yet. */
  private static final List<Check> CONTRADICTIONS = List.of(LesionChecks.CEREBELLUM);

  @Override
  public String name() {
    return "layers";
  }

  @Override
  public List<NetworkWord> networks() {
    return NETWORKS;
  }

  @Override
  public List<Use> settings() {
    return SETTINGS;
  }

  @Override
  public List<Check> contradictions() {
    return CONTRADICTIONS;
  }

  @Override
  public Cost cost(Trial trial) {
    return LayersCost.of(trial);
  }

  /** Learning rate and early stopping go by the validation losses so far. */
  @Override
  public List<Onset> onsets(Trial trial) {
    return List.of(Onset.never(CommonRows.EPOCHS));
  }

  @Override
  public Trainee trainee(Trial trial, DataLocation data, Kernel kernel) {
    return LayersTrainees.of(trial, data, kernel);
  }

  @Override
  public List<View> views() {
    return List.of(new View("decoupling_effects", LayersFamily.class));
  }

  @Override
  public Map<String, Set<Setting>> comparisons() {
    return Map.of(
        "decoupling",
        Set.of(LayerRows.DECOUPLING),
        "cerebellum",
        Set.of(
            CerebellumRows.FEEDBACK_SCALE,
            CerebellumRows.CEREBELLUM_UNITS,
            CerebellumRows.CEREBELLUM_LAYERS));
  }

  @Override
  public List<Recipe> figures() {
    return LayersFigures.ALL;
  }
}
