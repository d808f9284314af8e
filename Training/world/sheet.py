"""A contact sheet: twelve pictures at a glance, with their values' quads where wanted."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from .scene import Scene

_TILE = (640, 480)


def write_sheet(path: Path, scenes: list[Scene], with_quads: bool) -> None:
    """Writes up to twelve pictures in rows of four."""
    tiles = [_tile(scene, with_quads) for scene in scenes[:12]]
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % 4)
    rows = [np.hstack(tiles[start : start + 4]) for start in range(0, len(tiles), 4)]
    cv2.imwrite(str(path), np.vstack(rows))


def _tile(scene: Scene, with_quads: bool) -> np.ndarray:
    picture = scene.picture.copy()
    if with_quads:
        thickness = max(1, picture.shape[1] // 700)
        for line in (line for labels in (scene.labels, *scene.others) for line in labels["lines"]):
            cv2.polylines(picture, [np.int32(line["quad"])], True, (0, 160, 0) if line["key"] == "label" else (0, 0, 255), thickness)
        for labels in (scene.labels, *scene.others):
            if "card" in labels:
                cv2.polylines(picture, [np.int32(labels["card"])], True, (255, 0, 255), thickness * 2)
    scale = min(_TILE[0] / picture.shape[1], _TILE[1] / picture.shape[0])
    small = cv2.resize(picture, (round(picture.shape[1] * scale), round(picture.shape[0] * scale)), interpolation=cv2.INTER_AREA)
    tile = np.full((_TILE[1], _TILE[0], 3), 30, np.uint8)
    tile[: small.shape[0], : small.shape[1]] = small
    caption = " ".join(scene.labels["degradations"]) or str(scene.labels.get("kind", scene.labels["profile"]))
    cv2.putText(tile, caption, (6, _TILE[1] - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (0, 255, 255), 1, cv2.LINE_AA)
    return tile
