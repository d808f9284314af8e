"""The ground under the print: disc, meridians, waves and slanted words, made to disturb a reader, not to look authentic."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from .typefaces import sized

_BLUES = ((143, 222, 234, 173, 235, 240), (167, 211, 221, 170, 212, 221), (169, 207, 230, 197, 219, 230), (186, 226, 251, 215, 240, 251),
          (137, 184, 229, 163, 198, 237))
_ORANGES = ((246, 196, 160, 250, 214, 190), (244, 180, 176, 249, 208, 204), (248, 205, 150, 252, 224, 184))


def draw_ground(width: int, height: int, is_foreign: bool, face: str, rng: random.Random) -> np.ndarray:
    """The bare card, `[height, width, 3]`, float32, BGR from 0 to 255."""
    shades = rng.choice(_ORANGES if is_foreign else _BLUES)
    globe, lower = (np.array(part[::-1], np.float32) + rng.uniform(-8, 8) for part in (shades[:3], shades[3:]))
    relief = np.zeros((height, width), np.float32)
    relief += _waves(width, height, rng)
    _draw_lines(relief, rng)
    relief += _slanted_words(width, height, face, rng)
    disc = _disc(width, height, rng)[..., None]
    return lower + (globe - lower) * disc + relief[..., None] * np.array([0.9, 1.0, 1.1], np.float32)


def _disc(width: int, height: int, rng: random.Random) -> np.ndarray:
    mask = np.zeros((height, width), np.uint8)
    bottom = rng.uniform(0.60, 0.66) * height
    radius = rng.uniform(0.38, 0.6) * width
    cv2.circle(mask, (width // 2, round(bottom - radius)), round(radius), 255, -1, cv2.LINE_AA)
    return mask.astype(np.float32) / 255 * rng.uniform(0.4, 1.1)


def _waves(width: int, height: int, rng: random.Random) -> np.ndarray:
    """Fine waved lines; true cards have them everywhere at 0.4 mm, mock-ups at 1 mm."""
    period = height * (0.0074 if rng.random() < 0.6 else 0.0185) * rng.uniform(0.95, 1.1)
    swing = period * rng.uniform(0.5, 3)
    x = np.arange(width, dtype=np.float32)
    y = np.arange(height, dtype=np.float32)[:, None]
    # sin(y + f(x)) from its parts, which spares a sine per pixel.
    phase = np.sin(x / (width * rng.uniform(0.01, 0.05))) * (swing * 6.283 / period)
    rows = y * (6.283 / period)
    return (np.sin(rows) * np.cos(phase) + np.cos(rows) * np.sin(phase)) * rng.uniform(1, 9)


def _draw_lines(relief: np.ndarray, rng: random.Random) -> None:
    """Pale meridians, parallels and islands' outlines."""
    height, width = relief.shape
    strength = rng.uniform(3, 15)
    layer = np.zeros((height, width), np.uint8)
    centre = (width // 2, round(height * 0.12))
    for step in range(1, 8):
        cv2.ellipse(layer, centre, (round(width * 0.07 * step), round(height * 0.5)), 0, 0, 360, 160, 1, cv2.LINE_AA)
        cv2.ellipse(layer, centre, (round(width * 0.5), round(height * 0.07 * step)), 0, 0, 180, 160, 1, cv2.LINE_AA)
    for _ in range(rng.randint(5, 11)):
        x, y = rng.uniform(0.15, 0.85) * width, rng.uniform(0.2, 0.6) * height
        reach, count = rng.uniform(0.01, 0.06) * width, 14
        island = [(x + reach * rng.uniform(0.6, 1.8) * math.cos(6.283 * n / count), y + reach * rng.uniform(0.4, 0.9) * math.sin(6.283 * n / count))
                  for n in range(count)]
        cv2.polylines(layer, [np.array(island, np.int32)], True, 220, 1, cv2.LINE_AA)
    relief += layer.astype(np.float32) * (strength / 255)


def _slanted_words(width: int, height: int, face: str, rng: random.Random) -> np.ndarray:
    """KARTU TANDA PENDUDUK on rising lines, a shade darker than the ground; strong ones disturb."""
    tall = round(height * rng.uniform(0.045, 0.062))
    image = Image.new("L", (round(width * 1.3), round(height * 1.6)))
    draw, font = ImageDraw.Draw(image), sized(face, tall)
    text = "KARTU TANDA PENDUDUK   " * 6
    for number in range(int(image.height / (tall * 1.5))):
        draw.text((-rng.randint(0, width // 2), number * tall * 1.5), text, font=font, fill=255)
    turn = cv2.getRotationMatrix2D((width * 0.65, height * 0.8), rng.uniform(12, 18), 1)
    turn[:, 2] -= (width * 0.15, height * 0.3)
    words = cv2.warpAffine(np.asarray(image), turn, (width, height)).astype(np.float32) / 255
    fade = np.clip((np.arange(height, dtype=np.float32)[:, None] / height - rng.uniform(0.35, 0.6)) * 6, 0, 1)
    sides = np.clip(np.abs(np.arange(width, dtype=np.float32) / width - 0.5) * 8 - 3, 0, 1)
    return -words * np.maximum(fade, sides) * rng.uniform(1, 17)
