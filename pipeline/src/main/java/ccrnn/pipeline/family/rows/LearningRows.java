package ccrnn.pipeline.family.rows;

import static ccrnn.pipeline.sweep.Row.choice;
import static ccrnn.pipeline.sweep.Row.integer;
import static ccrnn.pipeline.sweep.Row.number;

import ccrnn.pipeline.sweep.Setting;
import ccrnn.pipeline.sweep.When;

/** Settings of optimizers and schedules, for families that learn by gradients. */
public final class LearningRows {
  /** Kind of optimizer. */
  public static final Setting OPTIMIZER =
      choice("adam")
          .neutral()
          .of("adam", "rmsprop", "sgd", "adamax", "adagrad", "adadelta")
          .about("kind of optimizer, by the definitions of PyTorch")
          .source("code: adam")
          .named("optimizer");

  /** Step size. */
  public static final Setting LEARNING_RATE =
      number(0.001)
          .range(1e-12, 10)
          .about("step size of the optimizer")
          .source("code: those for adam")
          .named("learning-rate");

  /** How the step size changes. */
  public static final Setting LEARNING_RATE_SCHEDULE =
      choice("constant")
          .neutral()
          .of("constant", "plateau")
          .about("plateau lowers the learning rate when the validation loss stops to fall")
          .source("code: constant")
          .named("learning-rate-schedule");

  /** How much lower the learning rate gets. */
  public static final Setting PLATEAU_FACTOR =
      number(0.1)
          .range(0.000_001, 0.999_999)
          .about("factor on the learning rate at a plateau")
          .source("code")
          .only(When.is(LEARNING_RATE_SCHEDULE, "plateau"))
          .named("plateau-factor");

  /** How long a plateau is. */
  public static final Setting PLATEAU_PATIENCE =
      integer(10)
          .range(0, 1_000_000)
          .unit("epochs")
          .about("epochs without a better validation loss that are let pass")
          .source("code")
          .only(When.is(LEARNING_RATE_SCHEDULE, "plateau"))
          .named("plateau-patience");

  /** Inertia of the updates. */
  public static final Setting MOMENTUM =
      number(0.9)
          .range(0, 0.999_999_999)
          .about("momentum of sgd and rmsprop")
          .source("code")
          .only(When.is(OPTIMIZER, "rmsprop", "sgd"))
          .named("momentum");

  /** L2 penalty. */
  public static final Setting WEIGHT_DECAY =
      number(0)
          .neutral()
          .range(0, 1e3)
          .about("L2 penalty: this times each parameter is added to its gradient, after clipping")
          .source("code: 0")
          .named("weight-decay");

  /** First moment decay. */
  public static final Setting ADAM_BETA1 =
      number(0.9)
          .range(0, 0.999_999_999)
          .about("decay of the mean of adam and adamax")
          .source("code")
          .only(When.is(OPTIMIZER, "adam", "adamax"))
          .named("adam-beta1");

  /** Second moment decay. */
  public static final Setting ADAM_BETA2 =
      number(0.98)
          .range(0, 0.999_999_999)
          .about("decay of the mean square of adam, of the largest of adamax")
          .source("code")
          .only(When.is(OPTIMIZER, "adam", "adamax"))
          .named("adam-beta2");

  /** Adam's epsilon. */
  public static final Setting ADAM_EPSILON =
      number(1e-9)
          .range(1e-30, 1)
          .about("added to the root of adam's mean square, to the largest of adamax")
          .source("code")
          .only(When.is(OPTIMIZER, "adam", "adamax"))
          .named("adam-epsilon");

  /** Bound on the gradient. */
  public static final Setting CLIP_NORM =
      number(1.0)
          .range(0, 1e9)
          .about("bound on the norm of the whole gradient; 0 is no clipping")
          .source("code")
          .named("clip-norm");

  private LearningRows() {}
}
