package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.Claim.Direction.LOWER;
import static ccrnn.pipeline.analysis.Claim.Knowledge.INFERRED;
import static ccrnn.pipeline.analysis.Claim.Knowledge.KNOWN;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.GATED;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.PUBLISHED_LINES;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.curves;
import static ccrnn.pipeline.family.task.TaskMeasures.TRAIN_LOSS;
import static ccrnn.pipeline.sweep.CommonRows.TASK;

import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.Filter;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.family.task.TaskWords;
import java.util.List;
import java.util.Optional;

/** Figures of Pemberton et al., NeurIPS 2021. */
final class NeuripsFigures {
  private static final String NEURIPS = "Pemberton et al., NeurIPS 2021, Fig. ";

  private static final Filter DRAWINGS =
      GATED.and(TASK, TaskWords.DIGIT_LINE_DRAWING.word(), TaskWords.DIGIT_DRAWING.word());

  static final List<Recipe> ALL =
      List.of(
          Recipe.of(
              new PaperFigure(
                  "neurips-2",
                  "Simple line drawing, training loss",
                  "Does a cerebellum help a cortex to learn to draw lines?",
                  "As the learning curves of natcomm-2, by the training loss as published (sparse"
                      + " feedback).",
                  NEURIPS + "2; measure and settings from the published code",
                  List.of(
                      new Claim("ccrnn ends with a lower training loss than crnn", LOWER, KNOWN)),
                  List.of("paired_curves"),
                  Optional.of("natcomm-fig2-line-drawing.yaml")),
              curves(TRAIN_LOSS, PUBLISHED_LINES, Scale.LINEAR, 0)),
          Recipe.of(
              new PaperFigure(
                  "neurips-s3",
                  "Digit drawings at every horizon",
                  "How do the curves of line and digit drawing depend on the horizon?",
                  "Training loss as published of digit line drawing and digit drawing at every"
                      + " horizon, ccrnn paired with crnn by seed, beside backpropagation through"
                      + " the whole sequence; tested at the last epoch of horizon 3.",
                  NEURIPS
                      + "S3; measure and settings from the published code. Losses of digit drawing"
                      + " are not multiplied by 100 here",
                  List.of(
                      new Claim(
                          "ccrnn ends with a lower training loss at horizon 3", LOWER, INFERRED)),
                  List.of("paired_curves", "curves"),
                  Optional.of("neurips-figs3-horizons.yaml")),
              curves(TRAIN_LOSS, DRAWINGS, Scale.LOG, 0)));

  private NeuripsFigures() {}
}
