"""The room in the office: the wall for the organiser, the watch for the officer."""

import pytest
from django.utils import timezone

from participants.models import AuditEntry
from tests.factories import make_registration, make_role, make_user
from tests.factories_room import arrive, hold_now
from workshops.actions.room import close_room
from workshops.models import SpotCheckLine, WorkshopRole, WorkshopRoleKind

pytestmark = pytest.mark.django_db


def test_the_organiser_switches_the_room_on_to_the_wall_and_off_again(client, sari, organiser):
    slot = hold_now(sari.workshop)
    client.force_login(organiser)
    here = f"/bimtek/{sari.workshop.public_id}/kehadiran/{slot.public_id}/ruangan/"
    assert client.get(f"{here}layar/").headers["Location"] == here

    on = client.post(f"{here}nyala/", {"to": "on"})

    assert on.headers["Location"] == f"{here}layar/"
    assert client.get(f"{here}layar/").status_code == 200
    assert client.post(f"{here}nyala/", {"to": "off"}).headers["Location"] == here
    assert not slot.rooms.open().exists()
    verbs = AuditEntry.objects.filter(object_kind="workshops.room").values_list("verb", flat=True)
    assert sorted(verbs) == [
        "workshops.room.closed",
        "workshops.room.opened",
        "workshops.room.shown",
    ]


def test_the_key_is_given_to_those_who_run_the_bimtek_alone(client, sari, room, here):
    officer = make_user()
    WorkshopRole.objects.create(workshop=sari.workshop, user=officer, role=WorkshopRoleKind.OFFICER)
    auditor = make_role("auditor", sari.workshop.unit)
    for user, own, wall in ((officer, 200, 404), (auditor, 404, 404), (make_user(), 404, 404)):
        client.force_login(user)
        assert client.get(here).status_code == own
        assert client.get(f"{here}layar/").status_code == wall
        assert client.get(f"{here}hitungan/").status_code == wall
        assert client.post(f"{here}nyala/", {"to": "off"}).status_code == 404
    assert room.slot.rooms.open().exists()


def test_the_wall_is_kept_by_no_cache_and_names_nobody(client, sari, organiser, room, here):
    client.force_login(organiser)

    page = client.get(f"{here}layar/")

    assert page.headers["Cache-Control"] == "private, no-store"
    assert sari.unit.name in page.content.decode()
    assert "Sari" not in page.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_walls_poll_takes_the_same_queries_however_many(
    client, organiser, sari, room, here, people, django_assert_num_queries
):
    for _ in range(people - 1):
        make_registration(sari.workshop)
    client.force_login(organiser)

    # session, user, grants, workshop, slot, whether it is open, the count by unit
    with django_assert_num_queries(7):
        told = client.get(f"{here}hitungan/").json()

    assert (told["open"], told["wall"]["expected"]) == (True, people)


def test_the_poll_tells_a_wall_that_its_room_is_off(client, organiser, room, here):
    client.force_login(organiser)
    close_room(room=room, by=organiser, at=timezone.now())

    assert client.get(f"{here}hitungan/").json()["open"] is False


def test_an_officer_draws_looks_and_ticks(client, sari, room, here):
    officer = make_user()
    WorkshopRole.objects.create(workshop=sari.workshop, user=officer, role=WorkshopRoleKind.OFFICER)
    other = make_registration(sari.workshop)
    for one in (sari, other):
        arrive(room, one, device="one phone")
    client.force_login(officer)

    page = client.get(here).content.decode()
    assert "HP yang sama dipakai 2 orang." in page
    client.post(f"{here}periksa-acak/", {"people": "1"})
    line = SpotCheckLine.objects.get()
    client.post(f"{here}periksa-acak/centang/", {"line": line.pk, "found": "0"})

    line.refresh_from_db()
    assert (line.found, line.ticked_by) == (False, officer)
    assert "Tidak ditemukan" in client.get(here).content.decode()
    assert client.post(f"{here}periksa-acak/", {"people": "x"}).status_code == 302
    assert client.post(f"{here}periksa-acak/centang/", {"line": "x"}).status_code == 404


@pytest.mark.parametrize(("way", "shown"), [("declared", "Mengaku sendiri"), ("phone", "Mandiri")])
def test_the_roll_call_says_who_is_here_by_a_mere_claim(
    client, sari, organiser, room, here, way, shown
):
    arrive(room, sari, way=way)
    client.force_login(organiser)

    page = client.get(here.removesuffix("ruangan/")).content.decode()

    assert f">{shown}<" in page
