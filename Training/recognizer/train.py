"""Trains the recognizer; a run that was stopped goes on where it was.

    python -m recognizer.train --samples 3000000 --run runs/recognizer

The run's folder gets `state.pt` (to go on from), `log.csv` (what was measured on the way) and `recognizer.onnx`.
"""

from __future__ import annotations

import argparse
import copy
import csv
import math
import random
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader

from .alphabet import decode
from .lines import TrainingLines, collate, evaluation_lines, prepared
from .prints import Prints
from .slim import slimmed
from .warm import begin_from
from .network import HEIGHT, STRIP_WIDTH, Exported, Recognizer

HARDNESSES = (0.0, 0.5, 1.0)
EMA = 0.999


def learning_rate(progress: float, peak: float) -> float:
    """One cycle: up for a tenth, then down along a cosine."""
    if progress < 0.1:
        return peak * (0.04 + 0.96 * progress / 0.1)
    return peak * max(0.002, 0.5 + 0.5 * math.cos(math.pi * (progress - 0.1) / 0.9))


def errors(truth: str, text: str) -> int:
    row = list(range(len(text) + 1))
    for i, a in enumerate(truth, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(text, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def unlikeness(said: torch.Tensor, told: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """How far what was said, `[steps, lines, classes]` in logarithms, is from what the teacher told: their divergence over all steps."""
    steps = torch.arange(said.shape[0], device=said.device)[:, None] < lengths
    return ((told.exp() * (told - said)).sum(2) * steps).sum()


@torch.inference_mode()
def evaluate(network: nn.Module, lines: list) -> tuple[float, float]:
    """Shares of lines read exactly and of characters wrong, spaces left out."""
    network.eval()
    exact = wrong = total = 0
    ready = [(prepared(crop), text) for crop, text in lines]
    for start in range(0, len(ready), 40):
        strips = collate(ready[start : start + 40], STRIP_WIDTH)
        device = next(network.parameters()).device
        best = network(strips.inputs.to(device)).argmax(2).cpu()
        for steps, text in zip(strips.of_lines(best), strips.texts, strict=True):
            read, truth = decode(steps.tolist()).replace(" ", ""), text.replace(" ", "")
            exact += read == truth
            wrong += errors(truth, read)
            total += len(truth)
    return exact / len(ready), wrong / max(total, 1)


def export(network: Recognizer, path: Path) -> None:
    torch.onnx.export(
        Exported(copy.deepcopy(network).float().cpu()).eval(), (torch.zeros(1, 1, HEIGHT, 160),), str(path),
        input_names=["lines"], output_names=["probabilities"], dynamo=False, opset_version=17,
        dynamic_axes={"lines": {0: "n", 3: "width"}, "probabilities": {0: "n", 1: "steps"}})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/recognizer"))
    parser.add_argument("--samples", type=int, default=3_000_000, help="lines to train on in all")
    parser.add_argument("--minutes", type=float, help="end after so much time instead, all runs of it taken together")
    parser.add_argument("--channels", default="24,48,80,144", help="of the four stages")
    parser.add_argument("--kernels", default="7,9,11", help="how far the last stages look along the line")
    parser.add_argument("--ranks", default="16,24,40,40,64", help="of the convolutions' factors; 0 for one that is not factored")
    parser.add_argument("--hidden", type=int, default=176, help="channels within the last stages")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2.5e-3, help="peak learning rate")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw lines")
    parser.add_argument("--threads", type=int, default=1, help="processor threads of the network")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=Path, help="an exported network of the same layers to begin with")
    parser.add_argument("--teacher", type=Path, help="an exported network of unfactored layers to begin with and to answer like")
    parser.add_argument("--prints", type=float, default=0.5, help="share of lines cut out of pictures of the world, if any are drawn")
    parser.add_argument("--every", type=int, default=40_000, help="samples between two measurements")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    # A processor without bf16 of its own would only imitate it, three times slower than f32.
    mixed = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()

    channels, kernels, ranks = (tuple(int(n) for n in text.split(",")) for text in (options.channels, options.kernels, options.ranks))
    network, teacher = Recognizer(channels, kernels, ranks, options.hidden), None
    if options.start or options.teacher:
        sample = collate([(prepared(crop), text) for crop, text in evaluation_lines(0.3, 256)], 1).inputs
        if options.teacher:
            teacher = Recognizer(channels, kernels, (0,) * 5, 2 * channels[3])
            begin_from(options.teacher, teacher, sample)
            slimmed(teacher, network, sample)
            teacher = teacher.eval().to(device, memory_format=torch.channels_last)
        if options.start:
            begin_from(options.start, network, sample)
    network = network.to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    seen, spent = 0, 0.0
    state_file = options.run / "state.pt"
    if state_file.exists():
        state = torch.load(state_file, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        seen, spent = state["seen"], state["spent"]
    print(f"{sum(p.numel() for p in network.parameters()):,} weights on {device}, {seen:,} samples seen", flush=True)
    tests: dict = {hardness: evaluation_lines(hardness, 600) for hardness in HARDNESSES}
    if drawn := Prints("tuning", random.Random(7)).some(1200):
        tests["prints"] = drawn
    lines = TrainingLines(
        options.seed, options.batch, seen, ramp=1 if options.start or options.teacher else options.samples // 4, prints=options.prints)
    # A forked worker would inherit the network's threads and hang.
    workers = {"num_workers": options.workers, "prefetch_factor": 8, "multiprocessing_context": "spawn"}
    loader = DataLoader(lines, batch_size=None, **(workers if options.workers else {}))
    criterion = nn.CTCLoss(zero_infinity=True)
    began, measured, total, steps = time.monotonic(), seen, 0.0, 0

    def progress() -> float:
        if options.minutes:
            return (spent + time.monotonic() - began) / 60 / options.minutes
        return seen / options.samples

    for strips in loader:
        network.train()
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(min(progress(), 1), options.rate)
        inputs = strips.inputs.to(device, memory_format=torch.channels_last, non_blocking=True)
        with torch.autocast(device.type, torch.bfloat16, enabled=mixed):
            logits = network(inputs)
        said = strips.by_steps(logits.float().log_softmax(2))
        lengths = torch.tensor([steps for _, _, steps in strips.places])
        loss = criterion(said, strips.codes.to(device), lengths, strips.counts)
        if teacher:
            with torch.inference_mode():
                told = strips.by_steps(teacher(inputs).float().log_softmax(2))
            loss = loss + unlikeness(said, told, lengths.to(device)) / strips.counts.sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        seen += len(strips.texts)
        steps += 1
        total += float(loss.detach())
        with torch.no_grad():
            # Early on the average follows more closely, or it would hold on to what the weights began as.
            keep = min(EMA, seen / (seen + 2000))
            for mean, new in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
                mean.lerp_(new, 1 - keep) if mean.is_floating_point() else mean.copy_(new)
        if seen - measured >= options.every or progress() >= 1:
            measured = seen
            spent_now = spent + time.monotonic() - began
            results = [evaluate(average, test) for test in tests.values()]
            row = [seen, round(spent_now), round(total / steps, 4)] + [round(100 * share, 2) for result in results for share in result]
            total, steps = 0.0, 0
            is_new = not (options.run / "log.csv").exists()
            with open(options.run / "log.csv", "a", newline="") as file:
                if is_new:
                    names = [f"{name}_{hardness}" for hardness in tests for name in ("exact", "cer")]
                    csv.writer(file).writerow(["samples", "seconds", "loss", *names])
                csv.writer(file).writerow(row)
            print(*row, flush=True)
            fresh = options.run / "state.pt.new"
            torch.save(
                {"network": network.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
                 "seen": seen, "spent": spent_now}, fresh)
            fresh.rename(state_file)
            if progress() >= 1:
                break
    export(average, options.run / "recognizer.onnx")


if __name__ == "__main__":
    main()
