"""Takes a picture of a flat card by a plan: where it lies, what falls on it, what lens and file do."""

from __future__ import annotations

import random
from dataclasses import dataclass

import cv2
import numpy as np

from . import optics
from .camera import moved, random_pose, take
from .card import FlatCard
from .light import Light
from .obstacles import crop_offsets, laminated, overlaps, put_finger
from .plan import Plan
from .printing import PrintedText
from .splits import branch
from .surfaces import draw_surface


@dataclass(frozen=True)
class Photograph:
    """A picture and where the card and its texts are in it."""

    picture: np.ndarray
    corners: np.ndarray  # [4, 2]
    texts: list[PrintedText]
    degradations: list[str]


def photograph(card: FlatCard, plan: Plan, split: str, rng: random.Random) -> Photograph:
    """Takes the picture; deterministic for the same state of `rng`."""
    marks = set(plan.degradations)
    corners = card_corners(card)
    if "lamination" in marks:
        card, corners = laminated(card, branch(rng))
    picture, to_picture = _placed(card, plan, split, branch(rng))
    corners = moved(corners, to_picture)
    texts = [PrintedText(text.key, text.text, moved(text.quad, to_picture)) for text in card.texts]
    values = [text.quad for text in texts if text.key != "label"]
    if "finger" in marks:
        outline = put_finger(picture, corners, values, branch(rng))
        if outline is None:
            marks.discard("finger")
        else:
            texts = [text for text in texts if text.key != "label" or not overlaps(outline, text.quad)]
    if "crop" in marks:
        x0, y0, x1, y1 = crop_offsets(plan.size, corners, values, branch(rng))
        picture, shift = picture[y0:y1, x0:x1], np.float32([x0, y0])
        corners, texts = corners - shift, [PrintedText(text.key, text.text, text.quad - shift) for text in texts]
    picture = lit(picture, plan, texts, branch(rng))
    picture = seen(picture, plan, texts, branch(rng))
    if "chat_recompression" in marks:
        picture, scale = _sent_by_chat(picture, corners, branch(rng))
        corners, texts = corners * scale, [PrintedText(text.key, text.text, text.quad * scale) for text in texts]
    return Photograph(np.ascontiguousarray(picture), corners, texts, sorted(marks))


def card_corners(card: FlatCard) -> np.ndarray:
    """The corners of the flat card, in its own pixels."""
    height, width = card.cover.shape
    return np.float32([(0, 0), (width, 0), (width, height), (0, height)])


def _placed(card: FlatCard, plan: Plan, split: str, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
    height, width = card.cover.shape
    if plan.tilt == 0 and plan.fill == 1.0:  # a scan cut to the card
        size = (plan.size[0], round(plan.size[0] * height / width))
        pose = random_pose(width / height, size, 0, 0, 1.0, rng)
    else:
        pose = random_pose(width / height, plan.size, plan.tilt, plan.turn, plan.fill, rng)
    if plan.tilt == 0:
        surface = np.full((pose.size[1], pose.size[0], 3), rng.choice((rng.uniform(235, 255), rng.uniform(200, 255), rng.uniform(15, 60))), np.uint8)
    else:
        surface = draw_surface(*pose.size, split, "busy_background" in plan.degradations, rng)
    return take(card, surface, pose)


def lit(picture: np.ndarray, plan: Plan, texts: list[PrintedText], rng: random.Random) -> np.ndarray:
    """The light that falls on it."""
    marks = plan.degradations
    size = np.float32([picture.shape[1], picture.shape[0]])
    points = np.concatenate([text.quad for text in texts if text.key != "label"]) / size if texts else np.zeros((0, 2), np.float32)
    light = Light(rng, points)
    light.add_unevenness(0.04 if plan.tilt == 0 else rng.uniform(0.08, 0.3))
    for mark, change in (("shadow", light.add_shadow), ("glare", light.add_glare), ("lamination", light.add_streaks), ("dark_noise", light.dim)):
        if mark in marks:
            change()
    return light.applied(picture)


def seen(picture: np.ndarray, plan: Plan, texts: list[PrintedText], rng: random.Random) -> np.ndarray:
    """Lens and sensor, and what else makes a picture of a picture."""
    marks, capital = plan.degradations, capital_height(texts)
    if "screen_recapture" in marks:
        picture = optics.recaptured(picture, rng)
    if "motion_blur" in marks:
        picture = optics.shaken(picture, capital, rng.uniform(0.22, 0.42), rng)
    elif "lens_blur" in marks:
        picture = optics.blurred(picture, capital, rng.uniform(0.09, 0.15))
    elif plan.tilt > 0:
        picture = optics.blurred(picture, capital, rng.uniform(0.0, 0.045))
    if "dark_noise" in marks:
        picture = optics.noisy(picture, rng.uniform(4, 9), rng.random() < 0.6, rng)
    elif "noise" in marks:
        picture = optics.noisy(picture, rng.uniform(9, 22), rng.random() < 0.5, rng)
    elif plan.tilt > 0 and rng.random() < 0.6:
        picture = optics.noisy(picture, rng.uniform(1, 5), rng.random() < 0.5, rng)
    if "photocopy" in marks:
        picture = optics.photocopied(picture, rng)
    return picture


def _sent_by_chat(picture: np.ndarray, corners: np.ndarray, rng: random.Random) -> tuple[np.ndarray, float]:
    """Scaled to what chat programs send, once or twice; the card keeps 430 pixels at least, where print is still print."""
    longest = max(picture.shape[:2])
    card_width = float(np.linalg.norm(corners[1] - corners[0]))
    wanted = rng.choice((1280, 1280, 1024, 960, 900))
    scale = min(1.0, max(wanted / longest, 430 / card_width))
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    for _ in range(rng.choice((1, 1, 2))):
        picture = optics.recompressed(picture, rng.randint(50, 75))
    return picture, scale


def capital_height(texts: list[PrintedText]) -> float:
    """Height of a usual capital in the picture; 20 where nothing is printed."""
    heights = [float(np.linalg.norm(text.quad[3] - text.quad[0])) for text in texts if text.key != "label"]
    return float(np.median(heights)) if heights else 20.0
