package ccrnn.pipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.task.Batch;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ONNX Runtime computes what we do. */
class OnnxFileTest {
  private static final double CLOSE = 1e-5;
  private static final int SIZE = 6;

  private static Trial trial(Map<Setting, Object> more) {
    Map<Setting, Object> settings = new HashMap<>(more);
    settings.put(CortexRows.CORTEX_UNITS, 7L);
    settings.put(CommonRows.BATCH_SIZE, (long) SIZE);
    return Trial.of(settings);
  }

  private static RecurrentTrainee trainee(Trial trial) {
    return (RecurrentTrainee)
        Families.of(trial).trainee(trial, DataLocation.EMBEDDED, Kernel.PLAIN);
  }

  private static byte[] bytes(Trial trial, RecurrentTrainee trainee) {
    return NetworkFormat.ONNX.bytes(
        TrainedNetwork.of(
            Map.of("trial_id", trial.id()),
            trainee.parameters(),
            Families.of(trial).recurrence(trial)));
  }

  @ParameterizedTest
  @CsvSource({
    "crnn, lstm, 0",
    "crnn, tanh, 0",
    "ccrnn, lstm, 0",
    "ccrnn, lstm, 2",
    "ccrnn, tanh, 1"
  })
  void predictsWhatWeDo(String network, String cortex, long layers) throws OrtException {
    Map<Setting, Object> settings = new HashMap<>();
    settings.put(CommonRows.NETWORK, network);
    settings.put(CortexRows.CORTEX, cortex);
    boolean cerebellum = network.equals("ccrnn");
    if (cerebellum) {
      settings.put(CerebellumRows.CEREBELLUM_UNITS, 9L);
      settings.put(CerebellumRows.CEREBELLUM_LAYERS, layers);
      settings.put(CerebellumRows.CEREBELLUM_OUTPUT, "random");
    }
    Trial trial = trial(settings);
    RecurrentTrainee trainee = trainee(trial);
    Batch batch = new Batch(SIZE, trainee.task(), Batch.Copies.APART);
    trainee.task().training(1, 0, batch);
    FMatrixRMaj expected = new FMatrixRMaj(batch.steps() * SIZE, trainee.task().outputs());
    trainee.network().predict(batch, expected);
    FMatrixRMaj boundaries = trainee.network().cortex().boundaries();
    int width = boundaries.numCols;
    int row = 1 + (trainee.network().truncations().count() - 1) * SIZE;
    FMatrixRMaj states = new FMatrixRMaj(SIZE, width);
    System.arraycopy(boundaries.data, row * width, states.data, 0, SIZE * width);

    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[] inputs = Arrays.copyOf(batch.input().data, batch.steps() * SIZE);
    try (OrtSession session = environment.createSession(bytes(trial, trainee));
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(inputs),
                new long[] {batch.steps(), SIZE, trainee.task().inputs()});
        OrtSession.Result result = session.run(Map.of("inputs", tensor))) {
      assertThat(session.getMetadata().getCustomMetadata()).containsEntry("trial_id", trial.id());
      requireClose(result, "predictions", expected);
      requireClose(result, "state", states);
      assertThat(result.get("feedback").isPresent()).isEqualTo(cerebellum);
      if (cerebellum) {
        requireClose(
            result, "feedback", trainee.network().cerebellum().orElseThrow().forward(SIZE, states));
      }
    }
  }

  private static void requireClose(OrtSession.Result result, String name, FMatrixRMaj expected) {
    float[] found = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer().array();
    double most = 0;
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).as(name).isCloseTo(expected.data[i], within(CLOSE));
      most = Math.max(most, Math.abs(found[i]));
    }
    assertThat(most).as(name).isGreaterThan(1e-2);
  }

  @Test
  void whatItCannotExpressIsOneLine() {
    TrainedNetwork other = new TrainedNetwork(Map.of(), List.of(), Optional.empty());
    assertThatThrownBy(() -> NetworkFormat.ONNX.bytes(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("other networks go into npz or safetensors");
    Trial layers = Trial.of(Map.of(CommonRows.NETWORK, "feedforward", CommonRows.TASK, "reaching"));
    assertThat(Families.of(layers).recurrence(layers)).isEmpty();
    Trial words = Trial.of(Map.of(CommonRows.TASK, "captions", CommonRows.NETWORK, "crnn"));
    assertThat(Families.of(words).recurrence(words)).isEmpty();
  }
}
