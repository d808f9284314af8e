"""A RapidOCR process that bench.py drives: one JSON object a line in, one out.

    peer.py default|tuned THREADS MODELS

Input `{"picture": PATH}` answers `{"cpu_ms", "wall_ms", "lines"}`: the process's own time, all threads counted, from the
file to the text.
"""

import json
import sys
import time


def load(kind, threads, models):
    from rapidocr import EngineType, RapidOCR

    if kind == "default":
        return RapidOCR(params={"Global.log_level": "critical"})
    import cv2

    cv2.setNumThreads(threads)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.engine_type": EngineType.OPENVINO,
            "Rec.engine_type": EngineType.OPENVINO,
            "Det.model_path": models + "/PP-OCRv6_det_tiny.onnx",
            "Rec.model_path": models + "/PP-OCRv6_rec_small.onnx",
            "Det.limit_side_len": 960,
            "Det.limit_type": "max",
            # What the tiny detector was trained with; RapidOCR's own 0.5 is the small one's.
            "Det.mean": [0.485, 0.456, 0.406],
            "Det.std": [0.229, 0.224, 0.225],
            "EngineConfig.openvino.inference_num_threads": threads,
            # Pinned, two processes would share the first core.
            "EngineConfig.openvino.enable_cpu_pinning": False,
        }
    )


def main():
    kind, threads, models = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    engine = load(kind, threads, models)
    for line in sys.stdin:
        picture = json.loads(line)["picture"]
        cpu, wall = time.process_time(), time.perf_counter()
        result = engine(picture)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        lines = [str(text) for text in (getattr(result, "txts", None) or ())]
        print(json.dumps({"cpu_ms": cpu * 1000, "wall_ms": wall * 1000, "lines": lines}), flush=True)


if __name__ == "__main__":
    main()
