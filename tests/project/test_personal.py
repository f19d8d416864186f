"""A participant's own page behind their link."""

import zlib
from datetime import timedelta

import pytest
from django.core.cache import cache

from certificates.actions.revoking import revoke
from tests import papers
from tests.factories import (
    NOW,
    make_invitation,
    make_registration,
    make_stage,
    make_user,
    make_workshop,
)
from tests.factories_certificates import make_certificate, make_entitlement
from tests.factories_links import make_link
from workshops.actions.delegation import stand_in
from workshops.actions.registration import Named, withdraw
from workshops.exporting.calendar import calendar
from workshops.models import Attendance, Registration
from workshops.queries.personal import agenda_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def registration():
    return make_registration(make_workshop(), printed_name="Dra. Wa Ode Sari, M.Si.")


@pytest.fixture
def base(registration):
    return f"/p/{make_link(registration).token()}"


def test_the_page_says_who_where_and_what_is_missing(client, registration, base):
    answer = client.get(base)

    assert answer.status_code == 200
    assert "Dra. Wa Ode Sari, M.Si." in answer.text
    assert str(registration.unit) in answer.text
    assert answer["Cache-Control"] == "private, no-store"


def test_a_units_link_and_an_unknown_one_open_no_participants_page(client, registration, base):
    unit = make_link(make_invitation(registration.workshop)).token()

    assert [client.get(f"/p/{token}").status_code for token in (unit, "tidak-ada")] == [404, 404]


def test_the_link_dies_when_the_person_withdraws(client, registration, base):
    withdraw(registration=registration, reason="Mutasi", by=registration.registered_by, at=NOW)

    assert client.get(base).status_code == 404


def test_yes_it_is_right_confirms_what_stood_there_by_the_link_itself(client, registration, base):
    answer = client.post(f"{base}/nama/", {"printed_name": "Dra. Wa Ode Sari, M.Si."})

    registration.refresh_from_db()
    assert answer.status_code == 302
    assert registration.printed_name == "Dra. Wa Ode Sari, M.Si."
    assert registration.confirmed_by == registration.links.get().user


def test_the_person_puts_their_name_right(client, registration, base):
    client.post(
        f"{base}/nama/", {"printed_name": "Dr. Wa Ode Sari, M.Si.", "printed_post": "Kabid"}
    )

    registration.refresh_from_db()
    assert (registration.printed_name, registration.printed_post) == (
        "Dr. Wa Ode Sari, M.Si.",
        "Kabid",
    )


def test_an_empty_name_is_refused_and_nothing_changes(client, registration, base):
    answer = client.post(f"{base}/nama/", {"printed_name": "  "})

    assert answer.status_code == 422
    assert Registration.objects.get().confirmed_at is None


def test_after_closing_the_name_is_fixed(client, registration, base):
    workshop = registration.workshop
    workshop.state, workshop.closed_at, workshop.closed_by = "closed", NOW, workshop.created_by
    workshop.save()

    answer = client.post(f"{base}/nama/", {"printed_name": "Orang Lain"})

    registration.refresh_from_db()
    assert answer.status_code == 422
    assert registration.printed_name == "Dra. Wa Ode Sari, M.Si."


def test_pictures_and_calendar_come_with_their_types(client, base):
    found = {
        name: client.get(f"{base}/{name}")["Content-Type"]
        for name in ("qr.png", "kartu.png", "jadwal.ics")
    }

    assert found == {
        "qr.png": "image/png",
        "kartu.png": "image/png",
        "jadwal.ics": "text/calendar; charset=utf-8",
    }


def test_who_is_stood_in_for_is_not_expected_at_that_stage(registration):
    second = make_stage(registration.workshop, order=2, day=NOW.date() + timedelta(days=7))
    by = registration.registered_by
    stand_in(registration=registration, stage=second, who=Named("Ganti"), by=by, at=NOW)

    agenda = agenda_of(registration, at=NOW)

    assert [one.stage.order for one in agenda.stages] == [1]


def test_the_next_session_is_the_one_that_has_not_ended(registration):
    afternoon = NOW + timedelta(hours=2, minutes=30)

    assert agenda_of(registration, at=NOW).next.session.topic_id == "Materi pagi 1"
    assert agenda_of(registration, at=afternoon).next.session.topic_id == "Materi siang 1"
    assert agenda_of(registration, at=NOW + timedelta(days=1)).next is None


def test_the_calendar_folds_by_octets_and_escapes(registration):
    workshop = registration.workshop
    workshop.title_id = "Bimtek, tahap; satu – " + "panjang sekali – " * 8

    lines = calendar(workshop, agenda_of(registration, at=NOW).stages, at=NOW).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert b"SUMMARY:Bimtek\\, tahap\\; satu" in b"\n".join(lines)
    assert lines.count(b"BEGIN:VEVENT") == 1


def test_the_share_text_does_not_carry_the_personal_link(client, registration, base):
    token = base.removeprefix("/p/")
    shared = client.get(base).text.split('href="https://wa.me/?text=')[1:]

    assert all(token not in text.split('"')[0] for text in shared)


def test_the_page_is_light(client, registration, base):
    page = client.get(base).content

    assert len(zlib.compress(page)) < 12_000


@pytest.mark.parametrize("others", [0, 3])
def test_the_page_takes_the_same_queries_however_many_take_part(
    client, registration, base, others, django_assert_num_queries
):
    for _other in range(others):
        make_registration(registration.workshop)
    slot = registration.workshop.stages.get().slots.first()
    Attendance.objects.create(
        registration=registration,
        slot=slot,
        status="present",
        arrived_at=NOW,
        noted_at=NOW,
        noted_by=registration.registered_by,
    )

    with django_assert_num_queries(
        18
    ):  # link, room, 10 of the evaluator, 4 of the agenda, certificates
        client.get(base)


def test_a_revoked_certificate_is_told_calmly_with_the_reason_and_whom_to_ask(client, files):
    papers.ensure_faces()
    workshop = make_workshop()
    holder = make_registration(workshop)
    make_entitlement(holder)
    certificate = make_certificate(workshop)
    revoke(
        certificate=certificate,
        public_reason="Peserta tidak hadir pada Tahap II.",
        file_reason="",
        by=make_user(),
        at=NOW,
    )

    page = client.get(f"/p/{make_link(holder).token()}").content.decode()

    assert f"Sertifikat {certificate.number} dicabut" in page
    assert "dengan alasan: Peserta tidak hadir pada Tahap II. Kehadiran" in page
    assert f"hubungi panitia di {workshop.unit}." in page
