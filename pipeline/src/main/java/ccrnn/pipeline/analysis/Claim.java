package ccrnn.pipeline.analysis;

import java.util.Objects;

/**
 * What a figure is said to show.
 *
 * @param text a sentence
 * @param direction in which the tested difference is expected
 * @param knowledge how sure it is that the paper says so
 */
public record Claim(String text, Direction direction, Knowledge knowledge) {
  /** Checks that nothing is null. */
  public Claim {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(knowledge, "knowledge");
  }

  /** An expected direction of a difference. */
  public enum Direction {
    /** Below 0. */
    LOWER,
    /** Above 0. */
    HIGHER,
    /** Not 0. */
    DIFFERENT,
    /** Nothing that could be read. */
    UNKNOWN
  }

  /** How a claim is known. */
  public enum Knowledge {
    /** Read in a paper or in the published code. */
    KNOWN("read in the paper or its code"),
    /** Deduced from what was read. */
    INFERRED("inferred from what could be read"),
    /** Remembered, not read: a hypothesis. */
    UNVERIFIED("unverified: not read, a hypothesis");

    private final String meaning;

    Knowledge(String meaning) {
      this.meaning = meaning;
    }

    /**
     * @return a phrase
     */
    public String meaning() {
      return meaning;
    }
  }
}
