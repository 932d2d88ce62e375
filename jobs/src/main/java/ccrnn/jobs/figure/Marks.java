package ccrnn.jobs.figure;

import ccrnn.pipeline.analysis.Mark;
import ccrnn.pipeline.analysis.Mark.Dash;
import ccrnn.pipeline.analysis.Mark.Shape;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mark of each condition, the same in all pictures of a report. */
public final class Marks {
  /** What trajectories should have been. */
  private static final String TARGET = "target";

  /** Of a condition that nobody gave one. */
  static final Mark NONE = new Mark(0x222222, Dash.FULL, Shape.CIRCLE);

  /** The colours of Okabe and Ito that are left; without yellow, too pale on white. */
  private static final List<Integer> COLORS =
      List.of(0x0072B2, 0x009E73, 0xCC79A7, 0xD55E00, 0x56B4E9);

  private Marks() {}

  /**
   * Gives each condition its mark.
   *
   * @param conditions in the order of the report; those that a family gives one have marks of their
   *     own
   * @return marks by condition, all different for up to 30 others
   */
  public static Map<String, Mark> of(Collection<String> conditions) {
    Set<String> distinct = new LinkedHashSet<>(conditions);
    Map<String, Mark> given = new HashMap<>();
    given.put(TARGET, new Mark(0x222222, Dash.DOTS, Shape.DIAMOND));
    for (Family family : Families.all()) {
      family.marks().forEach(given::putIfAbsent);
    }
    Map<String, Mark> marks = new LinkedHashMap<>();
    int next = 0;
    for (String condition : distinct) {
      Mark own = given.get(condition);
      marks.put(condition, own == null ? other(next++) : own);
    }
    return marks;
  }

  /** Colour and shape change at each step; 5 and 6 have no common divisor. */
  private static Mark other(int index) {
    return new Mark(
        COLORS.get(index % COLORS.size()),
        Mark.after(Dash.FULL, Dash.values(), index / COLORS.size()),
        Mark.after(Shape.TRIANGLE, Shape.values(), index));
  }
}
