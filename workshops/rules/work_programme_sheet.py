"""A programme as a row of a sheet, and as a staged row: plain values, figures as text. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workshops.rules.work_programme import OWN, Planned, YearPlan

# Field → header. The sheet that goes out comes back in: `exporting/programme.py`, `importing/programme.py`.
HEADERS = {
    "id": "Kode Baris",
    "title": "Nama Program",
    "pillar": "Pilar",
    "sub_dimension": "Subdimensi",
    "unit": "OPD Pengampu",
    "supporting": "OPD Pendukung",
    "action_group": "Kelompok Aksi",
    "horizon": "Jangka",
    "starts_year": "Tahun Mulai",
    "ends_year": "Tahun Selesai",
    "source": "Sumber Dana",
    "quick_win": "Quick Win",
    "indicator": "Indikator",
    "measure": "Satuan",
    "baseline": "Angka Dasar",
    "code_program": "Kode Program",
    "code_kegiatan": "Kode Kegiatan",
    "code_sub_kegiatan": "Kode Sub Kegiatan",
    "note": "Catatan",
}
TARGET, BUDGET = "Target", "Anggaran"  # before a year


def planned_from(values: Mapping[str, Any]) -> Planned:
    """The programme that a staged row describes."""
    told = {name: values[name] for name in OWN if values.get(name) not in (None, "")}
    if "baseline" in told:
        told["baseline"] = Decimal(told["baseline"])
    years = {
        int(year): YearPlan(
            Decimal(plan["target"]) if plan.get("target") is not None else None, plan.get("budget")
        )
        for year, plan in values.get("years", {}).items()
    }
    return Planned(**told, years={year: plan for year, plan in years.items() if plan})
