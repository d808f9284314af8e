"""One labelled picture of a split, made from nothing but its profile and number."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import cv2
import numpy as np

from .card import draw_card
from .others import draw_other
from .person import Person, random_person
from .photograph import photograph
from .plan import random_plan
from .printing import PrintedText
from .several import photograph_several
from .splits import PROFILES, SPLITS, branch, own_random

_WEAR = frozenset({"watermark", "faded_print"})

cv2.setNumThreads(1)  # pictures are made side by side in processes


@dataclass(frozen=True)
class Scene:
    """A picture as a file holds it, and what it shows: labels of a card, or of none, or of each of several."""

    jpeg: bytes
    labels: dict[str, object]
    others: tuple[dict[str, object], ...] = ()

    @functools.cached_property
    def picture(self) -> np.ndarray:
        """BGR, `[height, width, 3]`, 8 bits, with the file's own losses."""
        return cv2.imdecode(np.frombuffer(self.jpeg, np.uint8), cv2.IMREAD_COLOR)


def render(split: str, profile: str, index: int) -> Scene:
    """Renders the picture of that number; the same arguments give the same picture anywhere."""
    if split not in SPLITS or profile not in PROFILES:
        raise ValueError(f"split is one of {SPLITS} and profile one of {PROFILES}, not {split!r} and {profile!r}")
    rng = own_random(split, profile, index)
    if profile == "other":
        picture, kind = draw_other(split, branch(rng))
        return Scene(_encoded(picture, rng.randint(60, 94)), {"profile": profile, "kind": kind, "data": None, "degradations": [], "lines": []})
    if profile == "several":
        picture, cards, degradations, quality = photograph_several(split, branch(rng))
        labels = [_labels(profile, card.person, card.corners, card.texts, degradations) for card in cards]
        return Scene(_encoded(picture, quality), labels[0], tuple(labels[1:]))
    person = random_person(branch(rng), split)
    plan = random_plan(profile, split, branch(rng))
    card = draw_card(person, split, plan.degradations & _WEAR, branch(rng))
    taken = photograph(card, plan, split, branch(rng))
    return Scene(_encoded(taken.picture, plan.quality), _labels(profile, person, taken.corners, taken.texts, taken.degradations))


def _labels(profile: str, person: Person, corners: np.ndarray, texts: list[PrintedText], degradations: list[str]) -> dict[str, object]:
    return {
        "profile": profile,
        "data": person.truth(),
        "degradations": degradations,
        "card": _rounded(corners),
        "lines": [_line(text) for text in texts],
    }


def _line(text: PrintedText) -> dict[str, object]:
    return {"key": text.key, "text": text.text, "quad": _rounded(text.quad)}


def _rounded(points: np.ndarray) -> list[list[float]]:
    return [[round(float(x), 1), round(float(y), 1)] for x, y in points]


def _encoded(picture: np.ndarray, quality: int) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture could not be written as JPEG")
    return data.tobytes()
