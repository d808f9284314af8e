"""Holds the built program to what is asked of a service: load, hostile input, lost processes, full disks, leaks."""

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import corpora
from harness import EXAMPLES

# In the order in which they run; each is a module with run(soak), which yields checks.
TESTS = {
    "T7": "t07_pictures",
    "T8": "t08_bombs",
    "T6": "t06_protocol",
    "T17": "t17_killed",
    "T22": "t22_shutdown",
    "T27": "t27_leaks",
    "T28": "t28_same",
    "T1": "t01_steady",
    "T2": "t02_overload",
    "T3": "t03_memory",
    "T4": "t04_connections",
    "T5": "t05_slow",
    "T9": "t09_damaged",
    "T10": "t10_fuzz",
    "T11": "t11_schema",
    "T12": "t12_mutations",
    "T13": "t13_multipart",
    "T14": "t14_json",
    "T15": "t15_traversal",
    "T16": "t16_outside",
    "T20": "t20_full_disk",
    "T21": "t21_memory",
    "T26": "t26_start",
}


class Soak:
    """What a test is given."""

    def __init__(self, program, long, work):
        self.program, self.long = str(Path(program).resolve()), long
        self.work = Path(work)
        self._goldens = None

    def folder(self):
        """A new folder that goes away at the end."""
        return Path(tempfile.mkdtemp(dir=self.work))

    def run(self, *arguments, **options):
        """Runs the program's command line."""
        return subprocess.run(
            [self.program, *map(str, arguments)], **{"capture_output": True, "text": True, "cwd": self.work, **options})

    @property
    def examples(self):
        """The example pictures."""
        return sorted(path for path in EXAMPLES.iterdir() if path.suffix != ".json")

    @property
    def goldens(self):
        """Their bytes, and what `bacaktp read` says is on them."""
        if self._goldens is None:
            self._goldens = [(path.read_bytes(), json.loads(self.run("read", path, check=True).stdout)) for path in self.examples]
        return self._goldens


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", metavar="BACAKTP")
    parser.add_argument("--only", help="these tests, such as T7,T8")
    parser.add_argument("--long", action="store_true", help="the long forms")
    arguments = parser.parse_args()
    only = arguments.only.upper().split(",") if arguments.only else list(TESTS)
    if unknown := set(only) - set(TESTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(TESTS)}")
    corpora.fetch()
    rows = []
    with tempfile.TemporaryDirectory(prefix="soak-") as work:
        soak = Soak(arguments.program, arguments.long, work)
        for name in (name for name in TESTS if name in only):
            start = time.monotonic()
            module = importlib.import_module(TESTS[name])
            try:
                for check in module.run(soak):
                    rows.append((name, check))
                    print(f"soak: {name} {check.load}: {check.result}: {verdict(check)}", file=sys.stderr, flush=True)
            except Exception as error:  # the other tests go on
                traceback.print_exc()
                rows.append((name, Broken(error)))
            print(f"soak: {name} took {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    print_table(rows)
    sys.exit(any(not check.passed for _, check in rows))


class Broken:
    """A test that could not be run to its end."""

    load, passed = "the test itself", False

    def __init__(self, error):
        self.result = " ".join(f"{type(error).__name__}: {error}".split())[:200]


def verdict(check):
    return "pass" if check.passed else "FAIL"


def print_table(rows):
    print("| test | load | result | |\n| --- | --- | --- | --- |")
    for name, check in rows:
        print(f"| {name} | {check.load} | {check.result} | {verdict(check)} |")
    failed = sum(not check.passed for _, check in rows)
    print(f"\n{len(rows)} checks, {failed} failed, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
