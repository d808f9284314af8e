"""Draws one line of print, with what stands around it, as a line finder would cut it out: loose or tight, never clean."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from world.typefaces import varied_files

FONT_ROOT = Path("/usr/share/fonts")

# File, share of lines, whether evaluation alone may see it. The number's face is OCR-A, the rest looks like Arial.
FACES = (
    ("LiberationSans-Regular.ttf", 26, False),
    ("LiberationSans-Bold.ttf", 13, False),
    ("LiberationSansNarrow-Regular.ttf", 4, False),
    ("DejaVuSans.ttf", 7, False),
    ("DejaVuSans-Bold.ttf", 3, False),
    ("DejaVuSansCondensed.ttf", 4, False),
    ("FreeSans.ttf", 8, False),
    ("FreeSansBold.ttf", 3, False),
    ("LiberationMono-Regular.ttf", 3, False),
    ("LiberationMono-Bold.ttf", 2, False),
    ("Roboto-Regular.ttf", 5, False),
    ("OpenSans-Regular.ttf", 4, False),
    ("OCRA.ttf", 18, False),
    ("NimbusSans-Regular.otf", 10, True),
    ("NimbusSansNarrow-Regular.otf", 3, True),
    *((file, 1, False) for file in varied_files()),
)


@lru_cache
def _path(file: str) -> str | None:
    return next((str(path) for path in sorted(FONT_ROOT.rglob(file))), None)


def faces(unseen: bool) -> list[tuple[str, int]]:
    """The installed faces with their shares: those of training, or those that only evaluation sees."""
    found = [(path, share) for file, share, is_unseen in FACES if is_unseen == unseen and (path := _path(file))]
    if not found:
        raise FileNotFoundError(f"no typefaces under {FONT_ROOT}; see Training/README.md for the Debian packages")
    return found


@lru_cache(maxsize=2048)
def _font(path: str, size: int) -> tuple[ImageFont.FreeTypeFont, int]:
    """The face at that size, and the height of its capitals in pixels."""
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    return font, -font.getbbox("H", anchor="ls")[1]


@dataclass(frozen=True)
class Line:
    """Ink as shares of cover, 0 to 1, and the height of its capitals in pixels."""

    ink: np.ndarray
    capital: int


def draw_line(text: str, neighbours: tuple[str, str], faces: list[tuple[str, int]], rng: random.Random) -> Line:
    """Draws a line between the remnants of the two above and below it."""
    path = _face_for(text, faces, rng)
    font, capital = _font(path, rng.randint(22, 44))
    is_bitonal = rng.random() < 0.25
    tracking = rng.choice((0.0, 0.0, 0.0, rng.uniform(-0.08, 0.25))) * capital
    spacing = rng.uniform(0.6, 1.6) if rng.random() < 0.3 else 1.0
    width = _width(text, font, tracking, spacing)
    # Loose crops reach far into the neighbours, tight ones cut into the letters.
    top, bottom = (capital * _margin(rng) for _ in range(2))
    left, right = (capital * rng.uniform(0.05, 0.9) for _ in range(2))
    size = (max(8, round(width + left + right)), max(12, round(capital + top + bottom)))
    image = Image.new("L", size)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1" if is_bitonal else "L"
    baseline = top + capital
    _write(draw, left, baseline, text, font, tracking, spacing)
    pitch = capital * rng.uniform(1.42, 2.1)
    for other, offset in zip(neighbours, (-pitch, pitch), strict=True):
        if rng.random() < 0.75:
            _write(draw, left + capital * rng.uniform(-4, 6), baseline + offset, other, font, tracking, spacing)
    ink = np.asarray(image, np.float32) / 255
    stretch = rng.uniform(0.82, 1.12) if rng.random() < 0.4 else 1.0
    if stretch != 1.0:
        ink = np.asarray(Image.fromarray(ink).resize((max(8, round(size[0] * stretch)), size[1]), Image.Resampling.BILINEAR))
    return Line(ink, capital)


def _face_for(text: str, faces: list[tuple[str, int]], rng: random.Random) -> str:
    paths, shares = zip(*faces, strict=True)
    if text.strip(": ").isdigit() and len(text) >= 15 and rng.random() < 0.7:
        number = [path for path in paths if "OCRA" in path]
        if number:
            return number[0]
    return rng.choices(paths, shares)[0]


def _margin(rng: random.Random) -> float:
    return rng.uniform(-0.05, 0.45) if rng.random() < 0.75 else rng.uniform(0.3, 0.85)


def _width(text: str, font: ImageFont.FreeTypeFont, tracking: float, spacing: float) -> float:
    return font.getlength(text) + tracking * len(text) + (spacing - 1) * font.getlength(" ") * text.count(" ")


def _write(draw, x: float, y: float, text: str, font, tracking: float, spacing: float) -> None:
    if not tracking and spacing == 1.0:
        draw.text((x, y), text, font=font, fill=255, anchor="ls")
        return
    for character in text:
        draw.text((x, y), character, font=font, fill=255, anchor="ls")
        x += font.getlength(character) * (spacing if character == " " else 1) + tracking
