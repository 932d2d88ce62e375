package ccrnn.pipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The written bytes, read by what the formats' own pages say. */
class NetworkFormatTest {
  private static final Map<String, String> FACTS =
      Map.of("seed", "3", "about", "naïve \"\uD83E\uDDE0\"");

  private static Parameters parameters() {
    Parameters parameters =
        new Parameters(
            Layout.builder()
                .add("layer.weight", 3, 2)
                .add("layer.bias", 3, 1)
                .add("other.weight", 2, 1)
                .build());
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 0.1f;
    }
    values[4] = Float.NaN;
    return parameters;
  }

  private static TrainedNetwork network() {
    return TrainedNetwork.of(FACTS, List.of(parameters()), Optional.empty());
  }

  private static float[] floats(byte[] bytes, int from, int count) {
    float[] values = new float[count];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(from)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  @Test
  void npzIsAnArchiveOfArrays() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    Map<String, byte[]> data = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(NetworkFormat.NPZ.bytes(network())))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] bytes = zip.readAllBytes();
        assertThat(new String(bytes, 0, 8, StandardCharsets.ISO_8859_1))
            .isEqualTo("\u0093NUMPY\u0001\u0000");
        int length = (bytes[8] & 255) | ((bytes[9] & 255) << 8);
        assertThat((10 + length) % 64).isZero();
        String header = new String(bytes, 10, length, StandardCharsets.US_ASCII);
        assertThat(header).endsWith("\n");
        headers.put(entry.getName(), header.strip());
        data.put(entry.getName(), Arrays.copyOfRange(bytes, 10 + length, bytes.length));
      }
    }
    assertThat(headers.keySet())
        .containsExactly("layer.weight.npy", "layer.bias.npy", "other.weight.npy", "metadata.npy");
    assertThat(headers.get("layer.weight.npy"))
        .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2,), }");
    assertThat(headers.get("layer.bias.npy")).contains("'shape': (3,)");
    assertThat(headers.get("other.weight.npy")).contains("'shape': (2, 1,)");
    float[] values = parameters().values();
    assertThat(floats(data.get("layer.weight.npy"), 0, 6))
        .containsExactly(Arrays.copyOf(values, 6));
    assertThat(floats(data.get("other.weight.npy"), 0, 2))
        .containsExactly(Arrays.copyOfRange(values, 9, 11));

    String text = new String(data.get("metadata.npy"), Charset.forName("UTF-32LE"));
    assertThat(headers.get("metadata.npy"))
        .contains("'<U" + text.codePointCount(0, text.length()) + "'", "'shape': ()");
    JsonNode facts = new ObjectMapper().readTree(text);
    FACTS.forEach((name, value) -> assertThat(facts.get(name).textValue()).isEqualTo(value));
  }

  @Test
  void safetensorsIsAHeaderAndData() throws IOException {
    byte[] bytes = NetworkFormat.SAFETENSORS.bytes(network());

    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(little.getLong(0));
    assertThat(length % 8).isZero();
    JsonNode header =
        new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    assertThat(header.get("__metadata__").get("about").textValue()).isEqualTo(FACTS.get("about"));
    float[] values = parameters().values();
    Map<String, String> shapes = new LinkedHashMap<>();
    int element = 0;
    int end = 0;
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals("__metadata__")) {
        JsonNode tensor = field.getValue();
        assertThat(tensor.get("dtype").textValue()).isEqualTo("F32");
        int begin = tensor.get("data_offsets").get(0).intValue();
        assertThat(begin).isEqualTo(end);
        end = tensor.get("data_offsets").get(1).intValue();
        int count = (end - begin) / 4;
        assertThat(floats(bytes, 8 + length + begin, count))
            .containsExactly(Arrays.copyOfRange(values, element, element + count));
        element += count;
        shapes.put(field.getKey(), tensor.get("shape").toString());
      }
    }
    assertThat(shapes)
        .containsExactly(
            entry("layer.weight", "[3,2]"),
            entry("layer.bias", "[3]"),
            entry("other.weight", "[2,1]"));
    assertThat(8 + length + end).isEqualTo(bytes.length);
  }

  @ParameterizedTest
  @EnumSource(names = {"NPZ", "SAFETENSORS"})
  void equalNetworksMakeEqualBytes(NetworkFormat format) {
    assertThat(format.bytes(network())).isEqualTo(format.bytes(network()));
  }

  @Test
  void aNameIsThereOnce() {
    List<Parameters> twice = List.of(parameters(), parameters());
    assertThatThrownBy(() -> TrainedNetwork.of(FACTS, twice, Optional.empty()))
        .hasMessage("two arrays are named layer.weight");
  }
}
