"""Measures bacaktp beside RapidOCR 3.10 on the example cards and prints a Markdown table.

All contestants read the same pictures in the same run, one after the other, round after round (A B C, C B A, …), so
that whatever else the machine does falls on all of them. CPU is what to trust on a busy machine: user and system time
of the whole process, all threads. What is measured:

bacaktp   `bacaktp batch` over a group of pictures once, and over the group several times: the difference, divided by
          the number of pictures more, is the time a card once the networks are loaded and warm.
tuned     RapidOCR on OpenVINO with the networks bacaktp uses (the recognizer before its last layer is cut), no
          direction classifier, long side at most 960, one inference thread a process: its best by CPU time.
default   RapidOCR as `RapidOCR()` makes it: onnxruntime, its own small networks.

On two cores bacaktp reads with `--jobs 2`, tuned RapidOCR in two processes, default RapidOCR in one with the threads
that it chooses. Peers are timed inside their process, after every picture was read once.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import queue
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "Examples"
GROUPS = {"flat scans": ("scan",), "phone photos": ("phone", "hard")}
CORES = sorted(os.sched_getaffinity(0))
COLD_START_GOAL = 0.6


# Truth and accuracy


def flat(data, prefix=""):
    """The nineteen fields of `data` under dotted names."""
    fields = {}
    for key, value in (data or {}).items():
        if isinstance(value, dict):
            fields.update(flat(value, f"{prefix}{key}."))
        else:
            fields[prefix + key] = value
    return fields


def squeezed(text):
    """Without white space and in upper case: the form in which texts are compared."""
    return "".join(text.split()).upper()


def holds(text, value):
    """Whether text holds a value, whole or, as print breaks lines, in two parts between words."""
    words = value.split()
    parts = [(squeezed(" ".join(words[:cut])), squeezed(" ".join(words[cut:]))) for cut in range(len(words))]
    return any(head in text and tail in text for head, tail in parts)


class Labels:
    def __init__(self, path):
        entries = json.loads(path.read_text())
        self.fields = {name: flat(entry["data"]) for name, entry in entries.items()}
        self.groups = {
            title: [name for name, entry in entries.items() if entry["profile"] in profiles]
            for title, profiles in GROUPS.items()
        }

    def values(self, name):
        return {key: value for key, value in self.fields[name].items() if value}

    def found(self, name, lines):
        """How many of a card's true values the lines hold."""
        text = squeezed(" ".join(lines))
        return sum(holds(text, value) for value in self.values(name).values())

    def wrong(self, name, data):
        """The fields that are not exactly right, fields that the card does not have included: key to [read, true]."""
        read = flat(data)
        return {key: [read.get(key), value] for key, value in self.fields[name].items() if read.get(key) != value}

    def exact(self, name, data):
        return len(self.fields[name]) - len(self.wrong(name, data))


# Contestants


def pinned(cores):
    """Arguments for Popen that keep a process on the first `cores` cores."""
    return {"preexec_fn": lambda: os.sched_setaffinity(0, CORES[:cores])}


class Sample:
    """Seconds, of CPU and by the clock, and mebibytes at most."""

    def __init__(self, cpu, wall, rss=0):
        self.cpu, self.wall, self.rss = cpu, wall, rss


def wait(process, start):
    """Waits for a process to end: its exit code, and what it took since `start`."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, Sample(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


class Bacaktp:
    title = "bacaktp"

    def __init__(self, binary, scratch, repeats):
        self.binary, self.scratch, self.repeats = binary, scratch, repeats
        self.cache = scratch / "cache"
        self.rss = 0
        self.data = {}

    def prepare(self, labels, cores):
        for group, names in labels.groups.items():
            for copies in (1, 1 + self.repeats):
                folder = self.folder(group, copies)
                if folder.exists():
                    continue
                folder.mkdir(parents=True)
                for copy in range(copies):
                    for name in names:
                        # The same path twice would be read once.
                        shutil.copyfile(EXAMPLES / name, folder / f"{copy}_{name}")
            self.batch(group, 1, cores, keep=True)

    def folder(self, group, copies):
        return self.scratch / group.replace(" ", "-") / str(copies)

    def batch(self, group, copies, cores, keep=False):
        output = self.scratch / "out.jsonl"
        code, sample = self.run(
            "batch", self.folder(group, copies), "--output", output, "--jobs", str(cores), **pinned(cores))
        if code not in (0, 1):
            sys.exit(f"bench: bacaktp batch failed with exit code {code}")
        if keep:
            for line in output.read_text().splitlines():
                answer = json.loads(line)
                self.data[Path(answer["file"]).name.split("_", 1)[1]] = answer["data"]
        return sample

    def run(self, *arguments, cache=None, **options):
        start = time.perf_counter()
        process = subprocess.Popen(
            [self.binary, *arguments], env={**os.environ, "BACAKTP_CACHE": str(cache or self.cache)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)
        return wait(process, start)

    def measure(self, group, names, cores):
        short = self.batch(group, 1, cores)
        long = self.batch(group, 1 + self.repeats, cores)
        self.rss = max(self.rss, long.rss) if cores == 1 else self.rss
        more = self.repeats * len(names)
        return Sample((long.cpu - short.cpu) / more, (long.wall - short.wall) / more)

    def cold_start(self, picture, cache=None):
        """What a new process takes to read one picture, from its start to its end."""
        code, sample = self.run("read", picture, cache=cache)
        if code:
            sys.exit(f"bench: bacaktp read failed with exit code {code}")
        return sample

    def found(self, labels, name):
        return labels.found(name, [value for value in flat(self.data.get(name)).values() if value])

    def close(self):
        pass


class PeerProcess:
    def __init__(self, kind, threads, cores=None):
        command = [sys.executable, str(ROOT / "Benchmarks/peer.py"), kind, str(threads), str(ROOT / ".deps/models")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            **(pinned(cores) if cores else {}))

    def read(self, picture):
        self.process.stdin.write(json.dumps({"picture": str(picture)}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("bench: a RapidOCR process ended early; try its command: " + " ".join(self.process.args))
        return json.loads(line)

    @property
    def peak_rss(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class RapidOCR:
    def __init__(self, kind):
        self.kind = kind
        self.title = f"RapidOCR 3.10 {kind}"
        self.processes = []
        self.rss = 0
        self.lines = {}

    def prepare(self, labels, cores):
        count = cores if self.kind == "tuned" else 1
        self.processes = [PeerProcess(self.kind, 1, cores) for _ in range(count)]
        # Each process reads each picture once: the engine prepares for each new size of input.
        for process in self.processes:
            for name in (name for names in labels.groups.values() for name in names):
                self.lines[name] = process.read(EXAMPLES / name)["lines"]

    def measure(self, group, names, cores):
        work = queue.SimpleQueue()
        for name in names:
            work.put(EXAMPLES / name)
        times = []

        def drive(process):
            while True:
                try:
                    picture = work.get_nowait()
                except queue.Empty:
                    return
                times.append(process.read(picture)["cpu_ms"] / 1000)

        start = time.perf_counter()
        threads = [threading.Thread(target=drive, args=(process,)) for process in self.processes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - start
        if cores == 1:
            self.rss = max(self.rss, self.processes[0].peak_rss)
        return Sample(sum(times) / len(names), wall / len(names))

    def cold_start(self, picture):
        start = time.perf_counter()
        process = PeerProcess(self.kind, 1 if self.kind == "default" else len(CORES[:2]))
        process.read(picture)
        seconds = time.perf_counter() - start
        process.process.kill()
        # Up to the answer by the clock: how a peer ends is not counted against it.
        return Sample(wait(process.process, start)[1].cpu, seconds)

    def found(self, labels, name):
        return labels.found(name, self.lines[name])

    def close(self):
        for process in self.processes:
            process.close()
        self.processes = []


# The run


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def measure_cards(contestants, labels, rounds):
    """`times[cores][group][title]`: one Sample a round."""
    times = {}
    for cores in range(1, min(len(CORES), 2) + 1):
        say(f"{cores} core{'s' * (cores > 1)}: every contestant reads every picture once")
        for contestant in contestants:
            contestant.prepare(labels, cores)
        times[cores] = {group: {contestant.title: [] for contestant in contestants} for group in labels.groups}
        for number in range(rounds):
            say(f"{cores} core{'s' * (cores > 1)}: round {number + 1} of {rounds}")
            for group, names in labels.groups.items():
                for contestant in contestants if number % 2 == 0 else reversed(contestants):
                    times[cores][group][contestant.title].append(contestant.measure(group, names, cores))
        for contestant in contestants:
            contestant.close()
    return times


def measure_cold_starts(ours, peers, runs, scratch):
    picture = EXAMPLES / "ktp_sample.jpg"
    starts = {title: [] for title in [ours.title, "first ever", *(peer.title for peer in peers)]}
    say("cold starts")
    for number in range(runs):
        starts[ours.title].append(ours.cold_start(picture))
        empty = scratch / f"empty-cache-{number}"
        starts["first ever"].append(ours.cold_start(picture, cache=empty))
        for peer in peers:
            starts[peer.title].append(peer.cold_start(picture))
    return starts


# The report


def machine():
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    flags = set((re.search(r"^flags\s*:\s*(.+)$", info, re.MULTILINE) or [""])[0].split())
    kinds = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16") if flag in flags]
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    return {
        "cpu": model[1] if model else platform.machine(), "features": kinds, "cores": len(CORES),
        "memory_gib": round(memory, 1), "system": f"{platform.system()} {platform.release()}",
    }


def versions(binary):
    def first_line(*command):
        try:
            return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip().split("\n")[0]
        except OSError:
            return ""

    packages = ("rapidocr", "onnxruntime", "openvino", "opencv-python-headless", "numpy")
    return {
        "bacaktp": " ".join([first_line(binary, "--version"), first_line("git", "describe", "--always", "--dirty")]).strip(),
        "python": platform.python_version(), **{name: importlib.metadata.version(name) for name in packages},
    }


class Report:
    """Medians, ratios and accuracy, as Markdown and as JSON."""

    def __init__(self, contestants, labels, times, starts):
        self.contestants, self.labels, self.times, self.starts = contestants, labels, times, starts
        self.ours, self.tuned, _ = self.titles = [contestant.title for contestant in contestants]
        self.rows = []
        for cores, groups in times.items():
            for group, samples in groups.items():
                for kind in ("cpu", "wall"):
                    self.add_times(f"{group}, {cores} core{'s' * (cores > 1)}: {self.name(kind)} ms a card", samples, kind)
        rss = [contestant.rss for contestant in contestants]
        cold = [self.cold(title) for title in self.titles]
        self.rows.append(("cold start to first result, s", [f"{value:.2f}" for value in cold], cold[1] / cold[0]))
        self.rows.append(("the same, nothing cached yet, s", [f"{self.cold('first ever'):.2f}", "–", "–"], None))
        cold = [self.cold(title, "cpu") * 1000 for title in self.titles]
        self.rows.append(("CPU ms of a cold start", [f"{value:.0f}" for value in cold], cold[1] / cold[0]))
        self.rows.append(("peak memory, 1 core, MB", [f"{value:.0f}" for value in rss], rss[1] / rss[0]))
        self.accuracy = {}
        for group, names in labels.groups.items():
            values = sum(len(labels.values(name)) for name in names)
            fields = sum(len(labels.fields[name]) for name in names)
            found = [sum(contestant.found(labels, name) for name in names) for contestant in contestants]
            exact = sum(labels.exact(name, contestants[0].data.get(name)) for name in names)
            self.accuracy[group] = {"values": values, "found": found, "fields": fields, "exact": exact}
            self.rows.append((f"{group}: fields exactly right", [f"{exact} of {fields}", "–", "–"], None))
            self.rows.append((f"{group}: true values in the text", [f"{n} of {values}" for n in found], None))

    @staticmethod
    def name(kind):
        return {"cpu": "CPU", "wall": "wall"}[kind]

    def add_times(self, label, samples, kind):
        columns = {title: [getattr(sample, kind) * 1000 for sample in samples[title]] for title in self.titles}
        medians = [statistics.median(columns[title]) for title in self.titles]
        # Round by round, since the rounds differ more than the contestants do.
        ratio = statistics.median(b / a for a, b in zip(columns[self.ours], columns[self.tuned]))
        self.rows.append((label, [f"{value:.0f}" for value in medians], ratio))

    def cpu(self, group, title):
        return statistics.median(sample.cpu for sample in self.times[1][group][title])

    def cold(self, title, kind="wall"):
        return statistics.median(getattr(sample, kind) for sample in self.starts[title])

    @property
    def verdicts(self):
        photos = self.accuracy["phone photos"]
        cold = self.cold(self.ours)
        ours, tuned = (self.cpu("phone photos", title) * 1000 for title in (self.ours, self.tuned))
        return [
            (f"less CPU than tuned RapidOCR on phone photos: {ours:.0f} against {tuned:.0f} ms", ours < tuned),
            (f"no field less on phone photos: {photos['found'][0]} against {photos['found'][1]} of {photos['values']} values",
             photos["found"][0] >= photos["found"][1]),
            (f"cold start under {COLD_START_GOAL} s: {cold:.2f} s", cold < COLD_START_GOAL),
        ]

    def markdown(self, facts):
        lines = [f"| | {' | '.join(self.titles)} | tuned / bacaktp |", "| --- |" + " ---: |" * (len(self.titles) + 1)]
        for label, values, ratio in self.rows:
            lines.append(f"| {label} | {' | '.join(values)} | {f'{ratio:.2f}' if ratio else ''} |")
        lines.append("")
        lines += [f"- {'yes' if holds else '**no**'}: {text}" for text, holds in self.verdicts]
        host, load = facts["machine"], facts["load"]
        lines += [
            "",
            f"Medians of {facts['rounds']} rounds ({facts['cold_runs']} cold starts) over "
            + " and ".join(f"{len(names)} {group}" for group, names in self.labels.groups.items())
            + "; a ratio is the median of the rounds' ratios. Two cores: two readings at a time.",
            f"Machine: {host['cpu']} ({', '.join(host['features'])}), {host['cores']} cores, {host['memory_gib']} GiB, "
            f"{host['system']}; load before and after: {load[0]:.1f}, {load[1]:.1f}.",
            "Versions: " + ", ".join(f"{name} {version}" for name, version in facts["versions"].items()) + ".",
        ]
        return "\n".join(lines)

    def json(self, facts):
        return {
            **facts,
            "times_ms": {
                str(cores): {
                    group: {
                        title: {kind: [round(getattr(sample, kind) * 1000, 2) for sample in column] for kind in ("cpu", "wall")}
                        for title, column in samples.items()
                    }
                    for group, samples in groups.items()
                }
                for cores, groups in self.times.items()
            },
            "cold_start_s": {
                title: {kind: [round(getattr(sample, kind), 4) for sample in column] for kind in ("wall", "cpu")}
                for title, column in self.starts.items()
            },
            "peak_rss_mb": {contestant.title: round(contestant.rss, 1) for contestant in self.contestants},
            "accuracy": self.accuracy,
            "pictures": {
                name: {
                    "wrong": self.labels.wrong(name, self.contestants[0].data.get(name)),
                    "fields": len(self.labels.fields[name]), "values": len(self.labels.values(name)),
                    "found": {contestant.title: contestant.found(self.labels, name) for contestant in self.contestants},
                }
                for names in self.labels.groups.values() for name in names
            },
            "verdicts": [{"text": text, "holds": holds} for text, holds in self.verdicts],
        }


def main():
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds for each number of cores (5)")
    parser.add_argument("--quick", action="store_true", help="one round: a look, not a measurement")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number there as well")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a goal is missed")
    parser.add_argument(
        "--binary", type=Path, default=ROOT / ".build/release/bacaktp", metavar="FILE", help="the bacaktp to measure")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds takes a number from 1")
    if not os.access(options.binary, os.X_OK):
        sys.exit(f"bench: {options.binary} is missing; run `make` first")
    if not (ROOT / ".deps/models/PP-OCRv6_rec_small.onnx").exists():
        sys.exit("bench: .deps/models is missing; run `make` first")
    rounds, cold_runs = (1, 3) if options.quick else (options.rounds, 5)

    load = [os.getloadavg()[0]]
    if load[0] > 0.5:
        say(f"the machine is busy (load {load[0]:.1f}): trust CPU times and ratios, not wall times")
    labels = Labels(EXAMPLES / "labels.json")
    with tempfile.TemporaryDirectory(prefix="bacaktp-bench-") as folder:
        scratch = Path(folder)
        ours = Bacaktp(options.binary.resolve(), scratch, repeats=2)
        peers = [RapidOCR("tuned"), RapidOCR("default")]
        contestants = [ours, *peers]
        times = measure_cards(contestants, labels, rounds)
        starts = measure_cold_starts(ours, peers, cold_runs, scratch)
    load.append(os.getloadavg()[0])
    report = Report(contestants, labels, times, starts)
    facts = {
        "machine": machine(), "versions": versions(options.binary), "load": load, "rounds": rounds, "cold_runs": cold_runs,
        "date": time.strftime("%Y-%m-%d"),
    }
    print(report.markdown(facts))
    if options.json:
        options.json.write_text(json.dumps(report.json(facts), indent=2) + "\n")
    if options.check and not all(holds for _, holds in report.verdicts):
        sys.exit(1)


if __name__ == "__main__":
    main()
