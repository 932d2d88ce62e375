package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.analysis.Claim.Direction.DIFFERENT;
import static ccrnn.pipeline.analysis.Claim.Direction.HIGHER;
import static ccrnn.pipeline.analysis.Claim.Direction.LOWER;
import static ccrnn.pipeline.analysis.Claim.Knowledge.INFERRED;
import static ccrnn.pipeline.analysis.Claim.Knowledge.KNOWN;
import static ccrnn.pipeline.analysis.Claim.Knowledge.UNVERIFIED;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.COUPLE;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.GATED;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.PUBLISHED_LINES;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.curves;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.seeds;
import static ccrnn.pipeline.family.feedback.FeedbackFigures.swept;
import static ccrnn.pipeline.family.feedback.FeedbackRows.FEEDBACK_HORIZON;
import static ccrnn.pipeline.family.feedback.FeedbackRows.FEEDBACK_INTERVAL;
import static ccrnn.pipeline.family.task.CaptionRows.MAX_LENGTH;
import static ccrnn.pipeline.family.task.CaptionRows.MIN_LENGTH;
import static ccrnn.pipeline.family.task.TaskMeasures.BITS_PER_WORD;
import static ccrnn.pipeline.family.task.TaskMeasures.CAPTION_F;
import static ccrnn.pipeline.family.task.TaskMeasures.DYSMETRIA;
import static ccrnn.pipeline.family.task.TaskMeasures.VALIDATION_LOSS;
import static ccrnn.pipeline.sweep.CommonRows.TASK;

import ccrnn.pipeline.analysis.Analysis;
import ccrnn.pipeline.analysis.Claim;
import ccrnn.pipeline.analysis.CurveAnalysis;
import ccrnn.pipeline.analysis.Filter;
import ccrnn.pipeline.analysis.PairAnalysis;
import ccrnn.pipeline.analysis.PairAnalysis.About;
import ccrnn.pipeline.analysis.PairAnalysis.Swept;
import ccrnn.pipeline.analysis.Panel.Scale;
import ccrnn.pipeline.analysis.PaperFigure;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.family.task.TaskWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Figures of Boven et al., Nature Communications 14 (2023). */
final class NatcommFigures {
  private static final String NATCOMM = "Boven et al., Nature Communications 14 (2023), Fig. ";

  private static final Filter LINES = GATED.and(TASK, TaskWords.LINE_DRAWING.word());

  private static final Filter DIGITS =
      GATED.and(
          TASK,
          TaskWords.DIGIT_LINE_DRAWING.word(),
          TaskWords.DIGIT_DRAWING.word(),
          TaskWords.DIGIT_RECOGNITION.word());

  private static final Filter CAPTIONS = GATED.and(TASK, TaskWords.CAPTIONING.word());

  private static final Swept HORIZONS =
      Swept.by(FEEDBACK_HORIZON, "feedback horizon (time steps)", "horizon");

  private static final Swept INTERVALS =
      Swept.by(FEEDBACK_INTERVAL, "external feedback interval (time steps)", "interval");

  private static final Swept LENGTHS =
      new Swept(
          Set.of(MIN_LENGTH, MAX_LENGTH),
          "CASE WHEN max_length - min_length <= 1 THEN (min_length + max_length) / 2e0 END",
          "length of captions (words)",
          "length",
          2);

  static final List<Recipe> ALL =
      List.of(
          Recipe.of(
              new PaperFigure(
                  "natcomm-2",
                  "Simple line drawing",
                  "Does a cerebellum help a cortex with a short feedback horizon to draw lines?",
                  "Trials of line drawing with an LSTM cortex and no lesion, ccrnn paired with"
                      + " crnn by seed, all other settings equal. Learning and dysmetria at the"
                      + " published horizon 1 (10 %) and feedback at every second step: validation"
                      + " loss of the last epoch, dysmetria of the test. Horizons: 100 x loss of"
                      + " ccrnn / loss of crnn at the last epoch; whether the gain shrinks is"
                      + " tested on the logarithm of that ratio, longest horizon against shortest.",
                  NATCOMM
                      + "2, not read itself: settings from the published code, direction from the"
                      + " abstract; the formula of dysmetria is ours",
                  List.of(
                      new Claim("ccrnn ends with a lower loss than crnn", LOWER, KNOWN),
                      new Claim("ccrnn has less dysmetria than crnn", LOWER, KNOWN),
                      new Claim(
                          "the gain shrinks from the shortest to the longest horizon",
                          HIGHER,
                          INFERRED)),
                  List.of("paired_curves", "paired_results", "example_paths"),
                  Optional.of("natcomm-fig2-line-drawing.yaml")),
              NatcommFigures::lines),
          Recipe.of(
              new PaperFigure(
                  "natcomm-3b",
                  "Learning of three digit tasks",
                  "Does a cerebellum help a cortex to learn from digits shown row by row?",
                  "Digit line drawing, digit drawing and digit recognition at horizon 3 of 28"
                      + " (about 10 %), ccrnn paired with crnn by seed: validation loss over"
                      + " epochs, tested at the last epoch. All three tasks are needed.",
                  NATCOMM + "3b",
                  List.of(new Claim("ccrnn learns better in all three tasks", LOWER, KNOWN)),
                  List.of("paired_curves"),
                  Optional.of("natcomm-fig3-digits.yaml")),
              curves(VALIDATION_LOSS, DIGITS.and(FEEDBACK_HORIZON, 3L), Scale.LINEAR, 0)),
          Recipe.of(
              new PaperFigure(
                  "natcomm-3c",
                  "Dysmetria in three digit tasks",
                  "Are movements and decisions less irregular with a cerebellum?",
                  "As natcomm-3b, in the test after training: line residual of digit line drawing,"
                      + " path distance of digit drawing, uncertainty of digit recognition.",
                  NATCOMM + "3c; the formulas could not be read and are ours",
                  List.of(new Claim("ccrnn has less dysmetria in all three tasks", LOWER, KNOWN)),
                  List.of("paired_results"),
                  Optional.of("natcomm-fig3-digits.yaml")),
              seeds(DYSMETRIA, DIGITS.and(FEEDBACK_HORIZON, 3L), 0)),
          Recipe.of(
              new PaperFigure(
                  "natcomm-3d",
                  "Gain over horizons in three digit tasks",
                  "At which feedback horizons does a cerebellum help?",
                  "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, at"
                      + " every horizon. The gain is tested at the shortest horizon, its shrinking"
                      + " on the logarithm of the ratio, longest against shortest.",
                  NATCOMM + "3d; the normalisation is inferred",
                  List.of(
                      new Claim("ccrnn is better at the shortest horizon", LOWER, KNOWN),
                      new Claim(
                          "the gain shrinks from the shortest to the longest horizon",
                          HIGHER,
                          INFERRED)),
                  List.of("paired_results"),
                  Optional.of("natcomm-fig3-digits.yaml")),
              swept(VALIDATION_LOSS, DIGITS, HORIZONS, Map.of(About.FIRST, 0, About.TREND, 1))),
          Recipe.of(
              new PaperFigure(
                  "natcomm-4",
                  "Interval of external feedback",
                  "How often must targets be seen for a cerebellum to help?",
                  "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, at"
                      + " every feedback interval. Tested on the logarithm of the ratio: the mean"
                      + " over the intervals between the shortest and the longest, against the"
                      + " shortest.",
                  NATCOMM + "4, not read: unverified",
                  List.of(
                      new Claim(
                          "the gain is larger at intermediate intervals than with dense feedback",
                          LOWER,
                          UNVERIFIED)),
                  List.of("paired_results"),
                  Optional.of("natcomm-fig4-interval.yaml")),
              swept(VALIDATION_LOSS, GATED, INTERVALS, Map.of(About.MIDDLE, 0))),
          Recipe.of(
              new PaperFigure(
                  "natcomm-5",
                  "Likeness of predicted and true feedback",
                  "Does the cerebellum predict the feedback that truncation cuts off?",
                  "Cosine of predicted and true feedback by time step, at the last probed epoch;"
                      + " tested is the mean over all steps of a trial against 0.",
                  NATCOMM + "5, not read: unverified",
                  List.of(
                      new Claim(
                          "predicted feedback points along the true one", HIGHER, UNVERIFIED)),
                  List.of("feedback_similarity"),
                  Optional.of("natcomm-fig5-similarity.yaml")),
              analysis -> new ProbeAnalysis(analysis).similarity(0)),
          Recipe.of(
              new PaperFigure(
                  "natcomm-6",
                  "Coupling of cortex and cerebellum over learning",
                  "How do correlations of cortex and cerebellum change with learning?",
                  "Mean absolute Pearson correlation of all pairs of a cortical unit with a"
                      + " granule cell, and with a unit of the predicted feedback, over epochs;"
                      + " tested is the last probed epoch against the first of the same trial.",
                  NATCOMM
                      + "6, not read; that representations change is from the abstract, a direction"
                      + " is not known",
                  List.of(
                      new Claim(
                          "correlations of cortex and granule cells change with learning",
                          DIFFERENT,
                          UNVERIFIED)),
                  List.of("feedback_correlations"),
                  Optional.of("natcomm-fig6-correlations.yaml")),
              analysis -> new ProbeAnalysis(analysis).correlations(0)),
          Recipe.of(
              new PaperFigure(
                  "natcomm-7",
                  "Lesions of cerebellum and inferior olive",
                  "When does the cortex stop to need its cerebellum, and its olive?",
                  "Validation loss of the last epoch of a lesioned trial against its intact twin"
                      + " (same seed, all else equal), by onset of the lesion. Tested are each"
                      + " lesion at each onset; the two lesions against each other, mean over"
                      + " their common onsets; and the earliest onset of the cerebellar lesion"
                      + " against its latest.",
                  NATCOMM
                      + "7, not read; that the lesions differ is from the abstract, the rest is"
                      + " unverified",
                  List.of(
                      new Claim("the two lesions differ in their effect", DIFFERENT, KNOWN),
                      new Claim("an early lesion of the cerebellum does harm", HIGHER, UNVERIFIED),
                      new Claim(
                          "an early lesion of the cerebellum does more harm than a late one",
                          HIGHER,
                          UNVERIFIED)),
                  List.of("lesion_effects"),
                  Optional.of("natcomm-fig7-lesions.yaml")),
              analysis -> new LesionAnalysis(analysis).onsets(0, 1, 2)),
          Recipe.of(
              new PaperFigure(
                  "natcomm-8b",
                  "Learning of captions",
                  "Does a cerebellum help a cortex to describe images?",
                  "Captions at horizon 4, ccrnn paired with crnn by seed: bits per word in"
                      + " validation over epochs, tested at the last epoch.",
                  NATCOMM + "8b",
                  List.of(new Claim("ccrnn needs fewer bits per word", LOWER, KNOWN)),
                  List.of("paired_curves"),
                  Optional.of("natcomm-fig8-captions.yaml")),
              curves(BITS_PER_WORD, CAPTIONS.and(FEEDBACK_HORIZON, 4L), Scale.LINEAR, 0)),
          Recipe.of(
              new PaperFigure(
                  "natcomm-8d",
                  "Gain over horizons in captions",
                  "At which feedback horizons does a cerebellum help to describe images?",
                  "100 x bits per word of ccrnn / those of crnn of the same seed, last epoch, at"
                      + " every horizon. The gain is tested at the shortest horizon, its shrinking"
                      + " on the logarithm of the ratio, longest against shortest.",
                  NATCOMM + "8d",
                  List.of(
                      new Claim("ccrnn is better at the shortest horizon", LOWER, KNOWN),
                      new Claim(
                          "the gain shrinks from the shortest to the longest horizon",
                          HIGHER,
                          KNOWN)),
                  List.of("paired_results"),
                  Optional.of("natcomm-fig8-captions.yaml")),
              swept(BITS_PER_WORD, CAPTIONS, HORIZONS, Map.of(About.FIRST, 0, About.TREND, 1))),
          Recipe.of(
              new PaperFigure(
                  "natcomm-8e",
                  "Captions by length",
                  "Does a cerebellum help more with long captions?",
                  "Score of written captions in the test (F over runs of words, ours in place of"
                      + " the published score) by length of the captions that take part: ccrnn"
                      + " against crnn of the same seed. Tested at the longest.",
                  NATCOMM + "8e; that long captions gain is inferred from those that do not",
                  List.of(new Claim("ccrnn writes better long captions", HIGHER, INFERRED)),
                  List.of("paired_results"),
                  Optional.of("natcomm-fig8-captions.yaml")),
              swept(
                  CAPTION_F, CAPTIONS.and(FEEDBACK_HORIZON, 4L), LENGTHS, Map.of(About.LAST, 0))));

  private NatcommFigures() {}

  private static void lines(Analysis analysis) {
    PairAnalysis pairs = new PairAnalysis(analysis, COUPLE);
    List<String> shown =
        new CurveAnalysis(analysis)
            .paired(COUPLE, VALIDATION_LOSS, PUBLISHED_LINES, Scale.LINEAR, 0);
    pairs.seeds(DYSMETRIA, PUBLISHED_LINES, 1);
    pairs.swept(
        VALIDATION_LOSS, LINES.and(FEEDBACK_INTERVAL, 2L), HORIZONS, Map.of(About.TREND, 2));
    new ProbeAnalysis(analysis).paths(shown);
  }
}
