"""What a phone does in these tests: reads the wall, and sends what the page gave it."""

import re

from tests.factories_room import code_of


def claim_of(sari, **other):
    return {
        "cara": "declared",
        "unit": sari.unit.public_id,
        "initials": "SW",
        "digits": "7890",
    } | other


def passed(page):
    return re.search(r'name="pas" value="([^"]+)"', page.content.decode())[1]


def read_wall(client, room):
    """What a camera opens."""
    return client.get(f"/hadir/{code_of(room)}")
