package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import ccrnn.model.cortex.CortexKind;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.metric.CaptionScore;
import ccrnn.model.random.Streams;
import ccrnn.model.task.CaptionSet;
import ccrnn.model.task.CaptionTask;
import ccrnn.model.task.Captions;
import ccrnn.model.task.Reaching;
import ccrnn.model.task.Scenes;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinySentences;
import ccrnn.model.trainee.Evaluation;
import ccrnn.model.trainee.Measure;
import ccrnn.model.training.Schedule;
import ccrnn.model.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What the trainee of the ccRNN tells beside losses. */
class RecurrentTraineeTest {
  private static final CaptionSet SCENES = Scenes.set(new Scenes.Sizes(20, 4, 7));
  private static final int WRITTEN = 20;

  private static Trainer<RecurrentTrainee> trainer(Task task) {
    TrialSettings settings =
        new TrialSettings(
            SmallNetworks.shape(CortexKind.LSTM, task, 6, Optional.empty()),
            SmallNetworks.learning(3, 1),
            Lesion.NONE,
            SmallNetworks.BATCH,
            9);
    RecurrentTrainee trainee =
        new RecurrentTrainee(settings, task, Kernel.PLAIN, EnumSet.of(Probe.EXAMPLES));
    return new Trainer<>(trainee, Schedule.NONE, () -> false);
  }

  private static Task captions() {
    var settings = new CaptionTask.Settings(11, 15, CaptionTask.Balance.NONE, 2, 5);
    return new CaptionTask(SCENES, settings, SmallNetworks.BATCH, new Streams(9));
  }

  @Test
  void theTestOfCaptionsScoresWhatTheNetworkWrites() {
    Trainer<RecurrentTrainee> trainer = trainer(captions());
    for (int epoch = 0; epoch < 3; epoch++) {
      trainer.trainEpoch();
    }
    int[] asked = {0};
    Evaluation test = trainer.trainee().test(3, () -> asked[0]++);
    int[] evaluated = {0};
    trainer.trainee().evaluate(captions().test(), () -> evaluated[0]++);
    // Seven images are written for in two batches of six at most.
    assertThat(asked[0] - evaluated[0]).isEqualTo(2);

    Captions part = SCENES.test();
    CaptionScore score = new CaptionScore();
    GreedyWords writer = new GreedyWords(trainer.trainee().network(), 1);
    int width = part.featureWidth();
    for (int image = 0; image < part.images(); image++) {
      FMatrixRMaj features = new FMatrixRMaj(1, width);
      System.arraycopy(part.features(), image * width, features.data, 0, width);
      List<int[]> references = new ArrayList<>();
      for (int i = 0; i < part.captionsOf(image); i++) {
        int caption = part.captionOf(image, i);
        int at = part.offset(caption);
        references.add(Arrays.copyOfRange(part.words(), at, at + part.length(caption)));
      }
      score.add(writer.write(1, features, WRITTEN), references);
    }
    assertThat(test.more().stream().map(m -> m.probe() + " " + m.part() + " " + m.statistic()))
        .containsExactly("test caption bleu", "test caption f");
    assertThat(test.more().get(0).value()).isEqualTo(score.bleu());
    assertThat(test.more().get(1).value()).isEqualTo(score.f()).isPositive();
  }

  @Test
  void examplesOfCaptionsSayTheirWords() {
    List<Measure> examples = trainer(captions()).measures();
    assertThat(examples).isNotEmpty();
    assertThat(examples)
        .allSatisfy(
            found ->
                assertThat(found.text()).hasValue(SCENES.vocabulary().get((int) found.value())));
  }

  @Test
  void wordsOfNoKnownCaptionsStayNumbersAndAreNotScored() {
    Trainer<RecurrentTrainee> trainer = trainer(new TinySentences(SmallNetworks.BATCH, 9));
    assertThat(trainer.measures()).isNotEmpty().allMatch(found -> found.text().isEmpty());
    assertThat(trainer.test().more()).isEmpty();
  }

  @Test
  void aSinglePointDoesNotWaver() {
    Task reaching =
        new Reaching(
            new Reaching.Settings(Reaching.CueCode.ONE_OF_N, 7, 10, 0.1, 0.1, 4, 20, 20),
            SmallNetworks.BATCH,
            new Streams(9));
    Evaluation validation = trainer(reaching).trainEpoch().validation();
    assertThat(validation.movement()).isEmpty();
    assertThat(validation.loss()).isPositive();
    assertThat(trainer(SmallNetworks.task(9)).test().movement()).isPresent();
  }

  @Test
  void withoutProbesNothingIsMeasured() {
    Trainer<RecurrentTrainee> trainer =
        SmallNetworks.trainer(
            SmallNetworks.crnn(CortexKind.TANH, 4), SmallNetworks.learning(2, 2), Lesion.NONE, 9);
    assertThat(trainer.measures()).isEmpty();
  }
}
