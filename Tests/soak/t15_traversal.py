"""T15: names that lead out of the uploads folder, or to what is no file; not one byte comes from there."""

import json
import os
import urllib.parse

from corpora import FOLDER
from harness import Check, Server, counted, in_parallel


def lists():
    for path in sorted((FOLDER / "paths").glob("*.txt")):
        for line in path.read_bytes().splitlines():
            yield line.decode("utf-8", "replace")


def prepare(server):
    """Puts what must not be read where a name may lead to it; returns the names."""
    outside, inside = server.folder, server.uploads
    picture = (inside / "card.jpg").read_bytes()
    (outside / "secret.jpg").write_bytes(picture)
    os.symlink(outside / "secret.jpg", inside / "link.jpg")
    os.symlink(outside, inside / "linked")
    os.symlink("/proc/self/environ", inside / "environ.jpg")
    os.mkfifo(inside / "pipe.jpg")
    (inside / "folder.jpg").mkdir()
    with open(inside / "huge.jpg", "wb") as file:
        file.truncate(10 << 30)
    names = ["link.jpg", "linked/secret.jpg", "environ.jpg", "pipe.jpg", "folder.jpg", "huge.jpg", "../secret.jpg", "x/../../secret.jpg",
             str(outside / "secret.jpg"), "/proc/self/environ", "/dev/zero", "/dev/stdin", "....//secret.jpg", "..\\secret.jpg",
             "%2e%2e/secret.jpg", "%2e%2e%2fsecret.jpg", "..%c0%afsecret.jpg", "..%252fsecret.jpg", "card.jpg\0.png", "card.jpg/", "card.jpg/.",
             "\u2025/secret.jpg", "file:///etc/passwd", "~/secret.jpg", "a" * 300, "a/" * 2000 + "b", ".", "..", "/", " ", "card.jpg "]
    return names


def run(soak):
    with Server(soak) as server:
        (server.uploads / "card.jpg").write_bytes(soak.goldens[0][0])
        own, listed = prepare(server), sorted(set(lists()))
        for what, names in ((f"{len(own)} names of our own", own), (f"{len(listed)} names of wfuzz's lists", listed)):
            for path in ("/ocr/ktp", "/v1/ktp"):
                bodies = [json.dumps({"filename": name}).encode() for name in names]
                answers = in_parallel(8, bodies, lambda body: server.read(body, path, "application/json"))
                allowed = {400, 404, 500} if path == "/ocr/ktp" else {400, 404, 422}
                odd = [name for name, answer in zip(names, answers) if answer.status not in allowed or b'"nik"' in answer.body]
                yield Check(f"{what} to {path}", f"{counted(a.status for a in answers)} {odd[:3] or ''}", not odd)
        targets = ["/page/" + urllib.parse.quote(name, safe="/%") for name in listed if name][:400]
        got = [server.ask("GET", target.replace(" ", "%20")) for target in targets]
        odd = [target for target, answer in zip(targets, got) if answer.status not in (400, 404)]
        yield Check(f"{len(targets)} of them as pages", f"{counted(a.status for a in got)} {odd[:3] or ''}", not odd)
        fine = server.read(json.dumps({"filename": "card.jpg"}).encode(), "/v1/ktp", "application/json")
        yield Check("the one file that is there", str(fine.status), fine.status == 200)
