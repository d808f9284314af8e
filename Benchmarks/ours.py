"""bacaktp as the bench runs it: its server for times, stages and memory, `batch --details` for values, `read` for starts."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from processes import Sample, Watch, launch, memory
from truth import flat

QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Program:
    """The binary and a folder for what it compiles."""

    def __init__(self, binary, pictures, scratch):
        self.binary, self.pictures, self.scratch = binary, pictures, scratch
        self.cache = scratch / "cache"

    def batch(self, names, cores):
        """Reads pictures with all details: name to reading."""
        listing, output = self.scratch / "names.txt", self.scratch / "readings.jsonl"
        listing.write_text("".join(f"{self.pictures / name}\n" for name in names))
        process = launch(
            [self.binary, "batch", listing, "--details", "--jobs", cores, "--output", output, "--cache", self.cache], cores, **QUIET)
        if process.wait() not in (0, 1):
            sys.exit(f"bench: bacaktp batch ended with {process.returncode}")
        return {Path(reading["file"]).name: reading for reading in map(json.loads, output.read_text().splitlines())}

    def start(self, name, cores, cache):
        """What a new process takes to read one picture and print it, and its mebibytes at most."""
        begin = time.perf_counter()
        process = launch([self.binary, "read", self.pictures / name, "--cache", cache], cores, **QUIET)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"bench: bacaktp read ended with {process.returncode}")
        wall = time.perf_counter() - begin
        return Sample((usage.ru_utime + usage.ru_stime) * 1000, wall * 1000), usage.ru_maxrss / 1024

    def server(self, cores):
        return Server(self, cores)


class Server:
    """`bacaktp serve` over the pictures' folder; a picture is asked for by its name, so nothing is uploaded."""

    title = "bacaktp"

    def __init__(self, program, cores):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = launch(
            [program.binary, "serve", "--port", self.port, "--uploads", program.pictures, "--jobs", cores, "--cache", program.cache,
             "--max-image-bytes", 64 << 20], cores, **QUIET)
        self.pid = self.process.pid
        self.connection = self.connect()
        for _ in range(200):
            try:
                self.ask("GET", "/healthz")
                return
            except OSError:
                self.connection.close()
                time.sleep(0.05)
        sys.exit("bench: bacaktp serve does not answer")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method, path, body=None, connection=None):
        connection = connection or self.connection
        try:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
        except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected):
            # The server hangs up on who has been silent for long.
            connection.close()
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
        return answer.status, answer.read()

    def read(self, name, connection=None):
        """The fields that a picture shows, none where it is refused."""
        status, body = self.ask("POST", "/ocr/ktp", json.dumps({"filename": name}), connection)
        if status not in (200, 500):
            sys.exit(f"bench: bacaktp serve answered {status} to {name}")
        return flat(json.loads(body).get("data"))

    def timed(self, name):
        with Watch(self.pid) as watch:
            self.read(name)
        return watch.sample

    def stage_seconds(self):
        """Seconds that all readings so far spent in each stage, of the processor and by the clock."""
        status, body = self.ask("GET", "/metrics")
        if status != 200:
            sys.exit(f"bench: bacaktp serve answered {status} to /metrics")
        return {
            kind: {stage: float(value) for stage, value in re.findall(
                rf'^bacaktp_stage_{metric}_seconds_sum{{stage="(\w+)"}} (\S+)$', body.decode(), re.MULTILINE)}
            for kind, metric in (("cpu", "cpu"), ("wall", "duration"))}

    @property
    def memory(self):
        return memory(self.pid)

    def close(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait()
