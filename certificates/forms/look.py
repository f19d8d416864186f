"""How a layout looks, as choices that cannot go wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.rules.look import Look


class LookForm(forms.Form):
    """The fields of ``Look``. Beginning with one of the ready layouts is choosing its style."""

    style = forms.ChoiceField(
        label=_("Bentuk"),
        choices=[
            ("frame", _("Berbingkai, klasik")),
            ("band", _("Pita warna, modern")),
            ("plain", _("Tanpa hiasan, seperti naskah dinas")),
        ],
        widget=forms.RadioSelect,
    )
    portrait = forms.TypedChoiceField(
        label=_("Arah kertas"),
        choices=[("", _("Mendatar")), ("1", _("Tegak"))],
        coerce=bool,
        required=False,
        empty_value=False,
    )
    paper = forms.ChoiceField(
        label=_("Ukuran kertas"), choices=[("a4", "A4"), ("f4", _("F4 (folio)"))]
    )
    accent = forms.ChoiceField(
        label=_("Warna"),
        choices=[
            ("teal", _("Hijau toska")),
            ("navy", _("Biru tua")),
            ("maroon", _("Merah marun")),
            ("green", _("Hijau tua")),
            ("ink", _("Hitam")),
        ],
    )
    face = forms.ChoiceField(
        label=_("Huruf"),
        choices=[
            ("sans", _("Tanpa kait (Plus Jakarta Sans)")),
            ("serif", _("Berkait (Source Serif)")),
        ],
        required=False,
    )
    align = forms.ChoiceField(
        label=_("Letak tulisan"), choices=[("center", _("Di tengah")), ("left", _("Rata kiri"))]
    )
    verify = forms.ChoiceField(
        label=_("Letak kode QR"), choices=[("left", _("Di kiri")), ("right", _("Di kanan"))]
    )
    logos = forms.ChoiceField(
        label=_("Letak logo"),
        choices=[
            ("row", _("Berderet dengan lambang")),
            ("corners", _("Di sudut kiri dan kanan atas")),
        ],
        required=False,
    )
    crest = forms.BooleanField(label=_("Lambang daerah"), required=False)
    identity = forms.BooleanField(label=_("NIP, pangkat, jabatan, dan unit"), required=False)
    basis = forms.BooleanField(label=_("Dasar hukum"), required=False)
    agenda = forms.BooleanField(label=_("Agenda pembelajaran di halaman belakang"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, look: Look) -> None:
        self._before = look
        chosen = data if data and "look-style" in data else None
        initial = look.as_dict() | {"portrait": "1" if look.portrait else ""}
        super().__init__(chosen, prefix="look", initial=initial)
        # One of two, and one of them is an empty word.
        for name in ("portrait", "logos", "face"):
            self.fields[name].at_times_required = True  # type: ignore[attr-defined]

    def clean_logos(self) -> str:
        return self.cleaned_data["logos"] or self._before.logos

    def clean_face(self) -> str:
        return self.cleaned_data["face"] or self._before.face

    def look(self) -> Look:
        """What was chosen; where nothing was, what it was before."""
        return Look.of(self.cleaned_data) if self.is_valid() else self._before
