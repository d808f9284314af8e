"""Print runs by chance: a measured layout with everything moved a little, in another typeface."""

from __future__ import annotations

import random
from dataclasses import replace

from .card import LABELS, Faces, Style
from .ground import GroundStrength
from .layout import INDENTED_ROWS, LAYOUTS, Color, Layout
from .printing import InkSheet
from .typefaces import FAMILIES, NUMBER_FACES
from .vocabulary import weighted

BASES = (("S1", 30), ("S2", 30), ("M1", 9), ("M2", 9), ("M3", 12), ("M4", 10))
SPELLINGS = {
    "jenis_kelamin": ("Jenis Kelamin", "Jenis kelamin"),
    "gol_darah": ("Gol. Darah", "Gol Darah", "Gol.Darah"),
    "status_perkawinan": ("Status Perkawinan", "Status perkawinan"),
    "berlaku_hingga": ("Berlaku Hingga", "Berlaku hingga"),
}


def random_style(rng: random.Random, faded: bool) -> Style:
    """`faded` print has lost much of its ink."""
    key = rng.choices([family[0] for family in FAMILIES], [family[-1] for family in FAMILIES])[0]
    faces = Faces(key, f"{key}-bold", weighted(rng, NUMBER_FACES))
    tracking = rng.choice((0.0, rng.uniform(-0.012, 0.05)))
    labels = {row: rng.choice(forms) for row, forms in SPELLINGS.items()}
    layout = _moved(LAYOUTS[weighted(rng, BASES)], rng)
    return Style(
        layout=_fitted(layout, LABELS | labels, faces, tracking),
        seed=rng.getrandbits(32),
        labels=labels,
        ground=GroundStrength(*(rng.uniform(0.4, 1.35) for _ in range(3))),
        ink=rng.uniform(0.42, 0.60) if faded else rng.uniform(0.80, 0.97),
        spread=rng.uniform(0.1, 0.7),
        wear=rng.uniform(0.25, 0.5) if faded else max(0.0, rng.uniform(-0.2, 0.25)),
        specimen_x=rng.uniform(0.35, 0.5),
        faces=faces,
        tracking=tracking,
        colons_touch=rng.random() < 0.12,
    )


def _moved(base: Layout, rng: random.Random) -> Layout:
    pitch = rng.uniform(0.975, 1.012)
    down, left, columns = rng.uniform(-0.006, 0.006), rng.uniform(-0.008, 0.012), rng.uniform(-0.006, 0.022)
    tops = tuple(base.row_tops[-1] + (top - base.row_tops[-1]) * pitch + down + rng.gauss(0, 0.0008) for top in base.row_tops)
    aside, lower = rng.uniform(-0.006, 0.006), rng.uniform(-0.008, 0.010)
    x0, y0, x1, y1 = base.photo
    numbers = rng.uniform(0.95, 1.03)
    blood_shift = min(0.0, x0 + aside - 0.058 - base.blood_x)  # "AB+" ends before the photo
    return replace(
        base,
        header_tops=tuple(top + rng.uniform(-0.004, 0.003) for top in base.header_tops),
        header_x=base.header_x + rng.uniform(-0.012, 0.012),
        row_tops=tops,
        pitch=base.pitch * pitch,
        cap=base.cap * rng.uniform(0.93, 1.08),
        header_cap=base.header_cap * rng.uniform(0.92, 1.05),
        nik_cap=base.nik_cap * numbers,
        nik_digit_pitch=base.nik_digit_pitch * rng.uniform(0.98, 1.02) * numbers,
        label_x=base.label_x + left,
        indent_x=base.indent_x + left + rng.uniform(-0.008, 0.004),
        colon_x=base.colon_x + columns + rng.uniform(-0.003, 0.003),
        value_x=base.value_x + columns + rng.uniform(0, 0.006),
        blood_label_x=base.blood_label_x + blood_shift,
        blood_colon_x=base.blood_colon_x + blood_shift + rng.uniform(0, 0.004),
        blood_x=base.blood_x + blood_shift + rng.uniform(0.004, 0.012),
        photo=(x0 + aside, y0 + lower, x1 + aside, y1 + lower),
        value_limit_x=x0 + aside - 0.012,
        issue_center_x=base.issue_center_x + aside,
        issue_tops=tuple(top + lower for top in base.issue_tops),
        globe_color=_tinted(base.globe_color, rng),
        ground_color=_tinted(base.ground_color, rng),
        ink_color=tuple(max(0, shade + rng.randint(-12, 22)) for shade in base.ink_color),
        text_width=base.text_width * rng.uniform(0.92, 1.08),
        labels_bold=base.labels_bold ^ (rng.random() < 0.12),
        values_bold=base.values_bold ^ (rng.random() < 0.12),
        dot_grid=base.dot_grid ^ (rng.random() < 0.2),
        nik_bold_sans=base.nik_bold_sans and rng.random() < 0.6,
        wave_period_mm=base.wave_period_mm * rng.uniform(0.8, 1.5),
        corner_radius_mm=base.corner_radius_mm * rng.uniform(0.8, 1.2),
    )


def _fitted(layout: Layout, labels: dict[str, str], faces: Faces, tracking: float) -> Layout:
    """The layout with its letters as narrow as the longest label needs."""
    sheet = InkSheet(layout.aspect, 1000, False, tracking)
    face = faces.bold if layout.labels_bold else faces.regular
    room = {row: layout.colon_x - (layout.indent_x if row in INDENTED_ROWS else layout.label_x) for row in labels}
    room["gol_darah"] = layout.blood_colon_x - layout.blood_label_x
    del room["nik"]
    widest = min(share / sheet.text_width(labels[row], face, layout.cap) for row, share in room.items())
    return replace(layout, text_width=min(layout.text_width, widest))


def _tinted(color: Color, rng: random.Random) -> Color:
    return tuple(min(255, max(0, shade + rng.randint(-14, 12))) for shade in color)
