"""T1: steady load, every answer compared with its own card."""

import time

from harness import Check, Server, counted, percentile
from load import Load

CLIENTS = 64


def run(soak):
    seconds = 1800 if soak.long else 120
    with Server(soak, "--queue", CLIENTS, "--max-connections-per-address", 200) as server:
        service = percentile([server.read(picture).seconds for picture, _ in soak.goldens * 2], 0.5)
        with Load(server, soak.goldens, CLIENTS) as load:
            time.sleep(seconds)
    p50, p99 = percentile(load.seconds, 0.5), percentile(load.seconds, 0.99)
    yield Check(
        f"{CLIENTS} clients that keep their connections, {seconds} s", f"{counted(load.statuses)}, {load.read / load.took:.1f} cards/s",
        set(load.statuses) == {200})
    yield Check("answers that are another's or wrong", str(load.wrong), load.wrong == 0)
    yield Check(
        "99 % within twice the middle and one reading", f"p50 {p50:.2f} s, p99 {p99:.2f} s, one alone {service:.2f} s",
        p99 <= 2 * p50 + service)
