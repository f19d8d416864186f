"""Two records of one person: found, made one over every relation, and parted again."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.actions.matching import merge_people, part_people, tell_apart
from participants.actions.person import add_identifier
from participants.errors import Refused
from participants.models import Person, PersonMerge, Role
from participants.queries.duplicates import likely_pairs
from participants.queries.staff import FIELDS
from tests.factories import (
    NOW,
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
from tests.factories_record import make_training

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
BORN = date(1986, 9, 26)


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan")


@pytest.fixture
def hr(pemda):
    return make_role(Role.HR, pemda)


def merge(winner, loser, *taken):
    return merge_people(winner=winner, loser=loser, taken=taken, by=make_system(), at=NOW)


def part(merged):
    return part_people(merge=merged, by=make_system(), at=LATER)


def everything():
    """Every row of every model but the two that tell of it."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in ("participants.AuditEntry", "participants.PersonMerge")
        and model._meta.managed
    }


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def test_the_winner_gets_all_that_pointed_at_the_loser_and_the_fields_chosen(dinas):
    winner = make_employee(dinas, nip=NIP, full_name="Sari", phone="+6281234567890")
    loser = make_person(dinas, full_name="Sari Wulandari", phone="+6289999999999")
    training = make_training(loser)

    merge(winner, loser, "full_name")

    for row in (winner, loser, training):
        row.refresh_from_db()
    assert training.person == winner
    assert (winner.full_name, winner.phone) == ("Sari Wulandari", "+6281234567890")
    assert loser.merged_into == winner


def test_a_change_made_after_the_merge_stays_when_they_are_parted(dinas):
    winner, loser = make_person(dinas, full_name="Sari"), make_person(dinas, full_name="Sari W")
    merged = merge(winner, loser, "full_name")
    Person.objects.filter(pk=winner.pk).update(full_name="Sari Baru")
    late = make_training(winner)

    part(merged)

    winner.refresh_from_db()
    late.refresh_from_db()
    assert winner.full_name == "Sari Baru"
    assert late.person == winner


def test_two_nips_are_two_people_and_a_place_in_the_same_bimtek_is_refused(dinas):
    one, other = make_employee(dinas, nip=NIP), make_employee(dinas, nip=OTHER_NIP)

    with pytest.raises(Refused) as refusal:
        merge(one, other)

    assert codes(refusal) == ["person-merge-clash"]
    assert not PersonMerge.objects.exists()


def test_what_was_merged_on_cannot_be_parted_before(dinas):
    first, second, third = (make_person(dinas) for _number in range(3))
    inner = merge(second, first)
    outer = merge(third, second)

    with pytest.raises(Refused) as refusal:
        part(inner)
    part(outer)
    part(inner)
    with pytest.raises(Refused) as again:
        part(inner)

    assert codes(refusal) == ["merge-winner-merged"]
    assert codes(again) == ["merge-already-parted"]
    assert Person.objects.living().count() == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    trainings=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    with_nip=st.sampled_from([(True, False), (False, True), (False, False)]),
    in_bimtek=st.sampled_from([(True, False), (False, True), (False, False)]),
    with_account=st.sampled_from([(True, False), (False, True), (False, False)]),
    phones=st.tuples(
        st.sampled_from(["", "+6281234567890"]), st.sampled_from(["", "+6289876543210"])
    ),
    born=st.tuples(st.sampled_from([None, BORN]), st.sampled_from([None, BORN])),
    matched=st.tuples(st.booleans(), st.booleans()),
    taken=st.sets(st.sampled_from(FIELDS)),
    chained=st.booleans(),
)
def test_merging_then_parting_is_the_identity(
    dinas, trainings, with_nip, in_bimtek, with_account, phones, born, matched, taken, chained
):
    with transaction.atomic():
        people = []
        for at in range(2):
            person = make_person(
                dinas,
                full_name=f"Orang {at}",
                phone=phones[at],
                birth_date=born[at],
                match_state="matched" if matched[at] else "unmatched",
            )
            people.append(person)
            for _number in range(trainings[at]):
                make_training(person)
            if with_nip[at]:
                add_identifier(person=person, kind="nip", digits=NIP, by=make_system(), at=NOW)
            if in_bimtek[at]:
                make_registration(make_workshop(dinas), person)
            if with_account[at]:
                make_user(person=person)
        if chained:
            merge(people[1], make_person(dinas))
        before = everything()

        merged = merge(people[0], people[1], *taken)
        assert everything() != before
        part(merged)

        assert everything() == before
        transaction.set_rollback(True)


def test_likely_pairs_say_what_they_share_and_come_with_most_in_common_first(pemda, dinas, hr):
    same = [make_person(dinas, full_name="Muh. Ali", birth_date=BORN)]
    same.append(make_person(dinas, full_name="Muhammad Ali", birth_date=BORN))
    elsewhere = [
        make_person(make_unit(pemda), full_name="Sari Dewi", birth_date=BORN) for _ in range(2)
    ]
    make_person(dinas, full_name="Budi", birth_date=BORN)

    found = likely_pairs(hr)

    assert [({pair.first, pair.second}, pair.shared) for pair in found] == [
        (set(same), ("name", "birth_date", "unit")),
        (set(elsewhere), ("name", "birth_date")),
    ]


def test_the_same_digits_as_two_kinds_of_number_are_one_person(dinas, hr):
    one, other = make_person(dinas, full_name="Sari"), make_person(dinas, full_name="S. Wulandari")
    add_identifier(person=one, kind="nip", digits=NIP, by=make_system(), at=NOW)
    add_identifier(person=other, kind="ni_pppk", digits=NIP, by=make_system(), at=NOW)

    (pair,) = likely_pairs(hr)

    assert pair.shared == ("number", "unit")


def test_namesakes_with_other_numbers_or_birth_dates_are_no_pair(dinas, hr):
    for nip in (NIP, OTHER_NIP):
        make_employee(dinas, nip=nip, full_name="Ali")
    for born in (BORN, date(1990, 1, 1)):
        make_person(dinas, full_name="Budi", birth_date=born)

    assert likely_pairs(hr) == []


def test_namesakes_who_are_two_people_crowd_nobody_out(dinas, hr, monkeypatch):
    monkeypatch.setattr("participants.queries.duplicates.MOST", 3)
    monkeypatch.setattr("participants.queries.duplicates.LOOKED_AT", 3)
    for number in range(8):
        make_employee(dinas, nip=f"19900101201505{2001 + number}", full_name="Ali", phone="+62811")
    one, other = (make_person(dinas, full_name="Zulkifli", birth_date=BORN) for _twice in range(2))

    (pair,) = likely_pairs(hr)

    assert {pair.first, pair.second} == {one, other}


def test_people_of_another_pemda_or_said_to_be_two_are_no_pair(dinas, hr):
    far = make_unit(make_pemda())
    for _twice in range(2):
        make_person(far, full_name="Rahasia", birth_date=BORN)
    one, other = (make_person(dinas, full_name="Ali", birth_date=BORN) for _twice in range(2))
    assert len(likely_pairs(hr)) == 1

    for first, second in ((one, other), (other, one)):
        tell_apart(one=first, other=second, by=hr, at=NOW)

    assert likely_pairs(hr) == []


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_list_takes_the_same_queries_however_many_pairs(
    client, dinas, hr, pairs, django_assert_num_queries
):
    for number in range(pairs):
        for _twice in range(2):
            make_person(dinas, full_name=f"Ali {number}", birth_date=BORN, phone=f"+62812{number}")
    client.force_login(hr)

    # session, user, grants; pairs by digits, by name, by birth date and unit; people with their numbers
    with django_assert_num_queries(8):
        client.get(reverse("participants:duplicate-list"))


def test_hr_compares_merges_and_parts_on_the_pages(client, dinas, hr):
    one = make_employee(dinas, nip=NIP, full_name="Sari", birth_date=BORN)
    other = make_person(dinas, full_name="Sari", birth_date=BORN, phone="+6281234567890")
    client.force_login(hr)
    compare = reverse("participants:duplicate-compare", args=[one.public_id, other.public_id])

    assert compare in client.get(reverse("participants:duplicate-list")).text
    page = client.get(compare).text
    assert "Catatan pertama: Sari" in page
    client.post(compare, {"tetap": one.public_id, "phone": other.public_id})
    one.refresh_from_db()
    assert one.phone == "+6281234567890"
    merged = client.get(reverse("participants:merge-list")).text
    assert "Pisahkan" in merged
    client.post(
        reverse("participants:merge-part", args=[PersonMerge.objects.get().public_id]), follow=True
    )

    other.refresh_from_db()
    one.refresh_from_db()
    assert (other.merged_into, one.phone) == (None, "")


def test_hr_says_that_two_are_not_one_and_is_not_asked_again(client, dinas, hr):
    one, other = (make_person(dinas, full_name="Ali", birth_date=BORN) for _twice in range(2))
    client.force_login(hr)

    client.post(reverse("participants:duplicate-differ", args=[one.public_id, other.public_id]))

    assert "Tidak ada catatan ganda" in client.get(reverse("participants:duplicate-list")).text


def test_nobody_compares_people_of_another_pemda(client, dinas, hr):
    one, far = make_person(dinas), make_person(make_unit(make_pemda()))
    client.force_login(hr)

    for name in ("duplicate-compare", "duplicate-differ"):
        address = reverse(f"participants:{name}", args=[one.public_id, far.public_id])
        assert client.post(address).status_code == 404
