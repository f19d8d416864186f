"""What people type around certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import Template

PATTERN, TYPED = "pattern", "typed"
EXAMPLE = "800.2.3/{urut:03}/DISKOMINFO/{bulan_romawi}/{tahun}"


class IssueForm(forms.Form):
    """The layout, the date, and where the numbers come from."""

    template = forms.ModelChoiceField(
        Template.objects.none(), to_field_name="public_id", label=_("Templat"), empty_label=None
    )
    issued_on = forms.DateField(
        label=_("Tanggal penetapan"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    numbering = forms.ChoiceField(
        label=_("Nomor sertifikat"),
        choices=[
            (PATTERN, _("Urut menurut pola")),
            (TYPED, _("Diketik dari buku agenda")),
        ],
        widget=forms.RadioSelect,
        initial=PATTERN,
    )
    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=120,
        help_text=_("{urut}, {bulan_romawi} dan {tahun} diisi sendiri; {urut:03} menjadi 001."),
    )
    typed = forms.CharField(
        label=_("Nomor dari buku agenda"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Satu rentang per baris. Contoh: 090/SC/2026 s.d. 137"),
    )

    def __init__(self, *args: Any, templates: Any, typed_left: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        if not self.is_bound:
            return
        # Each way of numbering asks for its own field alone.
        chosen = self.data.get("numbering")
        self.fields["pattern"].required = chosen == PATTERN
        self.fields["typed"].required = chosen == TYPED and not typed_left

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["typed" if said.get("numbering") == PATTERN else "pattern"] = ""
        return said


class TemplateForm(forms.ModelForm):
    """A layout's words. Its name and unit are given once, with the first version."""

    signatory_nip = forms.CharField(
        label=_("NIP penanda tangan"), max_length=40, required=False, help_text=_("18 angka.")
    )

    class Meta:
        model = Template
        fields = [
            "unit",
            "name",
            "language",
            "office",
            "place",
            "signatory_post",
            "signatory_name",
            "signatory_rank",
            "signatory_nip",
        ]
        widgets = {
            "office": forms.Textarea(attrs={"rows": 2}),
            "signatory_post": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "name": _("Untuk dikenali saat menerbitkan, misalnya “Sertifikat Bimtek”."),
            "office": _("Baris pertama pemerintah daerahnya, baris kedua perangkat daerahnya."),
            "signatory_post": _("Bila atas nama, tulis “a.n. Bupati Buton” pada baris pertama."),
            "place": _("Kota atau kabupaten di depan tanggal."),
        }
        labels = {"unit": _("Milik unit")}

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"], self.fields["name"]
            return
        self.fields["unit"] = forms.ModelChoiceField(
            units, to_field_name="public_id", label=_("Milik unit"), empty_label=None
        )

    def clean_signatory_nip(self) -> str:
        nip = "".join(self.cleaned_data["signatory_nip"].split())
        if nip and not (nip.isdigit() and len(nip) == 18):
            raise forms.ValidationError(_("NIP berisi 18 angka."))
        return nip

    def validate_unique(self) -> None:
        """The action looks again under its lock and says it in words."""

    def validate_constraints(self) -> None:
        """As above."""


class RevokeForm(forms.Form):
    public_reason = forms.CharField(
        label=_("Alasan untuk umum"),
        max_length=200,
        help_text=_("Terlihat oleh siapa pun yang memeriksa sertifikat ini."),
    )
    file_reason = forms.CharField(
        label=_("Alasan untuk arsip"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Hanya untuk arsip, misalnya nomor berita acara."),
    )


class CorrectForm(forms.Form):
    person_name = forms.CharField(label=_("Nama yang benar, lengkap dengan gelar"), max_length=250)
    reason = forms.CharField(
        label=_("Alasan untuk umum"), max_length=200, initial=_("Perbaikan penulisan nama")
    )
