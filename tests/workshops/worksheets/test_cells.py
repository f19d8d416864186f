"""A cell of a long worksheet is put into a stencil of its column: the page is the same as without."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from tests.factories_programmes import plan_row
from workshops.forms.worksheet import show
from workshops.rules.worksheets import tidy, worksheet_for
from workshops.templatetags.worksheet import HELD, PLACE, ws_cell

HOSTILE = (
    "",
    "biasa",
    '"><script>alert(1)</script>',
    "c-r1 & <option value='x'>",
    f"{PLACE} c-{PLACE} {HELD}",
    "baris satu\nbaris dua",
)


def cells():
    worksheet = worksheet_for("rencana-aksi", group=True)
    row = {**plan_row("r1", owner="Dinas", starts=2026, ends=2030), "id": "r1"}
    content = tidy(worksheet, {"sections": {"programmes": {"rows": [row]}}})[0]
    for shown in show(worksheet, content):
        yield from (*shown.cells, *(one for row in shown.rows for one in row.cells))


@pytest.mark.parametrize("held", HOSTILE, ids=range(len(HOSTILE)))
def test_a_cell_by_its_stencil_is_the_cell_of_the_template(held):
    stencils: dict[tuple[str, bool], str] = {}
    for cell in cells():
        for one in (cell, replace(cell, path="programmes.r2.z", held=held, text=held)):
            expected = render_to_string("workshops/_worksheet_cell.html", {"cell": one})
            assert ws_cell(one, stencils) == expected
    assert stencils


def test_what_is_said_beside_a_cell_is_not_taken_from_a_stencil():
    stencils: dict[tuple[str, bool], str] = {}
    cell = next(cells())
    ws_cell(cell, stencils)
    assert "Wajib diisi." in ws_cell(replace(cell, fault="Wajib diisi."), stencils)
    assert "orang lain" in ws_cell(replace(cell, theirs="orang lain", at="10.42"), stencils)
