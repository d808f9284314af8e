"""Ink: text set at given places of a card, on a dot grid as card printers do it or smoothly as drawing programs do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .layout import CARD_WIDTH_MM, Box
from .typefaces import SET_FACES

DOTS_PER_MM = 12
FONT_FILES = {
    "regular": ("LiberationSans-Regular.ttf", "fonts-liberation"),
    "bold": ("LiberationSans-Bold.ttf", "fonts-liberation"),
    "ocr": ("OCRA.ttf", "fonts-ocr-a"),
}
FONT_FILES |= {face: (file, package) for face, file, package in SET_FACES}
CAP_HEIGHTS = {"regular": 0.688, "bold": 0.688, "ocr": 0.739}  # of one em; others are measured
FONT_ROOT = Path("/usr/share/fonts")


@lru_cache
def font_path(face: str) -> Path:
    name, package = FONT_FILES[face]
    found = sorted(FONT_ROOT.rglob(name))
    if not found:
        raise FileNotFoundError(f"{name} not found under {FONT_ROOT}: install the Debian package {package}")
    return found[0]


@lru_cache(maxsize=64)
def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(face)), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache
def cap_height(face: str) -> float:
    """Height of the capitals, of one em."""
    return CAP_HEIGHTS.get(face) or -font(face, 1000).getbbox("H", anchor="ls")[1] / 1000


class InkSheet:
    """A mask the size of a card on which text is set. Positions and results are shares of card width and height.

    `tracking` is the space added after each letter, of one em.
    """

    def __init__(self, aspect: float, width_px: int, dot_grid: bool, tracking: float = 0.0):
        self.dot_grid = dot_grid
        self.tracking = tracking
        self.width = round(CARD_WIDTH_MM * DOTS_PER_MM) if dot_grid else 2 * width_px
        self.height = round(self.width / aspect)
        self.mask = np.zeros((self.height, self.width), np.uint8)

    def text_width(self, text: str, face: str, cap: float, width: float = 1.0) -> float:
        return self._advance(text, face, cap) * width / self.width

    def set(self, x: float, top: float, text: str, face: str, cap: float, width: float = 1.0) -> Box | None:
        """Sets `text` from `x` with the top of its capitals at `top`; returns the box of its ink."""
        return self._stamp(self._glyphs(text, face, cap, width), round(x * self.width), top, cap)

    def set_centered(self, x: float, top: float, text: str, face: str, cap: float, width: float = 1.0) -> Box | None:
        return self.set(x - self.text_width(text, face, cap, width) / 2, top, text, face, cap, width)

    def set_spaced(
        self, x: float, top: float, text: str, face: str, cap: float, pitch: float, width: float
    ) -> Box | None:
        """Sets `text` one letter every `pitch`, the ink of the first one starting at about `x`."""
        boxes = []
        for index, letter in enumerate(text):
            glyph = self._glyphs(letter, face, cap, width)
            middle = (x + index * pitch) * self.width + self._size(face, cap) * width * 0.27
            boxes.append(self._stamp(glyph, round(middle - self._advance(letter, face, cap) * width / 2), top, cap))
        return union([box for box in boxes if box])

    def coverage(self, width_px: int, height_px: int, spread: float = 0.0) -> np.ndarray:
        """The ink as shares of cover, at the size asked for; `spread` is how far ink runs between dots, 0 to 1."""
        mask = self.mask.astype(np.float32) / 255
        if self.dot_grid:
            mask = np.minimum(cv2.GaussianBlur(mask, (0, 0), 0.45 + 0.25 * spread) * (1 + 0.5 * spread), 1)
        shrinking = width_px <= self.width
        mask = cv2.resize(mask, (width_px, height_px), interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC)
        return np.clip(mask, 0, 1)

    def _size(self, face: str, cap: float) -> float:
        return cap * self.height / cap_height(face)

    def _advance(self, text: str, face: str, cap: float) -> float:
        size = self._size(face, cap)
        return font(face, size).getlength(text) + len(text) * self.tracking * size

    def _glyphs(self, text: str, face: str, cap: float, width: float) -> tuple[np.ndarray, int]:
        """The ink of `text`, and the row of its baseline."""
        size = self._size(face, cap)
        baseline = round(size)
        image = Image.new("L", (int(self._advance(text, face, cap) + size), round(size * 1.4)))
        draw = ImageDraw.Draw(image)
        draw.fontmode = "1" if self.dot_grid else "L"  # "1" is hinted and without grey: stems snap to whole dots
        for start, part in self._tracked(text, face, cap):
            draw.text((start, baseline), part, font=font(face, size), fill=255, anchor="ls")
        if width != 1.0:
            image = image.resize((max(1, round(image.width * width)), image.height), Image.Resampling.BOX)
            if self.dot_grid:
                image = image.point(lambda cover: 255 if cover > 90 else 0)  # stems come out one or two dots wide
        return np.asarray(image), baseline

    def _tracked(self, text: str, face: str, cap: float) -> list[tuple[float, str]]:
        """What is drawn at once, and from where: single letters where the spacing is not the face's own."""
        if not self.tracking:
            return [(0, text)]
        return [(self._advance(text[:index], face, cap), letter) for index, letter in enumerate(text)]

    def _stamp(self, glyphs: tuple[np.ndarray, int], left: int, top: float, cap: float) -> Box | None:
        """Puts the ink on the sheet; returns the box that it covers."""
        ink, baseline = glyphs
        rows, columns = np.nonzero(ink > 60)
        if not len(rows):
            return None
        x0, y0 = left + int(columns.min()), round((top + cap) * self.height) - baseline + int(rows.min())
        cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        cut = cut[max(0, -y0) : self.height - y0, max(0, -x0) : self.width - x0]
        x0, y0 = max(0, x0), max(0, y0)
        if not cut.size:
            return None
        x1, y1 = x0 + cut.shape[1], y0 + cut.shape[0]
        self.mask[y0:y1, x0:x1] = np.maximum(self.mask[y0:y1, x0:x1], cut)
        return x0 / self.width, y0 / self.height, x1 / self.width, y1 / self.height


def union(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
