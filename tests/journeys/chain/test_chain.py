"""The whole chain, once, for real: from a plan to a certificate to a training history and back.

Played through the pages in Chromium, as people do it; what is read from the database is said where
it is read. ``JOURNEY_PICTURES=1`` keeps every page in build/journey; ``-s`` prints the figures.
"""

import json

import pytest

from tests.journeys.chain import (
    act_certificate,
    act_door,
    act_person,
    act_plan,
    act_record,
    act_revoke,
    act_roll_call,
    act_unit,
    act_work,
)

JP = 8  # of the programme with one stage
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_one_bimtek_from_plan_to_certificate_to_training_history(
    story, settings, playwright, chromium
):
    with story.act("a. plan and invite"):
        act_plan.plan(story)
        act_plan.award(story)
        act_plan.give_roles(story)
        act_work.ask(story)
        act_plan.invite(story)
    with story.act("b. an OPD names two"):
        act_unit.name_two(story)
        act_unit.hand_in_letter(story)
        act_unit.fetch_links(story)
        act_plan.who_is_silent(story)
    with story.act("c. the participant's page"):
        act_person.weigh_first_load(story)
        act_person.confirm_name(story)
        act_person.read_codes(story)
    with story.act("d. the door"):
        act_door.open_slots(story)
        act_door.scan(story, playwright, chromium)
    with story.act("e. roll call"):
        act_roll_call.look_at_slot(story)
        act_roll_call.take_papers(story)
    with story.act("f. hasil kerja"):
        act_work.hand_in_and_accept(story)
    with story.act("g. closing and issuing"):
        act_certificate.close(story)
        act_certificate.make_layout(story)
        act_certificate.issue(story)
    with story.act("h. the paper and the public page"):
        act_certificate.read_paper(story, settings.PUBLIC_URL)
        act_certificate.ask_if_genuine(story)
        act_certificate.find_on_own_page(story)
    with story.act("i. BKPSDM"):
        before = act_record.read_fit(story)
        act_record.match(story)
        act_record.accept_all(story)
        act_record.set_level(story)
        act_record.look_at_people(story, jp=JP)
        act_record.look_at_hours(story, jp=JP)
        after = act_record.read_fit(story)
    assert (before.post, after.post) == ("0 dari 1 pemegang", "1 dari 1 pemegang")
    assert after.qualified == before.qualified + 1
    assert after.unqualified == before.unqualified - 1
    assert after.wall == before.wall - 1
    with story.act("j. revoked"):
        act_revoke.revoke(story)
        act_revoke.ask_again(story)
        act_revoke.level_is_back(story, jp=0)
        assert act_record.read_fit(story) == before
    story.figures["pages looked at"] = len(story.seen)
    print(json.dumps(story.figures, indent=1, default=str))  # noqa: T201 - the figures, with -s
