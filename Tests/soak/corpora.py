"""Odd, broken and hostile files that Debian's sources and PyPI's archives carry, fetched once into .corpora.

    .corpora/pictures/KIND/PACKAGE-DIGEST      sorted by their first bytes, whatever they are called
    .corpora/json/invalid/NAME, …/valid/NAME   jansson's
    .corpora/multipart/NAME.http, NAME.yaml    python-multipart's
    .corpora/paths/LIST.txt                    wfuzz's lists of file names
    .corpora/tools/promtool                    out of its package, so that no service is installed
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

FOLDER = Path(__file__).parent / ".corpora"
SOURCES = ["pillow", "qpdf", "libspng", "libpng1.6", "libgd2", "libheif", "tiff", "vips", "libjpeg-turbo", "jansson"]
BINARIES = ["prometheus", "wfuzz", "golang-1.19-src", "afl++-doc"]
ARCHIVES = ["python-multipart==0.0.34"]
WANTED = 2000
LONGEST = 256 << 20


def kind(head):
    """What a file says it is; None for what is no picture."""
    for name, magic in [
            ("jpeg", b"\xff\xd8"), ("png", b"\x89PNG"), ("gif", b"GIF8"), ("pdf", b"%PDF"), ("tiff", b"II*\0"), ("tiff", b"MM\0*"),
            ("tiff", b"II+\0"), ("tiff", b"MM\0+"), ("jp2", b"\0\0\0\x0cjP  "), ("jp2", b"\xff\x4f\xff\x51"), ("psd", b"8BPS"),
            ("bmp", b"BM"), ("ico", b"\0\0\1\0"), ("jxl", b"\0\0\0\x0cJXL "), ("gd", b"gd2\0")]:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "heif" if head[4:8] == b"ftyp" else None


def keep(package, path, data):
    """Puts one file where it belongs, if anywhere."""
    target = None
    if package == "wfuzz":
        names = {"dirTraversal.txt", "dirTraversal-nix.txt", "dirTraversal-win.txt", "Traversal.txt", "bad_chars.txt"}
        target = f"paths/{path.name}" if path.name in names else None
    elif package == "prometheus":
        target = "tools/promtool" if path.name == "promtool" and path.parent.name == "bin" else None
    elif package == "jansson":
        suite = next((part for part in path.parts if part in ("invalid", "invalid-unicode", "valid")), None)
        if suite and path.name == "input":
            target = f"json/{suite}/{path.parent.name}"
    elif package == "python-multipart":
        target = f"multipart/{path.name}" if path.suffix in (".http", ".yaml") else None
    elif name := kind(data[:16]):
        target = f"pictures/{name}/{package}-{hashlib.sha256(data).hexdigest()[:16]}"
    if target:
        (FOLDER / target).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / target).write_bytes(data)
        (FOLDER / target).chmod(0o755 if target.startswith("tools/") else 0o644)


def unpack(package, archive):
    with tarfile.open(archive) as members:
        for member in members:
            if member.isfile() and member.size <= LONGEST:
                keep(package, Path(member.name), members.extractfile(member).read())


class Apt:
    """apt with lists of its own, which also name the sources of what this machine's first list names."""

    def __init__(self, folder):
        for name in ("state/lists/partial", "cache/archives/partial", "files"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.files = folder / "files"
        targets = subprocess.run(
            ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME) $(LABEL)", "Created-By: Packages", "Component: main"],
            capture_output=True, text=True, check=True).stdout.splitlines()
        uri, release = next(line.split()[:2] for line in targets if line.endswith(" Debian"))
        lists = folder / "sources.list"
        lists.write_text("".join(f"{kind} {uri} {release} main\n" for kind in ("deb", "deb-src")))
        self.options = [
            "-qq", "-o", f"Dir::Etc::sourcelist={lists}", "-o", "Dir::Etc::sourceparts=-", "-o", f"Dir::State={folder}/state",
            "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", f"Dir::Cache={folder}/cache", "-o", "APT::Sandbox::User=root"]
        self.run("update")

    def run(self, *arguments):
        subprocess.run(["apt-get", *self.options, *arguments], cwd=self.files, capture_output=True, text=True, check=True)

    def source(self, package):
        self.run("source", "--download-only", package)
        stem = package.split("_")[0]
        return [path for path in self.files.glob(f"{stem}_*.tar.*") if path.suffix != ".asc"]

    def binary(self, package):
        self.run("download", package)
        tree = self.files / package
        subprocess.run(["dpkg-deb", "-x", next(self.files.glob(f"{package}_*.deb")), tree], check=True)
        return [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]


def sdist(requirement, folder):
    name = requirement.split("==")[0]
    subprocess.run(
        ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", name, "--dest", folder, requirement],
        capture_output=True, text=True, check=True)
    return next(folder.glob(f"{name.replace('-', '_')}*.tar.gz"))


def fetch():
    """Fills the folder; says on standard error what cannot be had."""
    if (FOLDER / "complete").exists():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    work = FOLDER / "work"
    work.mkdir(parents=True)
    apt = Apt(work.resolve())
    failed = []
    for package in SOURCES + BINARIES + ARCHIVES:
        print(f"soak: fetching {package}", file=sys.stderr, flush=True)
        try:
            if package in SOURCES:
                for archive in apt.source(package):
                    unpack(package, archive)
            elif package in BINARIES:
                for path in apt.binary(package):
                    keep(package, path, path.read_bytes())
            else:
                unpack(package.split("==")[0], sdist(package, work))
        except (subprocess.CalledProcessError, OSError, StopIteration, tarfile.TarError) as error:
            said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            print(f"soak: no {package}: {said[-1] if said else error}", file=sys.stderr)
            failed.append(package)
    shutil.rmtree(work)
    if not failed:
        (FOLDER / "complete").touch()


def pictures():
    """Every picture, by kind."""
    return sorted(path for path in (FOLDER / "pictures").glob("*/*"))


def files(folder, pattern="*"):
    return sorted((FOLDER / folder).rglob(pattern))


if __name__ == "__main__":
    fetch()
    for folder in sorted(path for path in FOLDER.glob("*/*") if path.is_dir()):
        print(folder.relative_to(FOLDER), len(list(folder.iterdir())))
    print("pictures", len(pictures()))
