package ccrnn.model.feedback;

/**
 * A lesion and its onset. Epochs before it are untouched by it, so a lesioned trial shares them
 * with its intact twin bit for bit (as published in the code: {@code ablation_epoch}, {@code
 * synth_ablation_epoch}, {@code fixed_synth}).
 *
 * @param kind what is switched off
 * @param epoch the lesion acts from the start of this epoch, 1-based; 0 for {@link Kind#NONE}
 * @param fraction of the cerebellum's outputs that a lesion of {@link Kind#CEREBELLUM} silences,
 *     above 0 up to 1; 1 for the other kinds
 */
public record Lesion(Kind kind, int epoch, double fraction) {
  /** No lesion. */
  public static final Lesion NONE = new Lesion(Kind.NONE, 0);

  /**
   * A lesion of the whole.
   *
   * @param kind what is switched off
   * @param epoch the lesion acts from the start of this epoch, 1-based
   */
  public Lesion(Kind kind, int epoch) {
    this(kind, epoch, 1);
  }

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
    if (!(fraction > 0 && fraction <= 1) || (fraction < 1 && kind != Kind.CEREBELLUM)) {
      throw new IllegalArgumentException("lesion " + kind + " of the fraction " + fraction);
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
    if (kind != Kind.CEREBELLUM) {
      return CerebellumFunction.FROZEN;
    }
    return fraction < 1 ? CerebellumFunction.PARTIAL : CerebellumFunction.SILENT;
  }
}
