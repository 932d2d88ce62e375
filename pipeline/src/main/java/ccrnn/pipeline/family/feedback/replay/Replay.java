package ccrnn.pipeline.family.feedback.replay;

import ccrnn.model.cerebellum.MossyFibres;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.feedback.CerebellumFunction;
import ccrnn.model.feedback.FeedbackDecoupling;
import ccrnn.model.feedback.GreedyWords;
import ccrnn.model.feedback.Learner;
import ccrnn.model.feedback.LearningSettings;
import ccrnn.model.feedback.Lesion;
import ccrnn.model.feedback.Network;
import ccrnn.model.feedback.NetworkShape;
import ccrnn.model.feedback.Window;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Block;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.reference.Agreement;
import ccrnn.pipeline.reference.Comparing;
import ccrnn.pipeline.reference.ReferenceCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/** One recorded run, trained again from its recorded beginning. */
public final class Replay {
  private static final String GRADIENTS = "gradients";
  private static final String NORMS = "norms";
  private static final String LOSSES = "losses";
  private static final String PARAMETERS = "parameters";
  private static final String PREDICTIONS = "predictions";
  private static final String METRICS = "metrics";
  private static final String ACTIVITY = "activity";

  /**
   * Gradients of the first batch and norms, before clipping; losses of the batches or truncations;
   * parameters after each epoch or batch; predictions (of captions also the words that are written)
   * and metrics after training; activity in the first batch: states, granule cells, predicted and
   * true feedback.
   */
  private static final List<String> KINDS =
      List.of(GRADIENTS, NORMS, LOSSES, PARAMETERS, PREDICTIONS, METRICS, ACTIVITY);

  private final ReferenceCase reference;
  private final Comparing found;
  private final RecordedTask task;
  private final NetworkShape shape;
  private final Network network;
  private final Learner learner;
  private final Lesion lesion;
  private final Batch batch;

  private final List<Double> losses = new ArrayList<>();
  private final List<Double> norms = new ArrayList<>();

  /**
   * Makes the network of a recording.
   *
   * @param reference a case that {@link #knows}
   * @param kernel of the hot loops; changes no bit
   * @throws UserError if the case cannot be read, or has a setting that the trainer does not know
   */
  public Replay(ReferenceCase reference, Kernel kernel) {
    this.reference = reference;
    found = new Comparing(reference, KINDS);
    task = new RecordedTask(reference);
    shape = RecordedSettings.shape(reference);
    LearningSettings learning = RecordedSettings.learning(reference);
    int batchSize = reference.integer("batch_size");
    Optional<MossyFibres> fibres =
        reference.has("fibre_mask")
            ? Optional.of(MossyFibres.of(reference.tensor("fibre_mask").toFloats()))
            : Optional.empty();
    Truncations truncations = new Truncations(task.steps(), learning.feedback().horizon());
    network = new Network(shape, truncations, batchSize, fibres, kernel);
    for (Block block : shape.layout().blocks()) {
      float[] initial = reference.tensor("init/" + block.name()).toFloats();
      network.parameters().replaceValues(block.name(), initial);
    }
    learner = new Learner(network, learning, batchSize, Optional.empty(), Optional.empty());
    lesion = RecordedSettings.lesion(reference);
    batch = new Batch(batchSize, task);
  }

  /**
   * Tells whether a recording is of the ccRNN or one of its controls.
   *
   * @param reference any recording
   * @return whether its model is known here
   */
  public static boolean knows(ReferenceCase reference) {
    return RecordedSettings.knows(reference.model());
  }

  /**
   * Trains once.
   *
   * @return how far it came out from the recording
   */
  public Agreement run() {
    boolean words = task.answer() == Answer.WORDS;
    if (reference.has("recorded/hidds/0")) {
      compareActivity();
    }
    int epochs = words ? 1 : reference.integer("epochs");
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (int i = 0; i < task.batches(); i++) {
        task.training(epoch, i, batch);
        update(lesion.functionIn(epoch));
        if (words) {
          compareParameters("after_batch" + (i + 1));
        }
      }
      if (!words) {
        compareParameters("after_epoch" + epoch);
      }
    }
    task.test().next(batch);
    evaluate();
    double[] recordedNorms =
        words ? new double[0] : reference.numbers("gradient_norms_before_clip");
    double[] recordedLosses = reference.numbers(words ? "truncation_losses" : "batch_losses");
    if (recordedNorms.length > 0) {
      found.numbers(NORMS, recordedNorms, array(norms));
    }
    found.numbers(LOSSES, recordedLosses, array(losses));
    return found.agreement();
  }

  /** All updates of the batch; the windows of captions report a loss each. */
  private void update(CerebellumFunction function) {
    for (int i = 0; i < learner.windows(batch.steps()).length; i++) {
      losses.add(learner.gradients(batch, i, function));
      if (losses.size() == 1) {
        for (Block block : shape.layout().blocks()) {
          float[] ours = network.parameters().copyOfGradients(block.name());
          found.tensor(GRADIENTS, "grad_step1/" + block.name(), ours);
        }
      }
      norms.add(learner.apply(function));
    }
  }

  private void compareParameters(String when) {
    for (Block block : shape.layout().blocks()) {
      float[] ours = network.parameters().copyOfValues(block.name());
      found.tensor(PARAMETERS, when + "/" + block.name(), ours);
    }
  }

  private void evaluate() {
    int size = batch.size();
    int width = task.outputs();
    network.run(batch);
    int first = task.answer() == Answer.CLASS ? task.steps() - 1 : 0;
    int read = task.steps() - first;
    FMatrixRMaj scores = new FMatrixRMaj(read * size, width);
    float[] bySequence = new float[size * read * width];
    for (int t = 0; t < read; t++) {
      network.readOut(task.steps(), first + t, scores, t * size);
      for (int b = 0; b < size; b++) {
        System.arraycopy(
            scores.data, (t * size + b) * width, bySequence, (b * read + t) * width, width);
      }
    }
    switch (task.answer()) {
      case TRAJECTORY -> {
        found.tensor(PREDICTIONS, "eval/prediction", bySequence);
        compareMetrics("eval_metrics", squaredDistance(scores));
      }
      case CLASS -> {
        found.tensor(PREDICTIONS, "eval/prediction", bySequence);
        compareMetrics("eval_metrics", negativeLogLikelihood(scores), accuracy(scores));
      }
      case WORDS -> {
        found.tensor(PREDICTIONS, "eval/logits", bySequence);
        compareMetrics("eval_loss", negativeLogLikelihood(scores));
        compareSentences();
      }
    }
  }

  private void compareMetrics(String key, double... ours) {
    found.numbers(METRICS, reference.numbers(key), ours);
  }

  private double squaredDistance(FMatrixRMaj scores) {
    double squares = 0;
    for (int i = 0; i < scores.getNumElements(); i++) {
      double difference = (double) scores.data[i] - batch.target().data[i];
      squares += difference * difference;
    }
    return squares / (batch.size() * task.steps());
  }

  /** In 64 bits, for the comparison's sake. */
  private double negativeLogLikelihood(FMatrixRMaj scores) {
    double sum = 0;
    for (int row = 0; row < scores.numRows; row++) {
      double total = 0;
      for (int j = 0; j < scores.numCols; j++) {
        total += StrictMath.exp(scores.get(row, j));
      }
      sum += StrictMath.log(total) - scores.get(row, batch.classes()[row]);
    }
    return sum / scores.numRows;
  }

  private double accuracy(FMatrixRMaj scores) {
    double right = 0;
    for (int row = 0; row < scores.numRows; row++) {
      int best = 0;
      for (int j = 1; j < scores.numCols; j++) {
        best = scores.get(row, j) > scores.get(row, best) ? j : best;
      }
      right += best == batch.classes()[row] ? 1 : 0;
    }
    return right / scores.numRows;
  }

  private void compareSentences() {
    ReferenceCase.Tensor greedy = reference.tensor("eval/greedy");
    int[] words =
        new GreedyWords(network, batch.capacity())
            .write(batch.size(), batch.input(), greedy.shape().get(1));
    float[] ours = new float[words.length];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = words[i];
    }
    found.tensor(PREDICTIONS, "eval/greedy", ours);
  }

  /**
   * States, granule activity, predicted and true feedback at the starts of truncations in the first
   * batch. The recorded target feedback is left out: in the published recording mode it also holds
   * what flows back through the cerebellum's input.
   */
  private void compareActivity() {
    task.training(1, 0, batch);
    Window whole = learner.windows(batch.steps())[0];
    FeedbackDecoupling decoupling = learner.decoupling();
    int size = batch.size();
    int recorded = 0;
    while (reference.has("recorded/hidds/" + recorded)) {
      recorded++;
    }
    learner.gradients(batch, 0, CerebellumFunction.INTACT);
    FMatrixRMaj states = network.cortex().boundaries();
    FMatrixRMaj predicted = decoupling.predictedFeedback();
    FMatrixRMaj granules = network.cerebellum().orElseThrow().granuleActivity(0);
    for (int i = 0; i < recorded; i++) {
      found.tensor(ACTIVITY, "recorded/hidds/" + i, starts(states, i, size));
      found.tensor(ACTIVITY, "recorded/sgrads/" + i, starts(predicted, i, size));
      found.tensor(ACTIVITY, "recorded/shidds/" + i, starts(granules, i, size));
    }
    int units = shape.cortexUnits();
    int truncations = whole.truncations().count();
    FMatrixRMaj feedback = decoupling.trueFeedback(batch, whole, truncations);
    for (int i = 0; i < recorded; i++) {
      float[] output = new float[size * units];
      float[] cell = new float[size * units];
      int truncation = recorded - 1 - i; // the last comes first
      for (int b = 0; b < size; b++) {
        int from = (truncation * size + b) * 2 * units;
        System.arraycopy(feedback.data, from, output, b * units, units);
        System.arraycopy(feedback.data, from + units, cell, b * units, units);
      }
      found.tensor(ACTIVITY, "recorded/truegrads_output/" + i, output);
      found.tensor(ACTIVITY, "recorded/truegrads_cell/" + i, cell);
    }
  }

  /** The rows of the states that start a truncation; all sequences share that of the first. */
  private static float[] starts(FMatrixRMaj rows, int truncation, int size) {
    int width = rows.numCols;
    float[] result = new float[size * width];
    for (int b = 0; b < size; b++) {
      int row = truncation == 0 ? 0 : 1 + (truncation - 1) * size + b;
      System.arraycopy(rows.data, row * width, result, b * width, width);
    }
    return result;
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
