"""What happens to a picture after it was taken."""

from __future__ import annotations

import io
import random

import cv2
import numpy as np
from PIL import Image

from .tables import noise


def resave(image: Image.Image, quality: int) -> Image.Image:
    """The picture after one more JPEG save."""
    stored = io.BytesIO()
    image.save(stored, "JPEG", quality=quality)
    return Image.open(io.BytesIO(stored.getvalue())).convert("RGB")


def shrunk(image: Image.Image, factor: float) -> Image.Image:
    """The picture in a smaller size."""
    return image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS)


def photocopied(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """RGB bytes as a copier leaves them: grey and hard, with toner streaks and specks."""
    dots = np.random.default_rng(rng.getrandbits(32))
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    height, width = grey.shape
    # paper is what the card's pale ground turns into, or nearly
    black, white = rng.uniform(45, 75), np.percentile(grey, 70) * rng.uniform(0.88, 1.02)
    copy = 255 * np.clip((grey - black) / (white - black), 0, 1)
    copy += rng.uniform(0, 14) * noise(width, height, rng.randint(6, 40), 2, dots)
    specks = dots.random((height // 2 + 1, width // 2 + 1), np.float32) < rng.uniform(0, 0.0012)
    specks = cv2.resize(specks.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    toner = copy * (1 - 0.8 * specks) + dots.normal(0, rng.uniform(1, 5), grey.shape)
    return cv2.cvtColor(np.clip(toner, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)
