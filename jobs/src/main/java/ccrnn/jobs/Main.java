package ccrnn.jobs;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
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
      ReportCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      CompactCommand.class,
      SettingsCommand.class,
      DataCommand.class,
      ParityCommand.class,
      BenchCommand.class,
      BenchFolderCommand.class,
      SparkCommand.class,
      WarmUp.class
    })
public final class Main {
  /** Read by {@link Errors}. */
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an error.")
  private boolean verbose;

  private Main() {}

  /**
   * Runs one command and exits with its code ({@link Exit}).
   *
   * @param args the command's name and its arguments
   */
  public static void main(String[] args) {
    // First of all: numbers and times print the same everywhere.
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    Terminal.eraseIncubatorWarning();
    System.exit(commandLine().execute(args));
  }

  /** The program as {@link #main} runs it, for tests too. */
  static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::handle)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> Errors.handle(failure, command, main.trace()));
  }

  /** The names of the commands that help shows. */
  static Set<String> visibleCommands(CommandLine program) {
    return program.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Errors.Trace trace() {
    return verbose ? Errors.Trace.SHOWN : Errors.Trace.HIDDEN;
  }
}
