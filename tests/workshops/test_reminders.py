"""Who has not delivered is reminded, once a day at most, and nobody else is."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from participants.models import Notice, Role
from tests.factories import NOW, make_invitation, make_role, make_system, make_workshop
from tests.factories_links import hand_in, make_deliverable, make_link
from workshops.actions import review as acts
from workshops.actions.group import make_group
from workshops.actions.reminder import remind_owing
from workshops.actions.review import Words
from workshops.models import Stage
from workshops.queries.board import debts_of
from workshops.queries.reminder import reminders_of

SOON = NOW.date() + timedelta(days=3)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def workshop():
    """Its one stage has begun."""
    workshop = make_workshop()
    today = workshop.unit.localdate(NOW)
    workshop.stages.update(starts_on=today - timedelta(days=3), ends_on=today)
    return workshop


def opd(workshop):
    invitation = make_invitation(workshop)
    make_link(invitation)
    return invitation


def owing(workshop, at=NOW):
    return {debt.owner for debt in debts_of(workshop, at=at)}


def remind(workshop, at=NOW):
    return [one.about_id for one in remind_owing(workshop=workshop, by=make_system(), at=at)]


def test_who_delivered_owes_nothing_until_it_comes_back(workshop):
    asked = make_deliverable(workshop.stages.get(), due_on=SOON)
    silent, waiting, accepted, returned = (opd(workshop) for _each in range(4))
    hand_in(asked, waiting)
    given = {"by": make_system(), "at": NOW}
    acts.accept(submission=hand_in(asked, accepted), **given)
    acts.ask_to_revise(submission=hand_in(asked, returned), words=Words("Lengkapi."), **given)

    assert owing(workshop) == {silent, returned}
    assert set(remind(workshop)) == {silent.public_id, returned.public_id}


def test_what_a_coming_stage_asks_and_what_is_locked_is_owed_by_nobody(workshop):
    first = workshop.stages.get()
    later = Stage.objects.create(
        workshop=workshop,
        order=2,
        title_id="Tahap II",
        starts_on=first.ends_on + timedelta(days=20),
        ends_on=first.ends_on + timedelta(days=21),
    )
    make_deliverable(later)
    make_deliverable(first, due_on=date(2026, 1, 1), frozen_after=date(2026, 1, 2))
    opd(workshop)

    assert owing(workshop) == set()


def test_what_is_due_weeks_later_is_not_reminded_of_until_its_last_week(workshop):
    today = workshop.unit.localdate(NOW)
    stage = workshop.stages.get()
    titles = {"Terlambat": -1, "Pekan ini": 7, "Bulan depan": 8, "Tanpa tenggat": None}
    for title, days in titles.items():
        due = None if days is None else today + timedelta(days=days)
        make_deliverable(stage, title_id=title, due_on=due)
    opd(workshop)

    [debt] = debts_of(workshop, at=NOW)
    told = {work.deliverable.title_id for work in debt.works}
    [later] = debts_of(workshop, at=NOW + timedelta(days=1))

    assert told == {"Terlambat", "Pekan ini", "Tanpa tenggat"}
    assert "Bulan depan" in {work.deliverable.title_id for work in later.works}


def test_one_reminder_a_day_and_none_while_one_waits(workshop):
    make_deliverable(workshop.stages.get(), due_on=SOON)
    unit = opd(workshop)

    assert remind(workshop) == [unit.public_id]
    assert remind(workshop) == []
    assert remind(workshop, NOW + timedelta(days=1)) == []  # the first was not handed over yet
    Notice.objects.update(state="sent", sent_at=NOW, sent_by=make_system())
    assert remind(workshop, NOW + timedelta(hours=1)) == []
    assert remind(workshop, NOW + timedelta(days=1)) == [unit.public_id]


def test_who_delivers_after_the_message_was_readied_is_not_shown_any_more(workshop):
    asked = make_deliverable(workshop.stages.get(), due_on=SOON)
    unit = opd(workshop)
    remind(workshop)

    before = [one.ready for one in reminders_of(workshop, at=NOW)]
    hand_in(asked, unit)

    assert before == [True]
    assert reminders_of(workshop, at=NOW) == []


def test_a_group_that_owes_is_reminded_with_its_own_link(workshop):
    make_deliverable(workshop.stages.get(), owed_by="group", title_id="Peta jalan", due_on=SOON)
    group = make_group(workshop=workshop, name="Kelompok 1", by=make_system(), at=NOW)

    remind(workshop)

    [one] = reminders_of(workshop, at=NOW)
    assert (one.debt.owner, one.ready) == (group, True)
    assert "Yth. Kelompok 1" in one.text
    assert group.links.get().token() in one.text
    assert "Peta jalan" in one.text


def test_the_page_shows_who_readies_and_marks_what_was_handed_over(client, workshop):
    make_deliverable(workshop.stages.get(), title_id="Rencana aksi", due_on=SOON)
    unit = opd(workshop)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    here = f"/bimtek/{workshop.public_id}/hasil-kerja/ingatkan/"

    preview = client.get(here)
    client.post(here)
    told = Notice.objects.get()
    client.post(f"{here}{told.public_id}/terkirim/")

    assert str(unit.unit) in preview.text
    assert "Rencana aksi" in preview.text
    told.refresh_from_db()
    assert told.state == "sent"
    client.force_login(make_role(Role.UNIT_ADMIN, unit.unit))
    assert client.get(here).status_code == 404


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_takes_the_same_queries_however_many_owe(
    client, workshop, units, django_assert_num_queries
):
    make_deliverable(workshop.stages.get(), due_on=SOON)
    for _unit in range(units):
        opd(workshop)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    here = f"/bimtek/{workshop.public_id}/hasil-kerja/ingatkan/"
    client.get(here)

    # session, user, grants, workshop; deliverables, stages, newest, invitations; stages, links,
    # notices
    with django_assert_num_queries(11):
        client.get(here)
