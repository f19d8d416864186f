"""Which action does which kind of background work."""

from certificates.queries import ISSUE
from certificates.tasks import issue_one
from participants.actions.job import Handler

HANDLERS: dict[str, Handler] = {ISSUE: issue_one}
