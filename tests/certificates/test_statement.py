import json
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates import statement
from tests.certificates.sheets import make_lessons, make_statement


def test_a_frozen_statement_comes_back_as_it_was():
    said = make_statement(lessons=make_lessons(3, jp="1.5"))

    kept = json.loads(json.dumps(statement.as_dict(said)))

    assert statement.Statement.from_dict(kept) == said


def test_the_bytes_do_not_depend_on_the_order_of_keys():
    kept = statement.as_dict(make_statement())
    reordered = dict(reversed(kept.items()))

    assert statement.canonical(kept) == statement.canonical(reordered)
    assert statement.fingerprint(kept) == statement.fingerprint(reordered)


def test_the_bytes_are_plain_utf8_without_spaces_and_in_order():
    assert statement.canonical({"b": "Š", "a": ["1", 2]}) == '{"a":["1",2],"b":"Š"}'.encode()


def test_a_change_of_one_letter_changes_the_fingerprint():
    one = statement.as_dict(make_statement(person_name="Wa Ode Siti"))
    other = statement.as_dict(make_statement(person_name="Wa Ode Sitti"))

    assert statement.fingerprint(one) != statement.fingerprint(other)


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, float("nan")])
def test_a_float_is_refused(value):
    with pytest.raises(TypeError):
        statement.canonical({"jp": value})


def test_a_moment_is_refused_where_a_date_belongs():
    moment = datetime(2021, 12, 7, 3, 0)

    with pytest.raises(TypeError):
        statement.as_dict(make_statement(issued_on=moment))


def test_another_schema_is_refused():
    kept = statement.as_dict(make_statement()) | {"schema": "bimtek/statement/9"}

    with pytest.raises(ValueError, match="bimtek/statement/2"):
        statement.Statement.from_dict(kept)


def test_there_is_no_place_for_nik_birth_date_or_phone():
    kinds = (statement.Statement, statement.Stage, statement.Lesson, statement.Signatory)
    names = {field.name for kind in kinds for field in fields(kind)}

    assert not [name for name in names if set(name.split("_")) & {"nik", "born", "birth", "phone"}]


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_one_number_has_one_spelling(jp):
    assert statement.shortest(jp) == statement.shortest(jp * Decimal("1.0000"))
    assert Decimal(statement.shortest(jp)) == jp


def test_the_title_is_in_the_certificates_language_where_there_is_one():
    assert make_statement(language="en").title == "Workshop on the Smart City Master Plan"
    assert make_statement(language="en", title_en="").title == make_statement().title_id


def test_dates_are_written_as_iso_text():
    assert (
        statement.as_dict(make_statement(issued_on=date(2021, 12, 7)))["issued_on"] == "2021-12-07"
    )


def test_a_statement_of_the_first_schema_is_still_read():
    kept = statement.as_dict(make_statement()) | {"schema": "bimtek/statement/1"}
    for later in ("stage", "band"):
        del kept[later]

    said = statement.Statement.from_dict(kept)

    assert (said.stage, said.band, said) == ("", "", make_statement())


def test_a_statement_of_one_stage_says_so_in_its_title():
    assert make_statement(stage="Tahap I").title.endswith(" – Tahap I")
