"""Which action does which kind of background work."""

from participants.actions.job import Handler

HANDLERS: dict[str, Handler] = {}
