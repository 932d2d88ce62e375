package ccrnn.jobs.figure;

/** A picture in three forms. */
public final class Picture {
  private final byte[] svg;
  private final byte[] png;
  private final byte[] pdf;

  Picture(byte[] svg, byte[] png, byte[] pdf) {
    this.svg = svg;
    this.png = png;
    this.pdf = pdf;
  }

  /**
   * @return an SVG document in UTF-8, its text still text; a copy
   */
  public byte[] svg() {
    return svg.clone();
  }

  /**
   * @return a PNG image of two pixels for each unit of length; a copy
   */
  public byte[] png() {
    return png.clone();
  }

  /**
   * @return a PDF document of one page, all vectors; a copy
   */
  public byte[] pdf() {
    return pdf.clone();
  }
}
