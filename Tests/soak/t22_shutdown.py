"""T22: asked to end under load, it says so, answers what it took, and ends."""

import signal
import threading
import time

from harness import Check, Server, TOO_LATE, counted

SECONDS = 30


def run(soak):
    yield from once(soak)
    yield from twice(soak)


def once(soak):
    with Server(soak, "--drain-seconds", 1) as server:
        answers, stop = [], threading.Event()

        def ask(index):
            # Requests begun before the listener closed must be answered; a refused connection is none.
            while not stop.is_set():
                try:
                    server.connect(2).close()
                except OSError:
                    return
                picture, data = soak.goldens[index % len(soak.goldens)]
                start = time.perf_counter()
                answer = server.read(picture)
                answers.append((start, answer, answer.status != 200 or answer.json["data"] == data))
                index += 1

        clients = [threading.Thread(target=ask, args=(index,)) for index in range(6)]
        for client in clients:
            client.start()
        time.sleep(5)
        before = len(answers)
        start = time.perf_counter()
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        readiness = server.ask("GET", "/readyz")
        code = server.process.wait(SECONDS + 5)
        took = time.perf_counter() - start
        stop.set()
        for client in clients:
            client.join()
    # Connections that reach the closed listener's last moment are refused or reset, not left: counted apart.
    accepted = [answer for begun, answer, _ in answers if begun < start + 0.9]
    lost = [answer for answer in accepted if answer.status == TOO_LATE]
    yield Check("SIGTERM under load: readiness", f"{readiness.status} {readiness.code}", readiness.status == 503)
    yield Check(
        "requests before and while draining", f"{before} before, {len(accepted) - before} after: {counted(a.status for a in accepted)}",
        not lost and all(answer.status == 200 for answer in accepted) and len(accepted) > before and all(ok for *_, ok in answers))
    yield Check(f"end within {SECONDS} s", f"exit {code} after {took:.1f} s", code == 0 and took <= SECONDS)


def twice(soak):
    with Server(soak, "--drain-seconds", 20) as server:
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        alive = server.process.poll() is None
        start = time.perf_counter()
        server.process.send_signal(signal.SIGTERM)
        code = server.process.wait(SECONDS)
        took = time.perf_counter() - start
    yield Check("a second SIGTERM", f"exit {code} after {took:.2f} s", alive and took < 2 and code != 0)
