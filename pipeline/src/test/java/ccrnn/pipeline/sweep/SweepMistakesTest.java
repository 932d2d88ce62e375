package ccrnn.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ccrnn.pipeline.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Every kind of mistake and the one line that it prints. */
class SweepMistakesTest {
  private static final String WHOLE = "name: x\nsettings: {%s}\n";
  private static final String AXES = "name: x\naxes: {%s}\n";

  static final List<Arguments> FILES =
      List.of(
          // no sweep at all
          mistake("", "s.yaml: is empty; a sweep begins with a line like 'name: my-sweep'"),
          mistake(
              "# only this\n",
              "s.yaml: is empty; a sweep begins with a line like 'name: my-sweep'"),
          mistake("hello\n", "s.yaml:1: a sweep is made of 'key: value' lines, not of 'hello'"),
          mistake("- a\n", "s.yaml:1: a sweep is made of 'key: value' lines, not of a list"),
          mistake("name: a: b\n", "s.yaml:1: not YAML: mapping values are not allowed here"),
          mistake(
              "name: x\nsettings:\n\tepochs: 3\n",
              "s.yaml:3: not YAML: found character '\\t(TAB)' that cannot start any token. (Do not"
                  + " use \\t(TAB) for indentation)"),
          mistake(
              "name: x\naxes: {seed: [1\n",
              "s.yaml:3: not YAML: expected ',' or ']', but got <stream end>"),
          mistake(
              "name: x\nabout: \u0001\n", "s.yaml:2: not YAML: character U+0001 is not allowed"),
          mistake(
              "name: x\n? [a]\n: b\n",
              "s.yaml:2: not YAML: Expected a field name (Scalar value in YAML)"),
          mistake(
              "name: x\n---\nname: y\n",
              "s.yaml:3: a second YAML document begins here; a file holds one sweep"),
          mistake(
              "name: &n x\nabout: *n\n",
              "s.yaml:2: YAML aliases are not supported; write the value of '*n' out"),
          mistake(
              "name: !!javax.script.ScriptEngineManager [x]\n",
              "s.yaml:1: YAML tags are not supported; leave '!!javax.script.ScriptEngineManager'"
                  + " out"),
          mistake(
              "name: x\nsettings: !!map {epochs: 3}\n",
              "s.yaml:2: YAML tags are not supported; leave '!!map' out"),
          mistake(
              "name: x\nabout: !local y\n",
              "s.yaml:2: YAML tags are not supported; leave '!local' out"),
          mistake(
              "name: x\nabout: &a [l, l]\naxes: &b [*a, *a]\n",
              "s.yaml:3: YAML aliases are not supported; write the value of '*a' out"),
          mistake(
              "name: NUL\n",
              "s.yaml:1: name 'NUL' is that of a device where Windows is; choose another"),
          mistake(
              "name: com1.x\n",
              "s.yaml:1: name 'com1.x' is that of a device where Windows is; choose another"),
          axes(
              "seed: 1..1000000000",
              "s.yaml:2: '1..1000000000' has 1000000000 values, more than the 1000000 trials that a"
                  + " sweep may ask for"),
          mistake("name: x\nabout: [[[[[[[[1]]]]]]]]\n", "s.yaml:2: nested too deep for a sweep"),
          // keys of the sweep
          mistake("about: x\n", "s.yaml: has no name; add a line like 'name: my-sweep'"),
          mistake("name: x\naxis:\n", "s.yaml:2: unknown key 'axis'; did you mean 'axes'?"),
          mistake(
              "name: x\nfoo:\n",
              "s.yaml:2: unknown key 'foo'; valid: name, about, like, task, data, snapshots,"
                  + " settings, axes, cases, exclude"),
          mistake(
              "name: x\nsnapshots: often\n",
              "s.yaml:2: snapshots 'often': give none, final, 'every 10 min' (s, min or h), or"
                  + " [final, every 10 min]"),
          mistake(
              "name: x\nsnapshots: [none, final]\n",
              "s.yaml:2: snapshots 'none': give none, final, 'every 10 min' (s, min or h), or"
                  + " [final, every 10 min]"),
          mistake(
              "name: x\nsnapshots:\n",
              "s.yaml:2: snapshots nothing: give none, final, 'every 10 min' (s, min or h), or"
                  + " [final, every 10 min]"),
          mistake("name: x\nseed: 3\n", "s.yaml:2: setting 'seed' belongs under settings or axes"),
          mistake(
              "name: x\nepoch: 3\n",
              "s.yaml:2: unknown key 'epoch'; did you mean the setting 'epochs', under settings or"
                  + " axes?"),
          mistake(
              "name: ../x\n",
              "s.yaml:1: name '../x' cannot name a folder; use letters, digits, '-', '_' and '.',"
                  + " at most 100, the first a letter or digit, the last no '.'"),
          mistake("name: [x]\n", "s.yaml:1: name needs a text, not a list"),
          mistake("name:\n", "s.yaml:1: name needs a text, not nothing"),
          mistake("name: x\nabout: {a: b}\n", "s.yaml:2: about needs a text, not a map"),
          mistake(
              "name: x\ntask: line-drawin\n",
              "s.yaml:2: unknown task 'line-drawin'; did you mean 'line-drawing'?"),
          mistake(
              "name: x\ntask: [line-drawing]\n",
              "s.yaml:2: task takes one value here, not a list; several go under axes"),
          mistake(
              "name: x\nsettings: 3\n",
              "s.yaml:2: settings needs a map of 'key: value' lines, not '3'"),
          mistake(
              "name: x\naxes: [seed]\n",
              "s.yaml:2: axes needs a map of 'key: value' lines, not a list"),
          mistake(
              "name: x\ncases: {seed: 1}\n",
              "s.yaml:2: cases needs a list, each item begun with '- ', not a map"),
          mistake(
              "name: x\ncases:\n  - seed\n",
              "s.yaml:3: a case is a map of 'key: value', or {} for defaults, not 'seed'"),
          mistake(
              "name: x\nexclude: seed\n",
              "s.yaml:2: exclude needs a list, each item begun with '- ', not 'seed'"),
          mistake(
              "name: x\nexclude: [seed]\n",
              "s.yaml:2: an exclusion is a map of 'key: value', not 'seed'"),
          mistake(
              "name: x\nexclude: [{}]\n",
              "s.yaml:2: an empty exclusion would leave out every trial"),
          // settings
          mistake(
              "name: x\nsettings:\n  seed: 1\n  epohcs: 3\n",
              "s.yaml:4: unknown setting 'epohcs'; did you mean 'epochs'?"),
          mistake(
              "name: x\naxes:\n  learning_rate: [1]\n",
              "s.yaml:3: unknown setting 'learning_rate'; did you mean 'learning-rate'?"),
          mistake(
              "name: x\ncases:\n  - seeds: 1\n",
              "s.yaml:3: unknown setting 'seeds'; did you mean 'seed'?"),
          mistake(
              "name: x\nexclude:\n  - netwrok: crnn\n",
              "s.yaml:3: unknown setting 'netwrok'; did you mean 'network'?"),
          mistake(
              "name: x\nsettings:\n  axes: 3\n",
              "s.yaml:3: unknown setting 'axes'; it is a key of the sweep itself, written without"
                  + " indentation"),
          whole(
              "epochs: ten",
              "s.yaml:2: epochs needs a whole number, 1 to 1000000 (epochs), not 'ten'"),
          whole(
              "epochs: 1.5",
              "s.yaml:2: epochs needs a whole number, 1 to 1000000 (epochs), not '1.5'"),
          whole(
              "epochs: true",
              "s.yaml:2: epochs needs a whole number, 1 to 1000000 (epochs), not 'true'"),
          whole(
              "epochs: 0x10",
              "s.yaml:2: epochs needs a whole number, 1 to 1000000 (epochs), not '0x10'"),
          whole(
              "epochs: {a: 1}",
              "s.yaml:2: epochs takes one value here, not a map; several go under axes"),
          whole("epochs: 0", "s.yaml:2: epochs=0 is out of range; allowed: 1 to 1000000 (epochs)"),
          whole(
              "epochs: 1e400",
              "s.yaml:2: epochs=1e400 is out of range; allowed: 1 to 1000000 (epochs)"),
          whole("epochs: ", "s.yaml:2: epochs has no value"),
          whole("epochs: ''", "s.yaml:2: epochs has no value"),
          whole("epochs: null", "s.yaml:2: epochs has no value"),
          whole(
              "epochs: [1, 2]",
              "s.yaml:2: epochs takes one value here, not a list; several go under axes"),
          whole(
              "epochs: 1..3",
              "s.yaml:2: epochs takes one value here, not the range '1..3'; several go under axes"),
          whole(
              "learning-rate: fast",
              "s.yaml:2: learning-rate needs a number, 1e-12 to 10, not 'fast'"),
          whole(
              "learning-rate: 0",
              "s.yaml:2: learning-rate=0 is out of range; allowed: 1e-12 to 10"),
          whole(
              "learning-rate: .nan",
              "s.yaml:2: learning-rate needs a number, 1e-12 to 10, not '.nan'"),
          whole(
              "fibres: some",
              "s.yaml:2: fibres needs a whole number, 1 to 65536 (inputs per granule cell), or all,"
                  + " not 'some'"),
          whole("cortex: gru", "s.yaml:2: unknown cortex 'gru'; valid: lstm, tanh"),
          whole(
              "lesion: cerebelum, lesion-epoch: 3",
              "s.yaml:2: unknown lesion 'cerebelum'; did you mean 'cerebellum'?"),
          whole("network: CCRNN", "s.yaml:2: unknown network 'CCRNN'; did you mean 'ccrnn'?"),
          // axes
          axes("seed: []", "s.yaml:2: seed has an empty list; give it at least one value"),
          axes("seed: ", "s.yaml:2: axis seed is empty; give it at least one value"),
          axes(
              "seed: 3",
              "s.yaml:2: axis seed needs a list like [1, 2] or a range like 1..10, not '3'"),
          axes(
              "seed: {a: 1}",
              "s.yaml:2: a sample of seed needs sample, as in {sample: uniform, from: 0.1, to: 0.5, n: 20,"
                  + " seed: 1}"),
          axes("seed: [[1]]", "s.yaml:2: a list of seed holds a list"),
          axes("seed: [1, null]", "s.yaml:2: a list of seed holds nothing"),
          axes(
              "seed: [1-10]",
              "s.yaml:2: seed needs a whole number, 0 to 9007199254740992, not '1-10'; a range is"
                  + " written 1..10"),
          axes(
              "seed: 10..90..10",
              "s.yaml:2: range '10..90..10' of seed is not understood; write 1..10 or 10..90 step"
                  + " 10"),
          axes(
              "seed: 1..",
              "s.yaml:2: range '1..' of seed is not understood; write 1..10 or 10..90 step 10"),
          axes(
              "seed: a..c",
              "s.yaml:2: range 'a..c' of seed is not understood; write 1..10 or 10..90 step 10"),
          axes(
              "seed: 9..1",
              "s.yaml:2: range '9..1' of seed is empty; a range goes upwards, by a step above 0"),
          axes(
              "seed: 1..9 step 0",
              "s.yaml:2: range '1..9 step 0' of seed is empty; a range goes upwards, by a step"
                  + " above 0"),
          axes(
              "seed: 1..2 step 0.5",
              "s.yaml:2: seed needs a whole number, 0 to 9007199254740992, not '1..2 step 0.5'"),
          axes(
              "noise: 0..1",
              "s.yaml:2: range '0..1' of noise needs a step, as in 0.1..0.5 step 0.1"),
          axes(
              "epochs: 0..3",
              "s.yaml:2: epochs=0..3 is out of range; allowed: 1 to 1000000 (epochs)"),
          mistake(
              "name: x\naxes:\n  seed:\n    - 1\n    - two\n",
              "s.yaml:5: seed needs a whole number, 0 to 9007199254740992, not 'two'"),
          axes(
              "seed: 1..1e15",
              "s.yaml:2: '1..1e15' has 1000000000000000 values, more than the 1000000 trials that a"
                  + " sweep may ask for"),
          axes(
              "seed: 1..2000, epochs: 1..1000",
              "s.yaml: asks for 2000000 trials, more than the 1000000 of one sweep; split it or"
                  + " shorten an axis"),
          mistake(
              "name: x\ncases:\n  - {seed: 1..2000, epochs: 1..1000}\n",
              "s.yaml: asks for 2000000 trials, more than the 1000000 of one sweep; split it or"
                  + " shorten an axis"),
          // twice
          mistake(
              "name: x\nname: y\n", "s.yaml:2: 'name' stands twice in one map, first in line 1"),
          mistake(
              "name: x\naxes:\n  seed: [1]\n  epochs: [1]\n  seed: [2]\n",
              "s.yaml:5: 'seed' stands twice in one map, first in line 3"),
          mistake(
              "name: x\nsettings:\n  seed: 1\naxes:\n  seed: [1]\n",
              "s.yaml:5: seed is given twice: under settings (line 3) and under axes (line 5); keep"
                  + " one"),
          mistake(
              "name: x\ncases:\n  - seed: 1\n  - seed: 2\nsettings:\n  seed: 1\n",
              "s.yaml:6: seed is given twice: under cases (line 3) and under settings (line 6);"
                  + " keep one"),
          mistake(
              "name: x\naxes:\n  seed: [1]\ncases:\n  - epochs: 1\n  - seed: 2\n",
              "s.yaml:6: seed is given twice: under axes (line 3) and under cases (line 6); keep"
                  + " one"),
          mistake(
              "name: x\ntask: line-drawing\nsettings:\n  task: line-drawing\n",
              "s.yaml:4: task is given twice: under settings (line 2) and under settings (line 4);"
                  + " keep one"),
          // contradictions
          whole(
              "lesion: fixed",
              "s.yaml:2: lesion=fixed has no lesion-epoch; add the epoch from whose start it acts,"
                  + " as in lesion-epoch: 1"),
          whole(
              "lesion: fixed, lesion-epoch: 101",
              "s.yaml:2: lesion-epoch=101 is beyond epochs=100 (the default); give an epoch from 1"
                  + " to 100"),
          mistake(
              """
              name: x
              settings:
                lesion: fixed
                epochs: 50
              axes:
                lesion-epoch: [10, 60]
              """,
              "s.yaml:6: lesion-epoch=60 is beyond epochs=50 (line 4); give an epoch from 1 to 50"),
          whole(
              "lesion-epoch: 5",
              "s.yaml:2: lesion-epoch has no effect: it needs lesion: cerebellum, inferior-olive or"
                  + " fixed"),
          mistake(
              "name: x\ncases:\n  - {}\n  - lesion-epoch: 5\n",
              "s.yaml:4: lesion-epoch has no effect: it needs lesion: cerebellum, inferior-olive or"
                  + " fixed"),
          whole(
              "network: crnn, lesion: fixed, lesion-epoch: 1",
              "s.yaml:2: lesion=fixed needs a cerebellum, but there is network=crnn (line 2); set"
                  + " lesion to none or network to ccrnn"),
          mistake(
              """
              name: x
              settings:
                lesion-epoch: 5
              axes:
                network: [ccrnn, crnn]
                lesion: [none, fixed]
              """,
              "s.yaml:6: lesion=fixed needs a cerebellum, but there is network=crnn (line 5); leave"
                  + " it out with 'exclude: [{network: crnn, lesion: fixed}]'"),
          mistake(
              """
              name: x
              axes:
                network: [crnn, ccrnn]
              cases:
                - {}
                - {lesion: [cerebellum, fixed], lesion-epoch: 5}
              """,
              "s.yaml:6: lesion=cerebellum needs a cerebellum, but there is network=crnn (line 3);"
                  + " leave it out with 'exclude: [{network: crnn, lesion: [cerebellum, fixed]}]'"),
          whole(
              "feedback-interval: 6, steps: 5",
              "s.yaml:2: feedback-interval=6 is above steps=5 (line 2); a sequence allows 1 to 5"),
          whole(
              "fibres: 101",
              "s.yaml:2: fibres=101 is above the 100 inputs that a cerebellum has (two per unit of"
                  + " the lstm cortex) with cortex-units=50 (the default); give 1 to 100, or all"),
          whole(
              "fibres: 61, cortex: tanh, cortex-units: 60",
              "s.yaml:2: fibres=61 is above the 60 inputs that a cerebellum has (one per unit of"
                  + " the tanh cortex) with cortex-units=60 (line 2); give 1 to 60, or all"),
          // settings of tasks, networks and learning
          whole(
              "task: digits",
              "s.yaml:2: unknown task 'digits'; valid: line-drawing, digit-line-drawing,"
                  + " digit-drawing, digit-recognition, captions, reaching"),
          whole("network: bppt", "s.yaml:2: unknown network 'bppt'; did you mean 'bptt'?"),
          whole("optimizer: adams", "s.yaml:2: unknown optimizer 'adams'; did you mean 'adam'?"),
          whole(
              "weight-init: normal",
              "s.yaml:2: unknown weight-init 'normal'; valid: uniform, xavier, orthogonal,"
                  + " kaiming"),
          whole("updates: batch", "s.yaml:2: unknown updates 'batch'; did you mean 'per-batch'?"),
          whole("hidden-state: kept", "s.yaml:2: unknown hidden-state 'kept'; valid: reset, keep"),
          whole("momentun: 0.9", "s.yaml:2: unknown setting 'momentun'; did you mean 'momentum'?"),
          whole(
              "optimizer: sgd, momentum: 1",
              "s.yaml:2: momentum=1 is out of range; allowed: 0 to 0.999999999"),
          whole(
              "momentum: 0.5",
              "s.yaml:2: momentum has no effect: it needs optimizer: rmsprop or sgd"),
          whole(
              "optimizer: sgd, adam-beta1: 0.5",
              "s.yaml:2: adam-beta1 has no effect: it needs optimizer: adam or adamax"),
          whole(
              "plateau-patience: 3",
              "s.yaml:2: plateau-patience has no effect: it needs learning-rate-schedule: plateau"),
          whole(
              "learning-rate-schedule: plateau, plateau-factor: 1",
              "s.yaml:2: plateau-factor=1 is out of range; allowed: 0.000001 to 0.999999"),
          whole(
              "early-stopping: 0",
              "s.yaml:2: early-stopping=0 is out of range; allowed: 1 to 1000000 (epochs), or"
                  + " none"),
          whole(
              "weight-decay: -1", "s.yaml:2: weight-decay=-1 is out of range; allowed: 0 to 1000"),
          whole(
              "lesion: cerebellum, lesion-epoch: 1, lesion-fraction: 0",
              "s.yaml:2: lesion-fraction=0 is out of range; allowed: 0.0001 to 1"),
          whole(
              "lesion: cerebellum, lesion-epoch: 1, lesion-fraction: 1.5",
              "s.yaml:2: lesion-fraction=1.5 is out of range; allowed: 0.0001 to 1"),
          whole(
              "lesion: fixed, lesion-epoch: 1, lesion-fraction: 0.5",
              "s.yaml:2: lesion-fraction=0.5 is of silenced outputs, and none is silenced by"
                  + " lesion=fixed (line 2); set lesion-fraction to 1 or lesion to cerebellum"),
          whole(
              "lesion-fraction: 0.5",
              "s.yaml:2: lesion-fraction has no effect: it needs lesion: cerebellum"),
          whole(
              "network: crnn, fibres: 4",
              "s.yaml:2: fibres has no effect: it needs network: ccrnn"),
          whole(
              "network: bptt, feedback-horizon: 4",
              "s.yaml:2: feedback-horizon has no effect: it needs network: crnn or ccrnn"),
          whole(
              "cerebellum-context: target",
              "s.yaml:2: cerebellum-context=target is a class, and none is asked for by"
                  + " task=line-drawing (the default); set cerebellum-context to none or task to"
                  + " digit-recognition"),
          whole(
              "task: digit-recognition, cortex: tanh, cerebellum-context: target",
              "s.yaml:2: cerebellum-context=target needs an LSTM, but there is cortex=tanh (line"
                  + " 2); set cerebellum-context to none or cortex to lstm"),
          mistake(
              "name: x\nsettings: {forget-gate: forced}\naxes: {cortex: [lstm, tanh]}\n",
              "s.yaml:2: forget-gate=forced needs an LSTM, but there is cortex=tanh (line 3); set"
                  + " forget-gate to free or cortex to lstm"),
          whole(
              "task: captions, hidden-state: keep",
              "s.yaml:2: hidden-state=keep needs batches that follow on each other, which is not so"
                  + " with task=captions (line 2); set hidden-state to reset"),
          whole(
              "task: captions, min-length: 16",
              "s.yaml:2: min-length=16 is above max-length=15 (the default); no caption has such a"
                  + " length"),
          whole(
              "task: captions, input-dropout: 1",
              "s.yaml:2: input-dropout=1 is out of range; allowed: 0 to 0.99"),
          whole(
              "task: captions, embeding-units: 1",
              "s.yaml:2: unknown setting 'embeding-units'; did you mean 'embedding-units'?"),
          whole(
              "task: captions, steps: 20",
              "s.yaml:2: steps has no effect: it needs task: line-drawing"),
          whole(
              "task: digit-recognition, feedback-interval: 3",
              "s.yaml:2: feedback-interval has no effect: it needs task: line-drawing,"
                  + " digit-line-drawing or digit-drawing"),
          whole(
              "task: digit-drawing, input-size: 5",
              "s.yaml:2: input-size=5 is not allowed; allowed: 1, 2, 4, 7, 8, 14, 16, 28, 49, 56,"
                  + " 98, 112, 196, 392, 784 (pixels, a divisor of 784)"),
          whole(
              "task: digit-drawing, input-size: 785",
              "s.yaml:2: input-size=785 is out of range; allowed: 1, 2, 4, 7, 8, 14, 16, 28, 49,"
                  + " 56, 98, 112, 196, 392, 784 (pixels, a divisor of 784)"),
          whole(
              "task: digit-drawing, input-size: 392",
              "s.yaml: feedback-interval=4 is above the 2 time steps of a digit with input-size=392"
                  + " (line 2); give 1 to 2"),
          whole(
              "task: digit-line-drawing, input-size: 784, feedback-interval: 1",
              "s.yaml:2: input-size=784 leaves one time step, too few for the line of"
                  + " task=digit-line-drawing (line 2); give 1 to 392"),
          whole(
              "task: digit-drawing, images: all",
              "s.yaml:2: images=all needs data with an end, and the program draws as many digits as"
                  + " it is asked for; give a number, or a folder as 'data'"),
          whole(
              "task: digit-drawing, images: 4",
              "s.yaml:2: images=4 is out of range; allowed: 5 to 1000000 (images), or all"),
          whole(
              "task: reaching, network: crnn",
              "s.yaml:2: network=crnn cannot learn task=reaching (line 2); that takes network:"
                  + " feedforward"),
          whole(
              "network: feedforward",
              "s.yaml:2: network=feedforward cannot learn task=line-drawing (the default); that"
                  + " takes network: crnn, ccrnn, bptt"),
          whole(
              "task: reaching, lesion: fixed, lesion-epoch: 1",
              "s.yaml:2: lesion=fixed needs a cerebellum, but there is network=feedforward (the"
                  + " default); set lesion to none or network to ccrnn"),
          whole(
              "task: reaching, fibres: 4",
              "s.yaml:2: fibres has no effect: it needs network: ccrnn"),
          whole(
              "decoupling: both",
              "s.yaml:2: decoupling has no effect: it needs network: feedforward"),
          whole(
              "task: reaching, cerebellum-units: 4",
              "s.yaml:2: cerebellum-units has no effect: it needs network: ccrnn, or decoupling:"
                  + " predicted-activity, predicted-feedback or both"),
          // sets of words
          whole(
              "probes: gradient", "s.yaml:2: unknown probes 'gradient'; did you mean 'gradients'?"),
          whole(
              "probes: [gradients, wieghts]",
              "s.yaml:2: unknown probes 'wieghts'; did you mean 'weights'?"),
          whole("probes: []", "s.yaml:2: probes has an empty list; give it at least one value"),
          whole("probes: [none, weights]", "s.yaml:2: 'none' of probes goes with no other word"),
          whole("probes: [[weights]]", "s.yaml:2: a list of probes holds a list"),
          whole(
              "probes: {weights: 1}",
              "s.yaml:2: probes takes one value here, not a map; several go under axes"),
          axes(
              "probes: weights",
              "s.yaml:2: axis probes needs a list like [1, 2] or a range like 1..10, not"
                  + " 'weights'"),
          axes("probes: []", "s.yaml:2: probes has an empty list; give it at least one value"),
          whole("probe-interval: 5", "s.yaml:2: probe-interval has no effect: it needs probes"),
          whole(
              "network: crnn, probes: weights, probe-interval: 0",
              "s.yaml:2: probe-interval=0 is out of range; allowed: 1 to 1000000 (epochs)"),
          // data
          mistake(
              "name: x\ndata: d\n",
              "s.yaml:2: data has no effect: it needs task: digit-line-drawing, digit-drawing,"
                  + " digit-recognition or captions"),
          mistake(
              "name: x\ndata: d\naxes: {task: [captions, digit-drawing]}\n",
              "s.yaml:2: data are digits or captions, and there are tasks of both; split the"
                  + " sweep"),
          mistake(
              "name: x\ntask: captions\ndata: d\n",
              "s.yaml:3: data cannot be read here; leave 'data' out"),
          mistake("name: x\ndata: [d]\n", "s.yaml:2: data needs a text, not a list"),
          whole(
              "data: d",
              "s.yaml:2: unknown setting 'data'; it is a key of the sweep itself, written without"
                  + " indentation"),
          // exclusions
          mistake(
              "name: x\naxes: {seed: 1..3}\nexclude:\n  - {seed: 1}\n  - {seed: 4}\n",
              "s.yaml:5: this exclusion matches no trial: seed takes only 1, 2, 3"),
          mistake(
              "name: x\naxes: {seed: 1..9}\nexclude:\n  - {fibres: 4}\n",
              "s.yaml:4: this exclusion matches no trial: fibres takes only all"),
          mistake(
              "name: x\naxes: {seed: 1..9}\nexclude:\n  - {seed: 10, epochs: 100}\n",
              "s.yaml:4: this exclusion matches no trial: seed takes only 1, 2, 3, 4, 5, 6, 7, 8,"
                  + " ..."),
          mistake(
              """
              name: x
              cases: [{seed: 1, epochs: 5}, {seed: 2}]
              exclude:
                - {seed: 2, epochs: 5}
              """,
              "s.yaml:4: this exclusion matches no trial: its values occur, but never together"),
          mistake(
              "name: x\naxes: {seed: 1..3}\nexclude:\n  - {seed: 1}\n  - {seed: 2..5}\n",
              "s.yaml:4: the exclusions leave no trial of 3; exclude less"));

  static final List<Arguments> OVERRIDES =
      List.of(
          mistake("epochs", "-o epochs: an override is written key=value, as in -o epochs=20"),
          mistake("epohcs=3", "-o epohcs=3: unknown setting 'epohcs'; did you mean 'epochs'?"),
          mistake("epochs=", "-o epochs=: epochs has no value"),
          mistake(
              "epochs=0", "-o epochs=0: epochs=0 is out of range; allowed: 1 to 1000000 (epochs)"),
          mistake(
              "epochs=a=b",
              "-o epochs=a=b: epochs needs a whole number, 1 to 1000000 (epochs), not 'a=b'"),
          mistake("data=", "-o data=: data needs a text, not nothing"),
          mistake(
              "data=d",
              "-o data=d: data has no effect: it needs task: digit-line-drawing, digit-drawing,"
                  + " digit-recognition or captions"),
          mistake(
              "probes=none,weights",
              "-o probes=none,weights: 'none' of probes goes with no other word"),
          mistake("seed=[]", "-o seed=[]: seed has an empty list; give it at least one value"),
          mistake("seed=1,,2", "-o seed=1,,2: seed has no value"),
          mistake(
              "seed=1,x", "-o seed=1,x: seed needs a whole number, 0 to 9007199254740992, not 'x'"),
          mistake(
              "seed=3..1",
              "-o seed=3..1: range '3..1' of seed is empty; a range goes upwards, by a step above"
                  + " 0"),
          mistake(
              "axes=3",
              "-o axes=3: 'axes' as a whole cannot be overridden; name a setting, as in -o"
                  + " seed=1..3"),
          mistake(
              "name=a/b",
              "-o name=a/b: name 'a/b' cannot name a folder; use letters, digits, '-', '_' and '.',"
                  + " at most 100, the first a letter or digit, the last no '.'"),
          mistake(
              "lesion=fixed",
              "-o lesion=fixed: lesion=fixed has no lesion-epoch; add the epoch from whose start it"
                  + " acts, as in lesion-epoch: 1"),
          mistake(
              "lesion-epoch=3",
              "-o lesion-epoch=3: lesion-epoch has no effect: it needs lesion: cerebellum,"
                  + " inferior-olive or fixed"),
          mistake(
              "steps=5",
              "s.yaml:3: feedback-interval=6 is above steps=5 (-o steps=5); a sequence allows 1 to"
                  + " 5"),
          mistake(
              "fibres=200",
              "-o fibres=200: fibres=200 is above the 100 inputs that a cerebellum has (two per"
                  + " unit of the lstm cortex) with cortex-units=50 (the default); give 1 to 100,"
                  + " or all"),
          mistake(
              "seed=1..9999999",
              "-o seed=1..9999999: '1..9999999' has 9999999 values, more than the 1000000 trials"
                  + " that a sweep may ask for"));

  private static Arguments mistake(String text, String message) {
    return Arguments.of(text, message);
  }

  private static Arguments whole(String settings, String message) {
    return mistake(WHOLE.formatted(settings), message);
  }

  private static Arguments axes(String axes, String message) {
    return mistake(AXES.formatted(axes), message);
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void ofAFile(String text, String message) {
    assertThatThrownBy(() -> SweepReader.parse(text, "s.yaml", List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
    assertThat(message).doesNotContain("\n");
  }

  @ParameterizedTest
  @FieldSource("OVERRIDES")
  void ofAnOverride(String override, String message) {
    String text = "name: x\nsettings:\n  feedback-interval: 6\naxes:\n  seed: 1..3\n";
    assertThatThrownBy(() -> SweepReader.parse(text, "s.yaml", List.of(override)))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void ofTwoOverrides() {
    assertThatThrownBy(() -> SweepReader.parse("name: x\n", "s.yaml", List.of("seed=1", "seed=2")))
        .isInstanceOf(UserError.class)
        .hasMessage("-o seed=2: seed is overridden twice, first by -o seed=1");
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void ofANameThatIsNoFolder(String name) {
    assertThatThrownBy(() -> SweepReader.parse("about: x\n", "s.yaml", List.of("name=" + name)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot name a folder");
  }

  static final List<String> NAMES =
      List.of("..", ".", ".x", "_x", "-x", "a/b", "a\\b", "a b", "a.", "é", "", "x".repeat(101));

  /** A megabyte of brackets or braces is refused as fast as a page of text. */
  @Test
  void ofNestingWithoutEnd() {
    for (String bracket : List.of("[", "{a: ", "- ")) {
      String text = "name: x\nabout: " + bracket.repeat(200_000) + "\n";
      assertThatThrownBy(() -> SweepReader.parse(text, "s.yaml", List.of()))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("s.yaml:2: ");
    }
  }

  @Test
  void ofAPath(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("quick.yaml"), "name: x\n");
    assertThat(message(folder.resolve("qiuck.yaml")))
        .isEqualTo(folder.resolve("qiuck.yaml") + ": no such file; did you mean '" + file + "'?");
    assertThat(message(folder.resolve("other")))
        .isEqualTo(folder.resolve("other") + ": no such file");
    assertThat(message(folder.resolve("none/other"))).endsWith("other: no such file");
    assertThat(message(folder)).isEqualTo(folder + ": is a directory, not a sweep file");
    Files.write(file, "name: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(message(file)).isEqualTo(file + ": is not a text in UTF-8");
    Files.writeString(file, "#".repeat((1 << 20) + 1));
    assertThat(message(file))
        .isEqualTo(file + ": is larger than 1 MiB; a sweep file is a page of text");
  }

  private static String message(Path file) {
    return catchThrowableOfType(UserError.class, () -> SweepReader.read(file, List.of()))
        .getMessage();
  }

  /** Whatever is cut out of or put into a file, the answer is a sweep or one line. */
  @Test
  void neverMoreThanOneLine() {
    String text =
        """
        name: x
        settings:
          epochs: 20
        axes:
          network: [crnn, ccrnn]
          seed: 1..3
        cases:
          - {}
          - {fibres: [2, all]}
        exclude:
          - {seed: 2, network: crnn}
        """;
    Random random = new Random(9);
    String junk = "[]{}:,-&*!|>'\"%@`#? \n\t\u0000\u2028~.0x";
    int sweeps = 0;
    int mistakes = 0;
    for (int i = 0; i < 3000; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(6));
      char put = junk.charAt(random.nextInt(junk.length()));
      String changed = text.substring(0, at) + put + text.substring(end);
      try {
        sweeps += SweepReader.parse(changed, "s.yaml", List.of()).trials().isEmpty() ? 0 : 1;
      } catch (UserError e) {
        assertThat(e.getMessage()).startsWith("s.yaml:").doesNotContain("\n", "\u2028", "org.");
        mistakes++;
      }
    }
    assertThat(sweeps).isGreaterThan(40);
    assertThat(mistakes).isEqualTo(3000 - sweeps).isGreaterThan(1000);
  }
}
