"""The day after which nothing is sent, and what is returned when it has passed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories import NOW, make_invitation
from tests.factories_links import hand_in, make_link
from tests.workshops.test_review import asked, do, expert_of, note, why_not
from workshops.models import SubmissionState
from workshops.queries.deliverable import works_of
from workshops.rules.states import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.mark.parametrize(
    ("act", "actor"),
    [
        ("ask_to_revise", Actor.EXPERT),
        ("reopen", Actor.COMMITTEE),
        ("decline", Actor.OWNER),
    ],
)
def test_what_is_returned_after_the_freezing_day_may_be_sent_again_for_a_week(act, actor):
    frozen = NOW.date()
    deliverable, invitation = asked(frozen_after=frozen, due_on=None)
    version = hand_in(deliverable, invitation, note())
    later = NOW + timedelta(days=3)
    if act == "reopen":
        do("accept", version, Actor.EXPERT, at=later)
    if act == "decline":
        version = do("hand_back", version, Actor.EXPERT, at=later)
    before = why_not(hand_in, deliverable, make_invitation(invitation.workshop), note(), at=later)

    do(act, version, actor, at=later)
    version.refresh_from_db()
    [work] = works_of(invitation, at=later)
    too_late = why_not(hand_in, deliverable, invitation, note(), at=later + timedelta(days=8))
    again = hand_in(deliverable, invitation, note(), at=later + timedelta(days=7))

    assert before == too_late == ["deliverable-frozen"]
    assert (work.owed, work.takes_a_version) == (True, True)
    assert work.open_until == (later + timedelta(days=7)).date()
    assert again.state == SubmissionState.SUBMITTED


def test_a_return_before_the_freezing_day_leaves_that_day_where_it_is():
    deliverable, invitation = asked(frozen_after=NOW.date() + timedelta(days=30), due_on=None)

    do("ask_to_revise", hand_in(deliverable, invitation, note()), Actor.EXPERT)

    [work] = works_of(invitation, at=NOW)
    assert (work.open_until, work.frozen) == (None, False)


def test_the_expert_is_told_and_the_opd_reads_until_when(client):
    deliverable, invitation = asked(due_on=None)
    sent = hand_in(deliverable, invitation, note())
    deliverable.frozen_after = timezone.localdate() - timedelta(days=1)
    deliverable.save()
    client.force_login(expert_of(invitation.workshop))
    form = client.get(f"/tinjauan/{sent.public_id}/").text
    client.post(f"/tinjauan/{sent.public_id}/", {"verdict": "revise", "comment": "Lengkapi."})
    client.logout()

    desk = f"/o/{make_link(invitation).token()}/hasil-kerja/{deliverable.public_id}/"
    page = client.get(desk).text
    answer = client.post(desk, {"text": "Sudah dilengkapi."})

    assert "tetap dapat dikirim lagi selama 7 hari" in form
    assert "dapat dikirim lagi sampai" in page
    assert answer.status_code == 302
