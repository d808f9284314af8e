"""Invented words: syllables by chance, so that no reader can do with a list of known names."""

from __future__ import annotations

import random

from .splits import is_allotted

_ONSETS = "B C D G H J K L M N P R S T W Y F V Z NG NY SY KH DH TH TR PR BR KR SR GL BL ST".split() + [""] * 3
_VOWELS = "A A A A I I U U E E O O AI AU IA EO OE".split()
_CODAS = "N NG R S T K H L M P D B Y".split() + [""] * 12


def invented_word(rng: random.Random, split: str, least: int = 2, most: int = 4) -> str:
    """A word of `least` to `most` syllables that belongs to the split."""
    while True:
        word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(rng.randint(least, most)))
        if 2 <= len(word) <= 15 and is_allotted(word, split):
            return word
