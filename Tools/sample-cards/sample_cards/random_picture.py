"""One labelled picture of a random card."""

from __future__ import annotations

import random
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from .card import draw_card
from .cardholders import random_card
from .copies import photocopied, resave, shrunk
from .photo import card_corners, photograph
from .print_runs import random_style
from .scenes import Plan, random_hardships, random_plan

MOST_CARD_PX = 2000  # a card that comes out larger is drawn at this width and enlarged


class RandomPicture(NamedTuple):
    """A picture, the quality to save it in, and its member of labels.json."""

    image: Image.Image
    quality: int
    label: dict


def random_picture(rng: random.Random, profile: str) -> RandomPicture:
    hardships = random_hardships(rng) if profile == "hard" else ()
    card = random_card(rng)
    style = random_style(rng, "faded" in hardships)
    plan = random_plan(rng, profile, hardships, 1 / style.layout.aspect)
    corners = card_corners(1 / style.layout.aspect, plan.scene)
    card_px = round(min(MOST_CARD_PX, max(700, np.linalg.norm(corners[1] - corners[0]))))
    drawn, _ = draw_card(card, style, card_px)
    drawn = _smoothed(drawn, corners)
    picture, _, corners = photograph(drawn, [], plan.scene, rng.getrandbits(32))
    if "photocopy" in hardships:
        picture = photocopied(picture, rng)
    image, shrinking = _sent(Image.fromarray(picture), plan, corners)
    label: dict = {"profile": profile, "data": card.data()}
    if hardships:
        label["degradations"] = list(hardships)
    label["card"] = [[round(float(x) * shrinking, 1), round(float(y) * shrinking, 1)] for x, y in corners]
    return RandomPicture(image, plan.quality, label)


def _smoothed(card: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """The card without detail finer than the pixels it is photographed with, which would turn to moire."""
    steps = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    drawn = np.array([card.shape[1], card.shape[0], card.shape[1], card.shape[0]])
    shrinking = float(max(drawn / steps))
    return cv2.GaussianBlur(card, (0, 0), 0.45 * shrinking) if shrinking > 1.2 else card


def _sent(image: Image.Image, plan: Plan, corners: np.ndarray) -> tuple[Image.Image, float]:
    """The picture as it arrives, and by how much it was shrunk on its way."""
    shrinking = 1.0
    if plan.final_card_px:
        widest = max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3]))
        shrinking = min(1.0, plan.final_card_px / float(widest))
        image = shrunk(image, shrinking)
    for quality in plan.resaves:
        image = resave(image, quality)
    return image, shrinking
