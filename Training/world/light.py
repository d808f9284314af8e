"""Light on the scene: uneven, shadowed, glaring, dim. Every effect is a small map, enlarged and applied once."""

from __future__ import annotations

import random

import cv2
import numpy as np

_MAP = 128


class Light:
    """Gain and added light over the picture, gathered before they touch its pixels."""

    def __init__(self, rng: random.Random, value_points: np.ndarray):
        """`value_points` `[n, 2]` in shares of the picture: where print stands that has to stay readable."""
        self.rng, self.value_points = rng, value_points
        axis = np.linspace(0, 1, _MAP, dtype=np.float32)
        self.x, self.y = axis[None, :], axis[:, None]
        self.gain = np.ones((_MAP, _MAP), np.float32)
        self.veil = np.zeros((_MAP, _MAP), np.float32)  # share of the way to white
        self.tint = np.ones(3, np.float32)

    def add_unevenness(self, reach: float) -> None:
        """A fall of light across the picture and the lamp's colour."""
        slope = [self.rng.uniform(-reach, reach) for _ in range(2)]
        self.gain *= self.rng.uniform(1 - reach * 0.6, 1.05) + slope[0] * (self.x - 0.5) + slope[1] * (self.y - 0.5)
        warmth = self.rng.uniform(-reach, reach) * 0.35
        self.tint = np.array([1 - warmth, 1 + self.rng.uniform(-0.03, 0.03), 1 + warmth], np.float32)

    def add_shadow(self) -> None:
        """The edge of a hand's or a phone's shadow."""
        angle = self.rng.uniform(0, 6.283)
        along = (self.x - 0.5) * np.cos(angle) + (self.y - 0.5) * np.sin(angle) + 0.03 * np.sin(self.x * self.rng.uniform(3, 14))
        edge = np.clip((along - self.rng.uniform(-0.2, 0.2)) / self.rng.uniform(0.01, 0.15), 0, 1)
        self.gain *= 1 - self.rng.uniform(0.35, 0.65) * edge

    def add_glare(self) -> None:
        """Haze anywhere, and a burnt spot where nothing is printed."""
        x, y = self.rng.choice(self.value_points) if len(self.value_points) else (0.5, 0.5)
        self._veil_at(x, y, self.rng.uniform(0.08, 0.25), self.rng.uniform(0.35, 0.6))
        least, most = (self.value_points.min(axis=0), self.value_points.max(axis=0)) if len(self.value_points) else ((0.2, 0.2), (0.8, 0.8))
        for _ in range(40):
            x, y = self.rng.uniform(least[0], most[0]), self.rng.uniform(least[1], most[1])
            reach = self.rng.uniform(0.012, 0.04)
            if len(self.value_points) == 0 or np.abs(self.value_points - (x, y)).max(axis=1).min() > 2.2 * reach:
                self._veil_at(x, y, reach, 1.4)
                return

    def add_streaks(self) -> None:
        """Reflections in a sheet of plastic."""
        angle = self.rng.uniform(0, 3.14)
        along = self.x * np.cos(angle) + self.y * np.sin(angle) + 0.02 * np.sin(self.y * self.rng.uniform(4, 20))
        for _ in range(self.rng.randint(2, 6)):
            band = np.exp(-(((along - self.rng.uniform(-0.7, 1.4)) / self.rng.uniform(0.006, 0.06)) ** 2))
            self.veil = np.maximum(self.veil, band * self.rng.uniform(0.25, 0.6))
        self.veil = np.maximum(self.veil, self.rng.uniform(0.04, 0.12))

    def dim(self) -> None:
        """Too little light; the noise comes later."""
        self.gain *= self.rng.uniform(0.22, 0.42)

    def applied(self, picture: np.ndarray) -> np.ndarray:
        """The picture under this light, 8 bits."""
        height, width = picture.shape[:2]
        gain = np.minimum(self.gain, 1.1) * (1 - np.clip(self.veil, 0, 1))
        small = gain[..., None] * self.tint
        veil = np.clip(self.veil, 0, 1) * np.clip(self.gain * 1.3, 0, 1)
        result = cv2.multiply(picture, cv2.resize(small, (width, height)), scale=1.0, dtype=cv2.CV_8U)
        if self.veil.max() > 0:
            white = cv2.resize((veil * 255).astype(np.uint8), (width, height))
            result = cv2.add(result, cv2.cvtColor(white, cv2.COLOR_GRAY2BGR))
        return result

    def _veil_at(self, x: float, y: float, reach: float, strength: float) -> None:
        spot = np.exp(-(((self.x - x) / reach) ** 2 + ((self.y - y) / (reach * self.rng.uniform(0.7, 1.6))) ** 2))
        self.veil = np.maximum(self.veil, spot * strength)
