"""Real regions with their codes, from the lists that set-up makes: province > regency or city > district > village."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".deps" / "gazetteer"

# What the head of a card prints in place of the official name.
_PRINTED_PROVINCES = {"DAERAH KHUSUS IBUKOTA JAKARTA": "DKI JAKARTA"}


@dataclass(frozen=True)
class Region:
    """One village and all it lies in, as a card prints them."""

    code: str  # PPKKCC
    province: str
    regency: str
    district: str
    village: str


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[dict[str, str], dict[str, list[str]], list[str]]:
    """Names by code; villages by district; districts."""
    names: dict[str, str] = {}
    villages: dict[str, list[str]] = {}
    for file in ("regions.tsv", "villages.tsv"):
        path = FOLDER / file
        if not path.exists():
            raise FileNotFoundError(f"{path.name} is missing in .deps/gazetteer: run `make setup` first, it makes the lists of regions")
        for line in path.read_text(encoding="utf-8").replace("\u2019", "'").splitlines():
            code, name = line.split("\t")[:2]
            if code.count(".") == 3:
                villages.setdefault(code[:8], []).append(name.upper())
            else:
                names[code] = name.upper()
    return names, villages, sorted(villages)


def random_region(rng: random.Random) -> Region:
    """A village by chance; Jakarta, Yogyakarta and the cities come more often than their number of villages gives."""
    names, villages, districts = _gazetteer()
    roll = rng.random()
    if roll < 0.10:
        districts = [code for code in districts if code.startswith("31.7")]
    elif roll < 0.14:
        districts = [code for code in districts if code.startswith("34.")]
    elif roll < 0.35:
        districts = [code for code in districts if code[3] == "7"]
    district = rng.choice(districts)
    province = names[district[:2]]
    return Region(
        code=district.replace(".", ""),
        province=_PRINTED_PROVINCES.get(province, province),
        regency=_printed_regency(names[district[:5]]),
        district=names[district],
        village=rng.choice(villages[district]))


def random_town(rng: random.Random) -> str:
    """A place of birth: mostly the bare name of a regency or city, at times a district."""
    names, _, districts = _gazetteer()
    district = rng.choice(districts)
    return names[district] if rng.random() < 0.15 else bare_name(_printed_regency(names[district[:5]]))


def bare_name(regency: str) -> str:
    """A regency or city without the word in front of it."""
    return regency.removeprefix("KABUPATEN ").removeprefix("KOTA ")


def _printed_regency(name: str) -> str:
    # Jakarta's five cities are printed by their bare name.
    return name.removeprefix("KOTA ADMINISTRASI ").replace("KABUPATEN ADMINISTRASI ", "KABUPATEN ")
