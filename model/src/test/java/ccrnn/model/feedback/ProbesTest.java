package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ccrnn.model.cerebellum.CerebellumShape;
import ccrnn.model.cortex.CortexKind;
import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.OptimizerKind;
import ccrnn.model.task.Answer;
import ccrnn.model.task.Batch;
import ccrnn.model.task.Task;
import ccrnn.model.task.TinyClasses;
import ccrnn.model.task.TinySentences;
import ccrnn.model.trainee.Measure;
import ccrnn.model.training.EpochRecord;
import ccrnn.model.training.Trainer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbesTest {
  private static final Set<Probe> ALL = EnumSet.allOf(Probe.class);
  private static final int EPOCHS = 4;
  private static final int ONSET = 3;
  private static final long SEED = 9;

  record Case(CortexKind cortex, Answer answer, int layers, Lesion lesion) {

    Task task() {
      return switch (answer) {
        case TRAJECTORY -> SmallNetworks.task(SEED, 0.1);
        case CLASS -> new TinyClasses(SmallNetworks.BATCH, SEED);
        case WORDS -> new TinySentences(SmallNetworks.BATCH, SEED);
      };
    }

    boolean hasCerebellum() {
      return layers >= 0;
    }

    TrialSettings settings() {
      var context =
          answer == Answer.CLASS ? CerebellumShape.Context.TARGET : CerebellumShape.Context.NONE;
      NetworkShape shape =
          SmallNetworks.shape(
              cortex,
              task(),
              7,
              hasCerebellum()
                  ? Optional.of(new CerebellumShape(12, layers, OptionalInt.empty(), context))
                  : Optional.empty());
      boolean words = answer == Answer.WORDS;
      LearningSettings learning =
          new LearningSettings(
              new FeedbackSettings(
                  3,
                  2,
                  0.1,
                  FeedbackSettings.TerminalFeedback.PREDICTED,
                  words
                      ? FeedbackSettings.Update.PER_TRUNCATION
                      : FeedbackSettings.Update.PER_BATCH,
                  words ? FeedbackSettings.HiddenState.KEEP : FeedbackSettings.HiddenState.RESET),
              OptimizerKind.ADAM.published(0.003, 0),
              new ClipSettings(1, ClipSettings.Scope.ALL),
              ForgetGate.FREE,
              words ? 0.2 : 0);
      return new TrialSettings(shape, learning, lesion, SmallNetworks.BATCH, SEED);
    }

    Trainer<RecurrentTrainee> trainer() {
      return SmallNetworks.trainer(settings(), task(), Kernel.PLAIN, () -> false);
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (CortexKind cortex : CortexKind.values()) {
      for (Answer answer : Answer.values()) {
        cases.add(new Case(cortex, answer, -1, Lesion.NONE));
        for (int layers = 0; layers <= 2; layers++) {
          cases.add(new Case(cortex, answer, layers, Lesion.NONE));
        }
        cases.add(new Case(cortex, answer, 1, new Lesion(Lesion.Kind.CEREBELLUM, ONSET)));
        cases.add(new Case(cortex, answer, 1, new Lesion(Lesion.Kind.CEREBELLUM, ONSET, 0.5)));
        cases.add(new Case(cortex, answer, 1, new Lesion(Lesion.Kind.INFERIOR_OLIVE, ONSET)));
      }
    }
    return cases;
  }

  private static Probes probes(Case c, Trainer<RecurrentTrainee> trainer, Set<Probe> chosen) {
    return new Probes(chosen, c.settings(), trainer.trainee().task(), Kernel.PLAIN);
  }

  private static List<Measure> measure(Probes probes, Trainer<RecurrentTrainee> trainer) {
    return probes.measure(trainer.trainee().network().parameters(), trainer.epochs());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void measuringChangesNoBitOfTraining(Case c) {
    Trainer<RecurrentTrainee> plain = c.trainer();
    Trainer<RecurrentTrainee> measured = c.trainer();
    Probes probes = probes(c, measured, ALL);
    measure(probes, measured);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      EpochRecord record = measured.trainEpoch();
      assertThat(measure(probes, measured)).isNotEmpty();
      assertThat(record).isEqualTo(plain.trainEpoch());
    }
    assertThat(measured.state().toBytes()).isEqualTo(plain.state().toBytes());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void measuresHaveNamesOfTheirOwnAndSaneValues(Case c) {
    Trainer<RecurrentTrainee> trainer = c.trainer();
    Probes probes = probes(c, trainer, ALL);
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
      boolean silent = c.lesion().functionIn(Math.max(epoch, 1)) == CerebellumFunction.SILENT;
      boolean speaks = c.hasCerebellum() && !silent;
      Set<String> names = new HashSet<>();
      int similarities = 0;
      List<Measure> all = measure(probes, trainer);
      for (Measure m : all) {
        String name = m.probe() + " " + m.part() + " " + m.statistic() + " " + m.step();
        assertThat(names.add(name)).as(name).isTrue();
        similarities += m.probe().equals(Probe.SIMILARITY.word()) ? 1 : 0;
        sane(name, m, all);
      }
      int truncations =
          (switch (c.answer()) {
                    case TRAJECTORY -> 10;
                    case CLASS -> TinyClasses.STEPS;
                    case WORDS -> TinySentences.SHORTEST;
                  }
                  + 2)
              / 3;
      assertThat(similarities).isEqualTo(speaks ? 2 * truncations : 0);
      assertThat(names.stream().anyMatch(name -> name.contains("cortex-feedback")))
          .isEqualTo(speaks);
      assertThat(names.stream().anyMatch(name -> name.contains("granule")))
          .isEqualTo(speaks && c.layers() > 0);
      if (epoch < EPOCHS) {
        trainer.trainEpoch();
      }
    }
  }

  private static void sane(String name, Measure m, List<Measure> all) {
    switch (Probe.valueOf(m.probe().toUpperCase(Locale.ROOT))) {
      case SIMILARITY -> {
        // No direction where nothing is predicted, as before training.
        if (!Double.isNaN(m.value())) {
          assertThat(m.value()).as(name).isBetween(-1.0, 1.0);
        }
      }
      case GRADIENTS -> assertThat(m.value()).as(name).isGreaterThanOrEqualTo(0).isFinite();
      case WEIGHTS -> {
        if (!m.statistic().equals("mean-absolute-of-non-zeros")) {
          assertThat(m.value()).as(name).isFinite();
        }
      }
      case CORRELATIONS -> {
        boolean counts = m.statistic().equals("pairs") || m.statistic().equals("undefined");
        if (counts) {
          assertThat(m.value()).as(name).isGreaterThanOrEqualTo(0).isFinite();
        } else if (value(all, m.part(), "pairs", -1) == 0) { // no feedback is predicted yet
          assertThat(m.value()).as(name).isNaN();
        } else {
          assertThat(m.value()).as(name).isBetween(-1.0, 1.0);
        }
      }
      case POPULATION -> assertThat(m.value()).as(name).isNotInfinite();
      case EXAMPLES -> assertThat(m.value()).as(name).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aProbeFindsTheSameAloneAndAmongOthers(Case c) {
    Trainer<RecurrentTrainee> trainer = c.trainer();
    Probes all = probes(c, trainer, ALL);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      trainer.trainEpoch();
      List<Measure> together = measure(all, trainer);
      for (Probe probe : Probe.values()) {
        List<Measure> alone = measure(probes(c, trainer, EnumSet.of(probe)), trainer);
        assertThat(alone)
            .isEqualTo(together.stream().filter(m -> m.probe().equals(probe.word())).toList());
      }
    }
  }

  private static double value(List<Measure> measures, String part, String statistic, int step) {
    return measures.stream()
        .filter(m -> m.part().equals(part) && m.statistic().equals(statistic))
        .filter(m -> m.step().equals(step < 0 ? OptionalInt.empty() : OptionalInt.of(step)))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /** By the gradients of the network under training on the same batch. */
  @Test
  void gradientsAndSimilaritiesAreThoseOfTheNetworkUnderTraining() {
    for (CortexKind cortex : CortexKind.values()) {
      for (int layers = 0; layers <= 1; layers++) {
        Case c = new Case(cortex, Answer.TRAJECTORY, layers, Lesion.NONE);
        Trainer<RecurrentTrainee> trainer = c.trainer();
        trainer.trainEpoch();
        trainer.trainEpoch();
        List<Measure> measures = measure(probes(c, trainer, ALL), trainer);

        Network network = trainer.trainee().network();
        Batch batch = new Batch(SmallNetworks.BATCH, trainer.trainee().task());
        trainer.trainee().task().validation(2).next(batch);
        FeedbackSettings feedback = c.settings().learning().feedback();
        FeedbackDecoupling decoupling =
            SmallNetworks.decoupling(network, feedback, SmallNetworks.BATCH);
        SmallNetworks.gradients(decoupling, network, feedback, batch, CerebellumFunction.INTACT);
        double squares = 0;
        float[] gradients = network.parameters().gradients();
        for (int i = c.settings().network().cerebellumOffset(); i < gradients.length; i++) {
          squares += (double) gradients[i] * gradients[i];
        }
        assertThat(value(measures, "cerebellum", "gradient-norm", -1))
            .isCloseTo(Math.sqrt(squares), within(1e-6));

        FMatrixRMaj predicted = decoupling.predictedFeedback().copy();
        FMatrixRMaj target = decoupling.targetFeedback().copy();
        Window all = new Window(0, network.truncations(), batch.steps(), Answer.TRAJECTORY, 2);
        FMatrixRMaj truth = decoupling.trueFeedback(batch, all, 4);
        for (int i = 0; i < 4; i++) {
          assertThat(value(measures, "feedback", "cosine-with-target-feedback", 3 * i))
              .isCloseTo(cosine(i, batch, predicted, target), within(1e-6));
          assertThat(value(measures, "feedback", "cosine-with-true-feedback", 3 * i))
              .isCloseTo(cosine(i, batch, predicted, truth), within(1e-6));
        }
      }
    }
  }

  /** Mean over sequences; the first row of predictions belongs to all sequences' start. */
  private static double cosine(int i, Batch batch, FMatrixRMaj predicted, FMatrixRMaj reference) {
    double sum = 0;
    for (int b = 0; b < batch.size(); b++) {
      int row = i == 0 ? 0 : 1 + (i - 1) * batch.size() + b;
      double product = 0;
      double squareOfPredicted = 0;
      double squareOfReference = 0;
      for (int j = 0; j < predicted.numCols; j++) {
        double p = predicted.get(row, j);
        double r = reference.get(i * batch.size() + b, j);
        product += p * r;
        squareOfPredicted += p * p;
        squareOfReference += r * r;
      }
      sum += batch.multiplicities()[b] * product / Math.sqrt(squareOfPredicted * squareOfReference);
    }
    return sum / batch.total();
  }

  @Test
  void everyPopulationHasAllItsStatistics() {
    Case c = new Case(CortexKind.LSTM, Answer.TRAJECTORY, 1, Lesion.NONE);
    Trainer<RecurrentTrainee> trainer = c.trainer();
    trainer.trainEpoch();
    List<Measure> measures = measure(probes(c, trainer, EnumSet.of(Probe.POPULATION)), trainer);

    List<String> statistics =
        List.of(
            "population-correlation-as-coded",
            "population-correlation",
            "mean-absolute-pearson",
            "coding-space",
            "sparsity");
    List<String> expected = new ArrayList<>();
    for (String part : List.of("cortex", "granule", "feedback")) {
      statistics.forEach(statistic -> expected.add(part + " " + statistic));
    }
    assertThat(measures.stream().map(m -> m.part() + " " + m.statistic()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void examplesAreWhatTheNetworkAnswers() {
    for (Answer answer : Answer.values()) {
      Case c = new Case(CortexKind.LSTM, answer, 1, Lesion.NONE);
      Trainer<RecurrentTrainee> trainer = c.trainer();
      trainer.trainEpoch();
      List<Measure> measures = measure(probes(c, trainer, EnumSet.of(Probe.EXAMPLES)), trainer);
      Batch batch = new Batch(SmallNetworks.BATCH, trainer.trainee().task());
      trainer.trainee().task().validation(1).next(batch);
      int rows = batch.steps() * batch.size();
      FMatrixRMaj output = new FMatrixRMaj(rows, trainer.trainee().task().outputs());
      trainer.trainee().network().predict(batch, output);
      for (int b = 0; b < batch.size(); b++) {
        String part = "example-" + b;
        for (int t = 0; t < batch.steps(); t++) {
          int row = t * batch.size() + b;
          switch (answer) {
            case TRAJECTORY -> {
              assertThat(value(measures, part, "x", t)).isEqualTo(output.get(row, 0));
              assertThat(value(measures, part, "target-y", t))
                  .isEqualTo(batch.target().get(row, 1));
            }
            case CLASS -> {
              if (t == batch.steps() - 1) {
                double best = output.get(row, (int) value(measures, part, "class", t));
                for (int j = 0; j < output.numCols; j++) {
                  assertThat(best).isGreaterThanOrEqualTo(output.get(row, j));
                }
                assertThat(value(measures, part, "target-class", t)).isEqualTo(batch.classes()[b]);
              }
            }
            case WORDS -> {
              assertThat(value(measures, part, "target-word", t)).isEqualTo(batch.classes()[row]);
              assertThat(value(measures, part, "word", t)).isBetween(0.0, 8.0);
            }
          }
        }
      }
    }
  }
}
