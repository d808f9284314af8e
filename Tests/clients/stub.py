"""A server that answers as a busy, broken or distant one would; prints its port.

/busy/NAME/... twice 429 and then a result; /far/... 503 and a long wait; /proxy/... 502 in HTML; /list/... no object;
/slow/... nothing for three seconds; /away/... leads to another address; /asked/NAME how often NAME was asked.
"""

import contextlib
import json
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

asked = Counter()


class Stub(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind, name = (self.path.split("/") + ["", ""])[1:3]
        if kind == "asked":
            return self.send(200, {"count": asked[name]})
        asked[name] += 1
        if kind == "busy" and asked[name] <= 2:
            message = {"id": "Server sedang sibuk.", "en": "The server is too busy."}
            return self.send(429, {"code": "too_busy", "message": message}, ("Retry-After", "1"))
        if kind == "far":
            return self.send(503, {"code": "not_ready"}, ("Retry-After", "9999"))
        if kind == "proxy":
            return self.send(502, None)
        if kind == "slow":
            time.sleep(3)
        if kind == "away":
            return self.send(302, {}, ("Location", "/busy/away"))
        return self.send(200, [] if kind == "list" else {"key": self.headers.get("Authorization")})

    do_GET = do_POST = answer

    def send(self, status, value, *headers):
        body = b"<h1>Bad gateway</h1>" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in [("Content-Length", str(len(body))), *headers]:
            self.send_header(name, text)
        self.end_headers()
        # One that waits no longer has closed the connection.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
print(server.server_port, flush=True)
server.serve_forever()
