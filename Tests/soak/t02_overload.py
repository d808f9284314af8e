"""T2: four times as many requests as can be read; some are read as fast as ever, the others are told when to come back."""

import selectors
import socket
import time
from types import SimpleNamespace

from harness import TOO_LATE, Answer, Check, Server, counted, percentile
from load import Load

TIMES = 4
LATEST = 40  # seconds after the last request that an answer may come


def run(soak):
    seconds = 600 if soak.long else 60
    goldens = [min(soak.goldens, key=lambda golden: len(golden[0]))]
    with Server(soak, "--max-connections-per-address", 1000) as server:
        with Load(server, goldens, 8, keep=False) as alone:
            time.sleep(15)
        capacity = alone.read / alone.took
        answers = arrive(server, goldens[0], TIMES * capacity, seconds)
        time.sleep(2)
        with Load(server, goldens, 8, keep=False) as after:
            time.sleep(5)
    statuses = [answer.status for answer in answers]
    hints = [answer.headers.get("retry-after", "") for answer in answers if answer.status == 429]
    goodput = statuses.count(200) / seconds
    wrong = sum(answer.status == 200 and answer.json["data"] != goldens[0][1] for answer in answers)
    yield Check(f"{TIMES} x {capacity:.0f} a second for {seconds} s", f"{counted(statuses)}, {wrong} wrong", set(statuses) == {200, 429} and not wrong)
    yield Check("429 with Retry-After", f"{len(hints)}: {counted(hints)}", bool(hints) and all(hint.isdigit() and int(hint) > 0 for hint in hints))
    yield Check("read meanwhile", f"{goodput:.1f} a second, {goodput / capacity:.0%}", goodput >= 0.9 * capacity)
    p50, late = percentile(alone.seconds, 0.5), percentile(after.seconds, 0.5)
    yield Check("as fast as before 2 s later", f"p50 {p50:.2f} s, then {late:.2f} s", late <= 1.5 * p50 and set(after.statuses) == {200})


def arrive(server, golden, rate, seconds):
    """Requests that come when they come, whatever became of those before.

    One thread for all, since what the clients take of the cores the readers lack.
    """
    head = f"POST /v1/ktp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(golden[0])}\r\nConnection: close\r\n\r\n"
    request, answers, start, begun = head.encode() + golden[0], [], time.perf_counter(), 0
    with selectors.DefaultSelector() as selector:
        while begun < int(rate * seconds) or selector.get_map():
            now = time.perf_counter() - start
            if begun < min(int(rate * seconds), now * rate):
                begin(server.port, request, selector)
                begun += 1
                continue
            if now > seconds + LATEST:
                break
            for key, events in selector.select(max(begun / rate - now, 0) if begun < int(rate * seconds) else 1):
                if answer := go_on(key.fileobj, key.data, events, selector):
                    answers.append(answer)
        for key in list(selector.get_map().values()):
            key.fileobj.close()
            answers.append(Answer(TOO_LATE, {}, b"", LATEST))
    return answers


def begin(port, request, selector):
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    connection.setblocking(False)
    connection.connect_ex(("127.0.0.1", port))
    selector.register(
        connection, selectors.EVENT_READ | selectors.EVENT_WRITE, SimpleNamespace(left=memoryview(request), got=bytearray(), begun=time.perf_counter()))


def go_on(connection, state, events, selector):
    """Sends and receives what can be; the answer when the server has closed the connection."""
    try:
        if events & selectors.EVENT_WRITE:
            state.left = state.left[connection.send(state.left):]
            if not state.left:
                selector.modify(connection, selectors.EVENT_READ, state)
        if not events & selectors.EVENT_READ:
            return None
        part = connection.recv(1 << 16)
        state.got += part
        if part:
            return None
    except BlockingIOError:
        return None
    except OSError:
        pass  # A server that refuses need not read all of the body.
    selector.unregister(connection)
    connection.close()
    head, _, body = bytes(state.got).partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    whole = len(body) == int(headers.get("content-length", -1))
    return Answer(int(status.split()[1]) if whole else TOO_LATE, headers, body, time.perf_counter() - state.begun)
