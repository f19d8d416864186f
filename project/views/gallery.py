"""Every component in every state on one page, for whoever builds or reviews a page.

The rows are invented; nothing is read from the database.
"""

import datetime

import django_tables2 as tables
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from participants.access import anyone

BEGUN_ON = datetime.date(2021, 9, 29)
ENDED_ON = datetime.date(2021, 9, 30)
BEGUN_AT = datetime.datetime(2021, 11, 23, 0, 0, tzinfo=datetime.UTC)
NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}


class UnitTable(tables.Table):
    unit = tables.Column(
        gettext_lazy("OPD"), attrs={"td": {"class": "main"}}, linkify=lambda: "#tabel"
    )
    seats = tables.Column(gettext_lazy("Kursi"), attrs=NUMBERS)
    named = tables.Column(gettext_lazy("Ditunjuk"), attrs=NUMBERS)
    state = tables.TemplateColumn(
        '{% include "components/status.html" with tone=record.tone word=record.state only %}',
        verbose_name=gettext_lazy("Keadaan"),
    )

    class Meta:
        empty_text = gettext_lazy("Belum ada OPD yang diundang.")


class ExampleForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Nama lengkap"), help_text=gettext_lazy("Dengan gelar.")
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("OPD"), choices=[("", "—"), ("a", "Dinas Kesehatan"), ("b", "Bappeda")]
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    letter = forms.FileField(
        label=gettext_lazy("Surat tugas"),
        required=False,
        help_text=gettext_lazy("PDF atau foto, paling besar 5 MB."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Cara hadir"),
        choices=[
            ("self", gettext_lazy("Sendiri")),
            ("by", gettext_lazy("Diwakili tahap ini saja")),
        ],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label=gettext_lazy("Nama dan gelar sudah benar untuk dicetak"))


class FilterForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        required=False,
        choices=[("", gettext_lazy("Semua")), ("a", gettext_lazy("Lengkap"))],
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Tahap"),
        required=False,
        choices=[("", gettext_lazy("Semua")), ("1", "Tahap I"), ("2", "Tahap II")],
    )


@anyone(because="it shows components with invented content, and no data")
@require_safe
def gallery(request: HttpRequest, base: str = "office") -> HttpResponse:
    rows = [
        {"unit": "Dinas Kesehatan", "seats": 4, "named": 4, "tone": "ok", "state": _("Lengkap")},
        {"unit": "Bappeda", "seats": 1250, "named": 3, "tone": "warn", "state": _("Kurang 1")},
        {
            "unit": "Dinas Komunikasi, Informatika dan Persandian",
            "seats": 6,
            "named": 0,
            "tone": "bad",
            "state": _("Lewat tenggat"),
        },
    ]
    page = UnitTable(rows * 4, order_by=request.GET.get("sort", "unit"))
    page.paginate(page=1, per_page=6)
    return render(
        request,
        f"project/gallery_{base}.html",
        {
            "table": page,
            "no_rows": UnitTable([]),
            "form": ExampleForm(),
            "wrong": ExampleForm({"name": "", "unit": "z"}),
            "filters": FilterForm(),
            "begun_on": BEGUN_ON,
            "ended_on": ENDED_ON,
            "begun_at": BEGUN_AT,
            "here": request.path,
            "other": reverse("project:gallery" if base == "pocket" else "project:gallery-pocket"),
            "attention_words": [
                _("2 hasil kerja belum dinilai"),
                _("Slot siang Tahap III belum ditutup"),
            ],
            "file": {
                "name": "Rencana aksi Dinas Kesehatan.docx",
                "size": 348_160,
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            },
            "job_errors": [_("Nomor 48: nama pada sertifikat belum dikonfirmasi.")],
            **_lists(),
        },
    )


def _lists() -> dict[str, list]:
    return {
        "attention": [
            {"text": _("3 OPD belum menunjuk peserta"), "url": "#"},
            {"text": _("5 lembar kerja Tahap II lewat tenggat"), "url": "#"},
            {"text": _("1 SPT menyusul")},
        ],
        "steps": [
            {"title": "Tahap I", "detail": "30 Agustus 2021", "state": "done", "url": "#"},
            {"title": "Tahap II", "detail": "29 s.d. 30 September 2021", "state": "done"},
            {"title": "Tahap III", "detail": _("hari ini 08.30, Aula"), "state": "now"},
            {"title": "Tahap IV", "detail": "23 November 2021", "state": "next"},
        ],
        "tabs": [
            {"label": _("Ringkasan"), "url": "#", "current": True},
            {"label": _("Jadwal"), "url": "#"},
            {"label": _("Peserta"), "url": "#", "count": 78},
            {"label": _("Kehadiran"), "url": "#"},
            {"label": _("Lembar kerja"), "url": "#"},
            {"label": _("Sertifikat"), "url": "#"},
            {"label": _("Dokumen"), "url": "#"},
        ],
        "facts": [
            {"label": _("Tempat"), "value": "Aula Kantor Bupati", "url": "#"},
            {"label": _("Penyelenggara"), "value": "Dinas Kominfo Kabupaten Buton"},
            {"label": _("Beban"), "value": "64 JP"},
        ],
        "events": [
            {
                "when": "7 Desember 2021",
                "title": _("Sertifikat terbit"),
                "text": _("Telah mengikuti, 52 JP"),
                "url": "#",
                "icon_name": "award",
                "tone": "gold",
            },
            {
                "when": "23 November 2021",
                "title": _("Hadir pagi dan siang"),
                "icon_name": "check",
                "tone": "ok",
            },
            {
                "when": "29 September 2021",
                "title": _("Lembar kerja dikembalikan"),
                "text": _("Target tahun kedua belum diisi."),
                "icon_name": "arrow-back-up",
                "tone": "warn",
            },
        ],
    }
