package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cerebellum.SilencedOutputs;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.OptimizerKind;
import ccrnn.model.parameter.Block;
import ccrnn.model.random.Streams;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** A cerebellum of which some Purkinje outputs are silenced. */
class PartialLesionTest {
  private static final long SEED = 9;
  private static final LearningSettings LEARNING = SmallNetworks.learning(2, 2);
  private static final NetworkShape CCRNN = SmallNetworks.ccrnn(CortexKind.LSTM, 7, 12, 1);

  private static Lesion partial(int epoch) {
    return new Lesion(Lesion.Kind.CEREBELLUM, epoch, 0.4);
  }

  private static List<EpochRecord> train(Trainer<RecurrentTrainee> trainer, int epochs) {
    List<EpochRecord> records = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      records.add(trainer.trainEpoch());
    }
    return records;
  }

  private static Trainer<RecurrentTrainee> trainer(Lesion lesion) {
    return SmallNetworks.trainer(CCRNN, LEARNING, lesion, SEED);
  }

  private static SilencedOutputs silenced(NetworkShape shape) {
    return SilencedOutputs.draw(shape.stateWidth(), 0.4, new Streams(SEED));
  }

  private static float[] predicted(Network network) {
    FMatrixRMaj state = new FMatrixRMaj(1, network.shape().stateWidth());
    Arrays.fill(state.data, 0.3f);
    if (network.cerebellum().orElseThrow().hasContext()) {
      network.cerebellum().orElseThrow().context(1, 1, new int[] {2});
    }
    return Arrays.copyOf(
        network.cerebellum().orElseThrow().forward(1, state).data, state.data.length);
  }

  @Test
  void epochsBeforeTheOnsetAreUntouched() {
    List<EpochRecord> intact = train(trainer(Lesion.NONE), 5);
    List<EpochRecord> lesioned = train(trainer(partial(4)), 5);
    assertThat(lesioned.subList(0, 3)).isEqualTo(intact.subList(0, 3));
    assertThat(lesioned.get(3)).isNotEqualTo(intact.get(3));
    List<EpochRecord> total = train(trainer(new Lesion(Lesion.Kind.CEREBELLUM, 4)), 5);
    assertThat(lesioned.get(3)).isNotEqualTo(total.get(3));
  }

  @Test
  void theWholeFractionIsATotalLesion() {
    assertThat(new Lesion(Lesion.Kind.CEREBELLUM, 3, 1))
        .isEqualTo(new Lesion(Lesion.Kind.CEREBELLUM, 3));
    assertThat(new Lesion(Lesion.Kind.CEREBELLUM, 3, 1).functionIn(3))
        .isEqualTo(CerebellumFunction.SILENT);
    assertThat(partial(3).functionIn(2)).isEqualTo(CerebellumFunction.INTACT);
    assertThat(partial(3).functionIn(3)).isEqualTo(CerebellumFunction.PARTIAL);
  }

  @Test
  void onlyACerebellumHasFractions() {
    assertThatThrownBy(() -> new Lesion(Lesion.Kind.INFERIOR_OLIVE, 3, 0.5))
        .hasMessage("lesion INFERIOR_OLIVE of the fraction 0.5");
    for (double fraction : new double[] {0, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> new Lesion(Lesion.Kind.CEREBELLUM, 3, fraction))
          .hasMessage("lesion CEREBELLUM of the fraction " + fraction);
    }
  }

  @Test
  void silencedOutputsPredictNothingAndLearnNothingWhileOthersGoOn() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      for (int layers = 0; layers <= 2; layers++) {
        NetworkShape shape = SmallNetworks.ccrnn(CortexKind.TANH, 7, 12, layers);
        check(shape, SmallNetworks.task(SEED, 0.1), kind);
      }
    }
    Task classes = new TinyClasses(SmallNetworks.BATCH, SEED);
    var context = new CerebellumShape(12, 0, OptionalInt.empty(), CerebellumShape.Context.TARGET);
    check(
        SmallNetworks.shape(CortexKind.LSTM, classes, 7, Optional.of(context)),
        classes,
        OptimizerKind.ADAM);
  }

  private static void check(NetworkShape shape, Task task, OptimizerKind kind) {
    LearningSettings learning =
        new LearningSettings(LEARNING.feedback(), kind.published(0.02, 1e-3), LEARNING.clip());
    TrialSettings settings =
        new TrialSettings(shape, learning, partial(3), SmallNetworks.BATCH, SEED);
    Trainer<RecurrentTrainee> trainer =
        SmallNetworks.trainer(settings, task, Kernel.PLAIN, () -> false);
    train(trainer, 2);
    Network network = trainer.trainee().network();
    float[] before = network.parameters().values().clone();
    train(trainer, 2);
    float[] after = network.parameters().values();

    float[] predicted = predicted(network);
    int silent = 0;
    for (int j = 0; j < predicted.length; j++) {
      boolean isSilent = predicted[j] == 0;
      silent += isSilent ? 1 : 0;
      for (Block block : network.parameters().layout().blocks()) {
        if (madeByOutputLayer(block, shape)) {
          int from = block.offset() + j * block.columns();
          float[] rowBefore = Arrays.copyOfRange(before, from, from + block.columns());
          float[] rowAfter = Arrays.copyOfRange(after, from, from + block.columns());
          if (isSilent) {
            assertThat(rowAfter).as("%s %s[%d]", kind, block.name(), j).isEqualTo(rowBefore);
          } else {
            assertThat(rowAfter).as("%s %s[%d]", kind, block.name(), j).isNotEqualTo(rowBefore);
          }
        }
      }
    }
    assertThat(silent).isEqualTo(silenced(shape).count());
  }

  private static boolean madeByOutputLayer(Block block, NetworkShape shape) {
    int layers = shape.cerebellum().orElseThrow().hiddenLayers();
    String layer = layers == 0 ? "cerebellum.input" : "cerebellum.hidden." + (layers - 1);
    return block.name().startsWith(layer)
        || (layers == 0 && block.name().startsWith("cerebellum.context"));
  }

  @Test
  void aSnapshotAfterTheOnsetGoesOnBitForBit() {
    Trainer<RecurrentTrainee> straight = trainer(partial(2));
    train(straight, 3);
    Trainer<RecurrentTrainee> second = trainer(partial(2));
    second.restore(straight.state());
    assertThat(train(second, 2)).isEqualTo(train(straight, 2));
    assertThat(second.state().toBytes()).isEqualTo(straight.state().toBytes());
  }
}
