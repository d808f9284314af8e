"""What lens, sensor and file make of the picture. Strengths are in capitals' heights, so that print stays readable."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np


def blurred(picture: np.ndarray, capital: float, share: float) -> np.ndarray:
    """Out of focus by that share of the capitals' height."""
    sigma = capital * share
    return cv2.GaussianBlur(picture, (0, 0), sigma) if sigma > 0.3 else picture


def shaken(picture: np.ndarray, capital: float, share: float, rng: random.Random) -> np.ndarray:
    """Moved while the shutter was open, by that share of the capitals' height."""
    length = max(2.0, capital * share)
    side = int(length) // 2 * 2 + 3
    kernel = np.zeros((side, side), np.float32)
    angle, middle = rng.uniform(0, math.pi), (side - 1) / 2
    for step in np.linspace(-length / 2, length / 2, side * 3):
        kernel[round(middle + step * math.sin(angle)), round(middle + step * math.cos(angle))] += 1
    return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)


def noisy(picture: np.ndarray, amount: float, coarse: bool, rng: random.Random) -> np.ndarray:
    """Sensor noise of that deviation; one tile of it serves the whole picture, turned and moved about."""
    noise = np.random.default_rng(rng.getrandbits(32))
    tile = noise.standard_normal((384, 384, 3), np.float32)
    if coarse:  # what a phone's denoising leaves
        tile = cv2.GaussianBlur(tile, (0, 0), 1.0) * 2.6
    tile = (tile * amount).clip(-120, 120).astype(np.int16)
    height, width = picture.shape[:2]
    result = np.empty_like(picture)
    for y in range(0, height, 384):
        for x in range(0, width, 384):
            part = picture[y : y + 384, x : x + 384]
            grain = np.roll(tile, (rng.randrange(384), rng.randrange(384)), (0, 1))[: part.shape[0], : part.shape[1]]
            result[y : y + 384, x : x + 384] = cv2.add(part, grain, dtype=cv2.CV_8U)
    return result


def photocopied(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """A gray copy of high contrast with specks."""
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(gray, (max(2, gray.shape[1] // 24), max(2, gray.shape[0] // 24)), interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.GaussianBlur(cv2.dilate(small, np.ones((3, 3), np.uint8)), (0, 0), 4), gray.shape[::-1])
    ratio = cv2.divide(gray, paper, scale=1.0, dtype=cv2.CV_32F)
    sharpness = rng.uniform(2.2, 4.0)
    copy = np.clip((ratio - rng.uniform(0.5, 0.6)) * sharpness, 0, 1) * rng.uniform(225, 250) + rng.uniform(0, 15)
    noise = np.random.default_rng(rng.getrandbits(32))
    count = rng.randint(20, 300)
    rows, columns = noise.integers(0, gray.shape[0], count), noise.integers(0, gray.shape[1], count)
    copy[rows, columns] = 30
    return cv2.cvtColor(np.clip(copy, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)


def recaptured(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """Taken from a screen: the grids of its pixels and of the sensor beat against each other."""
    height, width = picture.shape[:2]
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
    result = picture.astype(np.float32)
    swing = rng.uniform(0.04, 0.10)
    for channel in range(3):
        period, angle = rng.uniform(9, 60), rng.uniform(-0.6, 0.6)
        bend = np.sin(y / height * rng.uniform(2, 7)) * rng.uniform(5, 40)
        along, across = x * (6.283 * math.cos(angle) / period), (y * math.sin(angle) + bend) * (6.283 / period)
        beat = np.sin(along) * np.cos(across) + np.cos(along) * np.sin(across)
        result[..., channel] *= 1 + swing * beat
    fine = 1 + swing * 0.7 * np.sin(x * rng.uniform(1.6, 2.6)) * np.sin(y * rng.uniform(1.6, 2.6))
    result *= fine[..., None] * np.array([1.08, 1.0, 0.95], np.float32)
    return np.clip(result + rng.uniform(4, 18), 0, 255).astype(np.uint8)


def recompressed(picture: np.ndarray, quality: int) -> np.ndarray:
    """Once through JPEG."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture could not be written as JPEG")
    return cv2.imdecode(data, cv2.IMREAD_COLOR)
