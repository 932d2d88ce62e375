package ccrnn.jobs.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command in this process and keeps what it prints. */
final class Program {
  /** What tests hold that start Spark in their own JVM, which has room for one. */
  static final String SPARK = "spark";

  private final int exit;
  private final String out;
  private final String err;

  private Program(int exit, String out, String err) {
    this.exit = exit;
    this.out = out;
    this.err = err;
  }

  static Program run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        CcrnnCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exit = program.execute(CcrnnCommand.words(arguments));
    return new Program(exit, out.toString(), err.toString());
  }

  int exit() {
    return exit;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }
}
