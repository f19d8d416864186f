"""BSrE eSign v1: one paper a call, as a multipart form."""

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from certificates.signing.bsre import Client, judge_status, read_json
from certificates.signing.configured import Service
from certificates.signing.port import Answer, Mark, Paper, Passphrase, Trouble

STATUS = "/api/user/status/{nik}"
SIGN = "/api/sign/pdf"
DOWNLOAD = "/api/sign/download/{id}"
HEADER = "id_dokumen"


class BsreV1:
    batch = 1

    def __init__(self, service: Service, nik: str, passphrase: Passphrase | None) -> None:
        self._client, self._nik, self._passphrase = Client(service), nik, passphrase
        self._service = service
        self._status = ""

    def check(self) -> str:
        if not self._status:
            path = (self._service.status_path or STATUS).replace("{nik}", self._nik)
            self._status = judge_status(read_json(self._client.get(path)))
        return self._status

    def sign(self, papers: Sequence[Paper]) -> list[Answer]:
        self.check()
        return [self._sign(paper) for paper in papers]

    def _sign(self, paper: Paper) -> Answer:
        assert self._passphrase is not None  # noqa: S101 - adapter_for asks for it
        given: dict[str, Any] = {
            "file": (f"{paper.key}.pdf", paper.pdf, "application/pdf"),
            "nik": self._nik,
            "passphrase": self._passphrase.reveal(),
            "tampilan": "invisible",
        }
        if paper.mark and self._service.visible:
            given |= {"tampilan": "visible"} | self._visible(paper.mark)
        if paper.reason:
            given["reason"] = paper.reason
        if paper.location:
            given["location"] = paper.location
        answer = self._client.post_form(SIGN, given, again=True)
        known = str(answer.headers.get(HEADER, ""))[:120]
        if answer.headers.get("Content-Type", "").startswith("application/json"):
            left = str(read_json(answer).get("id_dokumen") or known)[:120]
            if not left:
                raise Trouble("sign-answer-missing")
            return Answer(external_id=left)
        return Answer(pdf=answer.data, external_id=known)

    def _visible(self, mark: Mark) -> dict[str, Any]:
        """Points from the lower left; services disagree whether width and height are sizes or the upper
        right corner, so the operator says which."""
        corner = self._service.box == "corner"
        shown: dict[str, Any] = {
            self._service.page_field: str(mark.page),
            "xAxis": f"{mark.left:.1f}",
            "yAxis": f"{mark.bottom:.1f}",
            "width": f"{mark.right if corner else mark.width:.1f}",
            "height": f"{mark.top if corner else mark.height:.1f}",
        }
        if self._service.image:
            place = Path(self._service.image)
            kind = mimetypes.guess_type(place.name)[0] or "image/png"
            return shown | {"image": "true", "imageTTD": (place.name, place.read_bytes(), kind)}
        return shown | {"image": "false", "linkQR": mark.link}

    def fetch(self, external_id: str) -> bytes:
        if not external_id.replace("-", "").replace("_", "").isalnum():
            raise Trouble("sign-answer-missing")
        return self._client.get(DOWNLOAD.replace("{id}", external_id)).data
