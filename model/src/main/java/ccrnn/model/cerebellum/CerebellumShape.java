package ccrnn.model.cerebellum;

import java.util.OptionalInt;

/**
 * Size and inputs of a cerebellum.
 *
 * @param units G, granule cells in each hidden layer, 1 or more
 * @param hiddenLayers L, 0 or more
 * @param fibres mossy-fibre inputs of each granule cell, 1 .. D; empty for all
 * @param context what it is told beside the cortical state
 */
public record CerebellumShape(int units, int hiddenLayers, OptionalInt fibres, Context context) {

  /** What the cerebellum is told beside the cortical state. */
  public enum Context {
    /** Nothing. */
    NONE,
    /** The right class, one-hot (cDNI, as published in the code). */
    TARGET
  }

  /** Checks the numbers. */
  public CerebellumShape {
    if (units < 1 || hiddenLayers < 0 || fibres.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "cerebellum of " + hiddenLayers + " layers of " + units + ", fibres " + fibres);
    }
  }
}
