"""Photographs a flat card: where the camera stands, the light, the lens, the sensor."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .fingers import Finger, lay_finger
from .tables import draw_table, noise


@dataclass(frozen=True)
class Scene:
    """All that a photograph depends on besides the card.

    Angles are in degrees, positions and sizes are shares of the picture.
    """

    size: tuple[int, int] = (1600, 1200)
    table: str = "wood"
    card_width: float = 0.7  # of the picture's width, before tilting
    center: tuple[float, float] = (0.5, 0.5)
    turn: float = 0.0  # clockwise; 90 stands the card on its side, 180 upside down
    tilt_x: float = 0.0  # the top edge leans away from the camera
    tilt_y: float = 0.0  # the right edge leans away from the camera
    distance: float = 3.0  # of the camera, in card widths
    corner_radius: float = 0.035  # of the card's width; 0 for square corners
    brightness: float = 1.0
    warmth: float = 0.0  # above 0 yellower, below 0 bluer
    light_fall: float = 0.0  # share of light lost from the lit side to the other
    light_from: float = 45.0  # direction the light comes from, clockwise from the top
    shadow: float = 0.0  # depth of a soft shadow across the picture
    shadow_edge: float = 0.5  # how much of the picture it leaves free
    glare: float = 0.0  # strength of a bright spot on the card
    glare_at: tuple[float, float] = (0.8, 0.3)  # on the card
    glare_size: tuple[float, float] = (0.16, 0.20)  # of the card
    glare_turn: float = 0.0
    fingers: tuple[Finger, ...] = ()
    blur: float = 0.6  # pixels
    motion: float = 0.0  # pixels
    motion_turn: float = 18.4  # clockwise from the horizontal
    noise: float = 2.0  # grey levels
    haze: float = 0.0  # blacks lifted, 0 to 1


def photograph(
    card: np.ndarray, quads: list[np.ndarray], scene: Scene, seed: int
) -> tuple[np.ndarray, list[np.ndarray], np.ndarray]:
    """The photograph as RGB bytes, the quads in its pixels, and the quad of the card itself."""
    rng = np.random.default_rng(seed)
    width, height = scene.size
    corners = card_corners(card.shape[0] / card.shape[1], scene)
    transform = cv2.getPerspectiveTransform(_corners_of(card), corners)

    picture = draw_table(scene.table, width, height, rng).astype(np.float32)
    picture = _lay_card(picture, card, transform, scene)
    for finger in scene.fingers:
        picture = lay_finger(picture, finger, transform, card.shape[1])
    picture *= _light(scene, rng)[..., None]
    picture = _add_glare(picture, card, transform, scene)
    picture = _through_lens(picture, scene)
    picture = _on_sensor(picture, scene, rng)
    return picture, [cv2.perspectiveTransform(quad[None].astype(np.float32), transform)[0] for quad in quads], corners


def card_corners(ratio: float, scene: Scene) -> np.ndarray:
    """Where the corners fall of a card that is `ratio` times as high as wide."""
    half = ratio / 2
    points = np.array([[-0.5, -half, 0], [0.5, -half, 0], [0.5, half, 0], [-0.5, half, 0]])
    a, b, c = (math.radians(angle) for angle in (scene.tilt_x, scene.tilt_y, scene.turn))
    turn = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    lean_x = np.array([[1, 0, 0], [0, math.cos(a), math.sin(a)], [0, -math.sin(a), math.cos(a)]])
    lean_y = np.array([[math.cos(b), 0, -math.sin(b)], [0, 1, 0], [math.sin(b), 0, math.cos(b)]])
    points = points @ lean_y.T @ lean_x.T @ turn.T
    seen = points[:, :2] * (scene.distance / (scene.distance + points[:, 2:]))
    picture = np.array(scene.size, float)
    return (seen * scene.card_width * picture[0] + picture * scene.center).astype(np.float32)


def _corners_of(card: np.ndarray) -> np.ndarray:
    height, width = card.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def _lay_card(picture: np.ndarray, card: np.ndarray, transform: np.ndarray, scene: Scene) -> np.ndarray:
    height, width = picture.shape[:2]
    shape = _card_shape(card.shape[1], card.shape[0], scene.corner_radius)
    rim = cv2.erode(shape, np.ones((3, 3), np.uint8), iterations=max(1, card.shape[1] // 700))
    bright_edge = np.where(rim[..., None] > 0, card, np.clip(card * 0.55 + 105, 0, 255)).astype(np.uint8)
    size = (width, height)
    laid = cv2.warpPerspective(bright_edge, transform, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpPerspective(shape, transform, size, flags=cv2.INTER_LINEAR)
    cover = cover.astype(np.float32)[..., None] / 255
    thickness = scene.card_width * width * 0.009
    away = math.radians(scene.light_from + 180)
    shift = np.float32([[1, 0, math.sin(away) * thickness], [0, 1, -math.cos(away) * thickness]])
    below = cv2.GaussianBlur(cv2.warpAffine(cover, shift, size), (0, 0), max(0.8, thickness * 0.8))
    picture = picture * (1 - 0.45 * below)[..., None]
    return picture * (1 - cover) + laid * cover


def _card_shape(width: int, height: int, radius: float) -> np.ndarray:
    shape = np.zeros((height, width), np.uint8)
    r = round(radius * width)
    cv2.rectangle(shape, (r, 0), (width - 1 - r, height - 1), 255, -1)
    cv2.rectangle(shape, (0, r), (width - 1, height - 1 - r), 255, -1)
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(shape, (x, y), r, 255, -1, cv2.LINE_AA)
    return shape


def _grid(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    width, height = scene.size
    return (
        np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :],
        np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None],
    )


def _light(scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """Brightness of every pixel: fall-off from the lit side, dark corners, a soft shadow."""
    x, y = _grid(scene)
    width, height = scene.size
    toward = math.radians(scene.light_from)
    along = x * math.sin(toward) - y * math.cos(toward)
    light = scene.brightness * (1 - scene.light_fall * (0.5 - along) * (0.9 + 0.2 * (x - y)))
    light = light * (1 - 0.22 * scene.light_fall * (x**2 + y**2) * 4)
    if scene.shadow > 0:
        edge = 0.5 - scene.shadow_edge + 0.06 * noise(width, height, 3, 3, rng)
        soft = np.clip((edge - along) / 0.10 + 0.5, 0, 1)
        light = light * (1 - scene.shadow * soft * soft * (3 - 2 * soft))
    return light


def _add_glare(picture: np.ndarray, card: np.ndarray, transform: np.ndarray, scene: Scene) -> np.ndarray:
    if scene.glare <= 0:
        return picture
    height, width = card.shape[:2]
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :] - scene.glare_at[0]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None] - scene.glare_at[1]
    turn = math.radians(scene.glare_turn)
    along, across = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    spot = np.exp(-((along / scene.glare_size[0]) ** 2) - ((across / scene.glare_size[1]) ** 2))
    size = (picture.shape[1], picture.shape[0])
    spot = (scene.glare * cv2.warpPerspective(spot, transform, size))[..., None]
    return picture + (255 - picture) * np.clip(spot, 0, 1)


def _through_lens(picture: np.ndarray, scene: Scene) -> np.ndarray:
    if scene.motion >= 1:
        length = round(scene.motion) | 1
        kernel = np.zeros((length, length), np.float32)
        cv2.line(kernel, *_stroke(length, scene.motion_turn), 1.0, 1, cv2.LINE_AA)
        picture = cv2.filter2D(picture, -1, kernel / kernel.sum())
    if scene.blur > 0.2:
        picture = cv2.GaussianBlur(picture, (0, 0), scene.blur)
    return picture


def _stroke(length: int, turn: float) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both ends of the way that a point moves, in a square of that many pixels."""
    middle = (length - 1) / 2
    x, y = middle * math.cos(math.radians(turn)), -middle * math.sin(math.radians(turn))
    return (round(middle - x), round(middle - y)), (round(middle + x), round(middle + y))


def _on_sensor(picture: np.ndarray, scene: Scene, rng: np.random.Generator) -> np.ndarray:
    """White balance, haze and noise, finer in brightness than in colour, as cameras leave it after smoothing."""
    height, width = picture.shape[:2]
    picture = picture * np.array([1 + 0.12 * scene.warmth, 1.0, 1 - 0.18 * scene.warmth], np.float32)
    picture = picture * (1 - 0.35 * scene.haze) + 60 * scene.haze
    if scene.noise > 0:
        grain = cv2.GaussianBlur(rng.standard_normal((height, width), np.float32), (0, 0), 0.6) * 2.0
        tint = rng.standard_normal(((height + 3) // 4, (width + 3) // 4, 3), np.float32)
        tint = cv2.resize(tint, (width, height), interpolation=cv2.INTER_LINEAR)
        dark = 1.25 - 0.5 * np.clip(picture.mean(axis=2, keepdims=True), 0, 255) / 255
        picture = picture + scene.noise * dark * (grain[..., None] + 0.55 * tint)
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8)
