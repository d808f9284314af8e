"""T7: thousands of odd and broken pictures, over HTTP and in bulk."""

import json
import os
import subprocess
import time

import corpora
from harness import Check, Server, Watch, counted, in_parallel, losses

SECONDS = 5
MEBIBYTES = 1024


def run(soak):
    pictures = corpora.pictures()
    yield Check("pictures to be had", f"{len(pictures)} of {corpora.WANTED} wanted", len(pictures) >= corpora.WANTED)
    yield from over_http(soak, pictures)
    yield from in_bulk(soak, pictures)


def over_http(soak, pictures):
    with Server(soak) as server:
        with Watch(server) as watch:
            answers = in_parallel(2, pictures, lambda path: server.read(path.read_bytes()))
        lost = losses(server)
        alive = server.read(soak.goldens[0][0])
    wrong = [(path, answer) for path, answer in zip(pictures, answers) if not 200 <= answer.status < 500]
    slowest, path = max((answer.seconds, path) for path, answer in zip(pictures, answers))
    statuses = counted(answer.status for answer in answers)
    names = "".join(f"; {path.parent.name}/{path.name} {answer.status}" for path, answer in wrong[:3])
    yield Check(f"{len(pictures)} pictures to /v1/ktp", statuses + names, not wrong)
    yield Check(f"each within {SECONDS} s", f"{slowest:.2f} s ({path.parent.name}/{path.name})", slowest <= SECONDS)
    yield Check(f"memory at most {MEBIBYTES} MiB", f"{watch.peak:.0f} MiB with the readers", watch.peak <= MEBIBYTES)
    yield Check("readers lost", counted(f"{reason} {count}" for reason, count in lost.items()) or "none", not lost)
    yield Check("a card after all that", f"{alive.status}", alive.status == 200 and alive.json["data"] == soak.goldens[0][1])


def in_bulk(soak, pictures):
    folder = soak.folder()
    listed, output = folder / "list.txt", folder / "out.jsonl"
    listed.write_text("".join(f"{path}\n" for path in pictures))
    start = time.perf_counter()
    process = subprocess.Popen(
        [soak.program, "batch", listed, "--output", output], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = [json.loads(line) for line in output.read_text().splitlines()]
    errors = [line["error"]["code"] for line in lines if line["error"]]
    yield Check(
        f"{len(pictures)} pictures to batch", f"exit {process.returncode}, {len(lines)} lines, {counted(errors)}",
        process.returncode == 1 and {line["file"] for line in lines} == {str(path) for path in pictures} and
        len(lines) == len(pictures) and "internal" not in errors)
    slowest = max(lines, key=lambda line: line["ms"] or 0)
    yield Check(f"each within {SECONDS} s", f"{slowest['ms'] / 1000:.2f} s, all {time.perf_counter() - start:.0f} s", slowest["ms"] <= SECONDS * 1000)
    peak = usage.ru_maxrss / 1024
    yield Check(f"memory at most {MEBIBYTES} MiB", f"{peak:.0f} MiB", peak <= MEBIBYTES)
