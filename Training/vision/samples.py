"""What the networks are shown: scenes moved, lit and photographed anew, endless, from a seed."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset, get_worker_info

from world.obstacles import put_finger
from world.optics import photocopied

from .frames import (
    CARD_REACH, CARD_STRIDE, CLOSE, FINDER, FINDER_STRIDE, LOCATOR_PHOTO, LOCATOR_SIDE, LOCATOR_STRIDE, card_box, standardized, warped)
from .scenes import CARD, parts
from .weather import weathered

GRAY = (128, 128, 128)
STRIP = 0.6  # the middle of a line, in heights of its capitals
ENDS = 0.15  # what is left out at its ends, so that neighbours stay apart


class Scenes:
    """Scenes in no order; the files drawn meanwhile are found when all known ones were gone through."""

    def __init__(self, split: str, rng: random.Random):
        self.split, self.rng, self.left, self.here = split, rng, [], []
        self.others: list[bytes] = []
        self.cards: list[bytes] = []

    def next(self) -> dict[str, object]:
        while not self.here:
            if not self.left:
                self.left = parts(self.split)
                self.rng.shuffle(self.left)
            self.here = pickle.loads(self.left.pop().read_bytes())
            self.rng.shuffle(self.here)
        scene = self.here.pop()
        if scene["corners"] is None:
            self.others = [scene["picture"]] + self.others[:200]
        else:
            self.cards = [scene["card"]] + self.cards[:60]
        return scene

    def another(self) -> tuple[np.ndarray, bool]:
        """What may lie beside a card, and whether it is a KTP straight on, as `CARD` frames it."""
        if self.cards and (not self.others or self.rng.random() < 0.75):
            return _decoded(self.rng.choice(self.cards)), True
        return cv2.resize(self.background(), CARD[:2], interpolation=cv2.INTER_AREA), False

    def background(self) -> np.ndarray:
        """A picture without a KTP."""
        if not self.others or self.rng.random() < 0.3:
            noise = np.random.default_rng(self.rng.getrandbits(32))
            side = self.rng.choice((2, 3, 6, 14, 40))
            cells = noise.integers(0, 255, (side, side, 3)).astype(np.float32) * self.rng.uniform(0.1, 1) + self.rng.uniform(0, 120)
            return np.clip(cv2.resize(cells, (320, 240), interpolation=self.rng.choice((cv2.INTER_LINEAR, cv2.INTER_NEAREST))), 0, 255).astype(np.uint8)
        return _decoded(self.rng.choice(self.others))


def _decoded(data: bytes, flags: int = cv2.IMREAD_COLOR) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(data, np.uint8), flags)


def fitted(size: tuple[int, int]) -> np.ndarray:
    """Puts a whole photo of that width and height in the locator's frame."""
    scale = LOCATOR_PHOTO / max(size)
    return np.array([[scale, 0, (LOCATOR_SIDE - size[0] * scale) / 2], [0, scale, (LOCATOR_SIDE - size[1] * scale) / 2], [0, 0, 1]])


def framed(picture: np.ndarray) -> np.ndarray:
    """The whole photo in the locator's frame, gray around it."""
    homography = fitted(picture.shape[1::-1])
    frame = np.full((LOCATOR_SIDE, LOCATOR_SIDE, 3), GRAY, np.uint8)
    x, y = (round(v) for v in homography[:2, 2])
    small = cv2.resize(picture, (LOCATOR_SIDE - 2 * x, LOCATOR_SIDE - 2 * y), interpolation=cv2.INTER_AREA)
    frame[y : y + small.shape[0], x : x + small.shape[1]] = small
    return frame


def place_targets(cards: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Each corner's probability over the cells of a frame: the cards' equal parts, each shared among the four cells around it."""
    columns, rows = size[0] // LOCATOR_STRIDE, size[1] // LOCATOR_STRIDE
    result = np.zeros((4, rows, columns), np.float32)
    for corners in cards:
        for number, (x, y) in enumerate(corners / LOCATOR_STRIDE - 0.5):
            x, y = min(max(x, 0), columns - 1.001), min(max(y, 0), rows - 1.001)
            left, top = int(x), int(y)
            result[number, top : top + 2, left : left + 2] += np.outer((1 - y + top, y - top), (1 - x + left, x - left)) / len(cards)
    return result


def card_targets(cards: np.ndarray) -> np.ndarray:
    """How near each cell of `CARD_STRIDE` is to a card's middle, 1 for the cell that it is in, and from there the corners of the nearest card."""
    side = LOCATOR_SIDE // CARD_STRIDE
    result = np.zeros((9, side, side), np.float32)
    ys, xs = np.mgrid[:side, :side] + 0.5
    for corners in cards:
        middle = corners.mean(0) / CARD_STRIDE
        near = np.exp(-((xs - middle[0]) ** 2 + (ys - middle[1]) ** 2) / (2 * 0.6**2))
        column, row = (min(max(int(at), 0), side - 1) for at in middle)
        near[row, column] = 1
        is_nearest = near > result[0]
        result[0][is_nearest] = near[is_nearest]
        for number, (x, y) in enumerate(corners / CARD_STRIDE):
            result[1 + 2 * number][is_nearest] = (x - xs)[is_nearest] / CARD_REACH
            result[2 + 2 * number][is_nearest] = (y - ys)[is_nearest] / CARD_REACH
    return result


class CornerSamples:
    """A frame, and where the corners of its KTPs are."""

    size: tuple[int, int]  # width and height of a frame

    def __init__(self, split: str, seed: int):
        self.rng = random.Random(seed)
        self.scenes = Scenes(split, self.rng)

    def sample(self) -> tuple[np.ndarray, np.ndarray]:
        """A frame, and the KTPs' corners in its pixels, `[count, 4, 2]`."""
        raise NotImplementedError

    def _cropped(self, picture: np.ndarray, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The photo cut so that a side of the card, or two, lie outside by up to a tenth."""
        rng = self.rng
        height, width = picture.shape[:2]
        low, high = np.maximum(corners.min(0), 0), np.minimum(corners.max(0), (width, height))
        sides = [0.0, 0.0, float(width), float(height)]
        for side in rng.sample(range(4), rng.choice((1, 1, 2))):
            axis = side % 2
            inset = rng.uniform(-0.01, 0.1) * float(high[axis] - low[axis])
            sides[side] = float(low[axis]) + inset if side < 2 else float(high[axis]) - inset
        left, top, right, bottom = (round(min(max(side, 0), most)) for side, most in zip(sides, (width, height, width, height), strict=True))
        if right - left < 40 or bottom - top < 40:
            return picture, corners
        return np.ascontiguousarray(picture[top:bottom, left:right]), corners - np.float32((left, top))

    def _laid_on(self, ground: np.ndarray, card: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The card by itself on another ground, any way round."""
        rng, picture = self.rng, self._ground(ground, card)
        height, width = picture.shape[:2]
        corners = self._any_way_round(rng.uniform(0.3, 0.98) * min(width, height * 1.5) / 2)
        room = np.maximum((width, height) - np.ptp(corners, axis=0), 0)
        corners += -corners.min(0) + room * (rng.random(), rng.random())
        scale = min(1.0, width / np.ptp(corners[:, 0]), height / np.ptp(corners[:, 1]))
        corners = (corners * scale).astype(np.float32)
        return self._with(picture, card, corners), corners

    def _ground(self, ground: np.ndarray, card: np.ndarray) -> np.ndarray:
        """A picture to lay cards on."""
        rng = self.rng
        picture = cv2.resize(ground, rng.choice(((640, 480), (480, 640), (640, 360), (560, 560))), interpolation=cv2.INTER_AREA)
        if rng.random() < 0.3:  # of the card's own colour, so that its edges are hardly seen
            near = cv2.mean(card)[:3] + np.float32([rng.gauss(0, 14) for _ in range(3)])
            picture = np.clip((picture - picture.mean((0, 1))) * rng.uniform(0.03, 0.4) + near, 0, 255).astype(np.uint8)
        return picture

    def _any_way_round(self, half: float) -> np.ndarray:
        """Corners of a card of half that width around the origin, seen at a slight angle."""
        rng = self.rng
        flat = np.float32([(-1, -0.63), (1, -0.63), (1, 0.63), (-1, 0.63)]) * half
        angle = np.deg2rad(rng.choice((0, 0, 90, 180, 270)) + rng.gauss(0, 7) if rng.random() < 0.8 else rng.uniform(0, 360))
        turn = np.float32([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
        return flat @ turn * (1 + np.float32([[rng.uniform(-0.07, 0.07)] for _ in range(4)]))

    def _with(self, picture: np.ndarray, card: np.ndarray, corners: np.ndarray) -> np.ndarray:
        """The picture with a card laid on it, its own corners round."""
        rng = self.rng
        height, width = picture.shape[:2]
        inner = card[CARD[3] : CARD[1] - CARD[3], CARD[2] : CARD[0] - CARD[2]]
        homography = cv2.getPerspectiveTransform(card_box((inner.shape[1], inner.shape[0], 0, 0)), corners)
        mask = np.zeros(inner.shape[:2], np.uint8)
        radius = rng.randint(8, 50)
        cv2.rectangle(mask, (radius, 0), (mask.shape[1] - radius, mask.shape[0]), 255, -1)
        cv2.rectangle(mask, (0, radius), (mask.shape[1], mask.shape[0] - radius), 255, -1)
        for x in (radius, mask.shape[1] - radius):
            for y in (radius, mask.shape[0] - radius):
                cv2.circle(mask, (x, y), radius, 255, -1)
        seen, share = warped(inner, homography, (width, height)), warped(mask, homography, (width, height))
        share = (share * cv2.fillConvexPoly(np.zeros((height, width), np.uint8), corners.round().astype(np.int32), 1)).astype(np.float32) / 255
        return cv2.blendLinear(picture, seen, 1 - share, share)

    def batch(self, count: int) -> tuple[torch.Tensor, ...]:
        """Frames `[N, 3, H, W]`, where their corners are `[N, 4, H / 8, W / 8]`, and how many KTPs there are `[N]`."""
        return self._stacked([self.sample() for _ in range(count)])

    def _stacked(self, samples: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, ...]:
        return (torch.from_numpy(np.stack([standardized(frame) for frame, _ in samples])),
                torch.from_numpy(np.stack([place_targets(cards, self.size) for _, cards in samples])),
                torch.tensor([float(len(cards)) for _, cards in samples]))


class WholeSamples(CornerSamples):
    """A photo as the locator sees it, of one card or several."""

    size = (LOCATOR_SIDE, LOCATOR_SIDE)

    def sample(self) -> tuple[np.ndarray, np.ndarray]:
        rng, scene = self.rng, self.scenes.next()
        picture, cards = _decoded(scene["picture"]), np.zeros((0, 4, 2), np.float32)
        if scene["corners"] is not None:
            cards = np.float32(scene["corners"])[None]
            way = rng.random()
            if way < 0.3:
                picture, cards = self._several(self.scenes.background(), _decoded(scene["card"]))
            elif way < 0.55:
                picture, corners = self._laid_on(self.scenes.background(), _decoded(scene["card"]))
                cards = corners[None]
        height, width = picture.shape[:2]
        turns = rng.choice((0, 0, 0, 1, 2, 3))
        picture = np.ascontiguousarray(np.rot90(picture, turns))
        cards = _turned(cards, width, height, turns)
        if rng.random() < 0.5:  # another aim
            height, width = picture.shape[:2]
            angle, scale = rng.gauss(0, 8), rng.uniform(0.7, 1.15)
            turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale), [0, 0, 1]])
            turn[:2, 2] += rng.uniform(-0.08, 0.08) * width, rng.uniform(-0.08, 0.08) * height
            moved = _moved(cards, turn)
            if (moved > (-0.04 * width, -0.04 * height)).all() and (moved < (1.04 * width, 1.04 * height)).all():
                border = rng.choice((cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT, cv2.BORDER_CONSTANT))
                if len(cards) > 1 and border == cv2.BORDER_REFLECT:
                    border = cv2.BORDER_REPLICATE  # no cards in the mirror
                picture = cv2.warpPerspective(picture, turn, (width, height), borderMode=border)
                cards = moved
        if len(cards) == 1 and rng.random() < 0.06:
            picture, corners = self._cropped(picture, cards[0])
            cards = corners[None]
        homography = fitted(picture.shape[1::-1])
        frame = weathered(framed(picture), rng)
        frame[framed_border(picture.shape[1::-1])] = GRAY
        return frame, _moved(cards, homography)

    def _several(self, ground: np.ndarray, card: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cards, and now and then something else of their shape, beside each other on a ground: strewn, or in rows as on a copied sheet."""
        rng, picture = self.rng, self._ground(ground, card)
        height, width = picture.shape[:2]
        rows, columns = rng.choice(((1, 2), (2, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3), (4, 2)))
        places = [(column, row) for row in range(rows) for column in range(columns)]
        rng.shuffle(places)
        places = places[: max(2, len(places) - rng.choice((0, 0, 0, 1, 2)))]
        room = np.float32((width / columns, height / rows))
        in_rows, cards = rng.random() < 0.4, []
        if in_rows and rng.random() < 0.5:  # paper
            picture[:] = np.clip(rng.uniform(195, 255) + np.float32([rng.gauss(0, 4) for _ in range(3)]), 0, 255)
        shape, fill = self._any_way_round(1), rng.uniform(0.6, 0.98)
        for number, (column, row) in enumerate(places):
            if not in_rows:
                shape, fill = self._any_way_round(1), rng.uniform(0.5, 0.98)
            extent = np.ptp(shape, axis=0)
            corners = shape * (fill * float((room / extent).min()))
            corners += -corners.min(0) + (room - np.ptp(corners, axis=0)) * ((0.5, 0.5) if in_rows else (rng.random(), rng.random()))
            corners = (corners + room * (column, row)).astype(np.float32)
            thing, is_card = (card, True) if number == 0 else self.scenes.another()
            picture = self._with(picture, thing, corners)
            if is_card:
                cards.append(corners)
        return picture, np.stack(cards)

    def _stacked(self, samples: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, ...]:
        return (*super()._stacked(samples), torch.from_numpy(np.stack([card_targets(cards) for _, cards in samples])))


def _moved(cards: np.ndarray, homography: np.ndarray) -> np.ndarray:
    """Cards' corners through a homography."""
    if not len(cards):
        return cards
    return cv2.perspectiveTransform(cards.reshape(1, -1, 2).astype(np.float32), homography).reshape(-1, 4, 2)


class CloseSamples(CornerSamples):
    """A card close up, by corners that are not quite right; a card or nothing of another kind too."""

    size = CLOSE[:2]

    def sample(self) -> tuple[np.ndarray, np.ndarray]:
        rng, scene = self.rng, self.scenes.next()
        picture, corners = _decoded(scene["picture"]), scene["corners"]
        is_card = corners is not None
        if not is_card:
            height, width = picture.shape[:2]
            inset = np.float32([(rng.uniform(-0.02, 0.3) * width, rng.uniform(-0.02, 0.3) * height) for _ in range(4)])
            corners = np.float32([(0, 0), (width, 0), (width, height), (0, height)]) + inset * ((1, 1), (-1, 1), (-1, -1), (1, -1))
        elif rng.random() < 0.35:
            picture, corners = self._laid_on(self.scenes.background(), _decoded(scene["card"]))
        if is_card and rng.random() < 0.25:
            picture, corners = self._cropped(picture, corners)
        width, height = self.size
        target = card_box(CLOSE) + self._misses()
        if rng.random() < 0.06:
            target = np.roll(target, 2, 0)  # upside down
        target = np.clip(target, (1, 1), (width - 1, height - 1)).astype(np.float32)
        frame = warped(picture, cv2.getPerspectiveTransform(np.float32(corners), target), self.size)
        if is_card and rng.random() < 0.1:
            put_finger(frame, target, [], rng)
        frame = weathered(frame, rng)
        if rng.random() < 0.1:
            frame = photocopied(frame, rng)
        return frame, target[None] if is_card else np.zeros((0, 4, 2), np.float32)

    def _misses(self) -> np.ndarray:
        """How far off the corners are, in pixels: of a guess, or of what is left where some sides were seen."""
        rng = self.rng
        spread = rng.choice((2, 4, 9))
        misses = np.float32([(rng.gauss(0, spread), rng.gauss(0, spread)) for _ in range(4)])
        misses += (rng.gauss(0, spread / 2), rng.gauss(0, spread / 2))
        if rng.random() < 0.35:
            seen = rng.sample(range(4), rng.choice((1, 2, 2, 3)))
            misses[seen] = np.float32([(rng.gauss(0, 0.4), rng.gauss(0, 0.4)) for _ in seen])
        return misses


def framed_border(size: tuple[int, int]) -> np.ndarray:
    """The part of the locator's frame around a photo of that width and height."""
    x, y = (round(v) for v in fitted(size)[:2, 2])
    border = np.ones((LOCATOR_SIDE, LOCATOR_SIDE), bool)
    border[y : LOCATOR_SIDE - y, x : LOCATOR_SIDE - x] = False
    return border


def _turned(points: np.ndarray, width: int, height: int, quarters: int) -> np.ndarray:
    """Points of a picture turned counter-clockwise as `np.rot90` does."""
    for _ in range(quarters):
        points = np.stack([points[..., 1], width - points[..., 0]], -1)
        width, height = height, width
    return points.astype(np.float32)


def strip_targets(quads: np.ndarray, is_label: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The middles of values' and of labels' lines, each a share of a cell from 0 to 1."""
    planes = np.zeros((2, size[1], size[0]), np.uint8)
    for quad, label in zip(quads, is_label, strict=True):
        top, bottom = (quad[0], quad[1]), (quad[3], quad[2])
        height = float(np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2
        along = (quad[1] - quad[0]) / max(float(np.linalg.norm(quad[1] - quad[0])), 1e-3)
        inset = along * ENDS * height
        share = (1 - STRIP) / 2
        corners = [top[0] + (bottom[0] - top[0]) * share + inset, top[1] + (bottom[1] - top[1]) * share - inset,
                   bottom[1] + (top[1] - bottom[1]) * share - inset, bottom[0] + (top[0] - bottom[0]) * share + inset]
        # Pixel (0, 0) has its centre at (0.5, 0.5) here and at (0, 0) for OpenCV.
        cv2.fillConvexPoly(planes[int(label)], np.round((np.float32(corners) - 0.5) * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    small = (size[0] // FINDER_STRIDE, size[1] // FINDER_STRIDE)
    return np.stack([cv2.resize(plane, small, interpolation=cv2.INTER_AREA) for plane in planes]).astype(np.float32) / 255


class LineSamples:
    """A card seen straight on, and where its lines stand."""

    def __init__(self, split: str, seed: int):
        self.rng = random.Random(seed)
        self.scenes = Scenes(split, self.rng)

    def card(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        rng = self.rng
        scene = self.scenes.next()
        while scene["card"] is None:
            scene = self.scenes.next()
        card = _decoded(scene["card"])
        weights = np.float32([0.114, 0.587, 0.299]) if rng.random() < 0.7 else np.float32([rng.random() + 0.1 for _ in range(3)])
        gray = np.clip(card @ (weights / weights.sum()), 0, 255).astype(np.uint8)
        width, height = FINDER[:2]
        spread = rng.choice((1, 2, 2, 5)) if rng.random() < 0.9 else 9
        target = card_box(FINDER) + np.float32([(rng.gauss(0, spread), rng.gauss(0, spread)) for _ in range(4)])
        homography = cv2.getPerspectiveTransform(card_box(CARD), target.astype(np.float32))
        frame = weathered(warped(gray, homography, (width, height)), rng)
        quads = cv2.perspectiveTransform(scene["quads"].reshape(1, -1, 2).astype(np.float32), homography).reshape(-1, 4, 2)
        return frame, quads, scene["is_label"]

    def batch(self, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        samples = [self.card() for _ in range(count)]
        return (torch.from_numpy(np.stack([standardized(frame) for frame, _, _ in samples])),
                torch.from_numpy(np.stack([strip_targets(quads, labels, FINDER[:2]) for _, quads, labels in samples])))


class Batches(IterableDataset):
    """Batches of one kind of samples, without end."""

    def __init__(self, kind: type, split: str, seed: int, count: int):
        self.kind, self.split, self.seed, self.count = kind, split, seed, count

    def __iter__(self):
        cv2.setNumThreads(1)
        worker = get_worker_info()
        samples = self.kind(self.split, self.seed + (worker.id if worker else 0))
        while True:
            yield samples.batch(self.count)
