"""What covers or cuts the card's edge: a finger, the picture's own border, a sheet of plastic. No value is ever lost."""

from __future__ import annotations

import random

import cv2
import numpy as np

from .card import FlatCard


def put_finger(picture: np.ndarray, corners: np.ndarray, values: list[np.ndarray], rng: random.Random) -> np.ndarray | None:
    """Lays a finger over the card's edge where no value stands; gives its outline, or None where there is no room."""
    length = float(np.linalg.norm(corners[1] - corners[0]))
    for _ in range(60):
        edge, share = rng.randrange(4), rng.uniform(0.03, 0.97)
        start, end = corners[edge], corners[(edge + 1) % 4]
        at = start + (end - start) * share
        inward = corners.mean(axis=0) - at
        inward /= np.linalg.norm(inward) + 1e-6
        reach, wide = length * rng.uniform(0.05, 0.13), length * rng.uniform(0.045, 0.07)
        middle = at + inward * (reach - 0.3 * length)
        angle = float(np.degrees(np.arctan2(inward[1], inward[0]))) + rng.uniform(-20, 20)
        outline = cv2.ellipse2Poly(tuple(int(v) for v in middle), (int(0.3 * length), int(wide)), int(angle), 0, 360, 6).astype(np.float32)
        if not any(overlaps(outline, quad) for quad in values):
            _paint_finger(picture, outline, length, rng)
            return outline
    return None


def overlaps(outline: np.ndarray, quad: np.ndarray) -> bool:
    """Whether a text's quad reaches into the outline, or comes within half a capital of it."""
    capital = float(np.linalg.norm(quad[3] - quad[0]))
    steps = np.linspace(0, 1, max(2, int(np.linalg.norm(quad[1] - quad[0]) / max(capital, 1)) * 2))[:, None]
    middle = (quad[0] + quad[3]) / 2 * (1 - steps) + (quad[1] + quad[2]) / 2 * steps
    return any(cv2.pointPolygonTest(outline, (float(x), float(y)), True) > -capital for x, y in middle)


def _paint_finger(picture: np.ndarray, outline: np.ndarray, length: float, rng: random.Random) -> None:
    x, y, width, height = cv2.boundingRect(outline.astype(np.int32))
    margin = int(length * 0.02) + 2
    x0, y0 = max(0, x - margin), max(0, y - margin)
    spot = picture[y0 : y + height + margin, x0 : x + width + margin]
    if spot.size == 0:
        return
    mask = np.zeros(spot.shape[:2], np.uint8)
    cv2.fillPoly(mask, [(outline - (x0, y0)).astype(np.int32)], 255, cv2.LINE_AA)
    depth = np.clip(cv2.distanceTransform(mask, cv2.DIST_L2, 3) / (length * 0.05), 0, 1)[..., None]
    skin = np.array([95, 130, 185], np.float32) * rng.uniform(0.55, 1.2) * (0.62 + 0.42 * depth)
    cover = cv2.GaussianBlur(mask, (0, 0), max(0.6, length / 500))[..., None].astype(np.float32) / 255
    spot[:] = np.clip(spot * (1 - cover) + skin * cover, 0, 255).astype(np.uint8)


def crop_offsets(size: tuple[int, int], corners: np.ndarray, values: list[np.ndarray], rng: random.Random) -> tuple[int, int, int, int]:
    """A window x0, y0, x1, y1 that cuts a little of the card at one side and no value."""
    width, height = size
    window = [0, 0, width, height]
    points = np.concatenate(values)
    side = rng.randrange(4)
    axis, is_far = side % 2, side >= 2
    extent = float(np.ptp(corners[:, axis]))
    if is_far:
        edge, first = float(corners[:, axis].max()), float(points[:, axis].max())
        window[side] = round(max(first + 0.006 * extent, edge - rng.uniform(0.015, 0.06) * extent))
    else:
        edge, first = float(corners[:, axis].min()), float(points[:, axis].min())
        window[side] = round(min(first - 0.006 * extent, edge + rng.uniform(0.015, 0.06) * extent))
    x0, y0, x1, y1 = window
    return max(0, x0), max(0, y0), min(width, x1), min(height, y1)


def laminated(card: FlatCard, rng: random.Random) -> tuple[FlatCard, np.ndarray]:
    """The card in a pouch of plastic that reaches beyond it, and the card's own corners in the new picture."""
    height, width = card.cover.shape
    rim = round(width * rng.uniform(0.015, 0.045))
    picture = cv2.copyMakeBorder(card.picture, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(205, 215, 215))
    cover = cv2.copyMakeBorder(card.cover, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=0)
    picture[cover < 0.5] = (198, 208, 210)
    pouch = np.full(cover.shape, rng.uniform(0.45, 0.8), np.float32)
    for _ in range(rng.randint(8, 30)):  # scratches
        start = (rng.randrange(picture.shape[1]), rng.randrange(picture.shape[0]))
        end = (start[0] + rng.randint(-160, 160), start[1] + rng.randint(-60, 60))
        cv2.line(picture, start, end, [rng.uniform(190, 245)] * 3, 1, cv2.LINE_AA)
    shift = np.float32([rim, rim])
    texts = [type(text)(text.key, text.text, text.quad + shift) for text in card.texts]
    corners = np.float32([(0, 0), (width, 0), (width, height), (0, height)]) + shift
    return FlatCard(picture, np.maximum(cover, pouch), texts, card.degradations), corners
