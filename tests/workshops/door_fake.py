"""A small server that speaks the door's protocol and can misbehave, for tests of the app alone.

It serves the page and the static files too, so the browser sees one origin. It is written from the
protocol, not from the real API: where the two differ, one of them is wrong.
"""

import json
import mimetypes
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from workshops.tokens import (
    is_well_formed,
    new_check_in_code,
    normalise,
    roster_index,
    seal_line,
)

TITLE = "Bimbingan Teknis Penyusunan Masterplan Smart City Kabupaten Buton"
TOKEN = "t" * 43
PEOPLE = {
    "Dinas Kesehatan": [
        "Wa Ode Nurhayati, S.K.M.",
        "La Ode Muhammad Syahrul Ramadhan Putra, S.Kom., M.T.",
    ],
    "Dinas Komunikasi, Informatika, dan Persandian": ["Sitti Rahma", "Jum'at Hasan"],
    "Kecamatan Pasarwajo": ["Muh. Arfan"],
}


class Fake:
    """The state behind the server; tests read and set it directly."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self.page = ""
        self.statics: dict[str, str] = {}  # path -> another text than the file's
        self.valid = {TOKEN}
        self.codes = {"ABCD2345"}
        self.batches: list[list[dict]] = []  # every batch that reached us, also the failed ones
        self.events: dict[str, dict] = {}  # nonce -> result, what "the database" holds
        self.present: set[str] = set()  # refs
        self.mishaps: list[Callable[[Handler], bool]] = []  # one for each coming /pindai call
        self.verdicts: dict[str, dict] = {}  # ref -> what to answer instead of "present"
        self.names_allowed = True
        self.roster_version = 1
        # ref -> what its sealed line says otherwise; None: it has none
        self.lines: dict[str, dict | None] = {}
        self.choices: dict | None = None  # what a device that may act chooses from
        self.silent_for = 0.0  # seconds before a /pindai answer
        self.units = [
            {
                "id": secrets.token_hex(4),
                "name": unit,
                "people": [{"ref": secrets.token_hex(6), "name": name} for name in names],
            }
            for unit, names in PEOPLE.items()
        ]
        self.check_in_codes = {person["ref"]: new_check_in_code() for _, person in self.everybody()}
        self.slots = [
            slot(
                "pagi", "Pagi, 22 November 2026", now - timedelta(hours=1), now + timedelta(hours=3)
            )
        ]

    def everybody(self):
        return [(unit, person) for unit in self.units for person in unit["people"]]

    def code_of(self, name: str) -> str:
        return self.check_in_codes[self.ref_of(name)]

    def ref_of(self, name: str) -> str:
        return next(p["ref"] for _, p in self.everybody() if p["name"] == name)

    @property
    def items(self) -> list[dict]:
        return [item for batch in self.batches for item in batch]

    def counts(self) -> dict:
        return {"present": len(self.present), "expected": len(self.everybody())}

    def live(self) -> dict:
        return {
            "server_time": datetime.now(UTC).isoformat(),
            "version": 7,
            "workshop": {"code": "SC-3", "title": TITLE, "closed": False},
            "device": {"id": "dev1", "name": "HP Sari", "stages": None},
            "slots": self.slots,
            "current_slot": self.slots[0]["id"] if self.slots else None,
            "counts": self.counts(),
            "here": sorted(self.present),
            "sealed": {
                "parts": {part: text["version"] for part, text in self.parts().items()},
                "count": len(self.everybody()),
            },
            "names": self.names_allowed,
        }

    def parts(self) -> dict:
        parts: dict[str, dict] = {
            part: {"version": f"v{self.roster_version}", "lines": []} for part in "0123456789abcdef"
        }
        for unit, person in self.everybody():
            code = self.check_in_codes[person["ref"]]
            if self.lines.get(person["ref"], {}) is None:  # not in the roster
                continue
            line = {
                "ref": person["ref"],
                "name": person["name"],
                "unit": unit["name"],
                "live": True,
                "stages": ["tahap3"],
                "letters": {"*": "received"},
            } | (self.lines.get(person["ref"]) or {})
            index = roster_index(code)
            parts[index[0]]["lines"].append((index, seal_line(code, json.dumps(line).encode())))
        return parts

    def names(self) -> dict:
        return {
            "server_time": datetime.now(UTC).isoformat(),
            "allowed": self.names_allowed,
            "units": self.units if self.names_allowed else [],
        }

    def answer(self, items: list[dict]) -> dict:
        results = [self.events.setdefault(item["nonce"], self._decide(item)) for item in items]
        now = datetime.now(UTC).isoformat()
        return {"server_time": now, "counts": self.counts(), "results": results}

    def _decide(self, item: dict) -> dict:
        if item["nonce"] in self.events:
            return self.events[item["nonce"]]
        if item["kind"] == "annul":
            first = self.events.get(item["annuls"])
            if first is None:
                return result(item, "rejected", "unknown", "red", message="Tidak ada.")
            self.present.discard(first["_ref"])
            return result(
                item, "accepted", "annulled", "green", name=first["name"], message="Batal."
            )
        ref = item.get("ref")
        if ref is None:
            code = normalise(item["raw"])
            if not is_well_formed(code):
                return result(
                    item, "rejected", "malformed", "red", message="Ini bukan kode peserta Bimtek."
                )
            ref = next((r for r, c in self.check_in_codes.items() if c == code), None)
        found = next(((u, p) for u, p in self.everybody() if p["ref"] == ref), None)
        if found is None:
            return result(
                item, "rejected", "unknown", "red",
                message="Kode ini tidak terdaftar. Cari lewat OPD → nama.",
            )  # fmt: skip
        who = {"name": found[1]["name"], "unit": found[0]["name"], "slot": self.slots[0]["id"]}
        if ref in self.verdicts:
            return result(item, **(who | self.verdicts[ref]))
        verdict = "already" if ref in self.present else "present"
        self.present.add(ref)
        arrived = datetime.now(UTC).isoformat()
        made = result(
            item, "accepted", verdict, "green", **who, arrived_at=arrived, letter="received",
            message="Tercatat untuk sesi pagi." if verdict == "present" else "Silakan masuk.",
        )  # fmt: skip
        return made | {"_ref": ref}


def slot(kind: str, label: str, opens: datetime, closes: datetime) -> dict:
    return {
        "id": secrets.token_hex(4),
        "stage_id": "tahap3",
        "stage": "Tahap III",
        "kind": kind,
        "day": opens.date().isoformat(),
        "opens_at": opens.isoformat(),
        "late_after": (opens + (closes - opens) / 2).isoformat(),
        "closes_at": closes.isoformat(),
        "state": "open",
        "label": label,
    }


def result(item: dict, outcome: str, verdict: str, level: str, **more) -> dict:
    blank = dict.fromkeys(("name", "unit", "slot", "arrived_at", "letter", "message"))
    first = {"nonce": item["nonce"], "outcome": outcome, "verdict": verdict, "level": level}
    return first | blank | more


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: Fake

    def log_message(self, *args) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/pindai/":
            self.send(200, self.fake.page.encode(), "text/html; charset=utf-8")
        elif path == "/pindai/api/tindakan":
            if self.has_token() and self.fake.choices is None:
                self.json(403, {"type": "about:blank", "title": "Belum diizinkan"})
            elif self.fake.choices is not None:
                self.json(200, self.fake.choices)
        elif path.startswith("/pindai/api/"):
            if self.has_token():
                self.json(200, self.list_of(path.rpartition("/")[2]))
        elif path.startswith("/static/"):
            self.static(path.removeprefix("/static/"))
        else:
            self.send(404, b"", "text/plain")

    def list_of(self, name: str) -> dict:
        if name == "daftar-hadir":
            return self.fake.live()
        if name == "daftar-nama":
            return self.fake.names()
        wished = self.path.partition("bagian=")[2]
        parts = {part: text for part, text in self.fake.parts().items() if part in wished}
        return {"server_time": datetime.now(UTC).isoformat(), "parts": parts}

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("Cookie"):
            self.json(400, {"title": "The door sends no cookies"})
        elif self.path == "/pindai/api/daftar":
            self.register(body)
        elif self.path == "/pindai/api/pindai" and self.has_token():
            self.scan(body)

    def register(self, body: dict) -> None:
        if body["code"] not in self.fake.codes:
            self.json(404, {"type": "about:blank", "title": "Kode tidak berlaku"})
            return
        self.fake.codes.remove(body["code"])
        self.fake.valid.add(TOKEN)
        self.json(200, {
            "token": TOKEN,
            "device": {"id": "dev1", "name": body["name"]},
            "workshop": {"code": "SC-3", "title": TITLE},
        })  # fmt: skip

    def scan(self, body: dict) -> None:
        if not body["items"]:
            self.json(200, self.fake.answer([]))  # "are you there?"
            return
        self.fake.batches.append(body["items"])
        time.sleep(self.fake.silent_for)
        if self.fake.mishaps and self.fake.mishaps.pop(0)(self):
            return
        self.json(200, self.fake.answer(body["items"]))

    def has_token(self) -> bool:
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if given in self.fake.valid:
            return True
        self.json(401, {"type": "about:blank", "title": "Perangkat dicabut"})
        return False

    def static(self, name: str) -> None:
        if name in self.fake.statics:
            self.send(200, self.fake.statics[name].encode(), "text/javascript")
            return
        found = finders.find(name)
        if found is None:  # before `build_assets` has run
            found = settings.BASE_DIR / "node_modules" / name
        path = Path(found)
        if not path.is_file():
            self.send(404, b"", "text/plain")
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send(200, path.read_bytes(), kind)

    def json(self, status: int, body: dict) -> None:
        self.send(status, json.dumps(body, default=str).encode(), "application/json")

    def send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; worker-src 'self'; object-src 'none'",
        )
        self.end_headers()
        self.wfile.write(body)


def fails(status: int) -> Callable[[Handler], bool]:
    """A mishap: answer with this status, and keep nothing."""

    def mishap(handler: Handler) -> bool:
        handler.json(status, {"title": "Gangguan"})
        return True

    return mishap


def fails_after_commit(status: int) -> Callable[[Handler], bool]:
    """A mishap: keep the scans, then answer as if nothing had been kept."""

    def mishap(handler: Handler) -> bool:
        handler.fake.answer(handler.fake.batches[-1])
        handler.json(status, {"title": "Gangguan"})
        return True

    return mishap


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A browser that hangs up is not news."""


def serve(fake: Fake) -> tuple[Server, str]:
    """Start answering on a free port of this machine; call ``shutdown`` and ``server_close`` after."""
    handler = type("BoundHandler", (Handler,), {"fake": fake})
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
