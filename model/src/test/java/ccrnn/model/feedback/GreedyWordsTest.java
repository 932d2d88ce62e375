package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.cortex.Truncations;
import ccrnn.model.task.Batch;
import ccrnn.model.task.TinySentences;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GreedyWordsTest {
  private static final int BATCH = 5;
  private static final TinySentences TASK = new TinySentences(BATCH, 3);
  private static final int LENGTH = TinySentences.LONGEST;

  private static Network network(CortexKind cortex) {
    Network network =
        SmallNetworks.speaking(
            SmallNetworks.shape(cortex, TASK, 8, Optional.empty()),
            new Truncations(LENGTH, 2),
            BATCH);
    // Far enough from zero for sentences to differ, and no word preferred by its bias.
    var random = new SplittableRandom(1);
    for (int i = 0; i < network.parameters().values().length; i++) {
      network.parameters().values()[i] = (float) (4 * random.nextDouble() - 2);
    }
    network.parameters().replaceValues("readout.bias", new float[TinySentences.WORDS]);
    network.pack();
    return network;
  }

  private static Batch features() {
    Batch batch = new Batch(BATCH, TASK);
    TASK.training(1, LENGTH - TinySentences.SHORTEST, batch);
    return batch;
  }

  @ParameterizedTest
  @EnumSource
  void everyWordIsTheLikeliestAfterThoseBefore(CortexKind cortex) {
    Network network = network(cortex);
    Batch batch = features();
    int[] words = new GreedyWords(network, BATCH).write(BATCH, batch.input(), LENGTH);

    // The same with the teacher's words replaced by the network's own, one after the other.
    FMatrixRMaj output = new FMatrixRMaj(LENGTH * BATCH, TinySentences.WORDS);
    TreeSet<Integer> different = new TreeSet<>();
    for (int t = 0; t < LENGTH; t++) {
      network.predict(batch, output);
      for (int b = 0; b < BATCH; b++) {
        int best = 0;
        for (int j = 1; j < TinySentences.WORDS; j++) {
          int row = t * BATCH + b;
          best = output.get(row, j) > output.get(row, best) ? j : best;
        }
        assertThat(words[b * LENGTH + t]).isEqualTo(best);
        batch.classes()[t * BATCH + b] = best;
        different.add(best);
      }
    }
    assertThat(different).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @EnumSource
  void aSentenceDependsOnItsFeaturesAlone(CortexKind cortex) {
    Network network = network(cortex);
    Batch batch = features();
    GreedyWords greedy = new GreedyWords(network, BATCH);
    int[] words = greedy.write(BATCH, batch.input(), LENGTH);
    assertThat(greedy.write(BATCH, batch.input(), LENGTH)).isEqualTo(words);
    int[] longer = greedy.write(2, batch.input(), 2 * LENGTH);
    for (int b = 0; b < 2; b++) {
      assertThat(Arrays.copyOfRange(longer, b * 2 * LENGTH, b * 2 * LENGTH + LENGTH))
          .isEqualTo(Arrays.copyOfRange(words, b * LENGTH, (b + 1) * LENGTH));
    }
  }
}
