package ccrnn.model;

import java.util.OptionalInt;

/**
 * Size of a cerebellum.
 *
 * @param units G, granule cells in each hidden layer, 1 or more
 * @param hiddenLayers L, 0 or more
 * @param fibres mossy-fibre inputs of each granule cell, 1 .. D; empty for all
 */
public record CerebellumShape(int units, int hiddenLayers, OptionalInt fibres) {
  /** Checks the numbers. */
  public CerebellumShape {
    if (units < 1 || hiddenLayers < 0 || fibres.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "cerebellum of " + hiddenLayers + " layers of " + units + ", fibres " + fibres);
    }
  }
}
