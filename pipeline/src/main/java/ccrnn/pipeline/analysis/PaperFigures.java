package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.Claim.Direction.DIFFERENT;
import static ccrnn.pipeline.analysis.Claim.Direction.HIGHER;
import static ccrnn.pipeline.analysis.Claim.Direction.LOWER;
import static ccrnn.pipeline.analysis.Claim.Direction.UNKNOWN;
import static ccrnn.pipeline.analysis.Claim.Knowledge.INFERRED;
import static ccrnn.pipeline.analysis.Claim.Knowledge.KNOWN;
import static ccrnn.pipeline.analysis.Claim.Knowledge.UNVERIFIED;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Names;
import java.util.List;
import java.util.Optional;

/** The figures of the papers that a sweep can ask for, in the order of the papers. */
public final class PaperFigures {
  private static final String NATCOMM = "Boven et al., Nature Communications 14 (2023), Fig. ";
  private static final String NEURIPS = "Pemberton et al., NeurIPS 2021, Fig. ";
  private static final String ICLR = "first version (CC-DNI), ICLR 2021 submission";
  private static final String SUPPLEMENT =
      "Boven et al., Nature Communications 14 (2023), supplement, which could not be read";

  private static final List<PaperFigure> ALL =
      List.of(
          new PaperFigure(
              "curves",
              "Learning curves of all conditions",
              "How does each condition learn?",
              "Every complete trial, over epochs, mean and SEM over the seeds of each condition:"
                  + " validation loss.",
              "no paper; shown of every sweep",
              List.of(),
              List.of("curves"),
              Optional.empty()),
          new PaperFigure(
              "natcomm-2",
              "Simple line drawing",
              "Does a cerebellum help a cortex with a short feedback horizon to draw lines?",
              "Trials of line drawing with an LSTM cortex and no lesion, ccrnn paired with crnn by"
                  + " seed, all other settings equal. Learning and dysmetria at the published"
                  + " horizon 1 (10 %) and feedback at every second step: validation loss of the"
                  + " last epoch, dysmetria of the test. Horizons: 100 x loss of ccrnn / loss of"
                  + " crnn at the last epoch; whether the gain shrinks is tested on the logarithm"
                  + " of that ratio, longest horizon against shortest.",
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
          new PaperFigure(
              "natcomm-3b",
              "Learning of three digit tasks",
              "Does a cerebellum help a cortex to learn from digits shown row by row?",
              "Digit line drawing, digit drawing and digit recognition at horizon 3 of 28 (about 10"
                  + " %), ccrnn paired with crnn by seed: validation loss over epochs, tested at"
                  + " the last epoch. All three tasks are needed.",
              NATCOMM + "3b",
              List.of(new Claim("ccrnn learns better in all three tasks", LOWER, KNOWN)),
              List.of("paired_curves"),
              Optional.of("natcomm-fig3-digits.yaml")),
          new PaperFigure(
              "natcomm-3c",
              "Dysmetria in three digit tasks",
              "Are movements and decisions less irregular with a cerebellum?",
              "As natcomm-3b, in the test after training: line residual of digit line drawing, path"
                  + " distance of digit drawing, uncertainty of digit recognition.",
              NATCOMM + "3c; the formulas could not be read and are ours",
              List.of(new Claim("ccrnn has less dysmetria in all three tasks", LOWER, KNOWN)),
              List.of("paired_results"),
              Optional.of("natcomm-fig3-digits.yaml")),
          new PaperFigure(
              "natcomm-3d",
              "Gain over horizons in three digit tasks",
              "At which feedback horizons does a cerebellum help?",
              "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, at every"
                  + " horizon. The gain is tested at the shortest horizon, its shrinking on the"
                  + " logarithm of the ratio, longest against shortest.",
              NATCOMM + "3d; the normalisation is inferred",
              List.of(
                  new Claim("ccrnn is better at the shortest horizon", LOWER, KNOWN),
                  new Claim(
                      "the gain shrinks from the shortest to the longest horizon",
                      HIGHER,
                      INFERRED)),
              List.of("paired_results"),
              Optional.of("natcomm-fig3-digits.yaml")),
          new PaperFigure(
              "natcomm-4",
              "Interval of external feedback",
              "How often must targets be seen for a cerebellum to help?",
              "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, at every"
                  + " feedback interval. Tested on the logarithm of the ratio: the mean over the"
                  + " intervals between the shortest and the longest, against the shortest.",
              NATCOMM + "4, not read: unverified",
              List.of(
                  new Claim(
                      "the gain is larger at intermediate intervals than with dense feedback",
                      LOWER,
                      UNVERIFIED)),
              List.of("paired_results"),
              Optional.of("natcomm-fig4-interval.yaml")),
          new PaperFigure(
              "natcomm-5",
              "Likeness of predicted and true feedback",
              "Does the cerebellum predict the feedback that truncation cuts off?",
              "Cosine of predicted and true feedback by time step, at the last probed epoch; tested"
                  + " is the mean over all steps of a trial against 0.",
              NATCOMM + "5, not read: unverified",
              List.of(
                  new Claim("predicted feedback points along the true one", HIGHER, UNVERIFIED)),
              List.of("feedback_similarity"),
              Optional.of("natcomm-fig5-similarity.yaml")),
          new PaperFigure(
              "natcomm-6",
              "Coupling of cortex and cerebellum over learning",
              "How do correlations of cortex and cerebellum change with learning?",
              "Mean absolute Pearson correlation of all pairs of a cortical unit with a granule"
                  + " cell, and with a unit of the predicted feedback, over epochs; tested is the"
                  + " last probed epoch against the first of the same trial.",
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
          new PaperFigure(
              "natcomm-7",
              "Lesions of cerebellum and inferior olive",
              "When does the cortex stop to need its cerebellum, and its olive?",
              "Validation loss of the last epoch of a lesioned trial against its intact twin (same"
                  + " seed, all else equal), by onset of the lesion. Tested are each lesion at each"
                  + " onset; the two lesions against each other, mean over their common onsets; and"
                  + " the earliest onset of the cerebellar lesion against its latest.",
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
          new PaperFigure(
              "natcomm-8b",
              "Learning of captions",
              "Does a cerebellum help a cortex to describe images?",
              "Captions at horizon 4, ccrnn paired with crnn by seed: bits per word in validation"
                  + " over epochs, tested at the last epoch.",
              NATCOMM + "8b",
              List.of(new Claim("ccrnn needs fewer bits per word", LOWER, KNOWN)),
              List.of("paired_curves"),
              Optional.of("natcomm-fig8-captions.yaml")),
          new PaperFigure(
              "natcomm-8d",
              "Gain over horizons in captions",
              "At which feedback horizons does a cerebellum help to describe images?",
              "100 x bits per word of ccrnn / those of crnn of the same seed, last epoch, at every"
                  + " horizon. The gain is tested at the shortest horizon, its shrinking on the"
                  + " logarithm of the ratio, longest against shortest.",
              NATCOMM + "8d",
              List.of(
                  new Claim("ccrnn is better at the shortest horizon", LOWER, KNOWN),
                  new Claim(
                      "the gain shrinks from the shortest to the longest horizon", HIGHER, KNOWN)),
              List.of("paired_results"),
              Optional.of("natcomm-fig8-captions.yaml")),
          new PaperFigure(
              "natcomm-8e",
              "Captions by length",
              "Does a cerebellum help more with long captions?",
              "Score of written captions in the test (F over runs of words, ours in place of the"
                  + " published score) by length of the captions that take part: ccrnn against crnn"
                  + " of the same seed. Tested at the longest.",
              NATCOMM + "8e; that long captions gain is inferred from those that do not",
              List.of(new Claim("ccrnn writes better long captions", HIGHER, INFERRED)),
              List.of("paired_results"),
              Optional.of("natcomm-fig8-captions.yaml")),
          new PaperFigure(
              "neurips-2",
              "Simple line drawing, training loss",
              "Does a cerebellum help a cortex to learn to draw lines?",
              "As the learning curves of natcomm-2, by the training loss as published (sparse"
                  + " feedback).",
              NEURIPS + "2; measure and settings from the published code",
              List.of(new Claim("ccrnn ends with a lower training loss than crnn", LOWER, KNOWN)),
              List.of("paired_curves"),
              Optional.of("natcomm-fig2-line-drawing.yaml")),
          new PaperFigure(
              "neurips-s3",
              "Digit drawings at every horizon",
              "How do the curves of line and digit drawing depend on the horizon?",
              "Training loss as published of digit line drawing and digit drawing at every horizon,"
                  + " ccrnn paired with crnn by seed, beside backpropagation through the whole"
                  + " sequence; tested at the last epoch of horizon 3.",
              NEURIPS
                  + "S3; measure and settings from the published code. Losses of digit drawing"
                  + " are not multiplied by 100 here",
              List.of(
                  new Claim("ccrnn ends with a lower training loss at horizon 3", LOWER, INFERRED)),
              List.of("paired_curves", "curves"),
              Optional.of("neurips-figs3-horizons.yaml")),
          new PaperFigure(
              "iclr-reaching",
              "Reaching with decoupled layers",
              "Does a network whose layers learn from predictions reach its targets?",
              "Reaching with a feed-forward network: validation loss over epochs by kind of"
                  + " decoupling; tested at the last epoch, predicted feedback against none of the"
                  + " same seed.",
              ICLR + "; its settings could not be read",
              List.of(
                  new Claim("predicted feedback speeds the learning of reaching", LOWER, KNOWN)),
              List.of("decoupling_effects", "curves"),
              Optional.of("iclr-reaching.yaml")),
          new PaperFigure(
              "iclr-sparsity",
              "Sparse mossy fibres",
              "Do few inputs per granule cell help a cerebellum to learn?",
              "ccrnn with few mossy fibres per granule cell against its twin with all of them (same"
                  + " seed, all else equal): validation loss of the last epoch, tested at 4"
                  + " fibres, and there between the most and the least correlated cortex.",
              ICLR + ", abstract: with correlated inputs",
              List.of(
                  new Claim("four fibres are better than all", LOWER, INFERRED),
                  new Claim(
                      "they are more so where the inputs are more correlated", LOWER, INFERRED)),
              List.of("fibre_effects"),
              Optional.of("iclr-sparsity.yaml")),
          new PaperFigure(
              "supp-size",
              "Size of the cerebellum",
              "Does the gain depend on the number of granule cells?",
              "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, by"
                  + " granule cells; tested at each size.",
              SUPPLEMENT,
              List.of(
                  new Claim(
                      "the gain depends on the size, in a way not known", UNKNOWN, UNVERIFIED)),
              List.of("paired_results"),
              Optional.of("supp-size.yaml")),
          new PaperFigure(
              "supp-depth",
              "Depth of the cerebellum",
              "Does the gain depend on the hidden layers of the cerebellum?",
              "100 x validation loss of ccrnn / that of crnn of the same seed, last epoch, by"
                  + " hidden layers; tested at each depth.",
              SUPPLEMENT,
              List.of(
                  new Claim(
                      "the gain depends on the depth, in a way not known", UNKNOWN, UNVERIFIED)),
              List.of("paired_results"),
              Optional.of("supp-depth.yaml")),
          new PaperFigure(
              "supp-tanh",
              "A cortex of tanh units",
              "Does a cerebellum help a cortex without gates?",
              "As natcomm-3b or the learning curves of natcomm-2, with a tanh cortex: validation"
                  + " loss over epochs, tested at the last epoch.",
              SUPPLEMENT,
              List.of(
                  new Claim(
                      "the gain with a tanh cortex, in a way not known", UNKNOWN, UNVERIFIED)),
              List.of("paired_curves"),
              Optional.of("supp-tanh.yaml")));

  private PaperFigures() {}

  /**
   * @return all figures
   */
  public static List<PaperFigure> all() {
    return ALL;
  }

  /**
   * Finds a figure.
   *
   * @param name as in {@link PaperFigure#name}
   * @return the figure
   * @throws UserError if there is none of that name
   */
  public static PaperFigure named(String name) {
    return ALL.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UserError("unknown figure '" + name + "'; " + advice(name)));
  }

  private static String advice(String name) {
    List<String> names = ALL.stream().map(PaperFigure::name).toList();
    return Names.nearest(name, names)
        .map(nearest -> "did you mean '" + nearest + "'?")
        .orElseGet(() -> "valid: " + String.join(", ", names));
  }
}
