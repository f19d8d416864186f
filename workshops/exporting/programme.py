"""The register as a sheet that can be read back, and as a list in the order of planning codes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import resources

from workshops.models import WorkProgramme
from workshops.queries.programme import code_names
from workshops.rules.figures import written
from workshops.rules.work_programme_sheet import BUDGET, HEADERS, TARGET


class RegisterResource(resources.Resource):
    """One row a programme of ``for_register``, with supporting units and years prefetched; the
    words are Indonesian whatever the reader's language, since the sheet is read back."""

    def __init__(self, years: Sequence[int]) -> None:
        super().__init__()
        self.shown_years = years

    def export(self, rows: Iterable[WorkProgramme]) -> Any:  # type: ignore[override]
        with override("id"):
            return Table(self._headers(), [self._row(row) for row in rows])

    def _headers(self) -> list[str]:
        pairs = [
            header
            for year in self.shown_years
            for header in (f"{TARGET} {year}", f"{BUDGET} {year}")
        ]
        return [*HEADERS.values(), *pairs]

    def _row(self, row: WorkProgramme) -> list[Any]:
        plans = {plan.year: plan for plan in row.years.all()}
        names = [unit.name for unit in row.supporting.all()]
        cells: list[Any] = [
            row.public_id,
            row.title,
            str(row.get_pillar_display()),
            str(row.get_sub_dimension_display()),
            row.unit.name,
            "; ".join([*names, *filter(None, [row.supporting_note])]),
            str(row.get_action_group_display() or ""),
            str(row.get_horizon_display()),
            row.starts_year,
            row.ends_year,
            str(row.get_source_display()),
            "Ya" if row.quick_win else "Tidak",
            row.indicator,
            row.measure,
            written(row.baseline),
            row.code_program,
            row.code_kegiatan,
            row.code_sub_kegiatan,
            row.note,
        ]
        for year in self.shown_years:
            plan = plans.get(year)
            cells += [written(plan.target), plan.budget] if plan else [None, None]
        return cells


class Table(list):
    """Rows with headers, as ``participants.exporting.sheet.download`` takes them."""

    def __init__(self, headers: list[str], rows: list[list[Any]]) -> None:
        super().__init__(rows)
        self.headers = headers


def example(first: int) -> Table:
    """Our own headers for five years, and one invented line."""
    line: dict[str, Any] = {
        "title": "Portal layanan satu pintu (contoh)",
        "pillar": "Smart Governance",
        "sub_dimension": "Layanan publik",
        "unit": "Dinas Komunikasi dan Informatika",
        "supporting": "Dinas Kesehatan; Universitas Contoh",
        "action_group": "3",
        "horizon": "Jangka menengah",
        "starts_year": first,
        "ends_year": first + 4,
        "source": "APBD",
        "quick_win": "Ya",
        "indicator": "Layanan yang dapat diurus daring",
        "measure": "layanan",
        "baseline": 4,
    }
    years = range(first, first + 5)
    headers = [f"{word} {year}" for year in years for word in (TARGET, BUDGET)]
    figures = [cell for n in range(5) for cell in (10 + 5 * n, 150_000_000)]
    cells = [line.get(name, "") for name in HEADERS]
    return Table([*HEADERS.values(), *headers], [[*cells, *figures]])


class PlanningResource(resources.Resource):
    """One row a programme and year in the order program – kegiatan – sub kegiatan, for typing
    nothing again into the planning systems. Programmes without a code come last."""

    def export(self, rows: Iterable[WorkProgramme]) -> Any:  # type: ignore[override]
        programmes = sorted(
            rows, key=lambda row: (not row.code, *_parts(row), row.title.casefold(), row.pk)
        )
        codes = {code for row in programmes for code in _codes(row) if code}
        names = code_names(sorted(codes), None)
        table = [line for row in programmes for line in self._lines(row, names)]
        return Table(
            [
                _("Kode program"),
                _("Program"),
                _("Kode kegiatan"),
                _("Kegiatan"),
                _("Kode sub kegiatan"),
                _("Sub kegiatan"),
                _("OPD"),
                _("Nama program Smart City"),
                _("Indikator"),
                _("Satuan"),
                _("Tahun"),
                _("Target"),
                _("Anggaran (Rp)"),
                _("Sumber dana"),
            ],
            table,
        )

    def _lines(self, row: WorkProgramme, names: Any) -> Iterable[list[Any]]:
        head = [cell for code in _codes(row) for cell in (code, names.get(code, ""))]
        told = [row.unit.name, row.title, row.indicator, row.measure]
        plans: list[Any] = sorted(row.years.all(), key=lambda plan: plan.year) or [None]
        for plan in plans:
            figures = [plan.year, written(plan.target), plan.budget] if plan else [None, None, None]
            yield [*head, *told, *figures, row.get_source_display()]


def _codes(row: WorkProgramme) -> tuple[str, str, str]:
    return row.code_program, row.code_kegiatan, row.code_sub_kegiatan


def _parts(row: WorkProgramme) -> tuple[tuple[str, ...], ...]:
    """The codes so that 2.16.9 comes before 2.16.10."""
    return tuple(tuple(part.zfill(6) for part in code.split(".")) for code in _codes(row))
