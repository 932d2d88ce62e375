package ccrnn.model.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sixteen independent chains of vector operations: enough to hide the latency of each. */
final class VectorPeak implements Peak {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 16;

  @Override
  public float run(int rounds) {
    FloatVector factor = FloatVector.broadcast(LANES, 0.999f);
    FloatVector addend = FloatVector.broadcast(LANES, 0.001f);
    FloatVector c0 = FloatVector.broadcast(LANES, 0f);
    FloatVector c1 = FloatVector.broadcast(LANES, 1f);
    FloatVector c2 = FloatVector.broadcast(LANES, 2f);
    FloatVector c3 = FloatVector.broadcast(LANES, 3f);
    FloatVector c4 = FloatVector.broadcast(LANES, 4f);
    FloatVector c5 = FloatVector.broadcast(LANES, 5f);
    FloatVector c6 = FloatVector.broadcast(LANES, 6f);
    FloatVector c7 = FloatVector.broadcast(LANES, 7f);
    FloatVector c8 = FloatVector.broadcast(LANES, 8f);
    FloatVector c9 = FloatVector.broadcast(LANES, 9f);
    FloatVector c10 = FloatVector.broadcast(LANES, 10f);
    FloatVector c11 = FloatVector.broadcast(LANES, 11f);
    FloatVector c12 = FloatVector.broadcast(LANES, 12f);
    FloatVector c13 = FloatVector.broadcast(LANES, 13f);
    FloatVector c14 = FloatVector.broadcast(LANES, 14f);
    FloatVector c15 = FloatVector.broadcast(LANES, 15f);
    for (int round = 0; round < rounds; round++) {
      c0 = c0.fma(factor, addend);
      c1 = c1.fma(factor, addend);
      c2 = c2.fma(factor, addend);
      c3 = c3.fma(factor, addend);
      c4 = c4.fma(factor, addend);
      c5 = c5.fma(factor, addend);
      c6 = c6.fma(factor, addend);
      c7 = c7.fma(factor, addend);
      c8 = c8.fma(factor, addend);
      c9 = c9.fma(factor, addend);
      c10 = c10.fma(factor, addend);
      c11 = c11.fma(factor, addend);
      c12 = c12.fma(factor, addend);
      c13 = c13.fma(factor, addend);
      c14 = c14.fma(factor, addend);
      c15 = c15.fma(factor, addend);
    }
    FloatVector sum =
        c0.add(c1)
            .add(c2)
            .add(c3)
            .add(c4)
            .add(c5)
            .add(c6)
            .add(c7)
            .add(c8)
            .add(c9)
            .add(c10)
            .add(c11)
            .add(c12)
            .add(c13)
            .add(c14)
            .add(c15);
    return sum.lane(0);
  }

  @Override
  public int operationsPerRound() {
    return 2 * CHAINS * LANES.length();
  }
}
