package ccrnn.model.learning;

import ccrnn.model.Network;
import ccrnn.model.lesion.CerebellumFunction;
import ccrnn.model.task.Batch;

/**
 * The update of one batch in two halves: {@link #gradients}, then {@link #apply}. Parameters change
 * once per batch.
 */
public final class Learner {
  private final Network network;
  private final LearningSettings settings;
  private final FeedbackDecoupling decoupling;
  private final GradientClip clip = new GradientClip();
  private final Optimizer optimizer;

  /**
   * Allocates the memory of a batch and an optimizer that has seen nothing.
   *
   * @param network what learns
   * @param settings how it learns
   * @param batch most sequences at once
   */
  public Learner(Network network, LearningSettings settings, int batch) {
    this.network = network;
    this.settings = settings;
    this.decoupling = new FeedbackDecoupling(network, settings.feedback(), batch);
    this.optimizer =
        settings.optimizer().create(network.parameters().layout().length(), network.kernel());
  }

  /**
   * Writes the gradients of one batch; see {@link FeedbackDecoupling#gradients}.
   *
   * @param batch inputs and targets, not modified
   * @param function what the cerebellum does
   * @return the training loss as published
   */
  public double gradients(Batch batch, CerebellumFunction function) {
    return decoupling.gradients(batch, function, settings.clip().scope());
  }

  /**
   * Clips the gradients and changes the parameters that learn.
   *
   * @param function what the cerebellum does, as in {@link #gradients}
   * @return norm of the gradients before clipping, over the parameters in the clip scope
   */
  public double apply(CerebellumFunction function) {
    float[] gradients = network.parameters().gradients();
    boolean cerebellumLearns = function == CerebellumFunction.INTACT;
    int learning = cerebellumLearns ? gradients.length : network.shape().cerebellumOffset();
    // A silent cerebellum has no gradients; leaving it out keeps the order of additions of a crnn.
    boolean all =
        settings.clip().scope() == ClipSettings.Scope.ALL && function != CerebellumFunction.SILENT;
    int counted = all ? gradients.length : learning;
    double norm = clip.norm(gradients, counted);
    clip.apply(norm, settings.clip().norm(), gradients, learning);
    optimizer.step(network.parameters().values(), gradients, learning);
    network.pack();
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
