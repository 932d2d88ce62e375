package ccrnn.model.training;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.parameter.Layout;
import ccrnn.model.parameter.Parameters;
import ccrnn.model.random.Stream;
import ccrnn.model.random.Streams;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.trainee.Memory;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A made-up network with every need that the seam is to carry. Leaky units sum up a drive by bits
 * and by a second module; two readouts are asked for the number of ones among the last N bits and
 * for the last bit.
 *
 * <ul>
 *   <li>Sequences differ in length from batch to batch and are no {@code Batch} of a {@code Task}.
 *   <li>A curriculum raises N and ends training at a cap; so does a budget of epochs.
 *   <li>Two losses; two groups of parameters with optimizers and rates of their own.
 *   <li>The first state is drawn, in evaluations too.
 *   <li>An evaluation with the second module ablated; the test runs on the best parameters.
 *   <li>From an onset on, epochs are sleep: no target, no gradient, another number of batches.
 * </ul>
 */
final class ManyNeeds implements Trainee {
  /** As shallow as it takes for a test. */
  record Settings(long seed, int firstLevel, int cap, int budget, int sleepOnset) {
    static final Settings USUAL = new Settings(3, 2, 6, 40, Integer.MAX_VALUE);

    Settings asleepFrom(int epoch) {
      return new Settings(seed, firstLevel, cap, budget, epoch);
    }
  }

  private static final int UNITS = 5;
  private static final int SEQUENCES = 8;
  private static final int READOUTS = 2;
  private static final int BATCHES = 6;
  private static final int SESSIONS = 2;
  private static final double RATE = 0.02;
  private static final double READOUT_RATE = 0.005;
  private static final float LEAK = 0.5f;
  static final double GOOD_ENOUGH = 0.8; // loss at which a level is done

  private final Settings settings;
  private final Streams streams;
  private final Stream stream;
  private final Parameters cortex; // drive by a bit, by the second module, and bias
  private final Parameters readouts;
  private final Optimizer adam;
  private final Optimizer sgd;

  private final float[] bits; // steps x sequences
  private final float[] units; // (1 + steps) x UNITS, of one sequence
  private final boolean[] open; // steps x UNITS, of one sequence
  private final float[] dUnits = new float[UNITS];
  private int steps;

  private int level;
  private int epochs;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private final float[] bestCortex;
  private final float[] bestReadouts;

  ManyNeeds(Settings settings) {
    this.settings = settings;
    streams = new Streams(settings.seed());
    stream = streams.stream("many-needs weights", 0);
    cortex =
        new Parameters(
            Layout.builder()
                .add("drive", UNITS, 1)
                .add("module", UNITS, 1)
                .add("bias", UNITS, 1)
                .build());
    readouts = new Parameters(Layout.builder().add("readout", READOUTS, UNITS).build());
    stream.fillUniform(cortex.values(), 0, cortex.values().length, 1);
    stream.fillUniform(readouts.values(), 0, readouts.values().length, 0.5);
    adam = new Adam.Settings(RATE, 0.9, 0.98, 1e-9).create(cortex.values().length, Kernel.PLAIN);
    sgd = new Sgd.Settings(READOUT_RATE, 0.5, 0).create(readouts.values().length, Kernel.PLAIN);
    int longest = longest(settings.cap());
    bits = new float[longest * SEQUENCES];
    units = new float[(1 + longest) * UNITS];
    open = new boolean[longest * UNITS];
    level = settings.firstLevel();
    bestCortex = cortex.values().clone();
    bestReadouts = readouts.values().clone();
  }

  private static int longest(int level) {
    return 4 * level + 1;
  }

  private boolean sleepsIn(int epoch) {
    return epoch >= settings.sleepOnset();
  }

  @Override
  public int batches(int epoch) {
    return sleepsIn(epoch) ? SESSIONS : BATCHES;
  }

  @Override
  public void update(int epoch, int batch, Tally tally) {
    streams.reopen(stream, "many-needs training", (long) epoch * BATCHES + batch);
    draw();
    if (sleepsIn(epoch)) {
      sleep();
      return;
    }
    Arrays.fill(cortex.gradients(), 0f);
    Arrays.fill(readouts.gradients(), 0f);
    double loss = 0;
    for (int b = 0; b < SEQUENCES; b++) {
      run(b, steps);
      for (int k = 0; k < READOUTS; k++) {
        double error = answer(k) - target(k, b);
        loss += error * error / SEQUENCES;
        addGradients(k, b, (float) (2 * error / SEQUENCES));
      }
    }
    adam.step(cortex.values(), cortex.gradients(), cortex.values().length);
    sgd.step(readouts.values(), readouts.gradients(), readouts.values().length);
    tally.loss(1, loss);
    tally.norm(StrictMath.sqrt(squares(cortex.gradients()) + squares(readouts.gradients())));
  }

  /** A batch of the present level: its length, then its bits. */
  private void draw() {
    steps = level + 2 + stream.nextInt(3 * level);
    for (int i = 0; i < steps * SEQUENCES; i++) {
      bits[i] = stream.nextInt(2);
    }
  }

  /** One sequence, with the second module up to a step. */
  private void run(int sequence, int ablation) {
    for (int i = 0; i < UNITS; i++) {
      units[i] = (float) (0.1 * stream.nextDouble());
    }
    float[] w = cortex.values();
    for (int t = 0; t < steps; t++) {
      float bit = bits[t * SEQUENCES + sequence];
      for (int i = 0; i < UNITS; i++) {
        float module = t < ablation ? w[UNITS + i] * (1 - bit) : 0;
        float drive = w[i] * bit + module + w[2 * UNITS + i];
        open[t * UNITS + i] = drive > 0;
        units[(t + 1) * UNITS + i] = LEAK * units[t * UNITS + i] + Math.max(drive, 0f);
      }
    }
  }

  private double answer(int readout) {
    double sum = 0;
    for (int i = 0; i < UNITS; i++) {
      sum += readouts.values()[readout * UNITS + i] * units[steps * UNITS + i];
    }
    return sum;
  }

  private double target(int readout, int sequence) {
    double ones = 0;
    for (int t = steps - (readout == 0 ? level : 1); t < steps; t++) {
      ones += bits[t * SEQUENCES + sequence];
    }
    return ones;
  }

  private void addGradients(int readout, int sequence, float dAnswer) {
    for (int i = 0; i < UNITS; i++) {
      readouts.gradients()[readout * UNITS + i] += dAnswer * units[steps * UNITS + i];
      dUnits[i] = dAnswer * readouts.values()[readout * UNITS + i];
    }
    float[] gradients = cortex.gradients();
    for (int t = steps - 1; t >= 0; t--) {
      float bit = bits[t * SEQUENCES + sequence];
      for (int i = 0; i < UNITS; i++) {
        float dDrive = open[t * UNITS + i] ? dUnits[i] : 0;
        gradients[i] += dDrive * bit;
        gradients[UNITS + i] += dDrive * (1 - bit);
        gradients[2 * UNITS + i] += dDrive;
        dUnits[i] *= LEAK;
      }
    }
  }

  /** What the second module does moves into the bias, by a local rule. */
  private void sleep() {
    run(0, steps);
    for (int i = 0; i < UNITS; i++) {
      float moved = 0.05f * cortex.values()[UNITS + i] * units[steps * UNITS + i];
      cortex.values()[2 * UNITS + i] += moved;
      cortex.values()[UNITS + i] -= moved;
    }
  }

  private static double squares(float[] array) {
    double sum = 0;
    for (float value : array) {
      sum += (double) value * value;
    }
    return sum;
  }

  @Override
  public Evaluation validate(int epoch, Runnable beforeEachBatch) {
    return evaluate("validation", epoch, beforeEachBatch);
  }

  private Evaluation evaluate(String name, int index, Runnable beforeEachBatch) {
    return Evaluation.of(3 * SEQUENCES, loss(name, index, Integer.MAX_VALUE, beforeEachBatch))
        .with(
            List.of(Measure.at(name, "ablated", "loss", 1, loss(name, index, 1, beforeEachBatch))));
  }

  /** Of the same batches, however often it is asked for. */
  private double loss(String name, int index, int ablation, Runnable beforeEachBatch) {
    double squares = 0;
    for (int batch = 0; batch < 3; batch++) {
      beforeEachBatch.run();
      streams.reopen(stream, "many-needs " + name, 3L * index + batch);
      draw();
      for (int b = 0; b < SEQUENCES; b++) {
        run(b, ablation);
        for (int k = 0; k < READOUTS; k++) {
          double error = answer(k) - target(k, b);
          squares += error * error;
        }
      }
    }
    return squares / (3 * SEQUENCES);
  }

  @Override
  public List<Measure> endEpoch(int epoch, Evaluation validation) {
    epochs = epoch;
    Measure trained = Measure.of("curriculum", "task", "level", level);
    if (validation.loss() < bestLoss) {
      bestLoss = validation.loss();
      System.arraycopy(cortex.values(), 0, bestCortex, 0, bestCortex.length);
      System.arraycopy(readouts.values(), 0, bestReadouts, 0, bestReadouts.length);
    }
    if (validation.loss() < GOOD_ENOUGH && !sleepsIn(epoch)) {
      level++;
      bestLoss = Double.POSITIVE_INFINITY;
    }
    return List.of(trained);
  }

  @Override
  public boolean finished() {
    return level > settings.cap() || epochs >= settings.budget();
  }

  @Override
  public Evaluation test(int epoch, Runnable beforeEachBatch) {
    float[] ownCortex = cortex.values().clone();
    float[] ownReadouts = readouts.values().clone();
    int ownLevel = level;
    System.arraycopy(bestCortex, 0, cortex.values(), 0, bestCortex.length);
    System.arraycopy(bestReadouts, 0, readouts.values(), 0, bestReadouts.length);
    level = Math.min(level, settings.cap());
    Evaluation found = evaluate("test", 0, beforeEachBatch);
    System.arraycopy(ownCortex, 0, cortex.values(), 0, ownCortex.length);
    System.arraycopy(ownReadouts, 0, readouts.values(), 0, ownReadouts.length);
    level = ownLevel;
    return found;
  }

  @Override
  public List<Measure> measures(int epoch, Runnable beforeEachBatch) {
    beforeEachBatch.run();
    streams.reopen(stream, "many-needs probe", epoch);
    draw();
    run(0, steps);
    return List.of(
        Measure.of("weights", "cortex", "square", squares(cortex.values())),
        Measure.at("activity", "unit-0", "state", steps, units[steps * UNITS]));
  }

  @Override
  public OptionalDouble learningRate() {
    return OptionalDouble.of(adam.learningRate());
  }

  @Override
  public void learningRate(double rate) {
    adam.learningRate(rate);
    sgd.learningRate(READOUT_RATE * (rate / RATE));
  }

  /** For tests: the rate of the group that does not lead. */
  double readoutRate() {
    return sgd.learningRate();
  }

  @Override
  public Memory memory() {
    return Memory.writer()
        .parameters(cortex, adam)
        .parameters(readouts, sgd)
        .array(bestCortex)
        .array(bestReadouts)
        .count(level)
        .count(epochs)
        .number(bestLoss)
        .end();
  }

  @Override
  public void restore(Memory memory) {
    Memory.Reader reader = memory.reader();
    reader.parameters(cortex, adam);
    reader.parameters(readouts, sgd);
    reader.array(bestCortex);
    reader.array(bestReadouts);
    level = Math.toIntExact(reader.count());
    epochs = Math.toIntExact(reader.count());
    bestLoss = reader.number();
    reader.end();
  }
}
