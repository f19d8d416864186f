"""Forty units are pasted, told, reminded; others come by decree or as guests."""

import pytest

from participants.models import Notice, NoticeState
from tests.factories import NOW, make_unit
from tests.factories_plan import ask_units, asked, make_organiser, make_planned
from workshops.models import (
    Guest,
    Invitation,
    InvitationBody,
    Registration,
)

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("kind", ["xlsx", "csv", "exe"])
def test_lists_are_downloaded_as_sheets_and_nothing_else(page, workshop, organiser, kind):
    ask_units(workshop, organiser, "=cmd()")

    bimtek, units = page("workshop-export", kind), page("invitation-export", workshop, kind)

    expected = 404 if kind == "exe" else 200
    assert (bimtek.status_code, units.status_code) == (expected, expected)
    if kind == "csv":
        assert "=cmd()" not in units.content.decode("utf-8-sig").split(",")
        assert "/o/" not in units.content.decode("utf-8-sig")


def test_a_misspelt_unit_is_asked_about_before_a_new_one_is_made(page, workshop):
    make_unit(workshop.unit.parent or workshop.unit, name="Dinas Kesehatan")

    shown = page("invitation-new", workshop, data=asked("Dinas Kesehatn\t081234567890"))

    (line,) = shown.context["preview"]
    assert (line.tone, line.word) == ("warn", "Unit baru; periksa namanya")
    assert line.faults == (
        "Maksudnya “Dinas Kesehatan”? Bila ya, perbaiki di daftar; bila bukan, biarkan.",
    )
