package ccrnn.model.benchmark;

import ccrnn.model.CerebellumShape;
import ccrnn.model.CortexKind;
import ccrnn.model.NetworkShape;
import ccrnn.model.learning.Adam;
import ccrnn.model.learning.ClipSettings;
import ccrnn.model.learning.FeedbackSettings;
import ccrnn.model.learning.LearningSettings;
import ccrnn.model.lesion.Lesion;
import ccrnn.model.random.Streams;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Task;
import ccrnn.model.training.TrialSettings;
import java.util.Optional;
import java.util.OptionalInt;

/** Trials that are timed as a whole, those of {@code ccrnn bench}; every constant is run. */
public enum Preset {
  /** As published, with noise, so that no two sequences are equal. */
  LINE_DRAWING(lineDrawing(0.1), 1),
  /** With a second granule layer. */
  LINE_DRAWING_TWO_LAYERS(lineDrawing(0.1), 2),
  /** As published: at most 7 of 50 sequences differ. */
  LINE_DRAWING_NOISE_FREE(lineDrawing(0), 1);

  private static final int BATCH = 50;
  private static final long SEED = 1;

  private final LineDrawing.Settings drawing;
  private final int layers;

  Preset(LineDrawing.Settings drawing, int layers) {
    this.drawing = drawing;
    this.layers = layers;
  }

  private static LineDrawing.Settings lineDrawing(double noise) {
    return new LineDrawing.Settings(10, 7, 10, noise, noise, 16, 200, 10_000);
  }

  Task task() {
    return new LineDrawing(drawing, BATCH, new Streams(SEED));
  }

  TrialSettings settings() {
    CerebellumShape cerebellum = new CerebellumShape(400, layers, OptionalInt.empty());
    NetworkShape network = new NetworkShape(CortexKind.LSTM, 1, 50, 2, Optional.of(cerebellum));
    LearningSettings learning =
        new LearningSettings(
            new FeedbackSettings(1, 2, 0.1, FeedbackSettings.TerminalFeedback.PREDICTED),
            new Adam.Settings(1e-3, 0.9, 0.98, 1e-9),
            new ClipSettings(1, ClipSettings.Scope.ALL));
    return new TrialSettings(network, learning, Lesion.NONE, BATCH, SEED);
  }
}
