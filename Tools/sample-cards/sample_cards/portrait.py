"""The two drawn parts of the right-hand side: a portrait without a face, and a scribble for a signature."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

RED, BLUE, ORANGE = (196, 38, 44), (38, 86, 190), (232, 132, 52)
SKINS = ((224, 184, 150), (206, 160, 124), (182, 134, 98), (156, 110, 80))
CLOTHES = ((236, 236, 238), (58, 66, 84), (104, 52, 60), (70, 96, 82), (150, 146, 140))


def draw_portrait(
    width: int, height: int, backdrop: tuple[int, int, int], woman: bool, veiled: bool, rng: np.random.Generator
) -> np.ndarray:
    """Head and shoulders without features, as float RGB."""
    scale = 3
    w, h = width * scale, height * scale
    image = Image.new("RGB", (w, h), backdrop)
    draw = ImageDraw.Draw(image)
    skin = SKINS[rng.integers(len(SKINS))]
    clothes = CLOTHES[rng.integers(len(CLOTHES))]
    hair = (28, 24, 24) if rng.random() < 0.8 else (64, 58, 56)
    veil = CLOTHES[rng.integers(len(CLOTHES))] if veiled else None

    def oval(cx: float, cy: float, rx: float, ry: float, color: tuple[int, int, int]) -> None:
        draw.ellipse([(cx - rx) * w, cy * h - ry * h, (cx + rx) * w, cy * h + ry * h], fill=color)

    cx, head = 0.5 + rng.uniform(-0.015, 0.015), 0.40 + rng.uniform(-0.015, 0.015)
    if veil:
        oval(cx, head, 0.285, 0.255, veil)
        sides = [((cx - 0.28) * w, head * h), ((cx + 0.28) * w, head * h), (0.86 * w, h), (0.14 * w, h)]
        draw.polygon(sides, fill=veil)
    elif woman:
        oval(cx, head + 0.03, 0.28, 0.27, hair)
        draw.rectangle([(cx - 0.28) * w, (head + 0.03) * h, (cx + 0.28) * w, (head + 0.27) * h], fill=hair)
    oval(cx, 1.04, 0.47, 0.30, clothes)
    if not veil:
        neck = tuple(int(c * 0.9) for c in skin)
        draw.rectangle([(cx - 0.085) * w, (head + 0.1) * h, (cx + 0.085) * w, 0.78 * h], fill=neck)
        draw.polygon([((cx - 0.12) * w, 0.745 * h), ((cx + 0.12) * w, 0.745 * h), (cx * w, 0.90 * h)], fill=neck)
        oval(cx, head - 0.035, 0.225, 0.215, hair)
    else:
        oval(cx, 1.02, 0.40, 0.36, veil)
    oval(cx, head + 0.02, 0.185, 0.195, skin)
    if not veil:
        fringe = [(cx - 0.20) * w, (head - 0.24) * h, (cx + 0.20) * w, (head + 0.06) * h]
        draw.pieslice(fringe, 185, 355, fill=hair)
    image = image.filter(ImageFilter.GaussianBlur(scale * 0.008 * width))
    image = image.resize((width, height), Image.Resampling.LANCZOS)

    picture = np.asarray(image).astype(np.float32)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    picture *= (1.02 - 0.10 * x - 0.07 * y**2)[..., None]
    return picture + cv2.GaussianBlur(rng.normal(0, 5, (height, width)).astype(np.float32), (0, 0), 0.8)[..., None]


def draw_signature(width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """A pen scribble as shares of cover."""
    scale = 3
    sheet = np.zeros((height * scale, width * scale), np.uint8)
    t = np.linspace(0, 1, 500)
    loops = rng.uniform(3.5, 6.5)
    angle = math.pi * loops * t
    swing = sum(rng.uniform(0.3, 1) / k * np.sin(k * angle + rng.uniform(0, 6.28)) for k in (1, 2, 3))
    back = sum(rng.uniform(0.4, 1) / k * np.cos(k * angle + rng.uniform(0, 6.28)) for k in (1, 2))
    fade = 1.15 - 0.75 * t
    xs = 0.08 + 0.80 * t + 0.07 * back
    ys = 0.50 - 0.24 * swing * fade - 0.10 * (t - 0.5)
    points = np.stack([xs * width * scale, ys * height * scale], axis=1)
    pen = max(2, round(0.014 * width * scale))
    cv2.polylines(sheet, [points.round().astype(np.int32)], False, 255, pen, cv2.LINE_AA)
    flourish = np.array([[0.10, 0.86 - rng.uniform(0, 0.1)], [0.55, 0.80], [0.95, 0.66 + rng.uniform(0, 0.1)]])
    flourish = (flourish * [width * scale, height * scale]).round().astype(np.int32)
    cv2.polylines(sheet, [flourish], False, 255, pen, cv2.LINE_AA)
    return cv2.resize(sheet, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
