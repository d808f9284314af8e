"""The street line of a card, in every style that offices type it."""

from __future__ import annotations

import random

from . import wordlists
from .splits import allotted
from .words import invented_word

_STREETS = ("JL.", "JL.", "JL", "JLN.", "JLN", "JALAN", "GG.", "GANG", "DUSUN", "DSN.", "DK.", "KP.", "KP", "KAMPUNG", "LINGK.", "LR.", "LRG.")
_ESTATES = ("PERUM", "PERUMAHAN", "KOMP.", "KOMPLEK", "BTN", "PERUMNAS", "VILLA", "TAMAN", "ASRAMA", "RUSUN", "APARTEMEN", "GRAND")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "IX", "XII")


class Addresser:
    """Makes up one street line."""

    def __init__(self, rng: random.Random, split: str):
        self.rng = rng
        self.words = allotted(wordlists.STREET_WORDS, split)
        self.split = split

    def street(self) -> str:
        """A street line of at most 52 characters, which two lines of a card hold."""
        style = self.rng.choices((self._road, self._estate, self._short, self._village, self._long), (40, 20, 12, 16, 12))[0]
        words = style().split()
        while len(" ".join(words)) > 52:
            words.pop()
        return " ".join(words).strip(" .-(/,")

    def _word(self) -> str:
        return self.rng.choice(self.words) if self.rng.random() < 0.5 else invented_word(self.rng, self.split)

    def _words(self, most: int) -> str:
        words = [self._word() for _ in range(self.rng.randint(1, most))]
        return (self.rng.choice(("-", " - ")) if len(words) == 2 and self.rng.random() < 0.15 else " ").join(words)

    def _number(self) -> str:
        number = self.rng.randint(1, 240)
        letter = self.rng.choice("ABCD")
        return self.rng.choice((
            f"NO. {number}", f"NO.{number}", f"NO:{number}", f"NO {number}", f"NO. {number}{letter}", f"NO. {number}/{self.rng.randint(1, 30)}",
            f"NO. {number}-{letter}", f"KM {self.rng.randint(1, 30)}.{self.rng.randint(1, 9)}", f"KM. {number}", str(number),
            f"KAV. {number}", self.rng.choice(_ROMAN), f"{self.rng.choice(_ROMAN)}/{number}", "", ""))

    def _block(self) -> str:
        letter, number = self.rng.choice("ABCDEFGHJKM"), self.rng.randint(1, 40)
        return self.rng.choice((f"BLOK {letter}{number}", f"BLOK {letter}-{number}", f"BLOK {letter} NO. {number}", f"BLOK {letter}{letter} {number}",
                                f"BLOK {letter}{self.rng.randint(1, 9)}/{number}", f"{letter}.{number}"))

    def _road(self) -> str:
        return f"{self.rng.choice(_STREETS)} {self._words(3)} {self._number()}"

    def _estate(self) -> str:
        return f"{self.rng.choice(_ESTATES)} {self._words(2)} {self._block()} {self._number() if self.rng.random() < 0.3 else ''}"

    def _short(self) -> str:
        hamlet = self.rng.choice(("DUSUN", "DSN", "KP.", "DK.", "BR."))
        return self.rng.choice((self._word(), f"{hamlet} {self._word()}", f"LINGKUNGAN {self.rng.choice(_ROMAN)}"))

    def _village(self) -> str:
        return (f"{self.rng.choice(('DUSUN', 'KP.', 'DSN.', 'DK.', 'JORONG', 'BANJAR'))} {self._words(2)} "
                f"RT {self.rng.randint(1, 12):03d} RW {self.rng.randint(1, 9):03d}")

    def _long(self) -> str:
        return f"{self._road()} {self._estate()} {self.rng.choice(('', '', f'({self._word()})'))}"
