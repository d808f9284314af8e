"""T26: how long a start takes, and that readiness comes after the networks and not before; metrics that Prometheus reads."""

import subprocess
import time

from corpora import FOLDER
from harness import Check, Server, percentile

SECONDS = 2


def run(soak):
    times = []
    for _ in range(5):
        with Server(soak, "--jobs", 2) as server:
            ready = server.ask("GET", "/readyz").status
            times.append(time.perf_counter() - server.started)
            answer = server.read(soak.goldens[0][0], "/v1/ktp?details=0")
            first = answer.status == 200 and answer.json["data"] == soak.goldens[0][1]
            metrics = server.ask("GET", "/metrics").body
    yield Check(
        "five starts of two readers, to the first readiness", f"median {percentile(times, 0.5):.2f} s, most {max(times):.2f} s",
        max(times) < SECONDS and ready == 200)
    yield Check("a card right after that", "read" if first else "not read", first)
    checked = subprocess.run([FOLDER / "tools" / "promtool", "check", "metrics"], input=metrics, capture_output=True)
    told = (checked.stdout + checked.stderr).decode().strip()
    yield Check("promtool check metrics", told[:200] or "nothing to complain of", checked.returncode == 0)
    broken = soak.folder()
    failed = subprocess.run(
        [soak.program, "serve", "--port", "0", "--resources", broken], capture_output=True, text=True, timeout=60)
    yield Check("a start without networks", f"ends with {failed.returncode}", failed.returncode == 70 and "listening" not in failed.stderr)
