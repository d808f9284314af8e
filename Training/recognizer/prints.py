"""Lines of print cut out of pictures of the world: `python -m recognizer.prints --count 3000` goes on where it was stopped.

Each is cut with wide margins at the size that it has in the picture, so that training can cut it anew, looser or tighter.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
import random
from pathlib import Path

import cv2
import numpy as np

from world.scene import render

from .alphabet import CHARACTERS

FOLDER = Path("runs/prints")
A_PART = 20  # scenes a file
PROFILES = ("phone", "hard", "scan", "hard", "phone")
MARGIN = 1.0  # around the capitals, in their heights
MOST_CAPITAL = 26  # pixels; larger ones are shrunk


def printed_lines(lines: list[dict[str, object]]) -> list[tuple[str, np.ndarray]]:
    """Texts and quads; birth place and date, which stand on one line, as one."""
    result = [(str(line["text"]), np.float32(line["quad"]), line["key"]) for line in lines]
    joined = []
    for text, quad, key in result:
        if key == "tgl_lahir" and joined and joined[-1][2] == "tempat_lahir":
            place, start, _ = joined.pop()
            text, quad = f"{place}, {text}", np.float32([start[0], quad[1], quad[2], start[3]])
        joined.append((text, quad, key))
    return [(text, quad) for text, quad, _ in joined if text and all(character in CHARACTERS for character in text)]


def cut(picture: np.ndarray, quad: np.ndarray) -> np.ndarray | None:
    """A line seen straight, gray, with its margins; nothing where it is too small to be read."""
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    length, capital = float(np.linalg.norm(along)), float(np.linalg.norm(down) + np.linalg.norm(quad[2] - quad[1])) / 2
    if capital < 5 or length < 2:
        return None
    scale = min(1.0, MOST_CAPITAL / capital)
    across, up = along / length * capital * MARGIN, down / max(float(np.linalg.norm(down)), 1e-3) * capital * MARGIN
    wide = np.float32([quad[0] - across - up, quad[1] + across - up, quad[2] + across + up, quad[3] - across + up])
    size = (round((length + 2 * MARGIN * capital) * scale), round((1 + 2 * MARGIN) * capital * scale))
    box = np.float32([(0, 0), (size[0], 0), size, (0, size[1])])
    seen = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(wide, box * 2), (size[0] * 2, size[1] * 2), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) \
        if scale < 0.8 else cv2.warpPerspective(picture, cv2.getPerspectiveTransform(wide, box), size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(seen, size, interpolation=cv2.INTER_AREA) if scale < 0.8 else seen


def lines_of(job: tuple[str, str, int]) -> list[tuple[bytes, str]]:
    """The lines of one scene, JPEG and text."""
    scene = render(*job)
    gray = cv2.cvtColor(scene.picture, cv2.COLOR_BGR2GRAY)
    result = []
    for text, quad in printed_lines(scene.labels["lines"]):
        line = cut(gray, quad)
        if line is not None:
            result.append((cv2.imencode(".jpg", line, [cv2.IMWRITE_JPEG_QUALITY, 96])[1].tobytes(), text))
    return result


def draw(split: str, number: int) -> None:
    """Draws one file of lines, unless it is there."""
    file = FOLDER / split / f"{number:05d}.pickle"
    if file.exists():
        return
    jobs = [(split, PROFILES[index % len(PROFILES)], 200_000 + index) for index in range(number * A_PART, (number + 1) * A_PART)]
    draft = file.with_suffix(".new")
    draft.write_bytes(pickle.dumps([line for job in jobs for line in lines_of(job)]))
    draft.rename(file)


class Prints:
    """Lines in no order, cut anew each time; the files drawn meanwhile are found when all known ones were gone through."""

    def __init__(self, split: str, rng: random.Random):
        self.split, self.rng, self.left, self.here = split, rng, [], []

    def line(self) -> tuple[np.ndarray, str]:
        """A gray crop as a line finder would cut it, and what it says."""
        while not self.here:
            if not self.left:
                self.left = sorted((FOLDER / self.split).glob("*.pickle"))
                self.rng.shuffle(self.left)
            self.here = pickle.loads(self.left.pop().read_bytes())
            self.rng.shuffle(self.here)
        data, text = self.here.pop()
        if text[-1].islower() and self.rng.random() < 0.7:  # labels are always the same
            return self.line()
        return recut(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE), self.rng), text

    @property
    def exist(self) -> bool:
        return any((FOLDER / self.split).glob("*.pickle"))

    def some(self, count: int) -> list[tuple[np.ndarray, str]]:
        """So many lines; none where none were drawn."""
        return [self.line() for _ in range(count)] if self.exist else []


def recut(wide: np.ndarray, rng: random.Random) -> np.ndarray:
    """A part of a line cut with wide margins: other margins, a little tilted, another light."""
    height, width = wide.shape
    capital = height / (1 + 2 * MARGIN)
    up, down = (capital * (rng.uniform(0.0, 0.4) if rng.random() < 0.8 else rng.uniform(0.3, 0.8)) for _ in range(2))
    left = capital * rng.uniform(0.05, 0.6)
    right = capital * rng.uniform(0.05, 0.9)
    top, bottom = capital * MARGIN - up, height - capital * MARGIN + down
    start, end = capital * MARGIN - left, width - capital * MARGIN + right
    tilt = rng.gauss(0, 0.05) * capital
    box = np.float32([(start, top + tilt), (end, top - tilt), (end, bottom - tilt), (start, bottom + tilt)])
    scale = rng.uniform(0.7, 1.05) if rng.random() < 0.3 and capital > 9 else 1.0
    size = (max(6, round((end - start) * scale)), max(6, round((bottom - top) * scale)))
    target = np.float32([(0, 0), (size[0], 0), size, (0, size[1])])
    line = cv2.warpPerspective(wide, cv2.getPerspectiveTransform(box, target), size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.25:
        line = cv2.GaussianBlur(line, (0, 0), rng.uniform(0.3, 0.04 * size[1]))
    if rng.random() < 0.2:
        noise = np.random.default_rng(rng.getrandbits(32)).standard_normal(line.shape, np.float32)
        line = np.clip(line + noise * rng.uniform(1, 10), 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        line = cv2.imdecode(cv2.imencode(".jpg", line, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(40, 90)])[1], cv2.IMREAD_GRAYSCALE)
    return line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", default="training")
    parser.add_argument("--count", type=int, default=3000, help="scenes, each of some 34 lines")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    (FOLDER / options.split).mkdir(parents=True, exist_ok=True)
    jobs = [(options.split, number) for number in range(options.count // A_PART)]
    with multiprocessing.Pool(options.workers) as pool:
        pool.starmap(draw, jobs, chunksize=1)


if __name__ == "__main__":
    main()
