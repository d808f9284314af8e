"""The installed faces by the role they play; evaluation prints in families that training never sees."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from .splits import is_unseen

FONT_ROOT = Path("/usr/share/fonts")

# Regular and bold file, share of cards. True prints look like Arial; the rest is what print shops and mock-ups have.
_SEEN = (("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", 50), ("FreeSans.ttf", "FreeSansBold.ttf", 12),
         ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf", 8), ("Roboto-Regular.ttf", "Roboto-Bold.ttf", 8),
         ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf", 6), ("LiberationSansNarrow-Regular.ttf", "LiberationSansNarrow-Bold.ttf", 5))
_UNSEEN = (("texgyreheros-regular.otf", "texgyreheros-bold.otf", 25), ("NimbusSans-Regular.otf", "NimbusSans-Bold.otf", 55),
           ("NimbusSansNarrow-Regular.otf", "NimbusSansNarrow-Bold.otf", 8), ("RobotoCondensed-Regular.ttf", "RobotoCondensed-Bold.ttf", 8),
           ("URWGothic-Book.otf", "URWGothic-Demi.otf", 4))
_NUMBER = "OCRA.ttf"
# For other cards and documents, never for a KTP.
_OTHERS_SEEN = ("LiberationSerif-Regular.ttf", "DejaVuSans.ttf", "LiberationMono-Regular.ttf", "LiberationSans-Bold.ttf", "FreeSerif.ttf")
_OTHERS_UNSEEN = ("NimbusRoman-Regular.otf", "C059-Roman.otf", "NimbusMonoPS-Regular.otf", "NimbusSans-Bold.otf", "URWBookman-Light.otf")


@dataclass(frozen=True)
class Family:
    """Paths of a family's two weights."""

    regular: str
    bold: str


@lru_cache
def _path(file: str) -> str | None:
    return next((str(path) for path in sorted(FONT_ROOT.rglob(file))), None)


@lru_cache
def _families(unseen: bool) -> tuple[tuple[Family, int], ...]:
    wanted = _UNSEEN if unseen else _SEEN
    found = tuple((Family(regular, _path(bold) or regular), share) for file, bold, share in wanted if (regular := _path(file)))
    if not found:
        raise FileNotFoundError(f"no wanted typeface under {FONT_ROOT}; Training/README.md lists the Debian packages")
    return found


def random_family(rng: random.Random, split: str) -> Family:
    """The family that a card's labels and values are printed in."""
    families, shares = zip(*_families(is_unseen(split)), strict=True)
    return rng.choices(families, shares)[0]


def number_face() -> str:
    """OCR-A, in which true cards print the number; every split needs it."""
    path = _path(_NUMBER)
    if path is None:
        raise FileNotFoundError(f"{_NUMBER} is missing under {FONT_ROOT}; install fonts-ocr-a")
    return path


def other_face(rng: random.Random, split: str) -> str:
    """A face for anything that is no KTP."""
    files = [path for file in (_OTHERS_UNSEEN if is_unseen(split) else _OTHERS_SEEN) if (path := _path(file))]
    return rng.choice(files) if files else random_family(rng, split).regular


@lru_cache(maxsize=4096)
def sized(path: str, size: float) -> ImageFont.FreeTypeFont:
    """The face at a size in pixels; basic layout keeps hinting on and is the faster one."""
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache
def capital_share(path: str) -> float:
    """Height of a capital as a share of the face's size."""
    return -sized(path, 1000).getbbox("H", anchor="ls")[1] / 1000
