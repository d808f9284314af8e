"""Puts text on a card as ink: on a card printer's grid of dots or smooth."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, ImageDraw

from .typefaces import capital_share, sized


@dataclass(frozen=True)
class Type:
    """How a text is set."""

    path: str
    capital: float  # height of the capitals in dots
    pitch: float | None = None  # fixed advance of a character in dots
    tracking: float = 0.0  # dots added after every character


@dataclass(frozen=True)
class PrintedText:
    """One printed text; the quad encloses its capitals, corners as read: top left first, clockwise."""

    key: str
    text: str
    quad: np.ndarray


@dataclass
class InkSheet:
    """The ink of one card, 0 to 255, and a record of what it says."""

    width: int
    height: int
    is_bitonal: bool
    labels: np.ndarray = field(init=False)
    values: np.ndarray = field(init=False)
    texts: list[PrintedText] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = np.zeros((self.height, self.width), np.uint8)
        self.values = np.zeros((self.height, self.width), np.uint8)

    def write(self, key: str, text: str, x: float, top: float, face: Type, most: float = 1e9) -> float:
        """Writes from x with the capitals' top at `top`, squeezed to at most `most` wide; gives the right end.

        The key "label" goes on the labels' ink, "" is not recorded.
        """
        if not text:
            return x
        strip, ascent = _strip(text, face, self.is_bitonal)
        if strip.shape[1] > most:
            strip = cv2.resize(strip, (max(1, int(most)), strip.shape[0]), interpolation=cv2.INTER_NEAREST if self.is_bitonal else cv2.INTER_AREA)
        left, upper = round(x), round(top + face.capital) - ascent
        layer = self.labels if key == "label" else self.values
        x0, y0 = max(0, left), max(0, upper)
        part = strip[y0 - upper : self.height - upper, x0 - left : self.width - left]
        if part.size:
            spot = layer[y0 : y0 + part.shape[0], x0 : x0 + part.shape[1]]
            np.maximum(spot, part, out=spot)
        right = left + strip.shape[1]
        if key:
            self._record(key, text, left, round(top + face.capital), right, face.capital)
        return right

    def write_centred(self, key: str, text: str, middle: float, top: float, face: Type, most: float = 1e9) -> None:
        """Writes centred on `middle`, kept on the card."""
        width = min(width_of(text, face), most)
        self.write(key, text, max(2, min(middle - width / 2, self.width - width - 0.008 * self.width)), top, face, most)

    def _record(self, key: str, text: str, left: float, base: float, right: float, capital: float) -> None:
        quad = np.array([(left, base - capital), (right, base - capital), (right, base), (left, base)], np.float32)
        self.texts.append(PrintedText(key, text, quad))


def width_of(text: str, face: Type) -> float:
    """Width in dots from the first stem to the last."""
    if face.pitch:
        return face.pitch * (len(text) - 1) + 0.8 * face.capital
    return sized(face.path, _size(face)).getlength(text) + face.tracking * (len(text) - 1)


def _size(face: Type) -> float:
    return max(5.0, round(face.capital / capital_share(face.path) * 4) / 4)


def _strip(text: str, face: Type, is_bitonal: bool) -> tuple[np.ndarray, int]:
    """The text's ink, cut at its first and last inked column, and the row of its baseline."""
    size = _size(face)
    font = sized(face.path, round(size) if is_bitonal else size)
    ascent, pad = int(face.capital * 1.5) + 2, 4
    width = int((face.pitch * len(text) if face.pitch else font.getlength(text)) + max(0.0, face.tracking) * len(text) + 3 * face.capital) + 2 * pad
    image = Image.new("L", (width, ascent + int(face.capital * 0.6) + 2))
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1" if is_bitonal else "L"
    if face.pitch or face.tracking:
        x = float(pad)
        for character in text:
            draw.text((round(x) if is_bitonal else x, ascent), character, font=font, fill=255, anchor="ls")
            x += face.pitch or font.getlength(character) + face.tracking
    else:
        draw.text((pad, ascent), text, font=font, fill=255, anchor="ls")
    ink = np.asarray(image)
    columns = np.flatnonzero(ink.max(axis=0) > 60)
    if columns.size == 0:
        return ink[:, :1], ascent
    return ink[:, columns[0] : columns[-1] + 1], ascent
