"""What people type about who signs electronically."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.actions.signer import needs
from certificates.models import SigningAccount, SigningMethod
from certificates.models.signing import BSRE
from certificates.signing import configured
from certificates.signing.pkcs12 import looks_like_pkcs12
from participants.models import OrganisationUnit, Role, User
from participants.rules.phone import print_phone, read_phone

LARGEST_KEY = 100_000  # bytes; a key with its chain is a tenth of it
KEPT = _("Sudah tersimpan; isi hanya bila diganti.")


class SignerForm(forms.Form):
    """An official or a seal. Secrets are taken, never shown again; each means asks for its own."""

    unit = forms.ModelChoiceField(
        OrganisationUnit.objects.none(),
        to_field_name="public_id",
        label=_("Milik unit"),
        empty_label=None,
    )
    method = forms.ChoiceField(label=_("Cara menandatangani"), choices=SigningMethod.choices)
    name = forms.CharField(
        label=_("Nama penanda tangan"),
        max_length=200,
        help_text=_("Seperti pada sertifikat elektroniknya, lengkap dengan gelar."),
    )
    service = forms.ChoiceField(
        label=_("Layanan atau kunci di server"),
        required=False,
        help_text=_("Disiapkan pengelola sistem."),
    )
    nik = forms.CharField(
        label=_("NIK penanda tangan"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 angka, untuk BSrE. Tersimpan terenkripsi dan tidak ditampilkan lagi."),
    )
    key = forms.FileField(
        label=_("Berkas .p12 atau .pfx"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        help_text=_("Tersimpan terenkripsi. Frasa sandinya hanya diketik pejabat sendiri."),
    )
    seal_code = forms.CharField(
        label=_("Kode aktivasi segel"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Dari surel BSrE, untuk segel elektronik instansi."),
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        label=_("Akun masuk"),
        empty_label=_("Tanpa akun, lewat tautan"),
    )
    phone = forms.CharField(
        label=_("Nomor WhatsApp"),
        required=False,
        max_length=30,
        help_text=_("Untuk mengirim tautan tanda tangan."),
    )

    def __init__(
        self, *args: Any, units: Any = None, account: SigningAccount | None = None, **kwargs: Any
    ) -> None:
        if account is not None:
            kept = {name: getattr(account, name) for name in ("name", "service", "user", "phone")}
            kept["phone"] = print_phone(account.phone) if account.phone else ""
            kwargs.setdefault("initial", kept)
        super().__init__(*args, **kwargs)
        self.account = account
        for name in ("service", "nik", "key"):  # by the means that is chosen
            self.fields[name].at_times_required = True
        if account is not None:
            del self.fields["unit"], self.fields["method"]
            self._only_its_own(account)
        else:
            self.fields["unit"].queryset = units
        root = account.unit if account else units.first()
        paths = _above(root) if root else []
        above = tuple(
            OrganisationUnit.objects.filter(path__in=paths).values_list("public_id", flat=True)
        )
        services = configured.names("services", above)
        keys = configured.names("keys", above)
        self.services, self.keys = services, keys
        self.fields["service"].choices = [("", "–"), *((one, one) for one in (*services, *keys))]
        signers = User.objects.able_to_log_in().filter(
            grants__role=Role.SIGNER, grants__unit__path__in=paths
        )
        self.fields["user"].queryset = signers.distinct().order_by("full_name", "pk")

    def _only_its_own(self, account: SigningAccount) -> None:
        asked = needs(account.method)
        for name, kept in (("nik", account.nik_sealed), ("key", account.key_sealed)):
            if name not in asked:
                del self.fields[name]
            elif kept:
                self.fields[name].help_text = KEPT
        if account.method != SigningMethod.SEAL:
            del self.fields["seal_code"]
        elif account.seal_sealed:
            self.fields["seal_code"].help_text = KEPT
        if "service" not in asked:
            self.fields["service"].widget = forms.HiddenInput()
        if not account.is_personal:
            del self.fields["phone"]
            self.fields["user"].widget = forms.HiddenInput()

    def clean_nik(self) -> str:
        nik = "".join(self.cleaned_data["nik"].split())
        if nik and not (nik.isdecimal() and nik.isascii() and len(nik) == 16):
            raise forms.ValidationError(_("NIK berisi 16 angka."))
        return nik

    def clean_phone(self) -> str:
        phone, reasons = read_phone(self.cleaned_data["phone"])
        if reasons:
            raise forms.ValidationError([str(reason) for reason in reasons])
        return phone or ""

    def clean_key(self) -> bytes:
        upload = self.cleaned_data["key"]
        if not upload:
            return b""
        if upload.size > LARGEST_KEY:
            raise forms.ValidationError(_("Berkas ini terlalu besar untuk sebuah kunci."))
        content = upload.read()
        if not looks_like_pkcs12(content):
            raise forms.ValidationError(_("Ini bukan berkas PKCS#12 (.p12 atau .pfx)."))
        return content

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        method = self.account.method if self.account else said.get("method")
        if not method:
            return said
        kept = {
            "nik": bool(self.account and self.account.nik_sealed),
            "key": bool(self.account and self.account.key_sealed),
        }
        for name in needs(method):
            if not said.get(name) and not kept.get(name) and name not in self.errors:
                self.add_error(name, _("Wajib diisi untuk cara ini."))
        allowed = self.services if method in BSRE else self.keys
        if "service" in needs(method) and said.get("service") not in {*allowed, "", None}:
            self.add_error("service", _("Pilihan ini bukan untuk cara menandatangani itu."))
        return said

    def said(self) -> dict[str, Any]:
        """What the action takes: nothing that another means needs."""
        said = dict(self.cleaned_data)
        method = self.account.method if self.account else said["method"]
        for name in ("nik", "key", "service"):
            if name not in needs(method):
                said.pop(name, None)
        if method != SigningMethod.SEAL:
            said.pop("seal_code", None)
        return said


def _above(unit: OrganisationUnit) -> list[str]:
    steps = unit.path.rstrip(".").split(".")
    return [".".join(steps[:count]) + "." for count in range(1, len(steps) + 1)]
