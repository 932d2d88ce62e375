package ccrnn.pipeline.export;

import ccrnn.pipeline.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * ONNX, with a graph that runs: {@code inputs} (steps x sequences x I) in; {@code predictions}
 * (steps x sequences x O), the last {@code state} (sequences x D) and, where there is a cerebellum
 * without context, {@code feedback} (sequences x D), its prediction for that state, out. Numbers of
 * fields are those of onnx.proto, of messages that have not changed since IR version 7; the
 * operators are those of opset 13.
 */
final class OnnxFile {
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int INT_ATTRIBUTE = 2;

  /** Where each of ONNX's gates i, o, f, c lies among ours: i, f, g, o. */
  private static final int[] LSTM_GATES = {0, 3, 1, 2};

  private static final int[] NO_GATES = {0};

  private final Protobuf graph = new Protobuf();
  private final Map<String, Tensor> tensors = new TreeMap<>();
  private final Recurrence recurrence;

  private OnnxFile(TrainedNetwork network) {
    network.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    recurrence =
        network
            .recurrence()
            .orElseThrow(
                () ->
                    new UserError(
                        "ONNX files hold a cortex that reads numbers, with its readout and"
                            + " cerebellum; other networks go into npz or safetensors"));
  }

  static byte[] bytes(TrainedNetwork network) {
    OnnxFile file = new OnnxFile(network);
    file.build();
    Protobuf model =
        new Protobuf()
            .number(1, IR_VERSION)
            .text(2, "ccRNN Sweep")
            .message(7, file.graph)
            .message(8, new Protobuf().text(1, "").number(2, OPSET));
    network
        .facts()
        .forEach((key, value) -> model.message(14, new Protobuf().text(1, key).text(2, value)));
    return model.toBytes();
  }

  private void build() {
    int units = tensor("cortex.weight_hh").shape().get(1);
    int inputs = tensor("cortex.weight_ih").shape().get(1);
    Tensor readout = tensor("readout.weight");
    graph.text(2, "network");
    integers("first", 0);
    integers("second", 1);

    int[] gates = recurrence == Recurrence.LSTM ? LSTM_GATES : NO_GATES;
    int rows = gates.length * units;
    floats("cortex.W", reordered("cortex.weight_ih", gates), 1, rows, inputs);
    floats("cortex.R", reordered("cortex.weight_hh", gates), 1, rows, units);
    ByteBuffer biases = ByteBuffer.allocate(2 * rows * Float.BYTES);
    biases.put(reordered("cortex.bias_ih", gates)).put(reordered("cortex.bias_hh", gates));
    floats("cortex.B", biases.array(), 1, 2 * rows);
    List<String> into = List.of("inputs", "cortex.W", "cortex.R", "cortex.B");
    Protobuf hidden = attribute("hidden_size", units);
    String state = "h";
    int width = units;
    if (recurrence == Recurrence.LSTM) {
      node("LSTM", into, List.of("outputs", "h", "c"), hidden);
      node("Concat", List.of("h", "c"), List.of("hc"), attribute("axis", 2));
      state = "hc";
      width = 2 * units;
    } else {
      node("RNN", into, List.of("outputs", "h"), hidden);
    }
    // ONNX has a dimension for the directions in which the steps are taken.
    node("Squeeze", List.of("outputs", "second"), List.of("cortex"));
    node("Squeeze", List.of(state, "first"), List.of("state"));

    same(readout);
    same(tensor("readout.bias"));
    node("Transpose", List.of("readout.weight"), List.of("readout.transposed"));
    node("MatMul", List.of("cortex", "readout.transposed"), List.of("readout"));
    node("Add", List.of("readout", "readout.bias"), List.of("predictions"));

    value(11, "inputs", "steps", "sequences", inputs);
    value(12, "predictions", "steps", "sequences", readout.shape().get(0));
    value(12, "state", "sequences", width);
    if (tensors.containsKey("cerebellum.input.weight")
        && !tensors.containsKey("cerebellum.context.weight")) {
      cerebellum();
      value(12, "feedback", "sequences", width);
    }
  }

  private void cerebellum() {
    List<String> layers = new ArrayList<>(List.of("cerebellum.input"));
    while (tensors.containsKey(hidden(layers.size() - 1) + ".weight")) {
      layers.add(hidden(layers.size() - 1));
    }
    String below = "state";
    for (int i = 0; i < layers.size(); i++) {
      String layer = layers.get(i);
      boolean last = i == layers.size() - 1;
      same(tensor(layer + ".weight"));
      same(tensor(layer + ".bias"));
      node(
          "Gemm",
          List.of(below, layer + ".weight", layer + ".bias"),
          List.of(last ? "feedback" : layer),
          attribute("transB", 1));
      if (!last) {
        node("Relu", List.of(layer), List.of(layer + ".activity"));
      }
      below = layer + ".activity";
    }
  }

  private static String hidden(int layer) {
    return "cerebellum.hidden." + layer;
  }

  private Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("a network with a cortex lacks " + name);
    }
    return tensor;
  }

  /** The bytes of an array whose blocks of rows come in another order. */
  private byte[] reordered(String name, int[] gates) {
    byte[] from = tensor(name).bytes();
    ByteBuffer into = ByteBuffer.allocate(from.length);
    int length = from.length / gates.length;
    for (int gate : gates) {
      into.put(from, gate * length, length);
    }
    return into.array();
  }

  private void node(String operator, List<String> in, List<String> out, Protobuf... attributes) {
    Protobuf node = new Protobuf();
    in.forEach(name -> node.text(1, name));
    out.forEach(name -> node.text(2, name));
    node.text(3, out.get(0)).text(4, operator);
    for (Protobuf attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
  }

  private static Protobuf attribute(String name, long value) {
    return new Protobuf().text(1, name).number(3, value).number(20, INT_ATTRIBUTE);
  }

  private void same(Tensor tensor) {
    int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
    floats(tensor.name(), tensor.bytes(), shape);
  }

  private void floats(String name, byte[] data, int... shape) {
    initializer(name, FLOAT, data, shape);
  }

  private void integers(String name, long value) {
    byte[] data =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    initializer(name, INT64, data, 1);
  }

  private void initializer(String name, int type, byte[] data, int... shape) {
    Protobuf tensor = new Protobuf();
    for (int size : shape) {
      tensor.number(1, size);
    }
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, data));
  }

  /** An input or output of floats; sizes are numbers, or names where any size will do. */
  private void value(int field, String name, Object... sizes) {
    Protobuf shape = new Protobuf();
    for (Object size : sizes) {
      shape.message(
          1,
          size instanceof Integer number
              ? new Protobuf().number(1, number)
              : new Protobuf().text(2, size.toString()));
    }
    Protobuf type = new Protobuf().number(1, FLOAT).message(2, shape);
    graph.message(field, new Protobuf().text(1, name).message(2, new Protobuf().message(1, type)));
  }
}
