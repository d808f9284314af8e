"""Names of people and streets, put together by chance."""

from __future__ import annotations

import random

from . import wordlists

MOST_NAME_LETTERS, MOST_STREET_LETTERS = 46, 50


def invented_word(rng: random.Random) -> str:
    """Two or three syllables that nobody need ever have written."""
    syllables = rng.choices((2, 3), (3, 2))[0]
    word = "".join(rng.choice(wordlists.ONSETS) + rng.choice(wordlists.VOWELS) for _ in range(syllables))
    return word + rng.choice(wordlists.CODAS)


def random_name(rng: random.Random, woman: bool, long: bool) -> str:
    first = (wordlists.WOMEN if woman else wordlists.MEN).split()
    full = [word for word in first if not word.endswith(".")]
    count = rng.randint(4, 5) if long else rng.choices((1, 2, 3), (8, 55, 37))[0]
    words = [rng.choice(first)]
    if count == 1 and "." in words[0]:
        words.append(_last(rng))
    while len(words) < count:
        words.append(_last(rng) if len(words) > 1 or rng.random() < 0.6 else rng.choice(full))
    name = _trimmed(" ".join(words).replace("-", " "), MOST_NAME_LETTERS)
    return f"{name}, {rng.choice(wordlists.TITLES)}" if count > 1 and rng.random() < 0.05 else name


def foreign_name(rng: random.Random) -> str:
    words = rng.sample(wordlists.FOREIGN_FIRST.split(), rng.randint(1, 2)) + [rng.choice(wordlists.FOREIGN_LAST.split())]
    return " ".join(words).replace("-", " ")


def random_street(rng: random.Random, province: str, long: bool) -> str:
    """The street line, in the ways that the province's offices write it."""
    hamlet = rng.choice(wordlists.HAMLETS.get(province, wordlists.OTHER_HAMLETS).split()).replace("-", " ")
    if long:
        parts = [_road(rng), _number(rng), rng.choice((_estate(rng), f"{hamlet} {_word(rng)}"))]
    else:
        parts = rng.choices(
            ([_road(rng), _number(rng)], [_estate(rng)], [hamlet, _word(rng)], [_word(rng)], [_road(rng), _alley(rng)]),
            (42, 18, 24, 6, 10),
        )[0]
    return _trimmed(" ".join(part for part in parts if part), MOST_STREET_LETTERS)


def _last(rng: random.Random) -> str:
    return rng.choice(wordlists.LAST.split()) if rng.random() < 0.6 else invented_word(rng)


def _word(rng: random.Random) -> str:
    return rng.choice(wordlists.STREETS.split()).replace("-", " ") if rng.random() < 0.55 else invented_word(rng)


def _road(rng: random.Random) -> str:
    kind = rng.choice(("JL.", "JL.", "JL", "JLN", "JALAN", "JLN."))
    return f"{kind} {_word(rng)}" + rng.choice(("", "", f" {_word(rng)}", " DALAM", " II", " BARAT"))


def _alley(rng: random.Random) -> str:
    return f"{rng.choice(('GG.', 'GG', 'LRG.'))} {rng.choice((_word(rng), str(rng.randint(1, 12))))}"


def _estate(rng: random.Random) -> str:
    block = f"{rng.choice('ABCDEFGHK')}{rng.choice(('', '-', ' NO. ', '/'))}{rng.randint(1, 48)}"
    return f"{rng.choice(wordlists.ESTATES.split())} {_word(rng)} {rng.choice(('BLOK', 'BLOK', 'BLK.'))} {block}"


def _number(rng: random.Random) -> str:
    form = rng.choice(("NO. {}", "NO.{}", "NO {}", "NO:{}", "NO. {}A", "KM {}", "NO. {}/12", ""))
    return form.format(rng.randint(1, 199))


def _trimmed(text: str, most: int) -> str:
    """The text without the last words that it cannot hold."""
    while len(text) > most:
        text = text.rpartition(" ")[0]
    return text
