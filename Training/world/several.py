"""A picture of several cards: strewn on a table, in rows, or copied on a sheet."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np

from .camera import Pose, moved, random_pose, take
from .card import draw_card
from .person import Person, random_person
from .photograph import card_corners, lit, seen
from .plan import random_plan
from .printing import PrintedText
from .splits import branch
from .surfaces import draw_surface

_GRIDS = ((1, 2), (2, 1), (2, 1), (2, 2), (3, 1), (3, 2))  # rows and columns of an upright sheet
_LEAST_WIDTH = 620  # of a card in pixels, so that its print can be read


@dataclass(frozen=True)
class CardInPicture:
    """Who a card is about, and where it and its texts are."""

    person: Person
    corners: np.ndarray  # [4, 2]
    texts: list[PrintedText]


def photograph_several(split: str, rng: random.Random) -> tuple[np.ndarray, list[CardInPicture], list[str], int]:
    """The picture, its cards, what was done to it, and the quality of its JPEG."""
    is_scan = rng.random() < 0.35
    plan = random_plan("scan" if is_scan else "phone", split, branch(rng))
    rows, columns = rng.choice(_GRIDS)
    if is_scan:
        size = (1654, 2339)  # A4 at 200 dots an inch
        surface = np.full((size[1], size[0], 3), rng.uniform(225, 255), np.uint8)
    else:
        size = (3024, 4032) if rows * columns > 2 else (2268, 3024)
        surface = draw_surface(*size, split, "busy_background" in plan.degradations, branch(rng))
    if not is_scan and rng.random() < 0.5:
        rows, columns, size, surface = columns, rows, size[::-1], np.ascontiguousarray(np.rot90(surface))
    plan = replace(plan, size=size, tilt=0.0 if is_scan else min(plan.tilt, 8.0))
    places = [(column, row) for row in range(rows) for column in range(columns)]
    rng.shuffle(places)
    places = places[: max(2, len(places) - rng.choice((0, 0, 1)))]
    room = (size[0] // columns, size[1] // rows)
    in_rows, turn, fill = rng.random() < 0.5, rng.choice((0, 0, 0, 90, 180, 270)), rng.uniform(0.75, 0.95)
    picture, cards = surface, []
    for column, row in places:
        person = random_person(branch(rng), split)
        card = draw_card(person, split, frozenset(), branch(rng))
        height, width = card.cover.shape
        if not in_rows:
            turn, fill = rng.choice((0, 0, 90, 180, 270)) + rng.gauss(0, 6) if rng.random() < 0.85 else rng.uniform(0, 360), rng.uniform(0.65, 0.95)
        pose = random_pose(width / height, room, plan.tilt, turn + rng.gauss(0, 1), fill, branch(rng))
        if np.linalg.norm(pose.corners[1] - pose.corners[0]) < _LEAST_WIDTH:
            upright = 0 if room[0] >= room[1] else 90
            pose = random_pose(width / height, room, plan.tilt, upright + rng.gauss(0, 2), 0.95, branch(rng))
        picture, to_picture = take(card, picture, Pose(size, pose.corners + np.float32((column * room[0], row * room[1]))))
        texts = [PrintedText(text.key, text.text, moved(text.quad, to_picture)) for text in card.texts]
        cards.append(CardInPicture(person, moved(card_corners(card), to_picture), texts))
    texts = [text for card in cards for text in card.texts]
    picture = seen(lit(picture, plan, texts, branch(rng)), plan, texts, branch(rng))
    return np.ascontiguousarray(picture), cards, sorted(plan.degradations & {"shadow", "noise", "busy_background"}), plan.quality
