"""Batches of labelled lines, endless, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset, get_worker_info

from .alphabet import encode
from .ink import draw_line, faces
from .network import GAP, HEIGHT, STRIDE, STRIP_WIDTH, input_width
from .photo import photograph
from .prints import Prints
from .words import Writer, region_names

ROOT = Path(__file__).resolve().parents[2]
POOL = 4  # batches that are drawn together
ROUND_WIDTH, ROUND_COUNT = 256, 16  # pixels, strips
TRAINING_SEED, EVALUATION_SEED = 1, 2


class LineMaker:
    """Draws lines one by one; the same seed gives the same lines."""

    def __init__(self, seed: int, unseen: bool = False):
        self.random = random.Random(seed)
        self.writer = Writer(self.random.getrandbits(64), region_names(ROOT / ".deps/gazetteer"))
        self.faces = faces(unseen)

    def line(self, hardness: float) -> tuple[np.ndarray, str]:
        text = self.writer.line()
        neighbours = (self.writer.line(), self.writer.line())
        return photograph(draw_line(text, neighbours, self.faces, self.random), hardness, self.random), text


def prepared(crop: np.ndarray) -> np.ndarray:
    """The crop as the network sees it: 32 rows, mean 0; the product does the same."""
    width = input_width(*crop.shape)
    shrinks = crop.shape[0] > HEIGHT
    crop = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR).astype(np.float32)
    return (crop - crop.mean()) / (crop.std() + 8)


@dataclass(frozen=True)
class Strips:
    """Lines side by side in strips of one width, as the product lays them out."""

    inputs: torch.Tensor  # [strips, 1, HEIGHT, width]
    places: list[tuple[int, int, int]]  # strip, first step and steps of each line
    codes: torch.Tensor  # class numbers of all lines
    counts: torch.Tensor  # and how many each has
    texts: list[str]

    def of_lines(self, outputs: torch.Tensor) -> list[torch.Tensor]:
        """What the network said of each line: `[steps, ...]`."""
        return [outputs[strip, start : start + steps] for strip, start, steps in self.places]

    def by_steps(self, outputs: torch.Tensor) -> torch.Tensor:
        """The same as one tensor `[most steps, lines, classes]`; what is beyond a line's last step means nothing."""
        strips, starts, counts = torch.tensor(self.places).T
        index = strips * outputs.shape[1] + starts + torch.arange(int(counts.max()))[:, None]
        return outputs.flatten(0, 1)[index.clamp(max=outputs.shape[0] * outputs.shape[1] - 1).to(outputs.device)]


def collate(lines: list[tuple[np.ndarray, str]], width: int, gap: int = GAP) -> Strips:
    """Lays lines into strips `width` pixels wide, or as wide as the widest line needs, the widest lines first.

    Each goes into the first strip that has room for it, `gap` pixels of nothing between two. Widths and counts of strips are
    rounded up, since a GPU's library prepares itself anew for every shape that it meets; the first strips stand again at the end.
    """
    lines = sorted(lines, key=lambda entry: -entry[0].shape[1])
    width = max(width, -(-max(line.shape[1] for line, _ in lines) // ROUND_WIDTH) * ROUND_WIDTH)
    ends: list[int] = []
    places: list[tuple[int, int, int]] = []
    for line, _ in lines:
        steps = -(-line.shape[1] // STRIDE)
        strip = next((index for index, end in enumerate(ends) if end + gap + steps * STRIDE <= width), len(ends))
        start = ends[strip] + gap if strip < len(ends) else 0
        ends[strip:strip + 1] = [start + steps * STRIDE]
        places.append((strip, start // STRIDE, steps))
    inputs = np.zeros((len(ends), 1, HEIGHT, width), np.float32)
    for (line, _), (strip, start, _) in zip(lines, places, strict=True):
        inputs[strip, 0, :, start * STRIDE : start * STRIDE + line.shape[1]] = line
    codes = [encode(text) for _, text in lines]
    rounded = -(-len(ends) // ROUND_COUNT) * ROUND_COUNT
    return Strips(
        torch.from_numpy(inputs[np.arange(rounded) % len(ends)]), places, torch.tensor([code for line in codes for code in line]),
        torch.tensor([len(code) for code in codes]), [text for _, text in lines])


class TrainingLines(IterableDataset):
    """Batches for training; `ramp` samples in, drawn lines are as hard as they get. A share of lines is cut out of pictures."""

    def __init__(self, seed: int, batch: int, start: int, ramp: int, prints: float = 0):
        self.seed, self.batch, self.start, self.ramp, self.prints = seed, batch, start, ramp, prints

    def __iter__(self):
        cv2.setNumThreads(1)
        worker = get_worker_info()
        index, count = (worker.id, worker.num_workers) if worker else (0, 1)
        # A run that goes on does not see its first lines again.
        maker = LineMaker(hash((TRAINING_SEED, self.seed, index, self.start)))
        prints = Prints("training", maker.random)
        share = self.prints if prints.exist else 0
        made = self.start
        while True:
            pool = []
            for _ in range(POOL * self.batch):
                most = min(1.0, 0.25 + 0.75 * made / self.ramp)
                crop, text = prints.line() if maker.random.random() < share else maker.line(maker.random.uniform(0, most))
                line = prepared(crop)
                # CTC needs a step for each character and one more between two alike.
                if -(-line.shape[1] // 4) >= len(text) + sum(a == b for a, b in zip(text, text[1:])):
                    pool.append((line, text))
                made += count
            maker.random.shuffle(pool)
            for start in range(0, len(pool), self.batch):
                # At times lines stand alone, so that nothing is learned that a neighbour gives away.
                width = STRIP_WIDTH if maker.random.random() < 0.75 else 1
                yield collate(pool[start : start + self.batch], width, gap=maker.random.choice((GAP, GAP, GAP + 8, GAP + 32)))


def evaluation_lines(hardness: float, count: int) -> list[tuple[np.ndarray, str]]:
    """Lines in typefaces and of words that training never saw."""
    maker = LineMaker(hash((EVALUATION_SEED, round(hardness * 100))), unseen=True)
    return [maker.line(hardness) for _ in range(count)]
