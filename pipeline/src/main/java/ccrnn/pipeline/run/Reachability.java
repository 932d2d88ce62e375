package ccrnn.pipeline.run;

import ccrnn.pipeline.Locations;
import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.RecentlyUsed;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.store.ResultsFolder;
import ccrnn.pipeline.sweep.Catalogue;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.DataIdentity;
import ccrnn.pipeline.sweep.TaskWord;
import ccrnn.pipeline.sweep.Trial;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;

/**
 * Whether the machines of a cluster see the results folder that the driver sees: a path may be
 * there on each of them and yet be another disk, and trials committed there would be lost. And
 * whether they see the data: trials that learn from others, or from none, would all fail.
 *
 * <p>The driver leaves a word in the folder that nobody can guess, and every executor reads it and
 * writes beside it: those that are there at the start before anything is trained, those that come
 * later before their first task. The word stays until {@link #close}.
 */
final class Reachability implements AutoCloseable {
  /** The folder of notes that holds the words. */
  private static final String NOTES = "reach";

  /** Runs whose folder this JVM has seen; an executor serves one. */
  private static final int KEPT = 4;

  /** How often to ask for executors that have not answered yet. */
  private static final int ROUNDS = 5;

  /** Long enough for the other cores to take a task too. */
  private static final long TASK_MILLIS = 100;

  private final ResultsFolder folder;
  private final Word word;

  private Reachability(ResultsFolder folder, Word word) {
    this.folder = folder;
    this.word = word;
  }

  /**
   * Leaves the word.
   *
   * @param folder as the driver sees it
   * @param location the same as executors are told it
   * @param hadoop Hadoop settings for an address
   * @param data what trials learn from, if they learn from files
   * @throws UncheckedIOException if it cannot be written
   */
  static Reachability of(
      ResultsFolder folder, String location, Map<String, String> hadoop, Optional<Data> data) {
    removeThoseOfTheDead(folder);
    String name = Provenance.hostName().replaceAll("[^A-Za-z0-9.-]", "_") + "-" + process();
    Word word =
        new Word(
            location, new TreeMap<>(hadoop), name, UUID.randomUUID().toString(), data.orElse(null));
    folder.notes().write(word.note(), word.text());
    return new Reachability(folder, word);
  }

  private static long process() {
    return ProcessHandle.current().pid();
  }

  /** Drivers of this machine that were killed; those of others leave a few bytes. */
  private static void removeThoseOfTheDead(ResultsFolder folder) {
    String here = Provenance.hostName().replaceAll("[^A-Za-z0-9.-]", "_") + "-";
    for (String name : folder.notes().texts(NOTES).keySet()) {
      String process = name.startsWith(here) ? name.substring(here.length()) : "";
      if (process.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(process)).isEmpty()) {
        folder.notes().delete(NOTES + "/" + name);
      }
    }
  }

  /**
   * Asks every executor that is there, by tasks that take a moment.
   *
   * @throws UserError if one does not reach the folder
   */
  void require(JavaSparkContext spark) {
    Set<String> answered = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      int tasks = spark.defaultParallelism();
      for (Answer answer : answers(spark, tasks)) {
        if (answer.problem() != null) {
          throw new UserError(answer.problem());
        }
        answered.add(answer.executor());
      }
      int executors = spark.sc().statusTracker().getExecutorInfos().length - 1; // and the driver
      if (answered.size() >= executors) {
        break;
      }
    }
    awaitTold(spark);
  }

  /** Spark tells of these tasks a moment after they have ended: not to those who count trials. */
  private static void awaitTold(JavaSparkContext spark) {
    try {
      spark.sc().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      return; // progress is for the eye only
    }
  }

  private List<Answer> answers(JavaSparkContext spark, int tasks) {
    try {
      return spark
          .parallelize(Collections.nCopies(tasks, word), tasks)
          .map(Reachability::answer)
          .collect();
    } catch (Exception e) { // Scala throws checked exceptions without saying so
      throw new UserError(
          "the executors do not answer: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  private static Answer answer(Word word) throws InterruptedException {
    Thread.sleep(TASK_MILLIS);
    SparkEnv here = SparkEnv.get();
    return new Answer(here.executorId(), word.problem(host()).orElse(null));
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /** The task, preceded by a look at the folder where the executor has not looked yet. */
  <T> VoidFunction<Iterator<T>> first(VoidFunction<Iterator<T>> task) {
    return new Looking<>(word, task);
  }

  /** Removes the word. */
  @Override
  public void close() {
    folder.notes().delete(word.note());
  }

  /**
   * What an executor found.
   *
   * @param executor Spark's name for it
   * @param problem null where all is well
   */
  private record Answer(String executor, String problem) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Data that executors must see too.
   *
   * @param path absolute, or an address
   * @param kind what is there
   * @param identity of what is there
   */
  record Data(String path, DataIdentity.Kind kind, String identity) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String SHARE = "give a path that all machines share";

    /** The data of the first trial that has some; all trials of a sweep have the same. */
    static Optional<Data> of(List<Trial> trials, DataLocation location) {
      return trials.stream()
          .filter(trial -> location.path().isPresent() && trial.find(CommonRows.DATA).isPresent())
          .filter(trial -> !trial.word(CommonRows.DATA).equals("embedded"))
          .findFirst()
          .map(
              trial ->
                  new Data(
                      location.path().get(),
                      Catalogue.installed()
                          .task(trial.word(CommonRows.TASK))
                          .flatMap(TaskWord::data)
                          .orElseThrow(),
                      trial.word(CommonRows.DATA)));
    }

    /** Reads them, which the first trial would do, and they are kept for all. */
    Optional<String> problem(String host, Map<String, String> hadoop) {
      DataLocation there = new DataLocation(Optional.of(path), hadoop);
      try {
        String found = there.identity(kind);
        return found.equals(identity)
            ? Optional.empty()
            : Optional.of(
                "data %s are others on host %s (%s) than on the driver's (%s); %s"
                    .formatted(path, host, found, identity, SHARE));
      } catch (UserError e) {
        return Optional.of(
            "data %s: the executor on host %s does not reach them (%s); %s"
                .formatted(path, host, e.getMessage(), SHARE));
      }
    }
  }

  /**
   * The word and where it is.
   *
   * @param location of the results folder
   * @param hadoop settings for an address
   * @param name of the note
   * @param text of the note, never the same twice
   * @param data null where there are none
   */
  record Word(String location, TreeMap<String, String> hadoop, String name, String text, Data data)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Without the settings, which may hold secrets. */
    @Override
    public String toString() {
      return note();
    }

    private String note() {
      return NOTES + "/" + name;
    }

    /**
     * Looks for the word and writes beside it.
     *
     * @param host name of this machine in the answer
     * @return one line for the user; empty if all is well
     */
    Optional<String> problem(String host) {
      try {
        ResultsFolder there = ResultsFolder.open(location, hadoop);
        if (!text.equals(there.notes().texts(NOTES).get(name))) {
          return Optional.of(unseen(host));
        }
        String own = note() + "-" + UUID.randomUUID();
        there.notes().write(own, host);
        there.notes().delete(own);
        return data == null ? Optional.empty() : data.problem(host, hadoop);
      } catch (UserError e) {
        return Optional.of(isPath() ? unseen(host) : unseen(host) + " (" + e.getMessage() + ")");
      } catch (UncheckedIOException e) {
        return Optional.of(
            "results folder %s: the executor on host %s cannot write to it (%s)"
                .formatted(location, host, e.getMessage()));
      }
    }

    /** Throws what a failed task is to say. */
    void require(String host) {
      problem(host)
          .ifPresent(
              problem -> {
                throw new UncheckedIOException(problem, new IOException(problem));
              });
    }

    private boolean isPath() {
      return !Locations.isUri(location) || location.startsWith("file:");
    }

    private String unseen(String host) {
      return isPath()
          ? ("results folder %s is on the driver's own disk: the executor on host %s does not see"
                  + " it; give --out a folder that all machines share")
              .formatted(location, host)
          : "results folder %s: the executor on host %s does not reach it"
              .formatted(location, host);
    }
  }

  /** Asked for once per run in each JVM. */
  private static final class Seen {
    private static final RecentlyUsed<String, Boolean> WORDS = new RecentlyUsed<>(KEPT);
  }

  private static final class Looking<T> implements VoidFunction<Iterator<T>> {
    private static final long serialVersionUID = 1L;

    private final Word word;
    private final VoidFunction<Iterator<T>> task;

    Looking(Word word, VoidFunction<Iterator<T>> task) {
      this.word = word;
      this.task = task;
    }

    @Override
    public void call(Iterator<T> trials) throws Exception {
      Seen.WORDS.find(word.text(), this::look);
      task.call(trials);
    }

    private Boolean look() {
      word.require(host());
      return true;
    }
  }
}
