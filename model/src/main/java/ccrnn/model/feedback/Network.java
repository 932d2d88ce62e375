package ccrnn.model.feedback;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cerebellum.MossyFibres;
import ccrnn.model.cortex.Cortex;
import ccrnn.model.cortex.LstmCortex;
import ccrnn.model.cortex.TanhCortex;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.embedding.Embedding;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import ccrnn.model.readout.Readout;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * Cortex and readout, with or without cerebellum. One instance belongs to one trial and one thread;
 * it owns the memory of one batch.
 */
public final class Network {
  private final NetworkShape shape;
  private final Kernel kernel;
  private final Truncations truncations;
  private final Truncations[] shorter; // by steps; null where not yet asked for
  private final Parameters parameters;
  private final Cortex cortex;
  private final Readout readout;
  private final Optional<Embedding> embedding;
  private final Optional<Cerebellum> cerebellum;
  private final FMatrixRMaj words; // rows S x B, I; the inputs that the embedding makes
  private int batch; // B of the last run

  /**
   * Allocates a network; its parameters are zero.
   *
   * @param shape sizes
   * @param truncations of the longest sequence
   * @param batch most sequences at once
   * @param fibres which mossy fibres exist; empty for all
   * @param kernel of the hot loops
   */
  public Network(
      NetworkShape shape,
      Truncations truncations,
      int batch,
      Optional<MossyFibres> fibres,
      Kernel kernel) {
    this.shape = shape;
    this.kernel = kernel;
    this.truncations = truncations;
    shorter = new Truncations[truncations.steps() + 1];
    shorter[truncations.steps()] = truncations;
    parameters = new Parameters(shape.layout());
    cortex =
        switch (shape.cortex()) {
          case LSTM -> new LstmCortex(parameters, kernel, truncations, batch);
          case TANH -> new TanhCortex(parameters, kernel, truncations, batch);
        };
    readout = new Readout(parameters, kernel, truncations.steps() * batch);
    boolean hasWords = shape.answer() == Answer.WORDS;
    embedding = hasWords ? Optional.of(new Embedding(parameters)) : Optional.empty();
    words = new FMatrixRMaj(hasWords ? truncations.steps() * batch : 0, shape.inputs());
    int boundaryRows = (1 + truncations.count()) * batch;
    cerebellum =
        shape
            .cerebellum()
            .map(size -> new Cerebellum(parameters, kernel, boundaryRows, size, fibres));
  }

  /**
   * Creates a network of a seed: mossy fibres and initial parameters are drawn. Each part has
   * streams of its own, so a crnn and a ccrnn of one seed start from the same cortex and readout.
   *
   * @param shape sizes
   * @param truncations of every sequence
   * @param batch most sequences at once
   * @param weights how they are drawn
   * @param streams of the trial's seed
   * @param kernel of the hot loops
   * @return a network that is ready to run
   */
  public static Network initialised(
      NetworkShape shape,
      Truncations truncations,
      int batch,
      InitialWeights weights,
      Streams streams,
      Kernel kernel) {
    Optional<MossyFibres> fibres = Optional.empty();
    if (shape.cerebellum().isPresent() && shape.cerebellum().get().fibres().isPresent()) {
      CerebellumShape size = shape.cerebellum().get();
      int cells = size.hiddenLayers() == 0 ? shape.stateWidth() : size.units();
      fibres =
          Optional.of(
              MossyFibres.draw(cells, shape.stateWidth(), size.fibres().getAsInt(), streams));
    }
    Network network = new Network(shape, truncations, batch, fibres, kernel);
    network.cortex.initialise(weights.cortex(), weights.cortexScale(), streams);
    network.readout.initialise(streams);
    network.embedding.ifPresent(part -> part.initialise(streams));
    network.cerebellum.ifPresent(part -> part.initialise(weights.cerebellumOutput(), streams));
    network.pack();
    return network;
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    packAllButCerebellum();
    cerebellum.ifPresent(Cerebellum::pack);
  }

  /** Does so where the cerebellum's have not changed. */
  public void packAllButCerebellum() {
    cortex.pack();
    readout.pack();
  }

  /**
   * Runs sequences from the zero state, without cerebellum, as published. {@link #readOut} then
   * tells what the network answers.
   *
   * @param sequences their inputs, not modified
   */
  public void run(Batch sequences) {
    batch = sequences.size();
    FMatrixRMaj input = sequences.input();
    if (embedding.isPresent()) {
      embedding.get().forward(batch, input, sequences.classes(), 0, sequences.steps(), words);
      input = words;
    }
    cortex.forward(truncations(sequences.steps()), batch, input, null);
  }

  /**
   * Reads out one step of the last {@link #run}.
   *
   * @param steps S of that run
   * @param step 0 .. S - 1
   * @param output columns O; B rows from {@code row} on are modified
   * @param row first row of the output
   */
  public void readOut(int steps, int step, FMatrixRMaj output, int row) {
    int from = truncations(steps).position(step) * batch;
    readout.forward(batch, cortex.outputs(), from, output, row);
  }

  /**
   * Runs sequences and reads out every step.
   *
   * @param sequences their inputs, not modified
   * @param output rows S x B, columns O, time-major, modified
   */
  public void predict(Batch sequences, FMatrixRMaj output) {
    run(sequences);
    for (int t = 0; t < sequences.steps(); t++) {
      readOut(sequences.steps(), t, output, t * batch);
    }
  }

  /**
   * Tells the sizes.
   *
   * @return the shape
   */
  public NetworkShape shape() {
    return shape;
  }

  /**
   * Tells what carries the hot loops.
   *
   * @return the kernel
   */
  public Kernel kernel() {
    return kernel;
  }

  /**
   * Tells how the longest sequences are cut.
   *
   * @return the truncations
   */
  public Truncations truncations() {
    return truncations;
  }

  /**
   * Tells how sequences of some length are cut.
   *
   * @param steps S, at most that of the longest
   * @return the truncations, with the horizon of the longest sequences
   */
  public Truncations truncations(int steps) {
    if (shorter[steps] == null) {
      shorter[steps] = new Truncations(steps, truncations.horizon());
    }
    return shorter[steps];
  }

  /**
   * All parameters.
   *
   * @return values and gradients
   */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * The recurrent part.
   *
   * @return the cortex
   */
  public Cortex cortex() {
    return cortex;
  }

  /**
   * The output part.
   *
   * @return the readout
   */
  public Readout readout() {
    return readout;
  }

  /**
   * Words as inputs.
   *
   * @return the embedding; empty where the answer is not words
   */
  public Optional<Embedding> embedding() {
    return embedding;
  }

  /**
   * The part that predicts feedback.
   *
   * @return the cerebellum; empty in a crnn
   */
  public Optional<Cerebellum> cerebellum() {
    return cerebellum;
  }
}
