package ccrnn.pipeline.analysis;

import ccrnn.pipeline.analysis.FigureResult.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects what a figure shows, then tests and judges it. For one thread at a time. */
public final class FigureBuilder {
  /** Of adjusted p. */
  private static final double LEVEL = 0.05;

  /** Of which a sentence tells each. */
  private static final int TOLD = 3;

  private final PaperFigure figure;
  private final Answers answers;
  private final List<Panel> panels = new ArrayList<>();
  private final List<Comparison> tests = new ArrayList<>();
  private final Set<String> gaps = new LinkedHashSet<>();
  private final Set<String> queries = new LinkedHashSet<>();
  private final Set<String> trials = new HashSet<>();
  private final Map<Integer, List<String>> lacking = new TreeMap<>(); // by claim

  FigureBuilder(PaperFigure figure, Answers answers) {
    this.figure = figure;
    this.answers = answers;
  }

  /**
   * Asks the folder; the question is shown with the figure.
   *
   * @param sql one statement that only reads, ordered, so that the same folder has one answer
   * @return its rows
   */
  public List<List<Object>> ask(String sql) {
    queries.add(sql.strip());
    return answers.rows(sql);
  }

  /**
   * Adds a picture.
   *
   * @param panel the next one
   */
  public void panel(Panel panel) {
    panels.add(panel);
  }

  /**
   * Says what the folder lacks.
   *
   * @param gap a phrase
   */
  public void gap(String gap) {
    gaps.add(gap);
  }

  /**
   * Says that a claim cannot be supported, as a part of what it speaks of was not run.
   *
   * @param claim its position among those of the figure, or {@link Analysis#NO_CLAIM}
   * @param what was not run, a phrase
   */
  public void lacks(int claim, String what) {
    if (claim >= 0) {
      lacking.computeIfAbsent(claim, i -> new ArrayList<>()).add(what);
    }
    gap(what);
  }

  /**
   * Counts trials that take part.
   *
   * @param ids of complete trials; each counts once
   */
  public void uses(String... ids) {
    trials.addAll(List.of(ids));
  }

  /**
   * Compares a with b by all paired tests.
   *
   * @param panel title of the panel that it belongs to; may be empty
   * @param label what is compared, such as {@code a - b}
   * @param measure what the difference is of, with its unit
   * @param all pairs, one a seed, in any order; those that are not finite are left out
   * @param claim position of the claim that it judges, or {@link Analysis#NO_CLAIM}
   */
  public void compare(String panel, String label, String measure, Collection<Pair> all, int claim) {
    List<Pair> pairs =
        all.stream()
            .filter(Pair::isFinite)
            .sorted(Comparator.comparingLong(Pair::seed).thenComparing(Pair::trial))
            .toList();
    double[] a = pairs.stream().mapToDouble(Pair::a).toArray();
    double[] b = pairs.stream().mapToDouble(Pair::b).toArray();
    double[] differences = pairs.stream().mapToDouble(pair -> pair.a() - pair.b()).toArray();
    int n = pairs.size();
    Statistics.Interval interval = Statistics.bootstrapInterval(differences);
    PairedTests.PairedT t = PairedTests.pairedT(a, b);
    tests.add(
        new Comparison(
            panel,
            label,
            measure,
            n,
            pairs.stream().mapToDouble(pair -> pair.a() - pair.b()).average().orElse(Double.NaN),
            interval.lower(),
            interval.upper(),
            Statistics.correctedEffectSize(differences),
            Statistics.rankBiserial(differences),
            t.t(),
            t.p(),
            PairedTests.signedRanks(a, b).p(),
            Statistics.signFlipP(differences),
            Double.NaN,
            claim < 0 ? Optional.empty() : Optional.of(claim),
            warning(n, all.size() - n)));
  }

  private static String warning(int n, int left) {
    List<String> warnings = new ArrayList<>();
    if (left > 0) {
      warnings.add(left + " pairs without finite numbers are left out");
    }
    if (n < 3) {
      warnings.add("fewer than 3 pairs decide nothing");
    } else if (Statistics.leastExactP(n) >= LEVEL) {
      warnings.add(
          "with %d pairs the sign-flip and Wilcoxon tests cannot go below p = %s"
              .formatted(n, number(Statistics.leastExactP(n))));
    }
    return String.join("; ", warnings);
  }

  FigureResult build() {
    double[] adjusted = Statistics.holm(tests.stream().mapToDouble(Comparison::p).toArray());
    for (int i = 0; i < tests.size(); i++) {
      tests.set(i, tests.get(i).withHolmP(adjusted[i]));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < figure.claims().size(); i++) {
      outcomes.add(outcome(i));
    }
    Verdict verdict = over(outcomes);
    if (verdict == Verdict.NOT_RUN && gaps.isEmpty()) {
      gap(
          "all that this figure shows"
              + figure.sweep().map(file -> "; conf/paper/" + file + " runs it").orElse(""));
    }
    return new FigureResult(
        figure,
        panels,
        tests,
        outcomes,
        verdict,
        sentence(verdict, outcomes),
        List.copyOf(gaps),
        queries.stream().map(sql -> sql + ";").collect(Collectors.joining("\n\n")),
        trials.size());
  }

  private Outcome outcome(int position) {
    Claim claim = figure.claims().get(position);
    List<Comparison> about =
        tests.stream().filter(test -> test.claim().equals(Optional.of(position))).toList();
    List<String> missing = lacking.getOrDefault(position, List.of());
    if (about.isEmpty()) {
      return new Outcome(claim, Verdict.NOT_RUN, "Not run: " + claim.text() + ".");
    }
    List<Verdict> each = about.stream().map(test -> judge(test, claim.direction())).toList();
    Verdict verdict = Verdict.UNDECIDED;
    if (claim.direction() == Claim.Direction.UNKNOWN) {
      verdict = Verdict.NO_CLAIM;
    } else if (each.contains(Verdict.CONTRADICTS)) {
      verdict = Verdict.CONTRADICTS;
    } else if (missing.isEmpty() && each.stream().allMatch(Verdict.SUPPORTS::equals)) {
      verdict = Verdict.SUPPORTS;
    }
    String numbers =
        about.size() <= TOLD
            ? about.stream().map(FigureBuilder::told).collect(Collectors.joining("; "))
            : "%d of %d tests agree, %d are against it"
                .formatted(
                    each.stream().filter(Verdict.SUPPORTS::equals).count(),
                    about.size(),
                    each.stream().filter(Verdict.CONTRADICTS::equals).count());
    String rest = missing.isEmpty() ? "" : "; lacking: " + String.join(", ", missing);
    return new Outcome(
        claim, verdict, words(verdict) + ": " + claim.text() + " (" + numbers + rest + ").");
  }

  /** The rule of {@link Verdict}. */
  static Verdict judge(Comparison test, Claim.Direction direction) {
    boolean found =
        test.n() >= 3
            && new Statistics.Interval(test.lower(), test.upper()).excludesZero()
            && test.holmP() < LEVEL;
    if (!found || direction == Claim.Direction.UNKNOWN) {
      return Verdict.UNDECIDED;
    }
    boolean agrees =
        switch (direction) {
          case LOWER -> test.upper() < 0;
          case HIGHER -> test.lower() > 0;
          case DIFFERENT, UNKNOWN -> true;
        };
    return agrees ? Verdict.SUPPORTS : Verdict.CONTRADICTS;
  }

  private Verdict over(List<Outcome> outcomes) {
    List<Verdict> verdicts = outcomes.stream().map(Outcome::verdict).toList();
    if (verdicts.isEmpty()) {
      return panels.isEmpty() ? Verdict.NOT_RUN : Verdict.NO_CLAIM;
    }
    if (verdicts.contains(Verdict.CONTRADICTS)) {
      return Verdict.CONTRADICTS;
    }
    List<Verdict> run = verdicts.stream().filter(v -> v != Verdict.NOT_RUN).distinct().toList();
    if (run.isEmpty()) {
      return panels.isEmpty() ? Verdict.NOT_RUN : Verdict.UNDECIDED;
    }
    return run.size() == 1 ? run.get(0) : Verdict.UNDECIDED;
  }

  private static String sentence(Verdict verdict, List<Outcome> outcomes) {
    if (verdict == Verdict.NOT_RUN) {
      return "The folder has no trials for this figure.";
    }
    return outcomes.isEmpty()
        ? "Nothing is claimed."
        : outcomes.stream().map(Outcome::sentence).collect(Collectors.joining(" "));
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case SUPPORTS -> "Supported";
      case CONTRADICTS -> "Contradicted";
      case UNDECIDED -> "Undecided";
      case NO_CLAIM -> "No direction is known";
      case NOT_RUN -> "Not run";
    };
  }

  private static String told(Comparison test) {
    String where = test.panel().isEmpty() ? "" : test.panel() + ": ";
    return "%s%s, %s: mean %s [%s, %s], g = %s, Holm p %s, n = %d"
        .formatted(
            where,
            test.label(),
            test.measure(),
            number(test.mean()),
            number(test.lower()),
            number(test.upper()),
            number(test.effect()),
            probability(test.holmP()),
            test.n());
  }

  private static String probability(double p) {
    return p < 0.001 ? "< 0.001" : "= " + number(p);
  }

  /** Three digits. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 0.001 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int whole = size < 1 ? 0 : (int) Math.floor(Math.log10(size));
    return String.format(
        Locale.ROOT, "%." + Math.max(0, 2 - whole + (size < 1 ? 1 : 0)) + "f", value);
  }
}
