"""The room's pages: the wall for the organiser, /hadir/ for a phone, the watch for the officer."""

import gzip
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from participants.models import AuditEntry
from tests.factories import make_registration, make_role, make_user, make_workshop
from tests.factories_day import make_organiser
from tests.factories_links import make_link
from tests.factories_room import arrive, code_of, hold_now, make_guest_of_room, make_room
from workshops.actions.attendance import close_slot
from workshops.actions.room import close_room
from workshops.models import (
    Attendance,
    CheckIn,
    SelfCheckIn,
    SpotCheckLine,
    WorkshopRole,
    WorkshopRoleKind,
)
from workshops.views.room import limits, marks

pytestmark = pytest.mark.django_db
FIRST_LOAD = 60 * 1024  # bytes over the wire


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def sari():
    return make_guest_of_room(printed_name="Sari Wulandari, S.E.")


@pytest.fixture
def organiser(sari):
    return make_organiser(sari.workshop)


@pytest.fixture
def room(sari, organiser):
    return make_room(sari.workshop, by=organiser)


@pytest.fixture
def here(sari, room):
    return f"/bimtek/{sari.workshop.public_id}/kehadiran/{room.slot.public_id}/ruangan/"


def claim_of(sari, **other):
    return {
        "cara": "declared",
        "unit": sari.unit.public_id,
        "initials": "SW",
        "digits": "7890",
    } | other


def passed(page):
    return re.search(r'name="pas" value="([^"]+)"', page.content.decode())[1]


def read_wall(client, room):
    """What a camera opens."""
    return client.get(f"/hadir/{code_of(room)}")


# -- the office -------------------------------------------------------------------------------


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


# -- a phone that does not know its owner -----------------------------------------------------


def test_a_strange_phone_is_asked_and_a_claim_that_fits_is_present(client, sari, room):
    page = read_wall(client, room)
    assert "Sari" not in page.content.decode()
    assert client.cookies[marks.MARK]["httponly"]

    done = client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(page)))

    assert done.status_code == 200
    assert "Dicatat sebagai pengakuan sendiri" in done.content.decode()
    assert "SW" in done.content.decode()
    assert "Sari" not in done.content.decode()  # it is told no name that it did not bring
    assert SelfCheckIn.objects.get().way == "declared"
    assert Attendance.objects.get().status == "present"


def test_the_page_is_complete_without_a_script(client, room):
    page = read_wall(client, room).content.decode()

    scripts = re.findall(r'<script[^>]*src="([^"]+)"', page)
    assert all("room" not in script for script in scripts)
    assert page.count("<form") >= 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"digits": "0000"},
        {"initials": "XX"},
        {"digits": "0000", "initials": "XX"},
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(client, sari, room, wrong):
    page = read_wall(client, room)

    said = client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(page), **wrong))

    assert said.status_code == 422
    assert "Data tidak cocok." in said.content.decode()
    assert not CheckIn.objects.exists()


def test_who_has_no_telephone_number_is_answered_like_a_stranger(client, sari, room):
    sari.person.phone = ""
    sari.person.save(update_fields=["phone"])

    said = client.post(
        f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(read_wall(client, room)))
    )

    assert (said.status_code, "Data tidak cocok." in said.content.decode()) == (422, True)


def test_a_person_is_guessed_at_a_few_times_and_then_not_even_rightly(client, sari, room):
    for _ in range(limits.OF_PERSON.most):
        page = read_wall(client, room)
        client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(page), digits="0000"))
        client.cookies.clear()  # another phone each time

    page = read_wall(client, room)
    said = client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(page)))

    assert said.status_code == 429
    assert said.headers["Retry-After"] == "600"
    assert not CheckIn.objects.exists()


def test_a_phone_that_guesses_about_many_is_stopped(client, sari, room):
    page = read_wall(client, room)
    for number in range(limits.OF_DEVICE.most):
        wrong = claim_of(sari, pas=passed(page), initials="AB" + chr(65 + number))
        client.post(f"/hadir/{code_of(room)}", wrong)

    said = client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(page)))

    assert said.status_code == 429


def test_codes_are_guessed_a_few_times_and_then_not_even_rightly(client, sari, room):
    wrong = room.number + "000000"
    for _ in range(limits.CODES.most):
        client.get(f"/hadir/{wrong}")

    assert read_wall(client, room).status_code == 429


@pytest.mark.parametrize(
    ("steps", "status", "sentence"),
    [
        (1, 200, "OPD atau instansi"),
        (-1, 200, "OPD atau instansi"),
        (3, 409, "Kode itu sudah berganti."),
        (30, 409, "Kode itu tidak cocok."),
    ],
)
def test_an_old_or_wrong_code_says_what_to_do(client, room, steps, status, sentence):
    page = client.get(f"/hadir/{code_of(room, steps=steps)}")

    assert (page.status_code, sentence in page.content.decode()) == (status, True)


@pytest.mark.parametrize("digits", ["0000000000", "123", "abc", "9" * 60, "１２３４５６７８９０"])
def test_what_is_no_rooms_code_is_answered_calmly(client, room, digits):
    page = client.get(f"/hadir/{digits}")

    assert page.status_code == 404
    assert "Presensi mandiri tidak sedang dibuka." in page.content.decode()


def test_a_closed_slot_and_a_room_that_is_off_say_so(client, sari, organiser, room):
    page = read_wall(client, room)
    close_slot(slot=room.slot, by=organiser, at=timezone.now())
    said = client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=passed(page)))
    assert "Presensi mandiri tidak sedang dibuka." in said.content.decode()
    assert said.status_code == 409

    code = code_of(room)
    close_room(room=room, by=organiser, at=timezone.now())

    assert client.get(f"/hadir/{code}").status_code == 404


def test_the_digits_may_be_typed_however_they_are_spaced(client, room):
    code = code_of(room)

    typed = client.post("/hadir/", {"kode": f"{code[:4]} {code[4:7]} {code[7:]}"})

    assert typed.headers["Location"] == f"/hadir/{code}"
    assert client.get("/hadir/").status_code == 200
    assert client.post("/hadir/", {"kode": "12"}).status_code == 422


def test_what_was_read_serves_this_phone_for_some_minutes_and_no_other(client, sari, room):
    page = read_wall(client, room)
    mine, now = marks.mark_of(page.wsgi_request), timezone.now()
    mark = client.cookies[marks.MARK].value
    given = passed(page)
    assert mine == ""
    assert marks.read_pass(given, room, mark=mark, at=now)

    assert marks.read_pass(given, room, mark="another phone 16", at=now) is None
    assert marks.read_pass(given, room, mark=mark, at=now + timedelta(minutes=6)) is None
    assert marks.read_pass(given + "x", room, mark=mark, at=now) is None
    client.cookies.clear()
    forwarded = client.post(f"/hadir/{code_of(room)}", claim_of(sari, pas=given))
    assert forwarded.status_code == 409
    assert not CheckIn.objects.exists()


def test_sending_the_form_twice_is_told_the_same(client, sari, room):
    given = claim_of(sari, pas=passed(read_wall(client, room)))

    first, second = (client.post(f"/hadir/{code_of(room)}", given) for _ in range(2))

    def word(page):
        return re.search(r'hadir-word">([^<]+)<', page.content.decode())[1]

    assert (word(first), word(second)) == ("Hadir", "Hadir")
    assert CheckIn.objects.count() == 1


def test_what_is_kept_of_a_phone_and_its_address_tells_neither(client, sari, room):
    given = claim_of(sari, pas=passed(read_wall(client, room)))
    client.post(f"/hadir/{code_of(room)}", given)

    noted = SelfCheckIn.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", noted.device)
    assert re.fullmatch("[0-9a-f]{64}", noted.address)
    elsewhere = make_room(make_workshop())
    assert marks.address_in(elsewhere, "127.0.0.1") != noted.address


def test_the_first_load_is_light(client, room):
    page = read_wall(client, room)

    text = page.content.decode()
    wanted = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', text)
    wanted += ["plus-jakarta-sans/latin.woff2"]
    weight = len(gzip.compress(page.content))
    for name in set(wanted):
        content = _static(name)
        weight += len(content) if name.endswith("woff2") else len(gzip.compress(content))
    assert weight <= FIRST_LOAD


def _static(name):
    for folder in ("project/static", "workshops/static", "build/vendor"):
        path = settings.BASE_DIR / folder / name
        if path.exists():
            return path.read_bytes()
    raise FileNotFoundError(name)


# -- a phone that knows its owner -------------------------------------------------------------


@pytest.fixture
def owned(client, sari):
    """The phone's owner has let it know them, on their own page."""
    link = make_link(sari)
    client.post(f"/p/{link.token()}/hp/", {"kenali": "1"})
    return link


def test_a_known_phone_confirms_with_one_tap(client, sari, room, owned):
    page = read_wall(client, room)
    assert "Sari Wulandari" in page.content.decode()

    done = client.post(f"/hadir/{code_of(room)}", {"cara": "phone", "pas": passed(page)})

    assert "Sari Wulandari" in done.content.decode()
    assert SelfCheckIn.objects.get().way == "phone"
    assert CheckIn.objects.get().by == owned.user
    assert "Sudah hadir" in read_wall(client, room).content.decode()


def test_a_known_phone_needs_few_queries(client, room, owned, django_assert_num_queries):
    with django_assert_num_queries(4):  # tries, room, owner, whether here already
        page = read_wall(client, room)
    # tries, room, owner; begin, slot held, slot, person, attendance, expected, spot checks,
    # event, note, projection, commit
    with django_assert_num_queries(14):
        client.post(f"/hadir/{code_of(room)}", {"cara": "phone", "pas": passed(page)})


def test_the_mark_of_the_owner_is_no_login_and_tells_no_name(client, sari, owned):
    kept = client.cookies[marks.OWNER]

    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert owned.token() not in kept.value
    assert "Sari" not in kept.value
    assert client.get("/").status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_reissued_link_ends_what_the_phone_knew(client, room, owned):
    owned.revoked_at, owned.revoked_by = timezone.now(), owned.issued_by
    owned.save(update_fields=["revoked_at", "revoked_by"])

    assert "Sari" not in read_wall(client, room).content.decode()


def test_a_phone_forgets_when_told_to_in_either_place(client, room, owned):
    client.post("/hadir/lupakan/")
    assert client.cookies[marks.OWNER].value == ""
    assert "OPD atau instansi" in read_wall(client, room).content.decode()

    client.post(f"/p/{owned.token()}/hp/", {"kenali": "1"})
    client.post(f"/p/{owned.token()}/hp/", {"kenali": "0"})

    assert "OPD atau instansi" in read_wall(client, room).content.decode()


def test_a_phone_of_another_bimtek_is_a_strange_one(client, owned):
    elsewhere = make_room(make_guest_of_room().workshop)

    assert "Sari" not in read_wall(client, elsewhere).content.decode()


# -- the participant's own page ---------------------------------------------------------------


def test_six_digits_on_the_own_page_are_enough(client, sari, room):
    own = f"/p/{make_link(sari).token()}"
    assert "Enam angka terakhir di layar" in client.get(own).content.decode()

    client.post(f"{own}/hadir/", {"kode": code_of(room)[-6:]})

    assert SelfCheckIn.objects.get().way == "link"
    page = client.get(own).content.decode()
    assert "Tercatat hadir" in page
    assert "Enam angka terakhir di layar" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("000", "Kode itu tidak cocok."), ("", "Kode itu tidak cocok.")],
)
def test_wrong_digits_on_the_own_page_say_so(client, sari, room, typed, sentence):
    own = f"/p/{make_link(sari).token()}"

    said = client.post(f"{own}/hadir/", {"kode": typed}, follow=True)

    assert sentence in said.content.decode()
    assert not CheckIn.objects.exists()


def test_without_an_open_room_the_own_page_asks_for_no_digits(client, sari):
    own = f"/p/{make_link(sari).token()}"

    page = client.get(own).content.decode()
    said = client.post(f"{own}/hadir/", {"kode": "123456"}, follow=True)

    assert "Enam angka terakhir di layar" not in page
    assert "kenali HP ini" in page
    assert "Presensi mandiri tidak sedang dibuka." in said.content.decode()
