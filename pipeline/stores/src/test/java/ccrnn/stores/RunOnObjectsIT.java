package ccrnn.stores;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.pipeline.store.ResultsFolder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with its results on an S3 server, killed halfway, and what reads them. */
@Tag("cluster")
class RunOnObjectsIT {
  private static final int TRIALS = 12;
  private static final int BEFORE_THE_KILL = 4;

  @TempDir private Path scratch;

  /** All that the program said. */
  private final List<String> said = new ArrayList<>();

  @Test
  void killedInAnUploadItGoesOnAndEndsWithTheRowsOfALocalRunAndNobodyReadsTheKeys()
      throws Exception {
    String sweep = Files.writeString(scratch.resolve("small.yaml"), Samples.SWEEP).toString();
    String location = "s3a://" + S3Server.BUCKET + "/sweeps/small";
    try (S3Server server = S3Server.start(scratch);
        Wire wire = new Wire(server)) {
      String stuck = kill(server, wire, sweep, location);
      List<String> left = trials(server);
      assertThat(left).hasSize(BEFORE_THE_KILL).doesNotContain(stuck);

      Map<String, String> environment = S3Server.environment(server.port());
      assertThat(run(environment, "plan", sweep, "--out", location).out())
          .contains(BEFORE_THE_KILL + " done, " + (TRIALS - BEFORE_THE_KILL) + " to train");
      Ccrnn rest = run(environment, "run", sweep, "--out", location, "--", "--master", "local[2]");
      assertThat(rest.err()).contains(TRIALS - BEFORE_THE_KILL + " of");
      assertThat(rest.out()).contains("curves: ").doesNotContain("failed:");
      assertThat(trials(server)).hasSize(TRIALS).contains(stuck).containsAll(left);

      read(environment, location);
      assertThat(Samples.rows(ResultsFolder.open(location, S3Server.settings(server.port()))))
          .isEqualTo(Samples.rows(ResultsFolder.open(localRun(sweep))))
          .hasSize(TRIALS);

      Map<String, String> wrong = new HashMap<>(environment);
      wrong.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET + "x");
      Ccrnn denied = Ccrnn.run(scratch, wrong, "status", location, "--verbose");
      keep(denied);
      assertThat(denied.exit()).isEqualTo(2);
      assertThat(denied.err())
          .contains(
              "ccrnn: results folder " + location + " cannot be read: permission denied (keys ");
      nobodyReadsTheKeys(server);
    } finally {
      FileSystem.closeAll();
    }
  }

  /** Kills a run while its fifth trial is on the way; its keys are given as options. */
  private String kill(S3Server server, Wire wire, String sweep, String location) throws Exception {
    AtomicReference<String> stuck = new AtomicReference<>();
    wire.fates(
        request -> {
          if (!request.is("PUT", "/trials/") || request.path().contains("probe")) {
            return Wire.Fate.ANSWERED;
          }
          if (trials(server).size() < BEFORE_THE_KILL) {
            return Wire.Fate.ANSWERED;
          }
          stuck.compareAndSet(null, request.shown().replaceFirst(".*/", ""));
          return Wire.Fate.STUCK;
        });
    List<String> command =
        new ArrayList<>(List.of("run", sweep, "--out", location, "--", "--master", "local[1]"));
    S3Server.settings(wire.port())
        .forEach(
            (key, value) -> command.addAll(List.of("--conf", "spark.hadoop." + key + "=" + value)));
    try (Ccrnn program = Ccrnn.start(scratch, Map.of(), command.toArray(String[]::new))) {
      Instant patience = Instant.now().plus(Duration.ofMinutes(3));
      while (stuck.get() == null && program.isAlive() && Instant.now().isBefore(patience)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      keep(program);
      assertThat(stuck.get()).as(program.err()).isNotNull();
    }
    return stuck.get();
  }

  private static List<String> trials(S3Server server) {
    return server.keys().stream()
        .filter(key -> key.contains("/trials/"))
        .map(key -> key.replaceFirst(".*/", ""))
        .toList();
  }

  private void read(Map<String, String> environment, String location) throws Exception {
    assertThat(run(environment, "status", location).out())
        .containsPattern("small +" + TRIALS + " +" + TRIALS + " +0 +0")
        .contains("nothing is running");
    Ccrnn all = run(environment, "sql", location, "SELECT * FROM trials", "--format", "csv");
    Pattern idPattern = Pattern.compile("(?m)^[0-9a-f]{64}"); // texts of settings have lines, too
    assertThat(idPattern.matcher(all.out()).results().count()).isEqualTo(TRIALS);
    Matcher id = idPattern.matcher(all.out());
    assertThat(id.find()).isTrue();
    assertThat(run(environment, "trial", location, id.group()).out())
        .startsWith("trial " + id.group());
    assertThat(run(environment, "verify", location, "--trial", id.group()).out())
        .contains("equal in every bit");
  }

  private String localRun(String sweep) throws Exception {
    String local = scratch.resolve("local").toString();
    run(Map.of(), "run", sweep, "--out", local, "--", "--master", "local[2]");
    return local;
  }

  private Ccrnn run(Map<String, String> environment, String... arguments) throws Exception {
    Ccrnn program = Ccrnn.run(scratch, environment, arguments);
    keep(program);
    assertThat(program.exit()).as(program.err()).isZero();
    return program;
  }

  private void keep(Ccrnn program) throws Exception {
    said.add(program.out());
    said.add(program.err());
  }

  /** Files of tables are not compressed, so a key would be there byte by byte. */
  private void nobodyReadsTheKeys(S3Server server) throws Exception {
    List<String> texts = new ArrayList<>(said);
    server.objects().values().forEach(b -> texts.add(new String(b, StandardCharsets.ISO_8859_1)));
    assertThat(texts).hasSizeGreaterThan(2 * TRIALS);
    String encoded = URLEncoder.encode(S3Server.SECRET, StandardCharsets.UTF_8);
    for (String text : texts) {
      assertThat(text).doesNotContain(S3Server.SECRET, encoded, S3Server.KEY);
    }
  }
}
