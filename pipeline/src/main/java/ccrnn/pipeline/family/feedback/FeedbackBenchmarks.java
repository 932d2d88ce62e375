package ccrnn.pipeline.family.feedback;

import ccrnn.model.feedback.RecurrentTrainee;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.trainee.Trainee;
import ccrnn.pipeline.family.Benchmark;
import ccrnn.pipeline.family.rows.CerebellumRows;
import ccrnn.pipeline.family.rows.CortexRows;
import ccrnn.pipeline.family.task.CuedRows;
import ccrnn.pipeline.family.task.DigitRows;
import ccrnn.pipeline.family.task.TaskWords;
import ccrnn.pipeline.sweep.CommonRows;
import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.TaskWord;
import ccrnn.pipeline.sweep.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is timed of cortex and cerebellum. */
final class FeedbackBenchmarks {
  private FeedbackBenchmarks() {}

  /**
   * The published settings: line drawing with noise (nothing to merge), deeper, without; digits;
   * captions.
   */
  static List<Benchmark> all() {
    String lines = TaskWords.LINE_DRAWING.word();
    List<Benchmark> all = new ArrayList<>();
    all.add(benchmark(lines, Map.of(CuedRows.NOISE, 0.1)));
    all.add(
        benchmark(
            lines + "-two-layers",
            Map.of(CuedRows.NOISE, 0.1, CerebellumRows.CEREBELLUM_LAYERS, 2L)));
    all.add(benchmark(lines + "-noise-free", Map.of()));
    for (TaskWord task :
        List.of(
            TaskWords.DIGIT_LINE_DRAWING, TaskWords.DIGIT_DRAWING, TaskWords.DIGIT_RECOGNITION)) {
      all.add(
          benchmark(task.word(), Map.of(CommonRows.TASK, task.word(), DigitRows.IMAGES, 2_500L)));
    }
    String captions = TaskWords.CAPTIONING.word();
    all.add(benchmark(captions, Map.of(CommonRows.TASK, captions)));
    return all;
  }

  private static Benchmark benchmark(String name, Map<Setting, Object> settings) {
    return new Benchmark(name, settings, FeedbackBenchmarks::operations);
  }

  /** Operations of the products of an update, as if no sequences of the batch were merged. */
  private static double operations(Trial trial, Trainee trainee) {
    RecurrentTrainee own = (RecurrentTrainee) trainee;
    Task task = own.task();
    Batch batch = own.batch();
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
}
