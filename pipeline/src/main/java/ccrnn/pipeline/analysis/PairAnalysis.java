package ccrnn.pipeline.analysis;

import static ccrnn.pipeline.analysis.Analysis.NO_CLAIM;

import ccrnn.pipeline.analysis.Panel.Picture;
import ccrnn.pipeline.analysis.Panel.Point;
import ccrnn.pipeline.analysis.Panel.Series;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A network and its control of one seed at the end: seed by seed, or over the values of a setting.
 */
public final class PairAnalysis {
  private final Analysis analysis;
  private final FigureBuilder figure;
  private final TrialIndex index;
  private final Couple couple;

  /**
   * Begins.
   *
   * @param analysis of the figure
   * @param couple whose pairs are compared
   */
  public PairAnalysis(Analysis analysis, Couple couple) {
    this.couple = couple;
    this.analysis = analysis;
    this.figure = analysis.figure();
    this.index = analysis.index();
  }

  /**
   * What is swept.
   *
   * @param settings that make x, and no others
   * @param column SQL for x
   * @param label of the axis, with its unit
   * @param word for a value, in tests
   * @param least number of values that make a sweep
   */
  public record Swept(Set<Setting> settings, String column, String label, String word, int least) {
    /** Copies the set. */
    public Swept {
      settings = Set.copyOf(settings);
    }

    /**
     * A setting with two values or more.
     *
     * @param setting that makes x
     * @param label of the axis, with its unit
     * @param word for a value, in tests
     * @return the sweep
     */
    public static Swept by(Setting setting, String label, String word) {
      return new Swept(Set.of(setting), setting.column(), label, word, 2);
    }
  }

  /** What a claim about a sweep may be about. */
  public enum About {
    /** Every value. */
    EACH,
    /** The smallest value. */
    FIRST,
    /** The largest value. */
    LAST,
    /** The value 4. */
    FOUR,
    /** The logarithm of the ratio: at the largest value less at the smallest. */
    TREND,
    /** The logarithm of the ratio: mean over the values between, less at the smallest. */
    MIDDLE
  }

  /**
   * How pairs are called.
   *
   * @param difference one - other
   * @param ratio one / other
   */
  public record Words(String difference, String ratio) {}

  private List<Pair> ask(Amount amount, Filter filter, String x) {
    String sql =
        """
        SELECT trial_id, %s
        FROM %s
        WHERE %s
        ORDER BY trial_id
        """
            .formatted(
                couple.columns(x + " AS x", amount.result()), couple.results(), filter.sql());
    Analysis.Twins found = analysis.twins(sql);
    analysis.tellUnpaired(filter, Set.of(couple.control(), couple.network()), found.all());
    return found.pairs();
  }

  /**
   * Seed by seed.
   *
   * @param amount that is compared
   * @param filter which trials take part
   * @param claim that the difference judges, or {@link Analysis#NO_CLAIM}
   */
  public void seeds(Amount amount, Filter filter, int claim) {
    if (!analysis.has(filter, claim, couple.control(), couple.network())) {
      return;
    }
    NavigableMap<Facet, List<Pair>> facets =
        Facet.group(ask(amount, filter, "seed"), Pair::trial, index, Set.of());
    facets.forEach(
        (facet, pairs) -> {
          List<Pair> finite = pairs.stream().filter(Pair::isFinite).toList();
          if (finite.isEmpty()) {
            return;
          }
          String label = amount.label(facet.task());
          figure.panel(
              new Panel(
                  facet.title(),
                  Picture.PAIRS,
                  Analysis.axis("seed"),
                  Analysis.axis(label),
                  "",
                  OptionalDouble.empty(),
                  List.of(
                      new Series(couple.control(), couple.control(), single(finite, Pair::b)),
                      new Series(couple.network(), couple.network(), single(finite, Pair::a)))));
          figure.compare(
              facet.title(),
              couple.difference() + ", test",
              label,
              pairs,
              Analysis.isClaimed(facet, facets.keySet()) ? claim : NO_CLAIM);
        });
  }

  private static List<Point> single(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    return pairs.stream()
        .sorted(Comparator.comparingLong(Pair::seed))
        .map(
            pair -> {
              double y = value.applyAsDouble(pair);
              return new Point(pair.seed(), y, y, y, 1);
            })
        .toList();
  }

  /**
   * 100 x network / control over the values of a setting.
   *
   * @param amount that is compared
   * @param filter which trials take part
   * @param swept the setting
   * @param claims positions of those that the tests judge
   */
  public void swept(Amount amount, Filter filter, Swept swept, Map<About, Integer> claims) {
    int lacking = claims.values().stream().min(Comparator.naturalOrder()).orElse(NO_CLAIM);
    if (analysis.has(filter, lacking, couple.control(), couple.network())
        && varies(filter, swept)) {
      List<Pair> pairs = ask(amount, filter, swept.column());
      relative(pairs, swept, claims, amount, new Words(couple.difference(), couple.ratio()));
    }
  }

  /** Whether there is anything to ask for. */
  private boolean varies(Filter filter, Swept swept) {
    long values =
        index.complete().values().stream()
            .filter(settings -> couple.network().equals(settings.get(CommonRows.NETWORK)))
            .filter(filter::matches)
            .map(
                settings ->
                    swept.settings().stream().map(s -> String.valueOf(settings.get(s))).toList())
            .distinct()
            .count();
    if (values < swept.least()) {
      tellFew(swept);
    }
    return values >= swept.least();
  }

  private void tellFew(Swept swept) {
    figure.gap("fewer than " + swept.least() + " values: " + swept.label());
  }

  /**
   * Numbers relative to others over the values of a setting.
   *
   * @param asked pairs by the setting's value
   * @param swept the setting
   * @param claims positions of those that the tests judge
   * @param amount that was asked for
   * @param words how the pairs are called
   */
  public void relative(
      List<Pair> asked, Swept swept, Map<About, Integer> claims, Amount amount, Words words) {
    // What is swept means nothing to some tasks.
    List<Pair> pairs = asked.stream().filter(pair -> !Double.isNaN(pair.x())).toList();
    NavigableMap<Facet, List<Pair>> all = Facet.group(pairs, Pair::trial, index, swept.settings());
    all.values().removeIf(members -> byX(members).size() < swept.least());
    if (all.isEmpty() && !pairs.isEmpty()) {
      tellFew(swept);
    }
    Analysis.byTask(all)
        .forEach(
            (task, facets) -> {
              String title = task.replace('-', ' ');
              figure.panel(
                  new Panel(
                      title,
                      Picture.POINTS,
                      Analysis.axis(swept.label()),
                      Analysis.axis(amount.ratioLabel(task, words.ratio())),
                      Analysis.SEM,
                      OptionalDouble.of(100),
                      facets.entrySet().stream()
                          .map(each -> series(each.getKey(), each.getValue(), words))
                          .toList()));
              facets.forEach(
                  (facet, members) -> {
                    Map<About, Integer> own =
                        Analysis.isClaimed(facet, facets.keySet()) ? claims : Map.of();
                    Comparisons here = new Comparisons(facet, swept, own, words, byX(members));
                    here.values(amount.label(task));
                    here.trend();
                    here.middle();
                  });
            });
    tellThin(all, swept);
  }

  private Series series(Facet facet, List<Pair> members, Words words) {
    List<Point> points =
        byX(members).entrySet().stream()
            .map(x -> Pair.point(x.getKey(), x.getValue(), Pair::relative))
            .filter(point -> point.n() > 0)
            .toList();
    return facet.label().isEmpty()
        ? new Series(words.ratio(), couple.network(), points)
        : new Series(facet.label(), facet.label(), points);
  }

  /** Tests over one facet's values. */
  private final class Comparisons {
    private final String title;
    private final String suffix;
    private final Swept swept;
    private final Map<About, Integer> claims;
    private final Words words;
    private final NavigableMap<Double, List<Pair>> values;

    Comparisons(
        Facet facet,
        Swept swept,
        Map<About, Integer> claims,
        Words words,
        NavigableMap<Double, List<Pair>> values) {
      this.title = facet.taskWords();
      this.suffix = facet.label().isEmpty() ? "" : ", " + facet.label();
      this.swept = swept;
      this.claims = claims;
      this.words = words;
      this.values = values;
    }

    void values(String measure) {
      values.forEach(
          (x, pairs) ->
              figure.compare(
                  title,
                  words.difference() + ", " + swept.word() + " " + plain(x) + suffix,
                  measure,
                  pairs,
                  claim(x)));
    }

    private int claim(double x) {
      if (claims.containsKey(About.EACH)) {
        return claims.get(About.EACH);
      }
      if (x == values.firstKey() && claims.containsKey(About.FIRST)) {
        return claims.get(About.FIRST);
      }
      if (x == values.lastKey() && claims.containsKey(About.LAST)) {
        return claims.get(About.LAST);
      }
      return x == 4 ? claims.getOrDefault(About.FOUR, NO_CLAIM) : NO_CLAIM;
    }

    void trend() {
      if (claims.containsKey(About.TREND) && values.size() > 1) {
        contrast(Set.of(values.lastKey()), claims.get(About.TREND));
      }
    }

    void middle() {
      if (!claims.containsKey(About.MIDDLE)) {
        return;
      }
      Set<Double> between = new TreeSet<>(values.keySet());
      between.remove(values.firstKey());
      between.remove(values.lastKey());
      if (between.isEmpty()) {
        figure.lacks(claims.get(About.MIDDLE), "no value between two others: " + swept.label());
      } else {
        contrast(between, claims.get(About.MIDDLE));
      }
    }

    /** Against the smallest value. */
    private void contrast(Set<Double> some, int claim) {
      figure.compare(
          title,
          swept.word()
              + " "
              + some.stream().sorted().map(PairAnalysis::plain).collect(Collectors.joining(", "))
              + " against "
              + plain(values.firstKey())
              + suffix,
          "logarithm of " + words.ratio(),
          PairAnalysis.contrast(values, some, values.firstKey()),
          claim);
    }
  }

  /**
   * Contrasts values seed by seed.
   *
   * @param values pairs by value
   * @param some values
   * @param other value
   * @return per seed that has all of them: mean log ratio at some values, and that at the other
   */
  public static List<Pair> contrast(
      NavigableMap<Double, List<Pair>> values, Set<Double> some, Double other) {
    List<Pair> contrasts = new ArrayList<>();
    for (Pair base : values.get(other)) {
      double[] logs =
          some.stream()
              .flatMap(x -> values.get(x).stream())
              .filter(pair -> pair.seed() == base.seed())
              .mapToDouble(Pair::logRatio)
              .toArray();
      if (logs.length == some.size()) {
        double mean = Arrays.stream(logs).average().orElse(Double.NaN);
        contrasts.add(new Pair(base.trial(), base.seed(), other, mean, base.logRatio()));
      }
    }
    return contrasts;
  }

  /** A value of an integer setting, or half of one. */
  private static String plain(double x) {
    return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
  }

  /**
   * @param pairs in any order
   * @return the same by x
   */
  public static NavigableMap<Double, List<Pair>> byX(List<Pair> pairs) {
    return pairs.stream()
        .collect(Collectors.groupingBy(Pair::x, TreeMap::new, Collectors.toList()));
  }

  /** Says where seeds are lacking that other values have. */
  private void tellThin(NavigableMap<Facet, List<Pair>> facets, Swept swept) {
    facets.forEach(
        (facet, members) -> {
          Set<Long> seeds = members.stream().map(Pair::seed).collect(Collectors.toSet());
          byX(members)
              .forEach(
                  (x, some) -> {
                    if (some.size() < seeds.size()) {
                      figure.gap(
                          "%s, %s %s: %d of %d seeds"
                              .formatted(
                                  facet.title(),
                                  swept.word(),
                                  plain(x),
                                  some.size(),
                                  seeds.size()));
                    }
                  });
        });
  }
}
