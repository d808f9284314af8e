"""T10: bytes changed by chance, seeded, for every reader of outside bytes: pictures, forms, JSON over HTTP; settings by the command line."""

import json
import random
import time

from harness import Check, Server, counted, in_parallel, losses
from t09_damaged import flipped, formats

ODD = [b"", b"\0", b"\r\n", b"--limit", b"--limit--", b'"', b"\\", b"{", b"[", b"}", b"9" * 50, b"\xff", b"\xed\xa0\x80", b"-", b"e", b":", b";", b"="]


def spliced(data, chance):
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 2, 8)))
        data = data[:start] + chance.choice(ODD) + data[end:]
    return data


def run(soak):
    seconds = 3600 if soak.long else 60
    with Server(soak) as server:
        pictures = [data for _, data in formats(soak)]
        form = b'--limit\r\nContent-Disposition: form-data; name="image"; filename="a"\r\nContent-Type: image/png\r\n\r\nabc\r\n--limit--\r\n'
        texts = [json.dumps(text).encode() for text in ({"filename": "a"}, {"image": "QUJD"}, {"filename": "a", "typed": {"nik": "1", "alamat": {"rt_rw": "1"}}})]
        cases = {
            "pictures": lambda seed: server.read(flipped(pictures[seed % len(pictures)], seed)),
            "forms": lambda seed: server.read(spliced(form, random.Random(seed)), "/v1/ktp", "multipart/form-data; boundary=limit"),
            "JSON": lambda seed: server.read(spliced(texts[seed % 3], random.Random(seed)), "/v1/ktp/compare", "application/json"),
        }
        for name, case in cases.items():
            statuses, seed, end = [], 0, time.monotonic() + seconds / len(cases)
            while time.monotonic() < end:
                statuses += [answer.status for answer in in_parallel(4, range(seed, seed + 40), case)]
                seed += 40
            yield Check(f"{name}, {seconds // len(cases)} s", counted(statuses), all(200 <= status < 500 for status in statuses))
        lost = losses(server)
    yield Check("readers lost", str(lost or "none"), not lost)
    settings = json.dumps({"port": 0, "host": "127.0.0.1", "jobs": 1, "max_image_bytes": 1000, "log_level": "info"}).encode()
    codes = []
    for seed in range(200):
        path = soak.folder() / "settings.json"
        # A setting that cannot be used stands at the end, so that no run begins to serve.
        path.write_bytes(spliced(settings, random.Random(seed)))
        codes.append(soak.run("serve", "--config", path, "--idle-timeout", "0", timeout=60, text=False).returncode)
    yield Check("200 files of settings", counted(codes), set(codes) <= {64, 66})
