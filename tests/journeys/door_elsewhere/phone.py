"""What an officer does with a phone in another browser than Chromium."""

from tests.journeys.door.hall import SAVED, Hall

KEEP = """async (scans) => {
    const { openStore } = await import("/static/workshops/door/store.js");
    const { keep } = await import("/static/workshops/door/chain.js");
    const { newNonce } = await import("/static/workshops/door/code.js");
    const store = await openStore();
    for (const scan of scans) await keep(store, {kind: "arrive", source: "usb", slot: null,
        nonce: newNonce(), device_at: new Date().toISOString(), ...scan});
}"""


class Phone:
    """The door app in one tab; ``tab`` is another one after a second was opened or all were killed."""

    def __init__(self, browser, hall: Hall) -> None:
        self.browser = browser
        self.hall = hall
        self.tab = browser.tab()

    def register(self) -> None:
        code = self.hall.new_device()
        if "/pindai/" not in self.tab.run("() => location.href"):
            self.tab.open(f"{self.hall.line.address}/pindai/")
        self.fill("#register-code", code)
        self.fill("#register-name", "HP Sari")
        self.tab.tap("#register [type=submit]")
        self.expect_ready()
        self.tab.run("() => navigator.serviceWorker.ready.then(() => true)")

    def open(self) -> None:
        self.tab.open(f"{self.hall.line.address}/pindai/")

    def fill(self, field: str, words: str) -> None:
        self.tab.tap(field)
        self.tab.run("(what) => document.querySelector(what).select()", field)
        self.tab.type(words)

    def expect_ready(self) -> None:
        """Both lists have come and every check has been made."""
        self.tab.says("#counts", f"/{len(self.hall.people)}")
        self.tab.until(
            """() => ["green", "amber"].includes(
                document.getElementById("ready-open").dataset.tone)"""
        )

    def scan(self, code: str, word: str = SAVED) -> None:
        """Type the code; the band tells of it, and it is on the list of scans."""
        listed = "() => JSON.parse(sessionStorage['bimtek-door-history'] ?? '[]').length"
        before = self.tab.run(listed)
        self.tab.tap("#typed-open")
        self.fill("#typed-code", code)
        self.tab.tap("#typed-form [type=submit]")
        self.tab.until(f"(before) => ({listed})() > before", before)
        self.tab.says("#band-word", word)

    def keep(self, *scans: dict) -> None:
        """Put these into the queue with the app's own modules, as if they had been scanned."""
        self.tab.run(KEEP, scans)

    def reconnect(self) -> None:
        """The network is back, and the phone notices."""
        self.hall.line.cut = False
        self.tab.run("() => { dispatchEvent(new Event('online')); return null; }")

    def expect_unsent(self, number: int) -> None:
        self.tab.says("#unsent", f"{number} belum terkirim")

    def expect_all_sent(self) -> None:
        self.tab.hides("#unsent")
        self.tab.hides("#stuck")

    def kill_and_start_again(self) -> None:
        """The program dies with all its tabs; whoever opens it again finds the same profile."""
        self.browser.kill()
        self.browser.start()
        self.tab = self.browser.tab()
