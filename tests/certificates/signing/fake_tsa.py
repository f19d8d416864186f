"""A time stamp authority on this machine: RFC 3161 over HTTP."""

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.certificates.signing import keys

STAMPED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class FakeTsa:
    """``way``: "ok", "refused" (granted nothing) or "500"."""

    def __init__(self) -> None:
        self.way, self.asked = "ok", 0
        key, leaf = keys.certified("TSA Contoh", "rsa", stamps=True)
        store = SimpleCertificateStore()
        store.register(_asn1(keys.authority()[1]))
        stamper = DummyTimeStamper(
            _asn1(leaf),
            asn1_keys.PrivateKeyInfo.load(
                key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
            certs_to_embed=store,
            fixed_dt=STAMPED,
        )
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_told) -> None:
                pass

            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                fake.asked += 1
                if fake.way == "ok":
                    answer = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
                else:
                    answer = tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
                self.send_response(500 if fake.way == "500" else 200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/tsa"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def _asn1(certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
