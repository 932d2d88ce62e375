package ccrnn.model.lesion;

/**
 * A lesion and its onset. Epochs before it are untouched by it, so a lesioned trial shares them
 * with its intact twin bit for bit (as published in the code: {@code ablation_epoch}, {@code
 * synth_ablation_epoch}, {@code fixed_synth}).
 *
 * @param kind what is switched off
 * @param epoch the lesion acts from the start of this epoch, 1-based; 0 for {@link Kind#NONE}
 */
public record Lesion(Kind kind, int epoch) {
  /** No lesion. */
  public static final Lesion NONE = new Lesion(Kind.NONE, 0);

  /** What is switched off. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** The cerebellum: no predicted feedback, no cerebellar learning. */
    CEREBELLUM,
    /** The inferior olive: cerebellar learning; predictions go on with the weights as they are. */
    INFERIOR_OLIVE,
    /** Cerebellar learning, as a control; acts like {@link #INFERIOR_OLIVE}. */
    FIXED
  }

  /** Checks that a lesion has an onset. */
  public Lesion {
    if (kind == Kind.NONE ? epoch != 0 : epoch < 1) {
      throw new IllegalArgumentException("lesion " + kind + " from epoch " + epoch);
    }
  }

  /**
   * Tells what the cerebellum does in an epoch.
   *
   * @param epoch 1-based
   * @return its function throughout that epoch
   */
  public CerebellumFunction functionIn(int epoch) {
    if (kind == Kind.NONE || epoch < this.epoch) {
      return CerebellumFunction.INTACT;
    }
    return kind == Kind.CEREBELLUM ? CerebellumFunction.SILENT : CerebellumFunction.FROZEN;
  }
}
