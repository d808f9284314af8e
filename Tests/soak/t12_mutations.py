"""T12: valid requests to every route, changed at random: no 5xx, no silence, no lost server."""

import json
import random
import time

from harness import Check, Server, TOO_LATE, counted, losses, status_of

ROUTES = {
    b"GET": [b"/", b"/docs", b"/page/page.js", b"/healthz", b"/readyz", b"/metrics", b"/openapi.json", b"/v1/nik/3204371708919017"],
    b"POST": [b"/ocr/ktp", b"/v1/ktp?mask=full&fields=nik", b"/v1/ktp/compare"],
}
ODD = [
    b"", b"\0", b"\r\n", b"\r", b"\n", b" ", b"\t", b":", b";", b"%", b"%00", b"%zz", b"../", b"//", b"\xff\xfe", b"\xc0\xaf", b"-1", b"0", b"99999999999999999999",
    b"A" * 300, b"A" * 20_000, b"HTTP/1.1", b"\r\n\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 0\r\n", b"Host: a\r\n", b"Expect: x\r\n",
    b"Upgrade: h2c\r\n", b"Connection: upgrade\r\n", b"{}", b'"', b"--limit", b"?", b"&", b"=", b"*", b"${x}", b"'",
]


def requests(picture):
    body = json.dumps({"filename": "card.jpg"}).encode()
    form = b'--limit\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n' + picture + b"\r\n--limit--\r\n"
    for method, paths in ROUTES.items():
        for path in paths:
            head = method + b" " + path + b" HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n"
            if method == b"GET":
                yield head + b"\r\n"
                continue
            for type, content in ((b"application/json", body), (b"multipart/form-data; boundary=limit", form), (b"image/png", picture)):
                yield head + b"Content-Type: %s\r\nContent-Length: %d\r\n\r\n" % (type, len(content)) + content
                yield head + b"Content-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % (type, len(content)) + content + b"\r\n0\r\n\r\n"


def changed(raw, chance):
    """Some bytes turned, taken out, doubled, or odd things put in; mostly in the head."""
    for _ in range(chance.randint(1, 4)):
        reach = max(1, raw.find(b"\r\n\r\n") + 4 if chance.random() < 0.7 else len(raw))
        start = chance.randrange(reach)
        end = min(len(raw), start + chance.choice((1, 1, 2, 5, 20)))
        raw = chance.choice([
            raw[:start] + bytes([chance.randrange(256)]) + raw[start + 1:], raw[:start] + raw[end:], raw[:end] + raw[start:],
            raw[:start] + chance.choice(ODD) + raw[end:], raw[:start] + chance.choice(ODD) + raw[start:]])
    return raw


def run(soak):
    seconds, chance, statuses, bad, count = (3600 if soak.long else 60), random.Random(12), [], [], 0
    with Server(soak, "--head-timeout", 1, "--body-timeout", 1, "--idle-timeout", 1) as server:
        base = list(requests(b"\x89PNG\r\n\x1a\n" + bytes(200)))
        (server.uploads / "card.jpg").write_bytes(base[-1][-200:])
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            count += 1
            raw = changed(base[count % len(base)], chance)
            # Our side is closed too, so that what is cut short need not be waited for.
            got, took = server.exchange(raw, 5, ends=True)
            status = status_of(got)
            statuses.append(status if got else "closed")
            # The older endpoint answers so for what is no readable card.
            is_older = b"Could not extract data from the image." in got
            if status >= 500 and not is_older or got.endswith(b"<left open>") or got and status == TOO_LATE:
                bad.append((raw[:80], got[-200:]))
        alive, lost, running = server.ask("GET", "/readyz").status, losses(server), server.process.poll() is None
    yield Check(f"changed requests to {len(base)} of all routes, {seconds} s", f"{count}: {counted(statuses)}", count > seconds * 20)
    yield Check("5xx, silence or nonsense", f"{len(bad)} {bad[:2] or ''}".replace("|", "/"), not bad)
    yield Check("the server after that", f"{alive}, lost {lost or 'none'}", alive == 200 and running and not lost)
