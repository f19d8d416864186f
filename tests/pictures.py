"""``python -m tests.pictures``: takes the README's picture anew, of the demo in a real Chromium.

A demo of its own, in a folder that is thrown away, served as ``make demo`` serves it. Run it after
``make test`` (which installs the browser) whenever the page has changed, and commit what it made.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser import FLAGS, PROGRAMS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "img"
LARGEST = 200_000  # bytes; a README is read on a phone, too
ACCOUNT, PASSWORD = "panitia", "demo-bimtek"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        address = f"http://127.0.0.1:{port}"
        told = {
            **os.environ,
            "DATA_DIR": folder,
            "DEMO": "1",
            "PORT": str(port),
            "PUBLIC_URL": address,
            "DATABASE_URL": "",
        }
        subprocess.run([sys.executable, "-m", "project.secrets"], cwd=ROOT, env=told, check=True)
        for command in (
            ["build_assets"],
            ["messages", "--compile"],
            ["collectstatic", "--noinput", "--verbosity=0"],
            ["migrate", "--verbosity=0"],
            ["createcachetable"],
            ["demo"],
        ):
            subprocess.run(_manage(*command), cwd=ROOT, env=told, check=True)
        server = subprocess.Popen(_manage("serve"), cwd=ROOT, env=told)
        try:
            _wait_for(f"{address}/readyz")
            _take(address)
        finally:
            server.terminate()
            server.wait(timeout=30)
    return 0


def _take(address: str) -> None:
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        context = browser.new_context(
            base_url=address,
            viewport={"width": 1280, "height": 800},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        page = context.new_page()
        page.goto("/masuk/")
        page.fill("#id_username", ACCOUNT)
        page.fill("#id_password", PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{address}/")
        page.locator("a.pinned").click()
        page.wait_for_url(f"{address}/bimtek/*/")
        _keep(page, "bimtek.png")
        browser.close()


def _keep(page: Page, name: str) -> None:
    """The window as it is now, in 256 colours, fewer where it would be too large."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64, 32):
        made = io.BytesIO()
        shot.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if made.tell() <= LARGEST:
            break
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_bytes(made.getvalue())
    sys.stdout.write(f"docs/img/{name}: {made.tell() // 1000} kB\n")


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    for _attempt in range(120):
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(f"{address} does not answer.")


if __name__ == "__main__":
    sys.exit(main())
