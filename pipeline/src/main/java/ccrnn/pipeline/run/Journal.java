package ccrnn.pipeline.run;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.SweepSource;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Small texts beside the tables of a results folder: which sweeps were asked of it, so that {@code
 * status} knows what is missing, and which runs are under way. For the eye only: what is done is
 * told by the tables.
 */
public final class Journal {
  private static final String SWEEPS = "sweeps";
  private static final String RUNS = "runs";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResultsFolder folder;

  /**
   * Opens the journal of a folder.
   *
   * @param folder open for reading, or for writing where something is to be written
   */
  public Journal(ResultsFolder folder) {
    this.folder = folder;
  }

  /**
   * A sweep as it was asked for.
   *
   * @param name its name
   * @param file where its text was read from
   * @param text the YAML text
   * @param overrides {@code key=value}, in order
   * @param like the text of the file that it is like, or none; JSON has no optional
   */
  public record Ask(
      String name,
      String file,
      String text,
      List<String> overrides,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SweepSource.Text> like) {
    /** Copies the lists; notes without {@code like} are of sweeps that are like no other. */
    public Ask {
      overrides = List.copyOf(overrides);
      like = like == null ? List.of() : List.copyOf(like);
    }

    /**
     * A sweep as its files say.
     *
     * @param name its name
     * @param source its texts
     * @param overrides {@code key=value}, in order
     * @return what to remember
     */
    public static Ask of(String name, SweepSource source, List<String> overrides) {
      return new Ask(
          name,
          source.own().file(),
          source.own().text(),
          overrides,
          source.like().stream().toList());
    }

    /**
     * Reads the sweep again.
     *
     * @return the sweep
     * @throws UserError if this version of the program does not understand it
     */
    public Sweep sweep() {
      return SweepReader.parse(source(), overrides, DataLocation.identities());
    }

    /**
     * The texts of the sweep.
     *
     * @return as they were read
     */
    public SweepSource source() {
      return new SweepSource(new SweepSource.Text(file, text), like.stream().findFirst());
    }
  }

  /**
   * A run as it last told of itself.
   *
   * @param sweep name of its sweep
   * @param host machine of the driver
   * @param process its process id there
   * @param updated when it told, in milliseconds since 1970
   * @param trials trials that it is to train
   * @param trialsDone of those, committed
   * @param epochs epochs that it is to train
   * @param epochsDone of those, trained
   * @param seconds how long it has been training
   * @param shareDone share of the predicted work that is done
   */
  public record Run(
      String sweep,
      String host,
      long process,
      long updated,
      int trials,
      int trialsDone,
      long epochs,
      long epochsDone,
      double seconds,
      double shareDone) {
    /** A run tells of itself every few seconds; one that has not for so long was killed. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /**
     * Tells how long the run has been silent.
     *
     * @param now the present moment
     * @return time since it last told of itself
     */
    public Duration silence(Instant now) {
      return Duration.between(Instant.ofEpochMilli(updated), now);
    }

    /**
     * Tells whether the run was killed: its process is gone, or, on another machine, has long been
     * silent.
     *
     * @param now the present moment
     * @return true if nobody will go on with it
     */
    public boolean isDead(Instant now) {
      return host.equals(Provenance.hostName())
          ? ProcessHandle.of(process).isEmpty()
          : silence(now).compareTo(SILENCE) > 0;
    }
  }

  /**
   * Remembers that a sweep was asked for; asking the same again changes nothing.
   *
   * @param ask the sweep with its overrides
   */
  public void remember(Ask ask) {
    String text = json(ask);
    folder.writeNote(SWEEPS + "/" + ask.name() + "-" + digest(text) + ".json", text);
  }

  /**
   * Lists the sweeps that were asked for.
   *
   * @return in order of their names
   */
  public List<Ask> asks() {
    return read(SWEEPS, Ask.class);
  }

  /**
   * Tells how far a run has come.
   *
   * @param sweep name of its sweep
   * @param host name of this machine
   * @param progress of the run
   */
  public void tell(String sweep, String host, Progress progress) {
    Run run =
        new Run(
            sweep,
            host,
            ProcessHandle.current().pid(),
            Instant.now().toEpochMilli(),
            progress.trials(),
            progress.trialsDone(),
            progress.epochs(),
            progress.epochsDone(),
            progress.seconds(),
            progress.shareDone());
    folder.writeNote(runNote(host, run.process()), json(run));
  }

  /**
   * Removes the note of this process's run.
   *
   * @param host as told
   */
  public void end(String host) {
    folder.deleteNote(runNote(host, ProcessHandle.current().pid()));
  }

  /** Removes the notes of runs that were killed. */
  public void forgetTheDead() {
    Instant now = Instant.now();
    for (Run run : runs()) {
      if (run.isDead(now)) {
        folder.deleteNote(runNote(run.host(), run.process()));
      }
    }
  }

  /**
   * Lists the runs that have not ended in order: those under way, and those that were killed.
   *
   * @return in order of their machines
   */
  public List<Run> runs() {
    return read(RUNS, Run.class);
  }

  private static String runNote(String host, long process) {
    String safe = host.replaceAll("[^A-Za-z0-9.-]", "_");
    return RUNS + "/" + safe + "-" + process + ".json";
  }

  private <T> List<T> read(String notes, Class<T> type) {
    List<T> all = new ArrayList<>();
    folder
        .notes(notes)
        .forEach(
            (name, text) -> {
              try {
                all.add(JSON.readValue(text, type));
              } catch (JsonProcessingException e) {
                throw new UserError(
                    folder.location()
                        + "/"
                        + notes
                        + "/"
                        + name
                        + " is not what it should be: "
                        + e.getOriginalMessage()
                        + "; it may be removed",
                    e);
              }
            });
    return all;
  }

  private static String json(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that is no JSON", e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
