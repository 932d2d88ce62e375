package ccrnn.pipeline.family.layers;

import static ccrnn.pipeline.family.rows.TrialValues.constant;
import static ccrnn.pipeline.family.rows.TrialValues.integer;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.layers.Decoupling;
import ccrnn.model.layers.FeedForwardSettings;
import ccrnn.model.layers.FeedForwardTrainee;
import ccrnn.model.layers.HiddenActivation;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.Learning;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.task.Tasks;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;

/** From the settings of a trial to layers and their cerebella: knows both vocabularies. */
final class LayersTrainees {
  private LayersTrainees() {}

  static FeedForwardTrainee of(Trial trial, DataLocation data, Kernel kernel) {
    return new FeedForwardTrainee(settings(trial), Tasks.of(trial, data), kernel);
  }

  private static FeedForwardSettings settings(Trial trial) {
    Decoupling decoupling = Decoupling.valueOf(constant(trial.word(LayerRows.DECOUPLING)));
    boolean predicts = decoupling != Decoupling.NONE;
    return new FeedForwardSettings(
        decoupling,
        integer(trial, LayerRows.HIDDEN_LAYERS),
        integer(trial, LayerRows.HIDDEN_UNITS),
        HiddenActivation.valueOf(constant(trial.word(LayerRows.HIDDEN_ACTIVATION))),
        predicts ? integer(trial, CerebellumRows.CEREBELLUM_UNITS) : 1,
        predicts ? integer(trial, CerebellumRows.CEREBELLUM_LAYERS) : 0,
        trial.find(CerebellumRows.FEEDBACK_SCALE).map(scale -> (Double) scale).orElse(0.0),
        Learning.optimizer(trial),
        trial.number(LearningRows.CLIP_NORM),
        integer(trial, CommonRows.BATCH_SIZE),
        trial.integer(CommonRows.SEED));
  }
}
