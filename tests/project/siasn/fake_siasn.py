"""SIASN's record API on this machine, as domain.md §4.7 describes it, with the ways in which it
misbehaves. ``way`` is one word of them."""

import base64
import json
import threading
import time
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

KEY, SECRET = "bimtek", "rahasia-konsumen-7"
USER, PASSWORD = "akun.instansi", "sandi-instansi-9"


class FakeSiasn:
    """``people``: {nip: pnsOrangId}; ``courses``: what it stored; ``papers``: {id_riwayat: bytes}."""

    def __init__(self) -> None:
        self.way = "ok"
        self.people: dict[str, str] = {}
        self.courses: list[dict] = []
        self.papers: dict[str, bytes] = {}
        self.logins = 0
        self.saves = 0
        self.failed_once = False
        self.ended: set[str] = set()
        service = self

        class Handler(_Handler):
            fake = service

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def once(self, way: str) -> bool:
        """Whether it misbehaves this way now: the first time alone."""
        if self.way != way or self.failed_once:
            return False
        self.failed_once = True
        return True


class _Handler(BaseHTTPRequestHandler):
    fake: FakeSiasn
    protocol_version = "HTTP/1.1"

    def log_message(self, *_told) -> None:
        """Nothing: it would hold a NIP."""

    def do_GET(self) -> None:
        if not self._allowed():
            return
        fake = self.fake
        *_path, kind, nip = self.path.split("/")
        if kind == "data-utama":
            known = fake.people.get(nip)
            self._json(200, {"code": 1, "data": {"id": known} if known else "Data tidak ditemukan"})
        else:
            own = [one for one in fake.courses if one["pnsOrangId"] == fake.people.get(nip)]
            self._json(200, {"code": 1, "data": own})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path in ("/token", "/sso"):
            self._token(parse_qs(body.decode()))
        elif not self._allowed():
            return
        elif self.path == "/kursus/save":
            self._save(json.loads(body))
        elif self.path == "/upload-dok-rw":
            self._paper(body)
        else:
            self._json(404, {"success": False, "message": "not found"})

    def _token(self, said: dict) -> None:
        given = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        is_service = self.path == "/token" and self.headers.get("Authorization") == f"Basic {given}"
        is_person = said.get("username") == [USER] and said.get("password") == [PASSWORD]
        if not (is_service or is_person):
            self._json(401, {"error": "invalid_client"})
            return
        self.fake.logins += 1
        word = "layanan" if is_service else "orang"
        self._json(200, {"access_token": f"{word}-{self.fake.logins}", "expires_in": 300})

    def _allowed(self) -> bool:
        service, person = self.headers.get("Authorization", ""), self.headers.get("Auth", "")
        good = service.startswith("Bearer layanan-") and person.startswith("bearer orang-")
        if self.fake.once("token-ended"):
            self.fake.ended.add(service)
        if good and service not in self.fake.ended and self.fake.way != "always-401":
            return True
        self.rfile.read(0)
        self._json(401, {"fault": {"code": 900901, "message": "Invalid Credentials"}})
        return False

    def _save(self, said: dict) -> None:
        fake = self.fake
        fake.saves += 1
        if fake.way == "no":
            self._json(200, {"success": False, "message": "NIP 198609262015051001 sudah pensiun"})
            return
        if fake.way == "unor":
            self._json(400, {"success": False, "message": "Unor pegawai tidak aktif"})
            return
        if fake.once("failed-before"):
            self._json(500, {"error": "Internal Server Error"})
            return
        kept = {**said, "id": said["id"] or f"{len(fake.courses):032x}"}
        fake.courses = [one for one in fake.courses if one["id"] != kept["id"]] + [kept]
        if fake.once("failed-after"):
            self._json(500, {"error": "Internal Server Error"})
        elif fake.once("malformed"):
            self._send(200, b'{"success": tru')
        elif fake.once("slow"):
            time.sleep(1.2)
            self._json(200, {"success": True})
        else:
            answer = {"success": True, "message": "success", "mapData": {"rwKursusId": kept["id"]}}
            self._json(200, answer)

    def _paper(self, body: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in BytesParser(policy=HTTP).parsebytes(head + body).iter_parts()
        }
        self.fake.papers[parts["id_riwayat"].decode()] = parts["file"]
        self._json(200, {"success": True})

    def _json(self, status: int, said: dict) -> None:
        self._send(status, json.dumps(said).encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
