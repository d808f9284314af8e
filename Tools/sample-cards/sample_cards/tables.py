"""What cards lie on: textures made from noise."""

from __future__ import annotations

import cv2
import numpy as np

TABLES = (
    "wood", "dark_wood", "cloth", "stone", "desk", "paper", "white", "tiles", "terrazzo", "checks", "cardboard", "leather",
)  # fmt: skip


def draw_table(kind: str, width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """A surface as float RGB, 0 to 255, drawn at a moderate size and enlarged."""
    small = min(1.0, 1600 / max(width, height))
    w, h = max(2, round(width * small)), max(2, round(height * small))
    picture = _SURFACES[kind](w, h, rng)
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC) if small < 1 else picture


def noise(width: int, height: int, cells_x: float, cells_y: float, rng: np.random.Generator) -> np.ndarray:
    """Smooth noise, about -1 to 1, with that many cells across and down."""
    grid = rng.uniform(-1, 1, (max(2, round(cells_y)), max(2, round(cells_x)))).astype(np.float32)
    return cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)


def _planks(w: int, h: int, rng: np.random.Generator, light: tuple, dark: tuple) -> np.ndarray:
    grain = noise(w, h, 3, 18, rng) * 3 + noise(w, h, 7, 90, rng) * 0.8
    rings = 0.5 + 0.5 * np.sin(grain * 3.0)
    fibres = noise(w, h, w / 60, h / 1.6, rng)
    mix = np.clip(0.55 * rings + 0.22 * fibres + 0.2 * noise(w, h, 2, 6, rng), 0, 1)[..., None]
    picture = np.array(light, np.float32) * mix + np.array(dark, np.float32) * (1 - mix)
    start = rng.uniform(0.1, 0.4)
    for seam in np.arange(start, 1, rng.uniform(0.32, 0.45)):
        row = round(seam * h)
        picture[max(0, row - 1) : row + 2] *= 0.62
        picture[row:] *= rng.uniform(0.94, 1.06)
    return picture


def _wood(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    return _planks(w, h, rng, (188, 140, 94), (142, 98, 60))


def _dark_wood(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    return _planks(w, h, rng, (98, 66, 46), (58, 38, 28))


def _cloth(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    color = np.array(((128, 44, 52), (52, 74, 108), (96, 110, 92), (178, 168, 150))[rng.integers(4)], np.float32)
    x = np.arange(w, dtype=np.float32)[None, :]
    y = np.arange(h, dtype=np.float32)[:, None]
    weave = 0.06 * (np.sin(x * 1.25) + np.sin(y * 1.25)) + 0.08 * noise(w, h, w / 3, h / 3, rng)
    folds = 0.10 * noise(w, h, 3, 2, rng) + 0.05 * noise(w, h, 8, 5, rng)
    return color * (1 + weave + folds)[..., None]


def _stone(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    veins = noise(w, h, 5, 4, rng) + 0.5 * noise(w, h, 14, 11, rng) + 0.25 * noise(w, h, 40, 30, rng)
    value = 204 + 9 * veins - 11 * np.exp(-((veins / 0.10) ** 2)) + 5 * noise(w, h, w / 4, h / 4, rng)
    return value[..., None] * np.array((1.0, 0.99, 0.97), np.float32)


def _desk(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    color = np.array(((62, 64, 68), (198, 190, 176), (150, 154, 158))[rng.integers(3)], np.float32)
    return color * (1 + 0.03 * noise(w, h, 3, 3, rng) + 0.025 * noise(w, h, w / 2.5, h / 2.5, rng))[..., None]


def _paper(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    value = 243 + 2.0 * noise(w, h, w / 3, h / 3, rng) + 2 * noise(w, h, 3, 3, rng)
    return value[..., None] * np.array((1.0, 0.998, 0.99), np.float32)


def _white(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    return np.full((h, w, 3), 255, np.float32)


def _tiles(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    """Square floor tiles with grey joints, each a little other than the next."""
    side = rng.uniform(0.22, 0.5) * w
    x = np.arange(w, dtype=np.float32)[None, :] + rng.uniform(0, side)
    y = np.arange(h, dtype=np.float32)[:, None] + rng.uniform(0, side)
    shades = rng.uniform(0.94, 1.04, (round(2 * h / side) + 3, round(2 * w / side) + 3)).astype(np.float32)
    shade = shades[(y // side).astype(int), (x // side).astype(int)]
    joint = np.minimum(np.abs((x / side) % 1 - 0.5), np.abs((y / side) % 1 - 0.5)) < 0.006
    color = np.array(((214, 205, 190), (232, 232, 228), (168, 120, 96))[rng.integers(3)], np.float32)
    shade = np.where(joint, 0.62, shade * (1 + 0.03 * noise(w, h, 30, 24, rng)))
    return color * shade[..., None]


def _terrazzo(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    """Pale and dark chips in a grey ground."""
    chips = noise(w, h, w / 9, h / 9, rng) + 0.5 * noise(w, h, w / 4, h / 4, rng)
    value = 150 + 55 * (chips > 0.55) - 70 * (chips < -0.62) + 8 * noise(w, h, 5, 4, rng)
    return value[..., None] * np.array((1.0, 0.98, 0.94), np.float32)


def _checks(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    """A woven check of two colours."""
    period = rng.uniform(0.05, 0.14) * w
    x = (np.arange(w, dtype=np.float32)[None, :] / period) % 1
    y = (np.arange(h, dtype=np.float32)[:, None] / period) % 1
    mix = (0.5 * (x < 0.45) + 0.5 * (y < 0.45) + 0.06 * noise(w, h, w / 3, h / 3, rng))[..., None]
    pale = np.array((226, 220, 208), np.float32)
    dark = np.array(((150, 40, 46), (44, 78, 120), (60, 96, 62), (60, 50, 46))[rng.integers(4)], np.float32)
    return (pale * (1 - mix) + dark * mix) * (1 + 0.08 * noise(w, h, 4, 3, rng))[..., None]


def _cardboard(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    flutes = 0.025 * np.sin(np.arange(w, dtype=np.float32) * rng.uniform(0.15, 0.5))[None, :]
    fibres = 0.05 * noise(w, h, w / 14, h / 2, rng) + 0.04 * noise(w, h, 5, 4, rng)
    return np.array((184, 146, 104), np.float32) * (1 + flutes + fibres)[..., None]


def _leather(w: int, h: int, rng: np.random.Generator) -> np.ndarray:
    grain = np.abs(noise(w, h, w / 7, h / 7, rng)) + 0.6 * np.abs(noise(w, h, w / 15, h / 15, rng))
    color = np.array(((44, 40, 40), (96, 56, 36), (38, 48, 66), (128, 84, 56))[rng.integers(4)], np.float32)
    return color * (0.82 + 0.35 * grain + 0.06 * noise(w, h, 3, 3, rng))[..., None]


_SURFACES = dict(
    zip(
        TABLES,
        (
            _wood, _dark_wood, _cloth, _stone, _desk, _paper, _white, _tiles, _terrazzo, _checks, _cardboard, _leather,
        ),
        strict=True,
    )
)  # fmt: skip
