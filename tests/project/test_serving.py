"""The parent of web and worker, with small scripts in the place of both."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from project import serving

PARENT = """
import sys
from pathlib import Path
from project.serving import supervise
def say(line):
    sys.stdout.write(line + "\\n")  # at once, or lines of parent and children mix
    sys.stdout.flush()
web, worker = sys.argv[1:]
sys.exit(supervise(
    web=[sys.executable, "-c", web], worker=[sys.executable, "-c", worker], folder=Path.cwd(),
    ready=lambda: True, say_ready=lambda: say("ready"), say_restart=lambda code: say(f"died {code}"),
))
"""
STAYS = "import os, time; os.write(1, b'child %d\\n' % os.getpid()); time.sleep(60)"


@pytest.fixture
def parent():
    """Starts the parent with these two scripts; what still runs at the end is killed."""
    started = []

    def start(*, web, worker):
        process = subprocess.Popen(
            [sys.executable, "-c", PARENT, web, worker],
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def test_a_signal_stops_web_and_worker(parent):
    running = parent(web=STAYS, worker=STAYS)
    lines = [running.stdout.readline() for _ in range(3)]
    children = [int(line.split()[1]) for line in lines if line.startswith("child")]

    running.send_signal(signal.SIGTERM)

    assert running.wait(timeout=20) == 0
    assert len(children) == 2
    assert [pid for pid in children if _runs(pid)] == []


def test_a_worker_that_dies_is_started_again(parent):
    running = parent(web="import time; time.sleep(60)", worker="raise SystemExit(3)")

    lines = [running.stdout.readline().strip() for _ in range(3)]

    assert lines == ["ready", "died 3", "died 3"]


def test_when_the_web_server_ends_so_does_everything(parent):
    running = parent(web="raise SystemExit(4)", worker=STAYS)

    output, _ = running.communicate(timeout=20)

    assert running.returncode == 4
    assert [
        line for line in output.splitlines() if "child" in line and _runs(line.split()[1])
    ] == []


def test_a_port_in_use_is_noticed():
    with serving.socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert serving.port_is_free("127.0.0.1", port) is False
        assert serving.answers("127.0.0.1", port) is True


def _runs(pid) -> bool:
    for _ in range(20):
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True
