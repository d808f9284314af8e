"""RapidOCR's DB post-process on drawn probability maps."""

import base64

import cv2
import numpy as np
from rapidocr.ch_ppocr_det.utils import DBPostProcess

WIDTH, HEIGHT = 128, 80
# RapidOCR rounds its boxes to whole pixels of the picture; a picture this many times the map keeps the fractions.
ENLARGEMENT = 16

# Center, width, height, degrees clockwise, probability.
UPRIGHT = [
    ((30, 12), 44, 7, 0, 0.95),
    ((95, 12), 50, 9, 0, 0.9),
    ((25, 34), 20, 6, 0, 0.8),
    ((52, 34), 24, 6, 0, 0.85),
    ((98, 38), 40, 16, 0, 0.99),
    ((64, 66), 110, 10, 0, 0.92),
]
TURNED = [
    ((32, 18), 46, 8, 12, 0.95),
    ((92, 20), 40, 9, -20, 0.9),
    ((26, 56), 34, 8, 45, 0.93),
    ((64, 50), 36, 7, 88, 0.9),
    ((102, 56), 34, 10, -50, 0.97),
]
ODD = [
    ((16, 8), 24, 6, 0, 0.45),  # faint: over the binarization threshold, under the box threshold
    ((45, 8), 24, 6, 0, 0.62),
    ((70, 8), 2, 2, 0, 0.99),  # specks
    ((78, 8), 1, 6, 0, 0.99),
    ((100, 8), 20, 7, 0, 0.97),  # nearly touching: dilation joins them
    ((115, 8), 7, 7, 0, 0.97),
    ((4, 40), 24, 8, 0, 0.95),  # over the left edge
    ((122, 40), 30, 9, 5, 0.95),  # over the right edge
    ((60, 78), 60, 9, -3, 0.95),  # over the lower edge
    ((60, 40), 44, 30, 0, 0.98),  # a frame, see below
]


def drawn(rectangles: list[tuple], blur: float) -> np.ndarray:
    """A map of 0...255 with blurred rectangles."""
    canvas = np.zeros((HEIGHT, WIDTH), np.float32)
    for center, width, height, angle, probability in rectangles:
        layer = np.zeros_like(canvas)
        corners = cv2.boxPoints((center, (width - 1, height - 1), angle))
        cv2.fillPoly(layer, [np.round(corners * 16).astype(np.int32)], 1.0, shift=4)
        canvas = np.maximum(canvas, cv2.GaussianBlur(layer, (0, 0), blur) * probability)
    return np.round(canvas * 255).astype(np.uint8)


def probability_maps() -> list[dict]:
    odd = drawn(ODD, 0.6)
    odd[30:51, 45:76] = 0  # hollows the frame out
    post_process = DBPostProcess(thresh=0.3, box_thresh=0.5, unclip_ratio=1.6, use_dilation=True)
    entries = []
    for name, values in [("upright", drawn(UPRIGHT, 0.8)), ("turned", drawn(TURNED, 0.8)), ("odd", odd)]:
        prediction = (values / np.float32(255))[np.newaxis, np.newaxis]
        boxes, scores = post_process(prediction, (HEIGHT * ENLARGEMENT, WIDTH * ENLARGEMENT))
        entries.append(
            {
                "name": name,
                "size": [WIDTH, HEIGHT],
                # Bytes to be divided by 255.
                "map": base64.b64encode(values.tobytes()).decode(),
                "regions": [
                    {
                        "quad": [round(float(v), 3) for v in (box / ENLARGEMENT).flatten()],
                        "score": round(float(score), 4),
                    }
                    for box, score in zip(boxes, scores)
                ],
            }
        )
    return entries
