"""Trains a network that sees the card; a run that was stopped goes on where it was.

    python -m vision.train locator --samples 400000
    python -m vision.train corners --samples 400000
    python -m vision.train lines --samples 120000

Scenes are drawn beforehand by `vision.scenes`. The run's folder gets `state.pt`, `log.csv` and the ONNX file.
"""

from __future__ import annotations

import argparse
import copy
import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader

from recognizer.slim import slimmed
from recognizer.train import EMA, learning_rate
from recognizer.warm import begin_from

from .frames import CARD_REACH, CARD_STRIDE, CLOSE, FINDER, LOCATOR_SIDE, LOCATOR_STRIDE
from .networks import CardFinder, CornerFinder, ExportedCardFinder, ExportedCornerFinder, ExportedLineFinder, LineFinder, corner_refiner
from .samples import Batches, CloseSamples, LineSamples, WholeSamples


def corner_loss(network: nn.Module, teacher: nn.Module | None, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """The loss of a network that says where one card's corners are."""
    frames, targets, count = batch
    places, logit = network(frames)
    return places_loss(frames, places, logit, targets, count, teacher)


def places_loss(
    frames: torch.Tensor, places: torch.Tensor, logit: torch.Tensor, targets: torch.Tensor, count: torch.Tensor, teacher: nn.Module | None
) -> torch.Tensor:
    """How unlikely the true places are, how far the mean place beside each lies from it, in cells, the kind, and how unlike the teacher."""
    # Of several cards the mean place would be that of none of them, and a teacher for one card has no answer.
    alone = (count == 1)[:, None].float()
    corners = 4 * (count > 0).sum().clamp(min=1)
    unlikely = -(targets * places).sum() / corners
    near = functional.max_pool2d(targets, 5, 1, 2) > 0
    shares = places.exp() * near
    shares = shares / shares.sum((2, 3), keepdim=True).clamp(min=1e-6)
    rows = torch.arange(places.shape[2], device=places.device, dtype=places.dtype)[:, None]
    columns = torch.arange(places.shape[3], device=places.device, dtype=places.dtype)
    across = ((shares - targets) * columns).sum((2, 3)).abs()
    down = ((shares - targets) * rows).sum((2, 3)).abs()
    away = ((across + down) * alone).sum() / corners
    loss = unlikely + away + functional.binary_cross_entropy_with_logits(logit, (count > 0).float())
    if teacher:
        with torch.inference_mode():
            told = teacher(frames)[0]
        loss = loss + ((told.exp() * (told - places)).sum((2, 3)) * alone).sum() / corners
    return loss


def card_loss(network: nn.Module, teacher: nn.Module | None, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """The loss of the places; where the cards' middles are said to be, cells beside one counting less; and how far from their corners."""
    frames, targets, count, truth = batch
    places, logit, cards = network(frames)
    near, middle = truth[:, 0], (truth[:, 0] == 1).float()
    share = torch.sigmoid(cards[:, 0])
    right = functional.logsigmoid(cards[:, 0]) * (1 - share).square() * middle
    wrong = functional.logsigmoid(-cards[:, 0]) * share.square() * (1 - near).pow(4)
    middles = -(right + wrong).sum() / middle.sum().clamp(min=1)
    weight = near * (near > 0.2)
    offsets = ((cards[:, 1:] - truth[:, 1:]).abs().sum(1) * weight).sum() / weight.sum().clamp(min=1)
    return places_loss(frames, places, logit, targets, count, teacher) + middles + offsets


def line_loss(network: nn.Module, teacher: nn.Module | None, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    cards, targets = batch
    logits = network(cards).float()
    even = functional.binary_cross_entropy_with_logits(logits, targets)
    shares = torch.sigmoid(logits)
    overlap = (2 * (shares * targets).sum((0, 2, 3)) + 1) / ((shares + targets).sum((0, 2, 3)) + 1)
    return 4 * even + (1 - overlap).mean()


def placed(places: np.ndarray) -> np.ndarray:
    """Corners `[4, 2]` in pixels of the frame: each the mean place around its likeliest cell, as the product takes it."""
    _, rows, columns = places.shape
    corners = []
    for plane in places:
        row, column = np.unravel_index(plane.argmax(), plane.shape)
        top, left = max(row - 2, 0), max(column - 2, 0)
        part = plane[top : row + 3, left : column + 3]
        ys, xs = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
        corners.append(((part * xs).sum() / part.sum() + 0.5, (part * ys).sum() / part.sum() + 0.5))
    return np.float32(corners) * LOCATOR_STRIDE


def told_cards(planes: np.ndarray, least: float = 0.5) -> np.ndarray:
    """The cards `[count, 4, 2]` whose middles are told, by the corners that are told from there, in pixels of the frame."""
    tops = cv2.dilate(planes[0], np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero((planes[0] == tops) & (planes[0] >= least))
    offsets = planes[1:, rows, columns].T.reshape(-1, 4, 2)
    return (np.stack([columns, rows], 1)[:, None] + 0.5 + CARD_REACH * offsets) * CARD_STRIDE


def each_placed(places: np.ndarray, cards: np.ndarray) -> np.ndarray:
    """The cards with corners that are told roughly, each corner placed where it is likeliest nearer to this card's than to another's."""
    ys, xs = (np.mgrid[: places.shape[1], : places.shape[2]] + 0.5) * LOCATOR_STRIDE
    away = np.hypot(xs - cards[..., 0, None, None], ys - cards[..., 1, None, None])  # [count, 4, rows, columns]
    return np.stack([placed(places * (mine == away.min(0))) for mine in away])


def worst(found: np.ndarray, truth: np.ndarray) -> float:
    """The worst corner's distance in per cent of the card's width."""
    return 100 * float(np.linalg.norm(found - truth, axis=1).max() / np.linalg.norm(truth[1] - truth[0]))


@torch.inference_mode()
def corner_measures(network: nn.Module, batches: list, device: torch.device) -> dict[str, float]:
    """The worst corner's distance in per cent of the card's width, cards within one per cent, and kinds told right: where there is one card or none."""
    away, kinds = [], []
    for frames, targets, count, *_ in batches:
        places, logit = (part.cpu() for part in network(frames.to(device))[:2])
        kinds += ((logit > 0) == (count > 0)).float().tolist()
        alone = count == 1
        away += [worst(placed(found), placed(target)) for found, target in zip(places.exp().numpy()[alone], targets.numpy()[alone], strict=True)]
    return {
        "median": float(np.median(away)), "p95": float(np.quantile(away, 0.95)), "within_1": 100 * float(np.mean(np.array(away) <= 1)),
        "kind_right": 100 * float(np.mean(kinds))}


@torch.inference_mode()
def card_measures(network: nn.Module, batches: list, device: torch.device) -> dict[str, float]:
    """The corners' measures; pictures of one card or none where as many are told; of several those found within five per cent, and those told that are none."""
    told_right, found, wrong, cards = [], 0, 0, 0
    for frames, _, count, truths in batches:
        places, _, planes = (part.cpu().float().numpy() for part in network(frames.to(device)))
        planes[:, 0] = 1 / (1 + np.exp(-planes[:, 0]))
        for index, truth in enumerate(truths.numpy()):
            told, true = told_cards(planes[index]), told_cards(truth, 1)
            if count[index] < 2:
                told_right.append(len(told) == count[index])
                continue
            each = each_placed(np.exp(places[index]), told) if len(told) else told
            here = sum(any(worst(card, one) < 5 for card in each) for one in true)
            found, wrong, cards = found + here, wrong + len(told) - here, cards + len(true)
    return corner_measures(network, batches, device) | {
        "count_right": 100 * float(np.mean(told_right)), "found": 100 * found / cards, "wrong": 100 * wrong / cards}


@torch.inference_mode()
def line_measures(network: nn.Module, batches: list, device: torch.device) -> dict[str, float]:
    """Overlap of the middles found with the true ones, cell by cell."""
    both, either = np.zeros(2), np.zeros(2)
    for cards, targets in batches:
        found, truth = network(cards.to(device)).cpu().sigmoid() > 0.5, targets > 0.5
        both += (found & truth).sum((0, 2, 3)).numpy()
        either += (found | truth).sum((0, 2, 3)).numpy()
    values, labels = (100 * both / either).tolist()
    return {"values_overlap": values, "labels_overlap": labels}


@dataclass(frozen=True)
class Task:
    """One network and how it is trained."""

    network: Callable[[], nn.Module]
    samples: type
    batch: int
    rate: float
    loss: Callable[[nn.Module, nn.Module | None, tuple], torch.Tensor]
    measures: Callable[[nn.Module, list, torch.device], dict[str, float]]
    exported: Callable[[nn.Module], nn.Module]
    shape: tuple[int, int, int]


TASKS = {
    "locator": Task(CardFinder, WholeSamples, 24, 2e-3, card_loss, card_measures, ExportedCardFinder, (3, LOCATOR_SIDE, LOCATOR_SIDE)),
    "corners": Task(corner_refiner, CloseSamples, 24, 2e-3, corner_loss, corner_measures, ExportedCornerFinder, (3, CLOSE[1], CLOSE[0])),
    "lines": Task(LineFinder, LineSamples, 12, 2e-3, line_loss, line_measures, ExportedLineFinder, (1, FINDER[1], FINDER[0])),
}


def export(task: Task, network: nn.Module, path: Path) -> None:
    torch.onnx.export(
        task.exported(copy.deepcopy(network).float().cpu()).eval(), (torch.zeros(1, *task.shape),), str(path), input_names=["picture"],
        output_names=["probabilities"], dynamo=False, opset_version=17)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--run", type=Path, help="by default runs/ and the task's name")
    parser.add_argument("--samples", type=int, default=200_000)
    parser.add_argument("--minutes", type=float, default=1e9, help="ends after so long, if that comes before the samples' end")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teacher", type=Path, help="an exported network of unfactored layers to begin with and to answer like")
    parser.add_argument("--unfactored", action="store_true", help="train a network of unfactored layers, a teacher")
    parser.add_argument("--rate", type=float, help="peak learning rate")
    parser.add_argument("--every", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that make samples")
    parser.add_argument("--tests", type=int, default=240, help="samples of the tuning split to measure on")
    options = parser.parse_args()
    if (options.teacher or options.unfactored) and options.task == "lines":
        parser.error("the line finder has no factored layers")
    task = TASKS[options.task]
    run = options.run or Path("runs") / options.task
    run.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    mixed = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
    makers = task.samples("tuning", 7)
    tests = [makers.batch(task.batch) for _ in range(options.tests // task.batch)]
    network, teacher = task.network(is_factored=False) if options.unfactored else task.network(), None
    if options.teacher:
        teacher = task.network(is_factored=False)
        sample = task.samples("training", 7).batch(2 * task.batch)[0]
        try:
            begin_from(options.teacher, teacher, sample)
        except ValueError:  # a locator of the time when it told one card alone
            teacher = CornerFinder(is_factored=False)
            begin_from(options.teacher, teacher, sample)
        slimmed(teacher, network, sample)
        teacher = teacher.eval().to(device, memory_format=torch.channels_last)
        print({name: round(value, 2) for name, value in corner_measures(teacher, tests, device).items()}, flush=True)
    network = network.to(device, memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    optimizer = torch.optim.AdamW(network.parameters(), lr=options.rate or task.rate, betas=(0.9, 0.98), weight_decay=0.01)
    seen, spent = 0, 0.0
    if (run / "state.pt").exists():
        state = torch.load(run / "state.pt", map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        seen, spent = state["seen"], state["spent"]
    print(f"{sum(p.numel() for p in network.parameters()):,} weights on {device}, {seen:,} samples seen", flush=True)
    batches = Batches(task.samples, "training", hash((options.seed, seen)), task.batch)
    loader = iter(DataLoader(batches, batch_size=None, num_workers=options.workers, prefetch_factor=8, multiprocessing_context="spawn"))
    began, measured, total, steps = time.monotonic(), seen, 0.0, 0
    progress = 0.0
    while progress < 1:
        batch = next(loader)
        network.train()
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(progress, options.rate or task.rate)
        batch = tuple(part.to(device) for part in batch)
        with torch.autocast(device.type, torch.bfloat16, enabled=mixed):
            loss = task.loss(network, teacher, (batch[0].contiguous(memory_format=torch.channels_last), *batch[1:]))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        seen, steps, total = seen + task.batch, steps + 1, total + float(loss.detach())
        with torch.no_grad():
            keep = min(EMA, seen / (seen + 2000))
            for mean, new in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
                mean.lerp_(new, 1 - keep) if mean.is_floating_point() else mean.copy_(new)
        progress = max(seen / options.samples, (spent + time.monotonic() - began) / 60 / options.minutes)
        if seen - measured >= options.every or progress >= 1:
            measured, spent_now = seen, spent + time.monotonic() - began
            measures = task.measures(average, tests, device)
            is_new = not (run / "log.csv").exists()
            with open(run / "log.csv", "a", newline="") as file:
                writer = csv.writer(file)
                if is_new:
                    writer.writerow(["samples", "seconds", "loss", *measures])
                writer.writerow([seen, round(spent_now), round(total / steps, 4), *(round(value, 2) for value in measures.values())])
            print(seen, round(spent_now), round(total / steps, 4), {name: round(value, 2) for name, value in measures.items()}, flush=True)
            total, steps = 0.0, 0
            fresh = run / "state.pt.new"
            torch.save({"network": network.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
                        "seen": seen, "spent": spent_now}, fresh)
            fresh.rename(run / "state.pt")
            export(task, average, run / f"{options.task}.onnx")


if __name__ == "__main__":
    main()
