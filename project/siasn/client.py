"""SIASN's record API, ``kursus`` (domain.md §4.7): the one module that speaks HTTP to it.

Nothing that was sent or answered reaches a log or a traceback: whatever goes wrong is a ``Trouble`` with
a code, or a ``Refusal`` with SIASN's own words, long numbers taken out.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import urllib3

from participants.rules.siasn import Course, as_day
from project.siasn.configured import Connection

# It tells addresses at DEBUG, and one of them holds a NIP.
logging.getLogger("urllib3").setLevel(logging.WARNING)

LARGEST = 5_000_000
_LONG_NUMBER = re.compile(r"[0-9]{6,}")


class Trouble(Exception):
    """No usable answer: it may work later, and SIASN may have stored what was sent."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refusal(Exception):
    """SIASN said no; ``words`` are its own, without long numbers."""

    def __init__(self, words: str) -> None:
        super().__init__("refused")
        self.words = words


@dataclass
class _Tokens:
    """Kept in this process alone."""

    service: str = ""
    person: str = ""


@lru_cache(maxsize=8)
def _pool(ca_file: str, connect: float, read: float) -> urllib3.PoolManager:
    return urllib3.PoolManager(
        maxsize=2,
        retries=False,
        timeout=urllib3.Timeout(connect=connect, read=read),
        ca_certs=ca_file or None,
    )


class Client:
    """Requests to SIASN as one agency. Tokens are fetched when needed, and once more when SIASN says
    that they have ended."""

    def __init__(self, connection: Connection) -> None:
        self._how = connection
        self._pool = _pool(connection.ca_file, connection.connect_timeout, connection.read_timeout)
        self._tokens = _Tokens()

    def person_id(self, nip: str) -> str:
        """The pnsOrangId of a NIP; "" where SIASN knows nobody by it."""
        said = self._ask("GET", f"/pns/data-utama/{nip}")
        data = said.get("data")
        return str(data.get("id") or "") if isinstance(data, dict) else ""

    def find(self, course: Course) -> str:
        """The id under which SIASN has this course already; "" where it has not."""
        said = self._ask("GET", f"/pns/rw-kursus/{course.nip}")
        rows = said.get("data")
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and _same(row, course):
                return str(row.get("id") or "")
        return ""

    def store(self, course: Course, remote_id: str) -> str:
        """Stores it, or changes what stands under ``remote_id``; gives SIASN's id."""
        said = self._ask("POST", "/kursus/save", json_body=body_of(course, self._how, remote_id))
        if said.get("success") is not True:
            raise Refusal(_harmless(said.get("message")))
        stored = said.get("mapData")
        found = stored.get("rwKursusId") if isinstance(stored, dict) else ""
        if not found:
            raise Trouble("siasn-answer-unreadable")
        return str(found)

    def upload(self, remote_id: str, name: str, pdf: bytes) -> None:
        """The paper that proves it."""
        self._ask(
            "POST",
            "/upload-dok-rw",
            fields={
                "id_riwayat": remote_id,
                "id_ref_dokumen": self._how.file_kind,
                "file": (name, pdf, "application/pdf"),
            },
        )

    def _ask(self, method: str, path: str, **what: Any) -> Mapping[str, Any]:
        for again in (True, False):
            if not (self._tokens.service and self._tokens.person):
                self._log_in()
            answer = self._once(method, self._how.url.rstrip("/") + path, self._headers(), **what)
            if answer.status in {401, 403} and again:
                self._tokens = _Tokens()
                continue
            break
        return _read(answer)

    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._tokens.service}",
            "Auth": f"bearer {self._tokens.person}",
            "Accept": "application/json",
        }

    def _log_in(self) -> None:
        how = self._how
        basic = urllib3.make_headers(basic_auth=f"{how.consumer_key}:{how.consumer_secret}")
        self._tokens = _Tokens(
            self._token(how.token_url, basic, {"grant_type": "client_credentials"}),
            self._token(
                how.sso_url,
                {},
                {
                    "grant_type": "password",
                    "client_id": how.sso_client,
                    "username": how.username,
                    "password": how.password,
                },
            ),
        )

    def _token(self, url: str, headers: dict[str, str], fields: dict[str, str]) -> str:
        answer = self._once("POST", url, headers, fields=fields, encode_multipart=False)
        if answer.status in {400, 401, 403}:
            raise Trouble("siasn-login")
        token = _read(answer).get("access_token")
        if not token:
            raise Trouble("siasn-login")
        return str(token)

    def _once(
        self, method: str, url: str, headers: dict[str, str], **what: Any
    ) -> urllib3.BaseHTTPResponse:
        if "json_body" in what:
            what["body"] = json.dumps(what.pop("json_body")).encode()
            headers = {**headers, "Content-Type": "application/json"}
        try:
            return self._pool.request(method, url, headers=headers, redirect=False, **what)
        except urllib3.exceptions.TimeoutError:
            trouble = Trouble("siasn-slow")
        except (urllib3.exceptions.HTTPError, ValueError):
            trouble = Trouble("siasn-unreachable")
        raise trouble  # outside the handler: the error that holds the request is gone


def body_of(course: Course, how: Connection, remote_id: str) -> dict[str, Any]:
    """The record of POST /kursus/save."""
    return {
        "id": remote_id or None,
        "instansiId": how.agency,
        "institusiPenyelenggara": course.organiser,
        "jenisDiklatId": str(course.form),
        "jenisKursus": "",
        "jenisKursusSertipikat": course.certificate_kind,
        "jumlahJam": course.jp,
        "lokasiId": "",
        "namaKursus": course.title,
        "nomorSertipikat": course.number,
        "path": [],
        "pnsOrangId": course.person_id,
        "tahunKursus": course.year,
        "tanggalKursus": as_day(course.started_on),
        "tanggalSelesaiKursus": as_day(course.ended_on),
    }


def _same(row: Mapping[str, Any], course: Course) -> bool:
    """By number where it has one, always by name and first day."""
    number = row.get("nomorSertipikat") or row.get("noSertipikat") or ""
    return (
        str(row.get("namaKursus", "")).strip() == course.title.strip()
        and str(row.get("tanggalKursus", "")) == as_day(course.started_on)
        and (not course.number or str(number).strip() == course.number.strip())
    )


def _read(answer: urllib3.BaseHTTPResponse) -> Mapping[str, Any]:
    if answer.status in {401, 403}:
        raise Trouble("siasn-login")
    if answer.status >= 500:
        raise Trouble("siasn-failed")
    try:
        said = json.loads(answer.data) if len(answer.data) <= LARGEST else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        if answer.status == 404:
            return {}
        raise Trouble("siasn-answer-unreadable") from None
    if answer.status == 404:
        return {}
    if answer.status >= 400:
        raise Refusal(_harmless(said.get("message")))
    return said


def _harmless(words: Any) -> str:
    text = " ".join(str(words or "").split())
    return _LONG_NUMBER.sub("…", text)[:200] or "?"
