"""Certificates as a sheet, and as a zip of all papers with its manifest."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from import_export import fields, resources

from certificates.models import Certificate
from certificates.notices import verify_url
from participants.exporting.sheet import Rows, harmless


class CertificateResource(resources.ModelResource):
    """One row a certificate, as the list shows it; no number of a person."""

    number = fields.Field("number")
    name = fields.Field("statement__person_name")
    unit = fields.Field("registration__unit__name")
    workshop = fields.Field("workshop__title_id")
    kind = fields.Field("get_kind_display")
    jp = fields.Field("statement__jp_total")
    issued_on = fields.Field("statement__issued_on")
    state = fields.Field("get_state_display")
    version = fields.Field("version")
    address = fields.Field()

    class Meta:
        model = Certificate
        fields = (
            "number",
            "name",
            "unit",
            "workshop",
            "kind",
            "jp",
            "issued_on",
            "state",
            "version",
            "address",
        )
        export_order = fields

    def dehydrate_name(self, row: Certificate) -> str:
        return str(row.statement["person_name"])

    def dehydrate_jp(self, row: Certificate) -> str:
        return str(row.statement["jp_total"])

    def dehydrate_issued_on(self, row: Certificate) -> str:
        return str(row.statement["issued_on"])

    def dehydrate_address(self, row: Certificate) -> str:
        return verify_url(row.public_id)

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("Nomor"),
            _("Nama"),
            _("OPD"),
            _("Bimtek"),
            _("Jenis"),
            _("JP"),
            _("Tanggal penetapan"),
            _("Keadaan"),
            _("Versi"),
            _("Alamat pemeriksaan"),
        ]


class RegisterResource(Rows):
    """One row a number of ``queries.register.lines_of``."""

    ordinal = fields.Field("ordinal")
    text = fields.Field("text")
    drawn_on = fields.Field("drawn_on")
    state = fields.Field("state_word")
    name = fields.Field("name")
    workshop = fields.Field("workshop")
    paper = fields.Field("paper")
    reason = fields.Field("reason")

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("No."),
            _("Nomor"),
            _("Tanggal"),
            _("Keadaan nomor"),
            _("Nama"),
            _("Bimtek"),
            _("Keadaan"),
            _("Alasan"),
        ]


class _Pipe(io.RawIOBase):
    """What zipfile writes, taken out piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def zipped(certificates: Iterable[Certificate]) -> Iterator[bytes]:
    """A zip as it grows, one paper at a time; its last file, ``daftar.csv``, names each with its
    SHA-256. PDF is compressed already, so it is only stored."""
    pipe, listed = _Pipe(), io.StringIO()
    manifest = csv.writer(listed)
    manifest.writerow([_("Berkas"), _("Nomor"), _("Nama"), "SHA-256", _("Alamat pemeriksaan")])
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[arg-type]
        for certificate in certificates:
            if certificate.pdf is None:
                continue
            name = certificate.pdf.name
            with certificate.pdf.content.open("rb") as stored:
                archive.writestr(name, stored.read())
            manifest.writerow(
                [
                    harmless(cell)
                    for cell in (
                        name,
                        certificate.number,
                        certificate.statement["person_name"],
                        certificate.pdf.sha256,
                        verify_url(certificate.public_id),
                    )
                ]
            )
            yield pipe.taken()
        archive.writestr("daftar.csv", listed.getvalue().encode("utf-8-sig"))
    yield pipe.taken()
