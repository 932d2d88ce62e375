package ccrnn.jobs.report;

import ccrnn.pipeline.analysis.Verdict;
import java.util.Locale;

/** Verdicts for readers: never by colour alone. */
final class Verdicts {
  private Verdicts() {}

  static String symbol(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTS -> "✓";
      case CONTRADICTS -> "✗";
      case UNDECIDED -> "?";
      case NO_CLAIM -> "–";
      case NOT_RUN -> "○";
    };
  }

  static String words(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTS -> "supported";
      case CONTRADICTS -> "contradicted";
      case UNDECIDED -> "undecided";
      case NO_CLAIM -> "no direction known";
      case NOT_RUN -> "not run";
    };
  }

  /** A word for the style sheet. */
  static String style(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
