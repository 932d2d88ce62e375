package ccrnn.pipeline.data.location;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.data.DigitData;
import ccrnn.pipeline.data.DigitDataSource;
import ccrnn.pipeline.data.captions.CaptionData;
import ccrnn.pipeline.sweep.DataIdentity;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the data of a sweep lie. Trials do not depend on it, only on what is found there.
 *
 * @param path a folder of this machine or an address that the Hadoop file system understands; empty
 *     where the program draws its own
 * @param hadoop Hadoop settings for an address, on top of Hadoop's own
 */
public record DataLocation(Optional<String> path, Map<String, String> hadoop) {
  /** No data but those that the program draws. */
  public static final DataLocation EMBEDDED = new DataLocation(Optional.empty(), Map.of());

  /** Copies the settings. */
  public DataLocation {
    Objects.requireNonNull(path, "path");
    hadoop = Map.copyOf(hadoop);
  }

  /** Without the settings, which may hold secrets. */
  @Override
  public String toString() {
    return path.orElse("embedded data");
  }

  /**
   * Tells what data a path holds, by reading them.
   *
   * @return reads a path with Hadoop's own settings
   */
  public static DataIdentity identities() {
    return (path, kind) -> {
      return new DataLocation(Optional.of(path), Map.of()).identity(kind);
    };
  }

  /**
   * Tells what data the path holds, by reading them.
   *
   * @param kind what is looked for
   * @return a value of {@link ccrnn.pipeline.sweep.CommonRows#DATA}
   * @throws UserError if there are no such data
   */
  public String identity(DataIdentity.Kind kind) {
    return switch (kind) {
      case DIGITS -> digits().identity();
      case CAPTIONS -> captions().identity();
    };
  }

  /**
   * Reads digits at the path, once for many trials.
   *
   * @return the digits
   * @throws UserError if there is no path, or nothing readable there
   */
  public DigitData digits() {
    return DigitDataSource.read(required(), hadoop);
  }

  /**
   * Reads captions at the path, once for many trials.
   *
   * @return the captions
   * @throws UserError if there is no path, or nothing readable there
   */
  public CaptionData captions() {
    return CaptionData.shared(required(), hadoop);
  }

  private String required() {
    return path.orElseThrow(
        () -> new UserError("the trial learns from data; say where they are with --data DIR"));
  }

  /**
   * Tells what crosses the wire to executors; an Optional would not.
   *
   * @return the same location
   */
  public Wire wire() {
    return new Wire(path.orElse(null), new TreeMap<>(hadoop));
  }

  /**
   * A location that can be serialised.
   *
   * @param path null where there is none
   * @param hadoop settings
   */
  public record Wire(String path, TreeMap<String, String> hadoop) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return String.valueOf(path);
    }

    /**
     * Comes back from the wire.
     *
     * @return the same location
     */
    public DataLocation location() {
      return new DataLocation(Optional.ofNullable(path), hadoop);
    }
  }
}
