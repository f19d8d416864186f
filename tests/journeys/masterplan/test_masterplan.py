"""From the worksheets of two OPD to the masterplan, once, for real, through the pages in Chromium.

``JOURNEY_PICTURES=1`` keeps every page in build/journey; ``-s`` prints the figures.
"""

import json

import pytest

from tests.journeys.masterplan import (
    act_book,
    act_entry,
    act_issues,
    act_plan,
    act_plans,
    act_reminder,
    act_swot,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_two_opd_and_an_expert_from_worksheets_to_buku_2(story):
    with story.act("a. plan, ask two OPD, give an expert a link"):
        act_plan.plan(story)
        act_plan.ask_for_less(story)
        act_plan.invite(story)
        act_plan.give_expert_a_link(story)
        act_plan.name_people(story)
    with story.act("b. two editors of one worksheet"):
        act_issues.two_editors(story)
        act_issues.judge(story)
    with story.act("c. a worksheet by its Excel form"):
        act_swot.fill_in_excel(story)
        act_swot.judge(story)
    with story.act("d. overdue; entry to stage II"):
        act_entry.overdue_on_board(story)
        act_entry.warn(story)
        act_entry.open_stage(story)
        act_entry.at_the_door(story)
    with story.act("e. rencana aksi in rounds"):
        act_plans.in_three_versions(story)
        act_plans.another_goes_back(story)
    with story.act("f. programmes"):
        act_plans.in_the_register(story)
    with story.act("g. reminded"):
        act_reminder.remind(story)
    with story.act("h. Buku 2"):
        act_book.read(story, act_book.make(story))
    story.figures["pages looked at"] = len(story.seen)
    print(json.dumps(story.figures, indent=1, default=str))  # noqa: T201 - the figures, with -s
