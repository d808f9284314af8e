"""Typefaces of random cards: sans serif families and number faces that our networks never saw, but for OCR-A."""

from __future__ import annotations

# key, regular file, bold file, Debian package, share of cards
FAMILIES = (
    ("loma", "Loma.ttf", "Loma-Bold.ttf", "fonts-tlwg-loma-ttf", 22),  # nearest to the Arial of true cards
    ("inter", "Inter-Regular.otf", "Inter-SemiBold.otf", "fonts-inter", 18),
    ("go", "Go-Regular.ttf", "Go-Bold.ttf", "fonts-go", 10),
    ("clear", "ClearSans-Regular.ttf", "ClearSans-Bold.ttf", "fonts-clear-sans", 10),
    ("b612", "B612-Regular.otf", "B612-Bold.otf", "fonts-b612", 8),
    ("lato", "Lato-Regular.ttf", "Lato-Bold.ttf", "fonts-lato", 8),
    ("pt", "PTS55F.ttf", "PTS75F.ttf", "fonts-paratype", 6),
    ("cantarell", "Cantarell-Regular.otf", "Cantarell-Bold.otf", "fonts-cantarell", 6),
    ("oxygen", "Oxygen-Sans.ttf", "Oxygen-Sans-Bold.ttf", "fonts-oxygen", 6),
    ("tuffy", "Tuffy.ttf", "Tuffy_Bold.ttf", "fonts-tuffy", 6),
)
NUMBER_FACES = (("ocr", 60), ("ocr-b", 28), ("b612-mono", 12))

SET_FACES = (
    *((key, regular, package) for key, regular, _, package, _ in FAMILIES),
    *((f"{key}-bold", bold, package) for key, _, bold, package, _ in FAMILIES),
    ("ocr-b", "OCRB.otf", "fonts-ocr-b"),
    ("b612-mono", "B612Mono-Regular.otf", "fonts-b612"),
)
