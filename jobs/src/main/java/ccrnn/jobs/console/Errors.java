package ccrnn.jobs.console;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.Names;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line on standard error and an exit code. */
public final class Errors {
  /** Whether the stack trace of a user's mistake is wanted. */
  public enum Trace {
    /** It follows the line. */
    SHOWN,
    /** The line is all. */
    HIDDEN
  }

  private Errors() {}

  /**
   * A command line that can't be read: one line, with the nearest name that exists.
   *
   * @param mistake what the parser says
   * @param args the whole command line
   * @return the exit code
   */
  public static int handle(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    String hint =
        nearest(mistake)
            .map(name -> "did you mean " + name + "?")
            .orElse("see " + command.getCommandSpec().qualifiedName() + " --help");
    print(command, oneLine(describe(mistake)) + "; " + hint);
    if (List.of(args).contains("--verbose")) {
      mistake.printStackTrace(command.getErr());
    }
    return Exit.USER_ERROR;
  }

  /**
   * A command that failed: one line for a user's mistake or for storage that fails, the stack trace
   * for ours.
   *
   * @param failure what the command threw
   * @param command that threw it
   * @param trace of a user's mistake
   * @return the exit code
   */
  public static int handle(Exception failure, CommandLine command, Trace trace) {
    if (failure instanceof UserError || failure instanceof UncheckedIOException) {
      print(command, oneLine(failure.getMessage()));
      if (trace == Trace.SHOWN) {
        failure.printStackTrace(command.getErr());
      }
      return Exit.USER_ERROR;
    }
    print(command, "unexpected error, please report it with what follows");
    failure.printStackTrace(command.getErr());
    return Exit.INTERNAL_ERROR;
  }

  private static void print(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("ccrnn: " + message);
    err.flush();
  }

  private static String describe(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        return "unknown option " + first;
      }
      boolean expectsCommand = !mistake.getCommandLine().getSubcommands().isEmpty();
      return (expectsCommand ? "unknown command " : "unexpected argument ") + first;
    }
    String message = mistake.getMessage();
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  /** The option or command that the user may have meant. */
  private static Optional<String> nearest(ParameterException mistake) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = mistake.getCommandLine();
    String given = unmatched.getUnmatched().get(0).split("=", 2)[0];
    Set<String> known =
        unmatched.isUnknownOption()
            ? command.getCommandSpec().optionsMap().keySet()
            : visibleCommands(command);
    return Names.nearest(given, known);
  }

  /** The names of the commands that help shows. */
  private static Set<String> visibleCommands(CommandLine program) {
    return program.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static String oneLine(String message) {
    return Names.printable(message.lines().map(String::strip).collect(Collectors.joining(" ")));
  }
}
