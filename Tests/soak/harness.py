"""What the tests share: a server that is started and ended, requests, raw bytes, processes, the table."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "Examples"
TOO_LATE = 0  # the status of a request that was not answered


@dataclass
class Check:
    """One line of the table."""

    load: str
    result: str
    passed: bool


@dataclass
class Answer:
    """What a request brought: status TOO_LATE when the connection ended or nothing came in time."""

    status: int
    headers: dict
    body: bytes
    seconds: float

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The code of a problem document; None for other answers."""
        try:
            return self.json.get("code")
        except (ValueError, AttributeError):
            return None


class Client:
    """One connection that is kept."""

    def __init__(self, port, timeout=40):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def ask(self, method, path, body=None, headers={}):
        start = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            return Answer(TOO_LATE, {}, repr(error).encode(), time.perf_counter() - start)
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, body, time.perf_counter() - start)

    def read(self, picture, path="/v1/ktp", type="application/octet-stream"):
        return self.ask("POST", path, picture, {"Content-Type": type})

    def close(self):
        self.connection.close()


class Server:
    """`with Server(soak, "--jobs", 2) as server: …`; its uploads, temporary and log files are in `folder`."""

    def __init__(self, soak, *options, log=None, environment={}):
        self.folder = soak.folder()
        self.uploads = self.folder / "uploads"
        (self.folder / "tmp").mkdir()
        self.uploads.mkdir()
        self.log = Path(log or self.folder / "log")
        command = [soak.program, "serve", "--port", 0, "--uploads", self.uploads, *options]
        self.started = time.perf_counter()
        with open(self.log, "ab") as log_file:
            self.process = subprocess.Popen(
                [str(part) for part in command], cwd=self.folder, stderr=log_file,
                env={**os.environ, "TMPDIR": str(self.folder / "tmp"), **environment})
        self.port = self._wait_for_port()

    def _wait_for_port(self):
        while time.perf_counter() - self.started < 60:
            for line in self.log.read_text(errors="replace").splitlines():
                if "listening on http" in line:
                    return int(line.rsplit(":", 1)[1])
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        self.stop()
        raise RuntimeError(f"the server does not start: {self.log.read_text(errors='replace')[-500:]}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends it; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()

    def client(self, **options):
        return Client(self.port, **options)

    def ask(self, method, path, body=None, headers={}, **options):
        client = self.client(**options)
        try:
            return client.ask(method, path, body, {"Connection": "close", **headers})
        finally:
            client.close()

    def read(self, picture, path="/v1/ktp", type="application/octet-stream"):
        return self.ask("POST", path, picture, {"Content-Type": type})

    def read_form(self, picture, path="/v1/ktp", boundary="limit"):
        """Sends a picture as a form's part."""
        part = f'--{boundary}\r\nContent-Disposition: form-data; name="image"; filename="card"\r\n\r\n'
        body = part.encode() + picture + f"\r\n--{boundary}--\r\n".encode()
        return self.read(body, path, f"multipart/form-data; boundary={boundary}")

    def connect(self, timeout=10):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def exchange(self, raw, timeout=10, ends=False):
        """Sends bytes as they are and returns all that comes until the server closes, and the seconds it took.

        With `ends` our side says that nothing more will come.
        """
        with self.connect(timeout) as connection:
            start = time.perf_counter()
            got = b""
            try:
                connection.sendall(raw)
                if ends:
                    connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(1 << 16):
                    got += part
            except TimeoutError:
                got += b"<left open>"
            except OSError:
                pass
            return got, time.perf_counter() - start

    def readers(self):
        """The processes that read pictures."""
        try:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        except OSError:
            children = []
        found = {int(child) for child in children}
        # Children of other threads than the first.
        for task in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            try:
                found |= {int(child) for child in task.read_text().split()}
            except OSError:
                pass
        return sorted(found)

    def memory(self, what="VmRSS"):
        """Resident MiB of the server and its readers."""
        return sum(status_kib(pid, what) for pid in [self.process.pid, *self.readers()]) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))


def status_kib(pid, what):
    """A number of kibibytes in /proc/PID/status; 0 when the process is gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def status_of(raw):
    """The status of raw bytes; TOO_LATE when they are no answer."""
    return int(raw.split()[1]) if raw.startswith(b"HTTP/1.") else TOO_LATE


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def counted(values):
    """«200 x 31, 422 x 7»."""
    counts = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return ", ".join(f"{value} x {count}" for value, count in sorted(counts.items(), key=lambda item: str(item[0])))


class Watch:
    """`with Watch(server) as watch: …`, then `watch.peak`: the most resident MiB of the server with its readers."""

    def __init__(self, server, period=0.02):
        self.server, self.period, self.peak, self._end = server, period, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self):
        while not self._end.wait(self.period):
            self.peak = max(self.peak, self.server.memory())

    def __enter__(self):
        self.peak = self.server.memory()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        self.peak = max(self.peak, self.server.memory())


def in_parallel(clients, items, work):
    """work(item) for every item by so many threads; the results in the items' order."""
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(work, items))


def losses(server):
    """Reader processes lost, by reason, as the metrics tell."""
    text = server.ask("GET", "/metrics").body.decode()
    found = re.findall(r'^bacaktp_reader_restarts_total\{reason="(\w+)"\} (\d+)', text, re.M)
    return {reason: int(count) for reason, count in found if reason != "worn_out"}
