"""The stage of the whole story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import papers
from tests.journeys.gaps.story import Story
from tests.journeys.gaps.world import make_world


@pytest.fixture
def story(live_server, open_page, axe, files, settings, tmp_path) -> Story:
    """53 OPD and two accounts; addresses in messages lead to this server."""
    now = timezone.now()
    settings.PUBLIC_URL = live_server.url
    papers.ensure_faces()
    world = make_world(now)
    # The story takes place on one day: its slots stand open until midnight.
    if world.today(now) != world.today(now + timedelta(minutes=10)):
        pytest.skip("Within ten minutes of midnight the day of the story would end.")
    return Story(world, open_page, axe, tmp_path)
