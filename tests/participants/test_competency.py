"""A level is proposed by a certificate and set by a verdict."""

import pytest

from participants.actions.competency import grant_levels, reconsider, reject_proposal
from participants.errors import Reason, Refused
from participants.models import EvidenceAct, EvidenceMethod, Role
from participants.queries.competency import levels_of
from tests.factories import make_pemda, make_role, make_unit
from tests.factories_record import make_employee, make_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit(make_pemda())


@pytest.fixture
def hr(unit):
    return make_role(Role.HR, unit.parent)


def level(person, competency, now):
    found = levels_of([person.pk], person.home_unit.localdate(now)).get(person.pk, {})
    return found[competency.pk].level if competency.pk in found else None


def grant(proposal, hr, now, method=EvidenceMethod.TEST, assessor=""):
    (granted,) = grant_levels(proposals=[proposal], method=method, assessor=assessor, by=hr, at=now)
    return granted


def test_a_proposal_counts_for_nothing_until_a_verdict(unit, hr, now):
    proposal = make_evidence(make_employee(unit))
    before = level(proposal.person, proposal.competency, now)

    grant(proposal, hr, now)

    assert before is None
    assert level(proposal.person, proposal.competency, now) == 3


def test_attending_grants_no_level(unit, hr, now):
    proposal = make_evidence(make_employee(unit), method=EvidenceMethod.EXPOSURE)

    with pytest.raises(Refused) as refusal:
        grant(proposal, hr, now, EvidenceMethod.EXPOSURE)

    assert refusal.value.reasons == (Reason("attending-grants-no-level"),)


@pytest.mark.parametrize("method", [EvidenceMethod.ASSESSOR, EvidenceMethod.SUPERIOR])
def test_an_assessor_or_superior_has_a_name(unit, hr, now, method):
    proposal = make_evidence(make_employee(unit))

    with pytest.raises(Refused) as refusal:
        grant(proposal, hr, now, method)

    assert refusal.value.reasons == (Reason("assessor-required"),)
    assert grant(proposal, hr, now, method, "Dr. Penilai").assessor == "Dr. Penilai"


def test_a_proposal_is_answered_once(unit, hr, now):
    proposal = make_evidence(make_employee(unit))
    reject_proposal(proposal=proposal, reason="Nilai tertukar", by=hr, at=now)

    with pytest.raises(Refused):
        grant(proposal, hr, now)

    assert level(proposal.person, proposal.competency, now) is None


@pytest.mark.parametrize("first", ["grant", "reject"])
def test_a_verdict_by_mistake_is_taken_back_and_asked_again(unit, hr, now, first):
    proposal = make_evidence(make_employee(unit))
    answer = (
        grant(proposal, hr, now)
        if first == "grant"
        else reject_proposal(proposal=proposal, reason="Salah orang", by=hr, at=now)
    )

    again = reconsider(answer=answer, reason="Salah baris", by=hr, at=now)
    between = level(proposal.person, proposal.competency, now)
    grant(again, hr, now)

    assert (again.act, again.source_id) == (EvidenceAct.PROPOSE, proposal.source_id)
    assert between is None
    assert level(proposal.person, proposal.competency, now) == 3
    with pytest.raises(Refused):
        reconsider(answer=answer, reason="Sekali lagi", by=hr, at=now)


def test_one_button_sets_what_tests_proposed_and_leaves_the_rest(client, unit, hr):
    tested, attended = (
        make_evidence(make_employee(unit), method=method)
        for method in (EvidenceMethod.TEST, EvidenceMethod.EXPOSURE)
    )
    client.force_login(hr)

    client.post("/kompetensi/hasil-ujian/", {"until": tested.at.isoformat()})

    assert tested.answers.get().act == EvidenceAct.GRANT
    assert not attended.answers.exists()


def test_an_opd_may_read_a_level_and_not_set_it(client, unit):
    proposal = make_evidence(make_employee(unit))
    client.force_login(make_role(Role.UNIT_ADMIN, unit))
    address = f"/kompetensi/{proposal.competency.code}/{proposal.person.public_id}/"

    assert client.get(address).status_code == 200
    assert client.post(address + "tetapkan/", {"evidence": proposal.pk}).status_code == 403


def test_hr_sets_rejects_and_reconsiders_on_the_persons_page(client, unit, hr):
    proposal = make_evidence(make_employee(unit))
    client.force_login(hr)
    address = f"/kompetensi/{proposal.competency.code}/{proposal.person.public_id}/"

    client.post(
        address + "tetapkan/",
        {"evidence": proposal.pk, "method": "assessor", "assessor": "Dr. Penilai"},
    )
    granted = proposal.answers.get()
    client.post(
        address + "tinjau-kembali/", {"evidence": granted.pk, "alasan-reason": "Salah baris"}
    )
    again = proposal.person.evidence.get(
        act=EvidenceAct.PROPOSE, answers=None, about=None, note="Salah baris"
    )
    client.post(address + "tolak/", {"evidence": again.pk, "alasan-reason": "Belum layak"})

    assert client.get(address).status_code == 200
    assert again.answers.get().note == "Belum layak"


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_however_many_wait(
    client, unit, hr, people, django_assert_num_queries
):
    for _ in range(people):
        make_evidence(make_employee(unit))
    client.force_login(hr)

    with django_assert_num_queries(6):  # session, user, grants, tested, count, rows
        client.get("/kompetensi/")
