package ccrnn.pipeline.run;

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
      DataLocation there = new DataLocation(Optional.of(path), Map.of());
      return switch (kind) {
        case DIGITS -> there.digits().identity();
        case CAPTIONS -> there.captions().identity();
      };
    };
  }

  /** Digits at the path. */
  DigitData digits() {
    return DigitDataSource.read(required(), hadoop);
  }

  /** Captions at the path. */
  CaptionData captions() {
    return CaptionData.shared(required(), hadoop);
  }

  private String required() {
    return path.orElseThrow(
        () -> new UserError("the trial learns from data; say where they are with --data DIR"));
  }

  /** What crosses the wire to executors; an Optional would not. */
  Wire wire() {
    return new Wire(path.orElse(null), new TreeMap<>(hadoop));
  }

  /**
   * A location that can be serialised.
   *
   * @param path null where there is none
   * @param hadoop settings
   */
  record Wire(String path, TreeMap<String, String> hadoop) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      return String.valueOf(path);
    }

    DataLocation location() {
      return new DataLocation(Optional.ofNullable(path), hadoop);
    }
  }
}
