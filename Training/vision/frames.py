"""The pictures that the networks see, and where the card stands in them; the product makes the same."""

from __future__ import annotations

import cv2
import numpy as np

LOCATOR_SIDE = 256  # the whole photo, its long side shrunk to LOCATOR_PHOTO, centred; the rest is gray
LOCATOR_PHOTO = 224
LOCATOR_STRIDE = 8
CARD_STRIDE = 16  # of the cells that say whether a card's middle is in them,
CARD_REACH = 4  # and how many of them one in its answer for where the corners are means

# The card seen straight on, with room around it where its corners may turn out to be. Width, height, margins.
CLOSE = (384, 256, 36, 30)
FINDER = (544, 352, 16, 14)
FINDER_STRIDE = 2


def card_box(frame: tuple[int, int, int, int]) -> np.ndarray:
    """Where a frame shows the card's corners: top left first, clockwise."""
    width, height, across, down = frame
    return np.float32([(across, down), (width - across, down), (width - across, height - down), (across, height - down)])


def seen_straight(picture: np.ndarray, corners: np.ndarray, frame: tuple[int, int, int, int]) -> np.ndarray:
    """The card in a frame, cut from a picture by its corners."""
    width, height, across, _ = frame
    return warped(picture, cv2.getPerspectiveTransform(np.float32(corners), card_box(frame)), (width, height))


def warped(picture: np.ndarray, homography: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The picture through a homography; for one that shrinks the picture is shrunk first, so that no pixel is passed over."""
    corners = np.float32([(0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])]).reshape(1, -1, 2)
    there = cv2.perspectiveTransform(corners, np.linalg.inv(homography).astype(np.float32))[0]
    scale = max(np.linalg.norm(there[1] - there[0]) / size[0], np.linalg.norm(there[3] - there[0]) / size[1])
    factor = int(np.clip(round(scale), 1, 4))
    if factor > 1:
        small = (max(picture.shape[1] // factor, 1), max(picture.shape[0] // factor, 1))
        homography = homography @ np.diag([picture.shape[1] / small[0], picture.shape[0] / small[1], 1.0])
        picture = cv2.resize(picture, small, interpolation=cv2.INTER_AREA)
    return cv2.warpPerspective(picture, homography, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def standardized(picture: np.ndarray) -> np.ndarray:
    """Brightness and contrast taken out, over all planes together: float32, planes first."""
    values = picture.astype(np.float32)
    values = (values - values.mean()) / (values.std() + 8)
    return values[None] if values.ndim == 2 else np.ascontiguousarray(values.transpose(2, 0, 1))
