"""The organiser's list of participants, and one of them."""

import io

import openpyxl
import pytest

from participants.actions.person import add_identifier
from participants.models import IdentifierKind, MatchState, Role
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_links import make_link
from workshops.actions.letter import hand_in_letter
from workshops.actions.registration import confirm_name
from workshops.models import Registration

pytestmark = pytest.mark.django_db
NIP = "198609262015051001"
NIK = "7404012609860001"


@pytest.fixture
def workshop():
    return make_workshop()


@pytest.fixture
def organiser(workshop, client):
    user = make_role(Role.ORGANISER, workshop.unit)
    client.force_login(user)
    return user


def shown(client, workshop, **narrowed):
    table = client.get(f"/bimtek/{workshop.public_id}/peserta/", narrowed).context["table"]
    return [row.record.printed_name for row in table.rows]


@pytest.fixture
def three(workshop):
    """By name: confirmed with a letter; its letter to follow; nothing, and unknown to HR."""
    ani, beni = (make_registration(workshop, printed_name=name) for name in ("Ani", "Beni"))
    unmatched = make_person(match_state=MatchState.UNMATCHED)
    cici = make_registration(workshop, unmatched, printed_name="Cici")
    by = make_system()
    confirm_name(registration=ani, printed_name="Ani", by=by, at=NOW)
    for one, state in ((ani, "received"), (beni, "to_follow")):
        hand_in_letter(
            workshop=workshop,
            unit=one.unit,
            registrations=[one],
            stage=None,
            state=state,
            number="094/1",
            dated_on=NOW.date(),
            promised_on=NOW.date(),
            by=by,
            at=NOW,
        )
    return ani, beni, cici


def test_the_list_is_narrowed_by_unit_letter_name_and_match(client, workshop, organiser, three):
    ani, _beni, _cici = three

    assert sorted(shown(client, workshop)) == ["Ani", "Beni", "Cici"]
    assert shown(client, workshop, opd=ani.unit.public_id) == ["Ani"]
    assert shown(client, workshop, surat="to_follow") == ["Beni"]
    assert shown(client, workshop, surat="none") == ["Cici"]
    assert sorted(shown(client, workshop, nama="belum")) == ["Beni", "Cici"]
    assert shown(client, workshop, kecocokan="unmatched") == ["Cici"]


def test_the_sheet_holds_what_the_list_shows_with_nip_as_text_and_no_nik(
    client, workshop, organiser, three
):
    ani, beni, _cici = three
    by = make_system()
    add_identifier(person=ani.person, kind=IdentifierKind.NIP, digits=NIP, by=by, at=NOW)
    add_identifier(person=beni.person, kind=IdentifierKind.NIK, digits=NIK, by=by, at=NOW)

    answer = client.get(
        f"/bimtek/{workshop.public_id}/peserta/ekspor/xlsx/", {"kecocokan": "matched"}
    )

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)[1:]
    assert sorted((row[0], row[1] or "") for row in rows) == [("Ani", NIP), ("Beni", "")]


def test_an_opd_sees_and_exports_its_own_people_alone(client, workshop, three):
    ani, beni, _cici = three
    client.force_login(make_role(Role.UNIT_ADMIN, ani.unit))

    listed = client.get(f"/bimtek/{workshop.public_id}/peserta/")
    sheet = client.get(f"/bimtek/{workshop.public_id}/peserta/ekspor/csv/").content.decode()

    assert shown(client, workshop) == ["Ani"]
    assert str(beni.unit) not in listed.text
    assert "Beni" not in sheet
    there = f"/bimtek/{workshop.public_id}/peserta/{beni.public_id}/"
    assert client.get(there).status_code == 404


def test_a_stranger_finds_no_list(client, workshop, three):
    client.force_login(make_user())

    assert client.get(f"/bimtek/{workshop.public_id}/peserta/").status_code == 404


def test_the_detail_tells_seats_letters_and_what_is_missing(client, workshop, organiser, three):
    ani, _beni, _cici = three

    answer = client.get(f"/bimtek/{workshop.public_id}/peserta/{ani.public_id}/")

    assert answer.status_code == 200
    assert "094/1" in answer.text
    assert "Sudah 0 JP." in answer.text


def test_a_renewed_link_kills_the_old_one(client, workshop, organiser, three):
    ani, _beni, _cici = three
    old = make_link(ani).token()

    client.post(f"/bimtek/{workshop.public_id}/peserta/{ani.public_id}/tautan/")

    new = ani.links.get(revoked_at=None).token()
    assert client.get(f"/p/{old}").status_code == 404
    assert client.get(f"/p/{new}").status_code == 200


def test_who_may_only_read_renews_no_link(client, workshop, three):
    ani, _beni, _cici = three
    make_link(ani)
    client.force_login(make_role(Role.AUDITOR, workshop.unit))

    answer = client.post(f"/bimtek/{workshop.public_id}/peserta/{ani.public_id}/tautan/")

    assert answer.status_code == 404
    assert ani.links.get().revoked_at is None


def test_the_organiser_names_somebody_for_a_unit(client, workshop, organiser):
    invitation = make_invitation(workshop)
    desk = f"/bimtek/{workshop.public_id}/opd/{invitation.public_id}/"

    assert str(invitation.unit) in client.get(f"/bimtek/{workshop.public_id}/peserta/tambah/").text
    assert client.get(desk).status_code == 200
    client.post(f"{desk}peserta/", {"full_name": "Siti Aminah"})

    assert Registration.objects.get().registered_by == organiser


def test_the_organiser_of_another_unit_acts_for_nobody_here(client, workshop):
    invitation = make_invitation(workshop)
    client.force_login(make_role(Role.ORGANISER, make_unit()))

    answer = client.post(
        f"/bimtek/{workshop.public_id}/opd/{invitation.public_id}/peserta/", {"full_name": "Siti"}
    )

    assert answer.status_code == 404
    assert not Registration.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_however_many_take_part(
    client, workshop, organiser, people, django_assert_num_queries
):
    for _one in range(people):
        make_registration(workshop)
    client.get(f"/bimtek/{workshop.public_id}/peserta/")

    # session, user, grants, workshop, manages, count, units, rows
    with django_assert_num_queries(8):
        client.get(f"/bimtek/{workshop.public_id}/peserta/")
