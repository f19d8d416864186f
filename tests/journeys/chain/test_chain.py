"""The whole chain, once, for real: from a plan to a certificate to a training history and back.

Played through the pages in Chromium, as people do it; what is read from the database is said where
it is read. ``JOURNEY_PICTURES=1`` keeps every page in build/journey; ``-s`` prints the figures.
"""

import json

import pytest

from tests.journeys.chain import (
    act_door,
    act_person,
    act_plan,
    act_roll_call,
    act_unit,
    act_work,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_one_bimtek_from_plan_to_certificate_to_training_history(story, playwright, chromium):
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
    story.figures["pages looked at"] = len(story.seen)
    print(json.dumps(story.figures, indent=1, default=str))  # noqa: T201 - the figures, with -s
