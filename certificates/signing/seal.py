"""The institution's electronic seal at BSrE: no passphrase, but one-time codes that lead to one another.

An activation code, renewed before it ends, opens a sealing code for so many papers, which seals
them. The activation code is all that is kept, encrypted; whoever renews it is told by ``renewed``.
"""

import base64
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from certificates.signing.bsre import Client
from certificates.signing.bsre_v2 import answers, properties
from certificates.signing.configured import Service
from certificates.signing.port import Answer, Paper, Trouble

ACTIVATION = "/api/v2/seal/get/activation"
CODE = "/api/v2/seal/get/totp"
SEAL = "/api/v2/seal/pdf"


class Seal:
    def __init__(
        self,
        service: Service,
        current: Callable[[], str],
        renewed: Callable[[str], None],
        alone: Callable[[], AbstractContextManager[Any]],
    ) -> None:
        self._client, self._service = Client(service), service
        self._current, self._renewed, self._alone = current, renewed, alone
        self._activation = ""
        self.batch = max(1, service.batch)

    def check(self) -> str:
        """Renews the activation, which is the one way to ask."""
        with self._alone():
            self._activation = self._current()
            self._renew()
        return "ISSUE"

    def sign(self, papers: Sequence[Paper]) -> list[Answer]:
        with self._alone():
            self._activation = self._current()
            return self._seal(papers)

    def _seal(self, papers: Sequence[Paper]) -> list[Answer]:
        try:
            code = self._code(len(papers))
        except Trouble as trouble:
            if trouble.code != "seal-code-missing":
                raise
            self._renew()
            code = self._code(len(papers))
        said = self._client.post_json(
            SEAL,
            {
                "idSubscriber": self._service.subscriber,
                "totp": code,
                "signatureProperties": [properties(paper, self._service) for paper in papers],
                "file": [base64.b64encode(paper.pdf).decode() for paper in papers],
            },
        )
        return answers(said)

    def fetch(self, external_id: str) -> bytes:
        raise Trouble("sign-answer-missing")

    def _renew(self) -> None:
        if not self._activation:
            raise Trouble("seal-code-missing", stops=True)
        asked = {"idSubscriber": self._service.subscriber, "totp": self._activation}
        said = self._client.post_json(ACTIVATION, asked)
        self._activation = _given(said.get("data") or said)
        self._renewed(self._activation)

    def _code(self, papers: int) -> str:
        if not self._activation:
            raise Trouble("seal-code-missing", stops=True)
        return _given(
            self._client.post_json(
                CODE,
                {
                    "idSubscriber": self._service.subscriber,
                    "totp": self._activation,
                    "data": str(papers),
                },
            )
        )


def _given(said: Any) -> str:
    code = said.get("totp") if isinstance(said, dict) and said.get("result", True) else ""
    if not code:
        raise Trouble("seal-code-missing", stops=True)
    return str(code)
