package ccrnn.jobs.command;

import ccrnn.jobs.console.Exit;
import ccrnn.jobs.console.Text;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.kernel.Peak;
import ccrnn.model.trainee.Tally;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.data.location.DataLocation;
import ccrnn.pipeline.family.Benchmark;
import ccrnn.pipeline.family.Families;
import ccrnn.pipeline.family.Family;
import ccrnn.pipeline.run.Trainers;
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
    for (Family family : Families.all()) {
      for (Benchmark preset : family.benchmarks()) {
        results.put(preset.name(), measure(preset, chosen));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(results));
    } else {
      print(results, out);
    }
    out.flush();
    return Exit.OK;
  }

  private static Result measure(Benchmark preset, Kernel kernel) {
    Trial trial = Trial.of(preset.settings());
    Trainee trainee = Trainers.of(trial, DataLocation.EMBEDDED, kernel, () -> false).trainee();
    updates(WARM_UP_SECONDS, preset, trial, trainee);
    List<Update> timed = updates(SECONDS, preset, trial, trainee);
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
        1 / (trainee.batches(1) * seconds + validation));
  }

  /**
   * One batch.
   *
   * @param seconds with the making of its data
   * @param operations of its products
   */
  private record Update(double seconds, double operations) {}

  /** Trains on for some seconds. */
  private static List<Update> updates(
      double seconds, Benchmark preset, Trial trial, Trainee trainee) {
    List<Update> updates = new ArrayList<>();
    Tally tally = new Tally(1);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    trainee.startEpoch(1);
    int batches = trainee.batches(1);
    while (System.nanoTime() < end || updates.isEmpty()) {
      int number = updates.size();
      long before = System.nanoTime();
      trainee.update(1 + number / batches, number % batches, tally);
      double took = (System.nanoTime() - before) / 1e9;
      updates.add(new Update(took, preset.operations().of(trial, trainee)));
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
