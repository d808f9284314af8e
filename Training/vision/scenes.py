"""Scenes of the world, drawn once and kept small: `python -m vision.scenes --count 6000` goes on where it was stopped.

Each is the picture with its long side at 768 pixels, and the card seen straight on, 1.5 times as large as the line finder sees it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
from pathlib import Path

import cv2
import numpy as np

from world.scene import render

from .frames import FINDER, card_box, seen_straight

FOLDER = Path("runs/scenes")
PICTURE_SIDE = 768
CARD = tuple(round(1.5 * side) for side in FINDER[:2]) + (56, 52)  # a wider margin than the finder's: corners are off at times
A_PART = 40
PROFILES = ("phone", "hard", "phone", "scan", "other", "phone", "hard", "other")


def small_scene(job: tuple[str, str, int]) -> dict[str, object]:
    """One scene; `card` and what follows are None where no KTP is seen."""
    split, profile, index = job
    scene = render(split, profile, index)
    picture, labels = scene.picture, scene.labels
    scale = min(1.0, PICTURE_SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    result = {"profile": profile, "picture": _jpeg(small, 92), "corners": None, "card": None, "quads": None, "is_label": None}
    if labels["data"] is not None:
        corners = np.float32(labels["card"])
        to_card = cv2.getPerspectiveTransform(corners, card_box(CARD))
        quads = np.float32([line["quad"] for line in labels["lines"]])
        result |= {
            "corners": corners * scale, "card": _jpeg(seen_straight(picture, corners, CARD), 94),
            "quads": cv2.perspectiveTransform(quads.reshape(1, -1, 2), to_card).reshape(-1, 4, 2),
            "is_label": np.array([line["key"] == "label" for line in labels["lines"]])}
    return result


def _jpeg(picture: np.ndarray, quality: int) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def parts(split: str) -> list[Path]:
    """The files drawn so far."""
    return sorted((FOLDER / split).glob("*.pickle"))


def draw(split: str, number: int) -> None:
    """Draws one file of scenes, unless it is there."""
    file = FOLDER / split / f"{number:05d}.pickle"
    if file.exists():
        return
    jobs = [(split, PROFILES[index % len(PROFILES)], 100_000 + index) for index in range(number * A_PART, (number + 1) * A_PART)]
    draft = file.with_suffix(".new")
    draft.write_bytes(pickle.dumps([small_scene(job) for job in jobs]))
    draft.rename(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="training")
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    (FOLDER / options.split).mkdir(parents=True, exist_ok=True)
    jobs = [(options.split, number) for number in range(options.count // A_PART)]
    with multiprocessing.Pool(options.workers) as pool:
        pool.starmap(draw, jobs, chunksize=1)


if __name__ == "__main__":
    main()
