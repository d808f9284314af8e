"""A fingertip that holds the card down, drawn from outside onto one of its corners."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

Color = tuple[int, int, int]


class Finger(NamedTuple):
    """Places and sizes are shares of the card's width, from its top left corner."""

    tip: tuple[float, float]
    root: tuple[float, float]
    thickness: float
    skin: Color


def lay_finger(picture: np.ndarray, finger: Finger, transform: np.ndarray, card_px: int) -> np.ndarray:
    """The float picture with the finger on it, rounded by shading and with a shadow below."""
    ends = np.array([[finger.tip, finger.root]], np.float32) * card_px
    tip, root = cv2.perspectiveTransform(ends, transform)[0]
    half = finger.thickness / 2 * card_px * float(np.linalg.norm(root - tip) / np.linalg.norm(ends[0, 1] - ends[0, 0]))
    rows, columns = _around(tip, root, 2.2 * half, picture.shape)
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return picture
    x = np.arange(columns.start, columns.stop, dtype=np.float32)[None, :]
    y = np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
    way = root - tip
    along = np.clip(((x - tip[0]) * way[0] + (y - tip[1]) * way[1]) / float(way @ way), 0, 1)
    off = np.hypot(x - tip[0] - along * way[0], y - tip[1] - along * way[1]) / half  # 0 at the middle, 1 at the rim
    cover = np.clip((1 - off) * half / 1.5 + 0.5, 0, 1)[..., None]
    shadow = 0.45 * np.clip(1.5 - off, 0, 1)[..., None] * (1 - cover)
    round_light = np.sqrt(np.clip(1 - 0.75 * np.clip(off, 0, 1) ** 2, 0, 1))[..., None]
    skin = np.array(finger.skin, np.float32) * (0.35 + 0.65 * round_light)
    picture[rows, columns] = picture[rows, columns] * (1 - shadow) * (1 - cover) + skin * cover
    return picture


def _around(tip: np.ndarray, root: np.ndarray, margin: float, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Rows and columns of the picture that the finger reaches."""
    low, high = np.minimum(tip, root) - margin, np.maximum(tip, root) + margin
    return (
        slice(max(0, int(low[1])), min(shape[0], int(high[1]) + 1)),
        slice(max(0, int(low[0])), min(shape[1], int(high[0]) + 1)),
    )
