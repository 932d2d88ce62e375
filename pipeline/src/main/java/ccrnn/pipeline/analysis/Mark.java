package ccrnn.pipeline.analysis;

import java.util.List;

/**
 * How a condition is drawn: never by its colour alone, so that colour-blind readers and grey prints
 * tell it apart. Names no AWT type.
 *
 * @param color red, green and blue, eight bits each
 * @param dash which pattern the line has
 * @param shape of its points
 */
public record Mark(int color, Dash dash, Shape shape) {
  /** Patterns of a line. */
  public enum Dash {
    /** No gaps. */
    FULL,
    /** Long pieces. */
    LONG,
    /** Dots. */
    DOTS,
    /** Pieces and dots in turn. */
    MIXED,
    /** Very long pieces. */
    LONGEST
  }

  /** Shapes of a point. */
  public enum Shape {
    /** A disc. */
    CIRCLE,
    /** A square. */
    SQUARE,
    /** A triangle that stands on its side. */
    TRIANGLE,
    /** A square that stands on its corner. */
    DIAMOND,
    /** A triangle that stands on its tip. */
    TIP,
    /** A plus. */
    PLUS
  }

  /**
   * The same colour with another dash and shape.
   *
   * @param times how far to go on in both; itself for 0
   * @return another mark
   */
  public Mark varied(int times) {
    return new Mark(color, after(dash, Dash.values(), times), after(shape, Shape.values(), times));
  }

  /**
   * Goes round in a circle.
   *
   * @param one where to start
   * @param all the circle
   * @param times how far to go
   * @param <T> kind of what there is
   * @return what is so many places later
   */
  public static <T> T after(T one, T[] all, int times) {
    return all[(List.of(all).indexOf(one) + times) % all.length];
  }
}
