"""Web server and background worker under one parent, which is what ``manage.py serve`` is.

No Django in here: the parent must outlive whatever its children do to the database.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 15.0  # seconds a child has to finish what it is doing
LONG_ENOUGH = 60.0  # seconds after which a child's death is news, not a loop
SLOWEST_RESTART = 30.0


def web_command(*, host: str, port: int) -> list[str]:
    """The web server's command line: one process per core, four threads each, so that scans that come
    at the same time can go to the database together (``workshops.actions.checkin.queue``).

    No access log: the lines would carry personal links. Django logs what goes wrong, filtered.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(os.cpu_count() or 2), "--blocking-threads", "4"),
        *("--backlog", "1024", "--workers-kill-timeout", "10", "--respawn-failed-workers"),
        *("--no-access-log", "--log-level", "warning", "--no-ws"),
        "project.wsgi:application",
    ]


def port_is_free(host: str, port: int) -> bool:
    """False when something else listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """True once somebody accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


@dataclass
class Child:
    """One process, and when to start it again."""

    command: Sequence[str]
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    pause: float = 0.5  # seconds before the next restart; doubles while it keeps dying
    due_at: float = field(default=0.0)

    def start(self, folder: Path) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, cwd=folder)  # noqa: S603 - our own command

    @property
    def exit_code(self) -> int | None:
        return self.process.poll() if self.process else None


def supervise(
    *,
    web: Sequence[str],
    worker: Sequence[str],
    folder: Path,
    ready: Callable[[], bool],
    say_ready: Callable[[], None],
    say_restart: Callable[[int], None],
) -> int:
    """Run both until a signal comes or the web server ends; then stop both. The exit code.

    A worker that dies is started again, sooner if it had lived long. ``say_ready`` is called
    once, when ``ready()`` is first true; ``say_restart`` with the exit code of a dead worker.
    """
    signals: list[int] = []
    for number in STOPPING:
        signal.signal(number, lambda caught, _frame: signals.append(caught))
    web_child, worker_child = Child(web), Child(worker)
    web_child.start(folder)
    worker_child.start(folder)
    said = False
    try:
        while not signals and web_child.exit_code is None:
            if not said and ready():
                said = True
                say_ready()
            _revive(worker_child, folder, say_restart)
            time.sleep(0.2)
    finally:
        _stop([web_child, worker_child])
    return 0 if signals else (web_child.exit_code or 1)


def _revive(child: Child, folder: Path, say_restart: Callable[[int], None]) -> None:
    now = time.monotonic()
    if child.exit_code is not None:
        say_restart(child.exit_code)
        if now - child.started_at > LONG_ENOUGH:
            child.pause = 0.5
        child.process, child.due_at = None, now + child.pause
        child.pause = min(child.pause * 2, SLOWEST_RESTART)
    if child.process is None and now >= child.due_at:
        child.start(folder)


def _stop(children: list[Child]) -> None:
    alive = [c.process for c in children if c.process and c.process.poll() is None]
    for process in alive:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in alive:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
