"""RapidOCR's regions and strings on the sample cards, with our networks, input size and post-process."""

import json
from pathlib import Path

import cv2
import numpy as np
from rapidocr import RapidOCR

PICTURES = [
    "ktp_sample.jpg",
    "ktp_jakarta.jpg",
    "ktp_long_name.jpg",
    "ktp_two_line_address.jpg",
    "ktp_foreigner.jpg",
    "ktp_chat_app.webp",
    "ktp_mockup.png",
]
LONG_SIDE = 736


def engine(models: Path) -> RapidOCR:
    """RapidOCR 3.10 as it comes, but for the detector's network, its normalization and its input size."""
    manifest = json.loads((models / "manifest.json").read_text())
    scale = np.array(manifest["detector"]["input"]["scale"])
    offset = np.array(manifest["detector"]["input"]["offset"])
    std = 1 / (255 * scale)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Det.model_path": str(models / manifest["detector"]["file"]),
            "Det.limit_type": "max",
            "Det.limit_side_len": LONG_SIDE,
            "Det.mean": (-offset * std).round(6).tolist(),
            "Det.std": std.round(6).tolist(),
            "Det.thresh": 0.3,
            "Det.box_thresh": 0.5,
            "Det.unclip_ratio": 1.6,
            "Det.use_dilation": True,
            # The whole network, of which ours keeps the classes of the Latin alphabet.
            "Rec.model_path": str(models / manifest["recognizer"]["derivedFrom"]["file"]),
        }
    )


def regions(rapidocr: RapidOCR, image: np.ndarray) -> tuple[tuple[int, int], np.ndarray, list[float]]:
    """The detector's input size, its boxes in RapidOCR's order, and the score of each.

    `TextDetector.__call__` sorts the boxes and leaves the scores as they were, hence its steps one by one.
    """
    detector = rapidocr._load_det_model()
    tensor = detector.get_preprocess()(image)
    boxes, scores = detector.postprocess_op(detector.session(tensor), image.shape[:2])
    score_of = {tuple(box.flatten()): score for box, score in zip(boxes, scores)}
    boxes = detector.sorted_boxes(boxes)
    return tensor.shape[:1:-1], boxes, [score_of[tuple(box.flatten())] for box in boxes]


def samples(image: np.ndarray) -> list[list[int]]:
    """Column, row, R, G and B of a few pixels, to see that both sides decode the file alike."""
    height, width = image.shape[:2]
    places = [(x, y) for y in range(height // 10, height, height // 5) for x in range(width // 10, width, width // 5)]
    return [[x, y, *(int(value) for value in image[y, x, ::-1])] for x, y in places]


def pictures(repository: Path) -> list[dict]:
    rapidocr = engine(repository / ".deps/models")
    entries = []
    for name in PICTURES:
        image = cv2.imread(str(repository / "Examples" / name), cv2.IMREAD_COLOR)
        size, boxes, scores = regions(rapidocr, image)
        read = rapidocr.recognize_txt(rapidocr.crop_text_regions(image, boxes))
        lines = [
            {
                "quad": box.flatten().astype(int).tolist(),
                "score": round(float(score), 4),
                "text": text,
                "confidence": round(float(confidence), 4),
            }
            for box, score, text, confidence in zip(boxes, scores, read.txts, read.scores)
        ]
        entries.append(
            {
                "file": name,
                "size": [image.shape[1], image.shape[0]],
                "inputSize": list(size),
                "samples": samples(image),
                "lines": lines,
            }
        )
    return entries
