"""Two records of one person become one; what points at them is moved by declared rules."""

import pytest
from django.urls import reverse

from participants.actions.matching import (
    keep_person,
    match_person,
    pointing_at_person,
)
from participants.actions.person import add_identifier
from participants.errors import Reason, Refused
from participants.models import AuditEntry, Employment, MatchState, Person, Role
from participants.models.merging import OnMerge
from participants.queries.matching import waiting_with_candidates
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_person,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_people import NIP, OTHER_NIP, make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan")


def unmatched(unit, **fields):
    return make_person(unit, match_state=MatchState.UNMATCHED, **fields)


def match(first, second):
    return match_person(unmatched=first, into=second, by=make_system(), at=NOW)


def test_every_foreign_key_to_a_person_says_what_a_match_does_to_it():
    silent = [
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in pointing_at_person()
        if not isinstance(
            getattr(relation.related_model, "on_merge", {}).get(relation.field.name), OnMerge
        )
    ]

    assert pointing_at_person()
    assert silent == []


def test_matching_moves_registrations_and_leaves_the_old_record_merged(dinas):
    typed = unmatched(dinas, full_name="Sari W")
    known = make_employee(dinas, nip=NIP, full_name="Sari Wulandari")
    registration = make_registration(make_workshop(dinas), typed)

    survivor = match(typed, known)

    registration.refresh_from_db()
    typed.refresh_from_db()
    assert survivor == known
    assert registration.person == known
    assert typed.merged_into == known
    assert list(Person.objects.living()) == [known]


def test_a_number_typed_by_the_opd_goes_along(dinas):
    typed = unmatched(dinas)
    add_identifier(person=typed, kind="nip", digits=NIP, by=make_system(), at=NOW)
    known = make_person(dinas)

    match(typed, known)

    assert known.identifiers.get().value == NIP


def test_an_account_goes_along(dinas):
    typed, known = unmatched(dinas), make_person(dinas)
    user = make_user(person=typed)

    match(typed, known)

    user.refresh_from_db()
    assert user.person == known


def test_a_post_typed_by_the_opd_stays_with_the_old_record(dinas):
    typed = make_employee(dinas, match_state=MatchState.UNMATCHED)
    known = make_employee(dinas, nip=NIP)

    match(typed, known)

    assert Employment.objects.filter(person=known).count() == 1
    assert Employment.objects.filter(person=typed).count() == 1


def test_both_in_one_workshop_is_refused_and_nothing_moves(dinas):
    workshop = make_workshop(dinas)
    typed, known = unmatched(dinas), make_employee(dinas, nip=NIP)
    invitation = make_invitation(workshop, dinas, seats=2)
    registration = make_registration(workshop, typed, invitation=invitation)
    make_registration(workshop, known, invitation=invitation)

    with pytest.raises(Refused) as refusal:
        match(typed, known)

    registration.refresh_from_db()
    typed.refresh_from_db()
    assert [reason.code for reason in refusal.value.reasons] == ["person-merge-clash"]
    assert registration.person == typed
    assert typed.merged_into is None


def test_two_different_nips_are_two_people(dinas):
    typed = unmatched(dinas)
    add_identifier(person=typed, kind="nip", digits=OTHER_NIP, by=make_system(), at=NOW)
    known = make_employee(dinas, nip=NIP)

    with pytest.raises(Refused) as refusal:
        match(typed, known)

    assert [reason.code for reason in refusal.value.reasons] == ["person-merge-clash"]


def test_two_accounts_are_refused(dinas):
    typed, known = unmatched(dinas), make_person(dinas)
    make_user(person=typed)
    make_user(person=known)

    with pytest.raises(Refused) as refusal:
        match(typed, known)

    assert [reason.code for reason in refusal.value.reasons] == ["person-merge-clash"]


@pytest.mark.parametrize("case", ["same", "matched", "merged", "gone", "elsewhere"])
def test_an_unfit_pair_is_refused(dinas, case):
    typed, known = unmatched(dinas), make_person(dinas)
    code = {
        "same": "person-same-record",
        "matched": "person-not-waiting",
        "merged": "person-not-waiting",
        "gone": "person-already-merged",
        "elsewhere": "person-of-other-pemda",
    }[case]
    if case == "same":
        known = typed
    elif case == "matched":
        typed = make_person(dinas)
    elif case == "merged":
        match(typed, make_person(dinas))
    elif case == "gone":
        lost = unmatched(dinas)
        match(lost, make_person(dinas))
        known = lost
    else:
        known = make_person(make_unit(make_pemda()))

    with pytest.raises(Refused) as refusal:
        match(typed, known)

    assert refusal.value.reasons == (Reason(code),)


def test_the_trail_says_which_rows_moved_and_names_nobody(dinas):
    typed, known = unmatched(dinas, full_name="Rahasia"), make_person(dinas)
    registration = make_registration(make_workshop(dinas), typed)

    match(typed, known)

    entry = AuditEntry.objects.get(verb="participants.person.matched")
    assert entry.facts == {
        "into": known.public_id,
        "moved": {"workshops.registration.person": [registration.pk]},
    }


def test_marked_as_new_a_person_counts_as_matched_and_only_once(dinas):
    person = keep_person(person=unmatched(dinas), by=make_system(), at=NOW)

    assert person.match_state == MatchState.MATCHED
    with pytest.raises(Refused) as refusal:
        keep_person(person=person, by=make_system(), at=NOW)
    assert refusal.value.reasons == (Reason("person-not-waiting"),)


def test_candidates_come_likeliest_first_with_what_they_share(pemda, dinas):
    typed = unmatched(dinas, full_name="Muh. Ali", phone="+6281234567890")
    phone = make_person(make_unit(pemda), full_name="Orang Lain", phone="+6281234567890")
    name = make_person(dinas, full_name="Muhammad Ali")
    make_person(dinas, full_name="Budi")
    make_person(make_unit(make_pemda()), full_name="Muh. Ali", phone="+6281234567890")
    hr = make_role(Role.HR, pemda)

    (found,) = waiting_with_candidates([typed], hr)

    assert [(c.person, c.shared) for c in found.candidates] == [
        (name, ("name", "unit")),
        (phone, ("phone",)),
    ]


def test_hr_matches_from_the_page(client, pemda, dinas):
    typed = unmatched(dinas, full_name="Sari Wulandari")
    known = make_employee(dinas, nip=NIP, full_name="Sari Wulandari")
    client.force_login(make_role(Role.HR, pemda))

    page = client.get(reverse("participants:match-list")).content.decode()
    client.post(
        reverse("participants:person-match", args=[typed.public_id]), {"dengan": known.public_id}
    )

    typed.refresh_from_db()
    assert "Cocokkan dengan Sari Wulandari" in page
    assert typed.merged_into == known


def test_hr_cannot_match_into_another_pemda(client, pemda, dinas):
    typed, elsewhere = unmatched(dinas), make_person(make_unit(make_pemda()))
    client.force_login(make_role(Role.HR, pemda))

    response = client.post(
        reverse("participants:person-match", args=[typed.public_id]),
        {"dengan": elsewhere.public_id},
    )

    assert response.status_code == 404


@pytest.mark.parametrize("words", ["wati", NIP, f"{NIP[:8]} {NIP[8:]}"])
def test_hr_looks_for_somebody_by_hand_by_part_of_a_name_or_a_number(client, pemda, dinas, words):
    known = make_person(dinas, full_name="Sri Wahyuni Rahmawati")
    add_identifier(person=known, kind="nip", digits=NIP, by=make_system(), at=NOW)
    make_person(make_unit(make_pemda("Kabupaten Buton")), full_name="Rahmawati")
    typed = unmatched(dinas, full_name="Bu Sri")
    client.force_login(make_role(Role.HR, pemda))

    page = client.post(
        reverse("participants:match-list"), {"untuk": typed.public_id, "cari": words}
    ).text

    assert "Cocokkan dengan Sri Wahyuni Rahmawati" in page
    assert "Cocokkan dengan Rahmawati" not in page
    assert f'value="{words}"' in page


def test_a_search_by_hand_that_finds_nobody_says_what_to_try(client, pemda, dinas):
    typed = unmatched(dinas, full_name="Bu Sri")
    client.force_login(make_role(Role.HR, pemda))

    page = client.post(
        reverse("participants:match-list"), {"untuk": typed.public_id, "cari": "zz"}
    ).text

    assert "Coba sebagian namanya" in page
