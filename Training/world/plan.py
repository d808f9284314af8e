"""Chooses how a picture is taken: what is done to it, its size, and how much of it the card fills."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .splits import is_unseen

# One of each group at most, so that two strong ones together leave print readable.
_OPTICS = ("lens_blur", "motion_blur", "low_resolution", "chat_recompression")
_LIGHT = ("glare", "shadow", "dark_noise", "noise")
_PLACE = ("perspective", "rotation", "rotation", "crop", "finger", "busy_background")
_SURFACE = ("photocopy", "watermark", "faded_print")
_SURFACE_UNSEEN = ("lamination", "screen_recapture")

_PHONES = ((2016, 1512, 22), (2400, 1800, 22), (2560, 1440, 12), (2048, 1536, 18), (3000, 2250, 10), (1600, 1200, 10), (4000, 3000, 6))


@dataclass(frozen=True)
class Plan:
    """How one picture is taken."""

    size: tuple[int, int]
    fill: float
    tilt: float  # most degrees out of the flat
    turn: float  # degrees in the picture's plane
    degradations: frozenset[str]
    quality: int  # of the JPEG


def random_plan(profile: str, split: str, rng: random.Random) -> Plan:
    """A plan of that profile: scan, phone or hard."""
    if profile == "scan":
        return _scan(rng)
    degradations = _strong(split, rng) if profile == "hard" else _mild(split, rng)
    width, height = _size(degradations, rng)
    tilt, turn = rng.uniform(3, 14), rng.gauss(0, 3.5)
    if "perspective" in degradations:
        tilt = rng.uniform(22, 36)
    if "rotation" in degradations:
        turn = rng.choice((90, 180, 270, rng.uniform(0, 360))) + rng.gauss(0, 3) if profile == "hard" else rng.choice((-1, 1)) * rng.uniform(8, 22)
    if "photocopy" in degradations:
        tilt = 0.0
    turns_upright = 45 < turn % 180 < 135
    if turns_upright != (rng.random() < 0.25):
        width, height = height, width
    fill = rng.uniform(0.55, 0.95) if rng.random() < 0.8 else rng.uniform(0.4, 0.6)
    if degradations & {"low_resolution", "chat_recompression"}:
        fill = rng.uniform(0.78, 0.96)
    return Plan((width, height), fill, tilt, turn, degradations, rng.randint(72, 94))


def _scan(rng: random.Random) -> Plan:
    width = rng.randint(800, 1700)
    marks = frozenset(mark for mark, share in (("watermark", 0.1), ("faded_print", 0.1)) if rng.random() < share)
    fills_picture = rng.random() < 0.45
    size = (width, round(width / rng.uniform(1.3, 1.6)))
    return Plan(size, 1.0 if fills_picture else rng.uniform(0.62, 0.96), 0.0, 0.0 if fills_picture else rng.gauss(0, 0.8), marks, rng.randint(82, 96))


def _mild(split: str, rng: random.Random) -> frozenset[str]:
    """What befalls an everyday picture: mostly nothing, at most one thing."""
    options = ("chat_recompression", "rotation", "busy_background", "watermark", "shadow", "noise", "faded_print", "")
    unseen = ("lamination",) if is_unseen(split) else ()
    mark = rng.choices(options + unseen, (8, 6, 12, 5, 5, 5, 4, 55) + (5,) * len(unseen))[0]
    return frozenset({mark} - {""})


def _strong(split: str, rng: random.Random) -> frozenset[str]:
    """One or two strong ones, of different groups."""
    surface = _SURFACE + (_SURFACE_UNSEEN if is_unseen(split) else ())
    groups = rng.sample((_OPTICS, _LIGHT, _PLACE, surface), rng.choice((1, 2, 2)))
    marks = {rng.choice(group) for group in groups}
    if "photocopy" in marks:  # a copier has its own lamp and lens, and a lid
        marks -= {*_LIGHT, "perspective", "busy_background", "finger", "motion_blur"}
    return frozenset(marks)


def _size(degradations: frozenset[str], rng: random.Random) -> tuple[int, int]:
    if "low_resolution" in degradations:
        width = rng.randint(520, 760)
        return width, round(width * 0.75)
    width, height, _ = rng.choices(_PHONES, [share for _, _, share in _PHONES])[0]
    return (1600, 1200) if "chat_recompression" in degradations and width > 2600 else (width, height)
