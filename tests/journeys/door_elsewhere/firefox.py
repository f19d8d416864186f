"""Firefox, driven by the standard protocol it speaks itself (WebDriver BiDi): no driver between."""

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from websockets.sync.client import connect

PROGRAMS = ("firefox-esr", "firefox")
PATIENCE = 30  # seconds; a busy machine draws slowly
# No visitor's first day, no update, no report. There is a camera, and nobody ever answers the
# browser's questions about it and about keeping what is stored: the door has to work without.
CALM = {
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_beforeunload": True,
    "intl.accept_languages": "id",
    "media.navigator.streams.fake": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.startup.max_resumed_crashes": -1,
}


class Refusal(Exception):
    """The browser said no, or what was asked threw."""


class Firefox:
    """One installation with one profile, which outlives the program."""

    keeps_profile = True

    def __init__(self, program: str, folder: Path) -> None:
        self.program = program
        self.profile = folder / "profile"
        self.profile.mkdir()
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in CALM.items()]
        lines.append(f'user_pref("browser.download.dir", {json.dumps(str(folder))});')
        (self.profile / "user.js").write_text("\n".join(lines), "utf-8")
        self._process: subprocess.Popen | None = None
        self._lines = ExitStack()
        self._numbers = count(1)

    def start(self) -> None:
        told = self.profile / "WebDriverBiDiServer.json"
        told.unlink(missing_ok=True)
        profile = ["--profile", str(self.profile)]
        self._process = subprocess.Popen(
            [self.program, "--headless", "--no-remote", "--remote-debugging-port=0", *profile],
            env=os.environ | {"TZ": "Asia/Makassar", "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until(lambda: told.exists() and told.read_text("utf-8").endswith("}"), "Firefox answers")
        port = json.loads(told.read_text("utf-8"))["ws_port"]
        line = connect(f"ws://127.0.0.1:{port}/session", max_size=None, proxy=None)
        self._line = self._lines.enter_context(line)
        self.ask("session.new", capabilities={})

    def ask(self, method: str, **params):
        """One command and its answer."""
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._line.recv(timeout=PATIENCE * 2))
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise Refusal(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def tab(self) -> "Tab":
        tab = Tab(self, self.ask("browsingContext.create", type="tab")["context"])
        size = {"width": 360, "height": 740}
        self.ask("browsingContext.setViewport", context=tab.context, viewport=size)
        return tab

    def kill(self) -> None:
        """As the system does when it needs the memory: nobody is asked, nothing is tidied."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
        self._lines.close()

    @staticmethod
    def find() -> str | None:
        return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Tab:
    """A page of a phone's size."""

    def __init__(self, browser, context: str) -> None:
        self.browser = browser
        self.context = context

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        self._ask("browsingContext.reload", wait="complete")

    def close(self) -> None:
        self._ask("browsingContext.close")

    def run(self, function: str, *given):
        """What the JavaScript function answers, as JSON would carry it."""
        carried = f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)))"
        answer = self.browser.ask(
            "script.callFunction",
            functionDeclaration=carried,
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise Refusal(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def until(self, function: str, *given) -> None:
        def holds():
            try:
                return self.run(function, *given)
            except Refusal:  # the page is on its way
                return False

        until(holds, lambda: f"{function} {given} on\n{self.run('() => document.body.innerText')}")

    def text(self, selector: str) -> str:
        """What is read there; nothing where it is hidden."""
        return self.run("(what) => document.querySelector(what).innerText.trim()", selector)

    def says(self, selector: str, words: str) -> None:
        """Wait until these words are to be read there."""
        seen = """(what, words) => {
            const found = document.querySelector(what);
            return found?.checkVisibility() && found.innerText.includes(words);
        }"""
        self.until(seen, selector, words)

    def hides(self, selector: str) -> None:
        self.until("(what) => !document.querySelector(what).checkVisibility()", selector)

    def tap(self, selector: str) -> None:
        """As a finger does: in the middle of what is seen."""
        self.until("(what) => document.querySelector(what)?.checkVisibility()", selector)
        self.run(
            "(what) => document.querySelector(what).scrollIntoView({block: 'center'})", selector
        )
        found = self._ask("browsingContext.locateNodes", locator={"type": "css", "value": selector})
        origin = {"type": "element", "element": {"sharedId": found["nodes"][0]["sharedId"]}}
        acts = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "mouse"}}
        self._ask("input.performActions", actions=[finger | {"actions": acts}])

    def type(self, words: str) -> None:
        """Into whatever has the focus."""
        acts = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": acts}
        self._ask("input.performActions", actions=[keyboard])

    def _ask(self, method: str, **params):
        return self.browser.ask(method, context=self.context, **params)


def until(holds, what) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"Not within {PATIENCE} s: {what() if callable(what) else what}")
        time.sleep(0.1)
