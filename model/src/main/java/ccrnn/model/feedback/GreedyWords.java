package ccrnn.model.feedback;

import ccrnn.model.cortex.Truncations;
import ccrnn.model.embedding.Embedding;
import org.ejml.data.FMatrixRMaj;

/**
 * Sentences of a network's own: features first, then at each step the likeliest word, which is the
 * next input (as published in the caption code).
 */
public final class GreedyWords {
  private static final Truncations ONE = new Truncations(1, 1);

  private final Network network;
  private final Embedding embedding;
  private final FMatrixRMaj x; // B x I
  private final FMatrixRMaj state; // B x D
  private final FMatrixRMaj scores; // B x V

  /**
   * Allocates memory.
   *
   * @param network with an embedding
   * @param batch most sentences at once, at most the network's capacity
   */
  public GreedyWords(Network network, int batch) {
    this.network = network;
    this.embedding = network.embedding().orElseThrow();
    x = new FMatrixRMaj(batch, network.shape().inputs());
    state = new FMatrixRMaj(batch, network.shape().stateWidth());
    scores = new FMatrixRMaj(batch, network.shape().outputs());
  }

  /**
   * Writes sentences.
   *
   * @param batch B
   * @param features B rows of I, not modified
   * @param length words of each sentence, 1 or more; it does not stop at the end word
   * @return B x length words, sentence by sentence
   */
  public int[] write(int batch, FMatrixRMaj features, int length) {
    int[] words = new int[batch * length];
    int width = state.numCols;
    System.arraycopy(features.data, 0, x.data, 0, batch * x.numCols);
    for (int t = 0; t < length; t++) {
      boolean first = t == 0;
      network.cortex().forward(ONE, batch, x, first ? null : state);
      int starts = first ? 1 : batch;
      System.arraycopy(
          network.cortex().boundaries().data, starts * width, state.data, 0, batch * width);
      network.readout().forward(batch, network.cortex().outputs(), 0, scores, 0);
      for (int b = 0; b < batch; b++) {
        int word = likeliest(b);
        words[b * length + t] = word;
        embedding.copyWord(word, x, b);
      }
    }
    return words;
  }

  private int likeliest(int row) {
    int from = row * scores.numCols;
    int best = from;
    for (int j = from + 1; j < from + scores.numCols; j++) {
      best = scores.data[j] > scores.data[best] ? j : best;
    }
    return best - from;
  }
}
