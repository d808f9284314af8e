"""The labels beside the pictures: read back for a run that goes on, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

FILE = "labels.json"


def world_digest() -> str:
    """What the pictures depend on besides their number: this package's own source."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_labels(folder: Path) -> dict[str, dict[str, object]]:
    """The labels of an earlier run, none where there was none."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_labels(folder: Path, labels: dict[str, dict[str, object]]) -> None:
    """Replaces the labels in one step, ordered by file."""
    draft = folder / f".{FILE}.{os.getpid()}"
    entries = (f"  {json.dumps(file)}: {json.dumps(labels[file], ensure_ascii=False)}" for file in sorted(labels))
    draft.write_text("{\n" + ",\n".join(entries) + "\n}\n", encoding="utf-8")
    draft.replace(folder / FILE)
