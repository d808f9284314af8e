"""Sets a person's values in the rows of a layout, as print offices do: glued, shifted, on two lines where one is too short."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .layout import ROWS, Layout
from .person import Person
from .printing import InkSheet, Type, width_of
from .typefaces import Family

_LABELS = {
    "nik": ("NIK",), "nama": ("Nama",), "lahir": ("Tempat/Tgl Lahir", "Tempat/Tgl Lahir", "Tempat / Tgl Lahir", "Tempat/Tgl. Lahir"),
    "jenis_kelamin": ("Jenis Kelamin", "Jenis Kelamin", "Jenis kelamin"), "alamat.name": ("Alamat",), "alamat.rt_rw": ("RT/RW", "RT/RW", "RT / RW"),
    "alamat.kel_desa": ("Kel/Desa", "Kel/Desa", "Kel / Desa"), "alamat.kecamatan": ("Kecamatan",), "agama": ("Agama",),
    "status_perkawinan": ("Status Perkawinan", "Status Perkawinan", "Status perkawinan"), "pekerjaan": ("Pekerjaan",),
    "kewarganegaraan": ("Kewarganegaraan",), "berlaku_hingga": ("Berlaku Hingga", "Berlaku Hingga", "Berlaku hingga"),
}
_INDENTED = ("alamat.rt_rw", "alamat.kel_desa", "alamat.kecamatan")
_MAY_TAKE_TWO_LINES = ("nama", "alamat.name", "pekerjaan")


@dataclass(frozen=True)
class Habits:
    """How one print office sets all its cards."""

    colon: str  # "column", "at label" or "at value"
    gap: float  # between colon and value, shares of the width; 0 where they are glued
    values_down: float  # the values' drop against their labels, shares of the height
    tracking: float  # of the values, shares of their capitals
    shows_blood_colon: bool
    blood_label: str

    @staticmethod
    def random(rng: random.Random) -> Habits:
        """An office by chance."""
        return Habits(
            colon=rng.choices(("column", "at label", "at value"), (70, 12, 18))[0],
            gap=rng.choice((0.0, 0.004, 0.008)),
            values_down=rng.uniform(-0.006, 0.006) if rng.random() < 0.35 else 0.0,
            tracking=rng.choice((0.0, 0.0, 0.0, -0.02, 0.05)),
            shows_blood_colon=rng.random() < 0.93,
            blood_label=rng.choice(("Gol. Darah", "Gol. Darah", "Gol. Darah", "Gol Darah", "Gol.Darah")))


class Compositor:
    """Sets one card on one sheet of ink."""

    def __init__(self, sheet: InkSheet, layout: Layout, family: Family, number_face: str, habits: Habits, rng: random.Random):
        self.sheet, self.layout, self.habits, self.rng = sheet, layout, habits, rng
        capital = layout.capital * sheet.height
        self.label_type = Type(family.bold if layout.labels_bold else family.regular, capital)
        self.value_type = Type(family.bold if layout.values_bold else family.regular, capital, tracking=habits.tracking * capital)
        self.header_type = Type(family.bold if rng.random() < 0.6 else family.regular, layout.header_capital * sheet.height)
        number = layout.number_capital * sheet.height
        self.number_label_type = Type(number_face if layout.number_is_ocr else family.bold, number)
        self.number_type = Type(self.number_label_type.path, number, pitch=layout.digit_pitch * sheet.width)
        self.colon_is_late = habits.colon == "at value"

    def set(self, person: Person) -> None:
        """Sets everything but the portrait."""
        values = person.values
        lines = {key: self._broken(key, values[key]) for key in ROWS if key != "lahir"}
        tops = self._tops({key for key, broken in lines.items() if len(broken) > 1})
        self._header(values, tops["nik"])
        for row in ROWS:
            top = tops[row] * self.sheet.height
            x = self._label(row, top)
            low = top + (0 if row == "nik" else self.habits.values_down * self.sheet.height)
            if row == "nik":
                self.sheet.write(row, values[row], self.layout.number * self.sheet.width, top, self.number_type)
            elif row == "lahir":
                self._birth(values["tempat_lahir"], values["tgl_lahir"], x, low)
            else:
                for number, text in enumerate(lines[row]):
                    self.sheet.write(row, text, x, low + number * self.layout.line_pitch * self.sheet.height, self.value_type, self._most(row, x))
            if row == "jenis_kelamin":
                self._blood(values["gol_darah"], top, low)
        self._issue(values)

    def _header(self, values: dict[str, str], number_top: float) -> None:
        # Where the rows moved up, the head makes room.
        rise = max(0.0, self.layout.header[1] + self.layout.header_capital + 0.012 - number_top)
        texts = (("alamat.provinsi", f"PROVINSI {values['alamat.provinsi']}"), ("alamat.kabupaten", values["alamat.kabupaten"]))
        for (key, text), top in zip(texts, self.layout.header, strict=True):
            self.sheet.write_centred(key, text, self.layout.middle * self.sheet.width, (top - rise) * self.sheet.height, self.header_type, 0.9 * self.sheet.width)

    def _most(self, row: str, x: float) -> float:
        """Widest a value may be: up to the photo, and the blood label in its row."""
        end = self.layout.blood[0] - 0.03 if row == "jenis_kelamin" else self.layout.photo[0] - 0.012
        return end * self.sheet.width - x

    def _broken(self, row: str, text: str) -> list[str]:
        """The text on one line, or on two where it may be and has to."""
        most = self._most(row, self.layout.value * self.sheet.width)
        words = text.split(" ")
        if row not in _MAY_TAKE_TWO_LINES or width_of(text, self.value_type) <= most or len(words) == 1:
            return [text]
        first = max(1, next((n - 1 for n in range(2, len(words) + 1) if width_of(" ".join(words[:n]), self.value_type) > most), len(words) - 1))
        return [" ".join(words[:first]), " ".join(words[first:])]

    def _tops(self, doubled: set[str]) -> dict[str, float]:
        """Every row's top, with room made for second lines."""
        tops = dict(zip(ROWS, self.layout.rows, strict=True))
        pitch, has_moved_up = self.layout.line_pitch, False
        for row in _MAY_TAKE_TWO_LINES:
            if row not in doubled:
                continue
            at = ROWS.index(row)
            if self.layout.pushes_up and row != "pekerjaan" and not has_moved_up and tops["nik"] > 0.185:
                has_moved_up = True  # the header leaves room for one line only
                for other in ROWS[: at + 1]:
                    tops[other] -= pitch
            else:
                for other in ROWS[at + 1 :]:
                    tops[other] += pitch
        lowest, first = 0.875, tops["nama"]
        if tops[ROWS[-1]] > lowest:  # three or four extra lines: the office sets everything closer
            shrink = (lowest - first) / (tops[ROWS[-1]] - first)
            tops = {row: first + (top - first) * shrink if top > first else top for row, top in tops.items()}
        return tops

    def _label(self, row: str, top: float) -> float:
        """Writes label and colon; gives the left end of the value."""
        width, layout = self.sheet.width, self.layout
        face = self.number_label_type if row == "nik" else self.label_type
        left = layout.label if row not in _INDENTED else layout.indent
        colon = layout.number_colon if row == "nik" else layout.colon
        # The longest labels touch their colon on true prints; they never run over it.
        right = self.sheet.write("label", self.rng.choice(_LABELS[row]), left * width, top, face, (colon - left) * width - 1)
        if row == "nik":
            self.sheet.write("", ":", colon * width, top, face)
            return layout.number * width
        if self.habits.colon == "at label":
            self.sheet.write("", ":", right + 0.15 * face.capital, top, face)
            return layout.value * width
        end = self.sheet.write("", ":", colon * width, top, face)
        return end + (0.12 * face.capital + self.habits.gap * width if self.colon_is_late else max(layout.value * width - end, 2))

    def _birth(self, place: str, date: str, x: float, top: float) -> None:
        """Place and date are one text with two truths."""
        most = self._most("lahir", x)
        comma = self.rng.choice((", ", ", ", ", ", ","))
        full = width_of(place + comma + date, self.value_type)
        shrink = min(1.0, most / full)
        right = self.sheet.write("tempat_lahir", place, x, top, self.value_type, width_of(place, self.value_type) * shrink)
        comma_end = self.sheet.write("", ",", right + 0.1 * self.value_type.capital, top, self.value_type)
        blank = 0.45 * self.value_type.capital if comma.endswith(" ") else 0.12 * self.value_type.capital
        self.sheet.write("tgl_lahir", date, comma_end + blank, top, self.value_type, width_of(date, self.value_type) * shrink)

    def _blood(self, value: str, top: float, low: float) -> None:
        width = self.sheet.width
        left, end = (share * width for share in self.layout.blood)
        right = self.sheet.write("label", self.habits.blood_label, left, top, self.label_type, end - left - 0.02 * width)
        if self.habits.shows_blood_colon:
            self.sheet.write("", ":", max(right + 2, end - 0.006 * width), top, self.label_type)
        self.sheet.write("gol_darah", value, end + self.rng.uniform(0.006, 0.014) * width, low, self.value_type)

    def _issue(self, values: dict[str, str]) -> None:
        middle, place, date = self.layout.issue
        face = Type(self.value_type.path, self.value_type.capital * self.rng.uniform(0.94, 1.08))
        for key, top in (("tempat_terbit", place), ("tgl_terbit", date)):
            self.sheet.write_centred(key, values[key], middle * self.sheet.width, top * self.sheet.height, face, 0.285 * self.sheet.width)
