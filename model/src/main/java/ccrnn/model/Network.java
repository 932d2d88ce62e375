package ccrnn.model;

import ccrnn.model.cerebellum.Cerebellum;
import ccrnn.model.cerebellum.MossyFibres;
import ccrnn.model.cortex.Cortex;
import ccrnn.model.cortex.LstmCortex;
import ccrnn.model.cortex.TanhCortex;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Streams;
import ccrnn.model.readout.Readout;
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
  private final Parameters parameters;
  private final Cortex cortex;
  private final Readout readout;
  private final Optional<Cerebellum> cerebellum;

  /**
   * Allocates a network; its parameters are zero.
   *
   * @param shape sizes
   * @param truncations of every sequence
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
    parameters = new Parameters(shape.layout());
    cortex =
        switch (shape.cortex()) {
          case LSTM -> new LstmCortex(parameters, kernel, truncations, batch);
          case TANH -> new TanhCortex(parameters, kernel, truncations, batch);
        };
    readout = new Readout(parameters, kernel, truncations.steps() * batch);
    int boundaryRows = 1 + truncations.count() * batch;
    cerebellum =
        shape
            .cerebellum()
            .map(
                size ->
                    new Cerebellum(parameters, kernel, boundaryRows, size.hiddenLayers(), fibres));
  }

  /**
   * Creates a network of a seed: mossy fibres and initial parameters are drawn. Each part has
   * streams of its own, so a crnn and a ccrnn of one seed start from the same cortex and readout.
   *
   * @param shape sizes
   * @param truncations of every sequence
   * @param batch most sequences at once
   * @param streams of the trial's seed
   * @param kernel of the hot loops
   * @return a network that is ready to run
   */
  public static Network initialised(
      NetworkShape shape, Truncations truncations, int batch, Streams streams, Kernel kernel) {
    Optional<MossyFibres> fibres = Optional.empty();
    if (shape.cerebellum().isPresent() && shape.cerebellum().get().fibres().isPresent()) {
      CerebellumShape size = shape.cerebellum().get();
      int cells = size.hiddenLayers() == 0 ? shape.stateWidth() : size.units();
      fibres =
          Optional.of(
              MossyFibres.draw(cells, shape.stateWidth(), size.fibres().getAsInt(), streams));
    }
    Network network = new Network(shape, truncations, batch, fibres, kernel);
    network.cortex.initialise(streams);
    network.readout.initialise(streams);
    network.cerebellum.ifPresent(part -> part.initialise(streams));
    network.pack();
    return network;
  }

  /** Takes over the present values of the parameters; due after every change of them. */
  public void pack() {
    cortex.pack();
    readout.pack();
    cerebellum.ifPresent(Cerebellum::pack);
  }

  /**
   * Runs sequences from the zero state and reads out every step, without cerebellum, as published.
   *
   * @param batch B, at most the capacity
   * @param input rows S x B, columns I, time-major, not modified
   * @param output rows S x B, columns O, time-major, modified
   */
  public void predict(int batch, FMatrixRMaj input, FMatrixRMaj output) {
    cortex.forward(batch, input);
    for (int t = 0; t < truncations.steps(); t++) {
      int row = truncations.position(t) * batch;
      readout.forward(batch, cortex.outputs(), row, output, t * batch);
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
   * Tells how sequences are cut.
   *
   * @return the truncations
   */
  public Truncations truncations() {
    return truncations;
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
   * The part that predicts feedback.
   *
   * @return the cerebellum; empty in a crnn
   */
  public Optional<Cerebellum> cerebellum() {
    return cerebellum;
  }
}
