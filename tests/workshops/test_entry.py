"""Entry to a stage: warned by default, kept waiting where the organiser chose so, let in by a reason."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.errors import Refused
from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_registration,
    make_role,
    make_stage,
    make_system,
    make_workshop,
)
from tests.factories_day import EIGHT, make_door, make_scan
from tests.factories_links import hand_in, make_deliverable
from workshops.actions import review as acts
from workshops.actions.checkin import receive
from workshops.actions.deliverable import define_deliverable, remove_deliverable
from workshops.actions.door_act import Wanted, act_at_door, allow_acts
from workshops.actions.entry import let_in, refresh_all_holds, set_entry
from workshops.actions.group import add_members, dissolve_group, make_group, remove_member
from workshops.models import Attendance, CheckIn, EntryHold, EntryPass, PassingRule
from workshops.queries.entry import entry_of
from workshops.queries.roster import sealed
from workshops.tokens import new_nonce

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def workshop():
    """Stage I a month ago, without hours; stage II today. Hours are not asked for."""
    workshop = make_workshop(stages=0)
    today = workshop.unit.localdate(NOW)
    make_stage(workshop, 1, today - timedelta(days=28))
    make_stage(workshop, 2, today)
    PassingRule.objects.update(minimum_share=0)
    return workshop


@pytest.fixture
def second(workshop):
    return workshop.stages.get(order=2)


@pytest.fixture
def asked(workshop):
    first = workshop.stages.get(order=1)
    day = first.starts_on + timedelta(days=20)
    return make_deliverable(first, title_id="Rencana aksi", due_on=day, required_after=day)


def given():
    return {"by": make_system(), "at": NOW}


def person(workshop, invitation=None):
    return make_registration(workshop, invitation=invitation or make_invitation(workshop))


def lacking(stage):
    return {
        one.registration: [reason.code for reason in one.reasons]
        for one in entry_of(stage, at=NOW).entries
        if one.held
    }


def delivered(deliverable, owner):
    sent = hand_in(deliverable, owner, at=NOW)
    acts.accept(submission=sent, **given())
    return sent


def scanned(workshop, who, door=None):
    door = door or make_door(workshop)
    item = make_scan(who)
    (answer,) = receive(token=door[1], items=[item], at=EIGHT).answers
    return answer


def present(who):
    return list(Attendance.objects.filter(registration=who).values_list("status", flat=True))


def test_who_delivered_lacks_nothing_and_who_did_not_is_told_what(workshop, second, asked):
    done, silent, waiting = (make_invitation(workshop) for _each in range(3))
    in_order, missing, unread = (person(workshop, one) for one in (done, silent, waiting))
    delivered(asked, done)
    hand_in(asked, waiting)

    assert lacking(second) == {
        missing: ["entry-work-missing"],
        unread: ["entry-work-missing"],
    }
    assert in_order not in lacking(second)


def test_what_is_not_required_by_then_keeps_nobody(workshop, second, asked):
    asked.required_after = second.starts_on + timedelta(days=1)
    asked.save()
    person(workshop)

    assert lacking(second) == {}


def test_the_work_of_a_group_is_asked_of_its_members(workshop, second, asked):
    asked.owed_by = "group"
    asked.save()
    group = make_group(workshop=workshop, name="Kelompok 1", **given())
    member, other = person(workshop), person(workshop)
    add_members(group=group, registrations=[member], **given())

    before = lacking(second)
    delivered(asked, group)

    assert before == {member: ["entry-work-missing"]}
    assert other not in before
    assert lacking(second) == {}


def test_hours_missed_so_far_are_judged_by_the_certificates_own_evaluator(workshop, second):
    PassingRule.objects.update(minimum_share="0.8")
    first = workshop.stages.get(order=1)
    first.sessions.create(
        slot=first.slots.get(kind="pagi"),
        starts_at=NOW - timedelta(days=28),
        ends_at=NOW - timedelta(days=28) + timedelta(hours=3),
        jp=4,
        topic_id="Materi",
    )
    who = person(workshop)

    assert lacking(second) == {who: ["jp-missing"]}


def test_a_stage_warns_until_the_organiser_chooses_to_block(workshop, second, asked):
    who = person(workshop)
    door = make_door(workshop)

    refresh_all_holds(**given())
    assert scanned(workshop, who, door).verdict == "present"
    assert not EntryHold.objects.exists()


def test_where_it_blocks_the_scan_is_kept_and_counts_once_let_in(workshop, second, asked):
    who = person(workshop)
    door = make_door(workshop)
    set_entry(stage=second, blocks=True, **given())

    held = scanned(workshop, who, door)
    assert (held.verdict, held.outcome, held.level) == ("entry_held", "needs_review", "amber")
    assert present(who) == []

    let_in(stage=second, owner=who, reason="Camat, atas izin Sekda", **given())

    assert present(who) == ["present"]
    assert Attendance.objects.get(registration=who).arrived_at == EIGHT
    assert EntryPass.objects.get().reason == "Camat, atas izin Sekda"
    assert not CheckIn.objects.needing_review().exists()
    assert scanned(workshop, who, door).verdict == "already"


def test_a_pass_for_an_opd_lets_in_all_of_it_and_nobody_else(workshop, second, asked):
    invitation = make_invitation(workshop, seats=2)
    one, two = person(workshop, invitation), person(workshop, invitation)
    other = person(workshop)
    set_entry(stage=second, blocks=True, **given())

    let_in(stage=second, owner=invitation, reason="Bencana banjir", **given())

    held = set(EntryHold.objects.values_list("registration", flat=True))
    assert held == {other.pk}
    assert {scanned(workshop, who).verdict for who in (one, two)} == {"present"}


def test_accepting_the_work_frees_its_opd_at_once_and_reopening_holds_it_again(
    workshop, second, asked
):
    invitation = make_invitation(workshop)
    who = person(workshop, invitation)
    set_entry(stage=second, blocks=True, **given())

    sent = delivered(asked, invitation)
    freed = EntryHold.objects.filter(registration=who).exists()
    acts.reopen(submission=sent, reason="Angka keliru", actor="committee", **given())

    assert not freed
    assert EntryHold.objects.filter(registration=who, stage=second).exists()


def test_whoever_was_held_is_let_in_by_the_door_a_second_after_the_acceptance(
    workshop, second, asked
):
    invitation = make_invitation(workshop)
    who, door = person(workshop, invitation), make_door(workshop)
    set_entry(stage=second, blocks=True, **given())
    before = scanned(workshop, who, door).verdict

    delivered(asked, invitation)

    assert (before, scanned(workshop, who, door).verdict) == ("entry_held", "present")


def test_what_the_organiser_asks_otherwise_holds_and_frees_at_once(workshop, second, asked):
    who, door = person(workshop), make_door(workshop)
    set_entry(stage=second, blocks=True, **given())
    told = {"deliverable": asked, "stage": asked.stage, "title_id": asked.title_id}
    day = asked.required_after

    define_deliverable(**told, required_after=None, **given())
    freed = EntryHold.objects.exists()
    define_deliverable(**told, required_after=day, **given())
    held = scanned(workshop, who, door).verdict
    remove_deliverable(deliverable=asked, **given())

    assert (freed, held) == (False, "entry_held")
    assert scanned(workshop, who, door).verdict == "present"


def test_a_group_holds_and_frees_its_members_at_once(workshop, second):
    first = workshop.stages.get(order=1)
    required = first.starts_on + timedelta(days=20)
    make_deliverable(first, owed_by="group", due_on=None, required_after=required)
    who, other = person(workshop), person(workshop)
    set_entry(stage=second, blocks=True, **given())
    group = make_group(workshop=workshop, name="Kelompok 1", **given())

    add_members(group=group, registrations=[who, other], **given())
    both = set(EntryHold.objects.values_list("registration", flat=True))
    remove_member(group=group, registration=other, **given())
    one = set(EntryHold.objects.values_list("registration", flat=True))
    dissolve_group(group=group, **given())

    assert (both, one) == ({who.pk, other.pk}, {who.pk})
    assert not EntryHold.objects.exists()


def test_whoever_joins_after_the_switch_is_held_by_the_next_round_of_the_worker(
    workshop, second, asked
):
    set_entry(stage=second, blocks=True, **given())
    late = person(workshop)

    refresh_all_holds(**given())
    refresh_all_holds(**given())

    assert EntryHold.objects.get().registration == late


def test_switching_back_to_a_warning_holds_nobody(workshop, second, asked):
    who = person(workshop)
    set_entry(stage=second, blocks=True, **given())
    set_entry(stage=second, blocks=False, **given())

    assert scanned(workshop, who).verdict == "present"


def test_the_first_stage_and_other_stages_hold_nobody_for_it(workshop, second, asked):
    person(workshop)
    set_entry(stage=workshop.stages.get(order=1), blocks=True, **given())

    assert not EntryHold.objects.exists()


def test_what_letting_in_is_refused_for(workshop, second, asked):
    who, stranger = person(workshop), make_registration()

    def why_not(**told):
        with pytest.raises(Refused) as refusal:
            let_in(**{"stage": second, "owner": who, "reason": "Izin", **given(), **told})
        return [reason.code for reason in refusal.value.reasons]

    assert why_not(reason="  ") == ["reason-required"]
    assert why_not(owner=stranger) == ["entry-of-another-workshop"]
    let_in(stage=second, owner=who, reason="Izin", **given())
    assert why_not() == ["entry-let-in-already"]


def test_an_officer_lets_in_at_the_door_where_the_device_may_act(workshop, second, asked):
    who = person(workshop)
    device, token = make_door(workshop)
    allow_acts(device=device, allowed=True, **given())
    set_entry(stage=second, blocks=True, **given())
    answer = scanned(workshop, who, (device, token))

    wanted = Wanted(nonce=new_nonce(), kind="let_in", scan=answer.nonce, reason="Mewakili Bupati")
    acts_made = {
        act_at_door(device=device, wanted=wanted, by=make_system(), at=EIGHT) for _ in range(2)
    }

    assert len(acts_made) == 1
    assert present(who) == ["present"]
    assert EntryPass.objects.get().registration == who


def test_the_door_still_takes_four_statements_and_the_sealed_roster_carries_the_hold(
    workshop, second, asked
):
    who = person(workshop)
    before = sealed(workshop).versions
    set_entry(stage=second, blocks=True, **given())
    door = make_door(workshop)

    assert sealed(workshop).versions != before
    with CaptureQueriesContext(
        connection,
    ) as told:
        receive(token=door[1], items=[make_scan(who)], at=EIGHT)
    statements = [
        one["sql"]
        for one in told.captured_queries
        if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(statements) <= 4


def test_the_page_says_who_and_why_switches_and_lets_in(client, workshop, second, asked):
    who = person(workshop)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    here = f"/bimtek/{workshop.public_id}/jadwal/tahap/{second.public_id}/syarat-masuk/"

    page = client.get(here)
    client.post(here, {"blocks": "1"})
    nothing = client.post(f"{here}izinkan/", {"person": who.public_id, "reason": ""})
    done = client.post(
        f"{here}izinkan/", {"person": who.public_id, "reason": "Camat, atas izin Sekda"}
    )
    after = client.get(here)

    assert "Belum diterima: Rencana aksi." in page.text
    second.refresh_from_db()
    assert second.entry_blocks
    assert (nothing.status_code, done.status_code) == (422, 302)
    assert "Camat, atas izin Sekda" in after.text
    assert not EntryHold.objects.exists()


def test_only_who_runs_the_bimtek_sees_and_switches(client, workshop, second, asked):
    invitation = make_invitation(workshop)
    here = f"/bimtek/{workshop.public_id}/jadwal/tahap/{second.public_id}/syarat-masuk/"
    client.force_login(make_role(Role.UNIT_ADMIN, invitation.unit))

    assert client.get(here).status_code == 404
    assert client.post(here, {"blocks": "1"}).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_however_many_lack(
    client, workshop, second, asked, people, django_assert_num_queries
):
    for _each in range(people):
        person(workshop)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    here = f"/bimtek/{workshop.public_id}/jadwal/tahap/{second.public_id}/syarat-masuk/"
    client.get(here)

    # session, user, grants, workshop, stage; asked, rule, passes, accepted, places, members;
    # progress (11); stages
    with django_assert_num_queries(23):
        client.get(here)


def test_whoever_has_come_to_the_stage_is_not_turned_away_in_the_middle_of_it(
    workshop, second, asked
):
    inside, outside = person(workshop), person(workshop)
    assert scanned(workshop, inside).verdict == "present"

    set_entry(stage=second, blocks=True, **given())

    assert set(EntryHold.objects.values_list("registration", flat=True)) == {outside.pk}


def test_a_scan_that_was_taken_back_keeps_nobody_from_being_let_in(workshop, second, asked):
    who = person(workshop)
    door = make_door(workshop)
    set_entry(stage=second, blocks=True, **given())
    held = scanned(workshop, who, door)
    undo = {"kind": "annul", "annuls": held.nonce, "reason": "Salah pindai"}
    receive(token=door[1], items=[make_scan() | undo], at=EIGHT)

    let_in(stage=second, owner=who, reason="Camat", **given())

    assert EntryPass.objects.get().reason == "Camat"
    assert present(who) == ["absent"]
    assert scanned(workshop, who, door).verdict == "present"
