"""Client of a BacaKTP server: reads photos of Indonesian identity cards. Python 3.9 or later, no packages.

    client = Client("http://127.0.0.1:5000")
    print(client.read("card.jpg")["data"]["nik"])

On the command line: python3 bacaktp.py read card.jpg
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import random
import re
import sys
import time
from http.client import HTTPException
from typing import Any, Iterable, Mapping, Optional, Union
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

Picture = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview]

__all__ = ["BacaKTPError", "Client"]


class BacaKTPError(Exception):
    """A request that was not answered with a result.

    status: the HTTP status; 0 where no answer came.
    code: what programs can rely on, such as "not_a_ktp"; "unreachable" where no answer came.
    message_id, message_en: what to tell a person, in Indonesian and in English.
    request_id: the id by which the server's log knows the request; None where it told none.
    retry_after: seconds after which to try again; None where the server told none.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message_id: str,
        message_en: str,
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(f"{code}: {message_en}")
        self.status = status
        self.code = code
        self.message_id = message_id
        self.message_en = message_en
        self.request_id = request_id
        self.retry_after = retry_after


class Client:
    """Asks one server. Safe to use from several threads."""

    def __init__(
        self, url: str, key: Optional[str] = None, timeout: float = 30, retries: int = 3, longest_wait: float = 30
    ) -> None:
        """
        url: where the server is, such as "http://127.0.0.1:5000".
        key: an API key, where the server wants one.
        timeout: seconds to wait for the connection and for each piece of the answer.
        retries: how often to ask again when the server is too busy (429 or 503).
        longest_wait: seconds; a server that asks to wait longer is not asked again.
        """
        if not url.startswith(("http://", "https://")):
            raise ValueError("the URL must begin with http:// or https://")
        self._url = url.rstrip("/")
        self._key = key
        self._timeout = timeout
        self._retries = retries
        self._longest_wait = longest_wait

    def read(
        self,
        picture: Picture,
        mask: Optional[str] = None,
        fields: Optional[Iterable[str]] = None,
        pictures: Optional[Iterable[str]] = None,
        details: bool = True,
        card: Optional[int] = None,
    ) -> dict[str, Any]:
        """Reads one card.

        picture: the path of a file, or its bytes.
        mask: "partial" hides what identifies the holder, "full" every value.
        fields: only these values, such as ["nik", "alamat.kecamatan"]; "alamat" is all of the address.
        pictures: some of "photo", "signature" and "masked".
        details: False for the values without the evidence.
        card: of several cards in the picture the one with that number, as "card" of an earlier answer tells under "others".
        """
        query: dict[str, str] = {}
        if mask is not None:
            query["mask"] = mask
        if fields is not None:
            query["fields"] = _listed(fields)
        if pictures is not None:
            query["pictures"] = _listed(pictures)
        if not details:
            query["details"] = "false"
        if card is not None:
            query["card"] = str(card)
        # The bytes themselves tell the format.
        return self._ask("/v1/ktp", query, _contents(picture), "application/octet-stream")

    def compare(self, picture: Picture, typed: Mapping[str, Any]) -> dict[str, Any]:
        """Compares a card with what a person typed.

        typed: texts by key, such as {"nik": "3204…", "alamat.kecamatan": "Soreang"}; "alamat" may be a dictionary.
        """
        image = base64.b64encode(_contents(picture)).decode()
        body = json.dumps({"image": image, "typed": _without_none(typed)}).encode()
        return self._ask("/v1/ktp/compare", {}, body, "application/json")

    def nik(self, nik: str) -> dict[str, Any]:
        """Tells what a NIK says, right or wrong. Spaces do not count."""
        return self._ask("/v1/nik/" + quote("".join(nik.split()), safe=""))

    def health(self) -> bool:
        """Whether the server is alive."""
        return self._is_well("/healthz")

    def ready(self) -> bool:
        """Whether the server takes requests; False also where it cannot be reached."""
        return self._is_well("/readyz")

    def _is_well(self, path: str) -> bool:
        try:
            self._ask(path, retries=0)
        except BacaKTPError as error:
            if error.status in (0, 503):
                return False
            raise
        return True

    def _ask(
        self,
        path: str,
        query: Optional[Mapping[str, str]] = None,
        body: Optional[bytes] = None,
        kind: Optional[str] = None,
        retries: Optional[int] = None,
    ) -> dict[str, Any]:
        left = self._retries if retries is None else retries
        while True:
            try:
                return self._ask_once(path, query, body, kind)
            except BacaKTPError as error:
                wait = 1 if error.retry_after is None else error.retry_after
                if error.status not in (429, 503) or left <= 0 or wait > self._longest_wait:
                    raise
            left -= 1
            # Not all who were refused together should come back together.
            time.sleep(wait * random.uniform(1, 1.25))

    def _ask_once(
        self, path: str, query: Optional[Mapping[str, str]], body: Optional[bytes], kind: Optional[str]
    ) -> dict[str, Any]:
        request = Request(self._url + path + ("?" + urlencode(query) if query else ""), data=body)
        request.add_header("Accept", "application/json")
        if kind is not None:
            request.add_header("Content-Type", kind)
        if self._key is not None:
            request.add_header("Authorization", "Bearer " + self._key)
        try:
            with _opener.open(request, timeout=self._timeout) as response:
                text = response.read()
        except HTTPError as error:
            with error:
                raise _refusal(error) from None
        except (OSError, HTTPException) as error:
            cause = getattr(error, "reason", error)
            raise BacaKTPError(
                0, "unreachable", "Server tidak dapat dihubungi.", f"The server cannot be reached: {cause}"
            ) from error
        try:
            answer = json.loads(text)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise BacaKTPError(
                response.status,
                "not_an_answer",
                "Jawaban server tidak dapat dibaca.",
                "The answer is not a JSON object",
            )
        return answer


class _NoRedirect(HTTPRedirectHandler):
    """Cards and keys go where they were meant to go."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = build_opener(_NoRedirect)


def _refusal(error: HTTPError) -> BacaKTPError:
    """The error that an answer tells, whoever wrote it: the server, or a proxy before it."""
    try:
        problem = json.loads(error.read())
    except (ValueError, OSError, HTTPException):
        problem = None
    if not isinstance(problem, dict):
        problem = {}
    message = problem.get("message")
    if not isinstance(message, dict):
        message = {}
    english = str(message.get("en") or problem.get("detail") or f"The server answered {error.code}")
    wait = error.headers.get("Retry-After") or ""
    return BacaKTPError(
        error.code,
        str(problem.get("code") or f"http_{error.code}"),
        str(message.get("id") or f"Server menjawab {error.code}."),
        english,
        problem.get("request_id") or error.headers.get("X-Request-Id"),
        float(wait) if re.fullmatch("[0-9]{1,9}", wait) else None,
    )


def _listed(names: Iterable[str]) -> str:
    return names if isinstance(names, str) else ",".join(names)


def _contents(picture: Picture) -> bytes:
    if isinstance(picture, (bytes, bytearray, memoryview)):
        return bytes(picture)
    with open(picture, "rb") as file:
        return file.read()


def _without_none(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed without the values that nobody typed."""
    return {
        key: _without_none(value) if isinstance(value, Mapping) else value
        for key, value in typed.items()
        if value is not None
    }


def main(arguments: Optional[list[str]] = None) -> int:
    """The command line: prints the answer as JSON; 1 after a refusal, 2 for wrong usage."""
    parser = argparse.ArgumentParser(description="Asks a BacaKTP server.")
    parser.add_argument("--url", default=os.environ.get("BACAKTP_URL", "http://127.0.0.1:5000"), help="or BACAKTP_URL")
    parser.add_argument("--timeout", type=float, default=30, metavar="SECONDS")
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("read", help="reads a card")
    read.add_argument("picture")
    read.add_argument("--mask", choices=["partial", "full"])
    read.add_argument("--fields", help="such as nik,nama,alamat")
    read.add_argument("--pictures", help="some of photo,signature,masked")
    read.add_argument("--card", type=int, metavar="N", help="of several cards in the picture the one with that number")
    read.add_argument("--details", action="store_true", help="all that is known, not the values alone")
    compare = commands.add_parser("compare", help="compares a card with what was typed")
    compare.add_argument("picture")
    compare.add_argument("typed", nargs="+", metavar="KEY=VALUE", help="such as nik=3204371708919017")
    commands.add_parser("nik", help="tells what a NIK says").add_argument("nik")
    commands.add_parser("health", help="whether the server is alive")
    commands.add_parser("ready", help="whether the server takes requests")
    options = parser.parse_args(arguments)
    # A key on the command line could be seen by everybody on the machine.
    client = Client(options.url, key=os.environ.get("BACAKTP_KEY"), timeout=options.timeout)
    try:
        if options.command == "read":
            answer: Any = client.read(
                options.picture, options.mask, options.fields, options.pictures, details=options.details, card=options.card
            )
        elif options.command == "compare":
            if not all("=" in pair for pair in options.typed):
                parser.error("typed values are given as KEY=VALUE")
            answer = client.compare(options.picture, dict(pair.split("=", 1) for pair in options.typed))
        elif options.command == "nik":
            answer = client.nik(options.nik)
        else:
            answer = client.health() if options.command == "health" else client.ready()
    except BacaKTPError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    print(json.dumps(answer, indent=2, ensure_ascii=False))
    return 0 if answer else 1


if __name__ == "__main__":
    sys.exit(main())
