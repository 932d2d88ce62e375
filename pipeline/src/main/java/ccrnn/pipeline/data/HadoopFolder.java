package ccrnn.pipeline.data;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.store.HadoopFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder that the Hadoop file system reaches.
 *
 * @param root its address
 * @param files Hadoop's shared instance, not ours to close
 */
record HadoopFolder(Path root, FileSystem files) implements DataFolder {
  /**
   * @throws UserError if it is no valid address or no file system serves the scheme
   * @throws IOException if the file system cannot be reached
   */
  static HadoopFolder of(String location, Map<String, String> settings) throws IOException {
    HadoopFiles opened = HadoopFiles.open(location, settings);
    return new HadoopFolder(opened.root(), opened.system());
  }

  @Override
  public List<Entry> list() throws IOException {
    if (!files.getFileStatus(root).isDirectory()) {
      throw new NotDirectoryException(root.toString());
    }
    List<Entry> entries = new ArrayList<>();
    for (FileStatus status : files.listStatus(root)) {
      if (status.isFile()) {
        entries.add(
            new Entry(status.getPath().getName(), status.getLen(), status.getModificationTime()));
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  @Override
  public InputStream open(String name) throws IOException {
    return files.open(new Path(root, name));
  }

  @Override
  public String address(String name) {
    return name.isEmpty() ? root.toString() : new Path(root, name).toString();
  }
}
