"""Writes pictures and their labels: `python -m world.draw --split evaluation --profile phone --count 300 --output FOLDER`."""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

from .labels import read_labels, world_digest, write_labels
from .scene import render
from .sheet import write_sheet
from .splits import PROFILES, SPLITS

Job = tuple[str, str, int, Path]

# Labels are also saved along the way, so that a run cut off loses little.
_SAVE_EVERY = 50


def file_name(profile: str, index: int) -> str:
    """The picture's file inside the folder."""
    return f"{profile}_{index:04d}.jpg"


def draw(job: Job) -> dict[str, dict[str, object]]:
    """Renders one picture into its folder; gives its labels by its file name, those of each of several cards by `#` and a number after it."""
    split, profile, index, folder = job
    scene = render(split, profile, index)
    name = file_name(profile, index)
    draft = folder / f".{name}"
    draft.write_bytes(scene.jpeg)
    draft.replace(folder / name)
    if not scene.others:
        return {name: scene.labels}
    return {f"{name}#{number}": labels for number, labels in enumerate((scene.labels, *scene.others), 1)}


def main() -> None:
    """Reads the command line and draws."""
    options = _options()
    if options.sheet:
        profile = options.profile[0]
        write_sheet(options.sheet, [render(options.split, profile, options.start + n) for n in range(12)], options.quads)
        return
    options.output.mkdir(parents=True, exist_ok=True)
    stamp = {"split": options.split, "world": world_digest()}
    labels = read_labels(options.output)
    jobs = [(options.split, profile, index, options.output) for profile in options.profile
            for index in range(options.start, options.start + options.count) if not _is_done(labels, file_name(profile, index), stamp, options.output)]
    print(f"{len(jobs)} pictures to draw", flush=True)
    for count, entries in enumerate(_drawn(jobs, options.workers), 1):
        labels |= {name: entry | stamp for name, entry in entries.items()}
        if count % _SAVE_EVERY == 0:
            write_labels(options.output, labels)
            print(f"{count} of {len(jobs)}", flush=True)
    write_labels(options.output, labels)


def _is_done(labels: dict[str, dict[str, object]], name: str, stamp: dict[str, str], folder: Path) -> bool:
    entry = labels.get(name) or labels.get(f"{name}#1") or {}
    return stamp.items() <= entry.items() and (folder / name).exists()


def _drawn(jobs: list[Job], workers: int) -> Iterator[dict[str, dict[str, object]]]:
    if workers == 1:
        yield from map(draw, jobs)
        return
    with multiprocessing.Pool(workers) as pool:
        yield from pool.imap_unordered(draw, jobs, chunksize=4)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="world.draw", description=__doc__)
    parser.add_argument("--split", choices=SPLITS, required=True)
    parser.add_argument("--profile", choices=PROFILES, action="append", required=True, help="may be given several times")
    parser.add_argument("--count", type=int, default=100, help="pictures of each profile")
    parser.add_argument("--start", type=int, default=0, help="number of the first picture")
    parser.add_argument("--output", type=Path, help="the folder for pictures and labels.json")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--sheet", type=Path, help="write a contact sheet of twelve pictures of the first profile instead")
    parser.add_argument("--quads", action="store_true", help="draw the labels' quads on the contact sheet")
    options = parser.parse_args()
    if not options.sheet and not options.output:
        parser.error("--output or --sheet is needed")
    return options


if __name__ == "__main__":
    main()
