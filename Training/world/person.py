"""One invented cardholder: every printed value, free of contradictions."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

from . import vocabulary
from .addresses import Addresser
from .names import Namer
from .regions import bare_name, random_region, random_town


@dataclass(frozen=True)
class Person:
    """What the card prints, "" for a blank."""

    is_foreign: bool
    birth_year: int
    is_woman: bool
    values: dict[str, str]  # by the labels' keys, "alamat.name" for a nested one

    def truth(self) -> dict[str, object]:
        """The values in the contract's form, None for a blank."""
        flat: dict[str, str | None] = {key: value or None for key, value in self.values.items()}
        flat["jenis_kelamin"] = "PEREMPUAN" if self.is_woman else "LAKI-LAKI"
        data: dict[str, object] = {key: value for key, value in flat.items() if "." not in key}
        data["alamat"] = {key.removeprefix("alamat."): value for key, value in flat.items() if "." in key}
        return data


def random_person(rng: random.Random, split: str) -> Person:
    """A person by chance; one in twelve is a foreigner."""
    is_woman, is_foreign = rng.random() < 0.5, rng.random() < 0.08
    region = random_region(rng)
    issued = _date(rng, 2011, 2025)
    birth = _date(rng, max(1930, issued.year - 85), issued.year - 18)
    namer = Namer(rng, split, is_woman)
    issue_place = region.regency if rng.random() < 0.4 else bare_name(region.regency)
    values = {
        "nik": _nik(rng, region.code, birth, is_woman),
        "nama": namer.foreign_name() if is_foreign else namer.name(),
        "tempat_lahir": rng.choice(vocabulary.FOREIGN_TOWNS) if is_foreign else random_town(rng),
        "tgl_lahir": _printed(birth),
        "jenis_kelamin": "PEREMPUAN" if is_woman else "LAKI-LAKI",
        "gol_darah": _weighted(rng, vocabulary.BLOOD_TYPES),
        "alamat.name": Addresser(rng, split).street(),
        "alamat.rt_rw": _rt_rw(rng),
        "alamat.kel_desa": region.village,
        "alamat.kecamatan": region.district,
        "alamat.kabupaten": region.regency,
        "alamat.provinsi": region.province,
        "agama": _weighted(rng, vocabulary.RELIGIONS),
        "status_perkawinan": _weighted(rng, vocabulary.MARITAL_STATUSES),
        "pekerjaan": _occupation(rng),
        "kewarganegaraan": "WNI",
        "berlaku_hingga": "SEUMUR HIDUP" if rng.random() < 0.8 else _printed(_same_day(birth, issued.year + 5)),
        "tempat_terbit": issue_place,
        "tgl_terbit": _printed(issued),
    }
    if is_foreign:
        values |= {
            "jenis_kelamin": "FEMALE" if is_woman else "MALE",
            "agama": rng.choice(vocabulary.FOREIGN_RELIGIONS),
            "status_perkawinan": rng.choice(vocabulary.FOREIGN_STATUSES),
            "pekerjaan": rng.choice(vocabulary.FOREIGN_OCCUPATIONS),
            "kewarganegaraan": rng.choice(vocabulary.COUNTRIES),
            "berlaku_hingga": _printed(_date(rng, 2026, 2031)),
        }
    return Person(is_foreign, birth.year, is_woman, values)


def _nik(rng: random.Random, code: str, birth: datetime.date, is_woman: bool) -> str:
    # Who moved keeps the number of the place of first registration.
    code = random_region(rng).code if rng.random() < 0.15 else code
    # Serials of 9000 and above are hardly ever given out, so that no number is likely to be anyone's.
    return f"{code}{birth.day + 40 * is_woman:02d}{birth.month:02d}{birth.year % 100:02d}{rng.randint(9000, 9999)}"


def _occupation(rng: random.Random) -> str:
    occupation = rng.choice(vocabulary.COMMON_OCCUPATIONS if rng.random() < 0.4 else vocabulary.OCCUPATIONS)
    return occupation + (vocabulary.OCCUPATION_SUFFIXES.get(occupation, "") if rng.random() < 0.6 else "")


def _rt_rw(rng: random.Random) -> str:
    if rng.random() < 0.07:
        return "000/000"
    neighbourhood, community = rng.randint(1, 24), rng.randint(1, 18)
    return f"{neighbourhood:02d}/{community:02d}" if rng.random() < 0.03 else f"{neighbourhood:03d}/{community:03d}"


def _date(rng: random.Random, first_year: int, last_year: int) -> datetime.date:
    return datetime.date(rng.randint(first_year, last_year), 1, 1) + datetime.timedelta(days=rng.randint(0, 364))


def _same_day(birth: datetime.date, year: int) -> datetime.date:
    return birth.replace(year=year, day=min(birth.day, 28) if birth.month == 2 else birth.day)


def _printed(date: datetime.date) -> str:
    return date.strftime("%d-%m-%Y")


def _weighted(rng: random.Random, options: tuple[tuple[str, int], ...]) -> str:
    values, shares = zip(*options, strict=True)
    return rng.choices(values, shares)[0]
