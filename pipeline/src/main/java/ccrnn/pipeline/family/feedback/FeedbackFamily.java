package ccrnn.pipeline.family.feedback;

import static ccrnn.pipeline.family.feedback.FeedbackRows.CEREBELLUM;
import static ccrnn.pipeline.family.task.TaskWords.CAPTIONS;
import static ccrnn.pipeline.family.task.TaskWords.DIGITS;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Mark.Dash;
import ccrnn.pipeline.analysis.Mark.Shape;
import ccrnn.pipeline.analysis.Recipe;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.export.Recurrence;
import ccrnn.pipeline.family.Benchmark;
import ccrnn.pipeline.family.Cost;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.family.Onset;
import ccrnn.pipeline.family.View;
import ccrnn.pipeline.family.feedback.replay.Replay;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.rows.LearningRows;
import ccrnn.pipeline.family.rows.TrialValues;
import ccrnn.pipeline.family.task.CaptionRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.family.task.TaskData;
import ccrnn.pipeline.family.task.TaskVersions;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.reference.Agreement;
import ccrnn.pipeline.reference.ReferenceCase;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Contradiction.Check;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.ProbeWord;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.TaskWord;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ccRNN and its controls: a cerebellum predicts the error feedback that truncation cuts off
 * (Boven et al., Nature Communications 14, 2023; Pemberton et al., NeurIPS 2021). Defaults are
 * those of the published code (neuralml/ccDNI).
 */
public final class FeedbackFamily implements Family {
  private static final List<TaskWord> TASKS =
      List.of(
          TaskWords.LINE_DRAWING,
          TaskWords.DIGIT_LINE_DRAWING,
          TaskWords.DIGIT_DRAWING,
          TaskWords.DIGIT_RECOGNITION,
          TaskWords.CAPTIONING);

  private static final List<NetworkWord> NETWORKS =
      List.of(
          new NetworkWord(FeedbackRows.CRNN, "cortex alone", TASKS),
          new NetworkWord(
              FeedbackRows.CCRNN, "cortex with a cerebellum that predicts its feedback", TASKS),
          new NetworkWord(
              FeedbackRows.BPTT,
              "cortex alone, backpropagation through the whole sequence",
              TASKS));

  private static final List<Use> SETTINGS =
      List.of(
          Use.of(CommonRows.TASK),
          Use.of(CommonRows.DATA),
          Use.of(CommonRows.NETWORK),
          Use.of(CortexRows.CORTEX),
          Use.of(CommonRows.SEED),
          Use.of(CerebellumRows.LESION).only(CEREBELLUM),
          Use.of(CerebellumRows.LESION_EPOCH),
          Use.of(CerebellumRows.LESION_FRACTION),
          Use.of(CerebellumRows.FIBRES).only(CEREBELLUM),
          Use.of(FeedbackRows.CEREBELLUM_CONTEXT),
          Use.of(FeedbackRows.FEEDBACK_HORIZON),
          Use.of(FeedbackRows.FEEDBACK_INTERVAL),
          Use.of(CerebellumRows.FEEDBACK_SCALE).only(CEREBELLUM),
          Use.of(FeedbackRows.TERMINAL_FEEDBACK),
          Use.of(CortexRows.CORTEX_UNITS).in(DIGITS, 30).in(CAPTIONS, 256),
          Use.of(CerebellumRows.CEREBELLUM_UNITS)
              .only(CEREBELLUM)
              .in(DIGITS, 300)
              .in(CAPTIONS, 1_024),
          Use.of(CerebellumRows.CEREBELLUM_LAYERS).only(CEREBELLUM).in(CAPTIONS, 2),
          Use.of(CerebellumRows.CEREBELLUM_OUTPUT).only(CEREBELLUM),
          Use.of(CortexRows.WEIGHT_INIT),
          Use.of(CortexRows.CORTEX_WEIGHT_SCALE),
          Use.of(CortexRows.FORGET_GATE),
          Use.of(FeedbackRows.HIDDEN_STATE),
          Use.of(CommonRows.EPOCHS).in(DIGITS, 40).in(CAPTIONS, 10),
          Use.of(CommonRows.EARLY_STOPPING),
          Use.of(FeedbackRows.UPDATES),
          Use.of(LearningRows.OPTIMIZER),
          Use.of(LearningRows.LEARNING_RATE).in(DIGITS, 0.0001),
          Use.of(LearningRows.LEARNING_RATE_SCHEDULE),
          Use.of(LearningRows.PLATEAU_FACTOR),
          Use.of(LearningRows.PLATEAU_PATIENCE),
          Use.of(LearningRows.MOMENTUM),
          Use.of(LearningRows.WEIGHT_DECAY),
          Use.of(CommonRows.BATCH_SIZE).in(CAPTIONS, 100),
          Use.of(CuedRows.BATCHES),
          Use.of(DigitRows.IMAGES),
          Use.of(DigitRows.TEST_IMAGES),
          Use.of(DigitRows.BATCH_ORDER),
          Use.of(CuedRows.VALIDATION_SIZE),
          Use.of(CaptionRows.VALIDATION_BATCHES),
          Use.of(CuedRows.TEST_SIZE),
          Use.of(LearningRows.ADAM_BETA1),
          Use.of(LearningRows.ADAM_BETA2).in(CAPTIONS, 0.999),
          Use.of(LearningRows.ADAM_EPSILON).in(CAPTIONS, 1e-8),
          Use.of(LearningRows.CLIP_NORM).in(CAPTIONS, 0),
          Use.of(FeedbackRows.CLIP_SCOPE),
          Use.of(CuedRows.STEPS),
          Use.of(CuedRows.CUES),
          Use.of(CuedRows.LINE_LENGTH),
          Use.of(CuedRows.NOISE),
          Use.of(CuedRows.TEST_NOISE),
          Use.of(DigitRows.INPUT_SIZE),
          Use.of(CaptionRows.EMBEDDING_UNITS),
          Use.of(CaptionRows.INPUT_DROPOUT),
          Use.of(CaptionRows.MIN_LENGTH),
          Use.of(CaptionRows.MAX_LENGTH),
          Use.of(CaptionRows.LENGTH_BALANCE),
          Use.of(CommonRows.PROBES),
          Use.of(CommonRows.PROBE_INTERVAL));

  private static final List<ProbeWord> PROBES =
      List.of(
          new ProbeWord(
              "gradients", "norms of the gradients of cortex and cerebellum, before clipping"),
          new ProbeWord(
              "similarity",
              "cosine of predicted, target and true feedback",
              Optional.of(CEREBELLUM)),
          new ProbeWord(
              "correlations",
              "pair correlations of cortex with granule and feedback",
              Optional.of(CEREBELLUM)),
          new ProbeWord("population", "population correlation, coding space, sparsity of activity"),
          new ProbeWord("weights", "statistics of the weights"),
          new ProbeWord("examples", "trajectories or captions of some sequences"));

  @Override
  public String name() {
    return "feedback";
  }

  @Override
  public List<NetworkWord> networks() {
    return NETWORKS;
  }

  @Override
  public String usualNetwork() {
    return FeedbackRows.CCRNN;
  }

  @Override
  public List<Use> settings() {
    return SETTINGS;
  }

  @Override
  public List<ProbeWord> probes() {
    return PROBES;
  }

  @Override
  public int resultVersion(Map<Setting, Object> values) {
    return TaskVersions.of(values);
  }

  @Override
  public int newestResultVersion() {
    return TaskVersions.CHOSEN_IMAGES;
  }

  @Override
  public int oldestResultVersion() {
    return TaskVersions.FIRST;
  }

  @Override
  public Optional<String> whyResultVersion(int version) {
    return TaskVersions.why(version);
  }

  @Override
  public void requireData(List<Trial> trials, DataLocation location) {
    TaskData.require(trials, location);
  }

  @Override
  public List<Check> contradictions() {
    return FeedbackChecks.ALL;
  }

  @Override
  public Cost cost(Trial trial) {
    return FeedbackCost.of(trial);
  }

  @Override
  public List<Setting> paceSettings() {
    return List.of(CommonRows.TASK, CommonRows.NETWORK, CortexRows.CORTEX);
  }

  /** Learning rate and early stopping go by the validation losses so far. */
  @Override
  public List<Onset> onsets(Trial trial) {
    return List.of(Onset.never(CommonRows.EPOCHS), LesionOnset.of(trial));
  }

  /**
   * Of sizes at which every kind of tile of a product occurs: 5 rows and 1, by 4, 3, 2 and 1
   * vectors of 16 columns.
   */
  @Override
  public Optional<Trial> rehearsal() {
    return Optional.of(
        Trial.of(
            Map.of(
                CommonRows.TASK, TaskWords.LINE_DRAWING.word(),
                CommonRows.NETWORK, FeedbackRows.CCRNN,
                CommonRows.BATCH_SIZE, 6L,
                CuedRows.BATCHES, 1L,
                CuedRows.VALIDATION_SIZE, 6L,
                CuedRows.NOISE, 0.1,
                CortexRows.CORTEX_UNITS, 52L,
                CerebellumRows.CEREBELLUM_UNITS, 32L)));
  }

  @Override
  public Trainee trainee(Trial trial, DataLocation data, Kernel kernel) {
    return FeedbackTrainees.of(trial, data, kernel);
  }

  /** Where words come in, an embedding stands before the cortex. */
  @Override
  public Optional<Recurrence> recurrence(Trial trial) {
    return trial.find(CaptionRows.EMBEDDING_UNITS).isPresent()
        ? Optional.empty()
        : Optional.of(
            TrialValues.is(trial, CortexRows.CORTEX, "lstm") ? Recurrence.LSTM : Recurrence.TANH);
  }

  @Override
  public Map<String, String> controls() {
    return Map.of(FeedbackRows.CCRNN, FeedbackRows.CRNN);
  }

  /** As in the papers: the cortex alone is grey, with a cerebellum it is orange. */
  @Override
  public Map<String, Mark> marks() {
    return Map.of(
        FeedbackRows.CRNN, new Mark(0x6E6E6E, Dash.LONG, Shape.CIRCLE),
        FeedbackRows.CCRNN, new Mark(0xE69F00, Dash.FULL, Shape.SQUARE),
        FeedbackRows.BPTT, new Mark(0x222222, Dash.DOTS, Shape.PLUS));
  }

  @Override
  public List<Setting> highlights() {
    return List.of(CerebellumRows.LESION);
  }

  @Override
  public List<View> views() {
    return FeedbackViews.ALL;
  }

  @Override
  public Map<String, Set<Setting>> comparisons() {
    return FeedbackViews.COMPARISONS;
  }

  @Override
  public List<Recipe> figures() {
    return FeedbackFigures.all();
  }

  @Override
  public List<Benchmark> benchmarks() {
    return FeedbackBenchmarks.all();
  }

  @Override
  public boolean replays(ReferenceCase reference) {
    return Replay.knows(reference);
  }

  @Override
  public Agreement replay(ReferenceCase reference, Kernel kernel) {
    return new Replay(reference, kernel).run();
  }
}
