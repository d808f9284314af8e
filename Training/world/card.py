"""Draws one flat card: ground, portrait, print and wear."""

from __future__ import annotations

import dataclasses
import random
from dataclasses import dataclass, field

import cv2
import numpy as np

from .ground import draw_ground
from .layout import Layout, random_layout
from .person import Person
from .portrait import draw_portrait, draw_signature
from .printing import InkSheet, PrintedText, Type
from .setting import Compositor, Habits
from .splits import branch, is_unseen
from .typefaces import number_face, random_family

DOTS = 1027  # a card printer's 12 dots a millimetre over 85.6 mm
SMOOTH = 1440


@dataclass
class FlatCard:
    """A card seen straight on: BGR float32 picture, its outline's cover from 0 to 1, and the texts in its pixels."""

    picture: np.ndarray
    cover: np.ndarray
    texts: list[PrintedText]
    degradations: list[str] = field(default_factory=list)


def draw_card(person: Person, split: str, wear: frozenset[str], rng: random.Random) -> FlatCard:
    """Draws the card; `wear` may name `faded_print` and `watermark`."""
    layout = random_layout(rng)
    family = random_family(rng, split)
    is_bitonal = rng.random() < 0.6
    width = DOTS if is_bitonal else SMOOTH
    height = round(width / layout.ratio)
    sheet = InkSheet(width, height, is_bitonal)
    number = number_face(rng, split)
    habits = Habits.random(rng)
    if not is_unseen(split) and rng.random() < 0.3:  # letters set closer or wider than the face has them
        habits = dataclasses.replace(habits, tracking=rng.uniform(-0.04, 0.14))
    Compositor(sheet, layout, family, number, habits, branch(rng)).set(person)
    # The ground is never finer than the printer's dots, whatever the text is.
    ground = draw_ground(DOTS, round(DOTS / layout.ratio), person.is_foreign, family.bold, branch(rng))
    picture = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    _put_portrait(picture, layout, person, branch(rng))
    _write_specimen(sheet, family.regular, rng)
    _put_ink(picture, sheet, "faded_print" in wear, branch(rng))
    _put_signature(picture, layout, branch(rng))
    if "watermark" in wear:
        _write_watermark(picture, family.bold, rng)
    return FlatCard(picture, rounded_outline(width, height, layout.corner), sheet.texts, sorted(wear))


def _put_portrait(picture: np.ndarray, layout: Layout, person: Person, rng: random.Random) -> None:
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = (round(v) for v in np.array(layout.photo) * (width, height, width, height))
    portrait = draw_portrait(x1 - x0, y1 - y0, person.birth_year, person.is_foreign, person.is_woman, rng)
    strength = rng.uniform(0.8, 1.0)
    picture[y0:y1, x0:x1] = picture[y0:y1, x0:x1] * (1 - strength) + portrait * strength


def _put_signature(picture: np.ndarray, layout: Layout, rng: random.Random) -> None:
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = (round(v) for v in np.array(layout.signature) * (width, height, width, height))
    # Under the strip of the issue date or just touching it, as on true cards.
    ink = draw_signature(x1 - x0, y1 - y0, rng)[..., None] * rng.uniform(0.6, 0.95)
    picture[y0:y1, x0:x1] *= 1 - ink * 0.85


def _write_specimen(sheet: InkSheet, path: str, rng: random.Random) -> None:
    face = Type(path, 0.026 * sheet.height, tracking=0.2 * 0.026 * sheet.height)
    for share in (0.06, 0.3, 0.52):
        sheet.write("", "SPECIMEN", (share + rng.uniform(-0.01, 0.01)) * sheet.width, 0.95 * sheet.height, face)


def _put_ink(picture: np.ndarray, sheet: InkSheet, is_faded: bool, rng: random.Random) -> None:
    noise = np.random.default_rng(rng.getrandbits(32))
    colour = np.array([rng.uniform(20, 88), rng.uniform(22, 62), rng.uniform(10, 44)], np.float32)
    labels, values = (_worn(layer, sheet.is_bitonal, is_faded, rng, noise) for layer in (sheet.labels, sheet.values))
    strength = rng.uniform(0.45, 0.65) if is_faded else rng.uniform(0.85, 1.0)
    label_strength = strength * rng.uniform(0.75, 1.0)
    ink = np.maximum(labels * label_strength, values * strength)[..., None]
    picture += (colour - picture) * ink


def _worn(layer: np.ndarray, is_bitonal: bool, is_faded: bool, rng: random.Random, noise: np.random.Generator) -> np.ndarray:
    """Ink as cover from 0 to 1 after the print head's faults and years in a purse."""
    ink = layer.astype(np.float32) / 255
    height, width = ink.shape
    if is_bitonal and rng.random() < 0.5:  # dots that did not take
        ink *= 1 - (noise.random(ink.shape, np.float32) < rng.uniform(0, 0.12)) * rng.uniform(0.3, 0.9)
    if rng.random() < 0.25:  # rows or columns of the head that print weakly
        weak = 1 - rng.uniform(0.2, 0.6) * (noise.random(height) < 0.1)
        ink *= weak[:, None].astype(np.float32)
    if is_faded:
        cells = noise.random((height // 40, width // 60), np.float32)
        patches = cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC)
        ink *= np.clip(0.6 + patches * 0.8, 0.55, 1)
    return cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.45, 0.75) if is_bitonal else rng.uniform(0.4, 1.1))


def _write_watermark(picture: np.ndarray, path: str, rng: random.Random) -> None:
    """What the ministry advises to write over a copy: for whom and when."""
    height, width = picture.shape[:2]
    opening = rng.choice(("SCAN UNTUK", "HANYA UNTUK", "KHUSUS", "UNTUK"))
    purpose = rng.choice(("VERIFIKASI", "SEWA RUMAH", "LAMARAN KERJA", "PENGAJUAN KREDIT", "PENDAFTARAN"))
    text = f"{opening} {purpose}, {rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(2021, 2026)}"
    sheet = InkSheet(round(width * 1.5), round(width * 1.5), False)
    face = Type(path, rng.uniform(0.028, 0.055) * width)
    rows = rng.choice((1, 1, 3))
    for row in range(rows):
        sheet.write_centred("", text, sheet.width / 2, sheet.height * (0.5 + 0.17 * (row - (rows - 1) / 2)), face, 1.05 * width)
    turn = cv2.getRotationMatrix2D((sheet.width / 2, sheet.height / 2), rng.uniform(-12, 32), 1)
    turn[:, 2] -= ((sheet.width - width) / 2, (sheet.height - height) / 2)
    ink = cv2.warpAffine(sheet.values, turn, (width, height)).astype(np.float32)[..., None] / 255
    colour = np.array(rng.choice(((40, 40, 200), (160, 60, 30), (90, 90, 90), (255, 255, 255))), np.float32)
    picture += (colour - picture) * ink * rng.uniform(0.25, 0.5)


def rounded_outline(width: int, height: int, corner: float) -> np.ndarray:
    """A rounded shape's cover, 0 to 1; the radius is a share of the width."""
    mask = np.zeros((height, width), np.uint8)
    radius = round(corner * width)
    cv2.rectangle(mask, (radius, 0), (width - radius, height), 255, -1)
    cv2.rectangle(mask, (0, radius), (width, height - radius), 255, -1)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    return mask.astype(np.float32) / 255
