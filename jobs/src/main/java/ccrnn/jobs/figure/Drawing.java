package ccrnn.jobs.figure;

import java.awt.Graphics2D;

/** Something for any canvas. Lengths are in the units of the SVG: pixels at normal size. */
interface Drawing {
  int width();

  int height();

  /** Draws all of it, from (0, 0) to (width, height). */
  void draw(Graphics2D graphics);
}
