package ccrnn.pipeline.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/**
 * Where a results folder lies. Names are relative to the folder and use {@code /}, such as {@code
 * trials/0a1b.parquet}.
 */
interface Storage {
  /** What a name stands for. */
  enum Kind {
    /** Nothing is there. */
    ABSENT,
    /** A regular file. */
    FILE,
    /** A folder. */
    FOLDER
  }

  /** A name below a folder, without the folder; its size in bytes. */
  record Entry(String name, Instant modified, long size) {}

  /** What {@code name} stands for; the empty name is the results folder itself. */
  Kind kind(String name) throws IOException;

  /** The regular files below {@code folder}, in no order; none where there is no such folder. */
  List<Entry> list(String folder) throws IOException;

  /** Creates a folder and its parents; does nothing where it exists. */
  void createFolder(String folder) throws IOException;

  /** A finished file, for reading. */
  InputFile input(String name) throws IOException;

  /** A file to write; folders are made on demand, a file of that name is replaced. */
  OutputFile output(String name) throws IOException;

  /** Whether {@link #publish} is one atomic step. */
  boolean renamesAtomically();

  /** Gives a closed file its final name, replacing what was there. */
  void publish(String temporary, String name) throws IOException;

  /** Makes a published file outlast a power failure, where publishing alone does not. */
  default void persist(String name) throws IOException {}

  /** Removes a file; does nothing where there is none. */
  void delete(String name) throws IOException;

  /** The full address of a name, as Spark and DuckDB take it. */
  String address(String name);

  /** The folder as a path of this machine, if it is one. */
  Optional<Path> localPath();

  /** By what Hadoop reaches it, on top of its defaults; may hold secrets. */
  Map<String, String> hadoopSettings();
}
