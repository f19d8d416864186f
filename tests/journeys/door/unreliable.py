"""A line between the phone and the real server that can be cut, and that loses, garbles and repeats."""

import http.client
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SCANS = "/pindai/api/pindai"
HOP = {"connection", "transfer-encoding", "content-length", "server", "date"}


class Line:
    """Set directly by tests. ``faults``: one for each coming batch of scans; None lets it pass,
    "lost" drops the answer after the server has committed, "cut" drops the question, a number is
    answered instead of asking, a negative one instead of what the server answered."""

    def __init__(self, server: str) -> None:
        self.server = urlsplit(server)
        self.cut = False
        self.faults: list[str | int | None] = []
        self.version = ""  # of an app that was deployed meanwhile
        self.batches: list[list[dict]] = []  # as they left the phone
        self.address = ""

    def sent(self) -> list[dict]:
        return [item for batch in self.batches for item in batch]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    line: Line

    def log_message(self, *args) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self._carry(None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        items = json.loads(body)["items"] if self.path == SCANS else []
        if items and not self.line.cut:
            self.line.batches.append(items)
        self._carry(body, self.line.faults.pop(0) if items and self.line.faults else None)

    def _carry(self, body: bytes | None, fault: str | int | None = None) -> None:
        if self.line.cut or fault == "cut":
            self.close_connection = True
            return
        if isinstance(fault, int) and fault > 0:
            self._answer(fault, [("Content-Type", "application/json")], b"{}")
            return
        status, headers, content = self._ask(body)
        if fault == "lost":
            self.close_connection = True
            return
        if isinstance(fault, int):
            self._answer(-fault, [("Content-Type", "application/json")], b"{}")
            return
        self._answer(status, headers, content)

    def _ask(self, body: bytes | None):
        server = http.client.HTTPConnection(self.line.server.netloc, timeout=30)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in {"host", "connection"}}
        server.request(self.command, self.path, body, headers)
        answer = server.getresponse()
        content = answer.read()
        headers = [(k, v) for k, v in answer.getheaders() if k.lower() not in HOP]
        server.close()
        if self.line.version and self.path.startswith("/pindai/sw.js"):
            given = f'"version": "{self.line.version}"'.encode()
            content = re.sub(rb'"version": "\w+"', given, content)
        if self.line.version:
            headers = [(k, self.line.version if k == "X-Door-Version" else v) for k, v in headers]
        return answer.status, headers, content

    def _answer(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if status != 304:
            self.wfile.write(content)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A browser that hangs up is not news."""


def lay(server: str) -> tuple[Server, Line]:
    """A line to ``server``, carrying at ``line.address``."""
    line = Line(server)
    carrier = Server(("127.0.0.1", 0), type("BoundHandler", (Handler,), {"line": line}))
    line.address = f"http://127.0.0.1:{carrier.server_address[1]}"
    threading.Thread(target=carrier.serve_forever, daemon=True).start()
    return carrier, line
