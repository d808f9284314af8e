"""T13: forms, well made and not: the verdicts of python-multipart's own cases, and forms cut into pieces anywhere."""

import time

import yaml

from corpora import FOLDER
from harness import Check, Server

MALFORMED = "multipart body does not parse"
# Where we differ from the other parser by design, and why.
DIFFERENT = {
    "base64_encoding": "malformed",  # encodings, which RFC 7578 does away with, are refused
    "base64_encoding_whitespace": "malformed",
    "mixed_case_headers": "malformed",
    "mixed_plain_and_base64_encoding": "malformed",
    "quoted_printable_encoding": "malformed",
    "bad_initial_boundary": "a form",  # what stands before the first boundary is RFC 2046's preamble
    "non_ascii_whitespace_before_filename": "malformed",  # spaces of other alphabets are none in a header
    "single_field_blocks": "malformed",  # its boundary lacks the two hyphens of the one that is declared
}


def verdict(answer):
    return "malformed" if MALFORMED in answer.json.get("detail", "") else "a form"


def pairs():
    """Each case: its name, its body, its boundary, and whether the other parser finds it well made."""
    for path in sorted((FOLDER / "multipart").glob("*.http")):
        case = yaml.safe_load(path.with_suffix(".yaml").read_text())
        expected = case["expected"]
        fine = not (isinstance(expected, dict) and "error" in expected)
        yield path.stem, path.read_bytes(), case["boundary"], fine


def run(soak):
    with Server(soak) as server:
        differing, count = [], 0
        for name, body, boundary, fine in pairs():
            answer = server.read(body, type=f'multipart/form-data; boundary="{boundary}"')
            count += 1
            wanted = DIFFERENT.get(name, "a form" if fine else "malformed")
            if answer.status != 400 or verdict(answer) != wanted:
                differing.append(f"{name}: {answer.status} {verdict(answer)}")
        yield Check(
            f"{count} cases of python-multipart, without a picture", f"{len(differing)} differ {differing or ''}",
            count >= 30 and not differing)
        picture = soak.goldens[0][0]
        golden = soak.goldens[0][1]
        body = (b'--limit\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--limit\r\nContent-Disposition: form-data; name="image"\r\n\r\n'
                + picture + b"\r\n--limit--\r\n")
        edges = [n for n in range(1, 140)] + [n for n in range(len(body) - 20, len(body))]
        wrong = [at for at in edges if not is_read(server, body, at, golden)]
        yield Check(f"a form sent in two pieces, cut at {len(edges)} places", f"{len(wrong)} not read {wrong[:5] or ''}", not wrong)


def is_read(server, body, at, golden):
    import json

    head = (b"POST /v1/ktp?details=0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=limit\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body))
    with server.connect(20) as connection:
        connection.sendall(head + body[:at])
        time.sleep(0.002)
        connection.sendall(body[at:])
        got = b""
        while part := connection.recv(1 << 16):
            got += part
    return got.startswith(b"HTTP/1.1 200") and json.loads(got.split(b"\r\n\r\n", 1)[1])["data"] == golden
