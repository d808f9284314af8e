"""A plain drawing surface for whatever is no KTP."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw

from .card import FlatCard
from .typefaces import other_face, sized
from .words import invented_word


class Canvas:
    """Draws text and shapes in one face, measures in pixels."""

    def __init__(self, width: int, height: int, colour: tuple[int, int, int], split: str, rng: random.Random):
        self.rng, self.split = rng, split
        self.face = other_face(rng, split)
        self.image = Image.new("RGB", (width, height), colour)
        self.pen = ImageDraw.Draw(self.image)
        self.ink = tuple(rng.randint(0, 70) for _ in range(3))

    def text(self, x: float, y: float, text: str, size: float, ink: tuple[int, int, int] | None = None, anchor: str = "la") -> None:
        self.pen.text((x, y), text, font=sized(self.face, size), fill=ink or self.ink, anchor=anchor)

    def words(self, least: int, most: int) -> str:
        """Invented words, in capitals or not."""
        words = [invented_word(self.rng, self.split, 1, 3) for _ in range(self.rng.randint(least, most))]
        return " ".join(words) if self.rng.random() < 0.5 else " ".join(words).capitalize()

    def digits(self, count: int) -> str:
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def amount(self) -> str:
        """A sum of rupiah."""
        return f"{self.rng.randint(1, 950)}.{self.rng.choice(('000', '500', '750'))}"

    def date(self, between: str = "-") -> str:
        return between.join((f"{self.rng.randint(1, 28):02d}", f"{self.rng.randint(1, 12):02d}", str(self.rng.randint(2012, 2026))))

    def bgr(self) -> np.ndarray:
        return np.ascontiguousarray(np.asarray(self.image)[..., ::-1])

    def as_card(self, cover: np.ndarray) -> FlatCard:
        """The drawing as a flat thing to be photographed."""
        return FlatCard(self.bgr().astype(np.float32), cover, [])


def colour(rng: random.Random, least: int, most: int) -> tuple[int, int, int]:
    """A colour whose parts lie in that range."""
    return tuple(rng.randint(least, most) for _ in range(3))
