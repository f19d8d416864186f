"""A BSrE eSign client service on this machine: v1, v2 and the seal, as domain reference §6.4 describes
them, with every way in which it misbehaves. It signs with a key of its own, by pyHanko's own signer.
"""

import base64
import io
import json
import threading
import time
from email.parser import BytesParser
from email.policy import HTTP
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.certificates.signing import keys

NIK = "7471052807650001"
PASSPHRASE = "Kenanga-9-Biru-Sandi"
USER, PASSWORD = "bimtek", "akun-aplikasi-9"
SUBSCRIBER, ACTIVATION = "SUB-0042", "112233"


@cache
def _signer():
    key, leaf = keys.certified("BSrE Contoh", "rsa")
    store = SimpleCertificateStore()
    _ca_key, ca = keys.authority()
    store.register(asn1_x509.Certificate.load(ca.public_bytes(Encoding.DER)))
    return signers.SimpleSigner(
        asn1_x509.Certificate.load(leaf.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(
            key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        store,
    )


def signed(pdf: bytes, name: str = "BSrE") -> bytes:
    """The PDF with a signature of the service's."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(
        field_name=f"{name}{len(pdf)}",
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    return signers.sign_pdf(writer, meta, _signer(), bytes_reserved=8192).getvalue()


def written_anew(pdf: bytes, drawn_first: bytes) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        first = opened.pages[0]
        first.contents_coalesce()
        first.Contents.write(drawn_first + first.Contents.read_bytes())
        opened.save(kept)
    return kept.getvalue()


@cache
def another_pdf() -> bytes:
    kept = io.BytesIO()
    other = pikepdf.new()
    other.add_blank_page(page_size=(842, 595))
    other.save(kept)
    return kept.getvalue()


class FakeBsre:
    """The service and how it behaves: ``way`` is one word of the matrix."""

    def __init__(self) -> None:
        self.way = "ok"
        self.status = "ISSUE"
        self.asked: list[tuple[str, dict]] = []  # path and fields, for what was sent
        self.kept: dict[str, bytes] = {}  # to be downloaded, once
        self.failed_once = False
        self.seal_code = ""
        self.activation = ACTIVATION
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

    def calls(self, path: str) -> list[dict]:
        return [said for asked, said in self.asked if asked.startswith(path)]


class _Handler(BaseHTTPRequestHandler):
    fake: FakeBsre
    protocol_version = "HTTP/1.1"

    def log_message(self, *_told) -> None:
        """Nothing: it would hold a NIK."""

    def do_GET(self) -> None:
        if not self._allowed():
            return
        fake = self.fake
        if self.path.startswith("/api/user/status/"):
            fake.asked.append(("/api/user/status", {"nik": self.path.rsplit("/", 1)[1]}))
            self._status(self.path.rsplit("/", 1)[1])
            return
        document = self.path.rsplit("/", 1)[1]
        fake.asked.append(("/api/sign/download", {"id": document}))
        content = fake.kept.pop(document, None)
        if fake.way == "download-gone" or content is None:
            self._json(404, {"error": "Dokumen telah didownload sebelumnya"})
        else:
            self._send(200, content, "application/pdf")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self._allowed():
            return
        kind = self.headers.get("Content-Type", "")
        said = json.loads(body) if kind.startswith("application/json") else _form(kind, body)
        self.fake.asked.append((self.path, said))
        act = {
            "/api/sign/pdf": self._sign_v1,
            "/api/v2/sign/pdf": self._sign_v2,
            "/api/v2/user/check/status": lambda said: self._status(said.get("nik", "")),
            "/api/v2/user/check-status/": lambda said: self._status(said.get("nik", "")),
            "/api/v2/seal/get/activation": self._activation,
            "/api/v2/seal/get/totp": self._seal_code,
            "/api/v2/seal/pdf": self._seal,
        }.get(self.path)
        if act is None:
            self._json(404, {"error": "Not Found", "path": self.path})
        else:
            act(said)

    def _allowed(self) -> bool:
        given = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == f"Basic {given}":
            return True
        self._json(401, {"error": "Unauthorized", "status": 401})
        return False

    def _status(self, nik: str) -> None:
        if nik != NIK:
            told = {"status_code": 1110, "status": "NOT_REGISTERED", "message": f"NIK {nik} belum"}
        elif self.fake.status != "ISSUE":
            told = {"status_code": 1112, "status": self.fake.status, "message": f"NIK {nik}"}
        else:
            told = {"status_code": 1111, "status": "ISSUE", "message": "User dapat melakukan"}
        self._json(200, told)

    def _refused(self, said: dict) -> bool:
        """What both versions refuse, in the service's words, which repeat what was sent."""
        fake = self.fake
        if fake.way == "hang":
            time.sleep(4)
        if fake.way == "moved":
            self._send(307, b"", "text/plain", Location=f"{fake.url}/lain")
            return True
        if fake.way == "500" or (fake.way == "500-once" and not fake.failed_once):
            fake.failed_once = True
            told = {"timestamp": 0, "status": 500, "error": "Internal Server Error"}
            self._json(500, told | {"path": self.path, "trace": repr(said)[:400]})
            return True
        if said.get("nik") != NIK or fake.way == "2011":
            self._json(
                400, {"error": f"User {said.get('nik')} not registered", "status_code": 2011}
            )
            return True
        if said.get("passphrase") != PASSPHRASE:
            told = {"error": f"Proses signing gagal : Passphrase {said.get('passphrase')} salah"}
            self._json(400, told | {"status_code": 2031})
            return True
        return False

    def _sign_v1(self, said: dict) -> None:
        if self._refused(said):
            return
        pdf = said["file"]
        fake = self.fake
        document = f"dok{len(fake.asked)}x{len(pdf)}"
        if fake.way in {"json-id", "download-gone"}:
            fake.kept[document] = signed(pdf)
            self._json(200, {"id_dokumen": document})
            return
        answer = _misbehaved(fake.way, pdf)
        named = {} if fake.way == "no-id" else {"id_dokumen": document}
        self._send(200, answer, "application/pdf", **named)

    def _sign_v2(self, said: dict) -> None:
        if self._refused(said):
            return
        self._files(said)

    def _files(self, said: dict) -> None:
        fake = self.fake
        files = [base64.b64decode(one) for one in said["file"]]
        out = [_misbehaved(fake.way, pdf) for pdf in files]
        if fake.way == "fewer":
            out = out[1:]
        told = [base64.b64encode(one).decode() for one in out]
        if fake.way == "partial":
            time.sleep(0.6)
            told = [one if place % 2 == 0 else "" for place, one in enumerate(told)]
        self._json(200, {"time": 120, "file": told})

    def _activation(self, said: dict) -> None:
        if said.get("idSubscriber") != SUBSCRIBER or said.get("totp") != self.fake.activation:
            self._json(200, {"success": False, "message": "TOTP salah", "data": None})
            return
        self.fake.activation = str(int(self.fake.activation) + 1)
        data = {"message": "ok", "totp": self.fake.activation, "expires": "x", "result": True}
        self._json(200, {"success": True, "message": None, "data": data})

    def _seal_code(self, said: dict) -> None:
        if said.get("totp") != self.fake.activation or self.fake.way == "activation-ended":
            self.fake.way = "ok"
            self._json(200, {"message": "TOTP tidak berlaku", "totp": None, "result": False})
            return
        self.fake.seal_code = "998877"
        told = {"message": "ok", "totp": self.fake.seal_code, "expires": "x", "result": True}
        self._json(200, told)

    def _seal(self, said: dict) -> None:
        if said.get("totp") != self.fake.seal_code or said.get("idSubscriber") != SUBSCRIBER:
            self._json(400, {"error": "TOTP salah", "status_code": 2041})
            return
        self.fake.seal_code = ""
        self._files(said)

    def _json(self, status: int, told: dict) -> None:
        self._send(status, json.dumps(told).encode(), "application/json")

    def _send(self, status: int, content: bytes, kind: str, **headers: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
        except OSError:  # the caller waited no longer
            self.close_connection = True


def _misbehaved(way: str, pdf: bytes) -> bytes:
    """What comes back for one paper."""
    if way == "truncated":
        return signed(pdf)[: len(pdf) + 3000]
    if way == "not-ours":
        return signed(another_pdf())
    if way == "rewritten":  # all of ours, written anew, then signed
        return signed(written_anew(pdf, b""))
    if way == "edited":  # our statement, under another drawing
        return signed(written_anew(pdf, b" 1 0 0 1 0 9 cm "))
    if way == "unsigned":
        return pdf
    if way == "flipped":
        out = bytearray(signed(pdf))
        out[len(pdf) - 900] ^= 1
        return bytes(out)
    return signed(pdf)


def _form(kind: str, body: bytes) -> dict:
    """The fields of a multipart form; a file is its bytes."""
    parsed = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
    )
    said = {}
    for part in parsed.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        said[name] = content if part.get_filename() else content.decode()
    return said
