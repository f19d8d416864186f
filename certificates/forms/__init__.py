"""What people type around certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import SigningAccount, Template

PATTERN, TYPED = "pattern", "typed"
EVERYBODY, CONFIRMED = "semua", "dipastikan"
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
    who = forms.ChoiceField(
        label=_("Terbitkan untuk"), choices=(), widget=forms.RadioSelect, required=False
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

    def __init__(
        self,
        *args: Any,
        templates: Any,
        typed_left: int = 0,
        waiting: int = 0,
        unconfirmed: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        confirmed = waiting - unconfirmed
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            (EVERYBODY, _("Semua, %(count)s orang") % {"count": waiting}),
            (
                CONFIRMED,
                _("Terbitkan dulu untuk yang sudah memastikan namanya, %(count)s orang")
                % {"count": confirmed},
            ),
        ]
        if not (unconfirmed and confirmed):
            del self.fields["who"]
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
    """A layout's words. Its unit is given once, its name with the first version. A draft need not be
    complete (``lax``)."""

    signatory_nip = forms.CharField(
        label=_("NIP penanda tangan"), max_length=40, required=False, help_text=_("18 angka.")
    )
    second_nip = forms.CharField(
        label=_("NIP penanda tangan kedua"), max_length=40, required=False, help_text=_("18 angka.")
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
            "signing_account",
            "second_post",
            "second_name",
            "second_rank",
            "second_nip",
            "second_account",
            "public_name",
            "public_unit",
        ]
        widgets = {
            "office": forms.Textarea(attrs={"rows": 2}),
            "signatory_post": forms.Textarea(attrs={"rows": 2}),
            "second_post": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "name": _("Untuk dikenali saat menerbitkan, misalnya “Sertifikat Bimtek”."),
            "office": _("Baris pertama pemerintah daerahnya, baris kedua perangkat daerahnya."),
            "signatory_post": _("Bila atas nama, tulis “a.n. Bupati Buton” pada baris pertama."),
            "signing_account": _("Kosong: ditandatangani dengan pena."),
            "second_post": _("Hanya bila dua pejabat menandatangani."),
            "second_account": _("Menandatangani sesudah pejabat pertama."),
            "public_name": _(
                "Huruf awal saja: “W• O• S•”. Pemeriksa mencocokkan dengan lembarnya."
            ),
            "place": _("Kota atau kabupaten di depan tanggal."),
        }
        labels = {"unit": _("Milik unit")}

    def __init__(
        self,
        *args: Any,
        units: Any,
        may_rename: bool = False,
        lax: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if lax:
            for name in ("office", "place", "signatory_post", "signatory_name"):
                self.fields[name].required = False
        accounts = SigningAccount.objects.for_units(
            [self.instance.unit] if units is None else units
        )
        for name in ("signing_account", "second_account"):
            self.fields[name] = forms.ModelChoiceField(
                accounts,
                to_field_name="public_id",
                required=False,
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                empty_label=_("Dengan pena"),
            )
        if self.instance.pk:
            for name in ("signing_account", "second_account"):
                chosen = getattr(self.instance, name)
                self.initial[name] = chosen.public_id if chosen else None
            del self.fields["unit"]
            if not may_rename:
                del self.fields["name"]
            return
        self.fields["unit"] = forms.ModelChoiceField(
            units, to_field_name="public_id", label=_("Milik unit"), empty_label=None
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, second = said.get("signing_account"), said.get("second_account")
        unit = said.get("unit") or (self.instance.unit if self.instance.pk else None)
        for name, account in (("signing_account", first), ("second_account", second)):
            if account and unit and not unit.path.startswith(account.unit.path):
                self.add_error(name, _("Penanda tangan ini bukan milik unit templat ini."))
        if bool(said.get("second_name")) != bool(said.get("second_post")):
            self.add_error("second_name", _("Nama dan jabatan pejabat kedua diisi bersama."))
        if second and not said.get("second_name"):
            self.add_error("second_name", _("Isi nama pejabat yang menandatangani."))
        if said.get("second_name") and bool(first) != bool(second):
            self.add_error(
                "second_account",
                _("Kedua pejabat menandatangani dengan cara elektronik, atau pena."),
            )
        if first and first == second:
            self.add_error("second_account", _("Pejabat kedua tidak sama dengan yang pertama."))
        return said

    def clean_second_nip(self) -> str:
        return self._nip("second_nip")

    def clean_signatory_nip(self) -> str:
        return self._nip("signatory_nip")

    def _nip(self, name: str) -> str:
        nip = "".join(self.cleaned_data[name].split())
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


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Tercatat pada nomor yang batal.")
    )


class CorrectForm(forms.Form):
    person_name = forms.CharField(label=_("Nama yang benar, lengkap dengan gelar"), max_length=250)
    reason = forms.CharField(
        label=_("Alasan untuk umum"), max_length=200, initial=_("Perbaikan penulisan nama")
    )


class RotateKeyForm(forms.Form):
    """A new key for credentials; nothing to type but whether the one before was lost to somebody."""

    lost = forms.BooleanField(
        label=_("Kunci lama bocor atau dicuri"),
        required=False,
        help_text=_(
            "Kunci lama ditarik: kredensial yang ditandatanganinya tidak lagi lolos pemeriksaan "
            "dan harus diunduh ulang. Sertifikat PDF tetap berlaku."
        ),
    )


class FindForm(forms.Form):
    """A certificate by what stands on the paper."""

    nomor = forms.CharField(
        label=_("Nomor sertifikat"),
        max_length=120,
        help_text=_("Persis seperti tertulis, dengan garis miringnya."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    nama = forms.CharField(
        label=_("Nama lengkap pada sertifikat"),
        max_length=250,
        help_text=_("Gelar boleh dilewati."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PaperForm(forms.Form):
    """The PDF to check."""

    berkas = forms.FileField(
        label=_("Berkas PDF sertifikat"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
