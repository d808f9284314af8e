"""Draws every example and writes labels.json beside them."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
from PIL import Image

from sample_cards.card import draw_card
from sample_cards.copies import resave
from sample_cards.examples import EXAMPLES, Example
from sample_cards.photo import photograph

ORIENTATION_TAG = 0x0112
QUARTER_TURNS = {1: 0, 3: 2, 6: 1, 8: 3}  # counter-clockwise turns of the stored pixels that the tag undoes


def take(example: Example) -> Image.Image:
    card, printed = draw_card(example.card, example.style, example.card_px)
    picture, _, _ = photograph(card, [line.quad for line in printed], example.scene, example.style.seed)
    image = Image.fromarray(np.rot90(picture, QUARTER_TURNS[example.exif_orientation]).copy())
    for width, quality in example.resaved:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.BICUBIC)
        image = resave(image, quality)
    return image


def write(image: Image.Image, example: Example, folder: Path) -> Path:
    path = folder / example.file
    options: dict = {"quality": example.quality} if path.suffix != ".png" else {"optimize": True}
    if example.exif_orientation != 1:
        exif = Image.Exif()
        exif[ORIENTATION_TAG] = example.exif_orientation
        options["exif"] = exif
    image.save(path, **options)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parents[2] / "Examples"
    parser.add_argument("--output", type=Path, default=default, help="folder to write to (default: Examples)")
    parser.add_argument("--only", metavar="TEXT", default="", help="draw only files whose name holds TEXT")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)

    for example in EXAMPLES:
        if arguments.only in example.file:
            started = time.monotonic()
            image = take(example)
            path = write(image, example, arguments.output)
            size, seconds = path.stat().st_size // 1024, time.monotonic() - started
            print(f"{path.name:28} {image.width}x{image.height} {size:5} KB {seconds:5.1f} s")
    labels = {example.file: {"profile": example.profile, "data": example.card.data()} for example in EXAMPLES}
    text = json.dumps(labels, indent=2, ensure_ascii=False)
    (arguments.output / "labels.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
