"""Which letters a sheet can hold."""

import re

# XML 1.0 §2.2. openpyxl's own list leaves U+FFFE and U+FFFF in, at which the writer breaks off.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sheet_text(value: object) -> str:
    """The value as text for a cell, without what no XML holds: one odd letter in one name must not
    take the whole sheet along."""
    return NOT_IN_XML.sub("", str(value))
