"""Keeps what identifies a person out of every log line."""

import logging
import re
import traceback

# /p/ participant, /o/ OPD, /t/ expert and signer, /v/ certificate: whoever has the rest has the page.
PERSONAL_LINK = re.compile(r"(?<![\w.-])(https?://[^\s/]+)?/([optv])/[^\s/?#\"'<>]+")
# A search or a `next=` may carry anything. Only what hangs on a path or says key=value is a query.
QUERY = re.compile(r"(/[^\s?\"'<>]*)\?[^\s\"'<>]*|(?<=\w)\?[\w.%-]+=[^\s\"'<>]*")


def hide_private(text: str) -> str:
    """The text without query strings and without the secret part of personal links."""
    text = QUERY.sub(lambda found: found[1] or "", text)
    return PERSONAL_LINK.sub(lambda found: f"{found[1] or ''}/{found[2]}/…", text)


class HidePrivate(logging.Filter):
    """Rewrites every record that passes: message, arguments and traceback. Drops none."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = hide_private(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[0] is not None:
            lines = traceback.format_exception(*record.exc_info)
            record.exc_text = hide_private("".join(lines).rstrip("\n"))
        return True
