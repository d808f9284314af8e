"""Where things stand on a card: measured on true prints (S) and on drawn mock-ups (M), then shaken a little.

Positions are shares of the card's width and height; a row's y is the top of its capitals.
"""

from __future__ import annotations

import dataclasses
import random
from dataclasses import dataclass

ROWS = ("nik", "nama", "lahir", "jenis_kelamin", "alamat.name", "alamat.rt_rw", "alamat.kel_desa", "alamat.kecamatan", "agama",
        "status_perkawinan", "pekerjaan", "kewarganegaraan", "berlaku_hingga")


@dataclass(frozen=True)
class Layout:
    """One family's measures."""

    name: str
    ratio: float  # width by height
    header: tuple[float, float]
    rows: tuple[float, ...]
    header_capital: float
    capital: float
    number_capital: float
    label: float
    indent: float
    colon: float
    value: float
    number_colon: float
    number: float
    digit_pitch: float
    blood: tuple[float, float]  # label, right end of its colon
    middle: float  # of the header
    photo: tuple[float, float, float, float]
    issue: tuple[float, float, float]  # centre x, place y, date y
    signature: tuple[float, float, float, float]
    corner: float  # radius by width
    labels_bold: bool = False
    values_bold: bool = False
    number_is_ocr: bool = True
    pushes_up: bool = False  # a second line moves what is above it up, not what is below it down

    @property
    def line_pitch(self) -> float:
        """Distance of two lines."""
        return (self.rows[-1] - self.rows[5]) / 7


S2 = Layout("S2", 1.599, (0.036, 0.094), (0.190, 0.289, 0.335, 0.384, 0.430, 0.475, 0.524, 0.573, 0.616, 0.662, 0.714, 0.764, 0.809),
            0.040, 0.031, 0.046, 0.028, 0.082, 0.233, 0.246, 0.186, 0.206, 0.0262, (0.504, 0.650), 0.50, (0.725, 0.185, 0.962, 0.665),
            (0.845, 0.685, 0.729), (0.74, 0.78, 0.95, 0.97), 0.035, pushes_up=True)
S3 = dataclasses.replace(S2, name="S3", ratio=1.595, rows=(
    0.195, 0.292, 0.338, 0.386, 0.433, 0.479, 0.527, 0.574, 0.620, 0.665, 0.715, 0.765, 0.809), capital=0.0325)
S1 = dataclasses.replace(S2, name="S1", ratio=1.589, rows=(
    0.198, 0.294, 0.339, 0.387, 0.433, 0.478, 0.524, 0.572, 0.622, 0.661, 0.707, 0.754, 0.800), capital=0.032, label=0.0275, indent=0.088,
    colon=0.264, value=0.278, number_colon=0.220, number=0.242, blood=(0.509, 0.657))
M1 = Layout("M1", 1.542, (0.040, 0.106), (0.236, 0.310, 0.354, 0.400, 0.445, 0.491, 0.535, 0.581, 0.627, 0.671, 0.717, 0.762, 0.808),
            0.040, 0.026, 0.038, 0.050, 0.103, 0.263, 0.277, 0.238, 0.265, 0.0215, (0.498, 0.626), 0.50, (0.717, 0.236, 0.956, 0.725),
            (0.830, 0.751, 0.794), (0.78, 0.84, 0.90, 0.95), 0.065, labels_bold=True, values_bold=True, number_is_ocr=False)
M2 = dataclasses.replace(M1, name="M2", ratio=1.538, header=(0.045, 0.116), rows=(
    0.238, 0.312, 0.356, 0.401, 0.447, 0.492, 0.536, 0.582, 0.628, 0.673, 0.718, 0.764, 0.808), digit_pitch=0.024,
    photo=(0.720, 0.269, 0.953, 0.722), issue=(0.823, 0.746, 0.794), values_bold=False, number_is_ocr=True)
M3 = Layout("M3", 1.595, (0.038, 0.103), (0.195, 0.278, 0.325, 0.373, 0.421, 0.475, 0.524, 0.571, 0.623, 0.671, 0.718, 0.766, 0.815),
            0.041, 0.031, 0.045, 0.030, 0.079, 0.292, 0.302, 0.187, 0.206, 0.0270, (0.536, 0.683), 0.50, (0.726, 0.207, 0.958, 0.665),
            (0.842, 0.690, 0.739), (0.76, 0.80, 0.93, 0.95), 0.035, pushes_up=True)
M4 = Layout("M4", 1.555, (0.058, 0.112), (0.227, 0.311, 0.359, 0.406, 0.454, 0.503, 0.551, 0.598, 0.648, 0.695, 0.743, 0.790, 0.840),
            0.038, 0.025, 0.043, 0.027, 0.082, 0.251, 0.265, 0.226, 0.241, 0.0262, (0.498, 0.630), 0.528, (0.722, 0.302, 0.962, 0.690),
            (0.860, 0.736, 0.779), (0.78, 0.84, 0.93, 0.95), 0.04)

_SHARES = ((S1, 18), (S2, 22), (S3, 20), (M1, 10), (M2, 8), (M3, 10), (M4, 12))


def random_layout(rng: random.Random) -> Layout:
    """A family with its columns and rows shaken by what print offices differ."""
    families, shares = zip(*_SHARES, strict=True)
    base = rng.choices(families, shares)[0]

    def shaken(value: float, reach: float = 0.004) -> float:
        return value + rng.uniform(-reach, reach)

    def moved(values: tuple[float, ...], reach: float) -> tuple[float, ...]:
        shift = rng.uniform(-reach, reach)
        return tuple(value + shift for value in values)

    value_shift = rng.uniform(-0.004, 0.006)
    return dataclasses.replace(
        base, header=moved(base.header, 0.006), rows=moved(tuple(shaken(row, 0.0012) for row in base.rows), 0.006),
        capital=base.capital * rng.uniform(0.95, 1.05), number_capital=base.number_capital * rng.uniform(0.95, 1.04),
        label=shaken(base.label), indent=shaken(base.indent), colon=base.colon + value_shift, value=base.value + value_shift + rng.uniform(0, 0.004),
        number=shaken(base.number), blood=moved(base.blood, 0.006), middle=shaken(base.middle, 0.006),
        issue=(shaken(base.issue[0]), *moved(base.issue[1:], 0.005)),
        pushes_up=base.pushes_up if rng.random() < 0.8 else not base.pushes_up,
        labels_bold=base.labels_bold or rng.random() < 0.05, values_bold=base.values_bold or rng.random() < 0.1)
