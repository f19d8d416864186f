"""Contents of the ten worksheets: put in order, judged, compared, joined, changed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workshops.worksheets.contents import ANYTHING, content_of
from workshops.models.smart_city import SniTheme
from workshops.rules.worksheets import (
    WORKSHEETS,
    Change,
    apply,
    cell_at,
    cells,
    compare,
    empty,
    faults,
    fields_of,
    locate,
    merge,
    pruned,
    rows_of,
    tidy,
    worksheet_for,
)

CODES = (
    "isu-daerah", "swot-tows", "kesiapan", "kesenjangan", "visi-misi", "rencana-aksi", "peta-jalan",
    "quick-win", "komitmen", "sni-37122",
)  # fmt: skip
ACTIONS = WORKSHEETS["rencana-aksi"]
VISION = WORKSHEETS["visi-misi"]
SNI = WORKSHEETS["sni-37122"]
every = pytest.mark.parametrize("code", CODES)
PROGRAMME = {
    "id": "r1", "title": "Satu data kesehatan", "pillar": "living", "sub_dimension": "living.health",
    "action_group": 3, "horizon": "short", "indicator": "Puskesmas terhubung", "measure": "puskesmas",
    "baseline": 0, "starts": 2027, "ends": 2028, "target_1": 5, "target_2": 14,
    "budget_1": 250_000_000, "source": "apbd", "quick_win": True,
}  # fmt: skip


def _actions(**other):
    return {"sections": {"programmes": {"rows": [{**PROGRAMME, **other}]}}}


def _codes(found):
    return {path: reason.code for path, reason in found}


def test_there_are_ten_worksheets_and_every_word_of_them_is_told():
    assert tuple(WORKSHEETS) == CODES
    for worksheet in WORKSHEETS.values():
        assert str(worksheet.title)
        assert str(worksheet.purpose)
        assert len({section.code for section in worksheet.sections}) == len(worksheet.sections)
        for section in worksheet.sections:
            codes = [column.code for column in section.columns]
            assert len(set(codes)) == len(codes)
            assert "id" not in codes
            for column in section.columns:
                assert str(column.title)
                assert bool(column.choices) == (column.kind in ("choice", "choices"))


@every
def test_an_empty_worksheet_says_what_is_missing_and_may_be_kept(code):
    blank = empty(WORKSHEETS[code])

    assert tidy(WORKSHEETS[code], blank) == (blank, [])
    assert faults(WORKSHEETS[code], blank) != []
    assert json.loads(json.dumps(blank)) == blank


def test_a_filled_action_plan_can_be_handed_in():
    assert faults(ACTIONS, tidy(ACTIONS, _actions())[0]) == []


@pytest.mark.parametrize(
    ("cells_of_the_row", "path", "code"),
    [
        ({"title": ""}, "programmes.r1.title", "cell-missing"),
        ({"ends": 2026}, "programmes.r1.ends", "cell-ends-before-it-starts"),
        ({"ends": 2040}, "programmes.r1.ends", "cell-plan-too-long"),
        ({"pillar": "economy"}, "programmes.r1.sub_dimension", "cell-sub-dimension-elsewhere"),
        ({"target_4": 9}, "programmes.r1.target_4", "cell-after-the-end"),
        ({"budget_1": "dua juta"}, "programmes.r1.budget_1", "cell-not-a-number"),
        ({"action_group": 7}, "programmes.r1.action_group", "cell-not-a-choice"),
    ],
)
def test_a_fault_of_a_programme_stands_at_its_cell(cells_of_the_row, path, code):
    assert _codes(faults(ACTIONS, _actions(**cells_of_the_row))) == {path: code}


def test_a_group_says_whose_each_programme_is_and_an_opd_need_not():
    for_group = worksheet_for("rencana-aksi", group=True)

    assert _codes(faults(for_group, _actions())) == {"programmes.r1.owner": "cell-missing"}
    assert faults(for_group, _actions(owner="Dinas Kesehatan")) == []
    assert [one.code for _path, one in faults(ACTIONS, _actions(owner="x"))] == [
        "worksheet-unknown-part"
    ]


def test_the_nineteen_themes_stand_in_their_order_and_others_may_follow():
    asked = {
        "sections": {
            "themes": {
                "rows": [
                    {"id": "rnew", "theme": "water", "indicator": "Kebocoran", "value": "31,5",
                     "source": "PDAM 2025"},
                    {"id": "energy", "theme": "water", "indicator": "Lampu", "value": 4,
                     "source": "PLN"},
                ]
            }
        }
    }  # fmt: skip

    content, _notes = tidy(SNI, asked)

    rows = rows_of(content, "themes")
    assert [row["id"] for row in rows] == [*SniTheme.values, "rnew"]
    assert next(row for row in rows if row["id"] == "energy")["theme"] == "energy"
    assert faults(SNI, content) == []


def test_each_aspect_of_readiness_has_to_be_judged():
    found = _codes(faults(WORKSHEETS["kesiapan"], {"sections": {}}))

    assert found["structure.people.score"] == "cell-missing"
    assert found["suprastructure.governance.evidence"] == "cell-missing"
    assert sum(path.endswith(".score") for path in found) == 9


def test_a_row_in_which_nobody_wrote_is_not_handed_in_and_no_fault():
    content = tidy(ACTIONS, _actions())[0]
    content["sections"]["programmes"]["rows"].append({"id": "r2"})

    assert faults(ACTIONS, content) == []
    assert [row["id"] for row in rows_of(pruned(ACTIONS, content), "programmes")] == ["r1"]


def test_two_rows_of_one_id_and_rows_of_none_all_stay():
    content, _notes = tidy(
        ACTIONS,
        {
            "sections": {
                "programmes": {"rows": [PROGRAMME, PROGRAMME, {"title": "x"}, {"id": "../e"}]}
            }
        },
    )

    ids = [row["id"] for row in rows_of(content, "programmes")]
    assert len(set(ids)) == 4


def test_what_is_strange_is_told_by_its_place():
    _content, notes = tidy(
        VISION,
        {
            "sections": {
                "vision": {"fields": {"statement": {"a": 1}, "hobi": "x"}},
                "missions": {"rows": "banyak"},
                "goals": [],
                "rahasia": {},
            }
        },
    )

    assert _codes(notes) == {
        "vision.hobi": "worksheet-unknown-part",
        "missions": "worksheet-not-content",
        "goals": "worksheet-not-content",
        "rahasia": "worksheet-unknown-part",
    }


@every
@given(raw=ANYTHING)
def test_whatever_a_stranger_sends_becomes_a_worksheet_and_stays_one(code, raw):
    worksheet = WORKSHEETS[code]

    content, _notes = tidy(worksheet, raw)

    assert tidy(worksheet, content) == (content, [])
    for _path, reason in faults(worksheet, raw):
        assert str(reason)
    json.dumps(content)


@every
@given(data=st.data())
@settings(max_examples=25)
def test_a_part_sent_in_any_shape_becomes_tidy(code, data):
    worksheet = WORKSHEETS[code]
    section = data.draw(st.sampled_from(worksheet.sections))
    inside = "fields" if section.kind == "fields" else "rows"
    cell = data.draw(st.sampled_from(section.columns)).code
    strange = data.draw(ANYTHING)
    held = {cell: strange} if inside == "fields" else [{"id": strange, cell: strange}, strange]

    content, _notes = tidy(worksheet, {"sections": {section.code: {inside: held}}})

    assert tidy(worksheet, content) == (content, [])


@every
@given(data=st.data())
@settings(max_examples=25)
def test_no_difference_to_itself_and_every_cell_is_found_by_its_path(code, data):
    worksheet = WORKSHEETS[code]
    content = data.draw(content_of(worksheet))

    assert compare(worksheet, content, content) == []
    for path, _section, _column, value in cells(worksheet, content):
        place = locate(worksheet, path)
        assert place is not None
        assert cell_at(content, place) == value


@every
@given(data=st.data())
@settings(max_examples=40)
def test_joining_two_changes_loses_nothing(code, data):
    worksheet = WORKSHEETS[code]
    base, mine, theirs = (data.draw(content_of(worksheet)) for _each in range(3))

    merged = merge(worksheet, base, mine, theirs)

    assert merge(worksheet, base, base, theirs).content == theirs
    assert compare(worksheet, merge(worksheet, base, mine, base).content, mine) == []
    assert merge(worksheet, base, mine, mine).clashes == ()
    told = {clash.path: clash for clash in merged.clashes}
    for wanted in compare(worksheet, base, mine):
        place = locate(worksheet, wanted.path)
        if wanted.kind == "changed" and place:
            kept = cell_at(merged.content, place)
            row = wanted.path.rpartition(".")[0]
            assert kept == wanted.new or told.get(wanted.path) or told.get(row), wanted
    for wanted in compare(worksheet, base, theirs):
        place = locate(worksheet, wanted.path)
        if wanted.kind == "changed" and place:
            assert cell_at(merged.content, place) == wanted.new or told.get(
                wanted.path.rpartition(".")[0]
            )


def test_a_row_that_one_removed_and_the_other_changed_stays_and_is_told():
    base, changed = tidy(ACTIONS, _actions())[0], tidy(ACTIONS, _actions(title="Lain"))[0]
    gone = empty(ACTIONS)

    for mine, theirs in ((gone, changed), (changed, gone)):
        merged = merge(ACTIONS, base, mine, theirs)

        assert rows_of(merged.content, "programmes")[0]["title"] == "Lain"
        assert [clash.path for clash in merged.clashes] == ["programmes.r1"]


# --- changes of a page ---


def test_a_cell_changed_meanwhile_is_not_overwritten_but_told_with_both_values():
    content = tidy(VISION, {"sections": {"vision": {"fields": {"statement": "Buton maju"}}}})[0]

    done = apply(VISION, content, [Change("vision.statement", "Buton", "Buton cerdas")])

    assert fields_of(done.content, "vision")["statement"] == "Buton maju"
    assert [(one.mine, one.theirs) for one in done.conflicts] == [("Buton cerdas", "Buton maju")]
    assert done.changed == ()


def test_the_same_page_may_go_on_after_an_answer_that_got_lost():
    content = tidy(VISION, {"sections": {"vision": {"fields": {"statement": "Buton ma"}}}})[0]

    done = apply(
        VISION, content, [Change("vision.statement", "", "Buton maju")], own=lambda _path: True
    )

    assert fields_of(done.content, "vision")["statement"] == "Buton maju"


def test_rows_are_added_moved_removed_and_put_back():
    def ids(done):
        return [row["id"] for row in rows_of(done.content, "missions")]

    made = apply(
        VISION,
        empty(VISION),
        [
            Change("missions.ra", None, {"after": ""}),
            Change("missions.rb", None, {"after": "ra"}),
            Change("missions.rb.mission", "", "Melayani"),
        ],
    )
    moved = apply(VISION, made.content, [Change("missions.rb", None, {"after": ""})])
    seen = rows_of(moved.content, "missions")[0]
    gone = apply(VISION, moved.content, [Change("missions.rb", seen, None)])
    [(_section, after, row)] = gone.removed
    back = apply(
        VISION, gone.content, [Change("missions.rb", None, {"after": after, "cells": row})]
    )

    assert ids(made) == ["ra", "rb"]
    assert ids(moved) == ["rb", "ra"]
    assert ids(gone) == ["ra"]
    assert back.content == moved.content


def test_a_row_that_another_filled_in_meanwhile_is_not_removed():
    made = apply(VISION, empty(VISION), [Change("missions.ra", None, {"after": ""})])
    seen = rows_of(made.content, "missions")[0]
    filled = apply(VISION, made.content, [Change("missions.ra.mission", "", "Melayani")])

    done = apply(VISION, filled.content, [Change("missions.ra", seen, None)])

    assert [row["mission"] for row in rows_of(done.content, "missions")] == ["Melayani"]
    assert [one.path for one in done.conflicts] == ["missions.ra"]


def test_what_is_written_into_a_row_that_is_gone_comes_back_to_its_writer():
    done = apply(VISION, empty(VISION), [Change("missions.ra.mission", "", "Melayani")])

    assert [(one.mine, one.theirs) for one in done.conflicts] == [("Melayani", None)]


@pytest.mark.parametrize(
    "path",
    ["", "vision", "vision.statement.x", "tidak.ada", "missions.RA", "missions.ra.b.c", "x" * 9999],
)
def test_a_place_that_is_none_is_told_and_changes_nothing(path):
    done = apply(VISION, empty(VISION), [Change(path, "", "x")])

    assert done.content == empty(VISION)
    assert [reason.code for _path, reason in done.strange] == ["cell-unknown"]


def test_cells_and_rows_that_are_always_there_are_not_changed():
    changes = [Change("themes.water.theme", "water", "energy"), Change("themes.water", None, None)]

    done = apply(SNI, empty(SNI), changes)

    assert done.content == empty(SNI)
    assert len(done.strange) == 2


@given(data=st.data())
@settings(max_examples=60)
def test_two_pages_writing_in_any_order_lose_nothing_unseen(data):
    """Each page knows the start alone. Whatever it wrote stands, or came back as a conflict."""
    start = data.draw(content_of(VISION))
    paths = [path for path, *_rest in cells(VISION, start)]
    places = {path: locate(VISION, path) for path in paths}
    writes = data.draw(
        st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(paths), st.text(max_size=4)))
    )
    content, last, returned = start, {}, []
    shown = {page: {path: cell_at(start, places[path]) for path in paths} for page in "ab"}
    for page, path, text in writes:
        done = apply(
            VISION,
            content,
            [Change(path, shown[page][path], text)],
            own=lambda asked, page=page: last.get(asked) == page,
        )
        content = done.content
        now = cell_at(content, places[path])
        if done.conflicts:
            returned.append((page, path))
            assert last[path] != page  # only another's writing is in the way
            assert done.conflicts[0].theirs == now
        elif done.changed:
            last[path] = page
            shown[page][path] = now
        else:
            shown[page][path] = now
    for path in paths:
        if path not in last:
            assert cell_at(content, places[path]) == cell_at(start, places[path])
