package ccrnn.pipeline.sweep;

/**
 * Settings that mean something whatever the model is. Which words {@link #TASK}, {@link #NETWORK}
 * and {@link #PROBES} take, and from which tasks on {@link #DATA} matter, the families tell.
 */
public final class CommonRows {
  /** What the network learns to do. */
  public static final Setting TASK = Row.openChoice().about("task to learn").named("task");

  /** What the data are, whatever path they come from. */
  public static final Setting DATA =
      Row.content("embedded")
          .about(
              "what the path given as 'data' of the sweep holds: mnist, or the hash of other data;"
                  + " embedded is drawn by the program itself")
          .named("data");

  /** What kind of network, and how far its backpropagation reaches. */
  public static final Setting NETWORK = Row.openChoice().about("kind of network").named("network");

  /**
   * Which family that is no part of this project trains the network, and from which jar. Found out,
   * not chosen; only where such a family is installed.
   */
  public static final Setting FAMILY =
      Row.content()
          .about(
              "the family that trains the network, where it is no part of this program: its name,"
                  + " its version, and the hash of its jar")
          .named("family");

  /** Origin of every random number of the trial. */
  public static final Setting SEED =
      Row.integer(1)
          .range(0, 1L << 53)
          .about("origin of every random number; equal seeds make a true pair")
          .named("seed");

  /** Length of training. */
  public static final Setting EPOCHS =
      Row.integer(100)
          .range(1, 1_000_000)
          .unit("epochs")
          .about("training sessions")
          .source("code")
          .named("epochs");

  /** When training ends before its last epoch. */
  public static final Setting EARLY_STOPPING =
      Row.integer()
          .range(1, 1_000_000)
          .unit("epochs")
          .about("training ends after so many epochs in a row without a better validation loss")
          .source("code: none")
          .absent("none")
          .named("early-stopping");

  /** Sequences per update. */
  public static final Setting BATCH_SIZE =
      Row.integer(50)
          .range(1, 100_000)
          .unit("sequences")
          .about("sequences per update")
          .source("code")
          .named("batch-size");

  /** What is looked at in training. */
  public static final Setting PROBES =
      Row.words()
          .about(
              "what is recorded beside loss and accuracy, several as [gradients, weights]; changes"
                  + " no other result. What asks for a cerebellum is left out without one")
          .absent("none")
          .named("probes");

  /** How often it is looked at. */
  public static final Setting PROBE_INTERVAL =
      Row.integer(1)
          .range(1, 1_000_000)
          .unit("epochs")
          .about("the probes look at every n-th epoch")
          .source("ours")
          .only(When.given(PROBES))
          .named("probe-interval");

  private CommonRows() {}
}
