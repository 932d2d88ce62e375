package ccrnn.jobs.figure;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Whether Java can draw text on this machine. */
final class Awt {
  private Awt() {}

  /**
   * Draws nothing, but meets what drawing would meet: the libraries and the fonts that minimal
   * containers leave out.
   */
  static void require() throws PictureUnavailable {
    // Read once, when AWT starts; without it AWT looks for a screen.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("x", new FontRenderContext(null, true, true));
    } catch (OutOfMemoryError | StackOverflowError failure) {
      throw failure;
    } catch (RuntimeException | Error failure) {
      // Which of the two it is, and of which kind, differs between releases and between attempts.
      throw new PictureUnavailable(
          "Java can't draw text here, most likely for want of fonts (on Debian: apt-get install"
              + " fontconfig fonts-dejavu-core): "
              + firstLine(innermost(failure)),
          failure);
    }
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElse("");
  }
}
