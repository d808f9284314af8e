"""Measures bacaktp beside other readers of text, all on the same pictures in one run, and prints tables.

Times are of warm processes, CPU (user and system, all threads of a process and of those that it started) before wall: on a busy
machine CPU and ratios are what to trust. A picture's time is the median of its rounds; a table has the median over pictures, and
the mean where it says so.
Peers run in one process, on one core, with one thread; each reads every picture once before it is timed. Ours is timed on the same
pictures right after each, so that a ratio is of the same minute. Fields are the fifteen of the older API. A peer gives lines of
text, and one extractor (extract.py) takes the fields from them; "found in text" are true values that stand anywhere in what was
read. Where peers stand beside, spaces and punctuation at edges do not count.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from figures import of_ours, side_by_side
from ours import Program
from tables import facts, print_facts, print_ours, print_peers
from truth import Truth

HERE = Path(__file__).resolve().parent


def arguments():
    parser = argparse.ArgumentParser(prog="Benchmarks/run.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=HERE.parent / ".build/release/bacaktp", metavar="FILE", help="the bacaktp to measure")
    parser.add_argument("--quick", action="store_true", help="six pictures a profile, not 24; memory after 20 and 200 readings: a look")
    parser.add_argument("--long", action="store_true", help="memory after 1,000 and 10,000 readings, not 100 and 1,000")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of ours alone (5); peers are timed once a picture")
    parser.add_argument("--without-peers", action="store_true", help="ours alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds takes a number from 1")
    if not os.access(options.binary, os.X_OK):
        sys.exit(f"bench: {options.binary.name} is not built; run `make build` first")
    return options


def main():
    options = arguments()
    truth = Truth(HERE / ".pictures", 6 if options.quick else 24)
    counts = (1000, 10_000) if options.long else (20, 200) if options.quick else (100, 1000)
    about = facts(options.binary)
    with tempfile.TemporaryDirectory(prefix="bacaktp-bench-") as scratch:
        program = Program(options.binary.resolve(), truth.folder, Path(scratch))
        own = of_ours(program, truth, options.rounds, counts)
        results, failures = ({}, {}) if options.without_peers else side_by_side(program, truth, own)
    about["load"].append(round(os.getloadavg()[0], 1))
    print_facts(about, truth, {title: figures["versions"] for title, figures in results.items() if "versions" in figures})
    print_ours(own)
    print_peers(results, failures, truth.names if results else ())
    if options.json:
        everything = {**about, "bacaktp": own, "version": about["bacaktp"], "side_by_side": results, "failures": failures}
        options.json.write_text(json.dumps(everything, default=vars, indent=1) + "\n")


if __name__ == "__main__":
    main()
