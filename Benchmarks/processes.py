"""Processes to measure: on how many cores, what processor time and memory they took. Linux."""

import contextlib
import os
import statistics
import subprocess
import time
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
# For everyone on one core; ours takes its number of threads from --jobs.
ONE_THREAD = {
    name: "1" for name in (
        "OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS",
        "TBB_NUM_THREADS", "OV_NUM_THREADS", "CPU_NUM_THREADS")
}


def launch(command, cores, **options):
    """Starts a process that is kept on the first `cores` cores."""
    return subprocess.Popen(
        [str(part) for part in command], env={**os.environ, **(ONE_THREAD if cores == 1 else {})},
        preexec_fn=lambda: os.sched_setaffinity(0, CORES[:cores]), **options)


@contextlib.contextmanager
def kept_on(cores):
    """Keeps this thread, and those that it starts meanwhile, on the first `cores` cores."""
    os.sched_setaffinity(0, CORES[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def family(pid):
    """A process and all that descend from it, as they are now."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold anything.
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
    found = [pid]
    for parent in found:
        found += [child for child, its in parents.items() if its == parent]
    return found


def cpu_seconds(pid):
    """Processor time so far of a process, all threads, and of its descendants, those that have ended too."""
    total = 0
    for member in family(pid):
        try:
            total += time.clock_gettime((~member << 3) | 2)  # clock_getcpuclockid(3)
            ended = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()[13:15]
            total += sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
        except OSError:
            continue
    return total


def memory(pid):
    """Resident mebibytes now and at most, each of a process and its descendants together; a shared page counts for each."""
    total = [0, 0]
    for member in family(pid):
        try:
            fields = dict(line.split(":", 1) for line in Path(f"/proc/{member}/status").read_text().splitlines())
        except OSError:
            continue
        for place, key in enumerate(("VmRSS", "VmHWM")):
            total[place] += int(fields[key].split()[0]) / 1024 if key in fields else 0
    return tuple(total)


class Sample:
    """Milliseconds of processor and of the clock."""

    def __init__(self, cpu, wall):
        self.cpu, self.wall = cpu, wall


class Watch:
    """`with Watch(pid) as watch: …`, then `watch.sample`: what the process and its descendants took meanwhile."""

    def __init__(self, pid):
        self.pid = pid

    def __enter__(self):
        self.cpu, self.wall = cpu_seconds(self.pid), time.perf_counter()
        return self

    def __exit__(self, *_):
        wall = time.perf_counter() - self.wall
        self.sample = Sample((cpu_seconds(self.pid) - self.cpu) * 1000, wall * 1000)


def median(samples):
    return Sample(*(statistics.median(getattr(sample, kind) for sample in samples) for kind in ("cpu", "wall")))
