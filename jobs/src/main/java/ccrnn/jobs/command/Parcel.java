package ccrnn.jobs.command;

import ccrnn.pipeline.UserError;
import ccrnn.pipeline.run.Journal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * What {@code run} needs of the machine where it was asked for, for a driver that starts elsewhere:
 * there is no sweep file there, and paths mean something else. It travels as one word of the
 * command line, so that no shared folder, port or password is needed.
 *
 * @param ask the texts of the sweep and its overrides, with the path of data absolute
 * @param folder of the results, absolute or an address
 */
record Parcel(Journal.Ask ask, String folder) {
  /** Linux takes 128 kB for one word of a command line. */
  private static final int MOST_CHARACTERS = 120_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  Parcel {
    Objects.requireNonNull(ask, "ask");
    Objects.requireNonNull(folder, "folder");
  }

  /** Packs it into letters, digits, {@code -} and {@code _}. */
  String pack() {
    try {
      String word =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
      if (word.length() > MOST_CHARACTERS) {
        throw new UserError(
            "the sweep file is too long to be sent to a driver on the cluster (%,d bytes, about %,d"
                    .formatted(ask.text().length(), MOST_CHARACTERS * 3 / 4)
                + " at most): leave out --deploy-mode cluster");
      }
      return word;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that is no JSON", e);
    }
  }

  /** Unpacks what {@link #pack} made. */
  static Parcel unpack(String word) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(word);
      return JSON.readValue(new String(json, StandardCharsets.UTF_8), Parcel.class);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw new UserError("--sent is for ./ccrnn itself: it takes what --send printed", e);
    }
  }
}
