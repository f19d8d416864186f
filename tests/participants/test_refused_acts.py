"""What acts on units, proposals and accounts refuse, by the name of the reason."""

from datetime import date

import pytest

from participants.actions.account import make_account
from participants.actions.competency import reconsider, reject_proposal
from participants.actions.number import void
from participants.actions.person import add_identifier
from participants.actions.personnel import change_person
from participants.actions.unit import close_unit, create_unit, rename_unit
from participants.errors import Refused
from participants.models import AuditEntry, IdentifierKind, Number, NumberSeries, UnitKind
from tests.factories import NOW, make_pemda, make_person, make_unit, make_user
from tests.factories_record import make_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_user()


def reason_for(act, **told) -> str:
    with pytest.raises(Refused) as refused:
        act(**told, at=NOW)
    return refused.value.reasons[0].code


def test_a_pemda_says_its_time_zone(by):
    with pytest.raises(ValueError, match="time zone"):
        create_unit(parent=None, kind=UnitKind.PEMDA, name="Kabupaten Buton", by=by, at=NOW)


def test_a_name_that_a_sibling_has_is_not_taken_again(by):
    pemda = make_pemda()
    health, schools = make_unit(pemda, name="Dinkes"), make_unit(pemda, name="Disdik")

    code = reason_for(
        rename_unit, unit=schools, name=health.name, short_name="", until=date(2026, 1, 1), by=by
    )

    assert code == "unit-name-taken"


def test_a_unit_is_closed_once_and_a_pemda_never(by):
    pemda = make_pemda()
    unit = make_unit(pemda)
    told = {"last_day": date(2026, 11, 30), "successor": None, "by": by}
    close_unit(unit=unit, **told, at=NOW)

    assert reason_for(close_unit, unit=unit, **told) == "already-done"
    assert reason_for(close_unit, unit=pemda, **told) == "unit-is-a-pemda"


def test_a_proposal_is_rejected_once_and_with_a_reason_and_reconsidered_alike(by):
    proposal = make_evidence(make_person(), act="propose")
    told = {"proposal": proposal, "by": by}

    assert reason_for(reject_proposal, **told, reason=" ") == "reason-required"
    rejected = reject_proposal(**told, reason="Belum diuji", at=NOW)
    assert reason_for(reject_proposal, **told, reason="Lagi") == "already-done"
    assert reason_for(reconsider, answer=rejected, reason="", by=by) == "reason-required"
    assert reason_for(reconsider, answer=proposal, reason="Uji", by=by) == "already-done"


def test_an_email_opens_one_account(by):
    make_user(email="siti@contoh.go.id")

    code = reason_for(
        make_account,
        username="siti2",
        full_name="Siti",
        email="SITI@contoh.go.id",
        password="padi-menguning-2026",
        unit=None,
        by=by,
    )

    assert code == "account-email-taken"


def test_what_did_not_change_of_a_person_is_not_noted(by):
    person = make_person(full_name="Sari Wulandari")

    for name in ("Sari Wulandari", "Sari Wulandari Putri"):
        change_person(person=person, fields={"full_name": name}, numbers={}, by=by, at=NOW)

    entries = AuditEntry.objects.filter(verb="participants.person.changed")
    assert [entry.facts["fields"] for entry in entries] == [["full_name"]]


def test_a_number_of_somebody_else_is_refused(by):
    first, second = make_person(), make_person()
    told = {"kind": IdentifierKind.NIP, "digits": "198609262015051001", "by": by}
    add_identifier(person=first, **told, at=NOW)

    assert reason_for(add_identifier, person=second, **told) == "identifier-taken"


def test_a_number_is_voided_with_a_reason_alone(by):
    series = NumberSeries.objects.create(
        unit=make_unit(), register="letter", pattern="{urut}", valid_from=date(2026, 1, 1)
    )
    number = Number.objects.create(
        series=series, year=2026, ordinal=1, text="1", state="used", drawn_at=NOW, drawn_by=by
    )

    assert reason_for(void, number=number, reason=" ", by=by) == "reason-required"
