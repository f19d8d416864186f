"""A phone that knows its owner, and the participant's own page."""

import pytest
from django.utils import timezone

from tests.factories_links import make_link
from tests.factories_room import code_of, make_guest_of_room, make_room
from tests.workshops.room.phones import passed, read_wall
from workshops.models import CheckIn, SelfCheckIn
from workshops.views.room import marks

pytestmark = pytest.mark.django_db


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
    # tries, room, owner; begin, slot held, slot, person, attendance, expected, entry, spot checks,
    # event, note, projection, commit
    with django_assert_num_queries(15):
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
