package ccrnn.jobs.parity;

import ccrnn.pipeline.UserError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One recorded training run: {@code case.json} with the settings and what was reported, {@code
 * tensors.f64} with parameters, batches, gradients and predictions as little-endian 64-bit floats.
 */
final class ReferenceCase {
  private static final String SETTINGS = "case.json";
  private static final String TENSORS = "tensors.f64";

  private final String name;
  private final JsonNode settings;
  private final Map<String, Tensor> tensors;

  private ReferenceCase(String name, JsonNode settings, Map<String, Tensor> tensors) {
    this.name = name;
    this.settings = settings;
    this.tensors = tensors;
  }

  /**
   * An array of numbers.
   *
   * @param shape its dimensions
   * @param values row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps it
  record Tensor(List<Integer> shape, double[] values) {
    float[] toFloats() {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }

  /**
   * Finds the cases in a folder.
   *
   * @param folder a case itself, or a folder of cases
   * @return the folders that hold a {@code case.json}, by name
   * @throws UserError if there is none
   */
  static List<Path> find(Path folder) {
    if (Files.isRegularFile(folder.resolve(SETTINGS))) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + " is not a folder of reference cases");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      List<Path> cases =
          inside.filter(path -> Files.isRegularFile(path.resolve(SETTINGS))).sorted().toList();
      if (cases.isEmpty()) {
        throw new UserError(
            folder + " holds no reference case: no " + SETTINGS + " in it or one folder below");
      }
      return cases;
    } catch (IOException e) {
      throw new UserError("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * Looks at the settings of a case alone.
   *
   * @param folder holds {@code case.json}
   * @return the published model that it is of; empty where it names none
   * @throws UserError if the settings are missing or damaged
   */
  static String model(Path folder) {
    return settings(folder).path("model").asText("");
  }

  private static JsonNode settings(Path folder) {
    try {
      return new ObjectMapper().readTree(folder.resolve(SETTINGS).toFile());
    } catch (JsonProcessingException e) {
      throw new UserError(folder.resolve(SETTINGS) + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UserError("cannot read reference case " + folder + ": " + e, e);
    }
  }

  /**
   * Reads a case.
   *
   * @param folder holds {@code case.json} and {@code tensors.f64}
   * @return the case
   * @throws UserError if a file is missing, damaged or too short
   */
  static ReferenceCase read(Path folder) {
    JsonNode settings = settings(folder);
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve(TENSORS)))
              .order(ByteOrder.LITTLE_ENDIAN);
      Map<String, Tensor> tensors = new TreeMap<>();
      settings
          .path("tensors")
          .properties()
          .forEach(entry -> tensors.put(entry.getKey(), tensor(folder, entry, bytes)));
      return new ReferenceCase(folder.getFileName().toString(), settings, tensors);
    } catch (IOException e) {
      throw new UserError("cannot read reference case " + folder + ": " + e, e);
    }
  }

  private static Tensor tensor(Path folder, Map.Entry<String, JsonNode> entry, ByteBuffer bytes) {
    List<Integer> shape = new ArrayList<>();
    long length = 1;
    for (JsonNode size : entry.getValue().path("shape")) {
      shape.add(size.asInt());
      length *= size.asInt();
    }
    long offset = entry.getValue().path("offset").asLong(-1);
    if (offset < 0 || length < 0 || offset + 8 * length > bytes.capacity()) {
      throw new UserError(
          folder.resolve(TENSORS)
              + " is too short for tensor "
              + entry.getKey()
              + " at byte "
              + offset);
    }
    double[] values = new double[(int) length];
    bytes
        .slice((int) offset, 8 * (int) length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(values);
    return new Tensor(List.copyOf(shape), values);
  }

  String name() {
    return name;
  }

  String word(String key) {
    return required(key).asText();
  }

  int integer(String key) {
    return required(key).asInt();
  }

  double number(String key) {
    return required(key).asDouble();
  }

  /** A whole number, or nothing where the key is absent or null. */
  Optional<Integer> find(String key) {
    JsonNode node = settings.path(key);
    return node.isNumber() ? Optional.of(node.asInt()) : Optional.empty();
  }

  boolean flag(String key) {
    return settings.path(key).asBoolean(false);
  }

  /** A number, or those of a list, of lists in a list, or of the fields of an object. */
  double[] numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    collect(required(key), numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isContainerNode()) {
      node.forEach(inner -> collect(inner, numbers));
    } else {
      numbers.add(node.asDouble());
    }
  }

  boolean has(String tensor) {
    return tensors.containsKey(tensor);
  }

  Tensor tensor(String tensor) {
    Tensor found = tensors.get(tensor);
    if (found == null) {
      throw new UserError("reference case " + name + " has no tensor " + tensor);
    }
    return found;
  }

  private JsonNode required(String key) {
    JsonNode node = settings.path(key);
    if (node.isMissingNode() || node.isNull()) {
      throw new UserError("reference case " + name + " has no " + key + " in " + SETTINGS);
    }
    return node;
  }
}
