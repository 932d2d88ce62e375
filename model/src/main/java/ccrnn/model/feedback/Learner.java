package ccrnn.model.feedback;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.optimizer.GradientClip;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * The updates of a batch. Parameters change once per batch, or after every {@link Window} of it
 * where settings say so; each update has two halves: {@link #gradients}, then {@link #apply}.
 */
public final class Learner {
  private final Network network;
  private final LearningSettings settings;
  private final FeedbackDecoupling decoupling;
  private final GradientClip clip;
  private final Optimizer optimizer;
  private final Window[][] windows; // by steps of the sequence; null where not yet asked for
  private final FMatrixRMaj state; // B x D, in which the last window ended
  private int stateBatch; // B of the state to go on from; 0 for none

  // Of the last batch.
  private double loss;
  private double meanLoss;
  private double norm;

  /**
   * Allocates the memory of a batch and an optimizer that has seen nothing.
   *
   * @param network what learns
   * @param settings how it learns
   * @param batch most sequences at once
   * @param silenced outputs of the cerebellum that a partial lesion silences
   * @param dropout of the inputs
   */
  public Learner(
      Network network,
      LearningSettings settings,
      int batch,
      Optional<SilencedOutputs> silenced,
      Optional<Dropout> dropout) {
    this.network = network;
    this.settings = settings;
    this.clip = new GradientClip(network.kernel());
    this.decoupling =
        new FeedbackDecoupling(network, settings.feedback(), batch, silenced, dropout);
    this.optimizer =
        settings.optimizer().create(network.parameters().layout().length(), network.kernel());
    this.windows = new Window[network.truncations().steps() + 1][];
    this.state = new FMatrixRMaj(batch, network.shape().stateWidth());
    constrain();
    network.pack();
  }

  /** Forgets the state of the last batch; due at the start of an epoch. */
  public void startEpoch() {
    stateBatch = 0;
  }

  /**
   * Makes all updates of a batch.
   *
   * @param batch inputs and targets, not modified
   * @param function what the cerebellum does
   */
  public void update(Batch batch, CerebellumFunction function) {
    Window[] all = windows(batch.steps());
    double losses = 0;
    double words = 0;
    double weighted = 0;
    double norms = 0;
    for (int i = 0; i < all.length; i++) {
      losses += gradients(batch, i, function);
      words += all[i].observed();
      weighted += all[i].observed() * decoupling.meanLoss();
      norms += apply(function);
    }
    meanLoss = weighted / words;
    // The published loss of words is a mean, those of paths and classes are sums over windows.
    loss = network.shape().answer() == Answer.WORDS ? meanLoss : losses;
    norm = norms / all.length;
  }

  /**
   * The windows of sequences of some length, one update each.
   *
   * @param steps S
   * @return in order of time; the array itself, to be read only
   */
  public Window[] windows(int steps) {
    if (windows[steps] == null) {
      Truncations whole = network.truncations(steps);
      boolean apart = settings.feedback().perTruncation();
      Window[] cut = new Window[apart ? whole.count() : 1];
      for (int i = 0; i < cut.length; i++) {
        int first = i * whole.horizon();
        Truncations inside =
            apart ? network.truncations(Math.min(whole.horizon(), steps - first)) : whole;
        cut[i] = new Window(first, inside, steps, network.shape().answer(), interval());
      }
      windows[steps] = cut;
    }
    return windows[steps];
  }

  private int interval() {
    return settings.feedback().interval();
  }

  /**
   * Writes the gradients of one window; see {@link FeedbackDecoupling#gradients}. Windows are to be
   * taken in order of time.
   *
   * @param batch inputs and targets, not modified
   * @param window number of the window
   * @param function what the cerebellum does
   * @return the training loss as published
   */
  public double gradients(Batch batch, int window, CerebellumFunction function) {
    int size = batch.size();
    Window[] all = windows(batch.steps());
    Window now = all[window];
    boolean keep = settings.feedback().hiddenState() == FeedbackSettings.HiddenState.KEEP;
    boolean goesOn = window > 0 || (keep && stateBatch == size);
    double loss =
        decoupling.gradients(
            batch,
            now,
            goesOn ? state : null,
            function,
            settings.clip().scope(),
            optimizer.steps());
    if (keep || all.length > 1) {
      decoupling.copyEnd(size, now.truncations().count(), state);
      stateBatch = size;
    }
    return loss;
  }

  /**
   * Clips the gradients and changes the parameters that learn.
   *
   * @param function what the cerebellum does, as in {@link #gradients}
   * @return norm of the gradients before clipping, over the parameters in the clip scope
   */
  public double apply(CerebellumFunction function) {
    float[] gradients = network.parameters().gradients();
    boolean cerebellumLearns =
        function == CerebellumFunction.INTACT || function == CerebellumFunction.PARTIAL;
    int learning = cerebellumLearns ? gradients.length : network.shape().cerebellumOffset();
    // A silent cerebellum has no gradients; leaving it out keeps the order of additions of a crnn.
    boolean all =
        settings.clip().scope() == ClipSettings.Scope.ALL && function != CerebellumFunction.SILENT;
    int counted = all ? gradients.length : learning;
    double norm = clip.norm(gradients, counted);
    clip.apply(norm, settings.clip().norm(), gradients, learning);
    network.cerebellum().ifPresent(Cerebellum::holdSilenced);
    optimizer.step(network.parameters().values(), gradients, learning);
    network.cerebellum().ifPresent(Cerebellum::putBackSilenced);
    constrain();
    if (cerebellumLearns) {
      network.pack();
    } else {
      network.packAllButCerebellum();
    }
    return norm;
  }

  /** Brings the parameters within their bounds; they must be packed afterwards. */
  private void constrain() {
    settings.forgetGate().constrain(network.parameters(), network.shape().cortexUnits());
  }

  /**
   * The training loss as published of the last {@link #update}.
   *
   * @return see {@link FeedbackDecoupling#gradients}
   */
  public double loss() {
    return loss;
  }

  /**
   * The plain mean of the loss of the last {@link #update}, over observed steps and sequences.
   *
   * @return see {@link FeedbackDecoupling#meanLoss}
   */
  public double meanLoss() {
    return meanLoss;
  }

  /**
   * The gradient's norm before clipping in the last {@link #update}, over the parameters in the
   * clip scope.
   *
   * @return mean over its windows
   */
  public double norm() {
    return norm;
  }

  /**
   * What the updates remember between batches.
   *
   * @return the optimizer
   */
  public Optimizer optimizer() {
    return optimizer;
  }

  /**
   * The gradients' maker, for probes.
   *
   * @return the feedback decoupling
   */
  public FeedbackDecoupling decoupling() {
    return decoupling;
  }
}
