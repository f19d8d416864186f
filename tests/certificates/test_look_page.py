"""The page on which a layout is chosen, and its preview."""

import base64
import io
import re

import pytest
from PIL import Image

from certificates.models import Template
from tests import papers
from tests.factories import make_role, make_unit
from tests.factories_certificates import make_layout

pytestmark = pytest.mark.django_db

WORDS = {
    "language": "id",
    "office": "Pemerintah Kabupaten Contoh\nDinas Kominfo",
    "place": "Pasarwajo",
    "signatory_post": "Kepala Dinas",
    "signatory_name": "Ir. Contoh",
    "public_name": "full",
}
LOOK = {
    "look-style": "plain",
    "look-portrait": "1",
    "look-paper": "f4",
    "look-accent": "maroon",
    "look-align": "center",
    "look-verify": "right",
    "look-crest": "on",
    "look-agenda": "on",
}


@pytest.fixture
def unit(client):
    papers.ensure_faces()
    unit = make_unit()
    client.force_login(make_role("organiser", unit))
    return unit


def drawn(response) -> Image.Image:
    found = re.search(r"base64,([A-Za-z0-9+/=]+)", response.content.decode())
    return Image.open(io.BytesIO(base64.b64decode(found[1])))


def test_a_look_is_kept_with_the_version_it_was_chosen_for(client, unit):
    first = make_layout(unit)

    answer = client.post(f"/sertifikat/templat/{first.public_id}/", WORDS | LOOK)

    assert answer.status_code == 302
    second = Template.objects.get(retired_at=None)
    assert (second.look["style"], second.look["paper"]) == ("plain", "f4")
    assert (second.look["portrait"], second.look["identity"]) == (True, False)
    first.refresh_from_db()
    assert first.look == {}


def test_the_preview_shows_what_stands_in_the_form_and_keeps_nothing(client, unit):
    lying = drawn(client.post("/sertifikat/templat/pratinjau/", WORDS | {"look-style": "frame"}))
    standing = drawn(client.post("/sertifikat/templat/pratinjau/", WORDS | LOOK))

    assert lying.width > lying.height
    assert standing.height > standing.width
    assert not Template.objects.exists()


def test_the_preview_of_a_half_filled_or_hostile_form_is_drawn_all_the_same(client, unit):
    hostile = {"office": '#read("/etc/passwd")', "look-accent": "#000); evil", "place": "X" * 5000}

    assert drawn(client.post("/sertifikat/templat/pratinjau/", hostile)).width > 100
    assert drawn(client.post("/sertifikat/templat/pratinjau/", {})).width > 100


def test_nobody_but_an_organiser_previews(client, unit):
    client.force_login(make_role("hr", unit))

    assert client.post("/sertifikat/templat/pratinjau/", WORDS).status_code == 403
