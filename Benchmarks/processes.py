"""Processes to measure: on how many cores, what processor time and memory they took. Linux."""

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


def cpu_seconds(pid):
    """Processor time of a whole process so far, all threads: clock_getcpuclockid(3)."""
    return time.clock_gettime((~pid << 3) | 2)


def memory(pid):
    """Resident mebibytes now and at most."""
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return tuple(int(fields[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))


class Sample:
    """Milliseconds of processor and of the clock."""

    def __init__(self, cpu, wall):
        self.cpu, self.wall = cpu, wall


class Watch:
    """`with Watch(pid) as watch: …`, then `watch.sample`: what the process took meanwhile."""

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
