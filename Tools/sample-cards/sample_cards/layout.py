"""Where things stand on a card: measured geometry, as shares of card width (x) and card height (y).

S1 and S2 are true prints, M1 to M4 drawn mock-ups of the kind sample pictures come from. Card: ID-1, 85.60 mm wide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

CARD_WIDTH_MM = 85.60

ROWS = (
    "nik", "nama", "ttl", "jenis_kelamin", "alamat", "rt_rw", "kel_desa", "kecamatan",
    "agama", "status_perkawinan", "pekerjaan", "kewarganegaraan", "berlaku_hingga",
)  # fmt: skip
INDENTED_ROWS = ("rt_rw", "kel_desa", "kecamatan")

Box = tuple[float, float, float, float]
Color = tuple[int, int, int]


@dataclass(frozen=True)
class Layout:
    """One print run of cards. `row_tops` are the tops of the capitals, in the order of `ROWS`."""

    name: str
    aspect: float
    header_tops: tuple[float, float]
    row_tops: tuple[float, ...]
    pitch: float
    cap: float
    header_cap: float
    nik_cap: float
    label_x: float
    indent_x: float
    colon_x: float
    value_x: float
    nik_label_span: tuple[float, float]
    nik_colon_x: float
    nik_x: float
    nik_digit_pitch: float
    blood_label_x: float
    blood_colon_x: float
    blood_x: float
    photo: Box
    issue_center_x: float
    issue_tops: tuple[float, float]
    signature: Box
    globe_color: Color
    ground_color: Color
    ink_color: Color
    header_x: float = 0.5
    value_limit_x: float = 0.70
    issue_cap: float = 0.030
    text_width: float = 1.0  # horizontal scale of labels and values
    labels_bold: bool = False
    values_bold: bool = False
    nik_bold_sans: bool = False
    dot_grid: bool = False  # printed in dots of 1/12 mm, as true cards are
    upper_rows_give_way: bool = True  # a second line moves the rows above it up, not those below it down
    wave_period_mm: float = 0.4
    waves_over_globe: bool = True
    corner_radius_mm: float = 3.0

    def tops(self, extra_lines: dict[str, int]) -> dict[str, float]:
        """Top of the capitals of each row, when the rows named in `extra_lines` take that many more lines."""
        tops = dict(zip(ROWS, self.row_tops, strict=True))
        for row, lines in extra_lines.items():
            at = ROWS.index(row)
            moved = ROWS[: at + 1] if self.upper_rows_give_way else ROWS[at + 1 :]
            for other in moved:
                tops[other] += (-lines if self.upper_rows_give_way else lines) * self.pitch
        return tops


# True print with narrow letters; labels touch their colons. The header could not be measured: it is put a little above
# the one of the mock-ups, since with two address lines the NIK reaches up to 0.15.
S2 = Layout(
    name="S2", aspect=1.596,
    header_tops=(0.036, 0.090),
    row_tops=(0.193, 0.290, 0.337, 0.385, 0.432, 0.477, 0.526, 0.573, 0.618, 0.664, 0.714, 0.764, 0.809),
    pitch=0.0473, cap=0.0300, header_cap=0.039, nik_cap=0.046,
    label_x=0.028, indent_x=0.082, colon_x=0.233, value_x=0.245,
    nik_label_span=(0.030, 0.091), nik_colon_x=0.186, nik_x=0.206, nik_digit_pitch=0.0268,
    blood_label_x=0.504, blood_colon_x=0.644, blood_x=0.660,
    photo=(0.725, 0.185, 0.962, 0.665), issue_center_x=0.845, issue_tops=(0.685, 0.729),
    signature=(0.765, 0.785, 0.935, 0.965),
    globe_color=(166, 211, 220), ground_color=(171, 212, 221), ink_color=(28, 48, 56),
    text_width=0.88, dot_grid=True,
)  # fmt: skip

# True print with wider letters and columns. Measured on a card with two address lines; here without the second one.
S1 = replace(
    S2, name="S1", aspect=1.589,
    row_tops=(0.198, 0.294, 0.339, 0.387, 0.433, 0.478, 0.524, 0.572, 0.622, 0.661, 0.707, 0.754, 0.800),
    pitch=0.0460, cap=0.0315,
    label_x=0.0275, indent_x=0.088, colon_x=0.264, value_x=0.276,
    nik_label_span=(0.030, 0.101), nik_colon_x=0.219, nik_x=0.238, nik_digit_pitch=0.0262,
    blood_label_x=0.509, blood_colon_x=0.654, blood_x=0.668,
    photo=(0.712, 0.188, 0.950, 0.662), issue_center_x=0.832,
    globe_color=(143, 222, 234), ground_color=(173, 235, 240), ink_color=(25, 59, 85),
    value_limit_x=0.695, text_width=0.95,
)  # fmt: skip

# Mock-up: small bold letters, tall card, NIK in bold sans.
M1 = Layout(
    name="M1", aspect=1.542,
    header_tops=(0.040, 0.106),
    row_tops=(0.236, 0.310, 0.354, 0.400, 0.445, 0.491, 0.535, 0.581, 0.627, 0.671, 0.717, 0.762, 0.808),
    pitch=0.0453, cap=0.0250, header_cap=0.040, nik_cap=0.040,
    label_x=0.050, indent_x=0.103, colon_x=0.263, value_x=0.277,
    nik_label_span=(0.051, 0.116), nik_colon_x=0.238, nik_x=0.265, nik_digit_pitch=0.022,
    blood_label_x=0.498, blood_colon_x=0.623, blood_x=0.638,
    photo=(0.717, 0.236, 0.956, 0.725), issue_center_x=0.830, issue_tops=(0.751, 0.794),
    signature=(0.770, 0.850, 0.890, 0.955),
    globe_color=(169, 207, 230), ground_color=(197, 219, 230), ink_color=(22, 21, 26),
    issue_cap=0.025, labels_bold=True, values_bold=True, nik_bold_sans=True,
    upper_rows_give_way=False, wave_period_mm=1.0, waves_over_globe=False, corner_radius_mm=6.0,
)  # fmt: skip

# Mock-up: like M1, with regular values and the NIK in OCR-A.
M2 = replace(
    M1, name="M2", aspect=1.538,
    header_tops=(0.045, 0.116),
    row_tops=(0.238, 0.312, 0.356, 0.401, 0.447, 0.492, 0.536, 0.582, 0.628, 0.673, 0.718, 0.764, 0.808),
    nik_digit_pitch=0.024, photo=(0.720, 0.269, 0.953, 0.722), issue_center_x=0.823, issue_tops=(0.746, 0.794),
    globe_color=(186, 226, 251), ground_color=(215, 240, 251), ink_color=(42, 45, 46),
    values_bold=False, nik_bold_sans=False,
)  # fmt: skip

# Mock-up: large letters, true proportions, far colons.
M3 = replace(
    M1, name="M3", aspect=1.595,
    header_tops=(0.038, 0.103),
    row_tops=(0.195, 0.278, 0.325, 0.373, 0.421, 0.475, 0.524, 0.571, 0.623, 0.671, 0.718, 0.766, 0.815),
    pitch=0.049, cap=0.031, nik_cap=0.042,
    label_x=0.030, indent_x=0.079, colon_x=0.292, value_x=0.302,
    nik_label_span=(0.030, 0.093), nik_colon_x=0.187, nik_x=0.206, nik_digit_pitch=0.027,
    blood_label_x=0.536, blood_colon_x=0.680, blood_x=0.695,
    photo=(0.726, 0.207, 0.958, 0.665), issue_center_x=0.842, issue_tops=(0.690, 0.739),
    signature=(0.785, 0.800, 0.915, 0.940),
    globe_color=(137, 184, 229), ground_color=(163, 198, 237), ink_color=(4, 4, 6),
    issue_cap=0.031, text_width=0.94, nik_bold_sans=False, corner_radius_mm=3.0,
)  # fmt: skip

# Mock-up as generators draw it: header right of the middle, low photo.
M4 = replace(
    M2, name="M4", aspect=1.555, header_x=0.528,
    header_tops=(0.058, 0.112),
    row_tops=(0.227, 0.311, 0.359, 0.406, 0.454, 0.503, 0.551, 0.598, 0.648, 0.695, 0.743, 0.790, 0.840),
    pitch=0.0478, nik_cap=0.042,
    label_x=0.027, indent_x=0.082, colon_x=0.251, value_x=0.265,
    nik_label_span=(0.029, 0.096), nik_colon_x=0.225, nik_x=0.241, nik_digit_pitch=0.026,
    blood_label_x=0.498, blood_colon_x=0.627, blood_x=0.642,
    photo=(0.722, 0.302, 0.962, 0.690), issue_center_x=0.860, issue_tops=(0.736, 0.779),
    signature=(0.800, 0.850, 0.920, 0.955),
    ink_color=(2, 5, 5), text_width=1.05, wave_period_mm=1.0,
)  # fmt: skip

LAYOUTS = {layout.name: layout for layout in (S1, S2, M1, M2, M3, M4)}
