"""Which action does which kind of background work."""

from certificates.queries import ISSUE
from certificates.tasks import issue_one
from participants.actions.job import Handler
from workshops.queries.badge import BADGES
from workshops.queries.book import BOOK
from workshops.tasks import make_badge_part, make_volume

HANDLERS: dict[str, Handler] = {ISSUE: issue_one, BADGES: make_badge_part, BOOK: make_volume}
