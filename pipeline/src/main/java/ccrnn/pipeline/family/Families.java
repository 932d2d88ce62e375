package ccrnn.pipeline.family;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.NetworkWord;
import ccrnn.pipeline.sweep.Trial;
import ccrnn.pipeline.sweep.Vocabularies;
import ccrnn.pipeline.sweep.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The families that this program was started with: its own, and those that jars on the class path
 * offer by {@link ServiceLoader} ({@code META-INF/services/ccrnn.pipeline.family.Family}). Both are
 * found once; executors find the same ones, as the jars travel with the job.
 */
public final class Families implements Vocabularies {
  /**
   * All that was found.
   *
   * @param own those of this project, in the order of its services file
   * @param external those of other jars, in the order of their identities
   * @param all the families of both
   */
  private record Found(List<Family> own, List<ExternalFamily> external, List<Family> all) {
    static Found of(List<Family> own, List<ExternalFamily> external) {
      List<Family> all = new ArrayList<>(own);
      external.forEach(each -> all.add(each.guarded()));
      return new Found(List.copyOf(own), List.copyOf(external), List.copyOf(all));
    }
  }

  /** Found when first asked for; a mistake is told at every call. */
  private static final class Installed {
    static final Found FOUND;
    static final UserError MISTAKE;

    static {
      Found found = Found.of(List.of(), List.of());
      UserError mistake = null;
      try {
        found = find();
      } catch (UserError e) {
        mistake = e;
      }
      FOUND = found;
      MISTAKE = mistake;
    }
  }

  private static Found found() {
    if (Installed.MISTAKE != null) {
      throw Installed.MISTAKE;
    }
    return Installed.FOUND;
  }

  /** For {@link ServiceLoader} alone; ask the static methods. */
  public Families() {}

  @Override
  public List<? extends Vocabulary> installed() {
    List<Vocabulary> all = new ArrayList<>(found().own());
    all.addAll(found().external());
    return all;
  }

  private static Found find() {
    List<Family> own = new ArrayList<>();
    List<ExternalFamily> external = new ArrayList<>();
    Path here = ExternalFamily.origin(Families.class);
    try {
      for (Family family : ServiceLoader.load(Family.class, Family.class.getClassLoader())) {
        if (ExternalFamily.origin(family.getClass()).equals(here)) {
          own.add(family);
        } else {
          external.add(ExternalFamily.of(family));
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new UserError("a jar offers a family that cannot be had: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw ExternalFamily.builtAgainstAnother("a jar with a family", e);
    }
    external.sort(Comparator.comparing(ExternalFamily::identity));
    return Found.of(own, external);
  }

  /**
   * The family that trains a trial.
   *
   * @param trial any trial
   * @return its family
   */
  public static Family of(Trial trial) {
    return ofNetwork(trial.word(CommonRows.NETWORK));
  }

  /**
   * The family that a network belongs to.
   *
   * @param network a word of {@link CommonRows#NETWORK}
   * @return its family
   * @throws IllegalArgumentException if it belongs to none
   */
  public static Family ofNetwork(String network) {
    return Optional.ofNullable(ByNetwork.FAMILIES.get(network))
        .orElseThrow(() -> new IllegalArgumentException("no family has a network " + network));
  }

  /** Looked up for every trial. */
  private static final class ByNetwork {
    static final Map<String, Family> FAMILIES = new LinkedHashMap<>();

    static {
      for (Family family : all()) {
        for (NetworkWord network : family.networks()) {
          FAMILIES.put(network.word(), family);
        }
      }
    }
  }

  /**
   * All families, those of this project first.
   *
   * @return in the order of the catalogue
   */
  public static List<Family> all() {
    return found().all();
  }

  /**
   * Finds who can tell about a task.
   *
   * @param task its word
   * @return the first family that learns it
   * @throws IllegalArgumentException if none does
   */
  public static Family learning(String task) {
    return all().stream()
        .filter(
            family ->
                family.networks().stream()
                    .flatMap(network -> network.tasks().stream())
                    .anyMatch(each -> each.word().equals(task)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no family learns the task " + task));
  }

  /**
   * Tells which families are no part of this project.
   *
   * @return the values of {@link CommonRows#FAMILY} that trials can have here, by the file name of
   *     their jar
   */
  public static Map<String, String> jars() {
    Map<String, String> jars = new LinkedHashMap<>();
    found().external().forEach(external -> jars.put(external.jar(), external.identity()));
    return jars;
  }
}
