package ccrnn.pipeline.reference;

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
 * tensors.f64} with parameters, batches, gradients and predictions as little-endian 64-bit floats,
 * which are read when the first of them is asked for. For one thread.
 */
public final class ReferenceCase {
  private static final String SETTINGS = "case.json";
  private static final String TENSORS = "tensors.f64";

  private final Path folder;
  private final JsonNode settings;
  private Map<String, Tensor> tensors; // read when first asked for

  private ReferenceCase(Path folder, JsonNode settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /**
   * An array of numbers.
   *
   * @param shape its dimensions
   * @param values row-major; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps it
  public record Tensor(List<Integer> shape, double[] values) {
    /**
     * The numbers in 32 bits.
     *
     * @return row-major, the caller's own
     */
    public float[] toFloats() {
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
  public static List<Path> find(Path folder) {
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
   * Reads the settings of a case.
   *
   * @param folder holds {@code case.json} and {@code tensors.f64}
   * @return the case
   * @throws UserError if the settings are missing or damaged
   */
  public static ReferenceCase read(Path folder) {
    return new ReferenceCase(folder, settings(folder));
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

  private Map<String, Tensor> tensors() {
    if (tensors == null) {
      try {
        ByteBuffer bytes =
            ByteBuffer.wrap(Files.readAllBytes(folder.resolve(TENSORS)))
                .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> read = new TreeMap<>();
        settings
            .path("tensors")
            .properties()
            .forEach(entry -> read.put(entry.getKey(), tensor(folder, entry, bytes)));
        tensors = read;
      } catch (IOException e) {
        throw new UserError("cannot read reference case " + folder + ": " + e, e);
      }
    }
    return tensors;
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

  /**
   * Tells what the case is called.
   *
   * @return the name of its folder
   */
  public String name() {
    return folder.getFileName().toString();
  }

  /**
   * Tells which published model the case is of.
   *
   * @return what its settings call {@code model}; empty where they name none
   */
  public String model() {
    return settings.path("model").asText("");
  }

  /**
   * A word of its settings.
   *
   * @param key in {@code case.json}
   * @return its value
   * @throws UserError if it is absent or null
   */
  public String word(String key) {
    return required(key).asText();
  }

  /**
   * A whole number of its settings.
   *
   * @param key in {@code case.json}
   * @return its value
   * @throws UserError if it is absent or null
   */
  public int integer(String key) {
    return required(key).asInt();
  }

  /**
   * A number of its settings.
   *
   * @param key in {@code case.json}
   * @return its value
   * @throws UserError if it is absent or null
   */
  public double number(String key) {
    return required(key).asDouble();
  }

  /**
   * A whole number that may be missing.
   *
   * @param key in {@code case.json}
   * @return its value, or nothing where it is absent or null
   */
  public Optional<Integer> find(String key) {
    JsonNode node = settings.path(key);
    return node.isNumber() ? Optional.of(node.asInt()) : Optional.empty();
  }

  /**
   * A truth that may be missing.
   *
   * @param key in {@code case.json}
   * @return its value; false where it is absent
   */
  public boolean flag(String key) {
    return settings.path(key).asBoolean(false);
  }

  /**
   * Several numbers.
   *
   * @param key in {@code case.json}: a number, or those of a list, of lists in a list, or of the
   *     fields of an object
   * @return in their order, the caller's own
   * @throws UserError if the key is absent or null
   */
  public double[] numbers(String key) {
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

  /**
   * Tells whether something was recorded.
   *
   * @param tensor its name
   * @return whether the case has it
   * @throws UserError if the tensors cannot be read
   */
  public boolean has(String tensor) {
    return tensors().containsKey(tensor);
  }

  /**
   * What was recorded.
   *
   * @param tensor its name
   * @return the numbers
   * @throws UserError if there is none of that name, or they cannot be read
   */
  public Tensor tensor(String tensor) {
    Tensor found = tensors().get(tensor);
    if (found == null) {
      throw new UserError("reference case " + name() + " has no tensor " + tensor);
    }
    return found;
  }

  /**
   * Where a setting is not known to whoever repeats the case.
   *
   * @param key in {@code case.json}
   * @return to be thrown
   */
  public UserError unknown(String key) {
    return new UserError("reference case " + name() + ": unknown " + key + " " + word(key));
  }

  private JsonNode required(String key) {
    JsonNode node = settings.path(key);
    if (node.isMissingNode() || node.isNull()) {
      throw new UserError("reference case " + name() + " has no " + key + " in " + SETTINGS);
    }
    return node;
  }
}
