package ccrnn.pipeline.query;

/** What a column of a {@link QueryResult} holds, the same whichever engine answered. */
public enum ValueType {
  /** A whole number; a {@link Long}, or a {@link java.math.BigInteger} beyond 64 bits. */
  WHOLE,
  /** A number with a fixed count of decimals; a {@link java.math.BigDecimal}. */
  DECIMAL,
  /** A floating-point number, NaN and infinities included; a {@link Double}. */
  DOUBLE,
  /** Text, bytes as hexadecimal digits, or anything that has no better form; a {@link String}. */
  TEXT,
  /**
   * A list, a structure or a map: a {@link java.util.List}, or a {@link java.util.Map} in order of
   * its fields or entries. Within are such lists and maps, numbers as above, {@link Boolean},
   * {@link String} and null.
   */
  NESTED,
  /** True or false; a {@link Boolean}. */
  BOOLEAN,
  /** A day; a {@link java.time.LocalDate}. */
  DATE,
  /** A moment; an {@link java.time.Instant}. */
  TIMESTAMP,
  /** A day and time of no time zone; a {@link java.time.LocalDateTime}. */
  LOCAL_TIMESTAMP
}
