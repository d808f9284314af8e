"""What is written on a card: the data of one invented person, and the rules that data obeys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """The printed values of one card, each exactly as printed."""

    nik: str
    nama: str
    tempat_lahir: str
    tgl_lahir: str
    jenis_kelamin: str
    agama: str
    status_perkawinan: str
    pekerjaan: str
    kewarganegaraan: str
    alamat: str
    rt_rw: str
    kel_desa: str
    kecamatan: str
    kabupaten: str
    provinsi: str
    gol_darah: str
    berlaku_hingga: str
    tempat_terbit: str
    tgl_terbit: str

    @property
    def is_foreigner(self) -> bool:
        return self.kewarganegaraan != "WNI"

    @property
    def is_woman(self) -> bool:
        return self.jenis_kelamin in ("PEREMPUAN", "FEMALE")

    @property
    def birth_year(self) -> int:
        return int(self.tgl_lahir[-4:])

    def data(self) -> dict:
        """The `data` object of the JSON contract, keys in its order; what foreigners' cards print in English translated.

        A value that is not printed is None.
        """
        return {
            "nik": self.nik,
            "nama": self.nama,
            "tempat_lahir": self.tempat_lahir,
            "tgl_lahir": self.tgl_lahir,
            "jenis_kelamin": {"MALE": "LAKI-LAKI", "FEMALE": "PEREMPUAN"}.get(self.jenis_kelamin, self.jenis_kelamin),
            "agama": self.agama or None,
            "status_perkawinan": self.status_perkawinan,
            "pekerjaan": self.pekerjaan,
            "kewarganegaraan": self.kewarganegaraan,
            "alamat": {
                "name": self.alamat,
                "rt_rw": self.rt_rw,
                "kel_desa": self.kel_desa,
                "kecamatan": self.kecamatan,
                "kabupaten": self.kabupaten,
                "provinsi": self.provinsi,
            },
            "gol_darah": self.gol_darah or None,
            "berlaku_hingga": self.berlaku_hingga,
            "tempat_terbit": self.tempat_terbit,
            "tgl_terbit": self.tgl_terbit,
        }


def make_nik(district: str, birth_date: str, woman: bool, serial: int) -> str:
    """The number a person of this district ("32.04.37"), birth date ("DD-MM-YYYY") and sex would have.

    Serials are given out from 0001 upwards for each birth date in a district and hardly reach the thousands, so
    9000 to 9999 should belong to nobody.
    """
    if not 9000 <= serial <= 9999:
        raise ValueError("invented people have serials from 9000 to 9999")
    day, month, year = birth_date.split("-")
    printed_day = int(day) + 40 if woman else int(day)
    return f"{district.replace('.', '')}{printed_day:02d}{month}{year[2:]}{serial:04d}"


def person(district: str, serial: int, **values: str) -> Card:
    """A card whose NIK follows from the rest; what is not given takes the commonest value."""
    common = {
        "jenis_kelamin": "LAKI-LAKI",
        "agama": "ISLAM",
        "status_perkawinan": "BELUM KAWIN",
        "kewarganegaraan": "WNI",
        "gol_darah": "-",
        "berlaku_hingga": "SEUMUR HIDUP",
    }
    values = common | values
    woman = values["jenis_kelamin"] in ("PEREMPUAN", "FEMALE")
    return Card(nik=make_nik(district, values["tgl_lahir"], woman, serial), **values)
