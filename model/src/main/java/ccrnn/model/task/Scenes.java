package ccrnn.model.task;

import ccrnn.model.random.Purpose;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Captioned images without images: scenes of two to four coloured shapes on a grid, each with a
 * vector of features and several sentences. Every trial sees the same; nothing depends on its seed.
 *
 * <p><b>Features.</b> What there is to know of a scene (shape, colour, size, column and row of each
 * object, in random order) as zeros and ones, times a fixed random matrix, rectified, shifted and
 * scaled to about mean 0 and variance 1, plus noise: a description has to be decoded.
 *
 * <p><b>Sentences.</b> Of 9 to 13 words, so of 11 to 15 with START and END, each length as often as
 * the others. Words depend on the scene and on earlier words over long distances: a sentence keeps
 * to one of two registers, each with words of its own (a "big circle" is a "large disc"), names a
 * shape again ("... and the circle is bigger") or says what it has not said of one ("... where the
 * disc is red"), and calls things by their place relative to each other.
 */
public final class Scenes {
  /** Width of the features, that of the published encoder. */
  public static final int FEATURES = 256;

  /** Sentences for each scene, as many as COCO has for most images. */
  public static final int SENTENCES = 5;

  private static final long SEED = 20_230_131;
  private static final double NOISE = 0.2;

  private static final int LEAST_OBJECTS = 2;
  private static final int MOST_OBJECTS = 4;
  private static final int SIDE = 3; // of the grid
  private static final int SHORTEST = 9;
  private static final int LONGEST = 13;

  /** Mean and standard deviation of max(0, x) where x is standard normal. */
  private static final double RECTIFIED_MEAN = 0.398942;

  private static final double RECTIFIED_DEVIATION = 0.583807;

  // Words by meaning, then by register.
  private static final String[][] SHAPES = {
    {"circle", "disc"},
    {"square", "box"},
    {"triangle", "wedge"},
    {"star", "star"},
    {"cross", "plus"},
    {"ring", "hoop"},
    {"heart", "heart"},
    {"arrow", "pointer"}
  };
  private static final String[][] COLOURS = {
    {"red", "red"},
    {"green", "green"},
    {"blue", "blue"},
    {"yellow", "yellow"},
    {"white", "white"},
    {"black", "black"},
    {"purple", "violet"},
    {"orange", "amber"}
  };
  private static final String[][] SIZES = {{"little", "small"}, {"big", "large"}};
  private static final String[][] LARGER = {{"bigger", "larger"}};
  private static final String[][] COUNTS = {
    {"two things", "two shapes"}, {"three things", "three shapes"}, {"four things", "four shapes"}
  };
  private static final String[][] ROWS = {
    {"top", "upper"}, {"middle", "central"}, {"bottom", "lower"}
  };
  private static final String[][] COLUMNS = {
    {"left", "left"}, {"middle", "middle"}, {"right", "right"}
  };
  private static final String[][] RELATIONS = {
    {"left of", "to the left of"},
    {"right of", "to the right of"},
    {"above", "over"},
    {"below", "under"}
  };

  // Words by register, then those that mean the same.
  private static final String[][] OPENINGS = {
    {"there is", "here is", "we see"}, {"the image shows", "the picture contains", "one finds"}
  };
  private static final String[][] PLURAL_OPENINGS = {
    {"there are", "here are", "we see"}, {"the image shows", "the picture contains", "one finds"}
  };
  private static final String[][] VERBS = {{"is", "sits"}, {"lies", "appears"}};
  private static final String[][] CLAUSES = {{"and"}, {"where", "while"}};

  private static final int SLOT =
      SHAPES.length + COLOURS.length + SIZES.length + 2 * SIDE; // attributes of an object
  private static final int ONES = 5; // of them that are one
  private static final int ATTRIBUTES = MOST_OBJECTS * SLOT;

  private final List<String> vocabulary = new ArrayList<>(CaptionSet.SPECIAL);
  private final TreeMap<String, Integer> numbers = new TreeMap<>();
  private final float[] projection = new float[ATTRIBUTES * FEATURES];

  /**
   * How many scenes there are. A larger part begins with the scenes of a smaller one.
   *
   * @param training scenes to learn from
   * @param validation scenes looked at after each epoch
   * @param test scenes looked at in the end
   */
  public record Sizes(int training, int validation, int test) {
    /** Enough for 200 batches of 100 captions. */
    public static final Sizes DEFAULT = new Sizes(4000, 500, 500);

    /** Far more than fit into memory; what separates the numbers of the parts' scenes. */
    private static final int MOST = 1 << 24;

    /** Checks the numbers. */
    public Sizes {
      if (Math.min(training, Math.min(validation, test)) < 1
          || Math.max(training, Math.max(validation, test)) > MOST) {
        throw new IllegalArgumentException(
            training + " training, " + validation + " validation and " + test + " test scenes");
      }
    }
  }

  private Scenes() {
    for (String[][] words :
        List.of(
            OPENINGS,
            PLURAL_OPENINGS,
            COUNTS,
            SIZES,
            COLOURS,
            SHAPES,
            VERBS,
            RELATIONS,
            ROWS,
            COLUMNS,
            CLAUSES,
            LARGER)) {
      for (String[] row : words) {
        for (String phrase : row) {
          learn(phrase);
        }
      }
    }
    learn("a an the with and in corner centre it is both are equal");
    Stream stream = new Streams(SEED).stream(Purpose.SCENES, 0);
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) stream.nextGaussian();
    }
  }

  private void learn(String phrase) {
    for (String word : split(phrase)) {
      if (numbers.putIfAbsent(word, vocabulary.size()) == null) {
        vocabulary.add(word);
      }
    }
  }

  private static List<String> split(String phrase) {
    return List.of(phrase.split(" ", -1));
  }

  /**
   * Makes scenes.
   *
   * @param sizes how many
   * @return the same for the same sizes, in every bit, everywhere
   */
  public static CaptionSet set(Sizes sizes) {
    Scenes scenes = new Scenes();
    return new CaptionSet(
        scenes.part(0, sizes.training()),
        scenes.part(Sizes.MOST, sizes.validation()),
        scenes.part(2L * Sizes.MOST, sizes.test()),
        scenes.vocabulary);
  }

  private Captions part(long first, int count) {
    float[] features = new float[count * FEATURES];
    int[] offsets = new int[count * SENTENCES + 1];
    int[] images = new int[count * SENTENCES];
    int[] words = new int[count * SENTENCES * (LONGEST + 2)];
    int used = 0;
    for (int image = 0; image < count; image++) {
      Stream stream = new Streams(SEED).stream(Purpose.SCENES, first + image + 1);
      Scene scene = Scene.draw(stream);
      describe(scene, stream, features, image * FEATURES);
      for (int i = image * SENTENCES; i < (image + 1) * SENTENCES; i++) {
        images[i] = image;
        words[used++] = Captions.START;
        for (String word : sentence(scene, stream)) {
          words[used++] = numbers.get(word);
        }
        words[used++] = Captions.END;
        offsets[i + 1] = used;
      }
    }
    return new Captions(
        FEATURES, features, vocabulary.size(), Arrays.copyOf(words, used), offsets, images);
  }

  private void describe(Scene scene, Stream stream, float[] features, int at) {
    double[] sums = new double[FEATURES];
    for (int i = 0; i < scene.objects().size(); i++) {
      Thing thing = scene.objects().get(i);
      int attribute = i * SLOT;
      add(attribute + thing.shape(), sums);
      attribute += SHAPES.length;
      add(attribute + thing.colour(), sums);
      attribute += COLOURS.length;
      add(attribute + thing.size(), sums);
      attribute += SIZES.length;
      add(attribute + thing.column(), sums);
      add(attribute + SIDE + thing.row(), sums);
    }
    // Of a scene of three objects, so that the number of objects shows in the spread.
    double scale = StrictMath.sqrt(3.0 * ONES);
    for (int j = 0; j < FEATURES; j++) {
      double rectified = Math.max(0, sums[j] / scale);
      features[at + j] =
          (float)
              ((rectified - RECTIFIED_MEAN) / RECTIFIED_DEVIATION + NOISE * stream.nextGaussian());
    }
  }

  private void add(int attribute, double[] sums) {
    for (int j = 0; j < FEATURES; j++) {
      sums[j] += projection[attribute * FEATURES + j];
    }
  }

  /** An object; all are numbers of words, column and row count from the upper left. */
  private record Thing(int shape, int colour, int size, int column, int row) {
    /** Where this is as seen from another: the wider of the two distances, else the columns. */
    int relationTo(Thing other) {
      int right = column - other.column;
      int down = row - other.row;
      if (Math.abs(right) >= Math.abs(down)) {
        return right < 0 ? 0 : 1;
      }
      return down < 0 ? 2 : 3;
    }

    boolean isCentral() {
      return column == SIDE / 2 && row == SIDE / 2;
    }

    boolean isInCorner() {
      return column != SIDE / 2 && row != SIDE / 2;
    }
  }

  /** Objects of different shapes at different places; a shape therefore names one of them. */
  private record Scene(List<Thing> objects) {
    static Scene draw(Stream stream) {
      int[] shapes = shuffled(SHAPES.length, stream);
      int[] places = shuffled(SIDE * SIDE, stream);
      int count = LEAST_OBJECTS + stream.nextInt(MOST_OBJECTS - LEAST_OBJECTS + 1);
      List<Thing> objects = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        objects.add(
            new Thing(
                shapes[i],
                stream.nextInt(COLOURS.length),
                stream.nextInt(SIZES.length),
                places[i] % SIDE,
                places[i] / SIDE));
      }
      return new Scene(objects);
    }

    private static int[] shuffled(int count, Stream stream) {
      int[] numbers = new int[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = i;
      }
      Captions.shuffle(numbers, 0, count, stream);
      return numbers;
    }
  }

  /** A sentence of a length that is drawn first, so that all lengths are equally frequent. */
  private static List<String> sentence(Scene scene, Stream stream) {
    int length = SHORTEST + stream.nextInt(LONGEST - SHORTEST + 1);
    while (true) {
      List<String> words = new Speaker(scene, stream).speak();
      if (words.size() == length) {
        return words;
      }
    }
  }

  /** Says one sentence of any length about a scene. */
  private static final class Speaker {
    private final Scene scene;
    private final Stream stream;
    private final int register;
    private final List<String> words = new ArrayList<>();
    private boolean saidColour; // of the first object
    private boolean saidSize; // of any object

    Speaker(Scene scene, Stream stream) {
      this.scene = scene;
      this.stream = stream;
      this.register = stream.nextInt(2);
    }

    List<String> speak() {
      int[] chosen = Scene.shuffled(scene.objects().size(), stream);
      Thing first = scene.objects().get(chosen[0]);
      Thing second = scene.objects().get(chosen[1]);
      switch (stream.nextInt(4)) {
        case 0 -> place(first, second);
        case 1 -> count(first, second);
        case 2 -> pair(first, second);
        default -> relate(first, second);
      }
      if (chosen.length > 2 && stream.nextInt(3) == 0) {
        Thing third = scene.objects().get(chosen[2]);
        say("and");
        name(third);
        say(RELATIONS[third.relationTo(second)]);
        say("it");
      } else if (stream.nextInt(2) == 0) {
        close(first, second);
      }
      return words;
    }

    /** Such as: there is a red circle above a blue square. */
    private void relate(Thing first, Thing second) {
      boolean opened = stream.nextInt(2) == 0;
      if (opened) {
        say(pick(OPENINGS));
      }
      saidColour = name(first);
      if (!opened) {
        say(pick(VERBS));
      }
      say(RELATIONS[first.relationTo(second)]);
      name(second);
    }

    /** Such as: we see a red circle and a blue square. */
    private void pair(Thing first, Thing second) {
      say(pick(OPENINGS));
      saidColour = name(first);
      say("and");
      name(second);
    }

    /** Such as: three things with a circle above a blue square. */
    private void count(Thing first, Thing second) {
      if (stream.nextInt(2) == 0) {
        say(pick(PLURAL_OPENINGS));
      }
      say(COUNTS[scene.objects().size() - LEAST_OBJECTS]);
      say("with");
      saidColour = name(first);
      say(RELATIONS[first.relationTo(second)]);
      name(second);
    }

    /** Such as: a red circle sits in the top left corner with a blue square. */
    private void place(Thing first, Thing second) {
      saidColour = name(first);
      say(pick(VERBS));
      say("in the");
      if (first.isCentral()) {
        say("centre");
      } else {
        say(ROWS[first.row()]);
        say(COLUMNS[first.column()]);
        if (first.isInCorner()) {
          say("corner");
        }
      }
      say("with");
      name(second);
    }

    /** A clause about what has not been said yet, such as: and the circle is bigger. */
    private void close(Thing first, Thing second) {
      say(pick(CLAUSES));
      if (!saidColour && stream.nextInt(2) == 0) {
        say("the");
        say(SHAPES[first.shape()]);
        say("is");
        say(COLOURS[first.colour()]);
      } else if (!saidSize && first.size() == second.size()) {
        say("both are");
        say(SIZES[first.size()]);
      } else if (first.size() == second.size()) {
        say("both are equal");
      } else {
        say("the");
        say(SHAPES[(first.size() > second.size() ? first : second).shape()]);
        say("is");
        say(LARGER[0]);
      }
    }

    /** Names an object; tells whether its colour was said. */
    private boolean name(Thing thing) {
      boolean coloured = stream.nextInt(3) > 0;
      boolean sized = stream.nextInt(3) == 0;
      List<String> name = new ArrayList<>();
      if (sized) {
        name.add(SIZES[thing.size()][register]);
        saidSize = true;
      }
      if (coloured) {
        name.add(COLOURS[thing.colour()][register]);
      }
      name.add(SHAPES[thing.shape()][register]);
      words.add("ao".indexOf(name.get(0).charAt(0)) >= 0 ? "an" : "a");
      words.addAll(name);
      return coloured;
    }

    private String pick(String[][] alternatives) {
      return alternatives[register][stream.nextInt(alternatives[register].length)];
    }

    private void say(String[] byRegister) {
      say(byRegister[register]);
    }

    private void say(String phrase) {
      words.addAll(split(phrase));
    }
  }
}
