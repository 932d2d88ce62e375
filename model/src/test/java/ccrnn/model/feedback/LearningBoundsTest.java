package ccrnn.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ccrnn.model.kernel.Kernel;
import ccrnn.model.optimizer.Adadelta;
import ccrnn.model.optimizer.Adagrad;
import ccrnn.model.optimizer.Adam;
import ccrnn.model.optimizer.Adamax;
import ccrnn.model.optimizer.ClipSettings;
import ccrnn.model.optimizer.Dropout;
import ccrnn.model.optimizer.Optimizer;
import ccrnn.model.optimizer.RmsProp;
import ccrnn.model.optimizer.Sgd;
import ccrnn.model.random.Streams;
import ccrnn.model.training.EarlyStopping;
import ccrnn.model.training.ReduceOnPlateau;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every bound of the settings: what lies on it is taken, what lies beyond it is refused. */
class LearningBoundsTest {
  private static final double BELOW_ZERO = -Double.MIN_VALUE;
  private static final double ABOVE_ZERO = Double.MIN_VALUE;
  private static final double BELOW_ONE = Math.nextDown(1.0);
  private static final double NAN = Double.NaN;

  /** Settings with one number of interest. */
  private interface Of {
    Object make(double number);
  }

  private static void refused(String message, Of settings, double... numbers) {
    for (double number : numbers) {
      assertThatIllegalArgumentException()
          .as("%s", number)
          .isThrownBy(() -> settings.make(number))
          .withMessageContaining(message);
    }
  }

  private static void taken(Of settings, double... numbers) {
    for (double number : numbers) {
      assertThat(settings.make(number)).as("%s", number).isNotNull();
    }
  }

  @Test
  void everyOptimizerHasAPositiveRate() {
    List<Of> all =
        List.of(
            rate -> new Adam.Settings(rate, 0.9, 0.9, 1),
            rate -> new RmsProp.Settings(rate, 0.9, 0.9, 1, 0),
            rate -> new Sgd.Settings(rate, 0.9, 0),
            rate -> new Adamax.Settings(rate, 0.9, 0.9, 1, 0),
            rate -> new Adagrad.Settings(rate, 0.9, 1, 0),
            rate -> new Adadelta.Settings(rate, 0.9, 1, 0));
    for (Of settings : all) {
      taken(settings, ABOVE_ZERO, 1, 100);
      refused("learning rate", settings, 0, BELOW_ZERO, NAN);
    }
  }

  @Test
  void everyPenaltyIsZeroOrMore() {
    List<Of> all =
        List.of(
            l2 -> new Adam.Settings(1, 0.9, 0.9, 1, l2),
            l2 -> new RmsProp.Settings(1, 0.9, 0.9, 1, l2),
            l2 -> new Sgd.Settings(1, 0.9, l2),
            l2 -> new Adamax.Settings(1, 0.9, 0.9, 1, l2),
            l2 -> new Adagrad.Settings(1, 0.9, 1, l2),
            l2 -> new Adadelta.Settings(1, 0.9, 1, l2));
    for (Of settings : all) {
      taken(settings, 0, ABOVE_ZERO, 2);
      refused("L2", settings, BELOW_ZERO, NAN);
    }
  }

  @Test
  void everyDecayIsFromZeroUpToBelowOne() {
    var all =
        new Object[][] {
          {"beta1", (Of) decay -> new Adam.Settings(1, decay, 0.9, 1)},
          {"beta2", (Of) decay -> new Adam.Settings(1, 0.9, decay, 1)},
          {"alpha", (Of) decay -> new RmsProp.Settings(1, decay, 0.9, 1, 0)},
          {"momentum", (Of) decay -> new RmsProp.Settings(1, 0.9, decay, 1, 0)},
          {"momentum", (Of) decay -> new Sgd.Settings(1, decay, 0)},
          {"beta1", (Of) decay -> new Adamax.Settings(1, decay, 0.9, 1, 0)},
          {"beta2", (Of) decay -> new Adamax.Settings(1, 0.9, decay, 1, 0)},
          {"rho", (Of) decay -> new Adadelta.Settings(1, decay, 1, 0)}
        };
    for (Object[] row : all) {
      Of settings = (Of) row[1];
      taken(settings, 0, BELOW_ONE);
      refused(row[0] + " ", settings, BELOW_ZERO, 1, NAN);
    }
    Of rateDecay = decay -> new Adagrad.Settings(1, decay, 1, 0);
    taken(rateDecay, 0, 1, 7);
    refused("decay of the rate", rateDecay, BELOW_ZERO, NAN);
  }

  @Test
  void everyEpsilonIsPositive() {
    List<Of> all =
        List.of(
            epsilon -> new Adam.Settings(1, 0.9, 0.9, epsilon),
            epsilon -> new RmsProp.Settings(1, 0.9, 0.9, epsilon, 0),
            epsilon -> new Adamax.Settings(1, 0.9, 0.9, epsilon, 0),
            epsilon -> new Adagrad.Settings(1, 0.9, epsilon, 0),
            epsilon -> new Adadelta.Settings(1, 0.9, epsilon, 0));
    for (Of settings : all) {
      taken(settings, ABOVE_ZERO, 1);
      refused("epsilon", settings, 0, BELOW_ZERO, NAN);
    }
  }

  @Test
  void aNewLearningRateIsPositive() {
    Of rate =
        number -> {
          Optimizer optimizer = new Sgd.Settings(1, 0, 0).create(1, Kernel.PLAIN);
          optimizer.learningRate(number);
          assertThat(optimizer.learningRate()).isEqualTo(number);
          return optimizer;
        };
    taken(rate, ABOVE_ZERO, 3);
    refused("learning rate", rate, 0, BELOW_ZERO, NAN);
  }

  @Test
  void clipNormAndDropout() {
    Of clip = norm -> new ClipSettings(norm, ClipSettings.Scope.ALL);
    taken(clip, 0, 1);
    refused("clip norm", clip, BELOW_ZERO, NAN);

    Of dropout = probability -> new Dropout(probability, 1, new Streams(1));
    taken(dropout, ABOVE_ZERO, BELOW_ONE);
    refused("dropout of", dropout, 0, 1, NAN);

    FeedbackSettings feedback =
        new FeedbackSettings(1, 1, 0, FeedbackSettings.TerminalFeedback.NONE);
    Of input =
        probability ->
            new LearningSettings(
                feedback,
                new Sgd.Settings(1, 0, 0),
                new ClipSettings(0, ClipSettings.Scope.ALL),
                ForgetGate.FREE,
                probability);
    taken(input, 0, BELOW_ONE);
    refused("input dropout", input, BELOW_ZERO, 1, NAN);
  }

  @Test
  void feedback() {
    var none = FeedbackSettings.TerminalFeedback.NONE;
    Of scale = number -> new FeedbackSettings(1, 1, number, none);
    taken(scale, 0, 2);
    refused("scale", scale, BELOW_ZERO, NAN);
    Of horizon = number -> new FeedbackSettings((int) number, 1, 0, none);
    taken(horizon, 1);
    refused("horizon 0, interval 1, scale 0.0", horizon, 0);
    Of interval = number -> new FeedbackSettings(1, (int) number, 0, none);
    taken(interval, 1);
    refused("horizon 1, interval 0, scale 0.0", interval, 0);
  }

  @Test
  void plateausAndEarlyStopping() {
    Of factor = number -> new ReduceOnPlateau.Settings(number, 0, 0);
    taken(factor, ABOVE_ZERO, BELOW_ONE);
    refused("learning rate times", factor, 0, 1, NAN);
    Of patience = number -> new ReduceOnPlateau.Settings(0.5, (int) number, 0);
    taken(patience, 0);
    refused("after -1 epochs", patience, -1);
    Of smallest = number -> new ReduceOnPlateau.Settings(0.5, 0, number);
    taken(smallest, 0);
    refused("not below", smallest, BELOW_ZERO, NAN);
    Of stopping = number -> new EarlyStopping((int) number);
    taken(stopping, 1);
    refused("patience of", stopping, 0);
    Of memory =
        number -> {
          EarlyStopping stop = new EarlyStopping(1);
          stop.restore(new double[(int) number]);
          return stop;
        };
    taken(memory, 2);
    refused("numbers for a stop of 2", memory, 1, 3);
  }
}
