package ccrnn.jobs;

import ccrnn.jobs.command.CcrnnCommand;
import java.util.Locale;
import java.util.TimeZone;

/** Where the JVM starts, also through spark-submit. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with its code ({@link ccrnn.jobs.console.Exit}).
   *
   * @param args the command's name and its arguments
   */
  public static void main(String[] args) {
    // First of all: numbers and times print the same everywhere.
    Locale.setDefault(Locale.ROOT);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    VectorApi.load();
    System.exit(CcrnnCommand.commandLine().execute(CcrnnCommand.words(args)));
  }
}
