package ccrnn.pipeline.family.feedback.replay;

import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.pipeline.reference.ReferenceCase;

/** The batches of a recording as a task; every epoch visits them in the same order. */
final class RecordedTask implements Task {
  /** Batches of a recording of captions, which does not name their number. */
  private static final int CAPTION_BATCHES = 2;

  private final ReferenceCase reference;
  private final Answer answer;
  private final int steps;
  private final int inputs;
  private final int outputs;
  private final int batches;

  RecordedTask(ReferenceCase reference) {
    this.reference = reference;
    answer = RecordedSettings.answer(reference);
    boolean words = answer == Answer.WORDS;
    steps = reference.integer(words ? "caption_length" : "timesteps");
    inputs = reference.integer(words ? "embedding_size" : "input_size");
    outputs = reference.integer(words ? "vocabulary" : "output_size");
    batches = words ? CAPTION_BATCHES : reference.integer("batches_per_epoch");
  }

  @Override
  public Answer answer() {
    return answer;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int batches() {
    return batches;
  }

  @Override
  public void training(int epoch, int batch, Batch into) {
    fill("batch" + (batch + 1), into);
  }

  @Override
  public Sequences validation(int epoch) {
    return test();
  }

  @Override
  public Sequences test() {
    return new Sequences() {
      private boolean done;

      @Override
      public int next(Batch into) {
        if (done) {
          return 0;
        }
        done = true;
        return fill("eval", into);
      }
    };
  }

  private int fill(String name, Batch into) {
    if (answer == Answer.WORDS) {
      fillWords(name, into);
      return into.size();
    }
    ReferenceCase.Tensor input = reference.tensor(name + "/input");
    into.resize(input.shape().get(0));
    timeMajor(input.values(), steps, inputs, into.size(), into.input().data);
    double[] target = reference.tensor(name + "/target").values();
    if (answer == Answer.TRAJECTORY) {
      timeMajor(target, steps, outputs, into.size(), into.target().data);
    } else {
      for (int b = 0; b < into.size(); b++) {
        into.classes()[b] = (int) target[b];
      }
    }
    return into.size();
  }

  private void fillWords(String name, Batch into) {
    ReferenceCase.Tensor features = reference.tensor(name + "/features");
    into.resize(features.shape().get(0));
    timeMajor(features.values(), 1, inputs, into.size(), into.input().data);
    double[] words = reference.tensor(name + "/captions").values();
    for (int b = 0; b < into.size(); b++) {
      for (int t = 0; t < steps; t++) {
        into.classes()[t * into.size() + b] = (int) words[b * steps + t];
      }
    }
  }

  private static void timeMajor(
      double[] bySequence, int steps, int width, int size, float[] timeMajor) {
    for (int b = 0; b < size; b++) {
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < width; i++) {
          timeMajor[(t * size + b) * width + i] = (float) bySequence[(b * steps + t) * width + i];
        }
      }
    }
  }
}
