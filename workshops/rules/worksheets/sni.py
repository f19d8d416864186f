"""The nineteen themes of SNI ISO 37122, as the OPD of Buton filled them in (domain.md §1.2)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from workshops.models.smart_city import SniTheme

from .shape import Column, Found, Section, Worksheet


def _value_has_source(row: Mapping[str, Any]) -> list[Found]:
    missing = "cell-missing"
    if row.get("value") in (None, "") and not row.get("note"):
        return [("value", Reason(missing))]
    return [] if row.get("source") or row.get("note") else [("source", Reason(missing))]


THEMES = Worksheet(
    "sni-37122",
    _("Indikator SNI ISO 37122"),
    _(
        "Mencatat indikator kota cerdas menurut sembilan belas tema SNI ISO 37122, dengan nilai dan "
        "sumbernya. Isi tema yang menjadi urusan OPD; yang lain biarkan kosong."
    ),
    (
        Section(
            "themes",
            _("Tema dan indikator"),
            "table",
            (
                Column(
                    "theme",
                    _("Tema"),
                    "choice",
                    required=True,
                    choices=tuple(SniTheme.choices),
                    width=32,
                ),
                Column("indicator", _("Indikator"), "text", required=True, width=44),
                Column("value", _("Nilai"), "number", width=12),
                Column("measure", _("Satuan"), "text", width=14),
                Column("year", _("Tahun data"), "year", width=10),
                Column(
                    "source",
                    _("Sumber data"),
                    "text",
                    help=_("Dokumen atau sistem, dan OPD pemilik datanya."),
                    width=32,
                ),
                Column(
                    "note",
                    _("Keterangan"),
                    "long",
                    help=_("Bila nilainya belum ada, tuliskan sebabnya di sini."),
                    width=32,
                ),
            ),
            help=_("Satu tema dapat memiliki beberapa indikator: tambahkan baris."),
            fixed_rows=tuple((theme.value, {"theme": theme.value}) for theme in SniTheme),
            more=True,
            least=1,
            check=_value_has_source,
        ),
    ),
)
