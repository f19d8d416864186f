"""The server as ``manage.py serve`` starts it, and a client so light that it measures the server."""

import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

HOST = "127.0.0.1"
LONGEST = 120.0  # seconds a run may take


@dataclass(frozen=True)
class Driven:
    """What came back: seconds for each request, in all, and (status, body) in the order given."""

    took: list[float]
    seconds: float
    answers: list[tuple[int, bytes]]


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """All its processes at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def served(data_dir: Path, **more: str) -> Iterator[Server]:
    """The web server on this process's database, in processes of its own; ``more`` for its
    environment. What it used of the processor is in ``resource.RUSAGE_CHILDREN`` once it has ended."""
    from project.serving import answers, web_command  # noqa: PLC0415 - needs settings
    from tests.workers import worker_environment  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        web_command(host=HOST, port=port),
        cwd=settings.BASE_DIR,
        env=worker_environment(data_dir)
        | {"PUBLIC_URL": f"http://{HOST}:{port}", "ALLOWED_HOSTS": HOST, "DEBUG": "0", **more},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 60
        while not answers(HOST, port):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The server did not start.")
            time.sleep(0.1)
        yield Server(port, server)
    finally:
        server.terminate()
        server.wait(timeout=30)


def request(method: str, path: str, *, body: bytes = b"", headers: str = "") -> bytes:
    """One HTTP/1.1 request as bytes; ``headers`` are lines that end in CRLF."""
    start = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {len(body)}\r\n"
    return f"{start}{headers}\r\n".encode() + body


def drive(port: int, clients: Sequence[Sequence[bytes]], *, may_die: bool = False) -> Driven:
    """Each client sends its requests one after the other on one connection, all at the same time.

    A server that hangs up is an error, unless it ``may_die``: then only what it answered comes back.
    """
    line = selectors.DefaultSelector()
    waiting = [_Client(port, requests) for requests in clients if requests]
    for client in waiting:
        line.register(client.socket, selectors.EVENT_READ, client)
    start = time.perf_counter()
    for client in waiting:
        client.send()
    open_clients = len(waiting)
    while open_clients:
        if time.perf_counter() - start > LONGEST:
            raise RuntimeError(f"{open_clients} clients still wait.")
        for key, _events in line.select(timeout=1):
            try:
                done = key.data.receive()
            except OSError:
                if not may_die:
                    raise
                done = True
            if done:
                line.unregister(key.fileobj)
                key.data.socket.close()
                open_clients -= 1
    seconds = time.perf_counter() - start
    return Driven(
        took=[took for client in waiting for took in client.took],
        seconds=seconds,
        answers=[answer for client in waiting for answer in client.answers],
    )


class _Client:
    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.took: list[float] = []
        self.answers: list[tuple[int, bytes]] = []
        self._left = iter(requests)
        self._next = next(self._left)
        self._read = b""
        self._sent = 0.0

    def send(self) -> None:
        self._sent = time.perf_counter()
        self.socket.sendall(self._next)

    def receive(self) -> bool:
        """Reads what there is; sends the next request after a whole answer; True when none is left."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionResetError("The server hung up.")
        self._read += part
        head, found, body = self._read.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return False
        self.took.append(time.perf_counter() - self._sent)
        self.answers.append((int(head[9:12]), body))
        self._read = b""
        following = next(self._left, None)
        if following is None:
            return True
        self._next = following
        self.send()
        return False


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise RuntimeError(f"No length: {head[:200]!r}")
