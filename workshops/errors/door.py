"""Words for what the door area refuses."""

from participants.errors import declare

declare({})
