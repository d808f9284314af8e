"""T20: disks without room: the log's, and the one that batch writes to."""

import json
import subprocess
from contextlib import contextmanager

from harness import Check, Server, counted


@contextmanager
def small_disk(soak, size="8m"):
    folder = soak.folder()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False, capture_output=True)


def fill(folder, leave=0):
    with open(folder / "filler", "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    if leave:
        with open(folder / "filler", "r+b") as file:
            file.truncate((folder / "filler").stat().st_size - leave)


def run(soak):
    picture, golden = soak.goldens[0]
    with small_disk(soak) as disk:
        with Server(soak, log=disk / "log") as server:
            fill(disk)
            answers = [server.read(picture, "/v1/ktp?details=0") for _ in range(20)]
            right = all(answer.status == 200 and answer.json["data"] == golden for answer in answers)
            yield Check("20 cards while the log's disk is full", counted(a.status for a in answers), right)
            (disk / "filler").unlink()
            before = server.log.stat().st_size
            server.ask("GET", "/healthz")
            yield Check("the log when there is room again", f"{server.log.stat().st_size - before} bytes more", server.log.stat().st_size > before)
    with small_disk(soak) as disk:
        pictures = soak.folder()
        for n in range(24):
            (pictures / f"{n:02}.jpg").write_bytes(picture)
        fill(disk, leave=8192)
        output = disk / "cards.jsonl"
        first = soak.run("batch", pictures, "--output", output, "--details")
        yield Check(
            "batch of 24 pictures onto a disk with room for two", f"ends with {first.returncode}: {first.stderr.strip()[-80:]}",
            first.returncode == 74 and "No space left" in first.stderr)
        (disk / "filler").unlink()
        second = soak.run("batch", pictures, "--output", output, "--details", "--resume")
        lines = [json.loads(line) for line in output.read_text().splitlines()]
        names = [line["id"] for line in lines]
        right = len(names) == len(set(names)) == 24 and all(line["data"] == golden for line in lines)
        yield Check("the same with --resume and room", f"ends with {second.returncode}, {len(lines)} lines", second.returncode == 0 and right)
