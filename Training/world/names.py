"""Names in every tradition of the country, of list words and invented words half and half."""

from __future__ import annotations

import random
from collections.abc import Callable

from . import wordlists
from .splits import allotted
from .words import invented_word

TITLES = ("H.", "HJ.", "DR.", "DRS.", "IR.", "R.", "RR.", "K.H.", "TGK.", "PROF.", "DRG.", "DRA.", "H", "HJ")
DEGREES = (", S.H.", ", S.PD.", ", S.E., M.M.", ", SE", " SH", ", S.KOM", ", M.KOM.", ", A.MD.KEB", ", S.T., M.T.", ", S.SI", ", SP.OG")


class Namer:
    """Makes up the name of one person from its own source of chance."""

    def __init__(self, rng: random.Random, split: str, is_woman: bool):
        self.rng = rng
        self.split = split
        self.is_woman = is_woman

    def name(self) -> str:
        """A citizen's name, 3 to 52 characters: longer ones do not fit two lines."""
        while True:
            kinds, shares = zip(*self._TRADITIONS, strict=True)
            words = self.rng.choices(kinds, shares)[0](self)
            name = self._with_titles(" ".join(words))
            if 3 <= len(name) <= 52:
                return name

    def foreign_name(self) -> str:
        """The name of someone from abroad."""
        return " ".join(self._words(wordlists.FOREIGN, self.rng.choice((2, 2, 3))))

    def _words(self, words: str, count: int) -> list[str]:
        listed = allotted(words, self.split)
        return [self.rng.choice(listed) if self.rng.random() < 0.5 else invented_word(self.rng, self.split) for _ in range(count)]

    def _with_titles(self, name: str) -> str:
        if self.rng.random() < 0.06:
            name = f"{self.rng.choice(TITLES)} {name}"
        if self.rng.random() < 0.08:
            name += self.rng.choice(DEGREES)
        return name

    def _javanese(self) -> list[str]:
        words = wordlists.JAVANESE_WOMEN if self.is_woman else wordlists.JAVANESE_MEN
        return self._words(words, self.rng.choice((1, 2, 2, 2, 3)))

    def _sundanese(self) -> list[str]:
        words = wordlists.SUNDANESE_WOMEN if self.is_woman else wordlists.SUNDANESE_MEN
        return self._words(words, self.rng.choice((2, 2, 3)))

    def _balinese(self) -> list[str]:
        order = self.rng.choice(("WAYAN", "MADE", "NYOMAN", "KETUT", "PUTU", "KADEK", "KOMANG", "GEDE", "LUH PUTU", "GUSTI AYU", "DEWA"))
        return ["NI" if self.is_woman else "I", order, *self._words(wordlists.BALINESE, self.rng.choice((1, 1, 2)))]

    def _batak(self) -> list[str]:
        marga = self._words(wordlists.MARGA, 1)
        born = ["BR", *marga] if self.is_woman and self.rng.random() < 0.25 else marga
        return self._words(wordlists.BATAK_FIRST, self.rng.choice((1, 2, 2))) + born

    def _minang(self) -> list[str]:
        return self._words(wordlists.MINANG, self.rng.choice((1, 1, 2)))

    def _bugis(self) -> list[str]:
        opening = [self.rng.choice(("ANDI", "ANDI", "DAENG", "A."))] if self.rng.random() < 0.6 else []
        return opening + self._words(wordlists.BUGIS, self.rng.choice((1, 2)))

    def _chinese(self) -> list[str]:
        return self._words(wordlists.CHINESE, self.rng.choice((2, 3, 3)))

    def _arabic(self) -> list[str]:
        words = self._words(wordlists.ARABIC, self.rng.choice((1, 2, 2, 3)))
        if self.rng.random() < 0.3:
            words += ["BINTI" if self.is_woman else "BIN", *self._words(wordlists.ARABIC, self.rng.choice((1, 2)))]
        if self.rng.random() < 0.15:
            words[0] = self.rng.choice(("MUH.", "MOCH.", "ABD.", "M.", "ST.", "NUR", "SITI"))
            words += self._words(wordlists.ARABIC, 1)
        return words

    def _eastern(self) -> list[str]:
        return self._words(wordlists.PAPUAN_FIRST, self.rng.choice((1, 1, 2))) + self._words(wordlists.EAST_FAMILY, 1)

    def _modern(self) -> list[str]:
        return self._words(wordlists.MODERN, self.rng.choice((2, 3, 3, 4)))

    def _single(self) -> list[str]:
        return self._words(wordlists.JAVANESE_WOMEN if self.is_woman else wordlists.JAVANESE_MEN, 1)

    def _with_apostrophe(self) -> list[str]:
        words = self._words(wordlists.ARABIC, 2)
        cut = self.rng.randint(1, max(1, len(words[0]) - 1))
        words[0] = words[0][:cut] + "'" + words[0][cut:]
        return words

    def _initials(self) -> list[str]:
        return [*self._words(wordlists.MODERN, 1), f"{self.rng.choice('ABDEFHKLMNRSTY')}.", *self._words(wordlists.CHINESE, 1)]

    def _very_long(self) -> list[str]:
        return self._words(wordlists.ARABIC + " " + wordlists.MODERN, self.rng.choice((4, 5, 6)))

    _TRADITIONS: tuple[tuple[Callable[[Namer], list[str]], int], ...] = (
        (_javanese, 20), (_sundanese, 12), (_balinese, 7), (_batak, 9), (_minang, 6), (_bugis, 6), (_chinese, 8), (_arabic, 14),
        (_eastern, 8), (_modern, 12), (_single, 5), (_with_apostrophe, 4), (_initials, 3), (_very_long, 6))
