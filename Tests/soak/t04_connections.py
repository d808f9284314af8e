"""T4: many connections that say nothing."""

import resource
import select
import time

from harness import Check, Server, counted, status_of

MILLISECONDS = 100


def opened(server, count):
    return [server.connect() for _ in range(count)]


def answer(connection, seconds=2):
    """What comes without a word of ours, and after how long."""
    connection.settimeout(seconds)
    start = time.perf_counter()
    try:
        got = connection.recv(4096)
    except OSError:
        got = b""
    return status_of(got), time.perf_counter() - start


def readable(connections):
    poll, by_number = select.poll(), {connection.fileno(): connection for connection in connections}
    for number in by_number:
        poll.register(number, select.POLLIN)
    return [by_number[number] for number, _ in poll.poll(10)]


def heard(connections, silent):
    """Waits a second for all of them but so many to say something."""
    end = time.perf_counter() + 1
    while True:
        ready = readable(connections)
        if len(ready) >= len(connections) - silent or time.perf_counter() > end:
            return ready


def health(server, count):
    slowest, statuses = 0.0, set()
    for _ in range(count):
        start = time.perf_counter()
        statuses.add(server.ask("GET", "/healthz").status)
        slowest = max(slowest, time.perf_counter() - start)
        time.sleep(0.5)
    return statuses, slowest * 1000


def run(soak):
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))
    with Server(soak, "--max-connections-per-address", 5000) as server:
        idle = opened(server, 900)
        start = time.perf_counter()
        statuses, slowest = health(server, 8)
        yield Check("900 idle connections, /healthz", f"{statuses}, at most {slowest:.0f} ms", statuses == {200} and slowest < MILLISECONDS)
        begun = time.perf_counter()
        more = opened(server, 300)
        refused = heard(more, 1024 - 900)
        took = time.perf_counter() - begun
        statuses = [answer(connection)[0] for connection in refused]
        yield Check(
            "those above 1,024", f"{len(refused)} of 300: {counted(statuses)}, all within {took * 1000:.0f} ms",
            set(statuses) == {503} and abs(len(refused) - 176) <= 2 and took < 1)
        end = answer(idle[-1], 20)
        took = time.perf_counter() - start
        yield Check("idle connections are closed", f"after {took:.1f} s", end[0] == 0 and 10 < took < 20)
        time.sleep(1)
        status = server.ask("GET", "/healthz").status
        yield Check("and make room", str(status), status == 200)
        for connection in idle + more:
            connection.close()
    with Server(soak) as server:
        idle = opened(server, 64)
        statuses = [answer(connection)[0] for connection in opened(server, 10)]
        yield Check("those above 64 of one address", str(set(statuses)), set(statuses) == {429})
        for connection in idle:
            connection.close()
