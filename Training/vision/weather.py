"""Cheap changes of light, lens and file, so that a scene is never seen twice alike."""

from __future__ import annotations

import random

import cv2
import numpy as np


def weathered(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """A picture, 8 bits, gray or BGR, as another camera would have taken it in another light."""
    values = picture.astype(np.float32)
    height, width = picture.shape[:2]
    if rng.random() < 0.4:  # light falls off to one side
        angle_x, angle_y = rng.uniform(-1, 1), rng.uniform(-1, 1)
        ramp = np.linspace(-1, 1, width, dtype=np.float32)[None] * angle_x + np.linspace(-1, 1, height, dtype=np.float32)[:, None] * angle_y
        values *= _for(values, 1 + rng.uniform(0.05, 0.35) * ramp)
    if rng.random() < 0.12:  # glare
        spot = np.zeros((height, width), np.float32)
        axes = (rng.randint(width // 40 + 1, width // 6), rng.randint(height // 40 + 1, height // 5))
        cv2.ellipse(spot, (rng.randrange(width), rng.randrange(height)), axes, rng.uniform(0, 180), 0, 360, 1, -1)
        values += _for(values, cv2.GaussianBlur(spot, (0, 0), max(axes) / 3)) * rng.uniform(60, 200)
    if rng.random() < 0.12:  # an edge of shadow
        line = np.float32([(rng.uniform(0, width), 0), (rng.uniform(0, width), height), (width * rng.choice((0, 1)), height), (width * rng.choice((0, 1)), 0)])
        shade = np.ones((height, width), np.float32)
        cv2.fillConvexPoly(shade, line.astype(np.int32), rng.uniform(0.4, 0.85))
        values *= _for(values, cv2.GaussianBlur(shade, (0, 0), rng.uniform(1, width / 30)))
    if values.ndim == 3 and rng.random() < 0.6:  # the lamp's colour, or none
        if rng.random() < 0.2:
            values = np.repeat(values @ np.float32([0.114, 0.587, 0.299])[:, None], 3, 2)
        else:
            values *= np.float32([rng.uniform(0.75, 1.25) for _ in range(3)])
    if rng.random() < 0.35:
        sigma = rng.uniform(0.4, 2.2) if rng.random() < 0.8 else rng.uniform(2, 3.5)
        values = cv2.GaussianBlur(values, (0, 0), sigma)
    elif rng.random() < 0.15:
        length = rng.randint(3, 9)
        kernel = np.zeros((length, length), np.float32)
        turn = cv2.getRotationMatrix2D(((length - 1) / 2, (length - 1) / 2), rng.uniform(0, 180), 1)
        kernel[length // 2] = 1
        kernel = cv2.warpAffine(kernel, turn, (length, length))
        values = cv2.filter2D(values, -1, kernel / max(kernel.sum(), 1e-6))
    if rng.random() < 0.2:  # few pixels
        scale = rng.uniform(0.3, 0.8)
        values = cv2.resize(cv2.resize(values, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (width, height), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.6:
        values = 255 * np.power(np.clip(values / 255, 0, 1), rng.uniform(0.6, 1.7))
        values = (values - 128) * rng.uniform(0.55, 1.2) + 128 + rng.uniform(-30, 30)
    if rng.random() < 0.5:
        noise = np.random.default_rng(rng.getrandbits(32)).standard_normal(values.shape, np.float32)
        values += noise * rng.uniform(1, 14)
    result = np.clip(values, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        result = cv2.imdecode(cv2.imencode(".jpg", result, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(20, 75)])[1], cv2.IMREAD_UNCHANGED)
    return result


def _for(values: np.ndarray, plane: np.ndarray) -> np.ndarray:
    return plane if values.ndim == 2 else plane[..., None]
