"""One peer in a process of its own, in its own environment; peers.py drives it: `peer.py KIND NETWORKS`.

A line of output says what was loaded: {"versions"}. Then each line of input is a JSON text, the path of a picture, and is
answered by {"lines": [{"text", "box"}]} or {"error"}; box is four corners in pixels, top left first as read. One thread.
"""

import importlib.metadata
import json
import os
import sys
import tempfile
from pathlib import Path

# What each engine's documentation names as its best for little work, where it has a choice; card-sized: long side 960.
LONG_SIDE = 960


def version(*packages):
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)


def upright(x0, y0, x1, y1):
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]


def rapidocr(kind, networks):
    import cv2
    from rapidocr import EngineType, RapidOCR

    cv2.setNumThreads(1)
    parameters = {
        "Global.log_level": "critical",
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    if kind != "default":
        parameters |= {
            "Global.use_cls": False,
            "Det.engine_type": EngineType.OPENVINO,
            "Rec.engine_type": EngineType.OPENVINO,
            "Det.model_path": f"{networks}/tiny/det/det.onnx",
            "Det.limit_side_len": LONG_SIDE,
            "Det.limit_type": "max",
            # What the tiny detector's own inference.yml says; RapidOCR's are the small one's.
            "Det.mean": [0.485, 0.456, 0.406],
            "Det.std": [0.229, 0.224, 0.225],
            "EngineConfig.openvino.inference_num_threads": 1,
            "EngineConfig.openvino.enable_cpu_pinning": False,
        }
    if kind == "tiny":
        parameters |= {
            "Rec.model_path": f"{networks}/tiny/rec/rec.onnx",
            "Rec.rec_keys_path": f"{networks}/ppocrv6_tiny_dict.txt",
        }
    engine = RapidOCR(params=parameters)

    def read(picture):
        result = engine(picture)
        if result.txts is None:
            return []
        return [(text, [[float(x), float(y)] for x, y in box]) for text, box in zip(result.txts, result.boxes)]

    return read, version("rapidocr", "onnxruntime" if kind == "default" else "openvino")


def paddleocr(kind, networks):
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    import cv2
    from paddleocr import PaddleOCR

    cv2.setNumThreads(1)
    folders = {}
    scratch = tempfile.TemporaryDirectory()
    for part in ("det", "rec"):
        # PaddleX wants the network under the name inference.onnx, beside its inference.yml.
        folder = Path(scratch.name, part)
        folder.mkdir()
        (folder / "inference.onnx").symlink_to(Path(networks, kind, part, f"{part}.onnx"))
        (folder / "inference.yml").symlink_to(Path(networks, kind, part, "inference.yml"))
        folders[part] = str(folder)
    engine = PaddleOCR(
        text_detection_model_name=f"PP-OCRv6_{kind}_det", text_detection_model_dir=folders["det"],
        text_recognition_model_name=f"PP-OCRv6_{kind}_rec", text_recognition_model_dir=folders["rec"],
        use_doc_orientation_classify=False, use_doc_unwarping=False, use_textline_orientation=False,
        text_det_limit_side_len=LONG_SIDE, text_det_limit_type="max", device="cpu", engine="onnxruntime",
        engine_config={"intra_op_num_threads": 1, "inter_op_num_threads": 1})

    def read(picture):
        lines = []
        for page in engine.predict(picture):
            lines += [(text, box.tolist()) for text, box in zip(page["rec_texts"], page["rec_polys"])]
        return lines

    return read, version("paddleocr", "paddlex", "onnxruntime")


def faster_paddle(kind, networks):
    from faster_paddle import OcrEngine

    engine = OcrEngine(model_size=kind, threads=1, det_max_side=LONG_SIDE)

    def read(picture):
        bounds = engine.ocr(Path(picture).read_bytes())["bounds"].values()
        return [(line["text"], upright(*line["topLeftCoord"], *line["bottomRightCoord"])) for line in bounds]

    return read, version("faster-paddle")


def turboocr(kind, networks):
    from turboocr_engine import OCR

    # Its own names for the same files.
    folder = tempfile.TemporaryDirectory()
    suffix = "_tiny" if kind == "tiny" else ""
    for name, path in (
        (f"det_{kind}.onnx", f"{kind}/det/det.onnx"), (f"rec_{kind}.onnx", f"{kind}/rec/rec.onnx"),
        (f"keys{suffix}.txt", f"ppocrv6{suffix}_dict.txt"),
    ):
        Path(folder.name, name).symlink_to(Path(networks, path))
    engine = OCR(kind, backend="openvino", device="CPU", models_dir=folder.name, allow_download=False)

    def read(picture, holds=folder):
        return [(line.text, [list(point) for point in line.box]) for line in engine.read(picture).lines]

    return read, version("turboocr-engine-openvino", "openvino")


def tesseract(kind, networks):
    import tesserocr
    from PIL import Image

    data = next((path.parent for path in Path("/usr/share/tesseract-ocr").glob("*/tessdata/ind.traineddata")), None)
    if data is None:
        raise FileNotFoundError("no ind.traineddata: apt-get install tesseract-ocr-ind")
    # It found more of these cards so than with other modes or at full size.
    engine = tesserocr.PyTessBaseAPI(path=str(data), lang="ind", psm=tesserocr.PSM.SPARSE_TEXT)

    def read(picture):
        with Image.open(picture) as image:
            image.thumbnail((2000, 2000))
            gray = image.convert("L")
        engine.SetImage(gray)
        engine.Recognize()
        lines = []
        for line in tesserocr.iterate_level(engine.GetIterator(), tesserocr.RIL.TEXTLINE):
            text = line.GetUTF8Text(tesserocr.RIL.TEXTLINE).strip()
            if text:
                lines.append((text, upright(*line.BoundingBox(tesserocr.RIL.TEXTLINE))))
        return lines

    return read, f"tesserocr {tesserocr.__version__}, {tesserocr.tesseract_version().split(chr(10))[0].strip()}"


KINDS = {
    "rapidocr": rapidocr, "paddleocr": paddleocr, "faster-paddle": faster_paddle, "turboocr": turboocr, "tesseract": tesseract,
}


def main():
    # Libraries print on standard output; answers go to a copy of it that only we know.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(value):
        answers.write(json.dumps(value) + "\n")
        answers.flush()

    name, _, kind = sys.argv[1].partition(":")
    try:
        read, versions = KINDS[name](kind, sys.argv[2])
    except Exception as error:
        answer({"error": f"{type(error).__name__}: {error}"})
        return
    answer({"versions": versions})
    for line in sys.stdin:
        try:
            answer({"lines": [{"text": str(text), "box": box} for text, box in read(json.loads(line))]})
        except Exception as error:
            answer({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main()
