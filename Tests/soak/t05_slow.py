"""T5: clients that send or take as slowly as they can, while an honest one is served."""

import re
import resource
import threading
import time

from harness import Check, Server, counted, percentile, status_of

CLIENTS = 170
SECONDS = {"head": 11, "body": 21, "answer": 20}  # the last answer may begin some seconds after it was asked for


class Slow:
    """Clients of one kind, all in one thread; `seconds` says for each how long it was borne."""

    def __init__(self, server, first, more):
        self.server, self.first, self.more = server, first, more
        self.seconds, self.statuses, self.open = [], [], []
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        for _ in range(CLIENTS):
            connection = self.server.connect()
            connection.sendall(self.first)
            connection.setblocking(False)
            self.open.append((connection, time.perf_counter()))
        end, turn = time.perf_counter() + 60, 0
        while self.open and time.perf_counter() < end:
            time.sleep(0.2)
            turn += 1
            self.open = [item for item in self.open if self.goes_on(*item, turn % 5 == 0)]
        self.seconds += [60.0] * len(self.open)

    def goes_on(self, connection, start, speaks):
        try:
            got = connection.recv(4096)
        except BlockingIOError:
            if speaks:
                connection.send(self.more)
            return True
        except OSError:
            got = b""
        self.seconds.append(time.perf_counter() - start)
        self.statuses.append(status_of(got))
        connection.close()
        return False


def connections(server):
    """How many the server says are open."""
    text = server.ask("GET", "/metrics").body.decode()
    return int(re.search(r"^bacaktp_connections (\d+)", text, re.M)[1])


def ask_for_much(server):
    """Connections on which answers are asked for and not taken."""
    many = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200
    held = []
    for _ in range(CLIENTS):
        connection = server.connect()
        connection.setblocking(False)
        try:
            connection.send(many)
        except OSError:
            pass
        held.append(connection)
    return held


class Unread:
    """Clients that ask for answers and take none; `seconds` until the server holds as few connections as others need."""

    def __init__(self, server, others):
        self.seconds = None
        self.held = ask_for_much(server)
        self.start = time.perf_counter()
        self.thread = threading.Thread(target=self.watch, args=(server, others))
        self.thread.start()

    def watch(self, server, others):
        while self.seconds is None and time.perf_counter() < self.start + 60:
            time.sleep(0.25)
            # Our own look and the honest client's.
            if connections(server) <= sum(len(slow.open) for slow in others) + 2:
                self.seconds = time.perf_counter() - self.start
        for connection in self.held:
            connection.close()


def run(soak):
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))
    picture, data = soak.goldens[0]
    head = b"POST /v1/ktp HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
    with Server(soak, "--max-connections-per-address", 5000) as server:
        others = []
        unread = Unread(server, others)
        time.sleep(3)  # until the server has made as many answers as it can get rid of
        heads = Slow(server, head, b"A")
        bodies = Slow(server, head + b"Content-Length: 100000\r\n\r\n", b"\xff")
        others += heads, bodies
        answers = []
        while any(slow.thread.is_alive() for slow in (heads, bodies, unread)):
            answers.append(server.read(picture))
            time.sleep(0.5)
    good = [answer for answer in answers if answer.status == 200 and answer.json["data"] == data]
    slowest = percentile([answer.seconds for answer in answers], 1)
    yield Check(f"an honest client beside {3 * CLIENTS} slow ones", f"{len(good)} of {len(answers)} right, at most {slowest:.2f} s", good == answers)
    for name, slow in (("head", heads), ("body", bodies)):
        longest = max(slow.seconds)
        yield Check(
            f"slow {name}, borne at most {SECONDS[name]} s", f"{longest:.1f} s, {counted(slow.statuses)}",
            longest <= SECONDS[name] + 1 and set(slow.statuses) == {408})
    seconds = unread.seconds or 60
    yield Check(f"answers not taken, borne at most {SECONDS['answer']} s", f"{seconds:.1f} s", seconds <= SECONDS["answer"] + 1)
