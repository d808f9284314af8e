"""What a card lies on; some kinds are kept for evaluation. Drawn small and enlarged, as a ground slightly out of focus is."""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np

from .splits import is_unseen

Surface = Callable[[int, int, random.Random, np.random.Generator], np.ndarray]


def draw_surface(width: int, height: int, split: str, is_busy: bool, rng: random.Random) -> np.ndarray:
    """A ground of that size, BGR, 8 bits."""
    noise = np.random.default_rng(rng.getrandbits(32))
    kinds = _BUSY if is_busy else _QUIET
    if is_unseen(split):
        kinds = (_BUSY_UNSEEN if is_busy else _QUIET_UNSEEN) if rng.random() < 0.55 else kinds
    scale = 900 / max(width, height)
    small = rng.choice(kinds)(max(8, round(width * scale)), max(8, round(height * scale)), rng, noise)
    small = np.clip(small, 0, 255).astype(np.uint8)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


def _colour(rng: random.Random, least: float = 25, most: float = 225) -> np.ndarray:
    level = rng.uniform(least, most)
    return np.clip(np.array([level + rng.uniform(-35, 35) for _ in range(3)], np.float32), 5, 250)


def _cloud(width: int, height: int, cell: int, noise: np.random.Generator) -> np.ndarray:
    """Soft unevenness, about -1 to 1, with a channel axis."""
    cells = noise.uniform(-1, 1, (max(2, height // cell), max(2, width // cell))).astype(np.float32)
    return cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]


def _grain(width: int, height: int, noise: np.random.Generator) -> np.ndarray:
    return noise.standard_normal((height, width, 1), np.float32)


def _plain(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    return _colour(rng) + _cloud(width, height, 120, noise) * rng.uniform(2, 14) + _grain(width, height, noise) * rng.uniform(0, 6)


def _wood(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    y = np.arange(height, dtype=np.float32)[:, None, None]
    rings = np.sin((y + _cloud(width, height, 160, noise) * rng.uniform(8, 30)) / rng.uniform(2, 9))
    planks = (y // (height / rng.randint(2, 6)) % 2) * rng.uniform(0, 14)
    tone = np.array([60, 95, 145], np.float32) * rng.uniform(0.4, 1.4)
    picture = tone + rings * rng.uniform(5, 18) + planks + _grain(width, height, noise) * 4
    return np.ascontiguousarray(picture.transpose(1, 0, 2))[:height] if width == height and rng.random() < 0.5 else picture


def _cloth(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    period = rng.uniform(3, 12)
    x, y = np.arange(width, dtype=np.float32)[None, :, None], np.arange(height, dtype=np.float32)[:, None, None]
    weave = np.sin(x * 6.283 / period) * np.sin(y * 6.283 / period)
    return _colour(rng) + weave * rng.uniform(4, 20) + _cloud(width, height, 200, noise) * rng.uniform(5, 22) + _grain(width, height, noise) * 5


def _stone(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    veins = np.abs(_cloud(width, height, 90, noise) + 0.5 * _cloud(width, height, 30, noise)) < 0.06
    return _colour(rng, 120, 235) + _cloud(width, height, 50, noise) * 14 - veins * rng.uniform(10, 50) + _grain(width, height, noise) * 3


def _tiles(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    picture = np.broadcast_to(_colour(rng, 90, 235) + _cloud(width, height, 150, noise) * 10, (height, width, 3)).copy()
    side, joint = rng.randint(110, 320), _colour(rng, 40, 160).tolist()
    for x in range(rng.randint(0, side), width, side):
        cv2.line(picture, (x, 0), (x, height), joint, 4)
    for y in range(rng.randint(0, side), height, side):
        cv2.line(picture, (0, y), (width, y), joint, 4)
    return picture


def _paper(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    return np.full((height, width, 3), rng.uniform(215, 250), np.float32) + _cloud(width, height, 300, noise) * 6


def _clutter(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    """Things on a table: books, pens, keys, other cards."""
    picture = np.broadcast_to(_wood(width, height, rng, noise), (height, width, 3)).copy()
    for _ in range(rng.randint(6, 16)):
        middle = (rng.uniform(0, width), rng.uniform(0, height))
        size = (rng.uniform(20, 320), rng.uniform(8, 220))
        corners = cv2.boxPoints((middle, size, rng.uniform(0, 180))).astype(np.int32)
        cv2.fillConvexPoly(picture, corners, _colour(rng).tolist(), cv2.LINE_AA)
        cv2.polylines(picture, [corners], True, _colour(rng).tolist(), 2, cv2.LINE_AA)
    return picture


def _checks(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    """A table cloth in checks."""
    side = rng.randint(18, 70)
    across = (np.arange(width) // side % 2)[None, :, None]
    down = (np.arange(height) // side % 2)[:, None, None]
    light, dark = _colour(rng, 150, 240), _colour(rng, 20, 140)
    return light + (dark - light) * (across + down) / 2 + _grain(width, height, noise) * 5


def _batik(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    """Rows of rosettes and leaves: cloth full of edges."""
    picture = np.broadcast_to(_colour(rng, 20, 90), (height, width, 3)).copy()
    step, inks = rng.randint(45, 110), [_colour(rng, 60, 230).tolist() for _ in range(3)]
    for row, y in enumerate(range(0, height + step, step)):
        for x in range((row % 2) * step // 2, width + step, step):
            for petal in range(8):
                cv2.ellipse(picture, (x, y), (round(step * 0.45), round(step * 0.12)), petal * 45, 0, 360, inks[petal % 2], 2, cv2.LINE_AA)
            cv2.circle(picture, (x, y), step // 7, inks[2], -1, cv2.LINE_AA)
    return picture + _cloud(width, height, 200, noise) * 14


def _newsprint(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    """Columns of small print that is no text to anyone."""
    picture = np.broadcast_to(_paper(width, height, rng, noise) - 15, (height, width, 3)).copy()
    pitch, column = rng.randint(9, 16), rng.randint(160, 300)
    for left in range(rng.randint(-60, 10), width, column):
        for y in range(rng.randint(0, pitch), height, pitch):
            x = left
            while x < left + column - 40:
                word = rng.randint(8, 42)
                cv2.line(picture, (x, y), (x + word, y), (60, 60, 60), max(1, pitch // 3), cv2.LINE_AA)
                x += word + 6
    return picture


def _carpet(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    grain = cv2.GaussianBlur(noise.standard_normal((height, width), np.float32), (0, 0), 1.4)[..., None]
    return _colour(rng, 40, 180) + grain * rng.uniform(40, 110) + _cloud(width, height, 150, noise) * 15


def _palm(width: int, height: int, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    """A hand's skin with its creases, held under the card."""
    picture = np.broadcast_to(np.array([110, 145, 195], np.float32) * rng.uniform(0.55, 1.15) + _cloud(width, height, 110, noise) * 16, (height, width, 3)).copy()
    for _ in range(rng.randint(4, 9)):
        middle, reach = (rng.randrange(width), rng.randrange(height)), (rng.randint(80, 500), rng.randint(40, 300))
        start = rng.randrange(360)
        cv2.ellipse(picture, middle, reach, rng.uniform(0, 180), start, start + rng.randint(30, 110), (85, 112, 160), rng.randint(1, 4), cv2.LINE_AA)
    return cv2.GaussianBlur(picture, (0, 0), 3)


_QUIET: tuple[Surface, ...] = (_plain, _wood, _cloth, _stone, _tiles, _paper)
_BUSY: tuple[Surface, ...] = (_clutter, _checks)
_QUIET_UNSEEN: tuple[Surface, ...] = (_carpet, _palm)
_BUSY_UNSEEN: tuple[Surface, ...] = (_batik, _newsprint)
