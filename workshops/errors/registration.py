"""Words for what the registration area refuses."""

from participants.errors import declare

declare({})
