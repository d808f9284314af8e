"""Checks the Python client. Usage: check.py CARD NIK OPEN_URL KEYED_URL KEY SLOW_KEY STUB_URL"""

import base64
import pathlib
import subprocess
import sys
import time

client_file = pathlib.Path(__file__).resolve().parents[2] / "Clients/python/bacaktp.py"
sys.path.insert(0, str(client_file.parent))
sys.dont_write_bytecode = True
from bacaktp import BacaKTPError, Client  # noqa: E402

card, nik, open_url, keyed_url, key, slow_key, stub = sys.argv[1:]
failed = 0


def check(what, holds):
    global failed
    print("ok  " if holds else "FAIL", "python:", what, flush=True)
    failed += not holds


def refusal(ask):
    """The error that asking ends with; one of status -1 where it ends well."""
    try:
        ask()
    except BacaKTPError as error:
        return error
    return BacaKTPError(-1, "none", "", "")


picture = pathlib.Path(card).read_bytes()
client = Client(open_url + "/")
whole = client.read(card)
check("reads a card by its path", whole["data"]["nik"] == nik and whole["status"] == "accept")
check("tells the evidence", whole["fields"]["nik"]["value"] == nik and whole["card"]["kind"] == "ektp")
check("reads a card from its bytes", client.read(picture)["data"] == whole["data"])
short = client.read(bytearray(picture), mask="partial", fields=["nik", "alamat.kecamatan"], details=False)
expected = {"nik": "*" * 12 + nik[-4:], "alamat": {"kecamatan": whole["data"]["alamat"]["kecamatan"]}}
check("limits the fields, masks them, leaves the evidence out", short["data"] == expected and "fields" not in short)
check("asks for a card by its number", client.read(picture, card=1)["card"]["number"] == 1)
made = client.read(picture, pictures=["photo", "masked"])["pictures"]
jpegs = [base64.b64decode(one["data"])[:2] for one in made.values() if one]
check("asks for pictures", list(made) == ["photo", "masked"] and all(start == b"\xff\xd8" for start in jpegs))

every = {k: v for k, v in whole["data"].items() if v is not None}
check("compares every value, alamat as it stands", client.compare(card, every)["match"] == "match")
typed = {"nik": nik[:-1] + ("0" if nik[-1] != "0" else "1"), "nama": None, "alamat.kecamatan": "Nowhere"}
answer = client.compare(picture, typed)
results = {name: one["result"] for name, one in answer["fields"].items()}
check("compares dotted keys, leaves None out", results == {"nik": "near", "alamat.kecamatan": "differ"})
check("says which key is none", refusal(lambda: client.compare(picture, {"name": "X"})).code == "bad_request")

check("says what a NIK says", client.nik(nik)["valid"] and client.nik(f"{nik[:4]} {nik[4:]}")["nik"] == nik)
check("says what no NIK says", client.nik("12/3?")["valid"] is False)
check("tells health and readiness", client.health() is True and client.ready() is True)

error = refusal(lambda: client.read(b"no picture"))
check("tells a refusal", (error.status, error.code) == (415, "unsupported_format"))
check("tells it in two languages", "gambar" in error.message_id and "picture" in error.message_en)
check("tells the request's id", len(error.request_id or "") > 8 and error.retry_after is None)
check("refuses an empty picture", refusal(lambda: client.read(b"")).code == "image_missing")
check("refuses an unknown mask", refusal(lambda: client.read(picture, mask="half")).code == "bad_request")

check("wants a key", refusal(lambda: Client(keyed_url).read(card)).status == 401)
keyed = Client(keyed_url, key=key)
check("sends its key", keyed.read(card)["data"]["nik"] == nik and keyed.nik(nik)["valid"])
check("tells a missing scope", refusal(lambda: Client(keyed_url, key=slow_key).read(card)).code == "forbidden")
check("needs no key for readiness", Client(keyed_url).ready())
limited = Client(keyed_url, key=slow_key, retries=0)
error = refusal(lambda: [limited.nik("1") for _ in range(90)])
check("tells the rate limit", (error.status, error.code, error.retry_after) == (429, "rate_limited", 1))
check("waits for the rate limit", Client(keyed_url, key=slow_key).nik(nik)["valid"])

start = time.monotonic()
answer = Client(stub + "/busy/python", key="k").nik("1")
check("tries again after Retry-After", answer == {"key": "Bearer k"} and 2 <= time.monotonic() - start < 6)
error = refusal(lambda: Client(stub + "/busy/python-once", retries=1, longest_wait=2).nik("1"))
asked = Client(stub + "/asked/python-once").nik("1")["count"]
check("tries so often and no more", (error.code, asked) == ("too_busy", 2))
error = refusal(lambda: Client(stub + "/far/python-far").nik("1"))
check("does not wait for long", (error.status, error.retry_after) == (503, 9999))
check("tells an answer of a proxy", refusal(lambda: Client(stub + "/proxy").nik("1")).code == "http_502")
check("goes nowhere else", refusal(lambda: Client(stub + "/away").nik("1")).code == "http_302")
check("tells what is no answer", refusal(lambda: Client(stub + "/list").nik("1")).code == "not_an_answer")
start = time.monotonic()
error = refusal(lambda: Client(stub + "/slow", timeout=0.5).nik("1"))
check("does not wait for ever", error.code == "unreachable" and time.monotonic() - start < 2.5)
nobody = Client("http://127.0.0.1:1")
check("tells that nobody is there", not nobody.ready() and not nobody.health())
check("tells it as an error", refusal(lambda: nobody.nik("1")).code == "unreachable")


def run(*arguments, url=open_url):
    command = [sys.executable, "-B", str(client_file), "--url", url, *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


code, out, _ = run("read", card, "--fields", "nik", "--mask", "full")
check("command line: read", code == 0 and '"nik": "***"' in out and "confidence" not in out)
code, out, _ = run("compare", card, f"nik={nik}")
check("command line: compare", code == 0 and '"match": "match"' in out)
check("command line: nik and ready", run("nik", nik)[0] == 0 and run("ready")[0] == 0)
check("command line: nobody there", run("ready", url="http://127.0.0.1:1")[0] == 1)
code, _, err = run("read", __file__)
check("command line: a refusal", code == 1 and err.startswith("unsupported_format: "))
check("command line: no such file", run("read", "absent.jpg")[0] == 1)
check("command line: wrong usage", run("compare", card, "nik")[0] == 2)
sys.exit(failed > 0)
