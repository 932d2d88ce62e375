package ccrnn.pipeline.data.captions;

import java.util.List;

/**
 * A prepared caption.
 *
 * @param split what it is for
 * @param image id of its image
 * @param id of the caption
 * @param text its words, separated by spaces
 * @param words their numbers, from START to END
 */
record CaptionRow(Split split, long image, long id, String text, List<Integer> words) {
  CaptionRow {
    words = List.copyOf(words);
  }
}
