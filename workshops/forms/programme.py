"""A programme by hand, and what is said of it by period."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from participants.models import OrganisationUnit
from participants.rules import wording
from workshops.actions.programme_report import EVIDENCE_BYTES, EVIDENCE_KINDS
from workshops.forms.naming import DayInput
from workshops.models import (
    ActionGroup,
    Cause,
    FundSource,
    Horizon,
    Pillar,
    ProgrammeState,
    SubDimension,
    WorkProgramme,
)
from workshops.rules.figures import read_figure
from workshops.rules.work_programme import FIRST_YEAR, LAST_YEAR, OWN, Planned, YearPlan

EMPTY = [("", "–")]
MOST_YEARS = 12


class FigureField(forms.CharField):
    """A figure as offices write it: 1.250.000 or 12,5."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 30)
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        figure = read_figure(text)
        if figure is None:
            raise forms.ValidationError(_("Tulis angka, misalnya 1.250.000 atau 12,5."))
        return figure


class RupiahField(FigureField):
    def clean(self, value: Any) -> Any:
        figure = super().clean(value)
        return None if figure is None else int(figure)


class UnitField(forms.ModelChoiceField):
    """A unit by name; chosen by its public id."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("queryset", OrganisationUnit.objects.none())
        super().__init__(to_field_name="public_id", **options)


class ProgrammeForm(forms.Form):
    """Everything a programme says; years as a table of fields named target_2026, budget_2026."""

    keeper = UnitField(label=_("Pengelola daftar"), empty_label=None)
    title = forms.CharField(label=_("Nama program"), max_length=300)
    unit = UnitField(label=_("OPD pengampu"), empty_label=_("– pilih –"))
    supporting = forms.ModelMultipleChoiceField(
        label=_("OPD pendukung"),
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Pilih beberapa dengan Ctrl atau ⌘."),
    )
    supporting_note = forms.CharField(
        label=_("Pendukung lain"),
        max_length=500,
        required=False,
        help_text=_("Kampus, komunitas, atau lembaga di luar pemerintah daerah."),
    )
    pillar = forms.ChoiceField(label=_("Pilar"), choices=[*EMPTY, *Pillar.choices])
    sub_dimension = forms.ChoiceField(
        label=_("Subdimensi"),
        required=False,
        choices=[
            *EMPTY,
            *(
                (
                    pillar.label,
                    [(one.value, one.label) for one in SubDimension if one.pillar == pillar],
                )
                for pillar in Pillar
            ),
        ],
    )
    action_group = forms.TypedChoiceField(
        label=_("Kelompok aksi"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*EMPTY, *ActionGroup.choices],
    )
    horizon = forms.ChoiceField(
        label=_("Jangka"), required=False, choices=[*EMPTY, *Horizon.choices]
    )
    source = forms.ChoiceField(
        label=_("Sumber dana"), required=False, choices=[*EMPTY, *FundSource.choices]
    )
    quick_win = forms.BooleanField(label=_("Quick win"), required=False)
    starts_year = forms.IntegerField(
        label=_("Tahun mulai"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    ends_year = forms.IntegerField(
        label=_("Tahun selesai"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    indicator = forms.CharField(label=_("Indikator"), max_length=500, required=False)
    measure = forms.CharField(label=_("Satuan"), max_length=60, required=False)
    baseline = FigureField(label=_("Angka dasar"))
    code_program = forms.CharField(label=_("Kode program"), max_length=24, required=False)
    code_kegiatan = forms.CharField(label=_("Kode kegiatan"), max_length=24, required=False)
    code_sub_kegiatan = forms.CharField(label=_("Kode sub kegiatan"), max_length=24, required=False)
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    PARTS = (
        (_("Program"), ("keeper", "title", "pillar", "sub_dimension", "action_group", "quick_win")),
        (_("Pelaksana"), ("unit", "supporting", "supporting_note")),
        (_("Waktu dan dana"), ("horizon", "starts_year", "ends_year", "source")),
        (_("Ukuran"), ("indicator", "measure", "baseline")),
        (
            _("Kode perencanaan dan catatan"),
            ("code_program", "code_kegiatan", "code_sub_kegiatan", "note"),
        ),
    )

    def __init__(
        self, *args: Any, keepers: Any, units: Any, years: Iterable[int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].queryset = keepers
        if len(keepers) == 1:
            self.initial.setdefault("keeper", keepers[0].public_id)
            self.fields["keeper"].widget = forms.HiddenInput()
        self.fields["unit"].queryset = self.fields["supporting"].queryset = units
        roots = {keeper.root_path: keeper for keeper in keepers}
        if len(roots) > 1:
            for name in ("keeper", "unit", "supporting"):
                self.fields[name].label_from_instance = with_region(roots)
        self.years = list(years)[:MOST_YEARS]
        for year in self.years:
            self.fields[f"target_{year}"] = FigureField(label=_("Target %s") % year)
            self.fields[f"budget_{year}"] = RupiahField(label=_("Anggaran %s (Rp)") % year)

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The form in pieces with a heading each."""
        return [(title, [self[name] for name in names]) for title, names in self.PARTS]

    def rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """The years with their two fields."""
        return [(year, self[f"target_{year}"], self[f"budget_{year}"]) for year in self.years]

    def planned(self) -> Planned:
        """What was typed, once the form is valid."""
        told = self.cleaned_data
        plans = {
            year: YearPlan(told[f"target_{year}"], told[f"budget_{year}"]) for year in self.years
        }
        return Planned(
            **{name: told[name] for name in OWN},
            years={year: plan for year, plan in plans.items() if plan},
        )


def with_region(roots: Iterable[str]) -> Any:
    """Names of units with their Pemda, for whoever keeps registers in several."""
    names = dict(OrganisationUnit.objects.filter(path__in=roots).values_list("path", "short_name"))
    return lambda unit: f"{unit.name} – {names.get(unit.root_path, '')}"


def initial_of(programme: WorkProgramme) -> dict[str, Any]:
    """What the form shows of a programme; figures as they are read back."""
    given: dict[str, Any] = {name: getattr(programme, name) for name in OWN}
    given["baseline"] = shown(programme.baseline)
    given |= {
        "keeper": programme.keeper.public_id,
        "unit": programme.unit.public_id,
        "supporting": [unit.public_id for unit in programme.supporting.all()],
    }
    for row in programme.years.all():
        given[f"target_{row.year}"] = shown(row.target)
        given[f"budget_{row.year}"] = shown(row.budget)
    return given


def shown(figure: Any) -> str:
    """A figure for a field: 1.250.000 and 12,5, in whatever language the page is."""
    return "" if figure is None else wording.number(figure, "id")


def years_for(programme: WorkProgramme | None, today: date, typed: Any = None) -> list[int]:
    """Which years the form offers: the programme's own and those typed, else five from this one."""
    found = {
        int(name[-4:])
        for name in typed or ()
        if name.startswith(("target_", "budget_")) and name[-4:].isdigit()
    }
    if programme is not None:
        found |= {row.year for row in programme.years.all()}
        first = programme.starts_year or min(found, default=today.year)
        last = programme.ends_year or max(found, default=first + 4)
        found |= set(range(first, min(last, first + MOST_YEARS - 1) + 1))
    return sorted(found) or list(range(today.year, today.year + 5))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=500)


class ReportForm(forms.Form):
    """How the programme stands on a day."""

    period_on = forms.DateField(label=_("Keadaan per"), widget=DayInput())
    state = forms.ChoiceField(
        label=_("Status"), choices=ProgrammeState.choices, widget=forms.RadioSelect
    )
    cause = forms.ChoiceField(
        label=_("Sebab"),
        required=False,
        choices=[*EMPTY, *Cause.choices],
        help_text=_("Wajib diisi bila belum berjalan."),
    )
    realisation = FigureField(label=_("Realisasi tahun itu"))
    spent = RupiahField(label=_("Anggaran terpakai tahun itu (Rp)"))
    note = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    upload = UploadField(
        kinds=EVIDENCE_KINDS,
        most=EVIDENCE_BYTES,
        label=_("Bukti"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint, JPG, atau PNG; paling besar 20 MB."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["cause"].at_times_required = True


class StatusRow(forms.Form):
    """One line of the grid; empty where nothing is said."""

    state = forms.ChoiceField(
        label=_("Status"), required=False, choices=[*EMPTY, *ProgrammeState.choices]
    )
    cause = forms.ChoiceField(label=_("Sebab"), required=False, choices=[*EMPTY, *Cause.choices])
    realisation = FigureField(label=_("Realisasi"))
    spent = RupiahField(label=_("Terpakai (Rp)"))
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        said = any(told.get(name) for name in ("cause", "note")) or any(
            told.get(name) is not None for name in ("realisation", "spent")
        )
        if said and not told.get("state") and "state" not in self.errors:
            self.add_error("state", _("Pilih statusnya."))
        if told.get("state") == ProgrammeState.NOT_RUNNING and not told.get("cause"):
            self.add_error("cause", _("Pilih sebabnya."))
        return told


class DayForm(forms.Form):
    """The day of which the grid speaks."""

    period_on = forms.DateField(label=_("Keadaan per"), widget=DayInput())
