"""The columns of a sheet of programmes, and how their cells are read."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from participants.importing.columns import Columns, find_columns
from participants.importing.header import normalise
from workshops.models import ActionGroup, FundSource, Horizon, Pillar, SubDimension
from workshops.rules.work_programme_sheet import BUDGET, HEADERS, TARGET

_MORE: Mapping[str, tuple[str, ...]] = {
    "id": ("kode baris", "id"),
    "title": ("program", "nama program kerja", "program kerja", "judul", "program smart city"),
    "pillar": ("dimensi", "pilar smart city", "dimensi smart city"),
    "sub_dimension": ("sub dimensi", "sub pilar", "subpilar"),
    "unit": ("opd", "perangkat daerah", "pengampu", "penanggung jawab", "opd penanggung jawab"),
    "supporting": ("pendukung", "opd pendukung", "perangkat daerah pendukung"),
    "action_group": ("kelompok", "kelompok rencana aksi", "rencana aksi"),
    "horizon": ("jangka waktu",),
    "starts_year": ("mulai", "tahun awal"),
    "ends_year": ("selesai", "tahun akhir"),
    "source": ("sumber", "sumber anggaran", "sumber pendanaan"),
    "quick_win": ("quickwin", "program quick win"),
    "indicator": ("indikator kinerja", "indikator keberhasilan"),
    "measure": ("satuan indikator",),
    "baseline": ("baseline", "kondisi awal", "keadaan awal"),
    "code_program": ("kode program sipd",),
    "code_kegiatan": (),
    "code_sub_kegiatan": ("kode subkegiatan",),
    "note": ("keterangan",),
}
FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    name: (header, (normalise(header), *_MORE[name])) for name, header in HEADERS.items()
}
REQUIRED = ("title",)
_YEAR = re.compile(r"(target|anggaran|pagu|budget)(?: tahun)?(?: rp)? (20\d\d|2100)(?: rp)?")

EXPECTED: Mapping[str, Any] = {
    "title": _("nama program, paling banyak 300 huruf"),
    "pillar": _("salah satu dari enam pilar, misalnya Smart Governance"),
    "sub_dimension": _("subdimensi dari pilar itu, misalnya Layanan publik"),
    "unit": _("nama, singkatan, atau kode OPD yang sudah tercatat"),
    "action_group": _("angka 1 sampai 4 atau nama kelompok aksi"),
    "horizon": _("pendek, menengah, atau panjang"),
    "starts_year": _("tahun empat angka, misalnya 2026"),
    "ends_year": _("tahun empat angka, misalnya 2030"),
    "source": _("APBD atau Non-APBD"),
    "quick_win": _("Ya atau Tidak"),
    "baseline": _("angka, misalnya 1.250 atau 12,5"),
    "code_program": _("kode dengan angka dan titik, misalnya 2.16.03"),
    "code_kegiatan": _("kode di bawah kode programnya"),
    "code_sub_kegiatan": _("kode di bawah kode kegiatannya"),
    "target": _("angka, misalnya 1.250 atau 12,5"),
    "budget": _("rupiah penuh, misalnya 150.000.000"),
}


def known_words() -> set[str]:
    return {word for _own, words in FIELDS.values() for word in words}


def read_columns(headers: tuple[str, ...]) -> Columns:
    """Where each field stands; a year's columns are called target_2026 and budget_2026."""
    found = find_columns(FIELDS, REQUIRED, headers)
    places = dict(found.places)
    for place, written in enumerate(headers):
        if match := _YEAR.fullmatch(normalise(written)):
            word = "target" if match[1] == "target" else "budget"
            places.setdefault(f"{word}_{match[2]}", place)
    return Columns(places, headers)


def year_headers(years: Iterable[int]) -> list[str]:
    return [header for year in years for header in (f"{TARGET} {year}", f"{BUDGET} {year}")]


def _words_of(choices: Any, also: Mapping[str, Any] = {}) -> dict[str, Any]:
    """Every word for each choice: its label in both languages, its value, and more."""
    found: dict[str, Any] = {}
    for language in ("id", "en"):
        with override(language):
            for value, label in choices:
                found.setdefault(normalise(str(label)), value)
    for value, _label in choices:
        found.setdefault(normalise(str(value)), value)
    return {**found, **also}


def choices_of() -> dict[str, dict[str, Any]]:
    """For each field with choices: word → value."""
    pillars = {normalise(str(value)): value for value in Pillar.values}
    groups = {f"{value}": value for value in ActionGroup.values}
    return {
        "pillar": _words_of(Pillar.choices, pillars),
        "sub_dimension": _words_of(SubDimension.choices),
        "action_group": _words_of(ActionGroup.choices, groups),
        "horizon": _words_of(
            Horizon.choices, {"pendek": "short", "menengah": "medium", "panjang": "long"}
        ),
        "source": _words_of(FundSource.choices, {"non apbd": "non_apbd", "nonapbd": "non_apbd"}),
        "quick_win": {
            **dict.fromkeys(("ya", "y", "yes", "true", "1", "x", "v", "benar"), True),
            **dict.fromkeys(("tidak", "t", "no", "false", "0", "bukan", "salah"), False),
        },
    }
