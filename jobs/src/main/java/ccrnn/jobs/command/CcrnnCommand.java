package ccrnn.jobs.command;

import ccrnn.jobs.console.Errors;
import ccrnn.jobs.console.Version;
import ccrnn.pipeline.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code ccrnn}: names the commands and starts the one that is asked for. */
@Command(
    name = "ccrnn",
    description = "Thousands of small cortico-cerebellar network trainings as one Spark batch job.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PlanCommand.class,
      RunCommand.class,
      StatusCommand.class,
      SqlCommand.class,
      TrialCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      CompactCommand.class,
      SettingsCommand.class,
      DataCommand.class,
      ParityCommand.class,
      CheckCommand.class,
      BenchCommand.class,
      BenchFolderCommand.class,
      SparkCommand.class,
      WarmUpCommand.class
    })
public final class CcrnnCommand {
  /** Two dashes that no name of an option follows, but text with a gap. */
  private static final Pattern COMMENT =
      Pattern.compile("--(?![a-z][a-z-]*=)(?=\\S*\\s).*", Pattern.DOTALL);

  /** Read by {@link Errors}. */
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean verbose;

  /** On the class path already, by the launcher. */
  @Option(
      names = "--with",
      scope = ScopeType.INHERIT,
      paramLabel = "JAR",
      description = "Also know the networks of this jar.")
  private List<Path> jars = List.of();

  private CcrnnCommand() {}

  /**
   * The program with all its commands.
   *
   * @return to be executed with the words of a command line
   */
  public static CommandLine commandLine() {
    CcrnnCommand program = new CcrnnCommand();
    return new CommandLine(program)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::handle)
        .setExecutionStrategy(
            parsed -> {
              try {
                OwnNetworks.check(program.jars);
              } catch (UserError e) { // picocli passes on what its strategies throw
                return Errors.handle(e, parsed.commandSpec().commandLine(), program.trace());
              }
              try {
                return new CommandLine.RunLast().execute(parsed);
              } catch (UnsatisfiedLinkError e) {
                return Errors.handle(
                    unloadable(e), parsed.commandSpec().commandLine(), program.trace());
              }
            })
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Errors.handle(failure, command, program.trace()));
  }

  /**
   * The words of a command line as {@link #commandLine} takes them: SQL that begins with a comment
   * is no option.
   *
   * @param words as the shell hands them over; not changed
   * @return to be executed
   */
  public static String[] words(String... words) {
    return Stream.of(words)
        .map(word -> COMMENT.matcher(word).matches() ? "\n" + word : word)
        .toArray(String[]::new);
  }

  /** Snappy, Zstandard and their like unpack their code to a folder from which it has to run. */
  private static UserError unloadable(UnsatisfiedLinkError e) {
    return new UserError(
        "a library cannot be loaded from %s (%s); where programs may not run from there, name another"
                .formatted(System.getProperty("java.io.tmpdir"), e.getMessage())
            + " folder by CCRNN_JAVA_OPTS=-Djava.io.tmpdir=DIR",
        e);
  }

  private Errors.Trace trace() {
    return verbose ? Errors.Trace.SHOWN : Errors.Trace.HIDDEN;
  }
}
