"""Sheets of paper and screens: letters, receipts, family tables, empty tables, programs."""

from __future__ import annotations

import random

import numpy as np

from .canvas import Canvas, colour
from .card import FlatCard


def document(split: str, rng: random.Random) -> FlatCard:
    """A letter of paragraphs, at times about a KTP without being one."""
    canvas = Canvas(1240, 1754, colour(rng, 235, 255), split, rng)
    canvas.text(620, 110, rng.choice(("SURAT KETERANGAN", "SURAT PERNYATAAN", "FORMULIR PENDAFTARAN", "KONTRAK KERJA", canvas.words(2, 3).upper())), 44, anchor="ma")
    y = 240
    while y < 1600:
        for _ in range(rng.randint(2, 8)):
            canvas.text(120, y, canvas.words(6, 9)[:46], 30)
            y += 44
        if rng.random() < 0.3:
            canvas.text(160, y, f"{rng.choice(('Nama', 'NIK', 'Alamat', 'Pekerjaan', 'Tanggal'))} : {canvas.words(1, 3)}", 30)
            y += 48
        y += 34
    return _paper(canvas)


def receipt(split: str, rng: random.Random) -> FlatCard:
    """A till's slip."""
    rows = rng.randint(7, 20)
    canvas = Canvas(620, 420 + rows * 44, colour(rng, 228, 252), split, rng)
    canvas.text(310, 40, f"TOKO {canvas.words(1, 2).upper()}", 40, anchor="ma")
    canvas.text(310, 95, f"{canvas.date('/')}  {rng.randint(7, 21):02d}:{rng.randint(0, 59):02d}", 28, anchor="ma")
    for row in range(rows):
        canvas.text(40, 170 + 44 * row, canvas.words(1, 2)[:20], 28)
        canvas.text(580, 170 + 44 * row, canvas.amount(), 28, anchor="ra")
    canvas.text(40, 220 + 44 * rows, "TOTAL", 38)
    canvas.text(580, 220 + 44 * rows, canvas.amount(), 38, anchor="ra")
    canvas.text(310, 310 + 44 * rows, "TERIMA KASIH", 30, anchor="ma")
    return _paper(canvas)


def family_table(split: str, rng: random.Random) -> FlatCard:
    """A household's table with many names and numbers: no KTP, though its words are on every KTP."""
    canvas = Canvas(1754, 1240, colour(rng, 222, 252), split, rng)
    canvas.text(877, 50, "KARTU KELUARGA", 62, anchor="ma")
    canvas.text(877, 130, f"No. {canvas.digits(16)}", 40, anchor="ma")
    columns = (60, 110, 560, 900, 1080, 1260, 1420, 1700)
    heads = ("No", "Nama Lengkap", "NIK", "Jenis Kelamin", "Tempat Lahir", "Agama", "Pekerjaan")
    rows = rng.randint(3, 9)
    for row in range(rows + 1):
        y = 330 + row * 66
        entries = heads if row == 0 else (str(row), canvas.words(2, 3).upper()[:24], canvas.digits(16), rng.choice(("LAKI-LAKI", "PEREMPUAN")),
                                          canvas.words(1, 1).upper(), "ISLAM", canvas.words(1, 2).upper()[:16])
        for x, entry in zip(columns, entries, strict=False):
            canvas.text(x + 8, y + 18, entry, 22)
    _grid(canvas, columns, 330, rows + 1, 66)
    return _paper(canvas)


def empty_table(split: str, rng: random.Random) -> FlatCard:
    """Lines and nothing in them."""
    canvas = Canvas(1500, 1060, colour(rng, 225, 255), split, rng)
    count = rng.randint(3, 8)
    _grid(canvas, tuple(80 + round(1340 * n / count) for n in range(count + 1)), 90, rng.randint(6, 14), 60)
    return _paper(canvas)


def program(split: str, rng: random.Random) -> np.ndarray:
    """A telephone's or a computer's screen, captured: bars, lists, buttons."""
    is_tall, is_dark = rng.random() < 0.6, rng.random() < 0.35
    width, height = (1080, 2200) if is_tall else (1600, 900)
    canvas = Canvas(width, height, (24, 26, 30) if is_dark else (248, 248, 250), split, rng)
    ink = (225, 225, 228) if is_dark else (30, 32, 36)
    canvas.pen.rectangle((0, 0, width, 130), fill=colour(rng, 20, 180))
    canvas.text(50, 40, rng.choice(("Verifikasi Identitas", "Pesan", "Dompet", "Unggah Foto KTP", "Pengaturan", "Riwayat")), 50, (255, 255, 255))
    y = 190
    while y < height - 150:
        canvas.pen.ellipse((40, y, 120, y + 80), fill=colour(rng, 60, 220))
        canvas.text(160, y, canvas.words(1, 3).title(), 38, ink)
        canvas.text(160, y + 46, canvas.words(2, 5)[:44], 28, tuple((value + 128) // 2 for value in ink))
        y += rng.randint(120, 180)
    return canvas.bgr()


def _grid(canvas: Canvas, columns: tuple[int, ...], top: int, rows: int, pitch: int) -> None:
    bottom = top + rows * pitch
    for x in columns:
        canvas.pen.line((x, top, x, bottom), fill=canvas.ink, width=3)
    for row in range(rows + 1):
        canvas.pen.line((columns[0], top + row * pitch, columns[-1], top + row * pitch), fill=canvas.ink, width=3)


def _paper(canvas: Canvas) -> FlatCard:
    return canvas.as_card(np.ones((canvas.image.height, canvas.image.width), np.float32))
