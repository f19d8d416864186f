"""The papers of a Bimtek, in the order of the file that goes to accounting (domain.md §2.1), and the
words a template of each may use.

A template is a DOCX with ``{{ nama }}``. A dotted name, ``{{ peserta.nama }}``, stands in a row of a
table (or a paragraph), which is repeated for everybody of that list. There is nothing else: no
condition, no expression, nothing that runs (docs/decisions/0044).
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from workshops.rules.document_words import COMMON, EVENT, LETTER, LISTS, SIGNERS, Word

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)?)\s*\}\}")
_CODE = re.compile(r"\{%|%\}|\{#|#\}")
_BRACES = re.compile(r"\{\{[^{}]{0,80}\}\}|\{\{|\}\}")
Values = Mapping[str, Any]  # text by name, or a list's rows, each text by field


@dataclass(frozen=True)
class Document:
    """One kind. ``per``: what one document is about; ``lists``: the lists a template may repeat."""

    code: str
    title: Any
    per: str  # "stage", "unit" (of a stage), "workshop" or "move"
    words: tuple[Word, ...]
    lists: tuple[str, ...] = ()
    numbered: bool = False  # goes out as a letter, with a number of the register
    sheet: bool = False  # also as XLSX

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything that may stand between the braces."""
        dotted = {f"{name}.{word.name}" for name in self.lists for word in LISTS[name].words}
        return frozenset({word.name for word in self.words} | dotted)


_STAGE = (*COMMON, *EVENT)
DOCUMENTS: tuple[Document, ...] = (
    Document("daftar-isi", _("Daftar isi berkas"), "stage", (*_STAGE, *SIGNERS), ("kurang", "isi")),
    Document(
        "sk-panitia",
        _("SK panitia"),
        "workshop",
        (*COMMON, *LETTER, *SIGNERS),
        ("dasar", "panitia", "tahapan"),
        numbered=True,
    ),
    Document(
        "undangan",
        _("Surat undangan"),
        "stage",
        (*_STAGE, *LETTER, *SIGNERS),
        ("undangan", "jadwal", "tembusan"),
        numbered=True,
    ),
    Document(
        "ralat",
        _("Ralat undangan"),
        "move",
        (
            *_STAGE,
            *LETTER,
            *SIGNERS,
            Word("semula", _("Tanggal sebelum diubah"), "22 s.d. 23 November 2026"),
            Word("semula_tempat", _("Tempat sebelum diubah"), "Aula Kantor Bupati"),
            Word("alasan", _("Alasan perubahan"), "Gedung dipakai untuk upacara"),
            Word("undangan_nomor", _("Nomor undangan yang diralat"), "005/091/DISKOMINFO/2026"),
            Word("undangan_tanggal", _("Tanggal undangan yang diralat"), "2 November 2026"),
        ),
        ("undangan", "spt", "tembusan"),
        numbered=True,
    ),
    Document(
        "spt",
        _("Draf SPT per OPD"),
        "unit",
        (
            *_STAGE,
            *SIGNERS,
            Word("opd", _("Perangkat Daerah yang menugaskan"), "Dinas Kesehatan"),
            Word("undangan_nomor", _("Nomor surat undangan"), "005/091/DISKOMINFO/2026"),
            Word("undangan_tanggal", _("Tanggal surat undangan"), "2 November 2026"),
        ),
        ("peserta",),
    ),
    Document("jadwal", _("Jadwal"), "stage", (*_STAGE, *SIGNERS), ("jadwal",)),
    Document("nominatif", _("Daftar nominatif"), "stage", (*_STAGE, *SIGNERS), ("hadir",), sheet=True),
    Document(
        "tanda-terima",
        _("Tanda terima transport"),
        "stage",
        (*_STAGE, *SIGNERS),
        ("hadir",),
        sheet=True,
    ),
    Document(
        "narasumber",
        _("Rekapitulasi jam narasumber"),
        "stage",
        (*_STAGE, *SIGNERS, Word("jumlah_oj", _("Jumlah OJ semua narasumber"), "6")),
        ("narasumber",),
        sheet=True,
    ),
    Document(
        "notulen",
        _("Notulen"),
        "stage",
        (
            *_STAGE,
            *SIGNERS,
            Word("jumlah_hadir", _("Peserta yang pernah hadir pada tahap ini"), "78"),
            Word("jumlah_peserta", _("Peserta yang diharapkan"), "80"),
        ),
        ("jadwal",),
    ),
    Document(
        "laporan",
        _("Laporan kegiatan"),
        "stage",
        (
            *_STAGE,
            *SIGNERS,
            Word("jumlah_hadir", _("Peserta yang pernah hadir"), "78"),
            Word("jumlah_peserta", _("Peserta yang diharapkan"), "80"),
            Word("jumlah_opd", _("Perangkat Daerah yang mengirim peserta"), "36"),
            Word("jumlah_narasumber", _("Narasumber pada jadwal"), "4"),
            Word("jp_seluruh", _("JP pada jadwal"), "16"),
        ),
        ("dasar", "tahapan", "jadwal", "rekap_opd", "presensi", "hasil_kerja", "nilai", "lampiran"),
    ),
)  # fmt: skip
BY_CODE = {document.code: document for document in DOCUMENTS}


def sample_of(document: Document) -> dict[str, Any]:
    """Invented values for every word, with which a template is tried."""
    values: dict[str, Any] = {word.name: word.sample for word in document.words}
    for name in document.lists:
        row = {word.name: word.sample for word in LISTS[name].words}
        values[name] = [row | {"no": str(number)} for number in (1, 2, 3)]
    return values


def faults_of(document: Document, texts: Iterable[str]) -> list[Reason]:
    """Why these paragraphs cannot be a template of this paper; empty when they can."""
    unknown: dict[str, None] = {}
    broken: dict[str, None] = {}
    for text in texts:
        if _CODE.search(text):
            return [Reason("template-has-code")]
        for found in _BRACES.finditer(text):
            name = PLACEHOLDER.fullmatch(found[0])
            if name is None:
                broken[text[max(found.start() - 10, 0) : found.end() + 20].strip()] = None
            elif name[1] not in document.names:
                unknown[name[1]] = None
    reasons = [Reason("template-braces-broken", given=given) for given in list(broken)[:5]]
    for given in list(unknown)[:10]:
        near = difflib.get_close_matches(given, document.names, n=1, cutoff=0.6)
        reasons.append(
            Reason("template-word-near", given=given, near=near[0])
            if near
            else Reason("template-word-unknown", given=given)
        )
    return reasons


def list_faults(blocks: Iterable[Sequence[str]]) -> list[Reason]:
    """Of the names in each repeated row: one row is of one list."""
    for names in blocks:
        lists = sorted({name.split(".", 1)[0] for name in names if "." in name})
        if len(lists) > 1:
            return [Reason("template-two-lists", first=lists[0], second=lists[1])]
    return []
