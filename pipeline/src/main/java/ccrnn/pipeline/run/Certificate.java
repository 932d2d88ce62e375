package ccrnn.pipeline.run;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.BuildInfo;
import ccrnn.pipeline.store.Provenance;
import ccrnn.pipeline.sweep.Catalogue;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * That somebody trained some trials of a folder again and what came of it; kept in the folder
 * itself as a file of JSON.
 *
 * @param when it was done, by the clock of that machine, ISO 8601 in UTC
 * @param user who did it
 * @param host on which machine
 * @param version of this project
 * @param commit that it was built from
 * @param resultVersion the newest that the program makes
 * @param jvm name and version of the Java virtual machine
 * @param os name, version and architecture of the operating system
 * @param cpu model of the processor
 * @param kernel carrier of the hot loops
 * @param seed by which the sample was drawn; null where trials were named
 * @param complete how many complete trials the folder held
 * @param trials what became of each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Certificate(
    String when,
    String user,
    String host,
    String version,
    String commit,
    int resultVersion,
    String jvm,
    String os,
    String cpu,
    String kernel,
    Long seed,
    int complete,
    List<Verifier.Check> trials) {
  /** Copies the list; what a note of another version lacks is unknown. */
  public Certificate {
    when = Objects.requireNonNullElse(when, "?");
    user = Objects.requireNonNullElse(user, "?");
    host = Objects.requireNonNullElse(host, "?");
    trials = trials == null ? List.of() : List.copyOf(trials);
  }

  /**
   * Writes a certificate of this process.
   *
   * @param kernel in use
   * @param seed by which the sample was drawn; null where trials were named
   * @param complete how many complete trials the folder held
   * @param trials what became of each
   * @return the certificate
   */
  public static Certificate here(
      Kernel kernel, Long seed, int complete, List<Verifier.Check> trials) {
    BuildInfo build = BuildInfo.current();
    Provenance here =
        Provenance.here(build.version(), build.gitId(), kernel.name().toLowerCase(Locale.ROOT));
    return new Certificate(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        System.getProperty("user.name"),
        here.host(),
        here.projectVersion(),
        here.gitId(),
        Catalogue.installed().newestResultVersion(),
        here.jvm(),
        here.os(),
        here.cpu(),
        here.kernel(),
        seed,
        complete,
        trials);
  }

  /**
   * Tells how many trials were the same again.
   *
   * @return trials whose every bit is equal
   */
  public int equal() {
    return (int) trials.stream().filter(Verifier.Check::equal).count();
  }

  /** Names a certificate so that names sort as times do. */
  String name() {
    return when.replaceAll("[^0-9TZ]", "") + "-" + Hashes.shortHash(toString());
  }
}
