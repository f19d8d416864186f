"""BSrE eSign client service: what both versions and the seal share. The one module that speaks HTTP to it.

Connections are kept a process long. Nothing that was sent or answered reaches a log or a traceback:
whatever goes wrong becomes a ``Trouble`` with a code, and the error it came from is let go.
"""

import json
import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import urllib3

from certificates.signing.configured import Service
from certificates.signing.port import Trouble

# It tells addresses at DEBUG, and an address of v1 holds a NIK.
logging.getLogger("urllib3").setLevel(logging.WARNING)

WRONG_PASSPHRASE, UNKNOWN_USER = 2031, 2011
USABLE = "ISSUE"
LARGEST = 60_000_000


@lru_cache(maxsize=16)
def _pool(ca_file: str, connect: float, read: float) -> urllib3.PoolManager:
    return urllib3.PoolManager(
        maxsize=4,
        retries=False,
        timeout=urllib3.Timeout(connect=connect, read=read),
        ca_certs=ca_file or None,
    )


class Client:
    """Requests to one service, as its application account."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._pool = _pool(service.ca_file, service.connect_timeout, service.read_timeout)
        self._headers = urllib3.make_headers(
            basic_auth=f"{service.username}:{service.password}", user_agent="Bimtek"
        )

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return self._ask("GET", path)

    def post_form(
        self, path: str, fields: Mapping[str, Any], *, again: bool = False
    ) -> urllib3.BaseHTTPResponse:
        return self._ask("POST", path, again=again, fields=list(fields.items()))

    def post_json(self, path: str, body: Mapping[str, Any], *, again: bool = False) -> Any:
        answer = self._ask(
            "POST",
            path,
            again=again,
            body=json.dumps(body).encode(),
            headers={**self._headers, "Content-Type": "application/json"},
        )
        return read_json(answer)

    def _ask(
        self, method: str, path: str, *, again: bool = False, **how: Any
    ) -> urllib3.BaseHTTPResponse:
        """The answer with status 200. ``again``: once more after a 500, which the service gives now and
        then for nothing; never after a wrong passphrase, which it counts."""
        how.setdefault("headers", self._headers)
        for last in (not again, True):
            answer = self._once(method, path, how)
            if answer.status == 200:
                return answer
            if answer.status < 500 or last:
                break
        raise _refusal(answer) from None

    def _once(self, method: str, path: str, how: dict[str, Any]) -> urllib3.BaseHTTPResponse:
        try:
            return self._pool.request(method, self.service.url.rstrip("/") + path, **how)
        except urllib3.exceptions.ConnectTimeoutError:
            trouble = Trouble("sign-service-unreachable", stops=True)
        except urllib3.exceptions.TimeoutError:
            trouble = Trouble("sign-service-timeout", stops=True)
        except (urllib3.exceptions.HTTPError, ValueError):
            trouble = Trouble("sign-service-unreachable", stops=True)
        raise trouble  # outside the handler: the error that holds the request is gone


def read_json(answer: urllib3.BaseHTTPResponse) -> Any:
    """What the answer says; {} when it is no JSON of ours."""
    if len(answer.data) > LARGEST:
        return {}
    try:
        said = json.loads(answer.data)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _refusal(answer: urllib3.BaseHTTPResponse) -> Trouble:
    """Why the service said no, in our words: its own may repeat what was sent."""
    code = _code(read_json(answer).get("status_code"))
    if code == WRONG_PASSPHRASE:
        return Trouble("sign-passphrase-wrong", stops=True)
    if code == UNKNOWN_USER:
        return Trouble("sign-not-registered", stops=True)
    if answer.status in {401, 403}:
        return Trouble("sign-service-login", stops=True)
    if answer.status == 404:
        return Trouble("sign-document-taken")
    if answer.status >= 500:
        return Trouble("sign-service-failed", stops=True)
    return Trouble("sign-service-refused", stops=True, status=code or answer.status)


def _code(said: Any) -> int:
    return int(said) if str(said).isdecimal() else 0


def judge_status(said: Mapping[str, Any]) -> str:
    """The word for a certificate that can sign. Raises Trouble with the word for one that cannot."""
    word = str(said.get("status", "")).upper()
    if word == USABLE:
        return word
    if word == "NOT_REGISTERED" or _code(said.get("status_code")) == 1110:
        raise Trouble("sign-not-registered", stops=True)
    known = word if word.replace("_", "").isalpha() and len(word) <= 30 else "?"
    raise Trouble("sign-certificate-unusable", stops=True, status=known)
