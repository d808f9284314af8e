"""Portraits without faces, and signatures of nobody."""

from __future__ import annotations

import random

import cv2
import numpy as np


def draw_portrait(width: int, height: int, birth_year: int, is_foreign: bool, is_woman: bool, rng: random.Random) -> np.ndarray:
    """A head and shoulders before the backdrop of the birth year: red for odd, blue for even, orange for foreigners."""
    backdrop = (40, 120, 235) if is_foreign else (40, 30, 190) if birth_year % 2 else (190, 110, 30)
    picture = np.full((height, width, 3), backdrop, np.float32) * rng.uniform(0.8, 1.1)
    skin = np.array((105, 145, 190), np.float32) * rng.uniform(0.6, 1.2)
    cloth, hair = ([rng.uniform(10, 220) for _ in range(3)], [rng.uniform(10, 50)] * 3)
    x, y, size = width * rng.uniform(0.46, 0.54), height * rng.uniform(0.38, 0.44), width * rng.uniform(0.2, 0.25)

    def blob(middle: tuple[float, float], reach: tuple[float, float], colour) -> None:
        cv2.ellipse(picture, tuple(round(v) for v in middle), tuple(round(v) for v in reach), 0, 0, 360, [float(v) for v in colour], -1, cv2.LINE_AA)

    blob((x, height * 1.05), (width * 0.48, height * 0.36), cloth)
    wears_scarf = is_woman and rng.random() < 0.6
    if wears_scarf:
        blob((x, y + size * 0.35), (size * 1.45, size * 1.9), cloth)
    elif is_woman:
        blob((x, y + size * 0.3), (size * 1.3, size * 1.8), hair)
    else:
        blob((x, y - size * 0.25), (size * 1.06, size * 1.25), hair)
    blob((x, y + size * 1.2), (size * 0.45, size * 0.7), skin * 0.9)
    blob((x, y + size * 0.1), (size * (0.85 if wears_scarf else 0.95), size * 1.2), skin)
    return cv2.GaussianBlur(picture, (0, 0), max(0.8, width / 150))


def draw_signature(width: int, height: int, rng: random.Random) -> np.ndarray:
    """A scribble as ink, 0 to 1."""
    ink = np.zeros((height, width), np.uint8)
    steps = rng.randint(5, 11)
    x = np.linspace(0.08, 0.9, steps) + [rng.uniform(-0.09, 0.09) for _ in range(steps)]
    y = np.array([rng.uniform(0.12, 0.88) for _ in range(steps)])
    knots, fine = np.linspace(0, 1, steps), np.linspace(0, 1, 90)
    curve = np.stack([np.interp(fine, knots, x) * width, np.interp(fine, knots, y) * height], axis=1)
    curve = cv2.blur(curve.astype(np.float32), (1, 9))
    cv2.polylines(ink, [curve.astype(np.int32)], False, 255, max(1, width // 90), cv2.LINE_AA)
    return ink.astype(np.float32) / 255
