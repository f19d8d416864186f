"""Every sheet the product exports, opened by LibreOffice and by pandas: digits, formulas, dates."""

import csv
import io
import os
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas
import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from certificates.models import Certificate
from participants.models import (
    Identifier,
    Person,
    TrainingRecord,
    User,
)
from tests import world
from tests.factories import make_user
from tests.project.crawling import Crawler
from workshops.models import Registration, Workshop

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]
CALC = Path(os.path.realpath(shutil.which("soffice") or "/nowhere")).parent / "libsclo.so"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would run; each begins the text of a row or more.
HEADS = ("=2+3&", "+2+3&", "-2+3&", "@SUM(2)&")
# What the one paper for the treasurer reckons itself, from cells of its own and no text of anybody.
PAPER = "workshops-document-file.xlsx"
RECKONED = re.compile(
    r"=SUM\([A-Z]\d+:[A-Z]\d+\)|=[A-Z]\d+/60"
    r'|=IF\([A-Z]\d+="","",[A-Z]\d+(\*[A-Z]\d+|-N\([A-Z]\d+\))\)'
)
PLANTED = (
    (Person, ("full_name",)),
    (TrainingRecord, ("title", "organiser", "number")),
    (Registration, ("printed_name", "printed_post")),
    (Workshop, ("title_id",)),
    (Certificate, ("number",)),
    (User, ("full_name",)),
)


def plant():
    for model, names in PLANTED:
        for place, row in enumerate(model.objects.order_by("pk").values_list("pk", flat=True)):
            head = Value(HEADS[place % len(HEADS)])
            model.objects.filter(pk=row).update(**{one: Concat(head, F(one)) for one in names})


@pytest.fixture(scope="module")
def exported(made):
    """{name of the address: bytes} as the superuser gets them."""
    plant()
    everything = Crawler(make_user(is_superuser=True))
    found = {}
    for kind in ("xlsx", "csv"):
        chosen = made.inside | {"form": kind, "extension": kind, "suffix": kind}
        for address in world.addresses(chosen):
            if not {"form", "extension", "suffix"} & {*address.arguments}:
                continue
            answer = everything.ask(address, "GET")
            if answer.status == 200 and kind == "csv" and answer.kind.startswith("text/csv"):
                found[f"{address.name}.csv"] = answer.body
            if answer.status == 200 and answer.kind == SHEET:
                found[f"{address.name}.xlsx"] = answer.body
    return {name.replace(":", "-"): body for name, body in found.items()}


def cells_of(name, body):
    """The cells of every row but the header, as openpyxl reads them, and the formulas that are not a
    paper's own; those are empty until somebody types an amount."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    formulas = [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    for cell in [one for one in formulas if name == PAPER and RECKONED.fullmatch(one.value)]:
        formulas.remove(cell)
        cell.value = None
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    return rows, formulas


def test_there_are_exports_to_open_and_something_to_run_in_them(exported):
    texts = " ".join(
        str(cell)
        for name, body in exported.items()
        if name.endswith(".xlsx")
        for row in cells_of(name, body)[0]
        for cell in row
    )

    assert len([name for name in exported if name.endswith(".xlsx")]) >= 15
    assert all(head in texts for head in HEADS)
    assert Identifier.objects.exclude(value="").order_by("pk")[0].value in texts


def test_no_cell_is_a_formula_and_pandas_reads_the_same_cells(exported):
    for name, body in exported.items():
        if not name.endswith(".xlsx"):
            continue
        rows, formulas = cells_of(name, body)
        assert formulas == [], name
        frame = pandas.read_excel(
            io.BytesIO(body), dtype=object, header=None, na_filter=False, engine="calamine"
        )
        for row, read in zip(rows, frame.itertuples(index=False), strict=True):
            for cell, same in zip(row, read, strict=True):
                assert as_read(cell) == as_read(same), name


def as_read(cell):
    """One value for what the two libraries say."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime | pandas.Timestamp):
        return datetime(cell.year, cell.month, cell.day, cell.hour, cell.minute)
    return float(cell) if isinstance(cell, int | float) else str(cell)


def test_a_csv_says_every_digit_and_starts_no_cell_with_a_formula(exported):
    names = [name for name in exported if name.endswith(".csv")]

    assert len(names) >= 12
    for name in names:
        frame = pandas.read_csv(
            io.BytesIO(exported[name]), dtype=str, encoding="utf-8-sig", na_filter=False
        )
        for column in frame.columns:
            for cell in frame[column]:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), name
                if cell.startswith("-"):
                    assert float(cell) < 0, name  # B − K of a post, a number


@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed.")
def test_libreoffice_shows_every_digit_runs_nothing_and_knows_days(exported, tmp_path):
    sheets = {name: body for name, body in exported.items() if name.endswith(".xlsx")}
    for name, body in sheets.items():
        (tmp_path / name).write_bytes(body)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            *("--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
            *("--outdir", str(tmp_path / "csv"), *(str(tmp_path / name) for name in sheets)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )

    days = 0
    for name, body in sheets.items():
        rows, _formulas = cells_of(name, body)
        text = (tmp_path / "csv" / name.replace(".xlsx", ".csv")).read_text(encoding="utf-8")
        shown = list(csv.reader(io.StringIO(text)))
        for row, line in zip(rows, shown, strict=False):
            for cell, said in zip(row, line, strict=False):
                if isinstance(cell, str) and cell.strip():
                    assert " ".join(said.split()) == " ".join(cell.split()), name
                elif isinstance(cell, datetime | date):
                    assert str(cell.year) in said or f"{cell:%y}" in said, name
                    days += 1
    assert days > 0
