"""T3: thousands of readings, one in ten of a bad picture; nothing grows."""

import random
import statistics

import corpora
from harness import Check, Server, counted, in_parallel

GROWTH, MEBIBYTES = 0.05, 100


def run(soak):
    rounds = 100 if soak.long else 5
    chance, bad = random.Random(3), corpora.pictures()
    with Server(soak, "--queue", 16, "--reader-pictures", 100_000) as server:
        statuses, wrong, samples = [], 0, []
        for _ in range(rounds):
            items = [chance.choice(bad) if chance.random() < 0.1 else chance.choice(soak.goldens) for _ in range(1000)]
            looks = []

            def read(item):
                if len(looks) < 100 and chance.random() < 0.1:
                    looks.append(server.memory())
                return server.read(item[0] if isinstance(item, tuple) else item.read_bytes())

            answers = in_parallel(8, items, read)
            statuses += [answer.status for answer in answers]
            wrong += sum(isinstance(item, tuple) and (answer.status != 200 or answer.json["data"] != item[1]) for item, answer in zip(items, answers))
            samples.append((statistics.median(looks), server.descriptors(), server.threads()))
    memory, descriptors, threads = zip(*samples)
    # The first thousand warms up.
    grown = memory[-1] - memory[1]
    yield Check(f"{len(statuses)} readings, a tenth of bad pictures", f"{counted(statuses)}, {wrong} wrong", max(statuses) < 500 and 0 not in statuses and not wrong)
    yield Check(
        f"memory grows by less than {GROWTH:.0%} and {MEBIBYTES} MiB", " ".join(f"{m:.0f}" for m in memory[:5] + memory[5:][-1:]) + f" MiB, {grown:+.1f}",
        grown < MEBIBYTES and grown < GROWTH * memory[1])
    yield Check("descriptors", " ".join(map(str, descriptors[:5])), descriptors[-1] <= descriptors[0] + 4)
    yield Check("threads", " ".join(map(str, threads[:5])), threads[-1] <= threads[0] + 4)
