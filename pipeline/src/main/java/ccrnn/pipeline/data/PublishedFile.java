package ccrnn.pipeline.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;

/**
 * A file whose content is known.
 *
 * @param name its usual name, uncompressed
 * @param bytes its size, uncompressed
 * @param sha256 of the uncompressed content, 64 hexadecimal digits in lower case
 */
public record PublishedFile(String name, long bytes, String sha256) {
  private static final int BUFFER = 1 << 16;

  /**
   * Tells whether a stream holds this file and no more.
   *
   * @param in plain or gzip, read to the end at most, not closed
   * @return false for other, truncated or damaged content
   * @throws IOException if the stream cannot be read
   */
  public boolean isIn(InputStream in) throws IOException {
    MessageDigest digest = sha256Digest();
    byte[] buffer = new byte[BUFFER];
    long left = bytes;
    try {
      InputStream content = Gzip.unpacked(in);
      int read = content.read(buffer);
      while (read > 0 && read <= left) {
        digest.update(buffer, 0, read);
        left -= read;
        read = content.read(buffer);
      }
      return read < 0 && left == 0 && hexadecimal(digest).equals(sha256);
    } catch (ZipException | EOFException damaged) {
      return false;
    }
  }

  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hexadecimal(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
