"""Photographs by chance: where the card lies, how the light falls, and what makes a picture hard."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

import numpy as np

from .fingers import Finger
from .photo import Scene, card_corners
from .tables import TABLES

PROFILES = ("scan", "phone", "hard")
# Of one kind at most one comes up: two of them leave nothing to read.
HARDSHIPS = {
    "sharpness": ("blur", "motion", "low_resolution", "dark_noise", "chat"),
    "geometry": ("perspective", "finger"),
    "light": ("glare", "shadow"),
    "print": ("faded", "photocopy"),
}
LEAST_CARD_PX = 640  # below this the print is hard to read, which only `low_resolution` may be
SKINS = ((196, 150, 120), (170, 122, 92), (142, 98, 72), (214, 172, 142))
SIZES = ((4, 3), (4, 3), (3, 4), (3, 4), (16, 9), (9, 16), (1, 1))


@dataclass(frozen=True)
class Plan:
    """A picture before it is taken. A width of the card in pixels is that of its longest edge."""

    profile: str
    hardships: tuple[str, ...]
    scene: Scene
    final_card_px: float | None  # the picture is shrunk until the card is that wide
    quality: int
    resaves: tuple[int, ...]  # JPEG qualities of earlier saves


def random_hardships(rng: random.Random) -> tuple[str, ...]:
    kinds = rng.sample(list(HARDSHIPS), rng.choice((1, 2)))
    chosen = [rng.choice(HARDSHIPS[kind]) for kind in kinds]
    if "photocopy" in chosen:  # a copier sees no scene
        chosen = [each for each in chosen if each in ("photocopy", "blur", "low_resolution", "chat")]
    if "faded" in chosen:
        chosen = [each for each in chosen if each not in ("dark_noise", "low_resolution", "blur", "glare")]
    return tuple(chosen)


def random_plan(rng: random.Random, profile: str, hardships: tuple[str, ...], ratio: float) -> Plan:
    """A plan for a card that is `ratio` times as high as wide."""
    flat = profile == "scan" or "photocopy" in hardships
    scene = _scan(rng, ratio) if flat else _phone(rng, ratio, "perspective" in hardships, profile == "hard")
    px = _longest_edge(ratio, scene) * (0.7 if "perspective" in hardships else 1.0)  # the far edge is the smaller
    for hardship in hardships:
        scene = _with_hardship(hardship, scene, rng, px)
    final = None
    if "low_resolution" in hardships:
        final = rng.uniform(430, 620)
    elif "chat" in hardships:
        final = rng.uniform(640, 1000)
    chat = "chat" in hardships
    resaves = tuple(rng.randint(38, 62) for _ in range(rng.choice((1, 2)))) if chat else ()
    return Plan(profile, hardships, scene, final, rng.randint(50, 70) if chat else rng.randint(66, 94), resaves)


def _scan(rng: random.Random, ratio: float) -> Scene:
    """A flatbed's or scanner program's picture, from the bare card to a card on a wide sheet."""
    card_px = rng.uniform(700, 1800)
    margin_x, margin_y = rng.choice(((1.0, 1.0), (1.03, 1.05), (rng.uniform(1.05, 1.5), rng.uniform(1.05, 1.6))))
    bare = margin_x == 1.0
    size = (round(card_px * margin_x), round(card_px * ratio * margin_y))
    turn = 0.0 if bare else rng.choice((0.0, rng.uniform(-2.5, 2.5)))
    scene = Scene(
        size=size,
        table="white" if bare else rng.choice(("paper", "white", "paper", "desk")),
        card_width=card_px / size[0],
        turn=turn,
        corner_radius=rng.choice((0.0, rng.uniform(0.02, 0.06))),
        brightness=rng.uniform(0.9, 1.06),
        warmth=rng.uniform(-0.35, 0.35),
        light_fall=rng.uniform(0, 0.06),
        light_from=rng.uniform(0, 360),
        blur=rng.uniform(0.3, 0.9),
        noise=rng.uniform(0, 2),
        haze=rng.uniform(0, 0.12),
    )
    return scene if bare else _placed(scene, ratio, rng, min(0.97, _reach(ratio, scene)), 0.4)


def _phone(rng: random.Random, ratio: float, steep: bool, small: bool) -> Scene:
    longest = min(1200 * (10 / 3) ** (rng.random() ** 1.6), 2200 if small else 4000)
    wide, high = rng.choice(SIZES)
    scale = longest / max(wide, high)
    lean, direction = rng.uniform(28, 40) if steep else rng.uniform(0, 20), rng.uniform(0, 2 * math.pi)
    quarter = rng.randrange(4) * 90 if rng.random() < 1 / 8 else 0
    scene = Scene(
        size=(round(wide * scale), round(high * scale)),
        table=rng.choice([table for table in TABLES if table != "white"]),
        card_width=1.0,
        turn=quarter + rng.gauss(0, 4.5),
        tilt_x=lean * math.cos(direction),
        tilt_y=lean * math.sin(direction),
        distance=rng.uniform(1.7, 2.4) if steep else rng.uniform(2.2, 4.5),
        corner_radius=rng.uniform(0.028, 0.045),
        brightness=rng.uniform(0.72, 1.1),
        warmth=rng.uniform(-0.5, 0.7),
        light_fall=rng.uniform(0.05, 0.42),
        light_from=rng.uniform(0, 360),
        shadow=rng.choice((0, 0, rng.uniform(0.1, 0.3))),
        shadow_edge=rng.uniform(0.3, 0.7),
        glare=rng.choice((0, 0, rng.uniform(0.1, 0.35))),
        glare_at=(rng.random(), rng.random()),
        noise=rng.uniform(1, 3.5),
        haze=rng.uniform(0, 0.15),
    )
    scene = _placed(scene, ratio, rng, rng.uniform(0.62 if small else 0.45, 0.95), 0.8)
    enlarging = max(1.0, LEAST_CARD_PX / _longest_edge(ratio, scene))
    scene = replace(scene, size=(round(scene.size[0] * enlarging), round(scene.size[1] * enlarging)))
    return replace(scene, blur=0.35 + _longest_edge(ratio, scene) / 1600 * rng.uniform(0.4, 0.9))


def _with_hardship(hardship: str, scene: Scene, rng: random.Random, px: float) -> Scene:
    capital = 0.019 * px  # height of a value's capitals
    match hardship:
        case "blur":
            return replace(scene, blur=capital * rng.uniform(0.09, 0.16))
        case "motion":
            return replace(scene, motion=max(3, capital * rng.uniform(0.28, 0.50)), motion_turn=rng.uniform(0, 180))
        case "dark_noise":
            return replace(scene, brightness=rng.uniform(0.22, 0.42), noise=rng.uniform(5, 9), blur=max(0.8, scene.blur))
        case "glare":
            streak = rng.random() < 0.5
            size = (rng.uniform(0.3, 0.6), rng.uniform(0.04, 0.09)) if streak else (rng.uniform(0.1, 0.2),) * 2
            at = (rng.uniform(0.1, 0.95), rng.uniform(0.1, 0.95))
            return replace(scene, glare=rng.uniform(0.5, 0.82), glare_at=at, glare_size=size, glare_turn=rng.uniform(0, 180))
        case "shadow":
            return replace(scene, shadow=rng.uniform(0.45, 0.7), shadow_edge=rng.uniform(0.35, 0.65))
        case "finger":
            return replace(scene, fingers=(_finger(rng),))
    return scene


def _finger(rng: random.Random) -> Finger:
    """On a corner, no further in than where text may stand."""
    corner_x, corner_y, reach = rng.choice(((0, 0, 0.035), (1, 0, 0.08), (1, 0.625, 0.07), (0, 0.625, 0.015)))
    thickness = rng.uniform(0.13, 0.19)
    turn = math.pi / 4 + rng.uniform(-0.4, 0.4)
    out = np.array([math.cos(turn) * (1 if corner_x else -1), math.sin(turn) * (1 if corner_y else -1)])
    tip = np.array([corner_x, corner_y]) + out * (thickness / 2 - reach - 0.02)
    root = tip + out * 0.9
    return Finger((tip[0], tip[1]), (root[0], root[1]), thickness, rng.choice(SKINS))


def _reach(ratio: float, scene: Scene) -> float:
    """The larger share of the picture's width and height that the card takes."""
    corners = card_corners(ratio, scene)
    return float(max(np.ptp(corners, axis=0) / np.array(scene.size)))


def _placed(scene: Scene, ratio: float, rng: random.Random, fill: float, freedom: float) -> Scene:
    """The scene with the card filling that share of it, somewhere inside."""
    scene = replace(scene, card_width=scene.card_width * fill / _reach(ratio, scene))
    corners = card_corners(ratio, scene) / np.array(scene.size)
    low, high = -corners.min(axis=0), 1 - corners.max(axis=0)
    middle = (low + high) / 2
    shift = middle + freedom * (high - low) / 2 * np.array([rng.uniform(-1, 1), rng.uniform(-1, 1)])
    return replace(scene, center=(0.5 + float(shift[0]), 0.5 + float(shift[1])))


def _longest_edge(ratio: float, scene: Scene) -> float:
    """The longer of the card's upper and lower edge, in pixels."""
    corners = card_corners(ratio, scene)
    return float(max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3])))
