"""Worksheets filled in by rule, and what a book is written from, for the tests of books."""

import io
import itertools
import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx

from tests.factories import NOW, make_system, make_unit
from workshops.models import ProgrammeYear, WorkProgramme
from workshops.models.smart_city import Pillar, SubDimension
from workshops.rendering.book.source import (
    BookProgramme,
    BookStage,
    BookYear,
    Sheet,
    Source,
)
from workshops.rules.worksheets import WORKSHEETS, empty, worksheet_for

COPIED = (
    "title",
    "pillar",
    "sub_dimension",
    "action_group",
    "horizon",
    "indicator",
    "measure",
    "baseline",
    "source",
    "quick_win",
)
UNITS = ("Dinas Kesehatan", "Dinas Pendidikan", "Bappeda", "Dinas Lingkungan Hidup")
VERBS = ("Penguatan", "Pembangunan", "Digitalisasi", "Peningkatan")
THINGS = ("layanan antrean puskesmas", "data kemiskinan", "pasar rakyat", "bank sampah", "wisata")
CODES = {
    "code_program": "2.16.01",
    "code_kegiatan": "2.16.01.2.01",
    "code_sub_kegiatan": "2.16.01.2.01.0001",
}
_count = itertools.count(1)


def value_for(column: Any, owner: str, year: int = 2027) -> Any:
    """Something that belongs into the column."""
    number = next(_count)
    if column.code in CODES:
        return CODES[column.code]
    if column.code == "starts" and column.kind == "year":
        return year
    if column.code == "ends" and column.kind == "year":
        return year + 2
    return {
        "text": f"{column.title} {number} dari {owner}",
        "long": f"{column.title} {number} dari {owner}, dengan data tahun 2026.",
        "number": str(number % 90),
        "money": number * 1_000_000,
        "year": year,
        "percent": str(number % 100),
        "choice": column.choices[number % len(column.choices)][0] if column.choices else "",
        "choices": [column.choices[0][0]] if column.choices else [],
        "flag": number % 3 == 0,
    }[column.kind]


def filled_in(code: str, owner: str, *, rows: int = 2, group: bool = False) -> dict[str, Any]:
    """A worksheet with every cell filled, in the shape that is accepted."""
    worksheet = worksheet_for(code, group=group)
    content = empty(worksheet)
    for section in worksheet.sections:
        held = content["sections"][section.code]
        if section.kind == "fields":
            held["fields"] = {one.code: value_for(one, owner) for one in section.columns}
            continue
        have = list(held.get("rows", ()))
        if section.grows and not section.fixed_rows:
            have = [{"id": f"r{next(_count):06d}"} for _ in range(rows)]
        for row in have:
            fixed = section.fixed(row["id"])
            for one in section.columns:
                if one.code not in fixed:
                    row[one.code] = value_for(one, owner)
            if "sub_dimension" in row:
                row["pillar"] = SubDimension(row["sub_dimension"]).pillar.value
        held["rows"] = have
    return content


def programme(chance: random.Random, number: int) -> BookProgramme:
    pillar = list(Pillar)[number % len(Pillar)]
    below = [one for one in SubDimension if one.pillar == pillar]
    starts = chance.randint(2027, 2033)
    ends = min(starts + chance.randint(0, 4), 2036)
    return BookProgramme(
        title=f"P{number:04} {chance.choice(VERBS)} {chance.choice(THINGS)}",
        owner=chance.choice(UNITS),
        supporting=", ".join(chance.sample(UNITS, 2)),
        pillar=pillar.value,
        sub_dimension=chance.choice(below).value,
        action_group=chance.randint(1, 4),
        horizon=chance.choice(["short", "medium", "long"]),
        indicator="Persentase layanan yang dapat dipakai tanpa datang ke kantor",
        measure="persen",
        baseline=Decimal(chance.randint(0, 50)),
        starts=starts,
        ends=ends,
        source=chance.choice(["apbd", "non_apbd"]),
        quick_win=number % 20 == 0,
        years=tuple(
            BookYear(year, Decimal(chance.randint(50, 100)), chance.randint(50, 5000) * 1_000_000)
            for year in range(starts, ends + 1)
        ),
    )


def source(programmes: int = 40, **given: Any) -> Source:
    """A region whose four OPD have had every worksheet accepted."""
    chance = random.Random(4)
    made = tuple(programme(chance, number) for number in range(1, programmes + 1))
    named = {year for one in made for year in (one.starts, one.ends) if year}
    whole = {
        "region": "Kabupaten Buton",
        "organiser": "Dinas Komunikasi, Informatika dan Persandian",
        "title": "Bimtek Penyusunan Masterplan Smart City Kabupaten Buton",
        "legal_basis": "Undang-Undang Nomor 23 Tahun 2014\nPeraturan Presiden Nomor 95 Tahun 2018",
        "as_of": "22 November 2026 pukul 10.00 WITA",
        "units": UNITS,
        "stages": tuple(
            BookStage(f"Tahap {word}", "29 s.d. 30 September 2026", "Aula Kantor Bupati")
            for word in ("I", "II", "III", "IV")
        ),
        "sheets": {
            code: tuple(Sheet(unit, filled_in(code, unit)) for unit in UNITS) for code in WORKSHEETS
        },
        "programmes": made,
        "years": tuple(range(min(named), max(named) + 1)) if named else (),
    }
    return Source(**(whole | given))


def register(workshop: Any, programmes: int) -> None:
    """So many programmes with their years in the register of a Bimtek, whatever brought them."""
    chance = random.Random(4)
    root = type(workshop.unit).objects.get(path=workshop.unit.root_path)
    units = {name: make_unit(root, name=name) for name in UNITS}
    by = make_system()
    made = [programme(chance, number) for number in range(1, programmes + 1)]
    rows = WorkProgramme.objects.bulk_create(
        [
            WorkProgramme(
                keeper=workshop.unit,
                unit=units[one.owner],
                workshop=workshop,
                supporting_note=one.supporting,
                starts_year=one.starts,
                ends_year=one.ends,
                made_at=NOW,
                made_by=by,
                **{name: getattr(one, name) for name in COPIED},
            )
            for one in made
        ]
    )
    ProgrammeYear.objects.bulk_create(
        [
            ProgrammeYear(programme=row, year=year.year, target=year.target, budget=year.budget)
            for row, one in zip(rows, made, strict=True)
            for year in one.years
        ]
    )


def text_of(content: bytes | Path) -> str:
    """Everything that stands in a Word document, tables too."""

    document = docx.Document(io.BytesIO(content) if isinstance(content, bytes) else str(content))
    return "\n".join(
        node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t")
    )


def as_pdf(content: bytes, folder: Path) -> bytes | None:
    """The document as LibreOffice prints it; None where there is no LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    path = folder / "buku.docx"
    path.write_bytes(content)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "buku.pdf").read_bytes()
