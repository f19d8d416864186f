"""BSrE eSign v2: several papers a call under one passphrase, as JSON."""

import base64
import binascii
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from certificates.signing.bsre import Client, judge_status
from certificates.signing.configured import Service
from certificates.signing.port import Answer, Mark, Paper, Passphrase, Trouble
from participants.rendering import qr

STATUS = "/api/v2/user/check/status"
SIGN = "/api/v2/sign/pdf"


class BsreV2:
    def __init__(self, service: Service, nik: str, passphrase: Passphrase | None) -> None:
        self._client, self._nik, self._passphrase = Client(service), nik, passphrase
        self._service = service
        self._status = ""
        self.batch = max(1, service.batch)

    def check(self) -> str:
        if not self._status:
            path = self._service.status_path or STATUS
            self._status = judge_status(self._client.post_json(path, {"nik": self._nik}))
        return self._status

    def sign(self, papers: Sequence[Paper]) -> list[Answer]:
        self.check()
        assert self._passphrase is not None  # noqa: S101 - adapter_for asks for it
        said = self._client.post_json(
            SIGN,
            {
                "nik": self._nik,
                "passphrase": self._passphrase.reveal(),
                "signatureProperties": [properties(paper, self._service) for paper in papers],
                "file": [base64.b64encode(paper.pdf).decode() for paper in papers],
            },
            again=True,
        )
        return answers(said)

    def fetch(self, external_id: str) -> bytes:
        raise Trouble("sign-answer-missing")


def properties(paper: Paper, service: Service) -> dict[str, Any]:
    """How the signature of one paper shows; v2 counts from the upper left of the page."""
    told = {
        "reason": paper.reason or "null",
        "location": paper.location or "null",
        "contactInfo": "null",
    }
    if paper.mark is None or not service.visible:
        return {"tampilan": "INVISIBLE"} | told
    mark = paper.mark
    return {
        "tampilan": "VISIBLE",
        "imageBase64": _picture(mark, service),
        "page": mark.page,
        "originX": round(mark.left, 1),
        "originY": round(mark.page_height - mark.top, 1),
        "width": round(mark.right if service.box == "corner" else mark.width, 1),
        "height": round(
            mark.page_height - mark.bottom if service.box == "corner" else mark.height, 1
        ),
    } | told


def _picture(mark: Mark, service: Service) -> str:
    """v2 draws no QR of its own: ours is sent as a picture, unless the operator named another."""
    if service.image:
        return base64.b64encode(Path(service.image).read_bytes()).decode()
    kept = io.BytesIO()
    qr.image(mark.link, 4).convert("1").save(kept, "PNG")
    return base64.b64encode(kept.getvalue()).decode()


def answers(said: Any) -> list[Answer]:
    """The files of an answer; what cannot be read is left out, and misses its paper."""
    files = said.get("file")
    found = []
    for one in files if isinstance(files, list) else []:
        try:
            found.append(Answer(pdf=base64.b64decode(one or "", validate=True)))
        except (binascii.Error, TypeError, ValueError):
            continue
    return [one for one in found if one.pdf]
