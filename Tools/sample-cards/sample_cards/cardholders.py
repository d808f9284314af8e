"""Invented people by chance, with values that agree with each other as those of true cards do."""

from __future__ import annotations

import datetime
import random

from . import vocabulary, wordlists
from .names import foreign_name, random_name, random_street
from .people import Card, make_nik
from .places import Place, random_place
from .vocabulary import one_of, weighted

FOREIGNERS = 0.08
ORANGE_SINCE = 2022  # foreigners' cards, the only ones drawn
MOVED = 1 / 12  # share of people whose number tells of another region than their address


def random_card(rng: random.Random) -> Card:
    """One card. At most one of its values is long, since a card has room for one more line."""
    place = random_place(rng)
    woman, foreign = rng.random() < 0.5, rng.random() < FOREIGNERS
    issued = _date(rng, ORANGE_SINCE if foreign else 2011, 2025)
    birth = _date(rng, max(1935, issued.year - 80), issued.year - 17)
    long = rng.choices(("", "name", "street"), (70, 12, 18))[0]
    registered = random_place(rng) if rng.random() < MOVED else place
    nik = make_nik(registered.district_code, _printed(birth), woman, rng.randint(9000, 9999))
    values = {
        "nama": random_name(rng, woman, long == "name"),
        "tempat_lahir": _birth_place(rng, place),
        "jenis_kelamin": "PEREMPUAN" if woman else "LAKI-LAKI",
        "agama": weighted(rng, vocabulary.RELIGIONS),
        "status_perkawinan": weighted(rng, vocabulary.STATUSES),
        "pekerjaan": one_of(rng, vocabulary.COMMON_WORK if rng.random() < 0.55 else vocabulary.RARE_WORK),
        "kewarganegaraan": "WNI",
        "berlaku_hingga": _valid_until(rng, birth, issued),
    }
    if foreign:
        values |= _foreign_values(rng, woman, issued)
    return Card(
        nik=nik,
        tgl_lahir=_printed(birth),
        alamat=random_street(rng, place.province_code, long == "street"),
        rt_rw=_rt_rw(rng),
        kel_desa=place.village,
        kecamatan=place.district,
        kabupaten=place.regency,
        provinsi=place.province,
        gol_darah=weighted(rng, vocabulary.BLOOD),
        tempat_terbit=_issue_place(rng, place),
        tgl_terbit=_printed(issued),
        **values,
    )


def _foreign_values(rng: random.Random, woman: bool, issued: datetime.date) -> dict[str, str]:
    """What foreigners' cards print in English; they expire with the permit."""
    return {
        "nama": foreign_name(rng),
        "tempat_lahir": one_of(rng, wordlists.FOREIGN_TOWNS),
        "jenis_kelamin": "FEMALE" if woman else "MALE",
        "agama": weighted(rng, vocabulary.FOREIGN_RELIGIONS),
        "status_perkawinan": weighted(rng, vocabulary.FOREIGN_STATUSES),
        "pekerjaan": one_of(rng, vocabulary.FOREIGN_WORK),
        "kewarganegaraan": one_of(rng, vocabulary.COUNTRIES),
        "berlaku_hingga": _printed(issued + datetime.timedelta(days=rng.randint(300, 1800))),
    }


def _birth_place(rng: random.Random, home: Place) -> str:
    """A town, or as often in villages a district; most were born where they live."""
    place = home if rng.random() < 0.6 else random_place(rng)
    return place.town if rng.random() < 0.8 else place.district


def _issue_place(rng: random.Random, home: Place) -> str:
    is_city = home.regency.startswith("KOTA ")
    return home.regency if rng.random() < (0.75 if is_city else 0.15) else home.town


def _valid_until(rng: random.Random, birth: datetime.date, issued: datetime.date) -> str:
    """For life; the first years printed the fifth birthday that followed."""
    if issued.year > 2015 or rng.random() < 0.4:
        return "SEUMUR HIDUP"
    return _printed(birth.replace(year=issued.year + 5, day=min(birth.day, 28)))


def _rt_rw(rng: random.Random) -> str:
    if rng.random() < 0.06:
        return "000/000"
    return f"{rng.randint(1, 30):03d}/{rng.randint(0, 20):03d}"


def _date(rng: random.Random, first_year: int, last_year: int) -> datetime.date:
    return datetime.date(rng.randint(first_year, last_year), 1, 1) + datetime.timedelta(days=rng.randrange(365))


def _printed(date: datetime.date) -> str:
    return date.strftime("%d-%m-%Y")
