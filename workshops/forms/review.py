"""What an expert says to a version: the verdict, words to the whole and to places, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from participants.rules.wording import date_long
from workshops.actions.review import Pin, Words
from workshops.actions.submission import WORK_BYTES, WORK_KINDS, Body
from workshops.forms.deliverable import BODY_FIELDS
from workshops.models import Submission, Verdict, WorkForm
from workshops.queries.worksheet import faults_in
from workshops.rules.duty import BODIES, RETURN_DAYS
from workshops.rules.pinning import MOST_PINS, is_place, place_named, places_of
from workshops.rules.worksheets import ACTIONS

# Empty lines for pinned comments; a script adds more.
LINES = 2


@dataclass(frozen=True)
class PinLine:
    """One line of the form: where, and what; ``named`` where the place is not among the offered."""

    path: str = ""
    text: str = ""
    named: str = ""


class ReviewForm(forms.Form):
    """Judges one version. Pinned comments come as lines of ``pin_path`` and ``pin_text``."""

    verdict = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[
            (Verdict.ACCEPT, _("Terima")),
            (Verdict.REVISE, _("Kembalikan untuk diperbaiki")),
            (Verdict.CORRECT, _("Serahkan versi yang sudah diperbaiki, untuk dikonfirmasi")),
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Komentar"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bila dikembalikan, isi ini atau komentar pada tempatnya."),
    )
    marked = UploadField(
        kinds=WORK_KINDS,
        most=WORK_BYTES,
        label=_("Salinan bertanda"),
        required=False,
        help_text=_("Misalnya Word dengan komentar di pinggir halaman. Paling besar 20 MB."),
    )

    def __init__(self, *args: Any, submission: Submission, **options: Any) -> None:
        super().__init__(*args, **options)
        self.submission = submission
        self.asked = WorkForm(submission.duty.deliverable.form)
        if frozen_after := submission.duty.deliverable.frozen_after:
            self.fields["verdict"].help_text = _(
                "Dikunci sesudah %(day)s. Yang dikembalikan tetap dapat dikirim lagi selama "
                "%(days)s hari sejak dikembalikan."
            ) % {
                "day": date_long(frozen_after, get_language() or "id"),
                "days": RETURN_DAYS.days,
            }
        if self.asked in BODY_FIELDS:
            corrected = BODY_FIELDS[self.asked]()
            corrected.label, corrected.required = _("Versi yang diperbaiki"), False
            corrected.help_text = _("Untuk diserahkan: OPD menyetujui atau menolaknya.")
            if self.asked == WorkForm.NOTE:
                corrected.initial = submission.text
            self.fields["corrected"] = corrected
        elif self.asked == WorkForm.WORKSHEET:
            self.fields["corrected"] = UploadField(
                kinds={"xlsx"},
                most=WORK_BYTES,
                label=_("Formulir Excel yang diperbaiki"),
                required=False,
                help_text=_("Unduh formulir versi ini di bawah, perbaiki, lalu unggah di sini."),
            )

    @property
    def judged(self) -> str:
        return self.cleaned_data["verdict"]

    def words(self) -> Words:
        return Words(
            self.cleaned_data["comment"],
            [Pin(line.path, line.text) for line in self._typed() if line.text.strip()],
            self.cleaned_data.get("marked"),
        )

    def body(self) -> Body:
        """The corrected version."""
        return Body(**{BODIES[self.asked]: self.cleaned_data.get("corrected") or None or ""})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = [line for line in self._typed() if line.text.strip()]
        if len(lines) > MOST_PINS:
            self.add_error(None, _("Terlalu banyak komentar pada tempatnya."))
        for line in lines:
            if not is_place(self.submission, line.path):
                self.add_error(
                    None, _("Tempat komentar “%(text)s” tidak dikenal.") % {"text": line.text[:60]}
                )
        return cleaned

    def left(self) -> list[str]:
        """What the register would refuse of a rencana aksi, so that it is known before the verdict;
        each with its place."""
        duty = self.submission.duty
        if duty.deliverable.worksheet != ACTIONS.code or self.submission.content is None:
            return []
        found = faults_in(duty.deliverable, duty.owner, self.submission.content)
        return [f"{place_named(self.submission, path)}: {reason}" for path, reason in found]

    def by_page(self) -> bool:
        """Whether places are pages of a file, typed as a number."""
        return self.submission.file_id is not None

    def places(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """What a line may be pinned to, grouped: fields and rows of a worksheet."""
        return places_of(self.submission)

    def lines(self) -> list[PinLine]:
        """What was typed, then a few empty ones."""
        offered = {path for _name, group in self.places() for path, _label in group}
        typed = [
            PinLine(
                line.path.removeprefix("halaman:") if self.by_page() else line.path,
                line.text,
                "" if line.path in offered else place_named(self.submission, line.path),
            )
            for line in self._typed()
            if line.path or line.text.strip()
        ]
        return [*typed, *[PinLine()] * LINES]

    def _typed(self) -> list[PinLine]:
        if not self.is_bound:
            return []
        data: Any = self.data
        pairs = zip(data.getlist("pin_path"), data.getlist("pin_text"), strict=False)
        return [PinLine(self._path(path.strip()), text[:5000]) for path, text in pairs]

    def _path(self, typed: str) -> str:
        return f"halaman:{typed}" if self.by_page() and typed.isdecimal() else typed


class ReopenForm(forms.Form):
    """Why what was accepted goes back after all."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
