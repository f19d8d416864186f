"""The page on which a register's pattern is decided, and the numbers of the agenda book."""

from datetime import date

import pytest

from certificates import queries
from certificates.actions.numbers import change_pattern
from certificates.actions.numbers import use_pattern as begin
from certificates.models import Certificate
from participants.errors import Refused
from participants.models import Number, NumberSeries, Role
from tests import papers
from tests.factories import NOW, make_role, make_system, make_unit
from tests.factories_certificates import PATTERN, ask, make_certificate, make_closed_workshop

pytestmark = pytest.mark.django_db
OTHER = "900/{urut:04}/KOMINFO/{tahun}"


@pytest.fixture
def workshop(client):
    papers.ensure_faces()
    workshop = make_closed_workshop(people=2)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    return workshop


@pytest.fixture
def series(workshop):
    make_certificate(workshop)
    return NumberSeries.objects.get()


def page_of(series) -> str:
    return f"/sertifikat/register/{series.public_id}/pola/"


def test_the_count_of_the_year_goes_on_under_the_new_pattern(series, workshop):
    today = workshop.unit.localdate(NOW)

    change_pattern(series=series, pattern=OTHER, on=today, by=make_system(), at=NOW)
    ask(workshop, pattern=OTHER)

    now = queries.register_of(workshop.unit, year=today.year)
    assert queries.next_number(now, today) == f"900/0002/KOMINFO/{today.year}"
    series.refresh_from_db()
    assert (series.valid_to, now.valid_to) == (today, None)


def test_a_pattern_for_january_leaves_this_year_alone_and_begins_at_one(client, series, workshop):
    today = workshop.unit.localdate(NOW)

    january = change_pattern(
        series=series, pattern=OTHER, on=date(today.year + 1, 1, 1), by=make_system(), at=NOW
    )
    second = make_certificate(workshop)

    assert queries.register_of(workshop.unit, year=today.year) == series
    assert queries.register_of(workshop.unit, year=today.year + 1) == january
    assert second.number.startswith("800.2.3/002/")
    assert queries.next_number(january, date(today.year + 1, 2, 1)).startswith("900/0001/")
    changed = change_pattern(
        series=series,
        pattern="1/{urut}/{tahun}",
        on=date(today.year + 1, 1, 1),
        by=make_system(),
        at=NOW,
    )
    assert changed == january
    assert NumberSeries.objects.count() == 2


@pytest.mark.parametrize("days", ["2020-01-01", "2099-05-05"], ids=["past", "some-day"])
def test_a_pattern_begins_today_or_with_a_year(series, days):
    with pytest.raises(Refused, match="1 Januari"):
        change_pattern(
            series=series, pattern=OTHER, on=date.fromisoformat(days), by=make_system(), at=NOW
        )


def test_no_pattern_changes_while_papers_are_numbered_by_it(series, workshop):
    ask(workshop, pattern=PATTERN)

    with pytest.raises(Refused, match="sedang dinomori"):
        begin(
            unit=workshop.unit,
            pattern=OTHER,
            on=workshop.unit.localdate(NOW),
            by=make_system(),
            at=NOW,
        )


def test_the_page_shows_the_next_number_before_it_keeps_the_pattern(client, series):
    shown = client.post(page_of(series), {"pattern": OTHER, "since": "sekarang", "preview": "1"})
    wrong = client.post(page_of(series), {"pattern": "tanpa urut", "since": "sekarang"})
    before = NumberSeries.objects.count()
    kept = client.post(page_of(series), {"pattern": OTHER, "since": "tahun-depan"})

    assert "900/000" in shown.content.decode()
    assert "field-error" in wrong.content.decode()
    assert (before, kept.status_code, NumberSeries.objects.count()) == (1, 302, 2)


def test_numbers_of_the_agenda_book_wait_for_their_bimtek(client, workshop):
    said = {"workshop": workshop.public_id, "year": 2026, "typed": "090/SC/2026 s.d. 093"}

    kept = client.post("/sertifikat/register/ketik-nomor/", said)
    twice = client.post("/sertifikat/register/ketik-nomor/", said)

    assert kept.status_code == 302
    assert "field-error" in twice.content.decode()
    assert queries.typed_left(workshop, 2026) == 4
    assert Number.objects.filter(text="092/SC/2026").exists()
    assert "091/SC/2026" in client.get(kept.headers["Location"]).content.decode()


def test_nobody_elses_register_is_changed(client, series, workshop):
    client.force_login(make_role(Role.ORGANISER, make_unit()))

    assert client.get(page_of(series)).status_code == 404
    refused = client.post(
        "/sertifikat/register/ketik-nomor/",
        {"workshop": workshop.public_id, "year": 2026, "typed": "1-9"},
    )
    assert refused.status_code == 200
    assert not Number.objects.filter(series__pattern="-").exists()


def test_the_certificates_page_links_to_its_credential(client, series):
    certificate = Certificate.objects.get()

    page = client.get(f"/sertifikat/{certificate.public_id}/").content.decode()

    for name in ("kredensial.json", "kredensial.jwt"):
        address = f"/v/{certificate.public_id}/{name}"
        assert address in page
        assert client.get(address).status_code == 200
