"""Fits what the reader's confidences have to be raised to, so that they mean what they say, on labelled pictures.

    bacaktp batch runs/tuning --details --output tuning.jsonl
    python calibrate.py tuning.jsonl runs/tuning/labels.json

Prints, for each group of fields, the exponent of least surprise (mean negative log-likelihood of right and wrong) and the expected
calibration error in ten bins before and after. Run it on readings whose confidences were not raised yet: `Calibration.swift` off.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

GROUPS = {
    "free text": ("nama", "alamat.name"),
    "dates of issue": ("tgl_terbit",),
    "blood type": ("gol_darah",),
    "places": ("tempat_lahir", "tempat_terbit", "alamat.kel_desa", "alamat.kecamatan", "alamat.kabupaten", "alamat.provinsi"),
    "the others": ("nik", "tgl_lahir", "jenis_kelamin", "agama", "status_perkawinan", "pekerjaan", "kewarganegaraan", "alamat.rt_rw", "berlaku_hingga"),
}
EXPONENTS = [round(0.05 * step, 2) for step in range(2, 31)]
LEAST = 1e-3  # nothing is surer than one in a thousand: the set is too small to say so


def values(data: dict) -> dict[str, str | None]:
    return {**{key: value for key, value in data.items() if key != "alamat"}, **{f"alamat.{key}": value for key, value in data["alamat"].items()}}


def outcomes(readings: Path, labels: Path) -> dict[str, list[tuple[float, bool]]]:
    """Confidence and whether the value was right, of every value that was read."""
    truth, result = json.loads(labels.read_text()), defaultdict(list)
    for line in readings.read_text().splitlines():
        reading = json.loads(line)
        label = truth[Path(reading["file"]).name]
        if label["data"] is None or reading["error"]:
            continue
        for key, value in values(label["data"]).items():
            field = reading["fields"][key]
            if field["value"] is not None:
                result[key].append((field["confidence"], field["value"] == value))
    return result


def surprise(pairs: list[tuple[float, bool]], exponent: float) -> float:
    total = 0.0
    for confidence, is_right in pairs:
        chance = min(max(confidence**exponent, LEAST), 1 - LEAST)
        total -= math.log(chance if is_right else 1 - chance)
    return total / len(pairs)


def calibration_error(pairs: list[tuple[float, bool]], exponent: float) -> float:
    bins = defaultdict(list)
    for confidence, is_right in pairs:
        chance = confidence**exponent
        bins[min(int(chance * 10), 9)].append(chance - is_right)
    return sum(abs(sum(part)) for part in bins.values()) / len(pairs)


def main() -> None:
    readings, labels = (Path(argument) for argument in sys.argv[1:3])
    found = outcomes(readings, labels)
    print(f"{'group':16} values  wrong  exponent  ECE before  after")
    for name, keys in GROUPS.items():
        pairs = [pair for key in keys for pair in found[key]]
        best = min(EXPONENTS, key=lambda exponent: surprise(pairs, exponent))
        wrong = sum(not is_right for _, is_right in pairs)
        print(f"{name:16} {len(pairs):6} {wrong:6} {best:9} {calibration_error(pairs, 1):11.4f} {calibration_error(pairs, best):6.4f}")


if __name__ == "__main__":
    main()
