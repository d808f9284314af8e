"""T28: the same picture gives the same bytes on every surface, alone and beside others."""

import json

from harness import Check, Server, in_parallel


def values(text):
    """`data` and `fields` of a reading, every number and the order of keys as they stand there."""
    reading = json.loads(text, parse_float=lambda number: f"number {number}", parse_int=lambda number: f"number {number}")
    return json.dumps(reading.get("data")), json.dumps(reading.get("fields"))


def batch(soak, jobs):
    """The lines of a run over all examples, by file."""
    output = soak.folder() / "out.jsonl"
    soak.run("batch", soak.examples[0].parent, "--details", "--jobs", jobs, "--output", output, check=True)
    return {json.loads(line)["file"].rsplit("/", 1)[1]: line for line in output.read_text().splitlines()}


def run(soak):
    paths = soak.examples
    pictures = [path.read_bytes() for path in paths]
    first = [values(soak.run("read", "--details", path, check=True).stdout) for path in paths]
    yield Check("the CLI's readings", f"{len(first)}, each with fields", all(json.loads(fields) for _, fields in first))

    def same(name, readings):
        differ = [path.name for path, a, b in zip(paths, first, readings, strict=True) if a != b]
        return Check(name, f"{len(readings) - len(differ)} of {len(first)} the same {' '.join(differ[:3])}", not differ)

    yield same("read again", [values(soak.run("read", "--details", path, check=True).stdout) for path in paths])
    lines = soak.run("read", "--details", "--format", "jsonl", *paths, check=True).stdout.splitlines()
    yield same("read of all at once", [values(line) for line in lines])
    for jobs in (1, 4):
        found = batch(soak, jobs)
        yield same(f"batch --jobs {jobs}", [values(found[path.name]) for path in paths])
    for jobs, clients in ((1, 1), (4, 8)):
        with Server(soak, "--jobs", jobs, "--queue", 64) as server:
            answers = in_parallel(clients, pictures * clients, server.read)
            for round in range(clients):
                part = answers[round * len(paths):(round + 1) * len(paths)]
                check = same(f"API, {jobs} readers, {clients} clients", [values(answer.body) for answer in part])
                if not check.passed or round == clients - 1:
                    yield check
            older = [server.read_form(picture, "/ocr/ktp") for picture in pictures]
            differ = [path.name for path, a, answer in zip(paths, first, older) if a[0] != values(answer.body)[0]]
            yield Check(f"older endpoint, {jobs} readers", f"{len(paths) - len(differ)} of {len(paths)} the same", not differ)
