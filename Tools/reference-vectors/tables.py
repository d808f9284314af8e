"""RapidOCR's CTC decoding of tables of class probabilities."""

import numpy as np
from rapidocr.ch_ppocr_rec.utils import CTCLabelDecode

# Class 0 is the blank; RapidOCR appends the space.
CHARACTERS = list("AB1-.É")
SEED = 20_261_123


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def of_classes(classes: list[int], count: int) -> np.ndarray:
    """A sure table whose best path is given."""
    table = np.full((len(classes), count), 0.02)
    table[np.arange(len(classes)), classes] = 1 - 0.02 * (count - 1)
    return table


def ctc_tables() -> list[dict]:
    decode = CTCLabelDecode(character=list(CHARACTERS))
    count = len(CHARACTERS) + 2
    random = np.random.default_rng(SEED)
    tables = [of_classes(path, count) for path in ([0, 0, 0], [1, 1, 0, 1, 2, 2], [7, 1, 7, 7, 2, 7], [6], [0, 3, 3, 3])]
    for steps in (1, 2, 5, 9, 14, 20, 27, 33):
        logits = random.normal(0, 2.5, (steps, count))
        # Blanks and repeats as frequent as a network's.
        logits[:, 0] += 2
        for step in range(1, steps):
            if random.random() < 0.4:
                logits[step] = logits[step - 1] + random.normal(0, 0.3, count)
        tables.append(softmax(logits))
    entries = []
    for table in tables:
        table = table.round(4)
        ((text, confidence),), _ = decode(table[np.newaxis])
        entries.append(
            {
                "alphabet": "".join(CHARACTERS) + " ",
                "steps": len(table),
                "values": table.flatten().tolist(),
                "text": text,
                "confidence": round(confidence, 4),
            }
        )
    return entries
