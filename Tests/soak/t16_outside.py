"""T16: nothing in a request makes the server open a connection: it has no way to fetch a picture."""

import json
import socket
import threading

from harness import Check, Server, counted


def run(soak):
    reached = []
    with socket.create_server(("127.0.0.1", 0)) as listener, Server(soak) as server:
        port = listener.getsockname()[1]

        def accept():
            while True:
                try:
                    reached.append(listener.accept()[1])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        hosts = ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::ffff:127.0.0.1]", "user@127.0.0.1", "127.1"]
        urls = [f"{scheme}://{host}:{port}/card.jpg" for scheme in ("http", "HTTP", "https", "ftp", "gopher", "file") for host in hosts]
        answers = []
        for url in urls:
            for path in ("/v1/ktp", "/v1/ktp/compare", "/ocr/ktp"):
                for body in ({"image": url}, {"filename": url}, {"image_url": url, "url": url}):
                    headers = {"Content-Type": "application/json", "X-Forwarded-Host": f"127.0.0.1:{port}", "Referer": url}
                    answers.append(server.ask("POST", path, json.dumps(body), headers))
        statuses = {answer.status for answer in answers}
        yield Check(f"{len(answers)} requests that name an address", counted(a.status for a in answers), statuses <= {400, 404})
        yield Check("connections that a listener there saw", str(len(reached)), not reached)
        listener.close()
