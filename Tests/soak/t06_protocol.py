"""T6: requests that no honest client sends, each with the one answer it must get."""

import time

from harness import Check, Server, status_of

HOST = b"Host: localhost\r\n"
CLOSE = b"Connection: close\r\n\r\n"
READY = b"GET /healthz HTTP/1.1\r\n"
MILLISECONDS = 50
SECONDS = 3


def posted(headers, body=b""):
    return b"POST /v1/ktp HTTP/1.1\r\n" + HOST + b"Content-Type: image/jpeg\r\n" + headers + b"\r\n" + body


def requests():
    """What it is, its bytes, the statuses that are right."""
    yield "no Host", READY + CLOSE, {400}
    yield "two Hosts", READY + HOST + HOST + CLOSE, {400}
    yield "absolute form", b"GET http://localhost/healthz HTTP/1.1\r\n" + HOST + CLOSE, {200}
    yield "Content-Length and Transfer-Encoding", posted(b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), {400}
    yield "two Content-Lengths", posted(b"Content-Length: 4\r\nContent-Length: 5\r\n", b"abcde"), {400}
    yield "Content-Length -1", posted(b"Content-Length: -1\r\n"), {400}
    yield "Content-Length +4", posted(b"Content-Length: +4\r\n", b"abcd"), {400}
    yield "Content-Length 4, 4", posted(b"Content-Length: 4, 4\r\n", b"abcd"), {400}
    yield "Content-Length of 40 digits", posted(b"Content-Length: " + b"9" * 40 + b"\r\n"), {400, 413}
    yield "11 MiB announced", posted(b"Content-Length: 11534336\r\n"), {413}
    yield "Transfer-Encoding: xchunked", posted(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n"), {400, 501}
    yield "Transfer-Encoding: chunked, identity", posted(b"Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n"), {400, 501}
    yield "Transfer-Encoding with a space before its colon", posted(b"Transfer-Encoding : chunked\r\n", b"0\r\n\r\n"), {400}
    yield "two Transfer-Encodings", posted(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", b"0\r\n\r\n"), {400, 501}
    yield "chunk size zz", posted(b"Transfer-Encoding: chunked\r\n", b"zz\r\nab\r\n0\r\n\r\n"), {400}
    yield "chunk size of 2^64", posted(b"Transfer-Encoding: chunked\r\n", b"10000000000000000\r\nab\r\n0\r\n\r\n"), {400, 413}
    yield "chunk longer than it says", posted(b"Transfer-Encoding: chunked\r\n", b"1\r\nabc\r\n0\r\n\r\n"), {400}
    yield "header field of 90 KB", READY + HOST + b"A: " + b"a" * 90_000 + b"\r\n" + CLOSE, {431}
    yield "2,000 headers", READY + HOST + b"".join(b"A%d: a\r\n" % n for n in range(2000)) + CLOSE, {431}
    yield "URI of 1 MB", b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + HOST + CLOSE, set(range(400, 500))
    yield "NUL in a header", READY + HOST + b"A: a\0b\r\n" + CLOSE, {400}
    yield "CR in a header", READY + HOST + b"A: a\rb\r\n" + CLOSE, {400}
    yield "folded header", READY + HOST + b"A: a\r\n b\r\n" + CLOSE, {200, 400}
    yield "header without a colon", READY + HOST + b"nothing\r\n" + CLOSE, {400}
    yield "header without a name", READY + HOST + b": nothing\r\n" + CLOSE, {400}
    yield "TLS", bytes.fromhex("16030100c8010000c40303") + bytes(200), {400}
    yield "HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 405, 505}
    yield "HTTP/9.9", b"GET /healthz HTTP/9.9\r\n" + HOST + CLOSE, {400, 505}
    yield "HTTP/0.9", b"GET /healthz\r\n\r\n", {400}
    yield "HTTP/1.0 without Host", b"GET /healthz HTTP/1.0\r\n\r\n", {200}
    yield "no version", b"GET /healthz FTP/1.1\r\n" + HOST + CLOSE, {400}
    yield "spaces in the target", b"GET /health z HTTP/1.1\r\n" + HOST + CLOSE, {400}
    yield "method of 10 KB", b"G" * 10_000 + b" / HTTP/1.1\r\n" + HOST + CLOSE, {400, 405, 431, 501}
    yield "CONNECT", b"CONNECT localhost:1 HTTP/1.1\r\n" + HOST + CLOSE, {400, 404, 405}
    yield "OPTIONS *", b"OPTIONS * HTTP/1.1\r\n" + HOST + CLOSE, {200, 204, 400, 404, 405}
    yield "noise", bytes(range(256)) * 4, {400}


def run(soak):
    with Server(soak) as server:
        for name, raw, statuses in requests():
            got, seconds = server.exchange(raw)
            status = status_of(got)
            passed = status in statuses and not got.endswith(b"<left open>") and seconds <= SECONDS
            yield Check(name, f"{status or got[:40]}, {seconds * 1000:.0f} ms", passed)
        yield smuggled(server)
        yield expected(soak, server)
        yield expected_in_vain(server)
        yield from methods(server)
        alive = server.read(soak.goldens[0][0])
        yield Check("a card after all that", str(alive.status), alive.status == 200)


def smuggled(server):
    """A request inside what the other reading of the length makes a body is not answered."""
    hidden = READY + HOST + CLOSE
    raw = posted(b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n" % (5 + len(hidden)), b"0\r\n\r\n" + hidden)
    got, _ = server.exchange(raw)
    answers = got.count(b"HTTP/1.1 ")
    return Check("a request hidden in a body", f"{answers} answer, {status_of(got)}", answers == 1 and status_of(got) == 400)


def expected(soak, server):
    """A body sent only when it is asked for."""
    body = soak.goldens[0][0]
    with server.connect() as connection:
        connection.sendall(posted(b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: %d\r\n" % len(body)))
        start = time.perf_counter()
        first = connection.recv(4096)
        took = (time.perf_counter() - start) * 1000
        connection.sendall(body)
        rest = b""
        while part := connection.recv(1 << 16):
            rest += part
    statuses = status_of(first), status_of(rest)
    return Check("Expect: 100-continue", f"{statuses[0]} after {took:.1f} ms, then {statuses[1]}", statuses == (100, 200) and took < MILLISECONDS)


def expected_in_vain(server):
    """A body that is too long is not asked for."""
    got, seconds = server.exchange(posted(b"Expect: 100-continue\r\nContent-Length: 99999999\r\n"))
    return Check("Expect: 100-continue, too long", f"{status_of(got)}, {seconds * 1000:.0f} ms", status_of(got) == 413)


def methods(server):
    routes = {
        "/": "GET", "/docs": "GET", "/openapi.json": "GET", "/healthz": "GET", "/readyz": "GET", "/metrics": "GET",
        "/v1/nik/3204371708919017": "GET", "/v1/ktp": "POST", "/v1/ktp/compare": "POST", "/ocr/ktp": "POST"}
    wrong = []
    for route, right in routes.items():
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
            if method != right:
                answer = server.ask(method, route)
                if answer.status != 405 or right not in answer.headers.get("allow", ""):
                    wrong.append(f"{method} {route} {answer.status} {answer.headers.get('allow')}")
        if right == "GET" and (answer := server.ask("HEAD", route)).status != 200:
            wrong.append(f"HEAD {route} {answer.status}")
    yield Check("methods that a route has not: 405 with Allow", "; ".join(wrong[:4]) or f"{len(routes)} routes", not wrong)
    wrong = [method for method in ("BREW", "get", "X" * 50) if server.ask(method, "/v1/ktp").status not in (400, 405, 501)]
    yield Check("methods that nobody knows", f"{wrong or 'refused'}", not wrong)
