package ccrnn.pipeline.query;

/** What a column of a {@link QueryResult} holds, the same whichever engine answered. */
public enum ValueType {
  /** A whole number; a {@link Long}, or a {@link java.math.BigInteger} beyond 64 bits. */
  WHOLE,
  /** A number with a fixed count of decimals; a {@link java.math.BigDecimal}. */
  DECIMAL,
  /** A floating-point number, NaN and infinities included; a {@link Double}. */
  DOUBLE,
  /** Text, or anything that has no better form; a {@link String}. */
  TEXT,
  /** True or false; a {@link Boolean}. */
  BOOLEAN,
  /** A day; a {@link java.time.LocalDate}. */
  DATE,
  /** A moment; an {@link java.time.Instant}. */
  TIMESTAMP,
  /** A day and time of no time zone; a {@link java.time.LocalDateTime}. */
  LOCAL_TIMESTAMP
}
