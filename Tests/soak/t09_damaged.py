"""T9: one card, cut off everywhere and with bits turned over."""

import io
import random

from harness import Check, Server, counted, in_parallel, losses


def formats(soak):
    """The sample card as JPEG, PNG and WebP."""
    from PIL import Image

    original = next(path for path in soak.examples if path.name == "ktp_sample.jpg")
    picture = Image.open(original).convert("RGB")
    picture.thumbnail((1000, 1000))
    for name, options in (("JPEG", {"quality": 88}), ("progressive JPEG", {"quality": 88, "progressive": True}), ("PNG", {}), ("WebP", {"quality": 88}), ("lossless WebP", {"lossless": True})):
        file = io.BytesIO()
        picture.save(file, name.split()[-1], **options)
        yield name, file.getvalue()


def flipped(data, seed):
    """From one bit in a thousand to one in twenty turned over, in the header alone or everywhere."""
    chance, data = random.Random(seed), bytearray(data)
    reach = chance.choice((64, 1024, len(data), len(data)))
    for _ in range(max(1, int(min(reach, len(data)) * 8 * chance.uniform(0.001, 0.05)))):
        bit = chance.randrange(min(reach, len(data)) * 8)
        data[bit // 8] ^= 1 << bit % 8
    return bytes(data)


def run(soak):
    seeds = 1000 if soak.long else 100
    with Server(soak) as server:
        for name, data in formats(soak):
            pieces = [data[:len(data) * n // 64] for n in range(1, 65)] + [flipped(data, seed) for seed in range(seeds)]
            answers = in_parallel(2, pieces, server.read)
            yield Check(
                f"{name}, {len(data) // 1024} KiB: 64 cuts, {seeds} times bits turned", counted(answer.status for answer in answers),
                {answer.status for answer in answers} <= {200, 415, 422} and answers[63].status == 200)
        lost = losses(server)
    yield Check("readers lost", str(lost or "none"), not lost)
