#!/usr/bin/env python3
"""Times in PyTorch, eager and on one thread, the update that `ccrnn bench` times in Java.

The update is written from its equations (README.md beside this file). `--check` holds it to recorded
runs of the published implementation, so that what is timed is known to be the same update.

Legend: S steps, B sequences, H cortical units, D width of the cortical state, T feedback horizon.
Tensors are time-major: inputs (S, B, inputs), states (1, B, H).
"""

import argparse
import ctypes
import dataclasses
import json
import math
import os
import pathlib
import statistics
import sys
import time

for variable in ("OMP", "OPENBLAS", "MKL", "BLIS"):  # read when PyTorch is loaded
    os.environ[variable + "_NUM_THREADS"] = "1"

try:
    import torch
except ImportError as missing:
    print(
        f"compare_pytorch: no PyTorch for {sys.executable} ({missing}):"
        " run this with a Python that has the package torch",
        file=sys.stderr,
    )
    sys.exit(2)

from torch.nn import functional

FEEDBACK_SCALE = 0.1
BOUND = 1e-9  # on the errors of --check; both sides compute in 64 bits
# Those of OpenBLAS's x86 kernels that use AVX2 or more. It chooses by the model of the processor, and for
# one that it does not know it takes kernels that are several times slower.
WIDE_KERNELS = ("Haswell", "Zen", "SkylakeX", "Cooperlake", "Sapphirerapids")
FLOOR = 1e-3  # added to the size of what an error is relative to, as in `ccrnn parity`


class UserError(Exception):
    """A mistake of the user, one line."""


# --- networks and tasks ------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Settings:
    """What is trained and how; the defaults are those of line drawing."""

    task: str = "drawing"  # or classes, captions
    cortex: str = "lstm"
    cerebellum: bool = True
    inputs: int = 1
    outputs: int = 2
    steps: int = 10
    cortex_units: int = 50
    cerebellum_units: int = 400
    cerebellum_layers: int = 1
    horizon: int = 1
    interval: int = 2
    batch_size: int = 50
    rate: float = 1e-3
    betas: tuple = (0.9, 0.98)
    epsilon: float = 1e-9
    l2: float = 0.0
    clip: float = 1.0
    noise: float = 0.0


DIGITS = dict(inputs=28, steps=28, cortex_units=30, cerebellum_units=300, horizon=3, rate=1e-4)

# The names are those of `ccrnn bench`.
PRESETS = {
    "line-drawing": Settings(noise=0.1),
    "line-drawing-two-layers": Settings(noise=0.1, cerebellum_layers=2),
    "line-drawing-noise-free": Settings(),
    "digit-line-drawing": Settings(interval=4, **DIGITS),
    "digit-drawing": Settings(interval=4, **DIGITS),
    "digit-recognition": Settings(task="classes", outputs=10, **DIGITS),
    "captions": Settings(
        task="captions",
        inputs=256,
        outputs=9956,
        steps=13,
        cortex_units=256,
        cerebellum_units=1024,
        cerebellum_layers=2,
        horizon=5,
        batch_size=100,
        betas=(0.9, 0.999),
        epsilon=1e-8,
        clip=0,
    ),
}


class Network(torch.nn.Module):
    """A cortex with its readout, and with or without a cerebellum."""

    def __init__(self, settings):
        super().__init__()
        units = settings.cortex_units
        self.parts = 2 if settings.cortex == "lstm" else 1  # of the state: h and c, or h
        recurrent = torch.nn.LSTM if settings.cortex == "lstm" else torch.nn.RNN
        self.cortex = recurrent(settings.inputs, units)
        self.readout = torch.nn.Linear(units, settings.outputs)
        self.embedding = None
        if settings.task == "captions":
            self.embedding = torch.nn.Embedding(settings.outputs, settings.inputs)
        self.cerebellum = None
        if settings.cerebellum:
            width = self.parts * units
            granules = [settings.cerebellum_units] * settings.cerebellum_layers
            layers = []
            for inside, outside in zip([width] + granules, granules + [width]):
                layers += [torch.nn.Linear(inside, outside), torch.nn.ReLU()]
            self.cerebellum = torch.nn.Sequential(*layers[:-1])
            # Nothing is predicted at first.
            torch.nn.init.zeros_(self.cerebellum[-1].weight)
            torch.nn.init.zeros_(self.cerebellum[-1].bias)

    def start(self, batch_size):
        return [torch.zeros(1, batch_size, self.cortex.hidden_size) for _ in range(self.parts)]

    def run(self, inputs, state):
        """Outputs of the cortex (steps, B, H), and the parts of its state after the last."""
        if self.parts == 1:
            outputs, end = self.cortex(inputs, state[0])
            return outputs, [end]
        outputs, end = self.cortex(inputs, tuple(state))
        return outputs, list(end)


class Drawing:
    """A target (S, B, outputs) of which every n-th step is seen; mean squared error."""

    def __init__(self, network, inputs, target, interval):
        self.network = network
        self.input = inputs
        self.target = target
        self.interval = interval
        self.steps = len(inputs)

    def inputs(self, first, last):
        return self.input[first:last]

    def loss(self, outputs, first, last):
        """The mean over what is seen of steps first..last, or None; and its weight as reported."""
        skipped = -first % self.interval
        if skipped >= last - first:
            return None, 0.0
        seen = self.target[first + skipped : last : self.interval]
        loss = functional.mse_loss(self.network.readout(outputs[skipped :: self.interval]), seen)
        return loss, 2.0 * len(seen) / self.steps


class Classes:
    """A class for each sequence, told after its last step; cross-entropy."""

    def __init__(self, network, inputs, classes):
        self.network = network
        self.input = inputs
        self.classes = classes
        self.steps = len(inputs)

    def inputs(self, first, last):
        return self.input[first:last]

    def loss(self, outputs, first, last):
        if last < self.steps:
            return None, 0.0
        return functional.cross_entropy(self.network.readout(outputs[-1]), self.classes), 1.0


class Captions:
    """Words (S, B), each to be told from the feature (B, inputs) and the words before it."""

    def __init__(self, network, feature, words):
        self.network = network
        self.feature = feature[None]
        self.words = words
        self.steps = len(words)

    def inputs(self, first, last):
        embedded = self.network.embedding(self.words[max(first - 1, 0) : last - 1])
        return torch.cat([self.feature, embedded]) if first == 0 else embedded

    def loss(self, outputs, first, last):
        scores = self.network.readout(outputs).flatten(0, 1)
        return functional.cross_entropy(scores, self.words[first:last].flatten()), 1.0


# --- the update --------------------------------------------------------------------------------------


class Learner:
    """The update of a batch; in a captions task an update of each truncation."""

    def __init__(self, network, settings, once=False, fibres=None):
        self.network = network
        self.settings = settings
        self.fibres = fibres  # 1 where a mossy-fibre weight exists, or None for all
        self.each_truncation = settings.task == "captions"
        # The state that ends a truncation starts the next: its prediction serves both, unless the
        # parameters change between them.
        self.once = once and not self.each_truncation
        self.optimizer = torch.optim.Adam(
            network.parameters(),
            lr=settings.rate,
            betas=settings.betas,
            eps=settings.epsilon,
            weight_decay=settings.l2,
        )

    def update(self, batch):
        """Trains on a batch and returns the losses of its truncations, each with its weight."""
        losses = self.gradients(batch)
        if not self.each_truncation:
            self.step()
        return losses

    def gradients(self, batch):
        """Adds up the gradients of all truncations, which the predicted feedback decouples."""
        cerebellum = self.network.cerebellum
        horizon = self.settings.horizon
        losses = []
        kept = None
        self.optimizer.zero_grad(set_to_none=True)
        state = self.network.start(self.settings.batch_size)
        for first in range(0, batch.steps, horizon):
            last = min(first + horizon, batch.steps)
            start = [part.detach() for part in state]
            if cerebellum is not None:
                predicted = cerebellum(torch.cat(start, -1)) if kept is None else kept
                for part in start:
                    part.requires_grad_()
            outputs, state = self.network.run(batch.inputs(first, last), start)
            loss, weight = batch.loss(outputs, first, last)
            roots, feedback = [], []
            if loss is not None:
                losses.append((loss.detach(), weight))
                roots.append(loss)
                feedback.append(None)
            if cerebellum is not None:
                end = torch.cat(state, -1).detach()
                with torch.set_grad_enabled(self.once and last < batch.steps):
                    kept = cerebellum(end)
                roots += state
                feedback += (FEEDBACK_SCALE * kept.detach()).chunk(len(state), -1)
                kept = kept if self.once else None
            if roots:
                torch.autograd.backward(roots, feedback)
            if cerebellum is not None:
                target = torch.cat([part.grad for part in start], -1)
                # of the sum over batch and state of (predicted - target)^2
                predicted.backward(2 * (predicted.detach() - target))
            if self.each_truncation:
                self.step()
                self.optimizer.zero_grad(set_to_none=True)
        if self.fibres is not None:
            cerebellum[0].weight.grad *= self.fibres
        return losses

    def step(self):
        if self.settings.clip > 0:
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.clip)
        self.optimizer.step()


# --- timing ------------------------------------------------------------------------------------------


def batches(network, settings, count=16):
    """Batches to go round; lines as `ccrnn` draws them, random numbers in place of digits and words."""
    steps, size = settings.steps, settings.batch_size
    made = []
    for _ in range(count):
        if settings.task == "captions":
            feature = torch.randn(size, settings.inputs)
            made.append(Captions(network, feature, torch.randint(settings.outputs, (steps, size))))
        elif settings.task == "classes":
            rows = torch.rand(steps, size, settings.inputs)
            made.append(Classes(network, rows, torch.randint(settings.outputs, (size,))))
        else:
            cues = torch.randint(7, (size,))
            if settings.inputs == 1:
                inputs = settings.noise * torch.randn(steps, size, 1)
                inputs[0, :, 0] = 0.1 * (cues - 3)
            else:
                inputs = torch.rand(steps, size, settings.inputs)
            angles = cues * (math.pi / 3)
            ends = 10 * torch.stack([angles.sin(), angles.cos()], -1) * (cues != 3)[:, None]
            target = torch.linspace(0, 1, steps)[:, None, None] * ends
            made.append(Drawing(network, inputs, target, settings.interval))
    return made


def measure(settings, seconds, once):
    """Milliseconds of each update, after a warm-up of a third of the time."""
    torch.manual_seed(1)
    network = Network(settings)
    learner = Learner(network, settings, once)
    data = batches(network, settings)
    times = []
    warm = time.perf_counter() + seconds / 3
    done = 0
    while done < 3 or time.perf_counter() < warm:
        learner.update(data[done % len(data)])
        done += 1
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        before = time.perf_counter()
        learner.update(data[(done + len(times)) % len(data)])
        times.append(1e3 * (time.perf_counter() - before))
    return times


def blas():
    """The library that does the matrix products, as far as it can be told, and its kind of kernels."""
    if torch.backends.mkl.is_available():
        return "mkl", ""
    try:  # a build against any BLAS says "generic"; Linux knows what was loaded
        maps = pathlib.Path("/proc/self/maps").read_text(encoding="utf-8")
    except OSError:
        return "unknown", ""
    loaded = {pathlib.PurePath(line.split()[-1]) for line in maps.splitlines() if "/lib" in line}
    # libblas is the chosen one; libopenblas may be there for LAPACK alone.
    for start in ("libblas.", "libblis", "libopenblas"):
        for path in loaded:
            if path.name.startswith(start):
                if "openblas" not in str(path):
                    return ("blis" if "blis" in str(path) else str(path)), ""
                name = ctypes.CDLL(str(path)).openblas_get_corename
                name.restype = ctypes.c_char_p
                return "openblas", name().decode()
    return "unknown", ""


def cpu_capability():
    """The widest instructions that PyTorch's own loops use."""
    found = torch.__config__.show().partition("CPU capability usage: ")[2]
    return found.split("\n")[0].strip() or "unknown"


def compare(names, seconds, vocabulary, once, as_json):
    library, kernels = blas()
    capability = cpu_capability()
    if kernels and kernels not in WIDE_KERNELS and capability.startswith("AVX"):
        print(
            f"compare_pytorch: OpenBLAS takes this machine for {kernels}, which makes PyTorch slow:"
            " set OPENBLAS_CORETYPE, for example to Haswell or SkylakeX",
            file=sys.stderr,
        )
    about = {
        "pytorch": str(torch.__version__),
        "blas": f"{library} {kernels}".strip(),
        "cpu_capability": capability,
        "threads": torch.get_num_threads(),
    }
    results = {}
    for name in names:
        settings = PRESETS[name]
        if settings.task == "captions":
            settings = dataclasses.replace(settings, outputs=vocabulary)
        times = measure(settings, seconds, once)
        results[name] = {
            "ms_per_batch": round(statistics.median(times), 3),
            "batches": len(times),
            "load": round(os.getloadavg()[0], 2),
            **about,
        }
    if as_json:
        print(json.dumps(results, indent=2))
        return
    width = max(map(len, names))
    print(f" {'preset':{width}}  ms/batch  batches  load")
    for name, result in results.items():
        print(
            f" {name:{width}}  {result['ms_per_batch']:8.2f}  {result['batches']:7d}"
            f"  {result['load']:4.1f}"
        )
    print("PyTorch {pytorch}, BLAS {blas}, {cpu_capability}, threads: {threads}".format(**about))


# --- checking ----------------------------------------------------------------------------------------


class Case:
    """A recorded run: case.json with the settings, tensors.f64 with little-endian 64-bit floats."""

    def __init__(self, folder):
        try:
            self.recorded = json.loads((folder / "case.json").read_text(encoding="utf-8"))
            self.values = bytearray((folder / "tensors.f64").read_bytes())
        except (OSError, ValueError) as e:
            raise UserError(f"cannot read the reference case {folder}: {e}") from e
        self.name = folder.name

    def __getitem__(self, key):
        return self.recorded.get(key)

    def has(self, name):
        return name in self.recorded["tensors"]

    def tensor(self, name):
        if not self.has(name):
            raise UserError(f"{self.name} has no tensor {name}")
        place = self.recorded["tensors"][name]
        count = math.prod(place["shape"])
        if place["offset"] + 8 * count > len(self.values):
            raise UserError(f"{self.name}: tensors.f64 is too short for {name}")
        values = torch.frombuffer(
            self.values, dtype=torch.float64, count=count, offset=place["offset"]
        )
        return values.reshape(place["shape"]).clone()

    def beyond(self):
        """What the case has that no preset has, and that is therefore not written here; or None."""
        if self["model"].startswith("cDNI"):
            return "context to the cerebellum"
        if self["cerebellar_lesion_epoch"] or self["olive_lesion_epoch"] or self["fixed_cerebellum"]:
            return "a lesion"
        if not self["optimizer"].startswith("adam") or self["optimizer"] == "adamax":
            return self["optimizer"]
        return None

    def settings(self):
        captions = self["task"] == "caption"
        optimizer = dict(betas=(0.9, 0.999), epsilon=1e-8) if captions else {}
        return Settings(
            task={"draw": "drawing", "classify": "classes", "caption": "captions"}[self["task"]],
            cortex="tanh" if self["model"].endswith("TANH") else "lstm",
            cerebellum=self["model"].startswith("DNI"),
            inputs=self["embedding_size"] if captions else self["input_size"],
            outputs=self["vocabulary"] if captions else self["output_size"],
            steps=self["caption_length"] if captions else self["timesteps"],
            cortex_units=self["cortex_units"],
            cerebellum_units=self["cerebellum_hidden_units"] or 1,
            cerebellum_layers=self["cerebellum_hidden_layers"] or 0,
            horizon=self["feedback_horizon"],
            interval=self["external_feedback_interval"] or 1,
            batch_size=self["batch_size"],
            rate=self["learning_rate"],
            l2=self["l2"],
            clip=self["gradient_clip"],
            **optimizer,
        )

    def batch(self, number, network, settings):
        at = f"batch{number}/"
        if settings.task == "captions":
            return Captions(
                network, self.tensor(at + "features"), self.tensor(at + "captions").long().t()
            )
        inputs = self.tensor(at + "input").transpose(0, 1)
        target = self.tensor(at + "target")
        if settings.task == "classes":
            return Classes(network, inputs, target.long())
        return Drawing(network, inputs, target.transpose(0, 1), settings.interval)


def recorded_name(name):
    """The recordings' name of a parameter of Network."""
    part, _, rest = name.partition(".")
    if part == "cortex":
        return name.replace("_l0", "")
    if part == "cerebellum":
        number, _, kind = rest.partition(".")
        layer = int(number) // 2  # every other one is a ReLU
        return f"cerebellum.{'input' if layer == 0 else f'hidden.{layer - 1}'}.{kind}"
    return name


def error(ours, theirs):
    return ((ours - theirs).abs().max() / (FLOOR + theirs.abs().max())).item()


def check_case(case, once):
    """Largest errors of gradients, losses and parameters; None for what was not recorded."""
    settings = case.settings()
    network = Network(settings)
    parameters = {recorded_name(name): values for name, values in network.named_parameters()}
    with torch.no_grad():
        for name, values in parameters.items():
            values.copy_(case.tensor("init/" + name))
    fibres = case.tensor("fibre_mask") if case.has("fibre_mask") else None
    learner = Learner(network, settings, once, fibres)
    errors = {"gradients": [], "losses": [], "parameters": []}

    def compare_parameters(when):
        for name, values in parameters.items():
            if case.has(f"{when}/{name}"):
                errors["parameters"].append(
                    error(values.detach(), case.tensor(f"{when}/{name}"))
                )

    if settings.task == "captions":
        for number, theirs in enumerate(case["truncation_losses"], 1):
            losses = learner.update(case.batch(number, network, settings))
            ours = torch.stack([loss for loss, _ in losses])
            errors["losses"].append(error(ours, torch.tensor(theirs)))
            compare_parameters(f"after_batch{number}")
    else:
        reported = iter(case["batch_losses"])
        norms = iter(case["gradient_norms_before_clip"] or [])
        for epoch in range(1, case["epochs"] + 1):
            for number in range(1, case["batches_per_epoch"] + 1):
                losses = learner.gradients(case.batch(number, network, settings))
                ours = sum(weight * loss for loss, weight in losses)
                errors["losses"].append(error(ours, torch.tensor(next(reported))))
                gradients = [values.grad for values in parameters.values()]
                norm = next(norms, None)
                if norm is not None:
                    ours = torch.stack([values.norm() for values in gradients]).norm()
                    errors["gradients"].append(error(ours, torch.tensor(norm)))
                if epoch == number == 1:
                    for name, values in parameters.items():
                        if case.has("grad_step1/" + name):
                            theirs = case.tensor("grad_step1/" + name)
                            errors["gradients"].append(error(values.grad, theirs))
                learner.step()
            compare_parameters(f"after_epoch{epoch}")
    return {what: max(values) if values else None for what, values in errors.items()}


def check(folder, once):
    """Compares with a case or a folder of cases; the exit code."""
    torch.set_default_dtype(torch.float64)
    if (folder / "case.json").is_file():
        folders = [folder]
    else:
        folders = sorted(path.parent for path in folder.glob("*/case.json"))
    if not folders:
        raise UserError(f"{folder} holds no reference case: no case.json in it or one folder below")
    width = max(len(path.name) for path in folders)
    print(f" {'case':{width}}  gradients  losses   parameters")
    compared = 0
    worst = 0.0
    for path in folders:
        case = Case(path)
        beyond = case.beyond()
        if beyond:
            print(f" {case.name:{width}}  not compared: {beyond}, which no preset has")
            continue
        errors = check_case(case, once)
        cells = ["-" if value is None else f"{value:.1e}" for value in errors.values()]
        print(f" {case.name:{width}}  {cells[0]:9}  {cells[1]:7}  {cells[2]}")
        found = [value for value in errors.values() if value is not None]
        # A number that is none must not pass for a small one.
        worst = max([worst] + [value if value == value else math.inf for value in found])
        compared += 1
    if compared == 0:
        raise UserError(f"nothing to compare in {folder}")
    verdict = "equal" if worst <= BOUND else "DIFFERENT"
    print(f"{compared} of {len(folders)} cases compared, largest error {worst:.1e}: {verdict}")
    return 0 if worst <= BOUND else 1


def positive(convert):
    def number(text):
        value = convert(text)
        if not 0 < value < math.inf:
            raise ValueError(text)
        return value

    number.__name__ = f"positive {convert.__name__}"
    return number


def main():
    parser = argparse.ArgumentParser(
        description="Times the update of ccRNN Sweep's presets in PyTorch: eager, one thread, 32 bits."
    )
    parser.add_argument(
        "--preset", action="append", choices=PRESETS, help="time only this one; may be repeated"
    )
    parser.add_argument(
        "--seconds",
        type=positive(float),
        default=3,
        help="time for each preset, after a warm-up of a third of it (default: 3)",
    )
    parser.add_argument(
        "--vocabulary",
        type=positive(int),
        default=PRESETS["captions"].outputs,
        help="words of the captions preset (default: %(default)s, as published)",
    )
    parser.add_argument(
        "--once",
        action="store_true",
        help="run the cerebellum once on the state between two truncations (as published: twice)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, keyed by preset")
    parser.add_argument(
        "--check",
        type=pathlib.Path,
        metavar="CASE_DIR",
        help="time nothing; compare with a recorded reference case or a folder of them, in 64 bits",
    )
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    try:
        if arguments.check:
            return check(arguments.check, arguments.once)
        compare(
            arguments.preset or list(PRESETS),
            arguments.seconds,
            arguments.vocabulary,
            arguments.once,
            arguments.json,
        )
        return 0
    except UserError as e:
        print(f"compare_pytorch: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
