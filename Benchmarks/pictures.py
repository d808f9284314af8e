"""Draws the bench's pictures from fixed numbers: `pictures.py FOLDER COUNT`; needs Training/world and `make setup`.

scan   a flat card, 1,000 to 1,600 pixels wide, as the scanner's plan has it
photo  a phone photo rendered at 4032 x 3024 pixels, JPEG quality 90
chat   a phone photo, other cards, brought to a long side of 1280 or 1600 pixels, JPEG quality 70
size   the first photo at 1 to 48 megapixels, JPEG quality 90; above its own 12 by enlarging

Cards, typefaces, words and grounds are of the evaluation split, with numbers that nothing else draws. labels.json is written
last, so a folder that has it is complete.
"""

import dataclasses
import json
import sys
from pathlib import Path

import cv2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Training"))

from world.card import draw_card  # noqa: E402
from world.person import random_person  # noqa: E402
from world.photograph import photograph  # noqa: E402
from world.plan import random_plan  # noqa: E402
from world.splits import branch, own_random  # noqa: E402

SPLIT = "evaluation"
FIRST = 50_000
LONG_SIDE, SHORT_SIDE = 4032, 3024
CHAT_SIDES = (1280, 1600)
MEGAPIXELS = (1, 2, 4, 8, 12, 24, 48)
WEAR = frozenset({"watermark", "faded_print"})


def scan_plan(plan):
    """The plan with its 800 to 1,700 pixels brought to 1,000 to 1,600."""
    width = 1000 + (plan.size[0] - 800) * 600 // 900
    return dataclasses.replace(plan, size=(width, round(width * plan.size[1] / plan.size[0])))


def photo_plan(plan):
    """The plan at a phone's full size; what chat programs do is done here, not there."""
    size = (LONG_SIDE, SHORT_SIDE) if plan.size[0] >= plan.size[1] else (SHORT_SIDE, LONG_SIDE)
    return dataclasses.replace(plan, size=size, degradations=plan.degradations - {"chat_recompression"})


def render(profile, index, change):
    """A picture (BGR), the quality its plan asks for and what the card says; the order of branches is world.scene's."""
    rng = own_random(SPLIT, profile, index)
    person = random_person(branch(rng), SPLIT)
    plan = change(random_plan(profile, SPLIT, branch(rng)))
    card = draw_card(person, SPLIT, plan.degradations & WEAR, branch(rng))
    taken = photograph(card, plan, SPLIT, branch(rng))
    return taken.picture, plan.quality, {"data": person.truth(), "degradations": taken.degradations}


def resized(picture, long_side):
    scale = long_side / max(picture.shape[:2])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)


def write(path, picture, quality):
    if not cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, quality]):
        raise OSError(f"{path.name} could not be written")


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    labels = {}
    for number in range(count):
        picture, quality, truth = render("scan", FIRST + number, scan_plan)
        name = f"scan_{number:02d}.jpg"
        write(folder / name, picture, quality)
        labels[name] = {"profile": "scan", **truth}

        picture, _, truth = render("phone", FIRST + number, photo_plan)
        name = f"photo_{number:02d}.jpg"
        write(folder / name, picture, 90)
        labels[name] = {"profile": "photo", **truth}
        if number == 0:
            for megapixels in MEGAPIXELS:
                side = round(LONG_SIDE * (megapixels * 1e6 / (LONG_SIDE * SHORT_SIDE)) ** 0.5)
                write(folder / f"size_{megapixels:02d}.jpg", picture if megapixels == 12 else resized(picture, side), 90)

        picture, _, truth = render("phone", FIRST + count + number, photo_plan)
        name = f"chat_{number:02d}.jpg"
        write(folder / name, resized(picture, CHAT_SIDES[number % 2]), 70)
        labels[name] = {"profile": "chat", **truth}
        print(f"bench: pictures: {number + 1} of {count} of each kind", file=sys.stderr, flush=True)
    draft = folder / ".labels.json"
    draft.write_text(json.dumps(labels, indent=1, ensure_ascii=False) + "\n")
    draft.replace(folder / "labels.json")


if __name__ == "__main__":
    main()
