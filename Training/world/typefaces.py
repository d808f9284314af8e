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
# And what anyone who draws a card may choose: one card in three or four. Regular and bold, or one weight for both.
_VARIED = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), ("Cabin-Regular.otf", "Cabin-Bold.otf"), ("Dosis-Book.otf", "Dosis-SemiBold.otf"),
    ("Play-Regular.ttf", "Play-Bold.ttf"), ("Quicksand-Regular.ttf", "Quicksand-Bold.ttf"), ("Karla-Regular.otf", "Karla-Bold.otf"),
    ("GilliusADF-Regular.otf", "GilliusADF-Bold.otf"), ("GilliusADF-Cond.otf", "GilliusADF-BoldCond.otf"),
    ("UniversalisADFStd-Regular.otf", "UniversalisADFStd-Bold.otf"), ("UniversalisADFStd-Cond.otf", "UniversalisADFStd-BoldCond.otf"),
    ("VeranaSans-Regular.otf", "VeranaSans-Bold.otf"), ("SwitzeraADF-Regular.otf", "SwitzeraADF-Bold.otf"),
    ("SwitzeraADF-Cond.otf", "SwitzeraADF-BoldCond.otf"), ("Andika-Regular.ttf", "Andika-Bold.ttf"),
    ("Manrope-Regular.ttf", "Manrope-SemiBold.ttf"), ("Sora-Regular.otf", "Sora-SemiBold.otf"), ("OSP-DIN.ttf",), ("osifont.ttf",),
    ("RG2014D.ttf", "RG2014E.ttf"), ("tiresias_infofont.ttf", "tiresias_infofont_bold.ttf"),
    ("tiresias_signfont.ttf", "tiresias_signfont_bold.ttf"), ("tiresias_lpfont.ttf", "tiresias_lpfont_bold.ttf"),
    ("ComicNeue-Regular.otf", "ComicNeue-Bold.otf"), ("Mplus1-Regular.otf", "Mplus1-SemiBold.otf"), ("VL-PGothic-Regular.ttf",),
    ("NanumGothic.ttf", "NanumGothicBold.ttf"), ("NanumBarunGothic.ttf", "NanumBarunGothicBold.ttf"), ("NanumSquareR.ttf", "NanumSquareB.ttf"),
    ("cmunss.ttf", "cmunsx.ttf"), ("LeagueSpartan-Regular.otf", "LeagueSpartan-SemiBold.otf"), ("Jura-Regular.otf", "Jura-SemiBold.otf"),
    ("NationalPark-Regular.otf", "NationalPark-Heavy.otf"), ("Junction.otf",), ("Aerial.ttf", "AerialBd.ttf"),
    ("Veranda.ttf", "VerandaBd.ttf"), ("AveriaSansGWF-Regular.ttf", "AveriaSansGWF-Bold.ttf"), ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    ("Courier Prime Sans.otf", "Courier Prime Sans Bold.otf"))
_SPACED = ("Hack-Regular.ttf", "Hack-Bold.ttf", "FiraCode-Regular.ttf", "FiraCode-SemiBold.ttf", "Inconsolata.otf", "JetBrainsMono-Regular.ttf",
           "JetBrainsMono-SemiBold.ttf", "FantasqueSansMono-Bold.ttf", "MplusCode60-Regular.otf", "AerialMono.ttf", "NanumGothicCoding.ttf",
           "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf", "LiberationMono-Bold.ttf", "VL-Gothic-Regular.ttf", "cmuntt.ttf", "Anonymous Pro.ttf",
           "Courier Prime.otf")
_VARIED_SHARE = 1  # of each family, beside the shares above
_NUMBER = "OCRA.ttf"
_OTHER_NUMBERS = 0.18  # share of cards, never in evaluation, whose number is in some other face of fixed pitch
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
    wanted = _UNSEEN if unseen else _SEEN + tuple((files[0], files[-1], _VARIED_SHARE) for files in _VARIED)
    found = tuple((Family(regular, _path(bold) or regular), share) for file, bold, share in wanted if (regular := _path(file)))
    if not found:
        raise FileNotFoundError(f"no wanted typeface under {FONT_ROOT}; Training/README.md lists the Debian packages")
    return found


def random_family(rng: random.Random, split: str) -> Family:
    """The family that a card's labels and values are printed in."""
    families, shares = zip(*_families(is_unseen(split)), strict=True)
    return rng.choices(families, shares)[0]


def number_face(rng: random.Random, split: str) -> str:
    """The face of the number: OCR-A, in which true cards print it and which every split needs, or what others take for it."""
    spaced = [] if is_unseen(split) else [path for file in _SPACED if (path := _path(file))]
    if spaced and rng.random() < _OTHER_NUMBERS:
        return rng.choice(spaced)
    path = _path(_NUMBER)
    if path is None:
        raise FileNotFoundError(f"{_NUMBER} is missing under {FONT_ROOT}; install fonts-ocr-a")
    return path


def varied_files() -> list[str]:
    """Files of all faces beyond the common ones that training and tuning may print in."""
    return [file for files in _VARIED for file in files] + list(_SPACED)


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
