package ccrnn.jobs.figure;

/**
 * A picture could not be made although the results are fine: there is nothing to draw yet, the
 * machine has no fonts, or the folder can't be written. The message is one line; whoever asked for
 * the picture can print it and go on.
 */
public final class PictureUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  PictureUnavailable(String reason) {
    super(reason);
  }

  PictureUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
