package ccrnn.jobs.parity;

import ccrnn.model.kernel.Kernel;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.reference.Agreement;
import ccrnn.pipeline.reference.ReferenceCase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Repeats recorded runs of published code and measures how far ours are from theirs. */
public final class Parity {
  private final Kernel kernel;

  /**
   * Chooses the carrier.
   *
   * @param kernel of the hot loops; changes no bit
   */
  public Parity(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Finds the cases in a folder.
   *
   * @param folder a case itself, or a folder of cases
   * @return the folders of the cases, by name
   * @throws ccrnn.pipeline.UserError if there is none
   */
  public static List<Path> cases(Path folder) {
    return ReferenceCase.find(folder);
  }

  /**
   * Cases by whether they can be repeated here.
   *
   * @param known to be repeated, by name; a case that is asked for by itself is always among them,
   *     so that it is an error where it cannot be
   * @param others of other published models, by name
   */
  public record Sorted(List<Path> known, List<Path> others) {
    /** Copies the lists. */
    public Sorted {
      known = List.copyOf(known);
      others = List.copyOf(others);
    }
  }

  /**
   * Sorts cases.
   *
   * @param cases as {@link #cases} finds them
   * @return the same cases
   * @throws ccrnn.pipeline.UserError if one is damaged
   */
  public static Sorted sorted(List<Path> cases) {
    Map<Boolean, List<Path>> known =
        cases.stream()
            .collect(
                Collectors.partitioningBy(
                    folder -> cases.size() == 1 || family(ReferenceCase.read(folder)).isPresent()));
    return new Sorted(known.get(true), known.get(false));
  }

  private static Optional<Family> family(ReferenceCase reference) {
    return Families.all().stream().filter(family -> family.replays(reference)).findFirst();
  }

  /**
   * Repeats one case.
   *
   * @param folder of the case
   * @return the errors
   * @throws ccrnn.pipeline.UserError if the folder does not hold a readable case, one that no
   *     family knows, or one with a setting that the trainer does not know
   */
  public Agreement run(Path folder) {
    ReferenceCase reference = ReferenceCase.read(folder);
    return family(reference)
        .orElseThrow(() -> reference.unknown("model"))
        .replay(reference, kernel);
  }
}
