"""Three screens make a Bimtek; what is typed wrongly is told."""

from datetime import date

import pytest
from django.urls import reverse

from participants.models import Notice, NoticeState
from tests.factories import (
    NOW,
    make_unit,
    make_user,
)
from tests.factories_plan import FORTY, ask_units, asked, make_planned
from workshops.models import (
    Invitation,
    Stage,
    Workshop,
    WorkshopState,
)

pytestmark = pytest.mark.django_db


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


def test_words_are_changed_and_registration_is_opened_once(page, workshop):
    page("workshop-edit", workshop, data={"title_id": "Judul baru", "form": "8"})
    page("workshop-open", workshop, data={})
    again = page("workshop-open", workshop, data={}, follow=True)

    workshop.refresh_from_db()
    assert (workshop.title_id, workshop.state) == ("Judul baru", WorkshopState.OPEN)
    assert "sudah dibuka" in again.content.decode()


def test_somebody_without_a_role_cannot_plan(client):
    client.force_login(make_user())

    assert client.get(reverse("workshops:workshop-plan")).status_code == 403


def test_the_list_is_narrowed_by_state_and_words(page, workshop, organiser):
    make_planned(organiser, title_id="Bimtek Lain")

    by_words = page("workshop-list", data=None, QUERY_STRING="judul=lain")
    by_state = page("workshop-list", data=None, QUERY_STRING="keadaan=closed")
    nonsense = page("workshop-list", data=None, QUERY_STRING="keadaan=zzz&page=99&sort=zzz")

    assert [row.record.title_id for row in by_words.context["table"].rows] == ["Bimtek Lain"]
    assert list(by_state.context["table"].rows) == []
    assert nonsense.status_code == 200
