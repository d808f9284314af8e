"""T8: small files that announce or unfold to something huge."""

import json
import struct
import time
import zipfile
import zlib

from harness import Check, Server, Watch

MILLISECONDS = 100
MEBIBYTES = 64
SECONDS = 5


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth=8, color=2, rows=None, extra=b""):
    """A PNG of zeros, or of so many rows only."""
    row = (width * {0: 1, 2: 3}[color] * depth + 7) // 8 + 1
    packer, data = zlib.compressobj(9), b""
    for _ in range(height if rows is None else rows):
        data += packer.compress(bytes(row))
    data += packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(mebibytes):
    """So many MiB of zeros, deflated: one block again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (mebibytes << 20) % 65521 << 16 | 1
    return b"\x78\x9c" + block * mebibytes + b"\3\0" + struct.pack(">I", checksum)


def page(points):
    """A PDF of one empty page, so many points wide and high."""
    return (b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]/Count 1>>endobj "
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]>>endobj trailer<</Root 1 0 R>>" % (points, points))


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg_header(width, height, frame=0xC0):
    """A gray JPEG up to its frame, with a table of one code for DC (no change) and one for AC (32,767 empty blocks)."""
    table = bytes([1] + [0] * 15)
    return b"\xff\xd8" + segment(0xDB, bytes([0] + [1] * 64)) + segment(0xC4, b"\0" + table + b"\0") + \
        segment(0xC4, b"\x10" + table + b"\xe0") + segment(frame, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")


def jpeg_of_scans(width, height, length):
    """A progressive JPEG of a flat picture in as many scans as fit into so many bytes."""
    blocks = -(-width // 8) * -(-height // 8)
    data = jpeg_header(width, height, 0xC2) + segment(0xDA, b"\1\1\0\0\0\0") + bytes(blocks // 8 + 1)
    # Each run: the code 0 and fourteen bits of 1, which make 32,767 blocks.
    runs = int("0" + "0".join(["1" * 14] * (blocks // 32767 + 1)) + "1" * (-(15 * (blocks // 32767 + 1)) % 8), 2)
    bits = runs.to_bytes((15 * (blocks // 32767 + 1) + 7) // 8, "big").replace(b"\xff", b"\xff\0")
    scan = segment(0xDA, b"\1\1\0\1\x3f\0") + bits
    return data + scan * ((length - len(data)) // len(scan)) + b"\xff\xd9"


def webp(width, height):
    """An extended WebP header, which alone can announce more than 16,383 a side."""
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body) + 8) + body + b"VP8L\0\0\0\0"


def tiff(width, height):
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 4, height), (279, 4, 1)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + bytes(4)


def headers():
    """Refused from what they announce."""
    yield "PNG of 900 MP, one bit", png(30000, 30000, 1, 0)
    yield "PNG of 177 MP, RGB", png(13300, 13300)
    yield "PNG of 65,500 squared", png(65500, 65500, rows=1)
    yield "PNG of 2^31-1 squared", png(2**31 - 1, 2**31 - 1, 1, 0, rows=0)
    yield "JPEG of 65,500 squared", jpeg_header(65500, 65500) + segment(0xDA, b"\1\1\0\0\x3f\0") + bytes(1000)
    yield "JPEG of 16,384 x 4,000", jpeg_header(16384, 4000) + segment(0xDA, b"\1\1\0\0\x3f\0") + bytes(1000)
    yield "WebP of 65,500 squared", webp(65500, 65500)
    yield "TIFF of 65,500 squared", tiff(65500, 65500)
    yield "GIF of 65,500 squared", b"GIF89a" + struct.pack("<HHBBB", 65500, 65500, 0, 0, 0) + b",\0\0\0\0" + struct.pack("<HHB", 65500, 65500, 0)
    yield "PDF with a page of 14,400 pt", page(14400)
    yield "SVG", b'<svg xmlns="http://www.w3.org/2000/svg" width="65500" height="65500"/>'
    yield "gzip of zeros", b"\x1f\x8b\x08\0\0\0\0\0\0\3" + zeros(64)


def contents():
    """Small pictures with much in them."""
    text = zeros(4096)
    yield "PNG with 4 GiB of zTXt", png(64, 64, extra=chunk(b"zTXt", b"a\0\0" + text))
    yield "PNG with a profile of 4 GiB", png(64, 64, extra=chunk(b"iCCP", b"a\0\0" + text))
    yield "PNG with 4 GiB behind its rows", png(64, 64, rows=0)[:33] + chunk(b"IDAT", text) + chunk(b"IEND", b"")
    yield "PNG with 500,000 empty texts", png(64, 64, extra=chunk(b"tEXt", b"a\0") * 500_000)
    yield "JPEG of 48 MP in 9 MiB of scans", jpeg_of_scans(8000, 6000, 9 << 20)
    yield "JPEG of 1 MP in 9 MiB of scans", jpeg_of_scans(1000, 1000, 9 << 20)


def milliseconds(server, answer):
    """How long the server took, by its log."""
    for line in server.log.read_text().splitlines():
        if line.startswith("{") and (entry := json.loads(line)).get("request_id") == answer.headers["x-request-id"]:
            return entry["ms"]
    return float("inf")


def run(soak):
    with Server(soak) as server:
        for _ in range(10):
            server.read(soak.goldens[0][0])
        # What is loaded for the first picture without a card, and for the first PDF, belongs to no bomb.
        for _ in range(4):
            server.read(page(600))
        for name, bomb in headers():
            yield send(server, name, bomb, MILLISECONDS)
        # Those of 64 x 64 pixels are read as pictures, to find no card on them; that takes its time without a bomb too.
        harmless = min(milliseconds(server, server.read(png(64, 64))) for _ in range(3))
        for name, bomb in contents():
            yield send(server, name, bomb, harmless + MILLISECONDS)
        alive = server.read(soak.goldens[0][0])
        yield Check("a card after all that", str(alive.status), alive.status == 200)
    yield archive(soak)


def send(server, name, bomb, limit):
    before = server.memory()
    with Watch(server, 0.005) as watch:
        answer = server.read(bomb)
        took = milliseconds(server, answer) if answer.status else answer.seconds * 1000
    grown = watch.peak - before
    return Check(
        f"{name}, {len(bomb) / 1024:.0f} KiB", f"{answer.status} {answer.code}, {took:.0f} ms, {grown:+.0f} MiB",
        answer.status in (413, 415, 422) and took <= limit and grown < MEBIBYTES)


def archive(soak):
    """A ZIP that unfolds a thousandfold, to batch."""
    bomb = soak.folder() / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as zip:
        for index in range(4):
            with zip.open(f"{index}.jpg", "w", force_zip64=True) as file:
                for _ in range(1024):
                    file.write(bytes(1 << 20))
    start = time.perf_counter()
    result = soak.run("batch", bomb, "--output", "-")
    seconds = time.perf_counter() - start
    return Check(
        "ZIP of 4 GiB to batch", f"exit {result.returncode}, {seconds:.1f} s: {result.stderr.strip()[-60:]}",
        result.returncode == 65 and "unpacks" in result.stderr and seconds <= SECONDS)
