"""T17: readers are killed at random under load; no client notices."""

import os
import random
import signal
import time

from harness import Check, Server, counted, losses
from load import Load


def run(soak):
    seconds, chance, killed = (600 if soak.long else 60), random.Random(17), 0
    with Server(soak) as server:
        with Load(server, soak.goldens, 4) as load:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                time.sleep(0.5)
                if readers := server.readers():
                    try:
                        os.kill(chance.choice(readers), signal.SIGKILL)
                        killed += 1
                    except ProcessLookupError:
                        pass
        ready = server.ask("GET", "/readyz").status
        lost = losses(server)
    yield Check(
        f"a reader killed every 0.5 s for {seconds} s, 4 clients", f"{killed} killed, {counted(load.statuses)}",
        set(load.statuses) == {200} and killed > seconds and load.read > seconds)
    yield Check("answers that are another's or wrong", str(load.wrong), load.wrong == 0)
    yield Check("ready after that; losses counted", f"{ready}, {lost}", ready == 200 and sum(lost.values()) > 0)
