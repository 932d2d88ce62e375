package ccrnn.model.task;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Captions for images (Boven et al. 2023, Fig. 8; Pemberton et al. 2021), as in the published code:
 * the features of an image are the input of step 0, then the words follow, each the target of a
 * step and the input of the next. All captions of a batch are of one length; only captions of some
 * lengths take part. Which captions share a batch is drawn once for a trial, the order of the
 * batches anew for each epoch. The last batch of each length may be smaller than the others.
 */
public final class CaptionTask implements Task {
  /** {@link Settings#validationBatches} for the whole validation set. */
  public static final int WHOLE = 0;

  /**
   * Chooses the validation batches of every trial, so that all are compared on the same captions;
   * source: the published code.
   */
  private static final long VALIDATION_SEED = 123;

  private final CaptionSet data;
  private final Settings settings;
  private final Streams streams;
  private final Batches training;
  private final int[] validation; // captions
  private final int[] test; // captions
  private final int[] order; // of the training batches, in the epoch below
  private int orderedEpoch;

  /** How many batches of each length an epoch has. */
  public enum Balance {
    /** As many as there are captions for: every caption is learned from once. */
    NONE,
    /** As many of each length as the length with the fewest has, other ones each epoch. */
    EQUAL_LENGTHS
  }

  /**
   * What takes part.
   *
   * @param minLength shortest caption, with START and END
   * @param maxLength longest caption, with START and END
   * @param balance of lengths, in training
   * @param validationBatches number of random validation batches, or {@link #WHOLE}
   * @param validationBatchSize captions in each of these; does not matter for the whole
   */
  public record Settings(
      int minLength,
      int maxLength,
      Balance balance,
      int validationBatches,
      int validationBatchSize) {
    /** Lengths, balance and validation as published. */
    public static final Settings PUBLISHED = new Settings(11, 15, Balance.NONE, 50, 256);

    /** Checks the numbers. */
    public Settings {
      if (minLength < 2 || maxLength < minLength) {
        throw new IllegalArgumentException(
            "captions of " + minLength + " to " + maxLength + " words with start and end");
      }
      if (validationBatches < 0 || validationBatchSize < 1) {
        throw new IllegalArgumentException(
            validationBatches + " validation batches of " + validationBatchSize);
      }
    }
  }

  /**
   * Prepares the batches.
   *
   * @param data shared with other trials
   * @param settings what takes part
   * @param batchSize most training captions per batch
   * @param streams of the trial's seed
   * @throws IllegalArgumentException if there is no caption of these lengths for training,
   *     validation or test
   */
  public CaptionTask(CaptionSet data, Settings settings, int batchSize, Streams streams) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batches of " + batchSize + " captions");
    }
    this.data = data;
    this.settings = settings;
    this.streams = streams;
    training =
        new Batches(
            data.training(),
            chosen(data.training(), settings, "training"),
            batchSize,
            settings.balance(),
            streams.stream(Purpose.CAPTION_ORDER, 0));
    order = new int[training.count()];
    validation = validation();
    test = chosen(data.test(), settings, "test");
  }

  private static int[] chosen(Captions captions, Settings settings, String part) {
    int[] chosen = captions.ofLengths(settings.minLength(), settings.maxLength());
    if (chosen.length == 0) {
      throw new IllegalArgumentException(
          "none of the %d %s captions has %d to %d words with start and end"
              .formatted(captions.count(), part, settings.minLength(), settings.maxLength()));
    }
    return chosen;
  }

  private int[] validation() {
    Captions captions = data.validation();
    int[] whole = chosen(captions, settings, "validation");
    if (settings.validationBatches() == WHOLE) {
      return whole;
    }
    Stream stream = new Streams(VALIDATION_SEED).stream(Purpose.VALIDATION_DATA, 0);
    Batches batches =
        new Batches(captions, whole, settings.validationBatchSize(), Balance.NONE, stream);
    int[] drawn = new int[batches.count()];
    batches.order(stream, drawn);
    int[] taken = Arrays.copyOf(drawn, Math.min(settings.validationBatches(), drawn.length));
    Arrays.sort(taken); // by length again, so that few batches of the trainer hold them
    return Arrays.stream(taken).flatMap(batches::captions).toArray();
  }

  /** Those given, of all lengths. */
  @Override
  public Optional<CaptionSet> captions() {
    return Optional.of(data);
  }

  @Override
  public Answer answer() {
    return Answer.WORDS;
  }

  @Override
  public int steps() {
    return settings.maxLength();
  }

  @Override
  public int inputs() {
    return data.training().featureWidth();
  }

  @Override
  public int outputs() {
    return data.vocabulary().size();
  }

  @Override
  public int batches() {
    return training.perEpoch();
  }

  @Override
  public void training(int epoch, int batch, Batch into) {
    if (epoch != orderedEpoch) {
      training.order(streams.stream(Purpose.CAPTION_ORDER, epoch), order);
      orderedEpoch = epoch;
    }
    int from = training.first(order[batch]);
    place(data.training(), training.captions, from, training.first(order[batch] + 1) - from, into);
  }

  @Override
  public Sequences validation(int epoch) {
    return new Listed(data.validation(), validation);
  }

  @Override
  public Sequences test() {
    return new Listed(data.test(), test);
  }

  /** Fills a batch with {@code sequences} captions of one length. */
  private static void place(Captions captions, int[] chosen, int from, int sequences, Batch into) {
    int length = captions.length(chosen[from]);
    int width = captions.featureWidth();
    into.resize(sequences, length);
    for (int b = 0; b < sequences; b++) {
      int caption = chosen[from + b];
      System.arraycopy(
          captions.features(),
          captions.image(caption) * width,
          into.input().data,
          b * width,
          width);
      int offset = captions.offset(caption);
      for (int t = 0; t < length; t++) {
        into.classes()[t * sequences + b] = captions.words()[offset + t];
      }
    }
  }

  /** Given captions, ascending by length. */
  private static final class Listed implements Sequences {
    private final Captions captions;
    private final int[] chosen;
    private int next;

    Listed(Captions captions, int[] chosen) {
      this.captions = captions;
      this.chosen = chosen;
    }

    @Override
    public int next(Batch into) {
      int end = next;
      while (end < chosen.length
          && end - next < into.capacity()
          && captions.length(chosen[end]) == captions.length(chosen[next])) {
        end++;
      }
      int sequences = end - next;
      if (sequences == 0) {
        into.resize(0);
      } else {
        place(captions, chosen, next, sequences, into);
      }
      next = end;
      return sequences;
    }
  }

  /** Captions split into batches of one length each. */
  private static final class Batches {
    private final int[] captions; // ascending by length, in random order within a length
    private final int[] firsts; // batches + 1; where a batch begins in captions
    private final int[] lengths; // by batch, counted from 0 without gaps
    private final int[] taken; // by length as in lengths, scratch
    private final int quota; // batches of each length in an epoch

    Batches(Captions source, int[] sorted, int batchSize, Balance balance, Stream stream) {
      captions = sorted;
      int[] starts = new int[sorted.length + 1];
      int[] lengthOf = new int[sorted.length];
      int batches = 0;
      int length = 0;
      int fewest = Integer.MAX_VALUE;
      for (int from = 0; from < sorted.length; length++) {
        int to = from;
        while (to < sorted.length && source.length(sorted[to]) == source.length(sorted[from])) {
          to++;
        }
        Captions.shuffle(captions, from, to, stream);
        fewest = Math.min(fewest, (to - from + batchSize - 1) / batchSize);
        for (; from < to; from = Math.min(to, from + batchSize)) {
          lengthOf[batches] = length;
          starts[batches++] = from;
        }
      }
      starts[batches] = sorted.length;
      firsts = Arrays.copyOf(starts, batches + 1);
      lengths = Arrays.copyOf(lengthOf, batches);
      taken = new int[length];
      quota = balance == Balance.NONE ? batches : fewest;
    }

    int count() {
      return lengths.length;
    }

    int perEpoch() {
      return Math.min(lengths.length, quota * taken.length);
    }

    int first(int batch) {
      return firsts[batch];
    }

    IntStream captions(int batch) {
      return Arrays.stream(captions, firsts[batch], firsts[batch + 1]);
    }

    /**
     * Draws the batches of an epoch.
     *
     * @param into modified; of length count(), the first perEpoch() are meant
     */
    void order(Stream stream, int[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = i;
      }
      Captions.shuffle(into, 0, into.length, stream);
      Arrays.fill(taken, 0);
      int kept = 0;
      for (int batch : into) {
        if (taken[lengths[batch]]++ < quota) {
          into[kept++] = batch;
        }
      }
    }
  }
}
