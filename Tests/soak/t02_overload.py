"""T2: four times as many requests as can be read; some are read as fast as ever, the others are told when to come back."""

import threading
import time

from harness import Check, Server, counted, percentile
from load import Load

TIMES = 4


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
    """Requests that come when they come, whatever became of those before."""
    answers, threads, start = [], [], time.perf_counter()
    for index in range(int(rate * seconds)):
        time.sleep(max(0, start + index / rate - time.perf_counter()))
        thread = threading.Thread(target=lambda: answers.append(server.read(golden[0])))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return answers
