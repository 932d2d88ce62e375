package ccrnn.jobs.parity;

import ccrnn.model.kernel.Kernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Repeats recorded runs and measures how far ours are from theirs.
 *
 * <p>The error of a tensor is {@code max |ours - theirs| / (1e-3 + max |theirs|)}. The bound is
 * {@value #BOUND}: the recordings are 64-bit, ours is 32-bit with a rounding error of 6e-8 per
 * operation; sums over some hundred terms leave about 1e-6 in a gradient. Adam divides by the root
 * of the mean square, which turns the relative error of a small gradient element into an error of a
 * fraction of the learning rate (1e-3) per update, so parameters of size 0.3 come out within about
 * 1e-5.
 */
public final class Parity {
  /** Largest error of a tensor that counts as equal. */
  public static final double BOUND = 2e-5;

  private static final double FLOOR = 1e-3;

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
   * The errors of a case. Each number is the largest error over the tensors of its kind, {@link
   * #ABSENT} where the recording has none.
   *
   * @param name folder of the case
   * @param gradients of the first batch, before clipping
   * @param norms of the gradients, before clipping
   * @param losses of the batches or truncations
   * @param parameters after each epoch or batch
   * @param predictions after training; for captions also the words that the network writes
   * @param metrics after training
   * @param activity in the first batch: states, granule cells, predicted and true feedback
   */
  public record Result(
      String name,
      double gradients,
      double norms,
      double losses,
      double parameters,
      double predictions,
      double metrics,
      double activity) {
    /**
     * Finds the worst.
     *
     * @return the largest of the errors; NaN if one of ours is not a number
     */
    public double largest() {
      double largest = 0;
      for (double e :
          new double[] {gradients, norms, losses, parameters, predictions, metrics, activity}) {
        // Absent kinds are negative; a NaN stays.
        largest = Math.max(largest, e);
      }
      return largest;
    }
  }

  /** Error of a kind of tensor that a recording lacks. */
  public static final double ABSENT = -1;

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
                    reference ->
                        cases.size() == 1
                            || RecordedSettings.knows(ReferenceCase.model(reference))));
    return new Sorted(known.get(true), known.get(false));
  }

  /**
   * Repeats one case.
   *
   * @param folder of the case
   * @return the errors
   * @throws ccrnn.pipeline.UserError if the folder does not hold a readable case, or one with a
   *     setting that the trainer does not know
   */
  public Result run(Path folder) {
    return new Replay(ReferenceCase.read(folder), kernel).run();
  }

  /** {@code max |ours - theirs| / (1e-3 + max |theirs|)}; NaN if one of ours is not a number. */
  static double error(double[] theirs, double[] ours) {
    if (theirs.length != ours.length) {
      throw new IllegalStateException(theirs.length + " recorded numbers, ours " + ours.length);
    }
    double difference = 0;
    double size = 0;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs(ours[i] - theirs[i]));
      size = Math.max(size, Math.abs(theirs[i]));
    }
    return difference / (FLOOR + size);
  }
}
