"""A unit's own pages, by its link with no account and by its administrator's account."""

import pytest
from django.core.cache import cache
from django.test import Client

from participants.actions.person import employ
from participants.models import AuditEntry, EmployeeStatus, MatchState, Role
from tests.at_once import at_once
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_workshop,
)
from tests.factories_links import make_deliverable, make_link, upload
from tests.participants.uploads import EXE
from workshops.actions.link import revoke_link
from workshops.models import (
    AssignmentLetter,
    Delegation,
    Registration,
    RegistrationState,
    Submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def invitation():
    return make_invitation(make_workshop(stages=2), seats=3)


@pytest.fixture
def base(invitation):
    return f"/o/{make_link(invitation).token()}"


def named(invitation):
    return list(
        Registration.objects.filter(workshop=invitation.workshop)
        .order_by("pk")
        .values_list("printed_name", flat=True)
    )


def test_the_link_opens_the_units_page_without_account_and_no_cache_keeps_it(
    client, invitation, base
):
    answer = client.get(base)

    assert answer.status_code == 200
    assert invitation.workshop.title_id in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"


def test_dead_wrong_and_unknown_tokens_are_answered_alike(client, invitation):
    link = make_link(invitation)
    registration = make_registration(invitation=invitation, workshop=invitation.workshop)
    participant = make_link(registration).token()
    revoke_link(link=link, by=make_system(), at=NOW)

    pages = [
        client.get(f"/o/{token}") for token in (link.token(), participant, "tidak-ada", "x" * 500)
    ]

    assert [page.status_code for page in pages] == [404] * 4
    said = {page.text.split("<main")[1].split("</main")[0] for page in pages}
    assert len(said) == 1
    assert "Tautan ini tidak berlaku" in pages[0].text


def test_guessing_is_slowed_but_a_working_link_of_the_same_address_opens(client, base):
    for _guess in range(60):
        client.get("/o/tidak-ada")

    assert client.get("/o/tidak-ada").status_code == 429
    assert client.get(base).status_code == 200


def test_a_person_is_named_and_the_deed_is_the_links_own(client, invitation, base):
    answer = client.post(
        f"{base}/peserta/",
        {"full_name": "Dra. Wa Ode Sari, M.Si.", "job_title": "Perencana", "phone": "081234567890"},
    )

    assert answer.status_code == 302
    registration = Registration.objects.get()
    assert registration.printed_name == "Dra. Wa Ode Sari, M.Si."
    assert registration.person.phone == "+6281234567890"
    assert registration.person.match_state == MatchState.UNMATCHED
    assert registration.registered_by == invitation.links.get().user


def test_a_refusal_keeps_what_was_typed(client, base):
    answer = client.post(f"{base}/peserta/", {"full_name": "Budi Karya", "nip": "123"})

    assert answer.status_code == 422
    assert 'value="Budi Karya"' in answer.text
    assert 'value="123"' in answer.text
    assert not Registration.objects.exists()


def test_the_seat_that_somebody_else_took_meanwhile_is_refused_with_a_sentence(client):
    invitation = make_invitation(make_workshop(), seats=1)
    base = f"/o/{make_link(invitation).token()}"
    client.post(f"{base}/peserta/", {"full_name": "Siti Cepat"})

    answer = client.post(f"{base}/peserta/", {"full_name": "Budi Lambat"})

    assert answer.status_code == 422
    assert "Semua kursi" in answer.text
    assert named(invitation) == ["Siti Cepat"]


def test_a_pasted_list_is_read_back_before_anybody_is_named(client, invitation, base):
    text = "Siti Aminah, S.Kom.\tAnalis\t081234567890\nBudi Karya\t12345678\tArsiparis"

    answer = client.post(f"{base}/tempel/", {"text": text, "act": "read"})

    assert named(invitation) == []
    assert "Siti Aminah, S.Kom." in answer.text
    assert "Tunjuk 1 orang" in answer.text
    assert "081234567890" in answer.text


def test_lines_that_cannot_be_used_stay_in_the_box(client, invitation, base):
    text = "Siti Aminah, S.Kom.\tAnalis\t081234567890\nBudi Karya\t12345678\tArsiparis"

    answer = client.post(f"{base}/tempel/", {"text": text, "act": "name"})

    assert named(invitation) == ["Siti Aminah, S.Kom."]
    assert answer.context["text"] == "Budi Karya\t12345678\tArsiparis"


def test_more_people_than_seats_names_nobody_and_keeps_the_list(client, invitation, base):
    text = "Siti Satu\nSiti Dua\nSiti Tiga\nSiti Empat"

    answer = client.post(f"{base}/tempel/", {"text": text, "act": "name"})

    assert answer.status_code == 422
    assert named(invitation) == []
    assert answer.context["text"] == text


def test_the_staff_list_shows_own_people_with_jobs_and_who_is_registered(client, invitation, base):
    free, taken = (
        make_person(invitation.unit, full_name=name) for name in ("Ani Bebas", "Beni Sudah")
    )
    make_person(make_unit(), full_name="Orang Lain")
    employ(
        person=free,
        unit=invitation.unit,
        status=EmployeeStatus.PNS,
        valid_from=NOW.replace(year=2020).date(),
        job_title="Pranata Komputer",
        by=make_system(),
        at=NOW,
    )
    make_registration(invitation.workshop, taken, invitation=invitation)

    rows = client.get(f"{base}/pegawai/").context["rows"]

    assert [(row.name, row.job, row.clash) for row in rows] == [
        ("Ani Bebas", "Pranata Komputer", False),
        ("Beni Sudah", "", True),
    ]


def test_somebody_of_another_unit_cannot_be_picked(client, invitation, base):
    stranger = make_person(make_unit(), full_name="Orang Lain")

    answer = client.post(f"{base}/pegawai/", {"person": stranger.public_id, "act": "name"})

    assert answer.status_code == 422
    assert named(invitation) == []


def test_somebody_else_comes_for_one_stage_and_the_holder_resumes(client, invitation, base):
    registration = make_registration(invitation.workshop, invitation=invitation)
    first = invitation.workshop.stages.get(order=1)

    answer = client.post(
        f"{base}/peserta/{registration.public_id}/ganti/",
        {
            "how": "stage",
            "stage": first.public_id,
            "full_name": "Ganti Sementara",
            "reason": "Sakit",
        },
    )

    assert answer.status_code == 302
    kept = Delegation.objects.filter(ended_at=None).order_by("first_stage__order")
    assert [(one.registration.printed_name, one.kind) for one in kept] == [
        ("Ganti Sementara", "stands_in"),
        (registration.printed_name, "resumes"),
    ]


def test_withdrawing_asks_for_a_reason_and_frees_the_seat(client, invitation, base):
    registration = make_registration(invitation.workshop, invitation=invitation)
    address = f"{base}/peserta/{registration.public_id}/mundur/"

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Mutasi"}).status_code == 302

    registration.refresh_from_db()
    assert registration.state == RegistrationState.WITHDRAWN
    assert client.get(base).context["free"] == 3


def test_a_letter_that_is_to_follow_is_amber_until_it_comes(client, invitation, base):
    registration = make_registration(invitation.workshop, invitation=invitation)
    promise = {"people": [registration.public_id], "state": "to_follow"}

    assert client.post(f"{base}/surat-tugas/", promise).status_code == 422
    client.post(f"{base}/surat-tugas/", {**promise, "promised_on": "2026-11-30"})
    assert "surat menyusul" in client.get(base).text
    client.post(
        f"{base}/surat-tugas/",
        {
            "people": [registration.public_id],
            "state": "received",
            "number": "094/12/2026",
            "dated_on": "2026-11-20",
        },
    )

    assert AssignmentLetter.objects.get().state == "received"
    assert "surat menyusul" not in client.get(base).text


def test_the_page_says_how_many_works_are_owed_and_by_when(client, invitation, base):
    stage = invitation.workshop.stages.get(order=1)
    for order in (1, 2):
        make_deliverable(stage, order=order, due_on=None)

    texts = [item["text"] for item in client.get(base).context["attention"]]

    assert "OPD Bapak/Ibu masih berutang 2 lembar kerja." in texts


def test_a_work_is_handed_in_and_read_again_as_an_attachment(client, invitation, base):
    deliverable = make_deliverable(invitation.workshop.stages.get(order=1))

    client.post(f"{base}/hasil-kerja/{deliverable.public_id}/", {"upload": upload(), "note": "Ini"})

    submission = Submission.objects.get()
    answer = client.get(f"{base}/berkas/{submission.public_id}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AuditEntry.objects.filter(verb="workshops.submission.read").count() == 1
    assert b"".join(answer.streaming_content)


def test_a_program_with_a_harmless_name_is_refused_with_a_sentence(client, invitation, base):
    deliverable = make_deliverable(invitation.workshop.stages.get(order=1))

    answer = client.post(
        f"{base}/hasil-kerja/{deliverable.public_id}/",
        {"upload": upload(EXE, "lembar.pdf"), "note": "Catatan saya"},
    )

    assert answer.status_code == 422
    assert "Catatan saya" in answer.text
    assert not Submission.objects.exists()


def test_nothing_of_another_unit_opens_through_this_link(client, invitation, base):
    other = make_invitation(invitation.workshop)
    stranger = make_registration(invitation.workshop, invitation=other, printed_name="Rahasia Ya")
    deliverable = make_deliverable(invitation.workshop.stages.get(order=1))
    there = f"/o/{make_link(other).token()}"
    client.post(f"{there}/hasil-kerja/{deliverable.public_id}/", {"upload": upload()})
    version = Submission.objects.get().public_id

    answers = [
        client.get(f"{base}/peserta/{stranger.public_id}/"),
        client.get(f"{base}/peserta/{stranger.public_id}/ganti/"),
        client.post(f"{base}/peserta/{stranger.public_id}/mundur/", {"reason": "x"}),
        client.get(f"{base}/berkas/{version}/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "Rahasia Ya" not in client.get(base).text


def test_the_administrator_of_the_unit_does_the_same_by_account(client, invitation):
    admin = make_role(Role.UNIT_ADMIN, invitation.unit)
    client.force_login(admin)

    listed = client.get("/opd/")
    answer = client.post(f"/opd/{invitation.public_id}/peserta/", {"full_name": "Siti Aminah"})

    assert invitation.workshop.title_id in listed.text
    assert "Belum menunjuk" in listed.text
    assert "Belum menunjuk" not in client.get("/opd/").text
    assert answer.status_code == 302
    assert Registration.objects.get().registered_by == admin
    assert client.get(f"/opd/{invitation.public_id}/").status_code == 200


def test_the_administrator_of_another_unit_finds_nothing(client, invitation):
    client.force_login(make_role(Role.UNIT_ADMIN, make_unit()))

    assert invitation.workshop.title_id not in client.get("/opd/").text
    assert client.get(f"/opd/{invitation.public_id}/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_however_many_are_named(
    client, invitation, base, people, django_assert_num_queries
):
    for _one in range(people):
        make_registration(invitation.workshop, invitation=invitation)
    make_deliverable(invitation.workshop.stages.get(order=1))

    # link, letters, holders, seats, proposals, newest versions, deliverables, stages, programmes;
    # progress (11)
    with django_assert_num_queries(20):
        client.get(base)


@pytest.mark.django_db(transaction=True)
def test_two_people_of_an_opd_sending_for_the_last_seat_at_once_fill_it_once():
    invitation = make_invitation(make_workshop(), seats=1)
    base = f"/o/{make_link(invitation).token()}"

    def send(number):
        return Client().post(f"{base}/peserta/", {"full_name": f"Orang Ke {number}"}).status_code

    codes = at_once(8, send)

    assert sorted(codes) == [302] + [422] * 7
    assert Registration.objects.count() == 1
