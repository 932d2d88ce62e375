package ccrnn.pipeline.run;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Sweep;
import ccrnn.pipeline.sweep.SweepReader;
import ccrnn.pipeline.sweep.SweepSource;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Small texts beside the tables of a results folder: which sweeps were asked of it, so that {@code
 * status} knows what is missing, which runs are under way, and which trials each of them keeps to
 * itself ({@link Presence}). What is done is told by the tables alone.
 */
public final class Journal {
  private static final String SWEEPS = "sweeps";
  private static final String RUNS = "runs";
  private static final String CLAIMS = "claims";
  private static final String CERTIFICATES = "certificates";
  private static final String JSON_SUFFIX = ".json";

  /** Digits of an id that a claim keeps. */
  private static final int SHORT_ID = 16;

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
   * @param data what the data were that its trials learn from ({@link CommonRows#DATA}); null where
   *     the program draws its own
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Ask(
      String name,
      String file,
      String text,
      List<String> overrides,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SweepSource.Text> like,
      @JsonInclude(JsonInclude.Include.NON_NULL) String data) {
    /** Copies the lists; notes without {@code like} are of sweeps that are like no other. */
    public Ask {
      name = Objects.requireNonNullElse(name, "?");
      file = Objects.requireNonNullElse(file, "?");
      text = Objects.requireNonNullElse(text, "");
      overrides = overrides == null ? List.of() : List.copyOf(overrides);
      like = like == null ? List.of() : List.copyOf(like);
    }

    /**
     * A sweep as its files say.
     *
     * @param sweep as it was read
     * @param source its texts
     * @param overrides {@code key=value}, in order
     * @return what to remember
     */
    public static Ask of(Sweep sweep, SweepSource source, List<String> overrides) {
      return new Ask(
          sweep.name(),
          source.own().file(),
          source.own().text(),
          overrides,
          source.like().stream().toList(),
          data(sweep));
    }

    private static String data(Sweep sweep) {
      return sweep.data().isEmpty()
          ? null
          : sweep.trials().stream()
              .flatMap(trial -> trial.find(CommonRows.DATA).stream())
              .map(Object::toString)
              .findFirst()
              .orElse(null);
    }

    /**
     * Reads the sweep again. The data are taken to be what they were: no path that a note names is
     * opened, since a folder may come from anyone.
     *
     * @return the sweep
     * @throws UserError if this version of the program does not understand it
     */
    public Sweep sweep() {
      return SweepReader.parse(source(), overrides, (path, kind) -> identity());
    }

    private String identity() {
      if (data == null) {
        throw new UserError("what the data of " + name + " were is not noted");
      }
      return data;
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
   * @param id names its note; no two runs have the same
   * @param sweep name of its sweep
   * @param host machine of the driver
   * @param machine tells machines, their boots and their containers apart
   * @param process its process id there
   * @param started when that process started, in a measure of that machine
   * @param beat counts how often it has told of itself
   * @param ticket its place in the order in which runs take trials; 0 while it takes its ticket
   * @param phase what it is at
   * @param trials trials that it is to train
   * @param trialsDone of those, committed
   * @param epochs epochs that it is to train
   * @param epochsDone of those, trained
   * @param seconds how long it has been training
   * @param shareDone share of the predicted work that is done
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Run(
      String id,
      String sweep,
      String host,
      String machine,
      long process,
      long started,
      long beat,
      long ticket,
      Phase phase,
      int trials,
      int trialsDone,
      long epochs,
      long epochsDone,
      double seconds,
      double shareDone) {
    /** Takes what a note of another version lacks for unknown. */
    public Run {
      id = Objects.requireNonNullElse(id, "");
      sweep = Objects.requireNonNullElse(sweep, "?");
      host = Objects.requireNonNullElse(host, "?");
      machine = Objects.requireNonNullElse(machine, "");
      phase = Objects.requireNonNullElse(phase, Phase.TRAINING);
    }

    /** The name of a note is the id, whatever it says itself. */
    private Run named(String note) {
      return new Run(
          note,
          sweep,
          host,
          machine,
          process,
          started,
          beat,
          ticket,
          phase,
          trials,
          trialsDone,
          epochs,
          epochsDone,
          seconds,
          shareDone);
    }
  }

  /** What a run is at. */
  public enum Phase {
    /** It finds out what is left for it. */
    CHOOSING,
    /** It trains its trials. */
    TRAINING,
    /** Its trials are done; it waits for those of other runs. */
    WAITING
  }

  /**
   * Remembers that a sweep was asked for; asking the same again changes nothing.
   *
   * @param ask the sweep with its overrides
   */
  public void remember(Ask ask) {
    String text = json(ask);
    folder.notes().write(SWEEPS + "/" + ask.name() + "-" + Hashes.shortHash(text) + ".json", text);
  }

  /**
   * Lists the sweeps that were asked for.
   *
   * @return in order of their names
   */
  public List<Ask> asks() {
    return List.copyOf(read(SWEEPS, Ask.class).values());
  }

  /**
   * Keeps a certificate.
   *
   * @param certificate what was verified
   * @return its file, below the folder
   */
  public String keep(Certificate certificate) {
    String name = CERTIFICATES + "/" + certificate.name() + JSON_SUFFIX;
    folder.notes().write(name, json(certificate));
    return name;
  }

  /**
   * Reads the certificates of the folder.
   *
   * @return by name of their files, the newest last
   */
  public SortedMap<String, Certificate> certificates() {
    return read(CERTIFICATES, Certificate.class);
  }

  /** Writes the note of a run. */
  void tell(Run run) {
    folder.notes().write(RUNS + "/" + run.id() + JSON_SUFFIX, json(run));
  }

  /** Notes which trials a run keeps to itself, by the first digits of their ids. */
  void claim(Run run, Set<String> shortIds) {
    folder.notes().write(claims(run), String.join("", shortIds));
  }

  /** The trials that a run keeps to itself, by the first digits of their ids. */
  Set<String> claimed(Run run) {
    String text = folder.notes().text(claims(run)).orElse("");
    Set<String> ids = new HashSet<>();
    for (int at = 0; at + SHORT_ID <= text.length(); at += SHORT_ID) {
      ids.add(text.substring(at, at + SHORT_ID));
    }
    return ids;
  }

  /** What a claim keeps of an id: enough to tell millions of trials apart. */
  static String shortId(String id) {
    return id.substring(0, SHORT_ID);
  }

  /** Whether the note of a run is still there. */
  boolean has(Run run) {
    return folder.notes().text(RUNS + "/" + run.id() + JSON_SUFFIX).isPresent();
  }

  /** Removes the notes of a run. */
  void forget(Run run) {
    folder.notes().delete(RUNS + "/" + run.id() + JSON_SUFFIX);
    folder.notes().delete(claims(run));
  }

  private static String claims(Run run) {
    return CLAIMS + "/" + run.id() + ".txt";
  }

  /**
   * Lists the runs that have not ended in order: those under way, and those that were killed.
   *
   * @return in order of their machines
   */
  public List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    read(RUNS, Run.class)
        .forEach(
            (name, run) ->
                runs.add(run.named(name.substring(0, name.length() - JSON_SUFFIX.length()))));
    return runs;
  }

  private <T> SortedMap<String, T> read(String notes, Class<T> type) {
    SortedMap<String, T> all = new TreeMap<>();
    folder
        .notes()
        .texts(notes)
        .forEach(
            (name, text) -> {
              if (!name.endsWith(JSON_SUFFIX)) {
                return; // what a desktop leaves in a folder that it has shown
              }
              try {
                all.put(name, JSON.readValue(text, type));
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
}
