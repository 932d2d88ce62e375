package ccrnn.model.benchmark;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.feedback.TrialSettings;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.random.Streams;
import ccrnn.model.task.DigitTask;
import ccrnn.model.task.DrawnDigits;
import ccrnn.model.task.LineDrawing;
import ccrnn.model.task.Task;
import ccrnn.model.training.Schedule;
import ccrnn.model.training.Trainer;
import java.util.Optional;
import java.util.OptionalInt;

/** Trials that are timed as a whole, those of {@code ccrnn bench}; every constant is run. */
public enum Preset {
  /** As published, with noise, so that no two sequences are equal. */
  LINE_DRAWING {
    @Override
    Trainer<RecurrentTrainee> trainer(Kernel kernel) {
      return lineDrawing(0.1, 1, kernel);
    }
  },
  /** With a second granule layer. */
  LINE_DRAWING_TWO_LAYERS {
    @Override
    Trainer<RecurrentTrainee> trainer(Kernel kernel) {
      return lineDrawing(0.1, 2, kernel);
    }
  },
  /** As published: at most 7 of 50 sequences differ. */
  LINE_DRAWING_NOISE_FREE {
    @Override
    Trainer<RecurrentTrainee> trainer(Kernel kernel) {
      return lineDrawing(0, 1, kernel);
    }
  },
  /** Lines told by digits. */
  DIGIT_LINE_DRAWING {
    @Override
    Trainer<RecurrentTrainee> trainer(Kernel kernel) {
      return digits(DigitTask.Kind.LINE_DRAWING, kernel);
    }
  },
  /** Digits drawn. */
  DIGIT_DRAWING {
    @Override
    Trainer<RecurrentTrainee> trainer(Kernel kernel) {
      return digits(DigitTask.Kind.DIGIT_DRAWING, kernel);
    }
  },
  /** Digits named. */
  DIGIT_RECOGNITION {
    @Override
    Trainer<RecurrentTrainee> trainer(Kernel kernel) {
      return digits(DigitTask.Kind.RECOGNITION, kernel);
    }
  };

  /** B, sequences per update. */
  static final int BATCH = 50;

  private static final long SEED = 1;

  /** Drawn digits for training and validation: 40 updates an epoch. */
  private static final int IMAGES = 2_500;

  /**
   * Starts a trial.
   *
   * @param kernel carrier of the hot loops
   * @return a trainer that has not trained yet
   */
  abstract Trainer<RecurrentTrainee> trainer(Kernel kernel);

  private static Trainer<RecurrentTrainee> lineDrawing(double noise, int layers, Kernel kernel) {
    var drawing = new LineDrawing.Settings(10, 7, 10, noise, noise, 16, 200, 10_000);
    Task task = new LineDrawing(drawing, BATCH, new Streams(SEED));
    return trainer(task, 50, cerebellum(400, layers), 1, 2, 1e-3, kernel);
  }

  private static Trainer<RecurrentTrainee> digits(DigitTask.Kind kind, Kernel kernel) {
    DigitTask task =
        new DigitTask(
            new DigitTask.Settings(kind, 28, DigitTask.Order.FIXED),
            DrawnDigits.draw(DrawnDigits.Part.TRAINING, IMAGES),
            DrawnDigits.draw(DrawnDigits.Part.TEST, 100),
            BATCH,
            new Streams(SEED));
    return trainer(task, 30, cerebellum(300, 1), 3, 4, 1e-4, kernel);
  }

  private static CerebellumShape cerebellum(int units, int layers) {
    return new CerebellumShape(units, layers, OptionalInt.empty(), CerebellumShape.Context.NONE);
  }

  private static Trainer<RecurrentTrainee> trainer(
      Task task,
      int units,
      CerebellumShape cerebellum,
      int horizon,
      int interval,
      double rate,
      Kernel kernel) {
    NetworkShape network =
        new NetworkShape(
            CortexKind.LSTM,
            task.answer(),
            task.inputs(),
            units,
            task.outputs(),
            Optional.of(cerebellum));
    LearningSettings learning =
        new LearningSettings(
            new FeedbackSettings(
                horizon, interval, 0.1, FeedbackSettings.TerminalFeedback.PREDICTED),
            new Adam.Settings(rate, 0.9, 0.98, 1e-9),
            new ClipSettings(1, ClipSettings.Scope.ALL));
    TrialSettings settings = new TrialSettings(network, learning, Lesion.NONE, BATCH, SEED);
    return new Trainer<>(new RecurrentTrainee(settings, task, kernel), Schedule.NONE, () -> false);
  }
}
