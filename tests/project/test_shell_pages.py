"""The gallery, the health addresses, icons, the CSS budget, the access check."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.utils import formats, translation

from participants.models import Role
from project import checks, icons, navigation
from project.views import errors
from tests.factories import make_user, make_workshop
from workshops.models import WorkshopState

FOLDER = settings.BASE_DIR / "project"
CSS = FOLDER / "static" / "project" / "css"
PHONE = ("tokens.css", "parts.css", "details.css", "pocket.css")


@pytest.mark.parametrize("address", ["/galeri/", "/galeri/saku/"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_gallery_shows_every_component(client, db, address, language):
    answer = client.get(address, headers={"Accept-Language": language})

    assert answer.status_code == 200


def test_every_component_is_in_the_gallery():
    shown = "".join(
        path.read_text(encoding="utf-8")
        for path in (FOLDER / "templates").rglob("*.html")
        if path.parent.name != "errors"
    )

    unused = [
        path.name
        for path in (FOLDER / "templates" / "components").glob("*.html")
        if f"components/{path.name}" not in shown and path.name != "table.html"
    ]

    assert unused == []


def test_a_phones_css_stays_within_15_kilobytes():
    weight = sum((CSS / name).stat().st_size for name in PHONE)

    assert weight <= 15_000


def test_every_icon_a_template_names_is_on_the_list_and_has_shapes():
    named = set()
    for path in settings.BASE_DIR.glob("*/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'{% icon "([^"]+)"', text))
        named |= set(re.findall(r'icon_name="([^"]+)"', text))

    assert named - icons.NAMES == set()
    assert [name for name in sorted(named) if not icons.shapes(name)] == []


def test_an_icon_off_the_list_is_a_programmers_slip():
    with pytest.raises(KeyError):
        icons.shapes("../../../etc/passwd")


def test_no_template_has_inline_script_or_style():
    found = []
    for path in settings.BASE_DIR.glob("*/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", text)
        styles = re.findall(r"<style|\sstyle=|\son[a-z]+=", text)
        found += [(path.name, fault) for fault in scripts + styles]

    assert found == []


def test_alive_and_ready(client, db):
    alive, ready = client.get("/livez"), client.get("/readyz")

    assert (alive.status_code, alive.text) == (200, "ok")
    assert ready.status_code == 200
    assert ready.json() == {
        "database": True,
        "migrations": True,
        "storage": True,
        "oldest_waiting_job_seconds": None,
    }


def test_robots_may_read_verifications_alone(client, db):
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /v/\nDisallow: /\n"


def test_every_address_states_who_may_see_it():
    assert checks.every_view_states_who_may_see_it(None) == []


@pytest.mark.urls("tests.project.shell_urls")
def test_a_view_without_a_rule_fails_the_check():
    found = [error.msg for error in checks.every_view_states_who_may_see_it(None)]

    assert "tests.project.shell_urls.undecided states no access rule." in found


@pytest.fixture
def request_of_an_admin(rf, db):
    request = rf.get("/akun/")
    request.user = make_user(is_superuser=True)
    request.session = {}
    return request


def test_whoever_may_see_everything_has_seven_entries_in_sight_and_the_rest_folded(
    request_of_an_admin, monkeypatch
):
    everywhere = tuple(
        navigation.Entry(f"Tempat {number}", "home", "project:account") for number in range(9)
    )
    monkeypatch.setattr(navigation, "ENTRIES", everywhere)

    nav = navigation.of(request_of_an_admin)

    assert (len(nav.entries), len(nav.more), len(nav.first), len(nav.rest)) == (7, 2, 3, 6)


def test_an_entry_without_an_address_is_not_shown(request_of_an_admin, monkeypatch):
    nowhere = (navigation.Entry("Kelak", "home", "project:not-there-yet"),)
    monkeypatch.setattr(navigation, "ENTRIES", nowhere)

    assert navigation.of(request_of_an_admin).entries == ()


def test_every_role_has_at_most_seven_entries():
    for role in Role:
        entries = [e for e in navigation.ENTRIES if not e.roles or role in e.roles]
        assert len(entries) <= navigation.AT_MOST, role


@pytest.mark.urls("tests.project.shell_urls")
def test_a_pinned_bimtek_costs_no_query(request_of_an_admin, django_assert_num_queries):
    workshop = make_workshop()
    navigation.pin(request_of_an_admin, workshop)

    with django_assert_num_queries(1):  # the grants
        nav = navigation.of(request_of_an_admin)

    assert nav.pinned == {"name": str(workshop), "url": f"/bimtek/{workshop.public_id}/"}


def test_the_login_pins_the_bimtek_that_runs(request_of_an_admin):
    running = make_workshop(state=WorkshopState.RUNNING)
    make_workshop(state=WorkshopState.OPEN)
    make_workshop(state=WorkshopState.DRAFT)

    navigation.pin_current(request_of_an_admin, request_of_an_admin.user)

    assert request_of_an_admin.session[navigation.PINNED]["code"] == running.public_id


def test_nobody_pins_a_bimtek_they_may_not_see(client, db):
    client.force_login(make_user())

    assert client.post("/sematkan/", {"code": make_workshop().public_id}).status_code == 404


def test_the_servers_own_failure_needs_nothing(rf):
    answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "Ada gangguan pada sistem" in answer.text


@pytest.mark.parametrize(
    ("language", "day", "figure"),
    [("id", "7 Desember 2021", "1.250,5"), ("en", "7 December 2021", "1,250.5")],
)
def test_what_django_formats_by_itself_looks_the_same(language, day, figure):
    with translation.override(language):
        assert formats.date_format(date(2021, 12, 7), "DATE_FORMAT") == day
        assert formats.number_format("1250.5", force_grouping=True) == figure


def test_a_place_below_an_entry_marks_the_entry(request_of_an_admin, monkeypatch):
    monkeypatch.setattr(
        navigation, "ENTRIES", (navigation.Entry("Galeri", "home", "project:gallery"),)
    )

    marks = []
    for path in ("/galeri/", "/galeri/saku/", "/akun/"):
        request_of_an_admin.path = path
        marks.append(navigation.of(request_of_an_admin).entries[0].current)

    assert marks == ["page", "true", ""]
