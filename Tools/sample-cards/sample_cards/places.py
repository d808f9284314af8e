"""Real regions with their codes, from the lists that `make setup` lays into .deps/gazetteer."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

GAZETTEER = Path(__file__).resolve().parents[3] / ".deps" / "gazetteer"
JAKARTA, YOGYAKARTA = "31", "34"


@dataclass(frozen=True)
class Place:
    """A village and what it lies in, as offices print them."""

    district_code: str  # "32.04.37"
    province: str
    regency: str
    district: str
    village: str

    @property
    def province_code(self) -> str:
        return self.district_code[:2]

    @property
    def town(self) -> str:
        """The regency without its kind."""
        return self.regency.removeprefix("KABUPATEN ").removeprefix("KOTA ")


def random_place(rng: random.Random) -> Place:
    """Any village; small provinces and regencies come up as often as large ones."""
    names, children = _regions()
    code = ""
    while code.count(".") < 3:
        code = rng.choice(children[code])
    district = code[:8]
    return Place(
        district,
        _printed_province(district[:2], names[district[:2]], rng),
        _printed_regency(names[district[:5]]),
        names[district],
        names[code],
    )


def _printed_province(code: str, name: str, rng: random.Random) -> str:
    if code == JAKARTA:
        return "DKI JAKARTA"
    return "D.I. YOGYAKARTA" if code == YOGYAKARTA and rng.random() < 0.3 else name


def _printed_regency(name: str) -> str:
    """Jakarta's cities and its islands are printed without their kind."""
    return name.removeprefix("KOTA ADMINISTRASI ").removeprefix("KABUPATEN ADMINISTRASI ")


@lru_cache(maxsize=1)
def _regions() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Names by code, and the codes inside each code; "" holds the provinces."""
    names: dict[str, str] = {}
    children: defaultdict[str, list[str]] = defaultdict(list)
    for file in ("regions.tsv", "villages.tsv"):
        path = GAZETTEER / file
        if not path.exists():
            raise FileNotFoundError(f"{file} is missing in .deps/gazetteer: run `make setup` first")
        for line in path.read_text(encoding="utf-8").splitlines():
            code, name = line.split("\t")[:2]
            names[code] = " ".join(name.upper().replace("\u2019", "'").split())
            children[code.rpartition(".")[0]].append(code)
    return names, dict(children)
