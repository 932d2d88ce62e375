package ccrnn.jobs.command;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.sweep.Catalogue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The jars with families that are no part of this project: asked for, and wanted by a folder. */
final class OwnNetworks {
  private OwnNetworks() {}

  /**
   * Checks that every jar offers a family and that all families go together. The launcher, or
   * spark-submit, has put the jars on the class path.
   *
   * @param jars as they were asked for
   * @throws UserError if one offers none, or two do not go together
   */
  static void check(List<Path> jars) {
    Catalogue.installed();
    Map<String, String> known = Families.jars();
    for (Path jar : jars) {
      if (!known.containsKey(jar.getFileName().toString())) {
        throw new UserError(
            "--with "
                + jar
                + ": it offers no network; its META-INF/services/ccrnn.pipeline.family.Family has to"
                + " name the class of the family");
      }
    }
  }

  /**
   * The families of a folder's trials that are not here.
   *
   * @param families that trials of the folder are of
   * @return what to say of each, one line
   */
  private static List<String> missing(Set<String> families) {
    List<String> lines = new ArrayList<>();
    for (String family : families) {
      if (!Families.jars().containsValue(family)) {
        String[] parts = family.split("@", -1);
        lines.add(
            "trials of family %s, version %s (jar of %s): start with its jar, --with JAR"
                .formatted(parts[0], parts[1], parts[2]));
      }
    }
    return lines;
  }

  /**
   * Tells which families of a folder are not here, whose rows can be read all the same.
   *
   * @param families that trials of the folder are of
   * @param err gets a line for each
   */
  static void tell(Set<String> families, PrintWriter err) {
    missing(families).forEach(line -> err.println("ccrnn: without the settings of " + line));
    err.flush();
  }

  /**
   * Refuses a folder that holds trials of families that are not here.
   *
   * @param families that trials of the folder are of
   * @throws UserError that names the first of them
   */
  static void requireAll(Set<String> families) {
    missing(families).stream()
        .findFirst()
        .ifPresent(
            line -> {
              throw new UserError("cannot do without the networks of " + line);
            });
  }
}
