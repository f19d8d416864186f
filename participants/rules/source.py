"""Where the source of a record can be read; participants know it by kind and public id alone."""

# What is printed or sent never moves (blueprint §9.2), so its address may be written down here.
ADDRESSES = {"certificate": "/v/{}", "assessment-sheet": "/kompetensi/asesmen/{}/"}


def address_of(kind: str, public_id: str) -> str:
    """The page that shows the source, or "" for a source without a page."""
    pattern = ADDRESSES.get(kind)
    return pattern.format(public_id) if pattern and public_id else ""
