"""What is measured: ours alone, and everyone side by side."""

import statistics
import sys
import threading
import time

from extract import extract
from peers import PEERS, Peer, PeerFailure, shortened
from processes import CORES, Watch, kept_on, median
from truth import Score, flat

STAGES = ("decode", "locate", "detect", "recognize", "extract", "total")
STARTS = 5
PEER_STARTS = 3
REPEATS = 4


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def summary(cpu, wall):
    return {
        "cpu_median": statistics.median(cpu), "cpu_mean": statistics.fmean(cpu), "wall_median": statistics.median(wall),
        "wall_mean": statistics.fmean(wall)}


# Ours alone

CLIENTS_A_CORE = 2  # a request is at hand whenever a core has done with one


def on_one_core(program, truth, rounds):
    """Each picture so many times, one after the other, after one round that does not count."""
    server, result = program.server(1), {}
    for profile, names in truth.names.items():
        for name in names:
            server.read(name)
        medians = [median([server.timed(name) for _ in range(rounds)]) for name in names]
        result[profile] = summary([sample.cpu for sample in medians], [sample.wall for sample in medians])
    server.close()
    return result


def one_round(server, names, cores):
    """Each picture four times, asked for by two clients for each core, on the server's own cores: what asking costs is counted alike however
    many there are. At the round's end a core waits for the other's last picture, which counts for little then. Gives the whole round and each
    request's wall time, the wait included."""
    rest, taken, lock = list(names) * REPEATS, [], threading.Lock()

    def ask():
        connection = server.connect()
        while True:
            with lock:
                if not rest:
                    return connection.close()
                name = rest.pop()
            begin = time.perf_counter()
            server.read(name, connection)
            taken.append((time.perf_counter() - begin) * 1000)

    with kept_on(cores), Watch(server.pid) as watch:
        clients = [threading.Thread(target=ask) for _ in range(cores * CLIENTS_A_CORE)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    return watch.sample, taken


def at_full_load(program, truth, rounds, most):
    """A server on one core and one on each greater number, a round of each in turn, after one that does not count."""
    counts = range(1, most + 1)
    servers = {cores: program.server(cores) for cores in counts}
    result = {cores: {} for cores in counts}
    for profile, names in truth.names.items():
        taken = {cores: [] for cores in counts}
        for number in range(rounds + 1):
            for cores, server in servers.items():
                whole = one_round(server, names, cores)
                if number:
                    taken[cores].append(whole)
        for cores, all_rounds in taken.items():
            cards = len(names) * REPEATS
            rates = [1000 * cards / whole.wall for whole, _ in all_rounds]
            alone = [1000 * cards / whole.wall for whole, _ in taken[1]]
            result[cores][profile] = summary(
                [whole.cpu / cards for whole, _ in all_rounds], [wall for _, walls in all_rounds for wall in walls]) | {
                    "cards_a_second": statistics.median(rates),
                    "times_one_core": statistics.median(many / one for many, one in zip(rates, alone))}
    for server in servers.values():
        server.close()
    return result


def stages(program, truth, rounds):
    """The mean of each stage by the clock and of the processor, from what a server on one core says of its readings."""
    server, result = program.server(1), {}
    for profile, names in truth.names.items():
        for name in names:
            server.read(name)
        before = server.stage_seconds()
        for _ in range(rounds):
            for name in names:
                server.read(name)
        after = server.stage_seconds()
        result[profile] = {
            kind: {stage: 1000 * (after[kind][stage] - before[kind][stage]) / (rounds * len(names)) for stage in STAGES}
            for kind in after}
    server.close()
    return result


def texts_of(reading):
    """What was read, as read and in its final form."""
    return [field[form] for field in reading.get("fields", {}).values() for form in ("value", "text") if field[form]]


def scores(readings, truth, is_exact):
    result = {}
    for profile, names in truth.names.items():
        result[profile] = Score()
        for name in names:
            result[profile].add(truth, name, flat(readings[name].get("data")), texts_of(readings[name]), is_exact)
    return result


def cold_start(program, truth):
    """New processes that read one scan on one core, with compiled networks at hand and without."""
    name = truth.names["scan"][0]
    warm = [program.start(name, 1, program.cache) for _ in range(STARTS)]
    none = [program.start(name, 1, program.scratch / f"no-cache-{number}") for number in range(STARTS)]
    return {
        "warm_cache_s": statistics.median(sample.wall for sample, _ in warm) / 1000,
        "no_cache_s": statistics.median(sample.wall for sample, _ in none) / 1000,
        "peak_mib": statistics.median(peak for _, peak in warm)}


def memory_over(program, truth, counts):
    """One server, six pictures of every kind again and again."""
    names = [name for some in truth.names.values() for name in some[:6]]
    server, after = program.server(1), {}
    for number in range(max(counts)):
        server.read(names[number % len(names)])
        if number + 1 in counts:
            after[number + 1] = server.memory[0]
    peak = server.memory[1]
    server.close()
    return {"after_mib": after, "peak_mib": peak}


def over_megapixels(program, folder, rounds):
    server, result = program.server(1), {}
    for path in sorted(folder.glob("size_*.jpg")):
        server.read(path.name)
        result[f"{int(path.stem[5:])} MP"] = median([server.timed(path.name) for _ in range(max(rounds, 5))]).cpu
    server.close()
    return result


def of_ours(program, truth, rounds, counts):
    readings = program.batch(truth.all_names(), 1)
    say("bacaktp: times")
    times = on_one_core(program, truth, rounds)
    say("bacaktp: cores at full load")
    load = at_full_load(program, truth, rounds, min(len(CORES), 2))
    say("bacaktp: starts, sizes, memory")
    return {
        "times": times, "load": load, "stages": stages(program, truth, rounds), "exact": scores(readings, truth, True),
        "scores": scores(readings, truth, False), "cold_start": cold_start(program, truth),
        "megapixels": over_megapixels(program, truth.folder, rounds), "memory": memory_over(program, truth, counts)}


# Everyone


def warmed_up(peer, truth):
    """Starts a peer and lets it read every picture once: what it read is judged, how long it took is not."""
    starts = []
    for _ in range(PEER_STARTS):
        peer.close()
        starts.append(peer.start_and_read(truth.names["scan"][0]))
    result = {"start_s": statistics.median(starts), "versions": peer.versions, "scores": {}}
    for profile, names in truth.names.items():
        result["scores"][profile] = Score()
        for name in names:
            lines = peer.read(name)
            result["scores"][profile].add(truth, name, extract(lines), [line["text"] for line in lines])
    return result


def side_by_side(program, truth, own):
    """All peers on the same pictures, one after the other, and ours beside each.

    Gives title to figures, ours first, and title to reason for those that failed."""
    results, failures, peers = {}, {}, []
    for title, environment, kind in PEERS:
        say(title)
        peer = Peer(title, environment, kind, truth.folder)
        try:
            results[title] = warmed_up(peer, truth)
            peers.append(peer)
        except PeerFailure as failure:
            failures[title] = shortened(str(failure))
            peer.close()
    server = program.server(1)
    for name in truth.all_names():
        server.read(name)
    results = {server.title: {"start_s": own["cold_start"]["warm_cache_s"], "scores": own["scores"]}, **results}
    # A peer's own times, and ours right after it: the machine is as fast for both.
    taken = {title: {name: ([], []) for name in truth.all_names()} for title in results}
    for profile, names in truth.names.items():
        say(f"side by side: {profile}")
        for peer in list(peers):
            try:
                for name in names:
                    taken[peer.title][name][0].append(peer.timed(name))
            except PeerFailure as failure:
                failures[peer.title] = shortened(str(failure))
                results.pop(peer.title)
                peers.remove(peer)
                continue
            for name in names:
                sample = server.timed(name)
                taken[peer.title][name][1].append(sample)
                for samples in taken[server.title][name]:
                    samples.append(sample)
    for contestant in [server, *peers]:
        results[contestant.title]["peak_mib"] = contestant.memory[1]
        contestant.close()
    for title, figures in results.items():
        figures["times"] = {profile: compared([taken[title][name] for name in names]) for profile, names in truth.names.items()}
    return results, failures


def compared(pictures):
    """Medians over pictures, each picture's own the median of its times; the ratio to ours is taken picture by picture."""
    taken, ours = ([median(samples) for samples in side] for side in zip(*pictures))
    return {
        "cpu_median": statistics.median(sample.cpu for sample in taken), "wall_median": statistics.median(sample.wall for sample in taken),
        "ratio": statistics.median(sample.cpu / other.cpu for sample, other in zip(taken, ours))}
