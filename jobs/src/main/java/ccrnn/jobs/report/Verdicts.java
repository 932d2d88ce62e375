package ccrnn.jobs.report;

import ccrnn.pipeline.analysis.Verdict;
import java.util.Locale;

/** Verdicts for readers: never by colour alone. */
final class Verdicts {
  private Verdicts() {}

  static String words(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTS -> "✓ Supports.";
      case CONTRADICTS -> "✗ Contradicts.";
      case UNDECIDED -> "? Undecided.";
      case NO_CLAIM -> "– No claim.";
      case NOT_RUN -> "○ Not run.";
    };
  }

  /** A word for the style sheet. */
  static String style(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
