"""What is typed for the papers: accounting, a letter of the register, an office's template."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.errors import Refused
from participants.forms.file import UploadField
from participants.rules.numbering import pattern_faults
from workshops.actions.accounting import TOLD
from workshops.actions.document import TEMPLATE_BYTES, TEMPLATE_KINDS
from workshops.actions.letter import LETTER_BYTES, LETTER_KINDS
from workshops.forms.schedule import date_input
from workshops.models import (
    Accounting,
    LetterDirection,
    Office,
    OfficeLetter,
    Official,
    Workshop,
)
from workshops.rendering.document.paper import tried
from workshops.rules.document import Document

_PARTS = ("name", "nip", "rank", "post")


class AccountingForm(forms.ModelForm):
    """Sub kegiatan and rekening, and for each office who holds it: name, NIP, rank, post. Nothing is
    required, and the page says so once instead of beside every field."""

    class Meta:
        model = Accounting
        fields = TOLD
        help_texts = {
            "sub_activity_code": _("Seperti pada DPA, misalnya 2.16.02.2.01.01."),
            "account_code": _("Misalnya 5.1.02.02.01.0003."),
            "place": _("Kosongkan untuk nama daerahnya."),
        }

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        kwargs.setdefault("instance", Accounting.objects.filter(workshop=workshop).first())
        super().__init__(*args, **kwargs)
        for name in TOLD:
            self.fields[name].at_times_required = True
        known = {one.office: one for one in Official.objects.filter(workshop=workshop)}
        labels = {"name": _("Nama dan gelar"), "nip": _("NIP"), "rank": _("Pangkat/golongan"),
                  "post": _("Jabatan")}  # fmt: skip
        for office in Office:
            for part in _PARTS:
                model = Official._meta.get_field(part)
                field = forms.CharField(
                    label=labels[part],
                    max_length=30 if part == "nip" else model.max_length,
                    required=False,
                )
                if part == "nip":
                    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
                field.at_times_required = True  # type: ignore[attr-defined] # nothing is: left out
                self.fields[f"{office}-{part}"] = field
                self.initial[f"{office}-{part}"] = getattr(known.get(office), part, "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for office in Office:
            name, nip = f"{office}-name", f"{office}-nip"
            digits = re.sub(r"[\s.\-]", "", given.get(nip) or "")
            if digits and not re.fullmatch(r"[0-9]{18}", digits):
                self.add_error(nip, _("NIP terdiri atas 18 angka."))
            given[nip] = digits
            others = [given.get(f"{office}-{part}") for part in _PARTS if part != "name"]
            if any(others) and not given.get(name):
                self.add_error(name, _("Isi namanya, atau kosongkan seluruh barisnya."))
        return given

    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TOLD}

    def officials(self) -> dict[str, dict[str, str]]:
        return {
            str(office): {part: self.cleaned_data[f"{office}-{part}"] for part in _PARTS}
            for office in Office
        }

    def offices(self) -> list[tuple[Any, list[Any]]]:
        """Each office with its fields, for the page."""
        return [(office.label, [self[f"{office}-{part}"] for part in _PARTS]) for office in Office]

    def charge(self) -> list[Any]:
        return [self[name] for name in TOLD]


class LetterEntryForm(forms.ModelForm):
    """One letter: out with a number drawn or typed, in with its sender's number."""

    typed = forms.CharField(label=_("Nomor dari buku agenda"), max_length=120, required=False)
    upload = UploadField(
        kinds=LETTER_KINDS,
        most=LETTER_BYTES,
        label=_("Pindaian surat"),
        required=False,
        help_text=_("PDF, JPG, atau PNG; paling besar 10 MB."),
    )

    class Meta:
        model = OfficeLetter
        fields = [
            "dated_on",
            "received_on",
            "party",
            "subject",
            "nature",
            "attachments",
            "copies",
            "classification",
        ]
        widgets = {
            "dated_on": date_input(),
            "received_on": date_input(),
            "copies": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"copies": _("Satu penerima per baris.")}

    field_order = ["dated_on", "received_on", "typed", "classification", "party", "subject"]

    def __init__(self, *args: Any, direction: str, proposed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.direction = direction
        if direction == LetterDirection.IN:
            for name in ("copies", "classification"):
                del self.fields[name]
            self.fields["typed"].label = _("Nomor surat pengirim")
            self.fields["typed"].required = True
            self.fields["party"].label = _("Pengirim")
            self.fields["received_on"].required = True
        else:
            del self.fields["received_on"]
            self.fields["party"].label = _("Tujuan")
            self.fields["typed"].help_text = _(
                "Kosongkan agar nomor berikutnya diambil dari register ini."
            )
            self.fields["classification"].help_text = _(
                "Menurut Permendagri 83/2022 sejak 2023, Permendagri 78/2012 sebelumnya."
            )
            if proposed and not self.is_bound:
                self.initial.setdefault("classification", proposed)


class TemplateForm(forms.Form):
    """An own template, tried with invented values before it is taken."""

    upload = UploadField(
        kinds=TEMPLATE_KINDS,
        most=TEMPLATE_BYTES,
        label=_("Templat Word"),
        help_text=_("DOCX; paling besar 3 MB."),
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        upload.seek(0)
        try:
            tried(document=self.document, content=upload.read())
        except Refused as refusal:
            raise forms.ValidationError([str(reason) for reason in refusal.reasons]) from refusal
        finally:
            upload.seek(0)
        return upload


class LetterPatternForm(forms.Form):
    """How the next letters are numbered."""

    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=120,
        help_text=_(
            "Isian: {klasifikasi}, {urut} atau {urut:03}, {unit}, {bulan}, {bulan_romawi}, {tahun}."
        ),
    )

    def clean_pattern(self) -> str:
        pattern = " ".join(self.cleaned_data["pattern"].split())
        if faults := pattern_faults(pattern):
            raise forms.ValidationError([str(fault) for fault in faults])
        return pattern


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=200)
