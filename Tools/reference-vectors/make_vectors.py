"""Writes Tests/TextRecognitionTests/Vectors/*.json: what RapidOCR and OpenCV make of the same inputs as our code."""

import argparse
import json
from pathlib import Path

import numpy as np

from geometry import area_and_bilinear, input_sizes, warps
from maps import probability_maps
from networks import pictures
from tables import ctc_tables

REPOSITORY = Path(__file__).resolve().parents[2]


def plain(value):
    """NumPy's numbers as Python's."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value))


def write(path: Path, entries: list[dict]) -> None:
    """One entry a line, and one line of text a line inside a picture, so that differences can be read."""
    lines = []
    for entry in entries:
        text = json.dumps(entry, ensure_ascii=False, default=plain, separators=(",", ":"))
        lines.append(text.replace('{"quad"', '\n    {"quad"'))
    path.write_text("[\n  " + ",\n  ".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{path.relative_to(REPOSITORY)}: {len(entries)} entries, {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["pictures", "maps", "ctc", "warp", "resize", "input_sizes"])
    only = parser.parse_args().only
    folder = REPOSITORY / "Tests/TextRecognitionTests/Vectors"
    folder.mkdir(parents=True, exist_ok=True)
    makers = {
        "pictures": lambda: pictures(REPOSITORY),
        "maps": probability_maps,
        "ctc": ctc_tables,
        "warp": warps,
        "resize": area_and_bilinear,
        "input_sizes": input_sizes,
    }
    for name, make in makers.items():
        if only in (None, name):
            write(folder / f"{name}.json", make())


if __name__ == "__main__":
    main()
