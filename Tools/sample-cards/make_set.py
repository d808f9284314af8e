"""Draws a set of random cards, a third each of profiles scan, phone and hard, and writes labels.json beside them."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from sample_cards.random_picture import random_picture
from sample_cards.scenes import PROFILES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=120, help="cards to draw (default: 120)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other cards (default: 1)")
    parser.add_argument("--output", type=Path, required=True, help="folder to write to")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)

    labels = {}
    for index in range(arguments.count):
        profile = PROFILES[index % len(PROFILES)]
        # each card has a seed of its own: a longer set starts with the cards of a shorter one
        picture = random_picture(random.Random(f"{arguments.seed}/{index}"), profile)
        file = f"{index:04d}_{profile}.jpg"
        picture.image.save(arguments.output / file, quality=picture.quality)
        labels[file] = picture.label
        print(file, f"{picture.image.width}x{picture.image.height}", *picture.label.get("degradations", ()), flush=True)
    text = json.dumps(labels, indent=2, ensure_ascii=False)
    (arguments.output / "labels.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
