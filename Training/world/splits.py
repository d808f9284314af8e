"""What the three splits share and what evaluation keeps to itself."""

from __future__ import annotations

import random
import zlib

SPLITS = ("training", "tuning", "evaluation")
PROFILES = ("scan", "phone", "hard", "several", "other")


def own_random(split: str, profile: str, index: int) -> random.Random:
    """The one source of chance of a picture; a text seed does not depend on the process as `hash` does."""
    return random.Random(f"{split}/{profile}/{index}")


def branch(rng: random.Random) -> random.Random:
    """A source of its own for one part of the picture, so that a change in one part leaves the others alone."""
    return random.Random(rng.getrandbits(64))


def is_unseen(split: str) -> bool:
    """Whether the split shows what training and tuning never see."""
    return split == "evaluation"


def is_allotted(word: str, split: str) -> bool:
    """Whether a name word belongs to the split: a third of all words is kept for evaluation."""
    return (zlib.crc32(word.encode()) % 3 == 0) == is_unseen(split)


def allotted(words: str, split: str) -> tuple[str, ...]:
    """The words of a blank-separated list that belong to the split."""
    return tuple(word for word in words.split() if is_allotted(word, split))
