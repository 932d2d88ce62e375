package ccrnn.pipeline.family.layers;

import static ccrnn.pipeline.family.Cost.PER_ACTIVATION;
import static ccrnn.pipeline.family.Cost.PER_PARAMETER;

import ccrnn.model.task.Batch;
import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.task.Exercises;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Trial;

/**
 * What layers without recurrence and their cerebella cost: forward, weight gradients and data
 * gradients of the layers, and of one cerebellum for each hidden layer and kind of prediction.
 */
final class LayersCost {
  private final Exercises exercises;
  private final double hidden;
  private final double units;
  private final double cerebella;

  private LayersCost(Trial trial) {
    exercises = Exercises.of(trial, Batch.Copies.MERGED);
    hidden = trial.integer(LayerRows.HIDDEN_LAYERS);
    units = trial.integer(LayerRows.HIDDEN_UNITS);
    double inputs = exercises.inputs();
    cerebella =
        switch (trial.word(LayerRows.DECOUPLING)) {
          case "predicted-activity" -> hidden * weights(trial, inputs);
          case "predicted-feedback" -> hidden * weights(trial, units);
          case "both" -> hidden * (weights(trial, inputs) + weights(trial, units));
          default -> 0;
        };
  }

  static Cost of(Trial trial) {
    LayersCost cost = new LayersCost(trial);
    Exercises exercises = cost.exercises;
    return Cost.even(
        trial.integer(CommonRows.EPOCHS),
        exercises.training() * cost.update() + exercises.validation() * cost.forward(),
        exercises.test() * cost.forward());
  }

  /** Of one cerebellum with so many inputs. */
  private double weights(Trial trial, double inputs) {
    long layers = trial.integer(CerebellumRows.CEREBELLUM_LAYERS);
    double granule = trial.integer(CerebellumRows.CEREBELLUM_UNITS);
    return layers == 0 ? inputs * units : granule * (inputs + (layers - 1) * granule + units);
  }

  private double layers() {
    return units * (exercises.inputs() + (hidden - 1) * units + exercises.outputs());
  }

  /** One pattern, forward. */
  private double forward() {
    return 2 * layers() + PER_ACTIVATION * hidden * units;
  }

  private double update() {
    double backward = 4 * layers();
    return exercises.batch() * (forward() + backward + 6 * cerebella)
        + PER_PARAMETER * (layers() + cerebella);
  }
}
