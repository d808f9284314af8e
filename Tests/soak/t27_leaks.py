"""T27: what was sent in is told to whoever sent it, and stays nowhere."""

import json
import os
import resource
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from harness import Check, Server, counted
from identities import identities

COUNT = 50


def run(soak):
    people = list(identities(COUNT, 27))
    start = time.time()
    # If a process may write a core file, the pictures in it are there to be found.
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (limits[1], limits[1]))
    try:
        with Server(soak, "--log-level", "debug", "--queue", 64, environment={"BACAKTP_CACHE": str(soak.work / "cache27")}) as server:
            answers, niks = [], 0
            for index, person in enumerate(people):
                (server.uploads / person.file).write_bytes(person.picture)
                for answer in tell(server, person):
                    answers.append(answer.status)
                    niks += person.nik.encode() in answer.body
                if index % 10 == 9:
                    crash(server, person)
            metrics = server.ask("GET", "/metrics").body
            yield Check(f"{COUNT} people told in {len(answers)} ways", f"{counted(answers)}; {niks} answers tell a NIK", niks > 2 * COUNT)
            yield crashed(server)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, limits)
    files = [path for path in server.folder.rglob("*") if path.is_file() and server.uploads not in path.parents]
    lines = len(server.log.read_text().splitlines())
    yield found("log, at level debug", people, server.log.read_bytes(), f"{lines} lines, ", lines > len(answers))
    yield found("metrics", people, metrics, "", len(metrics) > 1000)
    yield found("working and temporary folder, cache, core files", people, *contents([*files, *(soak.work / "cache27").rglob("*")]))
    yield found("names of those files", people, "\n".join(map(str, files)).encode())
    yield found("files elsewhere since then", people, *contents(elsewhere(start, soak.work)))


def tell(server, person):
    """Names a person in every place that a request has."""
    boundary = "limit"
    parts = [("nik", person.nik), ("nama", person.name), ("alamat.name", person.street)]
    form = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in parts)
    form += f'--{boundary}\r\nContent-Disposition: form-data; name="image"; filename="{person.file}"\r\n\r\n'.encode()
    broken = form + person.picture[:2000] + f"\r\n--{boundary}--\r\n".encode()
    form += person.picture + f"\r\n--{boundary}--\r\n".encode()
    multipart, text = {"Content-Type": f"multipart/form-data; boundary={boundary}"}, {"Content-Type": "application/json"}
    named = {"User-Agent": person.name, "Referer": f"/?nik={person.nik}", "X-Request-Id": person.nik, "Cookie": f"nik={person.nik}"}
    yield server.ask("POST", "/v1/ktp/compare", form, multipart)
    yield server.ask("POST", "/v1/ktp/compare", broken, multipart)
    yield server.ask("POST", "/v1/ktp", form[:-9], multipart)
    yield server.ask("POST", f"/v1/ktp?nama={quote(person.name)}&nik={person.nik}", person.picture, {"Content-Type": "image/jpeg"})
    yield server.ask("POST", f"/v1/ktp?fields={quote(person.name)}", person.picture, {"Content-Type": "image/jpeg"})
    yield server.ask("POST", "/v1/ktp", person.picture, {"Content-Type": "image/jpeg", **named})
    yield server.ask("POST", "/v1/ktp", json.dumps({"filename": person.file}), text)
    yield server.ask("POST", "/ocr/ktp", json.dumps({"filename": person.file}), text)
    yield server.ask("POST", "/ocr/ktp", json.dumps({"filename": f"../{person.file}"}), text)
    yield server.ask("POST", "/v1/ktp", json.dumps({"filename": person.nik, "image": person.name}), text)
    yield server.ask("POST", "/v1/ktp", '{"nik": "%s", "nama": "%s"' % (person.nik, person.name), text)
    yield server.ask("GET", f"/v1/nik/{person.nik}")
    yield server.ask("GET", f"/v1/nik/{quote(person.name)}")
    yield server.ask("GET", f"/{quote(person.file)}?nik={person.nik}")
    yield server.ask(person.nik, "/v1/ktp")
    server.exchange(f"{person.name}\r\n{person.nik}\r\n\r\n".encode())


def crashed(server):
    """The server itself crashes, and is gone so that it can be started again."""
    os.kill(server.process.pid, signal.SIGSEGV)
    try:
        code = server.process.wait(10)
    except subprocess.TimeoutExpired:
        code = None
        for process in [*server.readers(), server.process.pid]:
            os.kill(process, signal.SIGKILL)
    return Check("a crash of the server ends it", f"exit {code}", code == -signal.SIGSEGV)


def crash(server, person):
    """A reader crashes with the picture in it."""
    with server.connect() as connection:
        head = f"POST /v1/ktp HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: {len(person.picture)}\r\n\r\n"
        connection.sendall(head.encode() + person.picture)
        time.sleep(0.03)
        for reader in server.readers():
            os.kill(reader, signal.SIGSEGV)
        connection.recv(1 << 16)


def contents(paths):
    files = [path for path in paths if path.is_file()]
    return b"\n".join(path.read_bytes() for path in files), f"{len(files)} files, "


def elsewhere(start, work):
    """Files written since then where programs leave such things, two folders deep."""
    for root in ("/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump", os.getcwd()):
        for path in [*Path(root).glob("*"), *Path(root).glob("*/*")]:
            try:
                if path.is_file() and path.stat().st_mtime >= start and work not in path.parents and path.stat().st_size < 1 << 30:
                    yield path
            except OSError:
                pass


def found(where, people, data, said="", searched=True):
    hits = {
        needle for person in people for text in (person.nik, person.name, person.street)
        for needle in (text, quote(text)) if needle.encode() in data}
    return Check(where, f"{said}{len(hits)} hits{': ' + sorted(hits)[0][:4] + '…' if hits else ''}", not hits and searched)
