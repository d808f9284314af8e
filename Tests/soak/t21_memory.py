"""T21: readers that get too little memory: what does not fit is refused, the server stays and goes on."""

import io

from harness import Check, Server, counted, losses


def large_picture(soak):
    """The sample card on 48 megapixels, which takes some 150 MB to decode."""
    from PIL import Image

    card = Image.open(io.BytesIO(soak.goldens[0][0])).convert("RGB")
    file = io.BytesIO()
    card.resize((8000, 6000)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def run(soak):
    picture, golden = soak.goldens[0]
    large = large_picture(soak)
    with Server(soak, "--reader-memory", 260, "--max-image-bytes", 200 << 20, "--jobs", 2) as server:
        answers = [server.read(large) for _ in range(4)]
        between = [server.read(picture, "/v1/ktp?details=0") for _ in range(6)]
        lost, ready = losses(server), server.ask("GET", "/readyz").status
    statuses = {answer.status for answer in answers}
    yield Check(
        f"48 megapixels ({len(large) >> 20} MiB) with 260 MiB for a reader", f"{counted(a.status for a in answers)}, lost {lost or 'none'}",
        statuses <= {413, 422, 500})
    yield Check(
        "usual cards right after", f"{counted(a.status for a in between)}, ready {ready}",
        ready == 200 and all(answer.status == 200 and answer.json["data"] == golden for answer in between))
    with Server(soak, "--jobs", 1) as server:
        peak = max(server.read(data).status for data, _ in soak.goldens) and server.memory("VmHWM")
    yield Check("peak of a server with one reader over the examples", f"{peak:.0f} MiB", peak < 400)
