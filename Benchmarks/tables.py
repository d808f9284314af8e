"""Plain tables, and the facts that stand above them."""

import os
import platform
import subprocess
from pathlib import Path

from processes import CORES
from truth import PROFILES

FEATURES = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16")


def table(title, header, rows):
    """Columns as wide as they need, all but the first flush right."""
    rows = [[str(cell) for cell in row] for row in ([["", *header]] if any(header) else []) + rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header) + 1)]
    print(title)
    for row in rows:
        cells = (cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths)))
        print("  " + "  ".join(cells).rstrip())
    print()


def percent(part, whole):
    return f"{100 * part / whole:.1f} %"


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().partition("\n")[0]
    except OSError:
        return ""


def facts(binary):
    """Machine and program; OpenVINO's own choice of precision follows from the processor."""
    info = Path("/proc/cpuinfo").read_text()
    name = next((line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")), platform.processor())
    features = [feature for feature in FEATURES if feature in info.split()]
    commit = first_line("git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty")
    return {
        "processor": name, "features": features, "cores": len(CORES), "load": [round(os.getloadavg()[0], 1)],
        "precision": "bf16" if {"avx512_bf16", "amx_bf16"} & set(features) else "f32",
        "bacaktp": f"{first_line(binary, '--version')} ({commit})", "python": platform.python_version(),
    }


def print_facts(facts, truth, peers):
    counts = ", ".join(f"{len(names)} {PROFILES[profile]}" for profile, names in truth.names.items())
    before, after = facts["load"]
    print(f"processor   {facts['processor']} ({', '.join(facts['features'])}), {facts['cores']} cores; load before {before}, after {after}")
    print(f"precision   {facts['precision']} in OpenVINO (bacaktp and peers), as it chooses on this processor; f32 in onnxruntime")
    print(f"pictures    {counts}")
    print(f"bacaktp     {facts['bacaktp']}")
    for title, versions in peers.items():
        print(f"{title}: {versions}")
    print()


def print_ours(figures):
    columns = ("cpu_median", "cpu_mean", "wall_median", "wall_mean")
    table("bacaktp, warm, 1 core, one picture after the other: ms a picture", ["CPU median", "CPU mean", "wall median", "wall mean"], [
        [PROFILES[profile], *(f"{taken[key]:.1f}" for key in columns)] for profile, taken in figures["times"].items()])
    table("The same at full load, two clients a core, on the same cores: ms a picture", [
        "CPU median", "CPU mean", "wall median", "wall mean", "cards/s", "times 1 core"], [
            [f"{PROFILES[profile]}, {cores} core{'s' * (cores > 1)}", *(f"{taken[key]:.1f}" for key in (*columns, "cards_a_second")),
             f"{taken['times_one_core']:.2f}"]
            for cores, profiles in figures["load"].items() for profile, taken in profiles.items()])
    stages = next(iter(figures["stages"].values()))["cpu"]
    table("Stages of a reading, 1 core: mean ms", stages, [
        [f"{PROFILES[profile]}, {title}", *(f"{value:.1f}" for value in taken[kind].values())]
        for profile, taken in figures["stages"].items() for kind, title in (("cpu", "CPU"), ("wall", "wall"))])
    table("bacaktp, fifteen fields, spaces and punctuation counted", ["cards right", "values right"], [
        [PROFILES[profile], f"{score.cards_right} of {score.cards}", f"{score.values_right} of {score.values}"]
        for profile, score in figures["exact"].items()])
    cold, memory = figures["cold_start"], figures["memory"]
    table("Start and memory, 1 core, medians", [""], [
        ["start to first result, s", f"{cold['warm_cache_s']:.2f}"],
        ["the same, networks never compiled before, s", f"{cold['no_cache_s']:.2f}"],
        ["memory of a process that reads one picture, MiB at most", f"{cold['peak_mib']:.0f}"],
        *([f"server and its reader after {count:,} readings, MiB", f"{size:.0f}"] for count, size in memory["after_mib"].items()),
        ["server and its reader, MiB at most", f"{memory['peak_mib']:.0f}"]])
    sizes = figures["megapixels"]
    table("One photo at so many megapixels, 1 core: median CPU ms", sizes, [["bacaktp", *(f"{cpu:.0f}" for cpu in sizes.values())]])


def print_peers(results, failures, profiles):
    for profile in profiles:
        rows = []
        for title, figures in results.items():
            taken, score = figures["times"][profile], figures["scores"][profile]
            rows.append([
                title, f"{taken['cpu_median']:.0f}", f"{taken['wall_median']:.0f}", f"{taken['ratio']:.1f}",
                f"{score.cards_right} of {score.cards}", percent(score.values_right, score.values), percent(score.found, score.values)])
        rows += [[title, "-", "-", "-", "-", "-", "-"] for title in failures]
        table(f"{PROFILES[profile]}, 1 core, 1 thread: median ms a picture; ratio is CPU to ours, picture by picture", [
            "CPU", "wall", "ratio", "cards right", "values right", "found in text"], rows)
    if not results:
        return
    table("Start to first result and memory, 1 core", ["s", "MiB at most"], [
        [title, f"{figures['start_s']:.2f}", f"{figures['peak_mib']:.0f}"] for title, figures in results.items()])
    for title, reason in failures.items():
        print(f"{title}: not measured: {reason}")
