"""Draws one card, flat and filling the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import cv2
import numpy as np

from .ground import GroundStrength, draw_ground
from .layout import INDENTED_ROWS, ROWS, S2, Box, Layout
from .people import Card
from .portrait import BLUE, ORANGE, RED, draw_portrait, draw_signature
from .printing import InkSheet

LABELS = {
    "nik": "NIK",
    "nama": "Nama",
    "ttl": "Tempat/Tgl Lahir",
    "jenis_kelamin": "Jenis Kelamin",
    "alamat": "Alamat",
    "rt_rw": "RT/RW",
    "kel_desa": "Kel/Desa",
    "kecamatan": "Kecamatan",
    "agama": "Agama",
    "status_perkawinan": "Status Perkawinan",
    "pekerjaan": "Pekerjaan",
    "kewarganegaraan": "Kewarganegaraan",
    "berlaku_hingga": "Berlaku Hingga",
    "gol_darah": "Gol. Darah",
}
WRAPPED_ROWS = ("nama", "alamat", "agama", "pekerjaan")
SPECIMEN = "SPECIMEN"


class Faces(NamedTuple):
    """Keys of the typefaces of one print run."""

    regular: str
    bold: str
    number: str


@dataclass(frozen=True)
class Style:
    """How a card is printed: all that differs between two cards of the same person."""

    layout: Layout = S2
    seed: int = 0
    labels: dict[str, str] = field(default_factory=dict)  # other spellings, by row
    ground: GroundStrength = field(default_factory=GroundStrength)
    ink: float = 0.92  # darkness of the print, 0 to 1
    spread: float = 0.4  # how far ink runs between the dots of a true print, 0 to 1
    wear: float = 0.0  # share of the print that has rubbed off, 0 to 1
    specimen_x: float = 0.42
    faces: Faces = Faces("regular", "bold", "ocr")
    tracking: float = 0.0  # space added between letters, of one em
    colons_touch: bool = False  # the colon follows its label at once


class PrintedText(NamedTuple):
    """A line of print. `key` is a field of the contract ("alamat.rt_rw") or "label." and a row."""

    key: str
    text: str
    quad: np.ndarray  # 4 x 2 pixels, clockwise from the top left corner of the text


def draw_card(card: Card, style: Style, width_px: int) -> tuple[np.ndarray, list[PrintedText]]:
    """The card as RGB bytes and every line printed on it."""
    layout = style.layout
    rng = np.random.default_rng(style.seed)
    height_px = round(width_px / layout.aspect)
    picture = draw_ground(layout, card.is_foreigner, style.ground, width_px, rng, style.faces.regular)
    _paste_portrait(picture, card, layout, rng)

    sheet = InkSheet(layout.aspect, width_px, layout.dot_grid, style.tracking)
    lines = _set_text(sheet, card, style)
    ink = sheet.coverage(width_px, height_px, style.spread) * _worn(style.wear, width_px, height_px, rng)
    specimen = InkSheet(layout.aspect, width_px, layout.dot_grid)
    specimen.set_centered(style.specimen_x, 0.915, "   ".join(SPECIMEN), style.faces.regular, 0.036)
    ink = np.maximum(ink, 0.62 * specimen.coverage(width_px, height_px))
    _add_signature(ink, layout, rng)

    cover = (style.ink * ink)[..., None]
    picture = picture * (1 - cover) + np.array(layout.ink_color, np.float32) * cover
    scale = np.array([width_px, height_px], np.float32)
    printed = [PrintedText(key, text, _quad(box) * scale) for key, text, box in lines]
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8), printed


def values_by_row(card: Card) -> dict[str, str]:
    return {
        "nik": card.nik,
        "nama": card.nama,
        "ttl": f"{card.tempat_lahir}, {card.tgl_lahir}",
        "jenis_kelamin": card.jenis_kelamin,
        "alamat": card.alamat,
        "rt_rw": card.rt_rw,
        "kel_desa": card.kel_desa,
        "kecamatan": card.kecamatan,
        "agama": card.agama,
        "status_perkawinan": card.status_perkawinan,
        "pekerjaan": card.pekerjaan,
        "kewarganegaraan": card.kewarganegaraan,
        "berlaku_hingga": card.berlaku_hingga,
    }


KEYS = {row: f"alamat.{row}" for row in INDENTED_ROWS} | {"alamat": "alamat.name"}


def _set_text(sheet: InkSheet, card: Card, style: Style) -> list[tuple[str, str, Box]]:
    """Sets all lines of the card; returns key, text and box of each."""
    layout = style.layout
    label_face = style.faces.bold if layout.labels_bold else style.faces.regular
    value_face = style.faces.bold if layout.values_bold else style.faces.regular
    width, cap = layout.text_width, layout.cap
    labels = LABELS | style.labels
    lines: list[tuple[str, str, Box | None]] = []

    header = (("alamat.provinsi", f"PROVINSI {card.provinsi}"), ("alamat.kabupaten", card.kabupaten))
    for (key, text), top in zip(header, layout.header_tops, strict=True):
        box = sheet.set_centered(layout.header_x, top, text, value_face, layout.header_cap, min(1.0, width + 0.05))
        lines.append((key, text, box))

    values = values_by_row(card)
    limit = layout.value_limit_x - layout.value_x
    # there is room for one more line: what is longest is broken, and other long values are set narrow
    longest = max(WRAPPED_ROWS, key=lambda row: sheet.text_width(values[row], value_face, cap, width))
    parts = _wrap(sheet, values[longest], value_face, cap, width, limit)
    tops = layout.tops({longest: len(parts) - 1} if len(parts) > 1 else {})

    lines += _set_nik(sheet, card.nik, layout, tops["nik"], label_face if layout.nik_bold_sans else style.faces.number)
    for row in ROWS[1:]:
        top = tops[row]
        x = layout.indent_x if row in INDENTED_ROWS else layout.label_x
        lines.append((f"label.{row}", labels[row], sheet.set(x, top, labels[row], label_face, cap, width)))
        touching = x + sheet.text_width(labels[row], label_face, cap, width)
        sheet.set(touching if style.colons_touch else layout.colon_x, top, ":", label_face, cap, width)
        if row == "ttl":
            lines += _set_birth(sheet, card, layout, top, value_face)
            continue
        for index, part in enumerate(parts if row == longest else [values[row]]):
            fitted = _narrowed(sheet, part, value_face, cap, width, limit)
            box = sheet.set(layout.value_x, top + index * layout.pitch, part, value_face, cap, fitted)
            lines.append((KEYS.get(row, row), part, box))

    top = tops["jenis_kelamin"]
    label = labels["gol_darah"]
    lines.append(("label.gol_darah", label, sheet.set(layout.blood_label_x, top, label, label_face, cap, width)))
    sheet.set(layout.blood_colon_x, top, ":", label_face, cap, width)
    lines.append(("gol_darah", card.gol_darah, sheet.set(layout.blood_x, top, card.gol_darah, value_face, cap, width)))

    issue = (("tempat_terbit", card.tempat_terbit), ("tgl_terbit", card.tgl_terbit))
    for (key, text), top in zip(issue, layout.issue_tops, strict=True):
        room = 2 * (0.985 - layout.issue_center_x)
        fitted = _narrowed(sheet, text, value_face, layout.issue_cap, width, room)
        box = sheet.set_centered(layout.issue_center_x, top, text, value_face, layout.issue_cap, fitted)
        lines.append((key, text, box))
    return [(key, text, box) for key, text, box in lines if box]


def _set_nik(
    sheet: InkSheet, nik: str, layout: Layout, top: float, face: str
) -> list[tuple[str, str, Box | None]]:
    left, right = layout.nik_label_span
    # two steps and the ink of one letter, which is about 0.75 of a step, fill the label's span
    step = (right - left) / 2.75
    glyph_width = min(1.0, step * sheet.width / (0.70 * layout.nik_cap * sheet.height / 0.739))
    label = sheet.set_spaced(left, top, "NIK", face, layout.nik_cap, step, glyph_width)
    colon_x = layout.nik_colon_x - 0.33 * layout.nik_cap * sheet.height / sheet.width * (not layout.nik_bold_sans)  # a wide cell
    sheet.set(colon_x, top, ":", face, layout.nik_cap, 0.9)
    digit_width = min(1.0, layout.nik_digit_pitch * sheet.width / (0.68 * layout.nik_cap * sheet.height / 0.739))
    value = sheet.set_spaced(layout.nik_x, top, nik, face, layout.nik_cap, layout.nik_digit_pitch, digit_width)
    return [("label.nik", "NIK", label), ("nik", nik, value)]


def _set_birth(sheet: InkSheet, card: Card, layout: Layout, top: float, face: str) -> list[tuple[str, str, Box | None]]:
    """Place and date of birth share a line but are two fields."""
    cap, limit = layout.cap, layout.value_limit_x - layout.value_x
    width = _narrowed(sheet, f"{card.tempat_lahir}, {card.tgl_lahir}", face, cap, layout.text_width, limit)
    place = sheet.set(layout.value_x, top, card.tempat_lahir, face, cap, width)
    sheet.set(layout.value_x + sheet.text_width(card.tempat_lahir, face, cap, width), top, ",", face, cap, width)
    x = layout.value_x + sheet.text_width(f"{card.tempat_lahir}, ", face, cap, width)
    date = sheet.set(x, top, card.tgl_lahir, face, cap, width)
    return [("tempat_lahir", card.tempat_lahir, place), ("tgl_lahir", card.tgl_lahir, date)]


def _narrowed(sheet: InkSheet, text: str, face: str, cap: float, width: float, limit: float) -> float:
    """The horizontal scale at which `text` is no wider than `limit`."""
    return width * min(1.0, limit / max(limit, sheet.text_width(text, face, cap, width)))


def _wrap(sheet: InkSheet, text: str, face: str, cap: float, width: float, limit: float) -> list[str]:
    """Breaks a long value between words."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and sheet.text_width(longer, face, cap, width) > limit:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pixels(box: Box, picture: np.ndarray) -> tuple[slice, slice]:
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = box
    return slice(round(y0 * height), round(y1 * height)), slice(round(x0 * width), round(x1 * width))


def _paste_portrait(picture: np.ndarray, card: Card, layout: Layout, rng: np.random.Generator) -> None:
    backdrop = ORANGE if card.is_foreigner else RED if card.birth_year % 2 else BLUE
    area = picture[_pixels(layout.photo, picture)]
    veiled = card.is_woman and card.agama == "ISLAM" and rng.random() < 0.7
    area[:] = draw_portrait(area.shape[1], area.shape[0], backdrop, card.is_woman, veiled, rng)


def _add_signature(ink: np.ndarray, layout: Layout, rng: np.random.Generator) -> None:
    area = ink[_pixels(layout.signature, ink)]
    np.maximum(area, 0.85 * draw_signature(area.shape[1], area.shape[0], rng), out=area)


def _worn(wear: float, width: int, height: int, rng: np.random.Generator) -> np.ndarray:
    """Where the print is left: paler in patches, with single dots gone."""
    if wear <= 0:
        return np.ones((height, width), np.float32)
    patches = cv2.resize(rng.random((9, 14), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    dots = cv2.resize(rng.random((648, 1027), np.float32), (width, height), interpolation=cv2.INTER_AREA)
    return np.clip(1 - wear * (0.5 * patches + 1.6 * (dots > 1 - 0.35 * wear)), 0, 1)


def _quad(box: Box) -> np.ndarray:
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
