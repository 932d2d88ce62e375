package ccrnn.pipeline.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The parts of {@link ValueType#NESTED} values, the same whichever engine they come from. */
final class NestedValues {
  private NestedValues() {}

  /**
   * The elements of a list, in order.
   *
   * @param unpacking takes an element apart as its engine has it; ends with {@link #leaf}
   */
  static List<Object> list(Iterable<?> values, UnaryOperator<Object> unpacking) {
    List<Object> list = new ArrayList<>();
    values.forEach(value -> list.add(unpacking.apply(value)));
    return Collections.unmodifiableList(list);
  }

  /**
   * The fields of a structure or the entries of a map, in order.
   *
   * @param unpacking as for {@link #list}
   */
  static Map<String, Object> map(Map<?, ?> values, UnaryOperator<Object> unpacking) {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> map.put(String.valueOf(unpacking.apply(key)), unpacking.apply(value)));
    return Collections.unmodifiableMap(map);
  }

  /** A number, truth or text. */
  static Object leaf(Object value) {
    if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Number number) {
      return whole(number);
    }
    if (value instanceof OffsetDateTime moment) {
      return moment.toInstant().toString();
    }
    return value instanceof byte[] bytes ? text(bytes) : value.toString();
  }

  /** A whole number in 64 bits where they are enough. */
  static Number whole(Number value) {
    if (value instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
    }
    return value.longValue();
  }

  /** Two hexadecimal digits a byte. */
  static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
