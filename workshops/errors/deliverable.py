"""Words for what the deliverable area refuses."""

from participants.errors import declare

declare({})
