package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.kernel.Peak;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Tally;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.feedback.FeedbackRows;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.run.Trainers;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.Trial;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the trainer on this machine, one core. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Time one update (batch) of each preset on one core of this machine.",
      "Takes about 40 seconds. Operations are those of the matrix products, counted as if no equal"
          + " sequences were merged. The peak is that of a loop of fused multiply-adds in the same"
          + " process."
    })
final class BenchCommand implements Callable<Integer> {
  private static final double WARM_UP_SECONDS = 2;
  private static final double SECONDS = 3;

  /** A pass of the peak loop takes a few nanoseconds; so many take about 20 ms. */
  private static final int PEAK_ROUNDS = 4_000_000;

  private static final int PEAK_TIMINGS = 25;

  @Option(names = "--json", description = "Print one JSON object, keyed by preset.")
  private boolean json;

  @Mixin private KernelArgument kernel;

  @Spec private CommandSpec spec;

  /**
   * What was measured of one preset; the names are those of the JSON output.
   *
   * @param ms_per_batch median over many updates
   * @param gflops counted operations over that time, in 1e9 per second
   * @param peak_gflops what the machine can do, 0 where it cannot be measured
   * @param ratio gflops / peak_gflops
   * @param kernel plain or vector
   * @param epochs_per_second with validation
   */
  @SuppressWarnings("MemberName") // the JSON's names
  record Result(
      double ms_per_batch,
      double gflops,
      double peak_gflops,
      double ratio,
      String kernel,
      double epochs_per_second) {}

  @Override
  public Integer call() throws JsonProcessingException {
    Kernel chosen = kernel.orFastest(spec.commandLine().getErr());
    Map<String, Result> results = new LinkedHashMap<>();
    presets().forEach((name, settings) -> results.put(name, measure(settings, chosen)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results));
    } else {
      print(results, out);
    }
    out.flush();
    return Exit.OK;
  }

  /**
   * The published settings: line drawing with noise (nothing to merge), deeper, without; digits;
   * captions.
   */
  static Map<String, Map<Setting, Object>> presets() {
    Map<String, Map<Setting, Object>> presets = new LinkedHashMap<>();
    presets.put("line-drawing", Map.of(CuedRows.NOISE, 0.1));
    presets.put(
        "line-drawing-two-layers",
        Map.of(CuedRows.NOISE, 0.1, CerebellumRows.CEREBELLUM_LAYERS, 2L));
    presets.put("line-drawing-noise-free", Map.of());
    for (String task : List.of("digit-line-drawing", "digit-drawing", "digit-recognition")) {
      presets.put(task, Map.of(CommonRows.TASK, task, DigitRows.IMAGES, 2_500L));
    }
    presets.put("captions", Map.of(CommonRows.TASK, "captions"));
    return presets;
  }

  private static Result measure(Map<Setting, Object> settings, Kernel kernel) {
    Trial trial = Trial.of(settings);
    RecurrentTrainee trainee =
        (RecurrentTrainee) Trainers.of(trial, DataLocation.EMBEDDED, kernel, () -> false).trainee();
    Task task = trainee.task();
    updates(WARM_UP_SECONDS, trial, trainee);
    List<Update> timed = updates(SECONDS, trial, trainee);
    double seconds = median(timed, Update::seconds);
    double gflops = median(timed, update -> update.operations() / update.seconds() / 1e9);
    double peak = kernel == Kernel.VECTOR ? peak() : 0;
    long before = System.nanoTime();
    trainee.validate(1, () -> {});
    double validation = (System.nanoTime() - before) / 1e9;
    return new Result(
        seconds * 1e3,
        gflops,
        peak,
        peak == 0 ? 0 : gflops / peak,
        kernel.name().toLowerCase(Locale.ROOT),
        1 / (task.batches() * seconds + validation));
  }

  /**
   * One batch.
   *
   * @param seconds with the making of its data
   * @param operations of its products
   */
  private record Update(double seconds, double operations) {}

  /** Trains on for some seconds. */
  private static List<Update> updates(double seconds, Trial trial, RecurrentTrainee trainee) {
    List<Update> updates = new ArrayList<>();
    Task task = trainee.task();
    Tally tally = new Tally(1);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    trainee.startEpoch(1);
    while (System.nanoTime() < end || updates.isEmpty()) {
      int number = updates.size();
      long before = System.nanoTime();
      trainee.update(1 + number / task.batches(), number % task.batches(), tally);
      double took = (System.nanoTime() - before) / 1e9;
      updates.add(new Update(took, operations(trial, task, trainee.batch())));
    }
    return updates;
  }

  private static double peak() {
    Peak loop = Kernel.peak();
    List<Double> speeds = new ArrayList<>();
    float sink = 0;
    for (int i = 0; i < PEAK_TIMINGS; i++) {
      long before = System.nanoTime();
      sink += loop.run(PEAK_ROUNDS);
      double seconds = (System.nanoTime() - before) / 1e9;
      speeds.add((double) loop.operationsPerRound() * PEAK_ROUNDS / seconds / 1e9);
    }
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("the chains converge");
    }
    return median(speeds);
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }

  private static <T> double median(List<T> of, ToDoubleFunction<T> number) {
    return median(new ArrayList<>(of.stream().map(number::applyAsDouble).toList()));
  }

  /** Operations of the products of an update, as if no sequences of the batch were merged. */
  static double operations(Trial trial, Task task, Batch batch) {
    double sequences = batch.total();
    double steps = batch.steps();
    double inputs = task.inputs();
    double units = trial.integer(CortexRows.CORTEX_UNITS);
    double truncations = Math.ceil(steps / trial.integer(FeedbackRows.FEEDBACK_HORIZON));
    double observed =
        switch (task.answer()) {
          case TRAJECTORY -> Math.ceil(steps / trial.integer(FeedbackRows.FEEDBACK_INTERVAL));
          case CLASS -> 1;
          case WORDS -> steps;
        };
    double gates = 4 * units;
    // forward and weight gradients of both weights, the gradients at the state and at words
    double toInput = task.answer() == Answer.WORDS ? inputs : 0;
    double cortex = 2 * steps * sequences * gates * (2 * (inputs + units) + units + toInput);
    double readout = 3 * 2 * observed * sequences * units * task.outputs();
    double width = 2 * units;
    double granules = trial.integer(CerebellumRows.CEREBELLUM_UNITS);
    double hidden = (trial.integer(CerebellumRows.CEREBELLUM_LAYERS) - 1) * granules * granules;
    double weights = 2 * width * granules + hidden;
    // Where parameters change after each truncation, its end is looked at again as the next start.
    boolean apart = trial.word(FeedbackRows.UPDATES).equals("per-truncation");
    double states = apart ? 2 * truncations : truncations + 1;
    double forward = 2 * states * sequences * weights;
    double backward = 2 * truncations * sequences * (2 * weights - width * granules);
    return cortex + readout + forward + backward;
  }

  private static void print(Map<String, Result> results, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    results.forEach(
        (name, result) ->
            rows.add(
                List.of(
                    name,
                    Text.number(result.ms_per_batch()),
                    Text.number(result.gflops()),
                    result.peak_gflops() == 0 ? "-" : Text.number(result.peak_gflops()),
                    result.ratio() == 0 ? "-" : Math.round(100 * result.ratio()) + " %",
                    result.kernel(),
                    Text.number(result.epochs_per_second()))));
    List<Text.Side> sides = new ArrayList<>(Collections.nCopies(7, Text.Side.RIGHT));
    sides.set(0, Text.Side.LEFT);
    sides.set(5, Text.Side.LEFT);
    out.println(
        Text.table(
            List.of(
                "preset", "ms/batch", "GFLOP/s", "peak GFLOP/s", "of peak", "kernel", "epochs/s"),
            sides,
            rows));
  }
}
