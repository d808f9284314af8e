"""Where the card lies before the lens, and what that makes of its points."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from .card import FlatCard


@dataclass(frozen=True)
class Pose:
    """A card's place in the picture."""

    size: tuple[int, int]  # of the picture, width and height
    corners: np.ndarray  # [4, 2], top left of the upright card first, clockwise


def random_pose(ratio: float, size: tuple[int, int], tilt: float, turn: float, fill: float, rng: random.Random) -> Pose:
    """Sees a card of that ratio tilted by up to `tilt` degrees and turned by `turn`, filling that share of the picture."""
    half_height = 1 / ratio
    flat = np.array([(-1, -half_height), (1, -half_height), (1, half_height), (-1, half_height)])
    angle = math.radians(turn)
    about_x, about_y = (math.radians(rng.uniform(-tilt, tilt)) for _ in range(2))
    distance = rng.uniform(3.2, 5.5)
    seen = []
    for x, y in flat:
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        depth = distance + x * math.sin(about_y) + y * math.sin(about_x)
        seen.append((x * math.cos(about_y) / depth, y * math.cos(about_x) / depth))
    corners = np.array(seen)
    least, most = corners.min(axis=0), corners.max(axis=0)
    scale = fill * min(size[0] / (most[0] - least[0]), size[1] / (most[1] - least[1]))
    room = np.array(size) - (most - least) * scale
    # People aim at the middle, roughly.
    offset = np.array([side * (0.5 + 0.5 * rng.uniform(-0.8, 0.8)) for side in room])
    return Pose(size, (corners - least) * scale + offset)


def take(card: FlatCard, surface: np.ndarray, pose: Pose) -> tuple[np.ndarray, np.ndarray]:
    """Lays the card on its ground, which it changes, 8 bits; gives the picture and the homography from card to picture."""
    height, width = card.cover.shape
    # Shrinking by a warp alone would skip pixels: the card comes to its size in the picture first.
    seen = float(max(np.linalg.norm(pose.corners[1] - pose.corners[0]), np.linalg.norm(pose.corners[2] - pose.corners[3])))
    shrink = min(1.0, seen * 1.1 / width)
    picture, cover = np.clip(card.picture, 0, 255).astype(np.uint8), (card.cover * 255).astype(np.uint8)
    if shrink < 0.97:
        small = (round(width * shrink), round(height * shrink))
        picture, cover = (cv2.resize(part, small, interpolation=cv2.INTER_AREA) for part in (picture, cover))
    # Only the window around the card is worked on: it is a third of a usual picture.
    margin = 0.05 * pose.size[0]
    x0, y0 = (int(v) for v in np.maximum(pose.corners.min(axis=0) - margin, 0))
    x1, y1 = (int(v) for v in np.minimum(pose.corners.max(axis=0) + margin, pose.size))
    small_map = cv2.getPerspectiveTransform(_box(cover.shape[1], cover.shape[0]), np.float32(pose.corners - (x0, y0)))
    window = (x1 - x0, y1 - y0)
    warped = cv2.warpPerspective(picture, small_map, window, flags=cv2.INTER_LINEAR if shrink < 0.97 else cv2.INTER_CUBIC,
                                 borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(cover, small_map, window, flags=cv2.INTER_LINEAR)
    spot = surface[y0:y1, x0:x1]
    share = mask.astype(np.float32) / 255
    surface[y0:y1, x0:x1] = cv2.blendLinear(warped, _with_contact_shadow(spot, mask, pose.size[0]), share, 1 - share)
    return surface, cv2.getPerspectiveTransform(_box(width, height), np.float32(pose.corners))


def moved(points: np.ndarray, homography: np.ndarray) -> np.ndarray:
    """Points `[n, 2]` through a homography."""
    return cv2.perspectiveTransform(np.float32(points).reshape(1, -1, 2), homography.astype(np.float32))[0]


def _box(width: int, height: int) -> np.ndarray:
    return np.float32([(0, 0), (width, 0), (width, height), (0, height)])


def _with_contact_shadow(surface: np.ndarray, mask: np.ndarray, picture_width: int) -> np.ndarray:
    height, width = mask.shape
    small = cv2.resize(mask, (max(2, width // 16), max(2, height // 16)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), max(0.6, picture_width / 1440))
    shade = cv2.resize(255 - (small // 3), (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.multiply(surface, cv2.cvtColor(shade, cv2.COLOR_GRAY2BGR), scale=1 / 255)
