"""The organiser's pages before the day, through the test client."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from participants.models import AuditEntry, Notice, NoticeState, Role
from tests.factories import (
    NOW,
    make_competency,
    make_invitation,
    make_registration,
    make_role,
    make_unit,
    make_user,
)
from tests.factories_plan import make_organiser, make_planned
from workshops.actions.invitation import invite
from workshops.models import (
    Guest,
    Invitation,
    InvitationBody,
    Registration,
    Session,
    Stage,
    Workshop,
    WorkshopState,
)
from workshops.rules.inviting import AskedUnit

pytestmark = pytest.mark.django_db
FORTY = "\n".join(f"Dinas Nomor {number}\t0812345678{number:02d}" for number in range(1, 41))


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def workshop(organiser):
    return make_planned(organiser, "smart-city")


@pytest.fixture
def page(client, organiser):
    """Asks for a page by name, logged in as the organiser; posts when data is given."""
    client.force_login(organiser)

    def ask(name, *args, data=None, **extra):
        url = reverse(f"workshops:{name}", args=[getattr(a, "public_id", a) for a in args])
        return client.get(url, **extra) if data is None else client.post(url, data, **extra)

    return ask


def ask_units(workshop, organiser, *names):
    return invite(
        workshop=workshop,
        units=[AskedUnit(name, "+6281234567890") for name in names],
        body=InvitationBody.UNIT,
        seats=2,
        by=organiser,
        at=NOW,
    ).invitations


def test_three_screens_make_a_bimtek_and_ask_forty(page, organiser):
    first = page(
        "workshop-plan",
        data={
            "programme": "satu-tahap",
            "title_id": "Bimtek Satu Data",
            "unit": organiser.unit.public_id,
            "legal_basis": "SK 1/2026",
        },
    )
    second = page("workshop-plan-dates", data=dates("2026-12-01"))
    workshop = Workshop.objects.get()
    look = page("invitation-new", workshop, data={**asked(FORTY), "open_now": "on"})
    nothing_yet = Invitation.objects.count()
    third = page(
        "invitation-new", workshop, data={**asked(FORTY), "open_now": "on", "confirmed": "1"}
    )

    assert first.url == reverse("workshops:workshop-plan-dates")
    assert second.url == reverse("workshops:invitation-new", args=[workshop.public_id])
    assert (look.context["fresh"], nothing_yet) == (40, 0)
    assert third.url == reverse("workshops:invitation-send", args=[workshop.public_id])
    assert Invitation.objects.count() == 40
    workshop.refresh_from_db()
    assert workshop.state == WorkshopState.OPEN
    sending = page("invitation-send", workshop)
    assert len(sending.context["ready"]) == 40
    text = sending.context["ready"][0].text
    assert "Dinas Nomor 1\n" in text
    assert "/o/" in text
    assert "2 peserta" in text


def asked(text, **other):
    return {"units": text, "seats": "2", "body": "unit", **other}


def dates(*starts, ends=(), venue="Aula"):
    rows = {
        "tahap-TOTAL_FORMS": str(len(starts)),
        "tahap-INITIAL_FORMS": str(len(starts)),
    }
    for number, start in enumerate(starts):
        rows[f"tahap-{number}-starts_on"] = start
        rows[f"tahap-{number}-ends_on"] = ends[number] if number < len(ends) else ""
        rows[f"tahap-{number}-venue"] = venue if number == 0 else ""
    return rows


def start_plan(page, organiser, programme="smart-city"):
    page(
        "workshop-plan",
        data={"programme": programme, "title_id": "Bimtek", "unit": organiser.unit.public_id},
    )


def test_four_stages_are_proposed_from_the_first_date_and_shown_before_they_are_made(
    page, organiser
):
    start_plan(page, organiser)

    shown = page("workshop-plan-dates", data=dates("2026-12-01", "", "", ""))

    proposed = [form.initial["starts_on"] for form in shown.context["forms"]]
    assert proposed[:2] == [date(2026, 12, 1), date(2026, 12, 29)]
    assert not Workshop.objects.exists()


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (["", "", "", ""], []),
        (["2026-12-05", "2026-12-01", "2027-01-01", "2027-02-01"], ["2026-12-06"] * 4),
        (["nonsense", "", "", ""], []),
        (["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"], ["2026-11-01"] * 4),
    ],
)
def test_missing_reversed_and_nonsense_dates_are_told_on_the_page(page, organiser, starts, ends):
    start_plan(page, organiser)

    answer = page("workshop-plan-dates", data=dates(*starts, ends=ends))

    assert answer.status_code == 200
    assert not Workshop.objects.exists()


def test_the_second_screen_without_the_first_goes_back(page):
    assert page("workshop-plan-dates").url == reverse("workshops:workshop-plan")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_id": ""},
        {"title_id": "x" * 300},
        {"programme": "lain"},
        {"unit": "tidakada0000"},
    ],
)
def test_the_first_screen_refuses_what_cannot_be(page, organiser, wrong):
    given = {
        "programme": "satu-tahap",
        "title_id": "Bimtek",
        "unit": organiser.unit.public_id,
        **wrong,
    }

    answer = page("workshop-plan", data=given)

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_nobody_plans_in_the_name_of_another_s_unit(page, organiser):
    stranger = make_unit()

    answer = page(
        "workshop-plan",
        data={"programme": "satu-tahap", "title_id": "Bimtek", "unit": stranger.public_id},
    )

    assert "unit" in answer.context["form"].errors


def test_a_list_with_faults_says_what_each_line_becomes(page, workshop, organiser):
    ask_units(workshop, organiser, "Dinas Sosial")
    text = (
        "Dinas Kesehatan\t+44 7911 123456\nDinas Kesehatan\nDinas Sosial\n\t081234567890\n"
        + "x" * 300
        + "\nBappeda\t0812abc"
    )

    shown = page("invitation-new", workshop, data=asked(text))

    assert [line.tone for line in shown.context["preview"]] == [
        "info",
        "idle",
        "idle",
        "bad",
        "bad",
        "warn",
    ]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["", "   \n\t\n", "\n".join(f"Dinas {number}" for number in range(5000))]
)
def test_nothing_and_five_thousand_lines_are_told_on_the_page(page, workshop, text):
    answer = page("invitation-new", workshop, data=asked(text, confirmed="1"))

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Invitation.objects.exists()


def test_a_message_is_marked_sent_and_the_next_one_comes_up(page, workshop, organiser):
    ask_units(workshop, organiser, "Dinas A", "Dinas B")
    first = page("invitation-send", workshop).context["ready"][0]

    page("message-sent", workshop, first.notice_id, data={})

    ready = page("invitation-send", workshop).context["ready"]
    assert [str(message.invitation.unit) for message in ready] == ["Dinas B"]
    assert Notice.objects.get(state=NoticeState.SENT).public_id == first.notice_id


def test_a_message_of_another_bimtek_is_not_marked(page, workshop, organiser):
    other = make_organiser()
    foreign = make_planned(other)
    ask_units(foreign, other, "Dinas C")
    told = Notice.objects.get()

    answer = page("message-sent", workshop, told.public_id, data={})

    assert answer.status_code == 404


def test_reminding_all_leads_to_the_messages(page, workshop, organiser):
    ask_units(workshop, organiser, "Dinas A", "Dinas B")
    Notice.objects.update(state=NoticeState.SENT, sent_at=NOW, sent_by=organiser)

    page("invitation-remind-all", workshop, data={})

    ready = page("invitation-send", workshop).context["ready"]
    assert len(ready) == 2
    assert "Masih ada 2 kursi" in ready[0].text


def test_one_unit_s_page_renews_its_link_changes_seats_and_withdraws(page, workshop, organiser):
    invitation = ask_units(workshop, organiser, "Dinas A")[0]
    old = invitation.links.get().token()

    page("invitation-detail", workshop, invitation, data={"seats": "5"})
    page("invitation-detail", workshop, invitation, data={"phone": "0813-1111-2222"})
    page("invitation-link", workshop, invitation, data={})
    shown = page("invitation-detail", workshop, invitation).content.decode()
    page("invitation-withdraw", workshop, invitation, data={})

    invitation.refresh_from_db()
    assert (invitation.seats.count(), invitation.phone) == (5, "+6281311112222")
    assert old not in shown
    assert invitation.withdrawn_at
    assert page("invitation-detail", workshop, invitation).status_code == 200


@pytest.mark.parametrize(
    "data", [{"phone": "nol delapan"}, {"phone": "0" * 300}, {"seats": "0"}, {"seats": "x"}]
)
def test_nonsense_numbers_and_seats_are_told_beside_the_field(page, workshop, organiser, data):
    invitation = ask_units(workshop, organiser, "Dinas A")[0]

    answer = page("invitation-detail", workshop, invitation, data=data)

    assert answer.status_code == 200
    assert answer.context["phone_form"].errors or answer.context["seats_form"].errors


def test_new_dates_are_saved_only_after_what_they_break_was_shown(page, workshop, organiser):
    stage = workshop.stages.get(order=1)
    ask_units(workshop, organiser, "Dinas A")
    Notice.objects.update(state=NoticeState.SENT, sent_at=NOW, sent_by=organiser)
    given = {
        "title_id": stage.title_id,
        "starts_on": "2026-12-08",
        "ends_on": "2026-12-09",
        "venue": "Aula",
    }

    shown = page("stage-edit", workshop, stage, data=given)
    before = Stage.objects.get(pk=stage.pk).starts_on
    page("stage-edit", workshop, stage, data={**given, "confirmed": "1"})

    assert len(shown.context["consequences"]) == 2  # a told unit, due dates
    assert before == date(2026, 12, 1)
    assert Stage.objects.get(pk=stage.pk).starts_on == date(2026, 12, 8)
    assert Notice.objects.filter(code="workshops.moved", state=NoticeState.READY).count() == 1


@pytest.mark.parametrize(
    ("starts", "ends"), [("2026-12-09", "2026-12-08"), ("x", "y"), ("2026-12-08", "2026-12-08")]
)
def test_dates_that_cannot_be_are_told_on_the_stage_page(page, workshop, starts, ends):
    stage = workshop.stages.get(order=1)

    answer = page(
        "stage-edit",
        workshop,
        stage,
        data={"title_id": "Tahap I", "starts_on": starts, "ends_on": ends, "confirmed": "1"},
    )

    assert answer.context["form"].errors


def test_sessions_and_slots_are_added_changed_and_removed(page, workshop):
    stage = workshop.stages.get(order=1)
    given = {
        "topic_id": "Tambahan",
        "day": "2026-12-01",
        "starts": "16:30",
        "ends": "17:15",
        "jp": "1",
    }
    page("session-add", workshop, stage, data=given)
    session = Session.objects.get(topic_id="Tambahan")
    page("session-edit", workshop, session, data={**given, "jp": "2", "ends": "18:00"})
    session.refresh_from_db()
    jp = session.jp
    page("session-remove", workshop, session, data={})
    page("slot-add", workshop, stage, data={"day": "2026-12-01", "kind": "pulang"})
    slot = stage.slots.get(kind="pulang")
    page("slot-edit", workshop, slot, data={"opens": "15:00", "late": "16:00", "closes": "17:00"})
    slot.refresh_from_db()
    page("slot-remove", workshop, slot, data={})

    assert jp == 2
    assert not Session.objects.filter(topic_id="Tambahan").exists()
    assert workshop.unit.localtime(slot.closes_at).hour == 17
    assert not stage.slots.filter(kind="pulang").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic_id": "x" * 300},
        {"ends": "08:00"},
        {"day": "2030-01-01"},
        {"jp": "-1"},
        {"starts": "?"},
    ],
)
def test_a_session_that_cannot_be_is_told_beside_the_field(page, workshop, wrong):
    stage = workshop.stages.get(order=1)
    given = {"topic_id": "T", "day": "2026-12-01", "starts": "09:00", "ends": "10:00", "jp": "1"}

    answer = page("session-add", workshop, stage, data={**given, **wrong})

    assert answer.context["form"].errors


def test_a_letter_is_written_down_with_its_file_and_read_on_record(page, workshop, files):
    registration = make_registration(workshop)
    picture = SimpleUploadedFile("surat.png", tiny_png(), content_type="image/png")

    page(
        "letter-unit",
        workshop,
        registration.unit,
        data={
            "registrations": [registration.public_id],
            "state": "received",
            "number": "800/1",
            "dated_on": "2021-11-01",
            "upload": picture,
        },
    )

    letter = workshop.letters.get()
    assert list(letter.registrations.all()) == [registration]
    answer = page("letter-file", workshop, letter)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert answer.status_code == 200
    assert AuditEntry.objects.filter(verb="workshops.letter.read").count() == 1


def tiny_png():
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"dated_on": "2099-01-01"},
        {"state": "to_follow", "promised_on": ""},
        {"registrations": []},
        {"number": "x" * 300},
    ],
)
def test_a_letter_that_cannot_be_is_told_beside_the_field(page, workshop, wrong):
    registration = make_registration(workshop)
    given = {
        "registrations": [registration.public_id],
        "state": "received",
        "number": "800/1",
        "dated_on": "2021-11-01",
    }

    answer = page("letter-unit", workshop, registration.unit, data={**given, **wrong})

    assert answer.context["form"].errors
    assert not workshop.letters.exists()


def test_people_of_a_decree_are_admitted_all_or_none(page, workshop):
    text = "Nama\tNIP\tJabatan\nDr. Sari Wulandari, M.T.\t\tKetua\nAndi Pratama\t\tAnggota"
    wrong = text + "\nBudi\t12345\tAnggota"
    given = {"unit_name": "Tim Pelaksana Smart City"}

    refused = page("decree-new", workshop, data={**given, "people": wrong, "confirmed": "1"})
    nobody = Registration.objects.count()
    looked = page("decree-new", workshop, data={**given, "people": text})
    page("decree-new", workshop, data={**given, "people": text, "confirmed": "1"})

    assert (refused.context["wrong"], nobody) == (1, 0)
    assert looked.context["people"] == 2
    assert set(Registration.objects.values_list("printed_name", flat=True)) == {
        "Dr. Sari Wulandari, M.T.",
        "Andi Pratama",
    }
    invitation = Invitation.objects.get(body=InvitationBody.DECREE)
    assert (invitation.seats.count(), invitation.links.count()) == (2, 0)


def test_guests_are_listed_and_taken_off(page, workshop):
    page("guest-list", workshop, data={"people": "Bupati Contoh; Bupati\nSekda Contoh; Sekda"})
    guest = Guest.objects.get(name="Sekda Contoh")
    page("guest-remove", workshop, data={"guest": guest.pk})

    assert [(g.name, g.position) for g in Guest.objects.all()] == [("Bupati Contoh", "Bupati")]
    assert page("guest-remove", workshop, data={"guest": "x"}).status_code == 404


def test_roles_are_given_by_username_and_taken(page, workshop, organiser):
    make_user(username="petugas")

    nobody = page("role-list", workshop, data={"username": "tidakada", "role": "officer"})
    page("role-list", workshop, data={"username": "Petugas", "role": "officer"})
    page("role-link", workshop, data={"name": "Dr. Contoh"})
    shown = page("role-list", workshop)
    page("role-take", workshop, data={"username": "petugas", "role": "officer", "unit": ""})

    assert nobody.context["form"].errors
    assert len(shown.context["rows"]) == 3
    assert "/t/" in shown.context["rows"][1]["text"] + shown.context["rows"][2]["text"]
    assert workshop.roles.count() == 2


def test_rules_are_typed_in_percent_and_kept_as_versions(page, workshop):
    competency = make_competency()

    page("rule-detail", workshop, data={"percent": "87,5", "floor_jp": "0", "jp_basis": "attended"})
    page("award-set", workshop, data={"competency": competency.public_id, "level": "3"})
    shown = page("rule-detail", workshop)
    page("award-retire", workshop, competency, data={})

    rule = workshop.passing_rules.get(version=2)
    assert str(rule.minimum_share) == "0.8750"
    assert [award.level for award in shown.context["awards"]] == [3]
    assert not workshop.award_rules.filter(retired_at=None).exists()


def test_a_share_of_a_hundred_and_one_percent_is_told(page, workshop):
    answer = page(
        "rule-detail", workshop, data={"percent": "101", "floor_jp": "0", "jp_basis": "attended"}
    )

    assert answer.context["form"].errors


def test_words_are_changed_and_registration_is_opened_once(page, workshop):
    page("workshop-edit", workshop, data={"title_id": "Judul baru", "form": "8"})
    page("workshop-open", workshop, data={})
    again = page("workshop-open", workshop, data={}, follow=True)

    workshop.refresh_from_db()
    assert (workshop.title_id, workshop.state) == ("Judul baru", WorkshopState.OPEN)
    assert "sudah dibuka" in again.content.decode()


PAGES = [
    "workshop-detail",
    "workshop-edit",
    "schedule-detail",
    "stage-add",
    "invitation-list",
    "invitation-new",
    "invitation-send",
    "decree-new",
    "letter-list",
    "guest-list",
    "role-list",
    "rule-detail",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_empty_full_and_closed(page, workshop, organiser, name):
    empty = page(name, workshop).status_code
    ask_units(workshop, organiser, "Dinas A", "Dinas B")
    make_registration(workshop)
    full = page(name, workshop).status_code
    workshop.state, workshop.closed_at, workshop.closed_by = WorkshopState.CLOSED, NOW, organiser
    workshop.save()

    assert (empty, full, page(name, workshop).status_code) == (200, 200, 200)


@pytest.mark.parametrize("name", PAGES)
def test_whoever_does_not_run_a_bimtek_does_not_find_its_pages(client, workshop, name):
    other = make_organiser()
    client.force_login(other)

    answer = client.get(reverse(f"workshops:{name}", args=[workshop.public_id]))

    assert answer.status_code == 404


def test_an_invited_opd_reads_the_bimtek_and_only_its_own_figures(client, workshop):
    mine, other = make_invitation(workshop), make_invitation(workshop)
    make_registration(workshop, invitation=mine)
    make_registration(workshop, invitation=other)
    client.force_login(make_role(Role.UNIT_ADMIN, mine.unit))

    shown = client.get(reverse("workshops:workshop-detail", args=[workshop.public_id]))
    listed = client.get(reverse("workshops:workshop-list"))
    changing = client.get(reverse("workshops:invitation-list", args=[workshop.public_id]))

    overview = shown.context["overview"]
    assert (overview.people, overview.seats, overview.attention) == (1, 1, ())
    assert [row.record.people_count for row in listed.context["table"].rows] == [1]
    assert changing.status_code == 404


def test_somebody_without_a_role_cannot_plan(client):
    client.force_login(make_user())

    assert client.get(reverse("workshops:workshop-plan")).status_code == 403


@pytest.mark.parametrize("kind", ["xlsx", "csv", "exe"])
def test_lists_are_downloaded_as_sheets_and_nothing_else(page, workshop, organiser, kind):
    ask_units(workshop, organiser, "=cmd()")

    bimtek, units = page("workshop-export", kind), page("invitation-export", workshop, kind)

    expected = 404 if kind == "exe" else 200
    assert (bimtek.status_code, units.status_code) == (expected, expected)
    if kind == "csv":
        assert "=cmd()" not in units.content.decode("utf-8-sig").split(",")
        assert "/o/" not in units.content.decode("utf-8-sig")


def test_the_list_is_narrowed_by_state_and_words(page, workshop, organiser):
    make_planned(organiser, title_id="Bimtek Lain")

    by_words = page("workshop-list", data=None, QUERY_STRING="judul=lain")
    by_state = page("workshop-list", data=None, QUERY_STRING="keadaan=closed")
    nonsense = page("workshop-list", data=None, QUERY_STRING="keadaan=zzz&page=99&sort=zzz")

    assert [row.record.title_id for row in by_words.context["table"].rows] == ["Bimtek Lain"]
    assert list(by_state.context["table"].rows) == []
    assert nonsense.status_code == 200
