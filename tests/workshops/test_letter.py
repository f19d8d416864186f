"""Surat tugas: one for several people, now or to follow."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from participants.errors import Refused
from tests.factories import NOW, make_invitation, make_registration
from tests.factories_plan import make_organiser, make_planned
from workshops.actions.letter import hand_in_letter
from workshops.models import AssignmentLetter, LetterState
from workshops.queries.letter import letter_rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def workshop(organiser):
    return make_planned(organiser)


@pytest.fixture
def two(workshop):
    """Two people of one unit."""
    invitation = make_invitation(workshop, seats=2)
    return [make_registration(workshop, invitation=invitation) for _number in range(2)]


def hand_in(workshop, people, organiser, **given):
    return hand_in_letter(
        workshop=workshop,
        unit=given.pop("unit", people[0].unit if people else workshop.unit),
        registrations=people,
        stage=given.pop("stage", None),
        by=organiser,
        at=NOW,
        **{"state": LetterState.RECEIVED, "number": "800/1", "dated_on": DAY, **given},
    )


def test_one_letter_covers_several_people(workshop, two, organiser):
    letter = hand_in(workshop, two, organiser, number=" 800.1.11.1/ 7 ", signer="Kepala Dinas")

    assert letter.number == "800.1.11.1/ 7"
    assert set(letter.registrations.all()) == set(two)


def test_a_letter_to_follow_becomes_the_letter_that_followed(workshop, two, organiser):
    promised = hand_in(
        workshop,
        two[:1],
        organiser,
        state=LetterState.TO_FOLLOW,
        number="",
        dated_on=None,
        promised_on=DAY,
    )

    received = hand_in(workshop, two, organiser)

    assert received == promised
    assert AssignmentLetter.objects.get().state == LetterState.RECEIVED
    assert received.promised_on == DAY
    assert received.registrations.count() == 2


def test_a_letter_without_people_or_for_those_of_others_is_refused(workshop, two, organiser):
    stranger = make_registration(workshop)

    with pytest.raises(Refused) as nobody:
        hand_in(workshop, [], organiser)
    with pytest.raises(Refused) as of_others:
        hand_in(workshop, [*two, stranger], organiser)
    with pytest.raises(Refused) as other_stage:
        hand_in(workshop, two, organiser, stage=make_planned().stages.get())

    assert codes(nobody) == ["letter-without-people"]
    assert codes(of_others) == codes(other_stage) == ["letter-of-other-unit"]


def test_a_received_letter_has_number_and_date_by_rule_and_by_table(workshop, two, organiser):
    with pytest.raises(Refused) as refusal:
        hand_in(workshop, two, organiser, number="  ")
    with (
        pytest.raises(
            IntegrityError, match="workshops_assignmentletter_received_has_number_and_date"
        ),
        transaction.atomic(),
    ):
        AssignmentLetter.objects.create(
            workshop=workshop,
            unit=two[0].unit,
            state=LetterState.RECEIVED,
            handed_in_at=NOW,
            handed_in_by=organiser,
        )

    assert codes(refusal) == ["letter-without-number"]


def test_a_file_that_is_no_letter_is_refused_and_nothing_is_kept(workshop, two, organiser, files):
    nonsense = SimpleUploadedFile("surat.pdf", b"MZ\x90\x00 not a pdf")

    with pytest.raises(Refused):
        hand_in(workshop, two, organiser, upload=nonsense)

    assert not AssignmentLetter.objects.exists()


def test_each_unit_s_letters_say_who_is_covered(workshop, two, organiser):
    other = make_registration(workshop)
    hand_in(workshop, two[:1], organiser)
    hand_in(
        workshop,
        [other],
        organiser,
        state=LetterState.TO_FOLLOW,
        number="",
        dated_on=None,
        promised_on=DAY - timedelta(days=30),
    )

    rows = {
        row.unit: row
        for row in letter_rows(workshop, user=organiser, today=workshop.unit.localdate(NOW))
    }

    assert (rows[two[0].unit].state, rows[two[0].unit].uncovered) == ("part", (two[1],))
    assert (rows[other.unit].state, rows[other.unit].overdue) == ("to_follow", True)


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_takes_the_same_queries_however_many_units(
    workshop, organiser, units, django_assert_num_queries
):
    for _number in range(units):
        registration = make_registration(workshop)
        hand_in(workshop, [registration], organiser)

    list(workshop.registrations.visible_to(organiser))  # reads the grants, once per request
    with django_assert_num_queries(3):  # people, letters, whom they cover
        assert len(letter_rows(workshop, user=organiser, today=DAY)) == units
