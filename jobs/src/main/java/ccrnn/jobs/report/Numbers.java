package ccrnn.jobs.report;

import java.util.Locale;

/** How numbers are written on a page. */
final class Numbers {
  private static final String NONE = "–";
  private static final String MINUS = "−";

  /** Below, the last digits of p say nothing. */
  private static final double LEAST_P = 1e-4;

  private Numbers() {}

  /** Four significant digits; a dash for NaN. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : MINUS + "∞";
    }
    double size = Math.abs(value);
    String text;
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      text = String.format(Locale.ROOT, "%.2e", size).replaceFirst("e([+-])0*", "e$1");
      text = text.replace("e+", "e").replace("e-", "e" + MINUS);
    } else {
      int whole = size < 1 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
      text = String.format(Locale.ROOT, "%." + Math.max(0, 4 - whole) + "f", size);
    }
    return value < 0 ? MINUS + text : text;
  }

  /** A probability. */
  static String p(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return value < LEAST_P
        ? "< .0001"
        : String.format(Locale.ROOT, "%.4f", value).substring(value < 1 ? 1 : 0);
  }

  /** An interval. */
  static String interval(double lower, double upper) {
    return Double.isNaN(lower) || Double.isNaN(upper)
        ? NONE
        : "[" + of(lower) + ", " + of(upper) + "]";
  }

  /** Text of an analysis with its hyphens that mean minus as minus. */
  static String typeset(String text) {
    return text.replaceAll("(?<=[\\s\\[(])-(?=[\\s\\d])", MINUS);
  }

  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A count with its noun. */
  static String count(long value, String noun) {
    return whole(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** From least to most. */
  static String range(int least, int most) {
    return least == most ? String.valueOf(least) : least + "–" + most;
  }

  /** Core time in the largest unit that is not below 1. */
  static String time(double seconds) {
    if (seconds < 120) {
      return of(seconds) + " s";
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.2f h", seconds / 3600);
  }
}
