"""A client of a time stamp authority (RFC 3161) on our own connections: with a time limit, and
without the asynchronous client that pyHanko brings."""

import urllib3
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import set_tsp_headers

from certificates.signing.configured import Tsa

LARGEST = 200_000  # bytes


class StampTrouble(Exception):
    """The authority did not give a stamp."""


class Stamper(TimeStamper):
    def __init__(self, tsa: Tsa) -> None:
        super().__init__()
        self._tsa = tsa
        self._http = urllib3.PoolManager(
            maxsize=2, retries=False, timeout=urllib3.Timeout(connect=tsa.timeout, read=tsa.timeout)
        )

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = set_tsp_headers({})
        if self._tsa.username:
            given = f"{self._tsa.username}:{self._tsa.password}"
            headers |= urllib3.make_headers(basic_auth=given)
        try:
            answer = self._http.request("POST", self._tsa.url, body=req.dump(), headers=headers)
        except urllib3.exceptions.HTTPError:
            raise StampTrouble from None
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        if answer.status != 200 or kind != "application/timestamp-reply":
            raise StampTrouble
        try:
            given = tsp.TimeStampResp.load(answer.data[:LARGEST])
            granted = given["status"]["status"].native in {"granted", "granted_with_mods"}
        except (ValueError, TypeError, KeyError):
            raise StampTrouble from None
        if not granted:
            raise StampTrouble
        return given
