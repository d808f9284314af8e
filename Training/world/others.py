"""Pictures without a KTP: what people send by mistake, and what a reader has to refuse."""

from __future__ import annotations

import random

import cv2
import numpy as np

from . import other_cards, pages
from .optics import noisy
from .photograph import photograph
from .plan import random_plan
from .splits import branch
from .surfaces import draw_surface

_FLAT_THINGS = (
    ("licence", other_cards.licence, 14), ("bank_card", other_cards.bank_card, 10), ("student_card", other_cards.student_card, 12),
    ("business_card", other_cards.business_card, 9), ("document", pages.document, 12), ("receipt", pages.receipt, 9),
    ("family_table", pages.family_table, 10), ("empty_table", pages.empty_table, 4))
_BARE = (("screen", 8), ("surface", 6), ("room", 6))


def draw_other(split: str, rng: random.Random) -> tuple[np.ndarray, str]:
    """The picture, BGR, 8 bits, and the kind of thing it shows."""
    makers = {kind: maker for kind, maker, _ in _FLAT_THINGS}
    shares = {kind: share for kind, _, share in _FLAT_THINGS} | dict(_BARE)
    kind = rng.choices(list(shares), list(shares.values()))[0]
    if kind == "screen":
        return pages.program(split, branch(rng)), kind
    if kind in makers:
        plan = random_plan("phone", split, branch(rng))
        return photograph(makers[kind](split, branch(rng)), plan, split, branch(rng)).picture, kind
    width, height = rng.choice(((1600, 1200), (1200, 1600), (2048, 1536)))
    picture = _room(width, height, branch(rng)) if kind == "room" else draw_surface(width, height, split, rng.random() < 0.4, branch(rng))
    return noisy(picture, rng.uniform(1, 7), True, rng), kind


def _room(width: int, height: int, rng: random.Random) -> np.ndarray:
    """A wall, a floor and things before them, out of focus."""
    wall, floor = ([rng.uniform(60, 235) for _ in range(3)] for _ in range(2))
    picture = np.full((height, width, 3), wall, np.float32)
    edge = round(height * rng.uniform(0.5, 0.8))
    picture[edge:] = floor
    for _ in range(rng.randint(4, 12)):
        x, y = rng.randrange(width), rng.randrange(height)
        right, bottom = x + rng.randint(60, width // 2), y + rng.randint(60, height // 2)
        shade = [rng.uniform(15, 240) for _ in range(3)]
        if rng.random() < 0.3:
            cv2.ellipse(picture, (x, y), ((right - x) // 2, (bottom - y) // 2), 0, 0, 360, shade, -1, cv2.LINE_AA)
        else:
            cv2.rectangle(picture, (x, y), (right, bottom), shade, -1)
    picture *= np.linspace(rng.uniform(0.6, 1), 1, width, dtype=np.float32)[None, :, None]
    return np.clip(cv2.GaussianBlur(picture, (0, 0), rng.uniform(2, 12)), 0, 255).astype(np.uint8)
