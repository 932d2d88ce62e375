package ccrnn.pipeline.family.feedback.replay;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.feedback.FeedbackSettings;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.OptimizerKind;
import ccrnn.model.optimizer.OptimizerSettings;
import ccrnn.model.task.Answer;
import ccrnn.pipeline.reference.ReferenceCase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of a recording in the trainer's words. */
final class RecordedSettings {
  /** Scale of predicted feedback in the recordings of captions, which do not name it. */
  private static final double PUBLISHED_SCALE = 0.1;

  /** The published models whose recordings can be repeated. */
  private static final List<String> MODELS =
      List.of("LSTM", "TANH", "DNI_LSTM", "DNI_TANH", "cDNI_LSTM");

  private RecordedSettings() {}

  static boolean knows(String model) {
    return MODELS.contains(model);
  }

  static Answer answer(ReferenceCase reference) {
    String task = reference.word("task");
    return switch (task) {
      case "draw" -> Answer.TRAJECTORY;
      case "classify" -> Answer.CLASS;
      case "caption" -> Answer.WORDS;
      default -> throw reference.unknown("task");
    };
  }

  static NetworkShape shape(ReferenceCase reference) {
    String model = reference.word("model");
    if (!knows(model)) {
      throw reference.unknown("model");
    }
    Optional<CerebellumShape> cerebellum = Optional.empty();
    int units = reference.integer("cortex_units");
    CortexKind cortex = model.endsWith("LSTM") ? CortexKind.LSTM : CortexKind.TANH;
    if (model.contains("DNI")) {
      int stateWidth = cortex == CortexKind.LSTM ? 2 * units : units;
      cerebellum =
          Optional.of(
              new CerebellumShape(
                  reference.find("cerebellum_hidden_units").orElse(stateWidth),
                  reference.integer("cerebellum_hidden_layers"),
                  OptionalInt.empty(),
                  model.startsWith("c")
                      ? CerebellumShape.Context.TARGET
                      : CerebellumShape.Context.NONE));
    }
    Answer answer = answer(reference);
    boolean words = answer == Answer.WORDS;
    return new NetworkShape(
        cortex,
        answer,
        reference.integer(words ? "embedding_size" : "input_size"),
        units,
        reference.integer(words ? "vocabulary" : "output_size"),
        cerebellum);
  }

  static LearningSettings learning(ReferenceCase reference) {
    boolean words = answer(reference) == Answer.WORDS;
    return new LearningSettings(
        new FeedbackSettings(
            reference.integer("feedback_horizon"),
            reference.find("external_feedback_interval").orElse(1),
            words ? PUBLISHED_SCALE : reference.number("synthetic_gradient_scale"),
            FeedbackSettings.TerminalFeedback.PREDICTED,
            words ? FeedbackSettings.Update.PER_TRUNCATION : FeedbackSettings.Update.PER_BATCH,
            FeedbackSettings.HiddenState.RESET),
        optimizer(reference),
        new ClipSettings(reference.number("gradient_clip"), ClipSettings.Scope.ALL));
  }

  private static OptimizerSettings optimizer(ReferenceCase reference) {
    String name = reference.word("optimizer");
    double rate = reference.number("learning_rate");
    double l2 = reference.number("l2");
    if (name.equals("adam with betas 0.9, 0.999 and eps 1e-8")) {
      return new Adam.Settings(rate, 0.9, 0.999, 1e-8, l2);
    }
    try {
      return OptimizerKind.valueOf(name.toUpperCase(Locale.ROOT)).published(rate, l2);
    } catch (IllegalArgumentException e) {
      throw reference.unknown("optimizer");
    }
  }

  static Lesion lesion(ReferenceCase reference) {
    if (reference.find("cerebellar_lesion_epoch").isPresent()) {
      return new Lesion(Lesion.Kind.CEREBELLUM, reference.integer("cerebellar_lesion_epoch"));
    }
    if (reference.find("olive_lesion_epoch").isPresent()) {
      return new Lesion(Lesion.Kind.INFERIOR_OLIVE, reference.integer("olive_lesion_epoch"));
    }
    return reference.flag("fixed_cerebellum") ? new Lesion(Lesion.Kind.FIXED, 1) : Lesion.NONE;
  }
}
