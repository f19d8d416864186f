"""A person by hand: name in its parts, numbers checked and masked, a place of work."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from participants.models import EmployeeStatus, OrganisationUnit, Person
from participants.rules.identity import Identity, Kind, differences, masked, read_identifier
from participants.rules.names import split_titles
from participants.rules.phone import print_phone, read_phone
from participants.rules.ranks import Scheme, read_rank

PPPK = {EmployeeStatus.PPPK, EmployeeStatus.PPPK_PART_TIME}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NumberField(forms.CharField):
    """A NIP, NI PPPK or NIK as people paste it; cleans to an Identity, or None when left empty."""

    def __init__(self, *, kind: Kind | None = None, **kwargs):
        super().__init__(max_length=40, required=False, **kwargs)
        self.kind = kind
        self.widget.attrs.update(inputmode="numeric", autocomplete="off", spellcheck="false")

    def clean(self, value) -> Identity | None:
        identity, reasons = read_identifier(super().clean(value), self.kind)
        if reasons:
            raise ValidationError([str(reason) for reason in reasons])
        return identity


class PersonForm(forms.ModelForm):
    """Titles may be typed with the name: they are taken out of it. A stored NIK is never shown
    again, only recognised by its ends; left empty it stays."""

    number = NumberField(
        label=_("NIP atau NI PPPK"),
        help_text=_("18 angka; spasi boleh. Kosongkan bila tidak ada."),
    )
    nik = NumberField(label=_("NIK"), kind=Kind.NIK, help_text=_("16 angka, disimpan tersandi."))

    class Meta:
        model = Person
        fields = [
            "full_name",
            "title_prefix",
            "title_suffix",
            "sex",
            "birth_date",
            "phone",
            "email",
            "education",
        ]
        widgets = {"birth_date": DAY, "phone": forms.TextInput(attrs={"inputmode": "tel"})}
        labels = {"full_name": _("Nama")}
        help_texts = {"full_name": _("Gelar boleh ikut ditulis; akan dipisahkan.")}

    def __init__(self, *args, known_numbers=(), **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.phone:
            self.initial["phone"] = print_phone(self.instance.phone)
        for row in known_numbers:
            if row.kind == Kind.NIK:
                shown = masked("0" * 16)
                self.fields["nik"].help_text = _(
                    "Sudah tercatat (%(shown)s). Isi hanya untuk menggantinya."
                ) % {"shown": shown}
            else:
                self.initial["number"] = row.value

    def clean_phone(self):
        phone, reasons = read_phone(self.cleaned_data["phone"])
        if reasons:
            raise ValidationError([str(reason) for reason in reasons])
        return phone or ""

    def clean(self):
        given = super().clean() or {}
        if name := given.get("full_name"):
            parts = split_titles(name)
            given["full_name"] = parts.name
            given["title_prefix"] = given.get("title_prefix") or parts.prefix
            given["title_suffix"] = given.get("title_suffix") or parts.suffix
        return given

    def own_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def numbers(self, status: str = "") -> dict[str, str]:
        """Kind → digits of what was typed; the status overrules what the digits hint at."""
        found = {}
        if identity := self.cleaned_data.get("number"):
            kind = Kind.NI_PPPK if status in PPPK else identity.kind
            found[kind.value] = identity.value
        if identity := self.cleaned_data.get("nik"):
            found[Kind.NIK.value] = identity.value
        return found

    def warnings(self) -> list[Reason]:
        """What the numbers say otherwise; to look at, never to refuse."""
        given = self.cleaned_data
        return [
            reason
            for name in ("number", "nik")
            if given.get(name)
            for reason in differences(given[name], given.get("birth_date"), given.get("sex"))
        ]


class PostForm(forms.Form):
    """Where somebody works, as what, from when."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=OrganisationUnit.objects.none(), to_field_name="public_id"
    )
    status = forms.ChoiceField(label=_("Status"), choices=EmployeeStatus.choices)
    rank = forms.CharField(
        label=_("Golongan"), max_length=40, required=False, help_text=_("Contoh: III/d, atau IX.")
    )
    job_title = forms.CharField(label=_("Jabatan"), max_length=150, required=False)
    valid_from = forms.DateField(label=_("Terhitung mulai tanggal (TMT)"), widget=DAY)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self):
        given = super().clean() or {}
        status = given.get("status")
        scheme = (
            Scheme.PPPK
            if status in PPPK
            else Scheme.PNS
            if status in (EmployeeStatus.PNS, EmployeeStatus.CPNS)
            else None
        )
        rank, reasons = read_rank(given.get("rank", ""), scheme)
        if reasons:
            self.add_error("rank", [str(reason) for reason in reasons])
        given["rank"] = rank.code if rank else ""
        return given
