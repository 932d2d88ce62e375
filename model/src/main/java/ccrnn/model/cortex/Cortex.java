package ccrnn.model.cortex;

import ccrnn.model.parameter.Initializer;
import ccrnn.model.random.Streams;
import org.ejml.data.FMatrixRMaj;

/**
 * The recurrent network. One instance belongs to one trial and owns the memory of one batch, so
 * that nothing is allocated per batch.
 *
 * <p>{@link #backward} is that of the batch of the last {@link #forward}.
 */
public sealed interface Cortex permits LstmCortex, TanhCortex {

  /**
   * Counts the units.
   *
   * @return H
   */
  int units();

  /**
   * Tells the width of the state that the cerebellum reads.
   *
   * @return D: 2 H for an LSTM (h before c), H for tanh
   */
  int stateWidth();

  /**
   * Draws initial weights and biases. Biases are uniform within 1 / sqrt(H), as published in the
   * code (PyTorch's default), and so are weights where nothing else is asked for.
   *
   * @param weights how the two weight matrices are drawn
   * @param scale factor on all of them, biases too; 1 leaves every bit as it was drawn
   * @param streams of the trial's seed
   */
  void initialise(Initializer weights, double scale, Streams streams);

  /** Takes over the present values of the parameters; due after every change of them. */
  void pack();

  /**
   * Runs a batch of sequences.
   *
   * @param truncations how the sequences are cut; at most as many steps and truncations as memory
   *     was allocated for
   * @param batch B, at most the capacity
   * @param input rows S x B, columns I, time-major, not modified
   * @param start states before step 0: rows B, columns D, not modified; null for the zero state
   */
  void forward(Truncations truncations, int batch, FMatrixRMaj input, FMatrixRMaj start);

  /**
   * The outputs h of the last {@link #forward}.
   *
   * @return stacked rows S x B, columns H; the matrix itself, to be read only
   */
  FMatrixRMaj outputs();

  /**
   * The states at the boundaries of the truncations of the last {@link #forward}. The first R rows
   * are the states before step 0: R = 1 row for the zero state that starts every sequence, R = B
   * rows where start states were given. Rows R + i B and on are the ends of truncation i, where
   * truncation i + 1 starts.
   *
   * @return rows R + N B, columns D; the matrix itself, to be read only
   */
  FMatrixRMaj boundaries();

  /**
   * Backpropagates within every truncation and writes the gradients of the cortex.
   *
   * @param batch B of the last forward
   * @param dOutputs gradient arriving at the outputs: stacked rows S x B, columns H, not modified
   * @param dEnds gradient arriving at the end state of each truncation: rows N x B, columns D, not
   *     modified; null where there is none
   * @param dStarts receives the gradient at the start state of each truncation: rows N x B, columns
   *     D, modified; null where nobody asks for it
   */
  void backward(int batch, FMatrixRMaj dOutputs, FMatrixRMaj dEnds, FMatrixRMaj dStarts);

  /**
   * Goes on from the last {@link #backward} to the inputs.
   *
   * @param batch B of the last forward
   * @param dInput receives the gradient at the inputs: stacked rows S x B, columns I, modified
   */
  void backwardToInput(int batch, FMatrixRMaj dInput);
}
