"""WebKitGTK's own small browser on a screen nobody sees, driven over WebDriver: the engine of Safari.

It keeps no profile while it is driven, so what outlives the program is not tested here.
"""

import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from tests.journeys.door_elsewhere.firefox import PATIENCE, Refusal, Tab, until

DRIVER = "WebKitWebDriver"
BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's name for a reference to an element


class WebKit:
    """One running browser."""

    keeps_profile = False

    def __init__(self) -> None:
        self._programs = ExitStack()
        self._current = ""

    def start(self) -> None:
        screen = self._run("Xvfb", "-displayfd", "1", "-screen", "0", "800x900x24")
        number = screen.stdout.readline().decode().strip()
        wishes = {"DISPLAY": f":{number}", "TZ": "Asia/Makassar", "LIBGL_ALWAYS_SOFTWARE": "1"}
        # Root may not build the sandbox; what is opened here is ours alone.
        wishes |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        port = _free_port()
        self._address = f"http://127.0.0.1:{port}"
        self._run(DRIVER, f"--port={port}", env=os.environ | wishes)
        until(self._answers, "WebKit's driver answers")
        browser = {"binary": str(_browser()), "args": ["--automation"]}
        session = self.ask(
            "POST",
            "/session",
            capabilities={
                "alwaysMatch": {
                    "webkitgtk:browserOptions": browser,
                    "unhandledPromptBehavior": "accept",
                }
            },
        )
        self._session = f"/session/{session['sessionId']}"
        self.command("POST", "/timeouts", script=PATIENCE * 1000)
        self._first = self.command("GET", "/window")

    def _run(self, *command: str, **options) -> subprocess.Popen:
        program = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options
        )
        self._programs.enter_context(program)  # waits for its end, and closes the pipe
        self._programs.callback(program.terminate)
        return program

    def _answers(self) -> bool:
        try:
            return bool(self.ask("GET", "/status"))
        except urllib.error.URLError:
            return False

    def ask(self, method: str, path: str, **body):
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(self._address + path, data, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE * 2) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            with refused:
                raise Refusal(refused.read().decode()) from None

    def command(self, method: str, path: str, **body):
        return self.ask(method, self._session + path, **body)

    def tab(self) -> "WebKitTab":
        """A window: a tab behind another one counts as hidden."""
        opened = self.in_tab(self._first, "POST", "/window/new", type="window")
        return WebKitTab(self, opened["handle"])

    def in_tab(self, handle: str, method: str, path: str, **body):
        if self._current != handle:
            self.command("POST", "/window", handle=handle)
            self._current = handle
        return self.command(method, path, **body)

    def kill(self) -> None:
        if hasattr(self, "_session"):
            self.ask("DELETE", self._session)
        self._programs.close()

    @staticmethod
    def find() -> bool:
        return bool(shutil.which(DRIVER) and shutil.which("Xvfb") and _browser())


class WebKitTab(Tab):
    """A page; what is not here is as in Firefox."""

    def open(self, address: str) -> None:
        self._do("POST", "/url", url=address)

    def reload(self) -> None:
        self._do("POST", "/refresh")

    def close(self) -> None:
        self._do("DELETE", "/window")

    def run(self, function: str, *given):
        script = f"""const done = arguments[1];
            (async (given) => JSON.stringify(await ({function})(...JSON.parse(given))))(arguments[0])
                .then((text) => done([text ?? "null"]), (error) => done(String(error)));"""
        found = self._do("POST", "/execute/async", script=script, args=[json.dumps(given)])
        if not isinstance(found, list):
            raise Refusal(found)
        return json.loads(found[0])

    def tap(self, selector: str) -> None:
        self.until("(what) => document.querySelector(what)?.checkVisibility()", selector)
        self._do("POST", f"/element/{self._element(selector)}/click")

    def type(self, words: str) -> None:
        focus = self._do("GET", "/element/active")[ELEMENT]
        self._do("POST", f"/element/{focus}/value", text=words)

    def _element(self, selector: str) -> str:
        return self._do("POST", "/element", using="css selector", value=selector)[ELEMENT]

    def _do(self, method: str, path: str, **body):
        return self.browser.in_tab(self.context, method, path, **body)


def _browser() -> Path | None:
    return next(iter(sorted(Path("/").glob(BROWSERS.lstrip("/")))), None)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
