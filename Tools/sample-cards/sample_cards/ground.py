"""The card's ground: globe, waves and slanted words that disturb a reader the way the true ones do.

No security feature is copied.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from .layout import CARD_WIDTH_MM, Layout
from .printing import cap_height, font

ORANGE_GLOBE = (238, 192, 158)
ORANGE_GROUND = (247, 217, 192)
WORDS = "KARTU TANDA PENDUDUK"
WORDS_SLANT_DEGREES = 15


@dataclass(frozen=True)
class GroundStrength:
    """How strongly each part of the ground shows; 1 is about what a good print shows."""

    globe: float = 1.0
    waves: float = 1.0
    words: float = 1.0


def draw_ground(
    layout: Layout, orange: bool, strength: GroundStrength, width: int, rng: np.random.Generator, face: str = "regular"
) -> np.ndarray:
    """The empty card as float RGB, 0 to 255."""
    height = round(width / layout.aspect)
    # x and y are in card heights, from the top left corner
    x = np.linspace(0, layout.aspect, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    ground = np.array(ORANGE_GROUND if orange else layout.ground_color, np.float32)
    globe = np.array(ORANGE_GLOBE if orange else layout.globe_color, np.float32)

    center_x, center_y, radius = layout.aspect / 2, 0.12, 0.50 + rng.uniform(-0.01, 0.02)
    across, down = (x - center_x) / radius, (y - center_y) / radius
    distance = np.sqrt(across**2 + down**2)
    disc = _smooth(1.0 - distance, 0.0, 0.012)

    shade = np.zeros((height, width), np.float32)  # negative is darker, as a share of full brightness
    shade += 0.030 * (1 - y)
    if strength.globe > 0:
        lines = _globe_lines(across, down, distance) * disc
        islands = _island_outlines(across, down, rng) * disc
        rim = np.exp(-(((distance - 1) / 0.010) ** 2))
        shade += strength.globe * (0.050 * lines + 0.055 * islands + 0.060 * rim)
    waves = _waves(x, y, layout, rng)
    if not layout.waves_over_globe:
        waves = waves * (1 - disc)
    shade += 0.035 * strength.waves * waves
    shade -= 0.085 * strength.words * _slanted_words(face, width, height, rng) * (1 - 0.55 * disc)

    depth = (0.9 * min(strength.globe, 1.2) * disc + 0.12 * _smooth(y, 0.0, 0.7))[..., None]
    picture = ground + (globe - ground) * depth
    # the true globe is darker than its ground by more than the median colours tell
    picture = picture * (1 - 0.045 * strength.globe * disc)[..., None]
    return np.clip(picture + shade[..., None] * np.array([235, 215, 200], np.float32), 0, 255)


def _smooth(value: np.ndarray, low: float, high: float) -> np.ndarray:
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def _globe_lines(across: np.ndarray, down: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """Meridians and parallels of a globe seen from a little above the equator."""
    depth = np.sqrt(np.clip(1 - distance**2, 1e-4, 1))
    tilt = math.radians(18)
    north = -down * math.cos(tilt) + depth * math.sin(tilt)
    front = down * math.sin(tilt) + depth * math.cos(tilt)
    longitude = np.degrees(np.arctan2(np.broadcast_to(across, front.shape), front))
    latitude = np.degrees(np.arcsin(np.clip(north, -1, 1)))

    def line(angle: np.ndarray, every: float, half_width: float) -> np.ndarray:
        off = np.abs((angle + every / 2) % every - every / 2)
        return np.exp(-((off / half_width) ** 2))

    return np.clip(line(longitude, 15, 0.55) + line(latitude, 15, 0.55), 0, 1)


def _island_outlines(across: np.ndarray, down: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Outlines of made-up islands along a belt across the globe."""
    shape = np.broadcast_shapes(across.shape, down.shape)
    scale = shape[1] / 24
    coarse = rng.normal(size=(max(2, round(shape[0] / scale)), 24)).astype(np.float32)
    fine = rng.normal(size=(coarse.shape[0] * 3, 72)).astype(np.float32)
    size = (shape[1], shape[0])
    field = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    field = field + 0.45 * cv2.resize(fine, size, interpolation=cv2.INTER_CUBIC)
    belt = np.exp(-(((down - 0.45 - 0.12 * across) / 0.30) ** 2))
    level = field + 2.2 * belt - 2.0
    return np.exp(-((level / 0.09) ** 2)) + 0.35 * _smooth(level, 0.0, 0.2)


def _waves(x: np.ndarray, y: np.ndarray, layout: Layout, rng: np.random.Generator) -> np.ndarray:
    card_height_mm = CARD_WIDTH_MM / layout.aspect
    period = layout.wave_period_mm / card_height_mm
    phase = rng.uniform(0, 2 * math.pi)
    bend = 0.022 * np.sin(2 * math.pi * x / 0.31 + phase) + 0.009 * np.sin(2 * math.pi * x / 0.13 + 2 * phase)
    return np.sin(2 * math.pi * (y + bend) / period)


def _slanted_words(face: str, width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """The words repeated on rising lines, over the lower third and both sides."""
    cap = 0.040 * height
    size = cap / cap_height(face)
    side = math.ceil(math.hypot(width, height))
    sheet = Image.new("L", (side, side))
    draw = ImageDraw.Draw(sheet)
    step = cap * 2.1
    text = "   ".join([WORDS] * math.ceil(side / (size * 11)))
    for row in range(math.ceil(side / step)):
        draw.text((-rng.uniform(0, size * 11), row * step), text, font=font(face, size), fill=255)
    turned = np.asarray(sheet.rotate(WORDS_SLANT_DEGREES, Image.Resampling.BICUBIC))
    top, left = (side - height) // 2, (side - width) // 2
    words = turned[top : top + height, left : left + width].astype(np.float32) / 255
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    lower = _smooth(y, 0.58, 0.66)
    sides = np.maximum(_smooth(-x, -0.20, -0.14), _smooth(x, 0.80, 0.86))
    return words * np.maximum(lower, sides)
