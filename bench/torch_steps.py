"""Training steps in PyTorch, beside ours: `npm run bench -- --torch` writes a folder and runs this on it.

Written from the RLMRec model specification: LightGCN (sums of the layers of an edge-dropped graph), by itself and with contrastive (Con) and
generative (Gen) alignment, GCCF, SGL and SimGCL by themselves; BPR, the regulariser over all parameters, Adam. The folder holds graphs,
tables, weights, vectors and batch of ours, and for each arm the loss terms of our first step without edge dropout and noise, which ours and
this must agree on before anything is timed.

Two loops are timed. "official" does what the official loop does a step: the batch comes from the host, edges are dropped by making a
smaller list of entries, autograd goes through it, and every loss is read back. "tidy" is what somebody who cares for speed writes: CSR whose
pattern stands, the transpose at hand, the batch on the device, nothing read back, fused Adam where there is one.
On a CUDA card both run in fp32 and in TF32 (of dense products); steps are timed by events on the card and, all together, by the clock.

Usage: python3 bench/torch_steps.py FOLDER [--device cpu|cuda] [--steps N] [--warm-up N] [--only TEXT]
Prints one line of JSON for the ceilings, then one for each arm, loop and precision. Needs PyTorch (Debian: python3-torch; on a card 2.0 or
newer, since earlier ones check each CSR matrix and wait for that) and nothing else. One thread on the processor, as ours is.
"""

import argparse
import json
import os
import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("PyTorch is not there for this Python. On Debian: apt-get install python3-torch; elsewhere: pip install torch.")

SLOPE = 0.01


class Folder:
    """Arrays by name; shapes stand in case.json."""

    def __init__(self, path, device):
        self.path, self.device = path, device
        with open(os.path.join(path, "case.json"), encoding="utf-8") as file:
            self.case = json.load(file)

    def read(self, name):
        about = self.case["arrays"][name]
        kind = torch.float32 if about["type"] == "float32" else torch.int32
        with open(os.path.join(self.path, about["file"]), "rb") as file:
            flat = torch.frombuffer(bytearray(file.read()), dtype=kind)
        return flat.reshape(about["shape"]).to(self.device)


class Propagation(torch.autograd.Function):
    """A x with the gradient Aᵀ dy; both matrices are made once a step."""

    @staticmethod
    def forward(ctx, matrix, transposed, x):
        ctx.transposed = transposed
        return torch.sparse.mm(matrix, x)

    @staticmethod
    def backward(ctx, dy):
        return None, None, torch.sparse.mm(ctx.transposed, dy)


class Graph:
    """The normalised adjacency as both loops have it: list of entries, and where each entry of the transpose lies."""

    def __init__(self, folder, arrays):
        pointers = folder.read(arrays["rowPtr"]).long()
        self.pointers = pointers
        self.columns = folder.read(arrays["colIdx"]).long()
        self.values = folder.read(arrays["values"])
        self.nodes = len(pointers) - 1
        counts = pointers[1:] - pointers[:-1]
        self.rows = torch.repeat_interleave(torch.arange(self.nodes, device=counts.device), counts)
        self.shape = (self.nodes, self.nodes)


class TidyGraph:
    """CSR, and the transpose beside it; where this PyTorch has no CSR product on the processor (a build without MKL), a list of entries."""

    def __init__(self, graph):
        self.graph = graph
        # Symmetric pattern: entry e of the transpose, sorted by (column, row), is entry order[e] of the matrix.
        self.order = torch.argsort(graph.columns * graph.nodes + graph.rows)
        self.form = "CSR"
        try:
            torch.sparse.mm(self.matrices(graph.values)[0], torch.ones(graph.nodes, 1, device=graph.values.device))
        except RuntimeError:
            self.form = "COO"
        self.whole = self.matrices(graph.values)

    def matrices(self, values):
        g = self.graph
        if self.form == "CSR":
            turned = values[self.order]
            return (
                torch.sparse_csr_tensor(g.pointers, g.columns, values, g.shape),
                torch.sparse_csr_tensor(g.pointers, g.columns, turned, g.shape),
            )
        entries = torch.sparse_coo_tensor(torch.stack([g.rows, g.columns]), values, g.shape)
        return entries, entries.t()

    def product(self, keep_rate):
        """x to A x, with each edge kept at that rate."""
        matrix, transposed = self.whole
        if keep_rate < 1:
            kept = torch.floor(torch.rand_like(self.graph.values) + keep_rate)
            matrix, transposed = self.matrices(self.graph.values * kept)
        return lambda x: Propagation.apply(matrix, transposed, x)


class OfficialGraph:
    """A list of entries; dropping edges makes a shorter one, whose length the host has to know."""

    form = "COO"

    def __init__(self, graph):
        self.graph = graph
        self.indices = torch.stack([graph.rows, graph.columns])
        self.whole = torch.sparse_coo_tensor(self.indices, graph.values, graph.shape).coalesce()

    def product(self, keep_rate):
        matrix = self.whole
        if keep_rate < 1:
            kept = (torch.rand_like(self.graph.values) + keep_rate).floor().bool()
            matrix = torch.sparse_coo_tensor(self.indices[:, kept], self.graph.values[kept], self.graph.shape)
        return lambda x: torch.sparse.mm(matrix, x)


LOOPS = {"official": OfficialGraph, "tidy": TidyGraph}


def unit(x):
    return x / torch.sqrt(1e-8 + (x * x).sum(1, keepdim=True))


def info_nce(x, y, candidates, temperature):
    x, y, candidates = unit(x), unit(y), unit(candidates)
    # Cosines over temperatures of 0.05 and more: no maximum has to be subtracted (official behaviour).
    totals = torch.log(torch.exp(x @ candidates.T / temperature).sum(1))
    return (totals - (x * y).sum(1) / temperature).sum()


def masked_info_nce(x, y, temperature):
    x, y = torch.nn.functional.normalize(x), torch.nn.functional.normalize(y)
    e = torch.exp(x @ y.T / temperature)
    own = torch.exp((x * y).sum(1) / temperature)
    return -torch.log(own / (e.sum(1) + 1e-8) + 1e-8).mean()


class Arm:
    """One arm of the case in one of the loops: parameters, loss, step."""

    def __init__(self, folder, arm, graph, loop):
        self.arm, self.graph, self.loop = arm, LOOPS[loop](graph), loop
        self.parameters = {
            name: folder.read(array).clone().requires_grad_(True) for name, array in arm["parameters"].items()
        }
        self.optimiser, self.is_fused = adam(list(self.parameters.values()), arm["learningRate"], loop == "tidy")
        self.device = folder.device
        names = ("anchors", "positives", "negatives")
        self.batch = [folder.read(name).long() for name in names]
        self.host_batch = [rows.cpu() for rows in self.batch]
        self.users = folder.case["users"]
        self.vectors = folder.read("vectors") if arm["alignment"] != "none" else None
        self.masked = folder.read(arm["masked"]).long() if "masked" in arm else None

    def mlp(self, x):
        p = self.parameters
        hidden = torch.nn.functional.leaky_relu(
            x @ p["alignment.mlp.0.weight"] + p["alignment.mlp.0.bias"], negative_slope=SLOPE
        )
        return hidden @ p["alignment.mlp.2.weight"] + p["alignment.mlp.2.bias"]

    def layers(self, e, settings, keep_rate=1, eps=0):
        """Layers 0 to L; with eps, every one gets noise of that length, which goes on to the next."""
        product = self.graph.product(keep_rate)
        found = [e]
        for _ in range(settings["layers"]):
            layer = product(found[-1])
            if eps > 0:
                layer = layer + eps * torch.sign(layer) * torch.nn.functional.normalize(torch.rand_like(layer))
            found.append(layer)
        return found

    def contrast(self, one, two, settings, rows):
        users, items = two[: self.users], two[self.users :]
        a, t = self.batch[0], settings["cl_temperature"]
        total = info_nce(one[a], two[a], users, t)
        for own in rows:
            total = total + info_nce(one[own], two[own], items, t)
        return total * (settings["cl_weight"] / len(a))

    def terms(self, settings):
        arm, (a, p, n) = self.arm, self.batch
        e = self.parameters["nodes"]
        if self.masked is not None:
            isMasked = torch.zeros(len(e), 1, dtype=torch.bool, device=e.device)
            isMasked[self.masked] = True
            e = torch.where(isMasked, self.parameters["alignment.mask_token"], e)
        backbone, keep_rate = arm["backbone"], settings.get("keep_rate", 1)
        if backbone == "gccf":
            final = torch.cat(self.layers(e, settings), 1)
        else:
            final = sum(self.layers(e, settings, keep_rate if backbone == "lightgcn" else 1))
        margin = (final[a] * (final[n] - final[p])).sum(1)
        terms = {"bpr_loss": torch.nn.functional.softplus(margin).mean()}
        if backbone == "sgl":
            one, two = (sum(self.layers(e, settings, keep_rate)) for _ in range(2))
            terms["cl_loss"] = self.contrast(one, two, settings, (p, n))
        if backbone == "simgcl":
            one, two = (sum(self.layers(e, settings, 1, settings["eps"])) for _ in range(2))
            terms["cl_loss"] = self.contrast(one, two, settings, (p,))
        if arm["alignment"] == "contrastive":
            projected = self.mlp(self.vectors)
            users, t = projected[: self.users], arm["temperature"]
            total = info_nce(final[a], projected[a], users, t)
            for rows in (p, n):
                total = total + info_nce(final[rows], projected[rows], projected[rows], t)
            terms["kd_loss"] = total * (arm["weight"] / len(a))
        if arm["alignment"] == "generative":
            restored = self.mlp(final[self.masked])
            terms["recon_loss"] = arm["weight"] * masked_info_nce(restored, self.vectors[self.masked], arm["temperature"])
        squares = sum((p * p).sum() for p in self.parameters.values())
        terms["reg_loss"] = arm["regWeight"] * squares
        return terms

    def step(self):
        if self.loop == "official":
            self.batch = [rows.to(self.device) for rows in self.host_batch]
            self.optimiser.zero_grad()
        else:
            self.optimiser.zero_grad(set_to_none=True)
        terms = self.terms(self.arm["settings"])
        sum(terms.values()).backward()
        self.optimiser.step()
        if self.loop == "official":
            for term in terms.values():
                term.item()


def adam(parameters, learning_rate, is_tidy):
    """The optimiser, and whether it is the fused one, which is there for CUDA in newer versions only."""
    if is_tidy and parameters[0].is_cuda:
        try:
            return torch.optim.Adam(parameters, lr=learning_rate, fused=True), True
        except (TypeError, RuntimeError):
            pass
    return torch.optim.Adam(parameters, lr=learning_rate), False


class HostClock:
    """Times what is done when its call returns."""

    def begin(self):
        self.marks = [time.perf_counter()]

    def mark(self):
        self.marks.append(time.perf_counter())

    def end(self):
        """Milliseconds of each step, of a step by the clock, and of a step by events."""
        steps = [1000 * (b - a) for a, b in zip(self.marks, self.marks[1:])]
        return steps, 1000 * (self.marks[-1] - self.marks[0]) / len(steps), None


class CudaClock:
    """Times what is queued: an event after each step, which waits for nothing, and the clock around all of them."""

    def begin(self):
        torch.cuda.synchronize()
        self.started = time.perf_counter()
        self.events = [self.event()]

    def mark(self):
        self.events.append(self.event())

    def end(self):
        torch.cuda.synchronize()
        elapsed = time.perf_counter() - self.started
        steps = [a.elapsed_time(b) for a, b in zip(self.events, self.events[1:])]
        return steps, 1000 * elapsed / len(steps), self.events[0].elapsed_time(self.events[-1]) / len(steps)

    @staticmethod
    def event():
        event = torch.cuda.Event(enable_timing=True)
        event.record()
        return event


def timed(clock, work, warm_up, times):
    for _ in range(warm_up):
        work()
    clock.begin()
    for _ in range(times):
        work()
        clock.mark()
    return clock.end()


def allow_tf32(is_allowed):
    """Whether dense products of float32 may round their inputs to TF32; cards that have none ignore it."""
    torch.backends.cuda.matmul.allow_tf32 = is_allowed


def has_tf32(device):
    return device.type == "cuda" and torch.cuda.get_device_capability(device)[0] >= 8


def ceilings(device, clock):
    """Bytes that a copy reads and writes a second, and operations of a square product: what this device reaches at most."""
    is_card = device.type == "cuda"
    size, side, times = (2**28, 8192, 20) if is_card else (2**26, 1024, 3)
    source = torch.ones(size // 4, device=device)
    target = torch.empty_like(source)
    a, b = torch.rand(side, side, device=device), torch.rand(side, side, device=device)

    def product(is_tf32):
        allow_tf32(is_tf32)
        steps, _, _ = timed(clock, lambda: torch.mm(a, b), 3, times)
        allow_tf32(False)
        return 2 * side**3 / (min(steps) / 1000)

    steps, _, _ = timed(clock, lambda: target.copy_(source), 3, 5 * times)
    return {
        "type": "ceilings",
        "copyBytesPerSecond": 2 * size / (min(steps) / 1000),
        "productSide": side,
        "productFlopsPerSecond": {"fp32": product(False), "tf32": product(True) if has_tf32(device) else None},
    }


def check_first_losses(model, name):
    """Ends where the loss terms of the first step are not ours."""
    with torch.no_grad():
        theirs = {term: float(value) for term, value in model.terms(model.arm["quiet"]).items()}
    for term, value in model.arm["firstLosses"].items():
        if not abs(theirs[term] - value) <= 1e-4 * max(abs(value), 1e-6):
            sys.exit(f"{name}: {term} is {theirs[term]} here and {value} in ours; nothing was timed.")


def say(line):
    print(json.dumps(line), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--warm-up", type=int)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    is_card = options.device.startswith("cuda")
    if is_card and not torch.cuda.is_available():
        sys.exit("This PyTorch finds no CUDA card.")
    steps = options.steps or (200 if is_card else 7)
    warm_up = (20 if is_card else 1) if options.warm_up is None else options.warm_up
    device = torch.device(options.device)
    if is_card:
        torch.cuda.set_device(device if device.index is not None else 0)
    else:
        torch.set_num_threads(1)
    clock = CudaClock() if is_card else HostClock()
    folder = Folder(options.folder, device)
    allow_tf32(False)
    say(ceilings(device, clock))
    for arm in folder.case["arms"]:
        if options.only not in arm["name"]:
            continue
        graph = Graph(folder, arm["graph"])
        for loop in LOOPS:
            for precision in ["fp32"] + (["tf32"] if has_tf32(device) else []):
                model = Arm(folder, arm, graph, loop)
                check_first_losses(model, f"{arm['name']}, {loop}")
                allow_tf32(precision == "tf32")
                each, mean, by_events = timed(clock, model.step, warm_up, steps)
                allow_tf32(False)
                say(
                    {
                        "type": "step",
                        "case": arm["name"],
                        "loop": loop,
                        "precision": precision,
                        "medianMs": statistics.median(each),
                        "minMs": min(each),
                        "meanMs": mean,
                        "eventMs": by_events,
                        "steps": steps,
                        "torch": torch.__version__,
                        "device": torch.cuda.get_device_name(device) if is_card else "cpu, one thread",
                        "sparse": model.graph.form + (", fused Adam" if model.is_fused else ""),
                    }
                )


if __name__ == "__main__":
    main()
