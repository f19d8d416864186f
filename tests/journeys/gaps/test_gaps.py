"""From the gap to the Bimtek and back, once, for real: BKPSDM sees which OPD have no programmer, asks
whom to send, the OPD answer, the Bimtek runs, and the same pages say what it closed.

Played through the pages in Chromium; ``JOURNEY_PICTURES=1`` keeps them, ``-s`` prints the figures.
"""

import json

import pytest

from tests.journeys.gaps import act_nominate, act_run
from tests.journeys.gaps.story import Wall

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_what_a_bimtek_closed_stands_where_the_gap_was_seen(story):
    with story.act("a. the gap"):
        assert story.wall() == Wall(without=21, opds=53, gained=0, lost=0)
    with story.act("b. planned and nominated"):
        act_nominate.plan(story)
        act_nominate.ask(story)
        assert story.closed() == "0 dari 17"
    with story.act("c. the OPD answer"):
        act_nominate.fetch_links(story)
        act_nominate.answer(story)
    with story.act("d. the Bimtek runs"):
        act_run.scan(story)
        act_run.test(story)
    with story.act("e. certificates"):
        act_run.close_and_issue(story)
        assert story.wall().without == 21  # proposed is not granted
        act_run.accept(story)
    with story.act("f. what it closed"):
        assert story.closed() == "12 dari 17"
        assert story.wall() == Wall(without=9, opds=53, gained=12, lost=0)
    with story.act("g. one is revoked"):
        act_run.revoke(story, "Programmer 33")
        assert story.closed() == "11 dari 17"
        assert story.wall() == Wall(without=10, opds=53, gained=11, lost=0)
    print(json.dumps(story.figures, indent=1, default=str))  # noqa: T201 - the figures, with -s
