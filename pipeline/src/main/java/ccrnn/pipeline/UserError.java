package ccrnn.pipeline;

/**
 * A mistake that the user can mend: one line that says what is wrong, where, and what would be
 * right. The command line prints the message without a stack trace and exits with code 2.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what is wrong, where, and what would be right
   */
  public UserError(String message) {
    super(message);
  }

  /**
   * @param message one line: what is wrong, where, and what would be right
   * @param cause the low-level failure behind it, shown only with {@code --verbose}
   */
  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
