"""OpenCV's perspective warp and resize, and RapidOCR's choice of the detector's input size."""

import base64

import cv2
import numpy as np
from rapidocr.ch_ppocr_det.utils import DetPreProcess

SEED = 20_261_124


def picture(width: int, height: int) -> np.ndarray:
    """Slopes with mild noise, RGB."""
    random = np.random.default_rng(SEED)
    y, x = np.mgrid[0:height, 0:width]
    planes = [x * 220 / width, y * 220 / height, 110 + 90 * np.sin((x + 2 * y) / 5)]
    noise = random.normal(0, 12, (height, width, 3))
    return np.clip(np.stack(planes, axis=2) + noise, 0, 255).round().astype(np.uint8)


def encoded(image: np.ndarray) -> str:
    return base64.b64encode(image.tobytes()).decode()


def warps() -> list[dict]:
    """Quads, clockwise from the top-left in pixels whose first center is at (0.5, 0.5), and what they look like."""
    image = picture(40, 28)
    height, width = image.shape[:2]
    half = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
    quads = [
        ([4, 3, 34, 3, 34, 23, 4, 23], (30, 20)),
        ([5.25, 4.5, 30, 6, 29, 20.75, 4.5, 19], (25, 15)),
        ([8, 2, 36, 12, 31, 25, 3, 15], (29, 14)),
        ([20, 2, 34, 15, 20, 26, 7, 14], (20, 18)),
        ([-4, -3, 20, 1, 22, 18, -2, 14], (24, 16)),
        ([30, 20, 6, 21, 5, 5, 31, 4], (26, 16)),
        ([10, 8, 22, 9, 21, 15, 9.5, 14], (48, 24)),
    ]
    entries = []
    for quad, size in quads:
        target = np.float32([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]])
        to_source = cv2.getPerspectiveTransform(target, np.float32(quad).reshape(4, 2))
        # OpenCV counts from the center of the first pixel.
        to_source = half @ to_source @ np.linalg.inv(half)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        warped = cv2.warpPerspective(image, to_source, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        entries.append({"corners": quad, "size": list(size), "pixels": encoded(warped)})
    return [{"size": [width, height], "pixels": encoded(image), "cases": entries}]


def area_and_bilinear() -> list[dict]:
    image = picture(45, 33)
    cases = []
    methods = {"bilinear": cv2.INTER_LINEAR, "area": cv2.INTER_AREA}
    sizes = {"bilinear": [(45, 33), (31, 23), (70, 51), (24, 40), (90, 66)], "area": [(15, 11), (22, 16), (7, 5), (31, 30)]}
    for method, flag in methods.items():
        for size in sizes[method]:
            resized = cv2.resize(image, size, interpolation=flag)
            cases.append({"method": method, "size": list(size), "pixels": encoded(resized)})
    return [{"size": [image.shape[1], image.shape[0]], "pixels": encoded(image), "cases": cases}]


def input_sizes() -> list[dict]:
    random = np.random.default_rng(SEED)
    sizes = [(1600, 1200), (1200, 1600), (1920, 1440), (1500, 970), (720, 480), (4000, 3000), (736, 736), (320, 200)]
    sizes += [tuple(int(side) for side in random.integers(64, 4000, 2)) for _ in range(52)]
    entries = []
    for long_side in (736, 960):
        scale = DetPreProcess(limit_side_len=long_side, limit_type="max")
        for width, height in sizes:
            resized = scale.resize(np.zeros((height, width, 3), np.uint8))
            if resized is not None:
                entries.append({"size": [width, height], "longSide": long_side, "inputSize": list(resized.shape[1::-1])})
    return entries
