"""What lines of a KTP say, all of it invented: character shapes are to be learned, not a word list.

Half of all words are made of syllables by chance, so that an unseen name reads as well as a known one.
"""

from __future__ import annotations

import random
from pathlib import Path

from .alphabet import CHARACTERS

ONSETS = ("", "", "B", "C", "D", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "W", "Y", "Z", "NG", "NY",
          "SY", "KH", "DH", "TR", "PR", "BR", "KR", "SR", "GR", "ST", "V", "X", "Q", "TH", "MB", "ND")
VOWELS = ("A", "A", "A", "I", "I", "U", "U", "E", "E", "O", "AI", "AU", "IE", "OE", "EO", "IA", "UA")
CODAS = ("", "", "", "", "N", "NG", "R", "S", "T", "K", "H", "L", "M", "P", "D", "B", "NT", "RD", "Y", "LL", "TT", "X")
TITLES = ("H.", "HJ.", "DR.", "DRS.", "IR.", "RA.", "R.", "PROF.", "TGK.", "K.H.")
DEGREES = (", S.H.", ", S.PD.", ", M.M.", ", S.E.", " SE", " SH", ", S.KOM", ", M.SI.", " AMD", ", S.T.")
JOINERS = ("BIN", "BINTI", "AL", "VAN", "DE", "A.", "S.", "M.", "MUH.", "ABD.", "ST.", "NI", "I")
STREETS = ("JL.", "JLN.", "JL", "JALAN", "GG.", "GANG", "DUSUN", "DSN.", "KP.", "KAMPUNG", "PERUM", "PERUMAHAN", "KOMP.",
           "KOMPLEK", "BTN", "LINGK.", "LR.", "LRG.", "LORONG", "BLOK", "ASRAMA", "DK.", "LINK.", "VILLA", "TAMAN", "RUSUN", "PURI", "GRIYA")
STREET_PARTS = ("NO.", "NO.", "NO", "NO:", "NO :", "BLOK", "BLK.", "BLK", "RT.", "KM.", "KM", "KAV.", "LT.", "TOWER", "UNIT", "GG.", "LR.")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "II/115", "III/7")
RELIGIONS = ("ISLAM", "KRISTEN", "KATOLIK", "KATHOLIK", "HINDU", "BUDDHA", "BUDHA", "KHONGHUCU", "KEPERCAYAAN")
STATUSES = ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT")
JOBS = ("BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PENSIUNAN", "PEGAWAI NEGERI SIPIL", "PEDAGANG",
        "TENTARA NASIONAL INDONESIA", "KEPOLISIAN RI", "PETANI/PEKEBUN", "NELAYAN/PERIKANAN", "KARYAWAN SWASTA", "WIRASWASTA",
        "BURUH HARIAN LEPAS", "BURUH TANI/PERKEBUNAN", "PEMBANTU RUMAH TANGGA", "TUKANG CUKUR", "GURU", "DOKTER", "BIDAN",
        "PERAWAT", "SOPIR", "USTADZ/MUBALIGH", "PERANGKAT DESA", "KARYAWAN BUMN", "KARYAWAN HONORER", "NOTARIS", "APOTEKER")
SEXES = ("LAKI-LAKI", "PEREMPUAN", "MALE", "FEMALE")
BLOODS = ("A", "B", "AB", "O", "-", "-", "A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O+", "O-")
COUNTRIES = ("WNI", "WNI", "WNI", "WNA", "MALAYSIA", "JEPANG", "AUSTRALIA", "BELANDA", "INDIA", "KOREA SELATAN")
LABELS = ("NIK", "Nama", "Tempat/Tgl Lahir", "Tempat / Tgl Lahir", "Jenis Kelamin", "Jenis kelamin", "Gol. Darah", "Gol Darah",
          "Alamat", "RT/RW", "Kel/Desa", "Kecamatan", "Agama", "Status Perkawinan", "Pekerjaan", "Kewarganegaraan",
          "Berlaku Hingga", "Status", "Desa/Kelurahan")
HEADERS = ("PROVINSI", "KABUPATEN", "KOTA", "KOTA ADMINISTRASI")


class Writer:
    """Writes random lines from a seed; `places` may hold names of regions to mix in."""

    def __init__(self, seed: int, places: list[str] | None = None):
        self.random = random.Random(seed)
        self.places = places or []

    def line(self) -> str:
        """One line of 1 to 46 characters, every one of them in the alphabet."""
        kinds, weights = zip(*self._KINDS, strict=True)
        while True:
            text = self.random.choices(kinds, weights)[0](self)
            if self.random.random() < 0.22:
                text = self.random.choice((":", ": ", ": ", ":  ")) + text
            text = " ".join(text.split())[: self.random.choice((30, 34, 46))].strip()
            if text and all(character in CHARACTERS for character in text):
                return text

    def syllables(self, least: int = 1, most: int = 4) -> str:
        choose = self.random.choice
        word = "".join(
            choose(ONSETS) + choose(VOWELS) + (choose(CODAS) if self.random.random() < 0.6 else "")
            for _ in range(self.random.randint(least, most)))
        return word[:16]

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def place(self) -> str:
        if self.places and self.random.random() < 0.5:
            return self.random.choice(self.places)
        return " ".join(self.syllables(2, 3) for _ in range(self.random.choice((1, 1, 2))))

    def date(self) -> str:
        day, month, year = self.random.randint(1, 31), self.random.randint(1, 12), self.random.randint(1930, 2040)
        return f"{day:02d}-{month:02d}-{year}" if self.random.random() < 0.95 else f"{day:02d}/{month:02d}/{year}"

    def _nik(self) -> str:
        return self.digits(16)

    def _name(self) -> str:
        words = [self.syllables() for _ in range(self.random.choice((1, 2, 2, 3, 3, 4)))]
        roll = self.random.random()
        if roll < 0.12:
            words.insert(self.random.randrange(len(words)), self.random.choice(JOINERS))
        elif roll < 0.20:
            word = self.random.randrange(len(words))
            cut = self.random.randint(1, max(1, len(words[word]) - 1))
            words[word] = words[word][:cut] + self.random.choice("''-.") + words[word][cut:]
        elif roll < 0.28:
            words.insert(0, self.random.choice(TITLES))
        text = " ".join(words)
        return text + self.random.choice(DEGREES) if self.random.random() < 0.08 else text

    def _address(self) -> str:
        parts = [self.random.choice(STREETS), self.place()]
        if self.random.random() < 0.2:
            parts += [self.random.choice(("-", "-", "-", "/", "&")), self.place()]
        for _ in range(self.random.choice((0, 1, 1, 2))):
            number = self.random.choice((
                self.digits(self.random.randint(1, 3)), f"{self.digits(2)}-{self.digits(2)}", f"{self.digits(1)}.{self.digits(1)}",
                f"{self.random.choice('ABCDEFGHIJK')}{self.digits(1)}/{self.digits(2)}", f"{self.digits(2)}{self.random.choice('ABC')}",
                f"{self.random.choice('ABCDEFGHIJK')}.{self.digits(2)}", self.random.choice(ROMAN),
                f"{self.digits(3)}/{self.digits(2)}", f"{self.random.choice('ABCDEFGH')}-{self.digits(2)}",
                f"{self.random.choice('ABCDEFGHIJK')}/{self.digits(2)}", f"{self.random.choice('ABCDEFGHIJK')}{self.digits(2)}",
                f"{self.digits(3)}{self.random.choice('ABCD')}"))
            part = self.random.choice(STREET_PARTS)
            roll = self.random.random()
            parts += [part, number] if roll < 0.5 else [part + number] if roll < 0.82 else [number]
        if self.random.random() < 0.12:
            parts += ["BLOK", self.random.choice("ABCDEFGHIJK"), self.random.choice(("NO.", "NO", "NO:")), self.digits(self.random.randint(1, 2))]
        if self.random.random() < 0.12:
            parts += ["RT", self.digits(3), "RW", self.digits(3)]
        if self.random.random() < 0.15:
            parts.append(f"({self.syllables(2, 3)})")
        elif self.random.random() < 0.12:
            parts.append(self.random.choice(ROMAN))
        return " ".join(parts)

    def _birth(self) -> str:
        return f"{self.place()}{self.random.choice((', ', ', ', ',', ' , '))}{self.date()}"

    def _rt_rw(self) -> str:
        return f"{self.digits(3)}/{self.digits(3)}" if self.random.random() < 0.9 else f"{self.digits(2)} / {self.digits(2)}"

    def _header(self) -> str:
        return f"{self.random.choice(HEADERS)} {self.place()}"

    def _listed(self) -> str:
        return self.random.choice(self.random.choice((RELIGIONS, STATUSES, JOBS, JOBS, SEXES, COUNTRIES, ("SEUMUR HIDUP",))))

    def _blood(self) -> str:
        label = self.random.choice(("Gol. Darah", "Gol Darah", "Gol.Darah"))
        return f"{label} {self.random.choice((':', ': '))}{self.random.choice(BLOODS)}" if self.random.random() < 0.7 else self.random.choice(BLOODS)

    def _label(self) -> str:
        return self.random.choice(LABELS)

    def _one_box(self) -> str:
        """A label and its value that a line finder took for one."""
        return f"{self.random.choice(LABELS)} : {self.random.choice((self._listed, self._name, self.place))()}"

    def _noise(self) -> str:
        """Any characters: nothing can be guessed from what stands around."""
        length = self.random.randint(1, 24)
        pool = self.random.choice((CHARACTERS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/'",
                                   "IJLT1/.-'", "0O8B6G5S2Z1I4A"))
        text = "".join(self.random.choice(pool) for _ in range(length))
        if self.random.random() < 0.3:  # runs of one character, which CTC tells apart by the gaps between alone
            run = self.random.choice(("I", "I", "1", "L", self.random.choice(pool))) * self.random.randint(2, 4)
            at = self.random.randint(0, len(text))
            text = text[:at] + run + text[at:]
        return text

    def _small_letters(self) -> str:
        return " ".join(self.syllables().capitalize() for _ in range(self.random.randint(1, 3)))

    _KINDS = ((_nik, 15), (_name, 17), (place, 10), (_address, 19), (_birth, 8), (date, 4), (_rt_rw, 4), (_header, 5),
              (_listed, 8), (_blood, 3), (_label, 6), (_one_box, 4), (_noise, 13), (_small_letters, 3))


def region_names(folder: Path) -> list[str]:
    """Names of regions in capitals, from the lists that set-up makes; none where they are missing."""
    names: list[str] = []
    for file in ("regions.tsv", "villages.tsv"):
        if (folder / file).exists():
            lines = (folder / file).read_text().splitlines()
            names += [line.split("\t")[1].upper() for line in lines if "\t" in line]
    return [name for name in names if all(character in CHARACTERS for character in name)]
