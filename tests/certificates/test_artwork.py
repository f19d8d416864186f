"""Pictures of an office on its certificates: made small once, hostile ones refused with a sentence."""

import base64
import io
import random
import re
from dataclasses import replace

import pytest
from PIL import Image

from certificates.actions.artwork import keep_artwork, pictures_of
from certificates.actions.sample import sample
from certificates.forms.artwork import LABELS
from certificates.models import Template
from certificates.rendering import certificate
from certificates.rendering.artwork import make_small
from certificates.rendering.certificate import Picture
from certificates.rules.artwork import BACKGROUND, CREST, LOGOS, PLACES, prepared
from certificates.rules.look import Look
from participants.errors import Refused
from participants.models import StoredFile
from tests import papers
from tests.certificates.sheets import ISSUED_AT, make_sheet
from tests.factories import NOW, make_role, make_system, make_unit
from tests.factories_certificates import make_layout

WORDS = {
    "language": "id",
    "office": "Pemerintah Kabupaten Contoh\nDinas Kominfo",
    "place": "Pasarwajo",
    "signatory_post": "Kepala Dinas",
    "signatory_name": "Ir. Contoh",
    "public_name": "full",
    "look-style": "frame",
    "look-paper": "a4",
    "look-accent": "teal",
    "look-align": "center",
    "look-verify": "left",
    "look-crest": "on",
}


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """What shrinks worst."""
    dots = random.Random(7).randbytes(width * height * len(mode))
    return Image.frombytes(mode, (width, height), dots)


def handed_in(picture: Image.Image, kind: str = "PNG", name: str = "gambar.png") -> io.BytesIO:
    kept = io.BytesIO()
    picture.save(kept, kind)
    kept.seek(0)
    kept.name = name
    return kept


def colour(rgb: tuple[int, int, int]) -> io.BytesIO:
    return handed_in(Image.new("RGB", (1200, 850), rgb))


def drawn(client, **said) -> Image.Image:
    answer = client.post("/sertifikat/templat/pratinjau/", WORDS | said)
    found = re.search(r"base64,([A-Za-z0-9+/=]+)", answer.content.decode())
    return Image.open(io.BytesIO(base64.b64decode(found[1]))).convert("RGB")


@pytest.fixture
def unit(client):
    papers.ensure_faces()
    unit = make_unit()
    client.force_login(make_role("organiser", unit))
    return unit


@pytest.mark.django_db
def test_the_heaviest_pictures_there_are_weigh_less_than_200_kilobytes_in_the_pdf(unit):
    """Five pictures of noise, of the greatest weight each may have."""
    papers.ensure_faces()
    bare = make_layout(unit)
    given = {BACKGROUND: noise(2000, 1400), CREST: noise(700, 700, "RGBA")}
    given |= {place: noise(600, 600, "RGBA") for place in LOGOS}
    files = {}
    for place, picture in given.items():
        made = prepared(handed_in(picture).getvalue(), place)
        files[place] = _stored(place, made, unit)
    full = make_layout(unit, **files)

    added = len(sample(full, at=NOW)) - len(sample(bare, at=NOW))

    assert 50_000 < added <= 200_000


def _stored(place, made, unit):
    return keep_artwork(place=place, made=made, unit=unit, by=make_system(), at=NOW)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "LA", "I;16", "1", "RGBA"])
def test_pictures_of_every_kind_of_colour_are_read(mode):
    picture = Image.new("RGBA" if mode in ("LA", "RGBA") else "RGB", (900, 600), (200, 30, 30))
    if mode == "I;16":
        picture = Image.new("I;16", (900, 600), 40_000)
    elif mode != picture.mode:
        picture = picture.convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"

    made = prepared(handed_in(picture, kind).getvalue(), BACKGROUND)

    assert (made.extension, made.width / made.height) == ("jpg", 1.5)


def test_what_one_sees_through_stays_so_and_nothing_but_the_dots_is_kept():
    logo = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    logo.paste((10, 80, 90, 255), (0, 0, 450, 300))
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Rumah Bupati", 6  # described, and lying on its side
    noise(900, 600).save(photo, "JPEG", exif=exif)

    seen_through = prepared(handed_in(logo).getvalue(), "logo_1")
    upright = prepared(photo.getvalue(), BACKGROUND)

    with Image.open(io.BytesIO(seen_through.content)) as picture:
        assert picture.convert("RGBA").getpixel((picture.width - 1, 0))[3] == 0
    assert upright.height / upright.width == 1.5
    assert b"Rumah" not in upright.content
    assert b"Exif" not in upright.content


HOSTILE = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "PNG"),
    "pdf": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "PNG"),
    "half-a-png": (handed_in(Image.new("RGB", (900, 900))).getvalue()[:200], "rusak"),
    "too-many-dots": (handed_in(Image.new("1", (9000, 9000))).getvalue(), "megapiksel"),
    "a-page-inside": (
        handed_in(Image.new("RGB", (900, 900))).getvalue() + b"<script>alert(1)</script>",
        "berkas jenis lain",
    ),
    "too-small": (handed_in(Image.new("RGB", (40, 30))).getvalue(), "terlalu kecil"),
    "empty": (b"", "kosong"),
}


@pytest.mark.parametrize("place", [BACKGROUND, "logo_2"])
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_harmless_picture_is_refused_with_a_sentence(name, place):
    content, said = HOSTILE[name]

    with pytest.raises(Refused) as refused:
        make_small(io.BytesIO(content), place)

    assert said.lower() in str(refused.value).lower()


@pytest.mark.django_db
def test_a_picture_is_kept_though_the_rest_of_the_form_is_wrong(client, unit):
    layout = make_layout(unit)
    address = f"/sertifikat/templat/{layout.public_id}/"

    wrong = client.post(
        address, WORDS | {"signatory_nip": "12", "artwork-background-file": colour((250, 240, 200))}
    )
    token = re.search(r'artwork-background-kept" value="([^"]+)"', wrong.content.decode())[1]
    right = client.post(address, WORDS | {"artwork-background-kept": token})

    assert (wrong.status_code, right.status_code) == (200, 302)
    second = Template.objects.get(retired_at=None)
    assert pictures_of(second)["background"].width == 1200
    layout.refresh_from_db()
    assert layout.background is None


@pytest.mark.django_db
def test_a_picture_shows_in_the_preview_as_soon_as_it_was_chosen(client, unit):
    answer = client.post(
        "/sertifikat/templat/gambar/background/",
        {"artwork-background-file": colour((250, 200, 90))},
        headers={"HX-Request": "true"},
    )
    token = re.search(r'artwork-background-kept" value="([^"]+)"', answer.content.decode())[1]

    shown = drawn(client, **{"artwork-background-kept": token})
    bare = drawn(client)

    assert answer.headers["HX-Trigger"] == "artwork-changed"
    assert all(abs(a - b) < 9 for a, b in zip(shown.getpixel((3, 3)), (250, 200, 90), strict=True))
    assert bare.getpixel((3, 3)) == (255, 255, 255)
    assert not Template.objects.exists()


@pytest.mark.django_db
def test_a_hostile_upload_is_answered_by_its_sentence_beside_the_field(client, unit):
    bad = io.BytesIO(HOSTILE["svg"][0])
    bad.name = "lambang.png"

    answer = client.post("/sertifikat/templat/gambar/crest/", {"artwork-crest-file": bad})

    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_nobody_shows_a_file_by_another_ones_token(client, unit):
    layout = make_layout(unit)
    answer = client.post(
        "/sertifikat/templat/gambar/logo_1/",
        {"artwork-logo_1-file": colour((9, 9, 9))},
    )
    token = re.search(r'kept" value="([^"]+)"', answer.content.decode())[1]
    client.force_login(make_role("organiser", unit))

    client.post(
        f"/sertifikat/templat/{layout.public_id}/",
        WORDS | {"artwork-logo_1-kept": token, "artwork-crest-kept": "karangan"},
    )

    newest = Template.objects.get(retired_at=None)
    assert (newest.version, newest.logo_1, newest.crest) == (2, None, None)


@pytest.mark.django_db
def test_a_picture_stays_with_the_next_version_until_it_is_taken_away(client, unit):
    stored = _stored(CREST, prepared(colour((200, 0, 0)).getvalue(), CREST), unit)
    layout = make_layout(unit, crest=stored)

    client.post(f"/sertifikat/templat/{layout.public_id}/", WORDS)
    second = Template.objects.get(retired_at=None)
    client.post(f"/sertifikat/templat/{second.public_id}/", WORDS | {"artwork-crest-away": "on"})
    third = Template.objects.get(retired_at=None)

    assert (second.crest, third.crest, third.version) == (stored, None, 3)


@pytest.mark.parametrize("logos", ["row", "corners"])
def test_crest_and_logos_stand_on_the_page_beside_each_other(logos):
    papers.ensure_faces()
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 0, 255)]
    crest, *others = (
        Picture(handed_in(Image.new("RGB", (300, 300), rgb)).getvalue(), "png", 300, 300)
        for rgb in colours
    )
    sheet = replace(make_sheet(), crest=crest, logos=tuple(others), look=Look(logos=logos))

    front = papers.pages(certificate.pdf(sheet, at=ISSUED_AT), dpi=72)[0].convert("RGB")

    middles = [_middle(front, rgb) for rgb in colours]
    assert [middle[1] for middle in middles] == [middles[0][1]] * 4
    across = [middle[0] for middle in middles]
    if logos == "row":
        assert across == sorted(across)
        assert abs((across[0] + across[3]) / 2 - front.width / 2) < 3
    else:
        assert across[1] < across[0] < across[2] < across[3]
        assert abs(across[0] - front.width / 2) < 3


def _middle(page: Image.Image, rgb: tuple[int, int, int]) -> tuple[int, int]:
    dots = page.load()
    there = [(x, y) for x in range(page.width) for y in range(page.height) if dots[x, y] == rgb]
    assert len(there) > 400
    return tuple(round(sum(axis) / len(there)) for axis in zip(*there, strict=True))


def test_every_place_has_its_words_and_limits():
    assert set(LABELS) == set(PLACES)
