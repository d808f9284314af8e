"""Turns ink into what a camera, scanner or copier makes of it: one gray crop."""

from __future__ import annotations

import random

import cv2
import numpy as np

from .ink import Line


def photograph(line: Line, hardness: float, rng: random.Random) -> np.ndarray:
    """A gray crop, 8 bits, at the size that the line has in the picture.

    `hardness` from 0 to 1 sets how bad it may become.
    """
    noise = np.random.default_rng(rng.getrandbits(32))
    ink = _print(line, hardness, rng, noise)
    # Capitals from 6 pixels on, small ones more often than large ones.
    least = 17 - 11 * hardness
    scale = least * (32 / least) ** rng.random() / line.capital
    ink = _place(ink, scale, hardness, rng)
    ground, contrast = rng.uniform(120, 245), rng.uniform(0.25 + 0.35 * (1 - hardness), 0.95)
    cover = np.clip(ink, 0, 1)
    if rng.random() < 0.08:  # words written across the card, such as "copy for the bank only"
        cover = np.maximum(cover, _written_across(ink.shape, rng) * rng.uniform(0.1, 0.6))
    picture = (ground + _security_print(ink.shape, rng, noise) * rng.uniform(0, 22)) * (1 - contrast * cover)
    if rng.random() < 0.15:  # a photo's edge, a finger, a line of the card
        x = rng.randrange(picture.shape[1])
        if rng.random() < 0.5:
            picture[:, min(x, round(picture.shape[1] * 0.97)):][:, -rng.randint(1, 12):] *= rng.uniform(0.3, 0.9)
        else:
            picture[: rng.randint(1, 3)] *= rng.uniform(0.3, 0.9)
    picture = _light(picture, hardness, rng, noise)
    picture = _blur(picture, hardness, rng)
    if rng.random() < 0.8:
        amount = rng.uniform(0, 4 + 16 * hardness * rng.random())
        grain = noise.standard_normal(picture.shape, np.float32)
        if rng.random() < 0.4:
            grain = cv2.GaussianBlur(grain, (0, 0), 0.8) * 2
        picture = picture + grain * amount
    if rng.random() < 0.06:  # a photocopy
        middle = float(picture.mean())
        picture = (picture - middle * 0.95) * rng.uniform(1.5, 4) + 200
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    for _ in range(rng.choice((0, 1, 1, 2))):
        quality = int(rng.uniform(95 - 65 * hardness, 96))
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE)
    if rng.random() < 0.04:
        picture = 255 - picture
    return picture


def _print(line: Line, hardness: float, rng: random.Random, noise) -> np.ndarray:
    """Ink that spreads, thins out, breaks or is worn."""
    ink = line.ink
    roll = rng.random()
    if roll < 0.2:
        ink = cv2.dilate(ink, np.ones((rng.choice((1, 2, 2)), rng.choice((1, 2, 2))), np.uint8))
    elif roll < 0.38 and line.capital > 18:
        ink = cv2.erode(ink, np.ones((1, 2) if rng.random() < 0.6 else (2, 2), np.uint8))
    if rng.random() < 0.25:  # print heads leave bands, dots and broken stems
        rows = 1 - rng.uniform(0.2, 0.8) * (noise.random((ink.shape[0], 1), np.float32) < 0.15)
        ink = ink * rows.astype(np.float32)
    if rng.random() < 0.3 * (0.4 + hardness):
        cells = noise.random((max(2, ink.shape[0] // 5), max(2, ink.shape[1] // 5)), np.float32)
        worn = cv2.resize(cells, ink.shape[::-1], interpolation=cv2.INTER_LINEAR)
        ink = ink * np.clip((worn - rng.uniform(0, 0.35)) * 5, 1 - rng.uniform(0.3, 0.9), 1)
    return cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.3, 1.1))


def _place(ink: np.ndarray, scale: float, hardness: float, rng: random.Random) -> np.ndarray:
    """Scaled, tilted, sheared and seen at an angle."""
    height, width = ink.shape
    w, h = max(6, round(width * scale)), max(6, round(height * scale))
    if scale < 0.6:
        ink = cv2.resize(ink, (max(6, round(width * scale * 1.3)), max(6, round(height * scale * 1.3))), interpolation=cv2.INTER_AREA)
        height, width = ink.shape
    reach = h * (0.02 + 0.12 * hardness)
    shift = [(rng.uniform(-1, 1) * reach * 1.5, rng.uniform(-1, 1) * reach) for _ in range(4)]
    target = np.float32([(0, 0), (w, 0), (w, h), (0, h)]) + np.float32(shift)
    source = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    return cv2.warpPerspective(ink, cv2.getPerspectiveTransform(source, target), (w, h), flags=cv2.INTER_LINEAR)


def _security_print(shape: tuple[int, int], rng: random.Random, noise) -> np.ndarray:
    """Waves and smudges behind the letters, about -1 to 1."""
    height, width = shape
    cells = noise.uniform(-1, 1, (max(2, height // 12), max(2, width // 16))).astype(np.float32)
    ground = cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.6:
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        angle, period = rng.uniform(-1.5, 1.5), rng.uniform(3, 16)
        phase = x * np.sin(angle) + y * np.cos(angle) + rng.uniform(0, 6) * np.sin(x / rng.uniform(8, 40))
        ground = 0.5 * ground + np.sin(phase * (6.283 / period))
    if rng.random() < 0.2:  # slanted background words
        mark = np.zeros(shape, np.uint8)
        cv2.putText(mark, "KARTU TANDA", (rng.randint(-40, width), rng.randint(0, height + 10)), cv2.FONT_HERSHEY_SIMPLEX,
                    height / 40 * rng.uniform(0.6, 1.4), 255, rng.randint(1, 3))
        ground = ground - mark.astype(np.float32) / 255 * rng.uniform(0.5, 2.5)
    return ground


def _written_across(shape: tuple[int, int], rng: random.Random) -> np.ndarray:
    """Slanted strokes of large words, as shares of cover."""
    height, width = shape
    word = "".join(chr(rng.randint(65, 90)) for _ in range(12))
    size, angle = height / 22 * rng.uniform(0.7, 3), rng.uniform(-60, 60)
    (w, h), _ = cv2.getTextSize(word, cv2.FONT_HERSHEY_SIMPLEX, size, 1)
    mark = np.zeros((2 * h, w), np.uint8)
    cv2.putText(mark, word, (0, 3 * h // 2), cv2.FONT_HERSHEY_SIMPLEX, size, 255, max(1, round(size * rng.uniform(1, 4))))
    turn = cv2.getRotationMatrix2D((w / 2, h), angle, 1)
    turn[:, 2] += (rng.uniform(0, width) - w / 2, rng.uniform(0, height) - h)
    return cv2.warpAffine(mark, turn, (width, height)).astype(np.float32) / 255


def _light(picture: np.ndarray, hardness: float, rng: random.Random, noise) -> np.ndarray:
    height, width = picture.shape
    ramp = np.linspace(rng.uniform(1 - 0.6 * hardness, 1), rng.uniform(1 - 0.6 * hardness, 1), width, dtype=np.float32)
    picture = picture * ramp
    if rng.random() < 0.12 * (0.3 + hardness):  # glare
        x, y = np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32)[:, None]
        spot = np.exp(-(((x - rng.random()) / rng.uniform(0.04, 0.3)) ** 2 + ((y - rng.random()) / rng.uniform(0.4, 2)) ** 2))
        picture = picture + spot * (255 - picture) * rng.uniform(0.3, 0.92)
    if rng.random() < 0.15 * (0.3 + hardness):  # a shadow's edge
        edge = rng.uniform(0, width)
        slope = np.clip(0.5 + (np.arange(width, dtype=np.float32) - edge) / rng.uniform(2, 60), 0, 1)
        picture = picture * (1 - rng.uniform(0.2, 0.65) * slope)
    if rng.random() < 0.2 * hardness:  # the dark, where noise rules
        picture = picture * rng.uniform(0.15, 0.5)
    return picture


def _blur(picture: np.ndarray, hardness: float, rng: random.Random) -> np.ndarray:
    roll, height = rng.random(), picture.shape[0]
    if roll < 0.55:
        return cv2.GaussianBlur(picture, (0, 0), max(0.2, rng.uniform(0.2, 0.5 + 0.075 * hardness * min(height, 40) * rng.random())))
    if roll < 0.75:
        length = max(1, round(rng.uniform(1, 1 + 0.2 * hardness * min(height, 40))))
        kernel = np.zeros((length, length), np.float32)
        angle = rng.uniform(0, 3.1416)
        offset = np.array([np.cos(angle), np.sin(angle)]) * length / 2
        middle = (length - 1) / 2
        cv2.line(kernel, tuple(int(v) for v in np.round(middle - offset)), tuple(int(v) for v in np.round(middle + offset)), 1.0)
        return cv2.filter2D(picture, -1, kernel / max(kernel.sum(), 1e-6), borderType=cv2.BORDER_REPLICATE)
    return picture
