"""T11: schemathesis makes requests of /openapi.json, good and bad, and holds every answer against it."""

import re
import subprocess
import sys
from pathlib import Path

from harness import Check, Server

# What a document cannot tell: a picture made up by chance is of no format, shows no card, or is not there.
CONFIGURATION = """
[checks]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "408", "411", "413", "415", "422", "428", "429", "431", "500"]
positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "415", "422", "429", "500"]
not_a_server_error.expected-statuses = ["2xx", "4xx"]

[[operations]]
include-path = "/ocr/ktp"
checks.not_a_server_error.expected-statuses = ["2xx", "4xx", "500"]
"""


def run(soak):
    examples = 200
    with Server(soak, "--queue", 64, "--max-connections-per-address", 500) as server:
        (server.uploads / "ktp_sample.jpg").write_bytes(soak.goldens[0][0])
        configuration = soak.folder() / "schemathesis.toml"
        configuration.write_text(CONFIGURATION)
        tool = Path(sys.executable).parent / "schemathesis"
        done = subprocess.run(
            [tool, "--config-file", configuration, "run", f"http://127.0.0.1:{server.port}/openapi.json", "--checks", "all", "--max-examples", str(examples),
             "--phases", "examples,coverage,fuzzing", "--seed", "11", "--no-color"],
            capture_output=True, text=True, cwd=soak.folder(), timeout=1800)
        alive = server.ask("GET", "/readyz").status
    print(done.stdout[-6000:] if done.returncode else "", done.stderr[-2000:], file=sys.stderr)
    cases = re.search(r"(\d[\d,]*) generated", done.stdout)
    summary = " ".join(done.stdout.strip().splitlines()[-1:]).strip("= ")
    yield Check(
        f"all checks, {examples} examples an operation", f"{cases[1] if cases else '?'} requests; {summary}"[:160],
        done.returncode == 0 and alive == 200)
