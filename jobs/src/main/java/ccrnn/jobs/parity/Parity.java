package ccrnn.jobs.parity;

import ccrnn.model.CerebellumShape;
import ccrnn.model.CortexKind;
import ccrnn.model.Network;
import ccrnn.model.NetworkShape;
import ccrnn.model.cerebellum.MossyFibres;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.learning.ClipSettings;
import ccrnn.model.learning.FeedbackSettings;
import ccrnn.model.learning.Learner;
import ccrnn.model.learning.LearningSettings;
import ccrnn.model.learning.OptimizerKind;
import ccrnn.model.lesion.Lesion;
import ccrnn.model.parameter.Block;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejml.data.FMatrixRMaj;

/**
 * Repeats recorded runs and measures how far ours are from theirs.
 *
 * <p>The error of a tensor is {@code max |ours - theirs| / (1e-3 + max |theirs|)}. The bound is
 * {@value #BOUND}: the recordings are 64-bit, ours is 32-bit with a rounding error of 6e-8 per
 * operation; sums over some hundred terms leave about 1e-6 in a gradient. Adam divides by the root
 * of the mean square, which turns the relative error of a small gradient element into an error of a
 * fraction of the learning rate (1e-3) per update, so parameters of size 0.3 come out within about
 * 1e-5.
 */
public final class Parity {
  /** Largest error of a tensor that counts as equal. */
  public static final double BOUND = 2e-5;

  private static final double FLOOR = 1e-3;

  private final Kernel kernel;

  /**
   * Chooses the carrier.
   *
   * @param kernel of the hot loops; changes no bit
   */
  public Parity(Kernel kernel) {
    this.kernel = kernel;
  }

  /** What came of one case. */
  public sealed interface Result {
    /**
     * Names the case.
     *
     * @return its folder's name
     */
    String name();
  }

  /**
   * A case that was run. Each number is the largest error over the tensors of its kind, NaN where
   * the recording has none.
   *
   * @param name folder of the case
   * @param gradients of the first batch, before clipping
   * @param norms of the gradients, before clipping
   * @param losses of the batches
   * @param parameters after each epoch
   * @param predictions after training
   * @param metrics after training
   */
  public record Compared(
      String name,
      double gradients,
      double norms,
      double losses,
      double parameters,
      double predictions,
      double metrics)
      implements Result {
    /**
     * Finds the worst.
     *
     * @return the largest of the errors; NaN if one of ours is not a number
     */
    public double largest() {
      double largest = 0;
      for (double e : new double[] {gradients, norms, losses, parameters, predictions, metrics}) {
        // Absent kinds are negative; a NaN stays.
        largest = Math.max(largest, e);
      }
      return largest;
    }
  }

  /**
   * A case that the trainer has no means to repeat.
   *
   * @param name folder of the case
   * @param reason what it lacks
   */
  public record NotYet(String name, String reason) implements Result {}

  /** Error of a kind of tensor that a recording lacks. */
  public static final double ABSENT = -1;

  /**
   * Finds the cases in a folder.
   *
   * @param folder a case itself, or a folder of cases
   * @return the folders of the cases, by name
   * @throws ccrnn.pipeline.UserError if there is none
   */
  public static List<Path> cases(Path folder) {
    return ReferenceCase.find(folder);
  }

  /**
   * Repeats one case.
   *
   * @param folder of the case
   * @return the errors, or why it cannot be run
   * @throws ccrnn.pipeline.UserError if the folder does not hold a readable case
   */
  public Result run(Path folder) {
    ReferenceCase reference = ReferenceCase.read(folder);
    Optional<String> lacking = lacking(reference);
    if (lacking.isPresent()) {
      return new NotYet(reference.name(), lacking.get());
    }
    return compare(reference);
  }

  private static Optional<String> lacking(ReferenceCase reference) {
    String task = reference.word("task");
    if (!task.equals("draw")) {
      return Optional.of("task " + task);
    }
    String model = reference.word("model");
    if (model.startsWith("cDNI")) {
      return Optional.of("context to the cerebellum");
    }
    if (!List.of("LSTM", "TANH", "DNI_LSTM", "DNI_TANH").contains(model)) {
      return Optional.of("model " + model);
    }
    return optimizer(reference).isPresent()
        ? Optional.empty()
        : Optional.of("optimizer " + reference.word("optimizer"));
  }

  private Compared compare(ReferenceCase reference) {
    RecordedTask task = new RecordedTask(reference);
    int batchSize = reference.integer("batch_size");
    int horizon = reference.integer("feedback_horizon");
    NetworkShape shape = shape(reference);
    Optional<MossyFibres> fibres =
        reference.has("fibre_mask")
            ? Optional.of(MossyFibres.of(reference.tensor("fibre_mask").toFloats()))
            : Optional.empty();
    Network network =
        new Network(shape, new Truncations(task.steps(), horizon), batchSize, fibres, kernel);
    for (Block block : shape.layout().blocks()) {
      float[] initial = reference.tensor("init/" + block.name()).toFloats();
      network.parameters().replaceValues(block.name(), initial);
    }
    network.pack();
    Learner learner = new Learner(network, learning(reference, horizon), batchSize);
    Lesion lesion = lesion(reference);

    int epochs = reference.integer("epochs");
    double[] losses = new double[epochs * task.batches()];
    double[] norms = new double[epochs * task.batches()];
    double gradients = ABSENT;
    double parameters = ABSENT;
    Batch batch = new Batch(batchSize, task);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (int i = 0; i < task.batches(); i++) {
        int update = (epoch - 1) * task.batches() + i;
        task.training(epoch, i, batch);
        losses[update] = learner.gradients(batch, lesion.functionIn(epoch));
        if (update == 0) {
          for (Block block : shape.layout().blocks()) {
            float[] ours = network.parameters().copyOfGradients(block.name());
            gradients = larger(gradients, error(reference, "grad_step1/" + block.name(), ours));
          }
        }
        norms[update] = learner.apply(lesion.functionIn(epoch));
      }
      for (Block block : shape.layout().blocks()) {
        float[] ours = network.parameters().copyOfValues(block.name());
        String theirs = "after_epoch" + epoch + "/" + block.name();
        parameters = larger(parameters, error(reference, theirs, ours));
      }
    }

    task.test().next(batch);
    FMatrixRMaj prediction = batch.target().createLike();
    network.predict(batch.size(), batch.input(), prediction);
    double squares = 0;
    for (int i = 0; i < prediction.getNumElements(); i++) {
      double difference = (double) prediction.data[i] - batch.target().data[i];
      squares += difference * difference;
    }
    double loss = squares / (batch.size() * task.steps());
    float[] bySequence = task.bySequence(prediction.data, batch.size());
    double[] recordedNorms = reference.numbers("gradient_norms_before_clip");
    return new Compared(
        reference.name(),
        gradients,
        recordedNorms.length == 0 ? ABSENT : error(recordedNorms, norms),
        error(reference.numbers("batch_losses"), losses),
        parameters,
        error(reference, "eval/prediction", bySequence),
        error(reference.numbers("eval_metrics"), new double[] {loss}));
  }

  private static NetworkShape shape(ReferenceCase reference) {
    String model = reference.word("model");
    Optional<CerebellumShape> cerebellum = Optional.empty();
    int units = reference.integer("cortex_units");
    CortexKind cortex = model.endsWith("LSTM") ? CortexKind.LSTM : CortexKind.TANH;
    if (model.startsWith("DNI")) {
      int stateWidth = cortex == CortexKind.LSTM ? 2 * units : units;
      cerebellum =
          Optional.of(
              new CerebellumShape(
                  reference.find("cerebellum_hidden_units").orElse(stateWidth),
                  reference.integer("cerebellum_hidden_layers"),
                  OptionalInt.empty()));
    }
    return new NetworkShape(
        cortex,
        reference.integer("input_size"),
        units,
        reference.integer("output_size"),
        cerebellum);
  }

  private static LearningSettings learning(ReferenceCase reference, int horizon) {
    return new LearningSettings(
        new FeedbackSettings(
            horizon,
            reference.find("external_feedback_interval").orElse(1),
            reference.number("synthetic_gradient_scale"),
            FeedbackSettings.TerminalFeedback.PREDICTED),
        optimizer(reference)
            .orElseThrow()
            .published(reference.number("learning_rate"), reference.number("l2")),
        new ClipSettings(reference.number("gradient_clip"), ClipSettings.Scope.ALL));
  }

  private static Optional<OptimizerKind> optimizer(ReferenceCase reference) {
    String name = reference.word("optimizer").toUpperCase(Locale.ROOT);
    return Arrays.stream(OptimizerKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst();
  }

  private static Lesion lesion(ReferenceCase reference) {
    if (reference.find("cerebellar_lesion_epoch").isPresent()) {
      return new Lesion(Lesion.Kind.CEREBELLUM, reference.integer("cerebellar_lesion_epoch"));
    }
    if (reference.find("olive_lesion_epoch").isPresent()) {
      return new Lesion(Lesion.Kind.INFERIOR_OLIVE, reference.integer("olive_lesion_epoch"));
    }
    return reference.flag("fixed_cerebellum") ? new Lesion(Lesion.Kind.FIXED, 1) : Lesion.NONE;
  }

  private static double larger(double a, double b) {
    return Math.max(a, b);
  }

  private static double error(ReferenceCase reference, String tensor, float[] ours) {
    if (!reference.has(tensor)) {
      return ABSENT;
    }
    double[] exact = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      exact[i] = ours[i];
    }
    return error(reference.tensor(tensor).values(), exact);
  }

  /** {@code max |ours - theirs| / (1e-3 + max |theirs|)}; NaN if one of ours is not a number. */
  static double error(double[] theirs, double[] ours) {
    if (theirs.length != ours.length) {
      throw new IllegalStateException(theirs.length + " recorded numbers, ours " + ours.length);
    }
    double difference = 0;
    double size = 0;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
      size = Math.max(size, Math.abs(theirs[i]));
    }
    return difference / (FLOOR + size);
  }

  /** The batches of a recording as a task; every epoch visits them in the same order. */
  private static final class RecordedTask implements Task {
    private final ReferenceCase reference;
    private final int steps;
    private final int inputs;
    private final int outputs;

    RecordedTask(ReferenceCase reference) {
      this.reference = reference;
      this.steps = reference.integer("timesteps");
      this.inputs = reference.integer("input_size");
      this.outputs = reference.integer("output_size");
    }

    @Override
    public Answer answer() {
      return Answer.TRAJECTORY;
    }

    @Override
    public int steps() {
      return steps;
    }

    @Override
    public int inputs() {
      return inputs;
    }

    @Override
    public int outputs() {
      return outputs;
    }

    @Override
    public int batches() {
      return reference.integer("batches_per_epoch");
    }

    @Override
    public void training(int epoch, int batch, Batch into) {
      fill("batch" + (batch + 1), into);
    }

    @Override
    public Sequences validation(int epoch) {
      return test();
    }

    @Override
    public Sequences test() {
      return into -> fill("eval", into);
    }

    private int fill(String name, Batch into) {
      ReferenceCase.Tensor input = reference.tensor(name + "/input");
      into.resize(input.shape().get(0));
      timeMajor(input.values(), inputs, into.size(), into.input().data);
      timeMajor(
          reference.tensor(name + "/target").values(), outputs, into.size(), into.target().data);
      return into.size();
    }

    private void timeMajor(double[] bySequence, int width, int size, float[] timeMajor) {
      for (int b = 0; b < size; b++) {
        for (int t = 0; t < steps; t++) {
          for (int i = 0; i < width; i++) {
            timeMajor[(t * size + b) * width + i] = (float) bySequence[(b * steps + t) * width + i];
          }
        }
      }
    }

    float[] bySequence(float[] timeMajor, int size) {
      float[] result = new float[size * steps * outputs];
      for (int b = 0; b < size; b++) {
        for (int t = 0; t < steps; t++) {
          for (int i = 0; i < outputs; i++) {
            result[(b * steps + t) * outputs + i] = timeMajor[(t * size + b) * outputs + i];
          }
        }
      }
      return result;
    }
  }
}
