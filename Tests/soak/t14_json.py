"""T14: JSON that is none, or is meant to hurt."""

from corpora import FOLDER
from harness import Check, Server, counted, percentile

SECONDS = 0.05


def hostile():
    yield "100,000 brackets", b"[" * 100_000
    yield "100,000 objects in one another", b'{"a":' * 100_000
    yield "a number of 60 KB", b'{"filename":' + b"9" * 60_000 + b"}"
    yield "duplicate keys", b'{"filename":"a","filename":"b"}'
    yield "half a surrogate pair", b'{"filename":"\\ud800"}'
    yield "not UTF-8", b'{"filename":"\xff"}'
    yield "UTF-16", '{"filename":"a"}'.encode("utf-16")
    yield "NaN", b'{"filename":NaN}'
    yield "a comma too many", b'{"filename":"a",}'
    yield "a comment", b'{"filename":"a"/**/}'
    yield "single quotes", b"{'filename':'a'}"
    yield "a NUL", b'{"filename":"a"}\0'
    yield "60 KB of spaces", b" " * 60_000
    yield "nothing", b""


def run(soak):
    bodies = [(path.name, path.read_bytes()) for suite in ("invalid", "invalid-unicode") for path in sorted((FOLDER / "json" / suite).iterdir())]
    with Server(soak) as server:
        server.ask("GET", "/healthz")
        for what, cases in ((f"{len(bodies)} invalid texts of jansson", bodies), ("our own", list(hostile()))):
            for path in ("/ocr/ktp", "/v1/ktp", "/v1/ktp/compare"):
                answers = [(name, server.read(body, path, "application/json")) for name, body in cases]
                slow = percentile([answer.seconds for _, answer in answers], 1)
                # A body over the older endpoint's limit is told so before it is read.
                allowed = {400, 413} if path == "/ocr/ktp" else {400}
                wrong = [name for name, answer in answers if answer.status not in allowed]
                yield Check(
                    f"{what} to {path}", f"{counted(a.status for _, a in answers)}, {slow * 1000:.0f} ms at most {wrong[:3] or ''}",
                    not wrong and slow < SECONDS)
        valid = [path.read_bytes() for path in sorted((FOLDER / "json" / "valid").iterdir())]
        told = [server.read(body, "/v1/ktp", "application/json") for body in valid]
        unread = [body[:40] for body, answer in zip(valid, told) if "does not parse" in answer.json.get("detail", "")]
        yield Check(f"{len(valid)} valid texts of jansson", f"{len(unread)} do not parse {unread[:3] or ''}", not unread)
