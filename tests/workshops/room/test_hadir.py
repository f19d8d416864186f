"""A phone that does not know its owner: the code, the three questions, and who guesses."""

import gzip
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories import make_workshop
from tests.factories_room import code_of, make_room
from tests.workshops.room.phones import claim_of, passed, read_wall
from workshops.actions.attendance import close_slot
from workshops.actions.room import close_room
from workshops.models import Attendance, CheckIn, SelfCheckIn
from workshops.views.room import limits, marks

pytestmark = pytest.mark.django_db
FIRST_LOAD = 60 * 1024  # bytes over the wire


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
