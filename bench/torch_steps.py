"""Training steps in PyTorch, beside ours: `npm run bench -- --torch` writes a folder and runs this on it.

Written from the RLMRec model specification: LightGCN (sums of the layers of an edge-dropped graph), by itself and with contrastive (Con) and
generative (Gen) alignment, GCCF, SGL and SimGCL by themselves; BPR, the regulariser over all parameters, Adam. The folder holds graphs,
tables, weights, vectors and batch of ours, and for each arm the loss terms of our first step without edge dropout and noise, which ours and
this must agree on before anything is timed.

Usage: python3 bench/torch_steps.py FOLDER [--device cpu|cuda] [--rounds N]
Prints one line of JSON an arm. Needs PyTorch (Debian: python3-torch) and nothing else. One thread on the processor, as ours is.
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
    """The normalised adjacency in CSR; where this PyTorch has no CSR product on the processor (a build without MKL), as a list of entries."""

    def __init__(self, folder, arrays):
        self.pointers = folder.read(arrays["rowPtr"]).long()
        self.columns = folder.read(arrays["colIdx"]).long()
        self.values = folder.read(arrays["values"])
        self.nodes = len(self.pointers) - 1
        counts = self.pointers[1:] - self.pointers[:-1]
        self.rows = torch.repeat_interleave(torch.arange(self.nodes, device=counts.device), counts)
        # Symmetric pattern: entry e of the transpose, sorted by (column, row), is entry order[e] of the matrix.
        self.order = torch.argsort(self.columns * self.nodes + self.rows)
        self.form = "CSR"
        try:
            torch.sparse.mm(self.matrix(self.values)[0], torch.ones(self.nodes, 1, device=counts.device))
        except RuntimeError:
            self.form = "COO"
        self.whole = self.matrix(self.values)

    def matrix(self, values):
        shape = (self.nodes, self.nodes)
        if self.form == "CSR":
            turned = values[self.order]
            return (
                torch.sparse_csr_tensor(self.pointers, self.columns, values, shape),
                torch.sparse_csr_tensor(self.pointers, self.columns, turned, shape),
            )
        entries = torch.sparse_coo_tensor(torch.stack([self.rows, self.columns]), values, shape)
        return entries, entries.t()

    def dropped(self, keep_rate):
        if keep_rate >= 1:
            return self.whole
        kept = torch.floor(torch.rand_like(self.values) + keep_rate)
        return self.matrix(self.values * kept)


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
    """One arm of the case: parameters, loss, step."""

    def __init__(self, folder, arm, graph):
        self.arm, self.graph = arm, graph
        self.parameters = {
            name: folder.read(array).clone().requires_grad_(True) for name, array in arm["parameters"].items()
        }
        self.optimiser = torch.optim.Adam(self.parameters.values(), lr=arm["learningRate"])
        self.batch = [folder.read(name).long() for name in ("anchors", "positives", "negatives")]
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
        forward, transposed = self.graph.dropped(keep_rate)
        found = [e]
        for _ in range(settings["layers"]):
            layer = Propagation.apply(forward, transposed, found[-1])
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
        self.optimiser.zero_grad()
        sum(self.terms(self.arm["settings"]).values()).backward()
        self.optimiser.step()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    if options.device.startswith("cuda") and not torch.cuda.is_available():
        sys.exit("This PyTorch finds no CUDA card.")
    torch.set_num_threads(1)
    device = torch.device(options.device)
    folder = Folder(options.folder, device)
    wait = torch.cuda.synchronize if device.type == "cuda" else lambda: None
    for arm in folder.case["arms"]:
        graph = Graph(folder, arm["graph"])
        model = Arm(folder, arm, graph)
        with torch.no_grad():
            ours = arm["firstLosses"]
            theirs = {name: float(value) for name, value in model.terms(arm["quiet"]).items()}
        for name, value in ours.items():
            if abs(theirs[name] - value) > 1e-4 * max(abs(value), 1e-6):
                sys.exit(f"{arm['name']}: {name} is {theirs[name]} here and {value} in ours; nothing was timed.")
        times = []
        for _ in range(options.rounds + 1):
            wait()
            started = time.perf_counter()
            model.step()
            wait()
            times.append(1000 * (time.perf_counter() - started))
        times = times[1:]
        print(
            json.dumps(
                {
                    "case": arm["name"],
                    "medianMs": statistics.median(times),
                    "minMs": min(times),
                    "rounds": len(times),
                    "firstLosses": theirs,
                    "torch": torch.__version__,
                    "device": torch.cuda.get_device_name() if device.type == "cuda" else "cpu, one thread",
                    "sparse": graph.form,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
