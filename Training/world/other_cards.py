"""Cards that are no KTP: licences, bank cards, student cards, business cards."""

from __future__ import annotations

import random

import numpy as np

from .canvas import Canvas, colour
from .card import FlatCard, rounded_outline
from .portrait import draw_portrait

_WIDTH, _HEIGHT = 1300, 820


def licence(split: str, rng: random.Random) -> FlatCard:
    """Numbered lines beside a portrait, as driving licences have."""
    canvas = Canvas(_WIDTH, _HEIGHT, colour(rng, 190, 245), split, rng)
    canvas.text(650, 40, rng.choice(("SURAT IZIN MENGEMUDI", "DRIVING LICENSE", "SURAT IZIN MENGEMUDI A")), 58, anchor="ma")
    canvas.text(650, 110, "INDONESIA", 40, anchor="ma")
    for number in range(1, rng.randint(6, 8)):
        line = canvas.date() if number == 2 else canvas.digits(12) if number == 6 else canvas.words(1, 3).upper()
        canvas.text(430, 190 + 72 * number, f"{number}. {line}", 40)
    return _with_portrait(canvas, (60, 230, 380, 640), rng)


def bank_card(split: str, rng: random.Random) -> FlatCard:
    """A chip, sixteen large digits and an invented bank."""
    canvas = Canvas(_WIDTH, _HEIGHT, colour(rng, 20, 170), split, rng)
    light = (235, 235, 235)
    canvas.text(80, 70, f"BANK {canvas.words(1, 1).upper()}", 76, light)
    canvas.pen.rounded_rectangle((100, 260, 270, 390), 24, fill=(205, 175, 95))
    canvas.text(100, 460, " ".join(canvas.digits(4) for _ in range(4)), 92, light)
    canvas.text(100, 660, canvas.words(2, 3).upper(), 52, light)
    canvas.text(700, 590, f"VALID THRU {rng.randint(1, 12):02d}/{rng.randint(26, 33)}", 36, light)
    canvas.pen.ellipse((1010, 610, 1150, 750), fill=(220, 60, 50))
    canvas.pen.ellipse((1090, 610, 1230, 750), fill=(240, 170, 40))
    return _finished(canvas)


def student_card(split: str, rng: random.Random) -> FlatCard:
    """A school's card: a band with its name, a portrait, a few labelled lines like a KTP's."""
    canvas = Canvas(_WIDTH, _HEIGHT, colour(rng, 200, 255), split, rng)
    canvas.pen.rectangle((0, 0, _WIDTH, 170), fill=colour(rng, 20, 160))
    canvas.text(650, 35, f"{rng.choice(('UNIVERSITAS', 'SMA NEGERI', 'POLITEKNIK'))} {canvas.words(1, 2).upper()}", 56, (255, 255, 255), "ma")
    canvas.text(650, 105, rng.choice(("KARTU TANDA MAHASISWA", "KARTU PELAJAR", "KARTU ANGGOTA PERPUSTAKAAN")), 44, (255, 255, 255), "ma")
    for row, (label, value) in enumerate((("Nama", canvas.words(2, 3).upper()[:21]), ("NIM", canvas.digits(rng.randint(8, 11))),
                                          ("Prodi", canvas.words(1, 2).upper()), ("Alamat", canvas.words(2, 3)[:24]), ("Berlaku s/d", canvas.date()))):
        canvas.text(420, 250 + 92 * row, label, 42)
        canvas.text(680, 250 + 92 * row, f": {value}", 42)
    return _with_portrait(canvas, (60, 240, 370, 650), rng)


def business_card(split: str, rng: random.Random) -> FlatCard:
    """A firm, a person, ways to reach them."""
    canvas = Canvas(_WIDTH, _HEIGHT, colour(rng, 215, 255), split, rng)
    left = rng.randint(80, 500)
    canvas.pen.rectangle((0, 0, rng.randint(20, 70), _HEIGHT), fill=colour(rng, 20, 200))
    canvas.text(left, 120, f"PT {canvas.words(1, 2).upper()}", 70)
    canvas.text(left, 280, canvas.words(2, 3).title(), 56)
    canvas.text(left, 350, rng.choice(("Sales Manager", "Direktur", "Marketing", "Teknisi")), 40)
    for row, line in enumerate((f"Jl. {canvas.words(1, 2).title()} No. {rng.randint(1, 99)}", f"Telp. 0{canvas.digits(3)}-{canvas.digits(7)}",
                                f"{canvas.words(1, 1).lower()}@example.com")):
        canvas.text(left, 520 + 65 * row, line, 38)
    return _finished(canvas)


def _with_portrait(canvas: Canvas, box: tuple[int, int, int, int], rng: random.Random) -> FlatCard:
    card = _finished(canvas)
    x0, y0, x1, y1 = box
    card.picture[y0:y1, x0:x1] = draw_portrait(x1 - x0, y1 - y0, rng.randint(1950, 2005), False, rng.random() < 0.5, rng)
    return card


def _finished(canvas: Canvas) -> FlatCard:
    noise = np.random.default_rng(canvas.rng.getrandbits(32))
    card = canvas.as_card(rounded_outline(_WIDTH, _HEIGHT, 0.036))
    card.picture += noise.standard_normal((_HEIGHT, _WIDTH, 1), np.float32) * 2
    return card
