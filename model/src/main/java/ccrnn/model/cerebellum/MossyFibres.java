package ccrnn.model.cerebellum;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;

/**
 * Which inputs reach which granule cell (as published in the code, {@code nfibres}; about 4 per
 * granule cell in sparse CC-DNI, Pemberton et al., ICLR 2021 submission). Weights of absent fibres
 * are zero from the start and their gradients are zeroed, so Adam leaves them at zero.
 */
public final class MossyFibres {
  private final boolean[] present;

  private MossyFibres(boolean[] present) {
    this.present = present;
  }

  /**
   * Draws, for each granule cell, k of its inputs without replacement.
   *
   * @param cells granule cells of the first layer, G
   * @param inputs width of the cortical state, D
   * @param fibresPerCell k, 1 .. D
   * @param streams of the trial's seed
   * @return the mask, G x D
   * @throws IllegalArgumentException if k is outside 1 .. D
   */
  public static MossyFibres draw(int cells, int inputs, int fibresPerCell, Streams streams) {
    if (fibresPerCell < 1 || fibresPerCell > inputs) {
      throw new IllegalArgumentException(fibresPerCell + " fibres of " + inputs + " inputs");
    }
    boolean[] present = new boolean[cells * inputs];
    int[] order = new int[inputs];
    for (int cell = 0; cell < cells; cell++) {
      Stream stream = streams.stream(Purpose.MOSSY_FIBRES, cell);
      for (int i = 0; i < inputs; i++) {
        order[i] = i;
      }
      for (int i = 0; i < fibresPerCell; i++) {
        int chosen = i + stream.nextInt(inputs - i);
        int input = order[chosen];
        order[chosen] = order[i];
        order[i] = input;
        present[cell * inputs + input] = true;
      }
    }
    return new MossyFibres(present);
  }

  /**
   * Takes a given mask.
   *
   * @param mask G x D row-major, not 0 where a fibre exists, not modified
   * @return the mask
   */
  public static MossyFibres of(float[] mask) {
    boolean[] present = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      present[i] = mask[i] != 0;
    }
    return new MossyFibres(present);
  }

  /**
   * Zeroes the elements of absent fibres.
   *
   * @param values weights or gradients, modified
   * @param at index of the first of G x D elements
   */
  void apply(float[] values, int at) {
    for (int i = 0; i < present.length; i++) {
      if (!present[i]) {
        values[at + i] = 0f;
      }
    }
  }
}
